internal import TrendsCompute
public import TrendsFeatures
public import TrendsLDA

/// A document that shows what a topic is about.
public struct RepresentativeDocument: Equatable, Sendable {
  /// The document's index.
  public var document: Int
  /// The topic's share of the document's tokens, in `0...1`.
  public var share: Double
  /// How typical the document is of the topic; comparable within a topic only.
  public var score: Double

  /// A document from its parts.
  public init(document: Int, share: Double, score: Double) {
    self.document = document
    self.share = share
    self.score = score
  }
}

/// The most typical documents of each topic.
///
/// The largest shares belong to the shortest documents, where three tokens make 100 %, and the
/// largest counts to the longest. A typical document is one that is about the topic *and* speaks of
/// what its label is made of, whatever its length:
///
///     typicality(d,k) = s(d,k) · Σ_{w ∈ d} score(k,w) / (T(d) + m)
///
/// s is the topic's share of the document, the sum is over the document's T(d) distinct terms, so
/// that repeating one helps nothing, and the score is that of the labels. m, a quarter of the median
/// T, holds back documents too short to judge: at the median length it costs a fifth of the
/// typicality, at a tenth of it 70 %.
///
/// - Parameters:
///   - bag: the documents' terms.
///   - vocabulary: the terms, to tell phrases; nil to take none for one.
///   - documentTopics: n(d,k), of one state or summed over draws, also of several chains.
///   - topicTermCounts: n(k,w), `[K × V]`, row-major; of one state or summed over draws.
///   - topicCount: K, at least 1.
///   - drawCount: over how many draws `topicTermCounts` is summed.
///   - count: how many documents a topic.
///   - isListed: which documents may be chosen, `[D]`; nil for all.
/// - Returns: for each topic at most `count` documents, most typical first; of equal ones the first
///   document comes first. Documents without a token of the topic are never listed.
/// - Complexity: O(K·V + Σ_d T(d)·topics of d).
public func representativeDocuments(
  bag: BagOfWords, vocabulary: Vocabulary? = nil, documentTopics: DocumentTopics,
  topicTermCounts: [UInt32], topicCount: Int, drawCount: Int = 1, count: Int = 3,
  isListed: [Bool]? = nil
) -> [[RepresentativeDocument]] {
  precondition(bag.documentCount == documentTopics.documentCount, "one row of topics a document")
  let lift = TermLift(counts: topicTermCounts, topicCount: topicCount, drawCount: drawCount)
  precondition(lift.termCount == bag.termCount, "one column of counts a term")
  precondition(isListed?.count ?? bag.documentCount == bag.documentCount, "one answer a document")
  let scores = LabelScores(lift, vocabulary: vocabulary, bag: bag)
  let search = TypicalDocuments(
    bag: bag, documentTopics: documentTopics, isListed: isListed,
    weights: concurrentMap(topicCount, threadCount: topicCount) { k in
      (0..<bag.termCount).map { scores.score(topic: k, term: $0) }
    }, count: count)
  let size = 4096
  let floors = search.floors()
  let parts = concurrentMap(
    (bag.documentCount + size - 1) / size, threadCount: bag.documentCount
  ) { search.best(of: $0 * size..<min(($0 + 1) * size, bag.documentCount), floors: floors) }
  return (0..<topicCount).map { k in
    Array(
      parts.flatMap { $0[k] }.sorted { ($1.score, $0.document) < ($0.score, $1.document) }
        .prefix(count))
  }
}

/// Looks for typical documents.
private struct TypicalDocuments: Sendable {
  let bag: BagOfWords
  let documentTopics: DocumentTopics
  let isListed: [Bool]?
  /// How much each term says of each topic, `[K]` of `[V]`, and the most that any does.
  let weights: [[Double]]
  let largest: [Double]
  let typicalLength: Double
  let count: Int

  init(
    bag: BagOfWords, documentTopics: DocumentTopics, isListed: [Bool]?, weights: [[Double]],
    count: Int
  ) {
    self.bag = bag
    self.documentTopics = documentTopics
    self.isListed = isListed
    self.weights = weights
    self.count = count
    largest = weights.map { $0.max() ?? 0 }
    typicalLength = medianTermCount(of: bag)
  }

  /// What a document must reach to be among the most typical ones of a topic, `[K]`: the scores of
  /// those that its share speaks for most, so that hardly any other need be looked at.
  func floors() -> [Double] {
    var first = [[RepresentativeDocument]](repeating: [], count: weights.count)
    for d in 0..<bag.documentCount {
      eachTopic(of: d) { k, share, evidence in
        insert(
          RepresentativeDocument(document: d, share: share, score: share * evidence),
          into: &first[k])
      }
    }
    return first.enumerated().map { k, candidates in
      guard candidates.count == count else { return 0 }
      return candidates.map { score(of: $0.document, topic: k, share: $0.share) }.min() ?? 0
    }
  }

  /// Those of some documents, for each topic, the most typical first.
  ///
  /// - Parameter floors: documents below these need not be found, `[K]`.
  func best(of documents: Range<Int>, floors: [Double]) -> [[RepresentativeDocument]] {
    var best = [[RepresentativeDocument]](repeating: [], count: weights.count)
    guard count > 0 else { return best }
    for d in documents {
      eachTopic(of: d) { k, share, evidence in
        // A document that could not enter even if every term were the topic's best is passed by.
        let most = share * evidence * largest[k] * (1 + 1e-9)
        let worst = best[k].count == count ? best[k][count - 1].score : floors[k]
        guard most >= max(worst, floors[k]) else { return }
        insert(
          RepresentativeDocument(
            document: d, share: share, score: score(of: d, topic: k, share: share)),
          into: &best[k])
      }
    }
    return best
  }

  /// Goes through the topics of a document that has terms and may be chosen: their shares, and how much its length lets
  /// it say.
  private func eachTopic(
    of d: Int, _ body: (_ topic: Int, _ share: Double, _ evidence: Double) -> Void
  ) {
    let terms = Double(bag.documentStarts[d + 1] - bag.documentStarts[d])
    guard terms > 0, isListed?[d] ?? true else { return }
    var tokens = 0.0
    documentTopics.forEachTopic(of: d) { tokens += Double($1) }
    let evidence = terms / (terms + typicalLength / 4)
    documentTopics.forEachTopic(of: d) { k, own in body(k, Double(own) / tokens, evidence) }
  }

  /// How typical a document is of a topic.
  private func score(of d: Int, topic k: Int, share: Double) -> Double {
    let terms = bag.documentStarts[d]..<bag.documentStarts[d + 1]
    var sum = 0.0
    for term in terms { sum += weights[k][Int(bag.terms[term])] }
    return share * sum / (Double(terms.count) + typicalLength / 4)
  }

  /// Puts a document in its place among the best, of equal ones behind those before it.
  private func insert(_ found: RepresentativeDocument, into best: inout [RepresentativeDocument]) {
    if best.count == count, let last = best.last, last.score >= found.score { return }
    let position = best.firstIndex { $0.score < found.score } ?? best.count
    best.insert(found, at: position)
    if best.count > count { best.removeLast() }
  }
}

/// The median number of distinct terms over the documents that have any.
private func medianTermCount(of bag: BagOfWords) -> Double {
  let lengths = zip(bag.documentStarts, bag.documentStarts.dropFirst())
    .map { Double($1 - $0) }.filter { $0 > 0 }
  return median(of: lengths) ?? 0
}
