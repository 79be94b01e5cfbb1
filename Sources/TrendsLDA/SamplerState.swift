import TrendsCompute

/// The state of one chain: every token's topic, and the counts that follow from it.
///
/// Counts are laid out for the kernels: rows of topics padded to a multiple of sixteen and aligned
/// to 64 bytes. Padding topics have a prior and counts of zero, so their weight is zero.
///
/// - `assignments` z, `[N]`, in the order of ``TokenSequence``.
/// - `termTopicCounts` n(k,w), `[V × paddedTopicCount]`, one row a term.
/// - `topicCounts` n(k), `[paddedTopicCount]`.
/// - `inverseTotals` 1 / (n(k) + V·beta) in single precision, kept in step with `topicCounts`.
/// - `alpha`, `[paddedTopicCount]`, in single precision; `alphaExact` is what it was rounded from.
/// - `documentCounts` n(d,k) and `documentWeights` n(d,k) + alpha(k) of the document at hand.
final class SamplerState: @unchecked Sendable {
  let tokens: TokenSequence
  let topicCount: Int
  let paddedTopicCount: Int
  let assignments: UnsafeMutablePointer<UInt16>
  let termTopicCounts: UnsafeMutablePointer<Int32>
  let topicCounts: UnsafeMutablePointer<Int32>
  let inverseTotals: UnsafeMutablePointer<Float>
  let alpha: UnsafeMutablePointer<Float>
  let documentCounts: UnsafeMutablePointer<Int32>
  let documentWeights: UnsafeMutablePointer<Float>
  /// Scratch of the kernels, `[paddedTopicCount]`: overwritten at every token, never read first.
  let cumulative: UnsafeMutablePointer<Float>

  private(set) var alphaExact: [Double]
  private(set) var betaExact: Double

  /// A chain's state with every token on topic 0; call ``assignAtRandom(_:)`` next.
  init(tokens: TokenSequence, topicCount: Int, alpha: [Double], beta: Double) {
    precondition(alpha.count == topicCount, "one alpha a topic")
    self.tokens = tokens
    self.topicCount = topicCount
    let padded = (topicCount + 15) / 16 * 16
    paddedTopicCount = padded
    assignments = allocateRow(tokens.tokenCount, of: 0)
    termTopicCounts = allocateRow(tokens.termCount * padded, of: 0)
    topicCounts = allocateRow(padded, of: 0)
    inverseTotals = allocateRow(padded, of: 0)
    self.alpha = allocateRow(padded, of: 0)
    documentCounts = allocateRow(padded, of: 0)
    documentWeights = allocateRow(padded, of: 0)
    cumulative = allocateRow(padded, of: 0)
    alphaExact = alpha
    betaExact = beta
    setPriors(alpha: alpha, beta: beta)
    rebuildCounts()
  }

  deinit {
    assignments.deallocate()
    termTopicCounts.deallocate()
    topicCounts.deallocate()
    inverseTotals.deallocate()
    alpha.deallocate()
    documentCounts.deallocate()
    documentWeights.deallocate()
    cumulative.deallocate()
  }

  /// beta in single precision, as the kernels use it.
  var beta: Float { Float(betaExact) }

  /// V·beta in single precision, as the kernels use it.
  var betaSum: Float { Float(betaExact * Double(tokens.termCount)) }

  /// Sets the priors, and what is cached from them.
  func setPriors(alpha newAlpha: [Double], beta newBeta: Double) {
    precondition(newAlpha.count == topicCount, "one alpha a topic")
    alphaExact = newAlpha
    betaExact = newBeta
    for k in 0..<topicCount { alpha[k] = Float(newAlpha[k]) }
    refreshInverseTotals()
  }

  /// Assigns every token a topic at random, each equally likely.
  ///
  /// A start from the counts so far climbs the joint likelihood sooner and predicts held-out text
  /// worse for hundreds of sweeps: documents begin almost single-topic and leave that mode slowly.
  ///
  /// - Parameter uniforms: one a token is used, in token order.
  func assignAtRandom(_ uniforms: UniformSource) {
    uniforms.forEachChunk(of: tokens, in: 0..<tokens.documentCount) { _, range, values in
      for (i, token) in range.enumerated() {
        assignments[token] = UInt16(min(Int(values[i] * Float(topicCount)), topicCount - 1))
      }
    }
    rebuildCounts()
  }

  /// Sets z, and the counts that follow from it.
  ///
  /// - Precondition: one topic in `0..<topicCount` a token.
  func setAssignments(_ z: [UInt16]) {
    precondition(z.count == tokens.tokenCount, "one topic a token")
    precondition(z.allSatisfy { $0 < topicCount }, "every topic is in range")
    for (i, k) in z.enumerated() { assignments[i] = k }
    rebuildCounts()
  }

  /// Counts z afresh.
  func rebuildCounts() {
    termTopicCounts.update(repeating: 0, count: tokens.termCount * paddedTopicCount)
    topicCounts.update(repeating: 0, count: paddedTopicCount)
    for i in 0..<tokens.tokenCount {
      let k = Int(assignments[i])
      termTopicCounts[Int(tokens.terms[i]) * paddedTopicCount + k] += 1
      topicCounts[k] += 1
    }
    refreshInverseTotals()
  }

  private func refreshInverseTotals() {
    let betaSum = betaSum
    for k in 0..<paddedTopicCount { inverseTotals[k] = 1 / (Float(topicCounts[k]) + betaSum) }
  }

  /// Counts the topics of one document into `documentCounts` and `documentWeights`.
  func loadDocument(_ d: Int) {
    documentCounts.update(repeating: 0, count: paddedTopicCount)
    for i in tokens.documentStarts[d]..<tokens.documentStarts[d + 1] {
      documentCounts[Int(assignments[i])] += 1
    }
    for k in 0..<paddedTopicCount { documentWeights[k] = Float(documentCounts[k]) + alpha[k] }
  }

  /// n(d,k) of all documents.
  func documentTopics() -> DocumentTopics {
    var result = DocumentTopics(documentStarts: [0], topics: [], counts: [])
    result.documentStarts.reserveCapacity(tokens.documentCount + 1)
    var row = [UInt32](repeating: 0, count: topicCount)
    for d in 0..<tokens.documentCount {
      var touched: [UInt16] = []
      for i in tokens.documentStarts[d]..<tokens.documentStarts[d + 1] {
        let k = assignments[i]
        if row[Int(k)] == 0 { touched.append(k) }
        row[Int(k)] += 1
      }
      touched.sort()
      for k in touched {
        result.topics.append(k)
        result.counts.append(row[Int(k)])
        row[Int(k)] = 0
      }
      result.documentStarts.append(result.topics.count)
    }
    return result
  }

  /// Adds n(k,w) to a matrix `[K × V]`, row-major.
  func addTopicTermCounts(to sums: inout [UInt32]) {
    let termCount = tokens.termCount
    for w in 0..<termCount {
      for k in 0..<topicCount {
        sums[k * termCount + w] += UInt32(termTopicCounts[w * paddedTopicCount + k])
      }
    }
  }
}

/// Memory for a row, aligned to 64 bytes for the vector shims.
private func allocateRow<Element: BitwiseCopyable>(_ count: Int, of value: Element)
  -> UnsafeMutablePointer<Element>
{
  let raw = UnsafeMutableRawPointer.allocate(
    byteCount: max(1, count) * MemoryLayout<Element>.stride, alignment: 64)
  let row = raw.bindMemory(to: Element.self, capacity: max(1, count))
  row.initialize(repeating: value, count: max(1, count))
  return row
}
