extension SamplerState {
  /// Resamples every token once, document by document: one sweep.
  ///
  /// - Parameters:
  ///   - kernel: both kernels give the same z from the same uniforms.
  ///   - uniforms: named for this sweep; exactly one a token is used.
  func sweep(_ kernel: SamplerKind, uniforms: UniformSource) {
    var loaded = -1
    uniforms.forEachChunk(of: tokens, in: 0..<tokens.documentCount) { d, range, values in
      if d != loaded {
        loadDocument(d)
        loaded = d
      }
      switch kernel {
      case .scalar: resampleScalar(range, of: self, uniforms: values)
      case .dense: resampleDense(range, of: self, uniforms: values)
      }
    }
    assert(brokenInvariant() == nil, brokenInvariant() ?? "")
  }
}
