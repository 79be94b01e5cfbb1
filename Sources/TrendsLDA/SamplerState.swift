import TrendsFeatures

/// The state of a chain that walks document by document: every token's topic, and the counts that
/// follow from it. Both kernels of the plain exact sampler work on it.
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
final class SamplerState: Sampler, @unchecked Sendable {
  let tokens: TokenSequence
  let kernel: DocumentKernel
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

  /// A state with every token on topic 0; call ``assignAtRandom(_:)`` or ``setAssignments(_:)`` next.
  init(
    tokens: TokenSequence, topicCount: Int, alpha: [Double], beta: Double,
    kernel: DocumentKernel = .dense
  ) {
    precondition(alpha.count == topicCount, "one alpha a topic")
    self.tokens = tokens
    self.kernel = kernel
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

  var bag: BagOfWords { tokens.bag }

  /// Sets the priors, and what is cached from them.
  func setPriors(alpha newAlpha: [Double], beta newBeta: Double) {
    precondition(newAlpha.count == topicCount, "one alpha a topic")
    alphaExact = newAlpha
    betaExact = newBeta
    for k in 0..<topicCount { alpha[k] = Float(newAlpha[k]) }
    refreshInverseTotals()
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

  func forEachDocument(_ body: (UnsafeBufferPointer<UInt16>, UnsafeBufferPointer<UInt32>) -> Void) {
    var row = [UInt32](repeating: 0, count: topicCount)
    var touched: [UInt16] = []
    withTopicRow { topics, counts in
      for d in 0..<tokens.documentCount {
        touched.removeAll(keepingCapacity: true)
        for i in tokens.documentStarts[d]..<tokens.documentStarts[d + 1] {
          let k = assignments[i]
          if row[Int(k)] == 0 { touched.append(k) }
          row[Int(k)] += 1
        }
        touched.sort()
        for (i, k) in touched.enumerated() {
          topics[i] = k
          counts[i] = row[Int(k)]
          row[Int(k)] = 0
        }
        body(
          .init(rebasing: topics[..<touched.count]), .init(rebasing: counts[..<touched.count]))
      }
    }
  }

  func withTermCounts<Result>(_ w: Int, _ body: (UnsafePointer<Int32>) -> Result) -> Result {
    body(termTopicCounts + w * paddedTopicCount)
  }

  func assignmentsInDocumentOrder() -> [UInt16] {
    Array(UnsafeBufferPointer(start: assignments, count: tokens.tokenCount))
  }

  // n(d,k) of a document is counted when its turn comes.
  func releaseDocumentCounts() {}
  func recountDocuments() {}

  func brokenInvariant() -> String? {
    let stale = (0..<paddedTopicCount).first {
      inverseTotals[$0] != 1 / (Float(topicCounts[$0]) + betaSum)
    }
    return stale.map { "the cached inverse of topic \($0) is out of step" } ?? brokenCounts()
  }
}
