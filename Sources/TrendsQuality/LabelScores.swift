internal import Glibc
internal import TrendsFeatures

/// How much each term says about each topic to a reader: what labels are made of, and what typical
/// documents are made of.
///
///     score(k,w) = φ(k,w) · ln lift(k,w) · ln lift(k,w) / −ln π(k) · ln(D / d(w))
///                  · (3 if w is a phrase, else 1)
///
/// See ``topicLabels(vocabulary:topicTermCounts:topicCount:drawCount:bag:)`` for the why.
struct LabelScores {
  let lift: TermLift
  /// Whether each term is of several words, `[V]`.
  let isPhrase: [Bool]
  /// ln(D / d(w)), `[V]`.
  private let weights: [Double]

  /// - Parameters:
  ///   - vocabulary: the terms; nil where none is known to be a phrase.
  ///   - bag: the documents; nil leaves ln(D / d(w)) out.
  init(_ lift: TermLift, vocabulary: Vocabulary?, bag: BagOfWords?) {
    self.lift = lift
    isPhrase =
      vocabulary?.terms.map { $0.utf8.contains(UInt8(ascii: " ")) }
      ?? [Bool](repeating: false, count: lift.termCount)
    weights =
      bag.map(Self.inverseDocumentFrequencies) ?? [Double](repeating: 1, count: lift.termCount)
  }

  /// The score of a term in a topic, at least 0.
  func score(topic k: Int, term w: Int) -> Double {
    let count = Double(lift.counts[k * lift.termCount + w])
    guard count > 0 else { return 0 }
    let logLift = lift.logarithm(topic: k, term: w)
    let ceiling = lift.ceiling(of: k)
    // With one topic there is no rest to stand out from, and frequency alone decides.
    let specificity = ceiling > 0 ? logLift * max(0, logLift) / ceiling : 1
    return count / lift.topicTotals[k] * specificity * (isPhrase[w] ? 3 : 1) * weights[w]
  }

  /// A term in every document weighs as little as one in all but a hundredth.
  private static func inverseDocumentFrequencies(of bag: BagOfWords) -> [Double] {
    var documents = [Double](repeating: 0, count: bag.termCount)
    for term in bag.terms { documents[Int(term)] += 1 }
    let total = Double(bag.documentCount)
    return documents.map { $0 > 0 ? max(0.01, log(total / $0)) : 0 }
  }
}
