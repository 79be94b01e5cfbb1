import CKernels
import TrendsFeatures

/// The Latin square with dense rows: for speed at up to some hundred topics.
///
/// Every count is exact at every draw but n(k), which stands still while a *batch* of tokens is drawn
/// (``SquareBatches``). So it is not the exact sampler, only very near to it; ARCHITECTURE gives the
/// measured difference.
///
/// The bytes of z depend on the corpus, the options and P alone. How many blocks share a loop, and
/// how many threads share a step, do not matter, since the blocks of a step share no count.
///
/// Source: Yan, Xu & Qi (2009), *Parallel inference for latent Dirichlet allocation on graphics
/// processing units*, NIPS 22, for the square of document groups and term ranges.
final class LaneSampler: Sampler, @unchecked Sendable {
  /// P.
  static let parts = 16
  /// Tokens of a block in a batch at most.
  static let batchLimit = 2048

  let layout: LaneLayout
  let topicCount: Int
  /// K rounded up to eight.
  let paddedTopicCount: Int
  /// z, in the order of the layout, with room to read ahead.
  let assignments: UnsafeMutablePointer<UInt16>
  /// n(d,k), `[D × paddedTopicCount]`, in the rows of the layout.
  private(set) var documentCounts: UnsafeMutablePointer<UInt16>
  /// n(k,w), `[V × paddedTopicCount]`: whole numbers below 2²⁴ are exact, and need no conversion.
  let termCounts: UnsafeMutablePointer<Float>
  let topics: TopicRows
  /// The piece that each group has come to, `[P]`.
  let pieces: UnsafeMutablePointer<Int>

  /// A state with every token on topic 0; call ``assignAtRandom(_:)`` or ``setAssignments(_:)`` next.
  ///
  /// - Precondition: no document has more than 65,535 tokens, no term 2²⁴ or more.
  init(layout: LaneLayout, topicCount: Int, alpha: [Double], beta: Double) {
    precondition(alpha.count == topicCount, "one alpha a topic")
    self.layout = layout
    self.topicCount = topicCount
    let padded = (topicCount + 7) / 8 * 8
    paddedTopicCount = padded
    let bag = layout.bag
    assignments = allocateRow(bag.tokenCount + LaneLayout.readAhead, of: 0)
    documentCounts = allocateRow(0, of: 0)
    termCounts = allocateRow(bag.termCount * padded, of: 0)
    topics = TopicRows(
      paddedTopicCount: padded, groupCount: layout.grid.parts, termCount: bag.termCount,
      alpha: alpha, beta: beta)
    pieces = allocateRow(layout.grid.parts, of: 0)
    rebuildCounts()
  }

  deinit {
    assignments.deallocate()
    documentCounts.deallocate()
    termCounts.deallocate()
    pieces.deallocate()
  }

  var bag: BagOfWords { layout.bag }

  var alphaExact: [Double] { topics.alphaExact }
  var betaExact: Double { topics.betaExact }
  var topicCounts: UnsafeMutablePointer<Int32> { topics.counts }

  func setPriors(alpha: [Double], beta: Double) { topics.setPriors(alpha: alpha, beta: beta) }

  func setAssignments(_ z: [UInt16]) {
    precondition(z.count == bag.tokenCount, "one topic a token")
    precondition(z.allSatisfy { $0 < topicCount }, "every topic is in range")
    layout.store(z, to: assignments)
    rebuildCounts()
  }

  func assignmentsInDocumentOrder() -> [UInt16] { layout.inDocumentOrder(assignments) }

  func releaseDocumentCounts() {
    documentCounts.deallocate()
    documentCounts = allocateRow(0, of: 0)
  }

  func recountDocuments() {
    releaseDocumentCounts()
    documentCounts = allocateRow(bag.documentCount * paddedTopicCount, of: 0)
    var token = 0
    for piece in 0..<(layout.blockPieces.last ?? 0) {
      let row = documentCounts + Int(layout.pieceRows[piece]) * paddedTopicCount
      while token < layout.pieceEnds[piece] {
        row[Int(assignments[token])] += 1
        token += 1
      }
    }
  }

  private func rebuildCounts() {
    recountDocuments()
    let padded = paddedTopicCount
    termCounts.update(repeating: 0, count: bag.termCount * padded)
    topics.counts.update(repeating: 0, count: padded)
    for token in 0..<bag.tokenCount {
      let k = Int(assignments[token])
      termCounts[Int(layout.terms[token]) * padded + k] += 1
      topics.counts[k] += 1
    }
    topics.refresh()
  }

  func sweep(_ uniforms: UniformSource, threadCount: Int) {
    let grid = layout.grid
    let batches = SquareBatches(blockTokens: layout.blockTokens, limit: Self.batchLimit)
    // Two teams of eight groups fill the eight lanes; more threads get smaller teams. Neighbouring
    // groups make a team, so that a term's row changes threads twice a sweep and not in every step.
    let teamCount = min(max(2, threadCount), grid.parts)
    let teams = (0..<teamCount).map { team in
      LaneTeam(
        groups: Array(team * grid.parts / teamCount..<(team + 1) * grid.parts / teamCount),
        of: self)
    }
    Crew.run(
      stepCount: grid.parts * batches.perStep, taskCount: teamCount, threadCount: threadCount,
      barrierInterval: batches.barrierInterval
    ) { number, task in
      teams[task].run(batch: number, of: batches, uniforms: uniforms)
    } closing: { number in
      self.topics.mergeChanges(ofBatch: number, seenAtOnce: batches.isSeenAtOnce(number))
    }
    assert(brokenInvariant() == nil, brokenInvariant() ?? "")
  }

  func forEachDocument(_ body: (UnsafeBufferPointer<UInt16>, UnsafeBufferPointer<UInt32>) -> Void) {
    withTopicRow { topics, counts in
      for d in 0..<bag.documentCount {
        let row = documentCounts + Int(layout.documentRows[d]) * paddedTopicCount
        var length = 0
        for k in 0..<topicCount where row[k] > 0 {
          topics[length] = UInt16(k)
          counts[length] = UInt32(row[k])
          length += 1
        }
        body(.init(rebasing: topics[..<length]), .init(rebasing: counts[..<length]))
      }
    }
  }

  func withTermCounts<Result>(_ w: Int, _ body: (UnsafePointer<Int32>) -> Result) -> Result {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: topicCount) { row in
      for k in 0..<topicCount {
        row.initializeElement(at: k, to: Int32(termCounts[w * paddedTopicCount + k]))
      }
      return row.withMemoryRebound(to: Int32.self) {
        body(UnsafePointer($0.baseAddress ?? topics.counts))
      }
    }
  }

  func brokenInvariant() -> String? { brokenCounts() }
}
