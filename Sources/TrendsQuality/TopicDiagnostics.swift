internal import Glibc
public import TrendsLDA

/// Figures that tell a sound topic from a leftover, after MALLET's diagnostics.
///
/// φ(k,w) is n(k,w) / n(k), without smoothing. Figures of a topic without tokens are nil.
public struct TopicDiagnostics: Equatable, Sendable {
  /// n(k), the tokens of the topic in the documents given.
  public var tokens: Int
  /// Documents with at least one token of the topic.
  public var documents: Int
  /// −Σ (n(d,k) / n(k)) ln(n(d,k) / n(k)) over documents, in nats: low where few documents hold
  /// most of the topic, ln(``documents``) where all hold the same.
  public var documentEntropy: Double?
  /// The divergence of φ from the uniform distribution over all terms, in nats: high for a
  /// specific topic.
  public var uniformDistance: Double?
  /// The divergence of φ from the corpus, in nats: low for a topic of everyday words.
  public var corpusDistance: Double?
  /// The effective number of terms, 1 / Σ φ².
  public var effectiveTermCount: Double?
  /// The share of ``documents`` in which no topic has more tokens; of topics with equally many,
  /// the one of the lowest number counts.
  public var rankOneShare: Double?
  /// The share of ``documents`` with θ at least 0.5. (MALLET's column `allocation_count` has this
  /// meaning, but counts from 0.3.)
  public var allocationShare: Double?
  /// Documents with θ at least 0.5 over those with θ at least 0.02; nil where there are none.
  public var allocationRatio: Double?
}

/// The diagnostics of every topic.
///
/// - Parameters:
///   - topicTermCounts: n(k,w), `[K × V]`, row-major; of a state, or summed over draws.
///   - documentTopics: n(d,k) of one state.
///   - alpha: the document–topic prior of that state, `[K]`; θ(d,k) = (n(d,k) + α(k)) / (N(d) + A).
/// - Complexity: O(K·V + entries of `documentTopics`).
///
/// Source: MALLET's `TopicModelDiagnostics`, whose columns are `tokens`, `document_entropy`,
/// `uniform_dist`, `corpus_dist`, `eff_num_words`, `rank_1_docs`, `allocation_count` and
/// `allocation_ratio`. <https://mimno.github.io/Mallet/diagnostics>
public func topicDiagnostics(
  topicTermCounts: [UInt32], documentTopics: DocumentTopics, alpha: [Double]
) -> [TopicDiagnostics] {
  let topicCount = alpha.count
  let spread = DocumentSpread(documentTopics, alpha: alpha)
  let termCount = termCount(of: topicTermCounts, topicCount: topicCount)
  var corpus = [Double](repeating: 0, count: termCount)
  for k in 0..<topicCount {
    for w in 0..<termCount { corpus[w] += Double(topicTermCounts[k * termCount + w]) }
  }
  let corpusTotal = corpus.reduce(0, +)

  return (0..<topicCount).map { k in
    var result = spread.diagnostics(of: k)
    let row = topicTermCounts[k * termCount..<(k + 1) * termCount]
    let total = row.reduce(0) { $0 + Double($1) }
    guard total > 0 else { return result }
    var (fromUniform, fromCorpus, squares) = (0.0, 0.0, 0.0)
    for (w, count) in row.enumerated() where count > 0 {
      let phi = Double(count) / total
      fromUniform += phi * log(phi * Double(termCount))
      fromCorpus += phi * log(phi * corpusTotal / corpus[w])
      squares += phi * phi
    }
    result.uniformDistance = max(0, fromUniform)
    result.corpusDistance = max(0, fromCorpus)
    result.effectiveTermCount = 1 / squares
    return result
  }
}

/// How the tokens of each topic lie over the documents.
private struct DocumentSpread {
  private var tokens: [Int]
  private var documents: [Int]
  /// Σ n(d,k) ln n(d,k).
  private var countLogSums: [Double]
  private var rankOne: [Int]
  private var halves: [Int]
  private var fiftieths: [Int]

  init(_ documentTopics: DocumentTopics, alpha: [Double]) {
    let zeros = [Int](repeating: 0, count: alpha.count)
    (tokens, documents, rankOne, halves, fiftieths) = (zeros, zeros, zeros, zeros, zeros)
    countLogSums = alpha.map { _ in 0 }
    let alphaSum = alpha.reduce(0, +)
    for d in 0..<documentTopics.documentCount {
      let entries = documentTopics.documentStarts[d]..<documentTopics.documentStarts[d + 1]
      let length = entries.reduce(0) { $0 + Int(documentTopics.counts[$1]) }
      var (first, most) = (-1, UInt32(0))
      for entry in entries {
        let (k, count) = (Int(documentTopics.topics[entry]), documentTopics.counts[entry])
        tokens[k] += Int(count)
        documents[k] += 1
        countLogSums[k] += Double(count) * log(Double(count))
        if count > most || (count == most && k < first) { (first, most) = (k, count) }
        let theta = (Double(count) + alpha[k]) / (Double(length) + alphaSum)
        if theta >= 0.5 { halves[k] += 1 }
        if theta >= 0.02 { fiftieths[k] += 1 }
      }
      if first >= 0 { rankOne[first] += 1 }
    }
  }

  /// The figures of a topic that need no terms.
  func diagnostics(of k: Int) -> TopicDiagnostics {
    func ratio(_ count: Int, _ total: Int) -> Double? {
      total > 0 ? Double(count) / Double(total) : nil
    }
    let n = Double(tokens[k])
    return TopicDiagnostics(
      tokens: tokens[k], documents: documents[k],
      documentEntropy: n > 0 ? max(0, log(n) - countLogSums[k] / n) : nil,
      rankOneShare: ratio(rankOne[k], documents[k]),
      allocationShare: ratio(halves[k], documents[k]),
      allocationRatio: ratio(halves[k], fiftieths[k]))
  }
}
