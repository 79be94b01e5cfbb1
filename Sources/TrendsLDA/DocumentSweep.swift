/// How a sweep in document order is arranged. Both kernels give the same draws from the same numbers.
enum DocumentKernel: Sendable, CaseIterable {
  /// ``resampleScalar(_:of:uniforms:)``.
  case scalar
  /// ``resampleDense(_:of:uniforms:)``.
  case dense
}

extension SamplerState {
  /// Resamples every token once, document by document, each draw seeing all draws before it.
  func sweep(_ uniforms: UniformSource, threadCount: Int) {
    for d in 0..<tokens.documentCount {
      let range = tokens.documentStarts[d]..<tokens.documentStarts[d + 1]
      if range.isEmpty { continue }
      loadDocument(d)
      uniforms.forEachChunk(ofDocument: d, tokens: range) { tokens, values in
        switch kernel {
        case .scalar: resampleScalar(tokens, of: self, uniforms: values)
        case .dense: resampleDense(tokens, of: self, uniforms: values)
        }
      }
    }
    assert(brokenInvariant() == nil, brokenInvariant() ?? "")
  }
}
