internal import Glibc
public import TrendsFeatures

/// How the coherence of a topic's top terms is measured.
///
/// P are shares of contexts, D numbers of them, ε = 1e-12, and terms are ranked 1, 2, … within the
/// topic. None of them agrees with people well enough to choose a model by it alone (Hoyle et al.
/// 2021, *Is automated topic model evaluation broken?*).
public enum CoherenceMeasure: Equatable, Sendable {
  /// The mean over pairs i > j of ln((P(i,j) + ε) / P(j)), over documents, as gensim computes it.
  case uMass
  /// The sum over pairs i > j of ln((D(i,j) + 1) / D(j)), over documents. Source: Mimno, Wallach,
  /// Talley, Leenders & McCallum (2011), *Optimizing semantic coherence in topic models*, EMNLP.
  case mimno
  /// The sum over pairs i > j of ln((D(i,j) + s) / (D(j) + s)), over documents: s is β in MALLET
  /// and 0.01 in stm.
  case smoothed(Double)
  /// The mean over pairs of ln((P(i,j) + ε) / (P(i)·P(j))), usually over windows of 10.
  case uci
  /// That of each pair divided by −ln(P(i,j) + ε), so that −1 means never together and 1 always;
  /// usually over windows of 10. Source: Bouma (2009), *Normalized (pointwise) mutual information
  /// in collocation extraction*.
  case npmi
  /// The mean cosine of each term's vector of NPMI, its own included, to the sum of these vectors;
  /// usually over windows of 110. Source: Röder, Both & Hinneburg (2015), *Exploring the space of
  /// topic coherence measures*, <https://doi.org/10.1145/2684822.2685324>.
  case cv
}

/// The coherence of one list of terms.
public struct TopicCoherence: Equatable, Sendable {
  /// The measure's value; nil where no pair of terms has one.
  public var value: Double?
  /// Pairs that have no value, because a term occurs in no context or both occur in all of them;
  /// they enter the value as 0.
  public var undefinedPairs: Int

  /// A coherence from its parts.
  public init(value: Double?, undefinedPairs: Int) {
    self.value = value
    self.undefinedPairs = undefinedPairs
  }
}

/// The coherence of a list of terms, best first.
///
/// - Parameters:
///   - counts: how often the terms occur together, in the order of their ranks.
///   - measure: which coherence.
/// - Complexity: O(M²) for M terms.
public func coherence(_ counts: Cooccurrence, measure: CoherenceMeasure) -> TopicCoherence {
  let m = counts.termCount
  guard m > 1, counts.contextCount > 0 else {
    return TopicCoherence(value: nil, undefinedPairs: m * max(0, m - 1) / 2)
  }
  var pairs = [Double?](repeating: nil, count: m * m)
  for i in 0..<m {
    for j in 0..<m { pairs[i * m + j] = pairScore(counts, i, j, measure: measure) }
  }
  // Only the lower triangle: P(i,j) is symmetric, and UMass divides by the better-ranked term.
  var sum = 0.0
  var undefined = 0
  for i in 1..<m {
    for j in 0..<i {
      if let score = pairs[i * m + j] { sum += score } else { undefined += 1 }
    }
  }
  let pairCount = m * (m - 1) / 2
  guard undefined < pairCount else { return TopicCoherence(value: nil, undefinedPairs: undefined) }
  let value =
    switch measure {
    case .mimno, .smoothed: sum
    case .uMass, .uci, .npmi: sum / Double(pairCount)
    case .cv: meanCosineToSum(pairs.map { $0 ?? 0 }, termCount: m)
    }
  return TopicCoherence(value: value, undefinedPairs: undefined)
}

/// The coherence of many topics over the documents of one bag of words, by several measures.
///
/// A bag has no order of words, so every context is a whole document, in which a term occurs or not:
/// UCI, NPMI and C_V are then not what they are over the narrow windows that they are usual with, and
/// compare only with figures made alike.
///
/// - Parameters:
///   - topics: the top terms of each topic, best first; distinct within a topic.
///   - bag: the documents.
///   - measures: which coherences.
/// - Returns: for each topic one coherence a measure, in their order.
/// - Complexity: O(V + entries of the bag + K·M²·D / 64), however many measures.
public func documentCoherences(
  of topics: [[Int]], in bag: BagOfWords, measures: [CoherenceMeasure]
) -> [[TopicCoherence]] {
  let documents = DocumentCooccurrences(lists: topics, bag: bag)
  return topics.map { terms in
    let counts = documents.counts(of: terms)
    return measures.map { coherence(counts, measure: $0) }
  }
}

/// The coherence of many topics over the documents of one bag of words by one measure; see
/// ``documentCoherences(of:in:measures:)``.
public func documentCoherence(
  of topics: [[Int]], in bag: BagOfWords, measure: CoherenceMeasure = .npmi
) -> [TopicCoherence] {
  documentCoherences(of: topics, in: bag, measures: [measure]).map { $0[0] }
}

/// Keeps logarithms of shares of 0 finite.
private let epsilon = 1e-12

/// The score of the terms ranked i and j, or nil where it is undefined.
private func pairScore(_ counts: Cooccurrence, _ i: Int, _ j: Int, measure: CoherenceMeasure)
  -> Double?
{
  let m = counts.termCount
  let (di, dj) = (counts.jointCounts[i * m + i], counts.jointCounts[j * m + j])
  guard di > 0, dj > 0 else { return nil }
  let contexts = Double(counts.contextCount)
  let joint = Double(counts.jointCounts[i * m + j])
  let (pi, pj, pij) = (Double(di) / contexts, Double(dj) / contexts, joint / contexts)
  switch measure {
  case .uMass: return log((pij + epsilon) / pj)
  case .mimno: return log((joint + 1) / Double(dj))
  case .smoothed(let smoothing): return log((joint + smoothing) / (Double(dj) + smoothing))
  case .uci: return log((pij + epsilon) / (pi * pj))
  case .npmi, .cv:
    guard pij < 1 else { return nil }
    return log((pij + epsilon) / (pi * pj)) / -log(pij + epsilon)
  }
}

/// The mean over rows of the cosine between a row and the sum of all rows, of a symmetric matrix.
private func meanCosineToSum(_ matrix: [Double], termCount m: Int) -> Double {
  var sum = [Double](repeating: 0, count: m)
  for i in 0..<m {
    for j in 0..<m { sum[j] += matrix[i * m + j] }
  }
  let sumNorm = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
  var total = 0.0
  for i in 0..<m {
    var (product, square) = (0.0, 0.0)
    for j in 0..<m {
      product += matrix[i * m + j] * sum[j]
      square += matrix[i * m + j] * matrix[i * m + j]
    }
    let norms = square.squareRoot() * sumNorm
    if norms > 0 { total += product / norms }
  }
  return total / Double(m)
}
