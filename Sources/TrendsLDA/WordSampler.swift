import CKernels
import TrendsFeatures

/// Samplers for many topics: tokens in the order of their terms, documents as lists of their topics.
///
/// With one part it is an exact sampler: every draw sees all draws before it. With
/// ``squareParts`` it is the Latin square for many topics, where n(k) stands still for a batch as
/// in ``LaneSampler``.
///
/// Source: the split into document and smoothing mass is that of Yao, Mimno & McCallum (2009),
/// *Efficient methods for topic model inference on streaming document collections*, KDD; the order
/// by term that of Yu et al. (2015), *A scalable asynchronous distributed algorithm for topic
/// modeling*, WWW (F+LDA).
final class WordSampler: Sampler, @unchecked Sendable {
  /// P of the Latin square; fewer than ``LaneSampler/parts``, because a term's row is prepared anew
  /// in each of its P blocks.
  static let squareParts = 4
  /// Tokens of a block in a batch at most.
  static let batchLimit = 2048

  let layout: WordLayout
  let topicCount: Int
  /// K rounded up to 64.
  let paddedTopicCount: Int
  /// z, in the order of the layout.
  let assignments: UnsafeMutablePointer<UInt16>
  /// The documents' lists, as `lists.h` describes them.
  private(set) var lists: UnsafeMutablePointer<UInt32>
  /// n(k,w), `[V × paddedTopicCount]`.
  let termCounts: UnsafeMutablePointer<Int32>
  let topics: TopicRows
  /// The visit that each group has come to, `[P]`.
  let visits: UnsafeMutablePointer<Int>
  private let scratch: [SparseScratch]
  /// How much of a list is asked for before its token is met: 320 eight tokens ahead is 3 to 8 % faster
  /// than 448 six ahead (Zen 4, K = 500 and 1000).
  let listBytesAhead = 320

  /// A state with every token on topic 0; call ``assignAtRandom(_:)`` or ``setAssignments(_:)`` next.
  ///
  /// - Precondition: no document has more than 65,535 tokens.
  init(layout: WordLayout, alpha: [Double], beta: Double) {
    precondition(alpha.count == layout.topicCount, "one alpha a topic")
    self.layout = layout
    topicCount = layout.topicCount
    let padded = (topicCount + 63) / 64 * 64
    paddedTopicCount = padded
    let bag = layout.bag
    let parts = layout.grid.parts
    assignments = allocateRow(bag.tokenCount, of: 0)
    lists = allocateRow(0, of: 0)
    termCounts = allocateRow(bag.termCount * padded, of: 0)
    topics = TopicRows(
      paddedTopicCount: padded, groupCount: parts, termCount: bag.termCount,
      alpha: alpha, beta: beta)
    visits = allocateRow(parts, of: 0)
    scratch = (0..<parts).map { _ in SparseScratch(paddedTopicCount: padded) }
    rebuildCounts()
  }

  deinit {
    assignments.deallocate()
    lists.deallocate()
    termCounts.deallocate()
    visits.deallocate()
  }

  var bag: BagOfWords { layout.bag }

  /// Whether every draw sees all draws before it.
  var isExact: Bool { layout.grid.parts == 1 }

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
    lists.deallocate()
    lists = allocateRow(0, of: 0)
  }

  func recountDocuments() {
    releaseDocumentCounts()
    lists = allocateRow(layout.listWordCount, of: 0)
    let z = assignmentsInDocumentOrder()
    var token = 0
    for d in 0..<bag.documentCount {
      let list = lists + Int(layout.listStarts[d]) * WordLayout.listUnit
      for entry in bag.documentStarts[d]..<bag.documentStarts[d + 1] {
        for _ in 0..<bag.counts[entry] {
          addToList(list, topic: UInt32(z[token]))
          token += 1
        }
      }
    }
  }

  private func rebuildCounts() {
    recountDocuments()
    termCounts.update(repeating: 0, count: bag.termCount * paddedTopicCount)
    topics.counts.update(repeating: 0, count: paddedTopicCount)
    var token = 0
    for (visit, term) in layout.visitTerms.enumerated() {
      let row = termCounts + Int(term) * paddedTopicCount
      while token < layout.visitEnds[visit] {
        row[Int(assignments[token])] += 1
        topics.counts[Int(assignments[token])] += 1
        token += 1
      }
    }
    topics.refresh()
  }

  func sweep(_ uniforms: UniformSource, threadCount: Int) {
    let parts = layout.grid.parts
    let documentCount = bag.documentCount
    let slices = max(1, threadCount)
    Crew.run(stepCount: 1, taskCount: slices, threadCount: threadCount, barrierInterval: 1) {
      _, slice in
      self.sortLists(slice * documentCount / slices..<(slice + 1) * documentCount / slices)
    } closing: { _ in
    }
    let batches =
      isExact
      ? .whole : SquareBatches(blockTokens: layout.blockTokens, limit: Self.batchLimit)
    Crew.run(
      stepCount: parts * batches.perStep, taskCount: parts, threadCount: threadCount,
      barrierInterval: batches.barrierInterval
    ) { number, group in
      let (step, batch) = number.quotientAndRemainder(dividingBy: batches.perStep)
      let block = self.layout.grid.block(group: group, step: step)
      let all = self.layout.blockTokens[block]..<self.layout.blockTokens[block + 1]
      if batch == 0 { self.visits[group] = self.layout.blockVisits[block] }
      resampleSparse(
        batches.tokens(batch, of: all), block: block, group: group, of: self,
        topics: self.topics.batch(number), scratch: self.scratch[group], uniforms: uniforms)
    } closing: { number in
      self.topics.mergeChanges(ofBatch: number, seenAtOnce: batches.isSeenAtOnce(number))
    }
    assert(brokenInvariant() == nil, brokenInvariant() ?? "")
  }

  func forEachDocument(_ body: (UnsafeBufferPointer<UInt16>, UnsafeBufferPointer<UInt32>) -> Void) {
    withTopicRow { topics, counts in
      for d in 0..<bag.documentCount {
        let list = lists + Int(layout.listStarts[d]) * WordLayout.listUnit
        let entries = UnsafeBufferPointer(start: list + 1, count: Int(list[0]))
        for (i, entry) in entries.sorted(by: { $0 & 0xffff < $1 & 0xffff }).enumerated() {
          topics[i] = UInt16(entry & 0xffff)
          counts[i] = entry >> 16
        }
        body(
          .init(rebasing: topics[..<entries.count]), .init(rebasing: counts[..<entries.count]))
      }
    }
  }

  func withTermCounts<Result>(_ w: Int, _ body: (UnsafePointer<Int32>) -> Result) -> Result {
    body(termCounts + w * paddedTopicCount)
  }

  func brokenInvariant() -> String? { brokenCounts() }

  /// Puts lists into ascending order of their topics. The order decides which topic a uniform means,
  /// so a sweep starts from one that z alone determines: a chain can be resumed from z.
  ///
  /// By a set of bits over the topics. Insertion took 31 ns a token at K = 1000 in the first sweep of
  /// arxiv-listing-2025, and 14 after four; this takes 2.5.
  private func sortLists(_ documents: Range<Int>) {
    var counts = [UInt32](repeating: 0, count: paddedTopicCount)
    var bits = [UInt64](repeating: 0, count: paddedTopicCount / 64)
    for d in documents {
      let list = lists + Int(layout.listStarts[d]) * WordLayout.listUnit
      for i in 0..<Int(list[0]) {
        let entry = list[1 + i]
        let k = Int(entry & 0xffff)
        counts[k] = entry
        bits[k >> 6] |= 1 << UInt64(k & 63)
      }
      var place = 1
      for word in bits.indices {
        var left = bits[word]
        bits[word] = 0
        while left != 0 {
          list[place] = counts[word << 6 | left.trailingZeroBitCount]
          left &= left &- 1
          place += 1
        }
      }
    }
  }

  /// Adds a token to a document's list.
  private func addToList(_ list: UnsafeMutablePointer<UInt32>, topic: UInt32) {
    let length = Int64(list[0])
    let place = Int(tr_find_entry(list + 1, length, topic))
    if place >= 0 {
      list[1 + place] += 1 << 16
    } else {
      list[1 + Int(length)] = topic | 1 << 16
      list[0] += 1
    }
  }
}
