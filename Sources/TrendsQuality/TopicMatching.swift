internal import TrendsCompute

/// Which topic of one fit is which of another, and which have no other.
///
/// Topics are matched one to one by what they share of common documents,
///
///     F(i,j) = 2·C(i,j) / (n(i) + n(j)),
///
/// as well as they all can be together; where that leaves a choice, by the Bhattacharyya coefficient
/// of their terms. A pair counts if F ≥ 0.5, or F ≥ 0.3 and the coefficient is at least 0.8.
public struct TopicMatching: Equatable, Sendable {
  /// An old topic and the new one that it became.
  public struct Pair: Equatable, Sendable {
    /// The topic of the old fit.
    public var old: Int
    /// The topic of the new fit.
    public var new: Int
    /// F, `0...1`.
    public var similarity: Double
    /// The Bhattacharyya coefficient of their terms, `0...1`.
    public var bhattacharyya: Double

    /// Whether they share less than half, and only alike terms make them a pair.
    public var isWeak: Bool { similarity < TopicMatching.sureSimilarity }
  }

  /// A topic that went into several, or that several went into.
  public struct Family: Equatable, Sendable {
    /// The topic that was split, of the old fit, or that others were merged into, of the new one.
    public var topic: Int
    /// The parts, of the other fit, the largest first, with their share of the topic's tokens.
    public var parts: [Part]

    /// A part.
    public struct Part: Equatable, Sendable {
      /// The topic.
      public var topic: Int
      /// C(i,j) by the tokens of the split or merged topic.
      public var share: Double
    }
  }

  /// F from which on a pair counts whatever its terms.
  public static let sureSimilarity = 0.5
  /// F from which on a pair counts if its terms are alike.
  public static let leastSimilarity = 0.3
  /// The Bhattacharyya coefficient of alike terms.
  public static let alikeTerms = 0.8
  /// The share of a topic's tokens that makes another a part of it.
  public static let partShare = 0.3

  /// The pairs, by old topic.
  public let pairs: [Pair]
  /// Old topics without a successor.
  public let deaths: [Int]
  /// New topics without a predecessor.
  public let births: [Int]
  /// Old topics of which at least two new ones have a part each.
  public let splits: [Family]
  /// New topics of which at least two old ones make a part each.
  public let merges: [Family]

  /// Matches topics.
  ///
  /// - Parameters:
  ///   - overlap: C(i,j), `[K_old × K_new]`, row-major, at least 0.
  ///   - oldTotals: n(i), `[K_old]`.
  ///   - newTotals: n(j), `[K_new]`.
  ///   - bhattacharyya: of the topics' terms, `[K_old × K_new]`, each `0...1`.
  /// - Complexity: O(K³).
  public init(
    overlap: [Double], oldTotals: [Double], newTotals: [Double], bhattacharyya: [Double]
  ) {
    let (rows, columns) = (oldTotals.count, newTotals.count)
    precondition(overlap.count == rows * columns, "one overlap a pair")
    precondition(bhattacharyya.count == rows * columns, "one coefficient a pair")
    var similarity = [Double](repeating: 0, count: overlap.count)
    for i in 0..<rows {
      for j in 0..<columns where oldTotals[i] + newTotals[j] > 0 {
        similarity[i * columns + j] =
          2 * overlap[i * columns + j] / (oldTotals[i] + newTotals[j])
      }
    }
    // The coefficient only breaks ties: it weighs less than any F that figures could show.
    let cost = zip(similarity, bhattacharyya).map { 1 - $0 - 1e-6 * $1 }
    let assigned = minimumCostAssignment(cost: cost, rows: rows, columns: columns)
    pairs = assigned.enumerated().compactMap { i, j in
      guard let j else { return nil }
      let pair = Pair(
        old: i, new: j, similarity: similarity[i * columns + j],
        bhattacharyya: bhattacharyya[i * columns + j])
      let counts =
        pair.similarity >= Self.sureSimilarity
        || (pair.similarity >= Self.leastSimilarity && pair.bhattacharyya >= Self.alikeTerms)
      return counts ? pair : nil
    }
    let kept = Set(pairs.map(\.old))
    let taken = Set(pairs.map(\.new))
    deaths = (0..<rows).filter { !kept.contains($0) }
    births = (0..<columns).filter { !taken.contains($0) }
    splits = (0..<rows).compactMap { i in
      Self.family(i, total: oldTotals[i], others: 0..<columns) { overlap[i * columns + $0] }
    }
    merges = (0..<columns).compactMap { j in
      Self.family(j, total: newTotals[j], others: 0..<rows) { overlap[$0 * columns + j] }
    }
  }

  private static func family(
    _ topic: Int, total: Double, others: Range<Int>, overlap: (Int) -> Double
  ) -> Family? {
    guard total > 0 else { return nil }
    let parts = others.map { Family.Part(topic: $0, share: overlap($0) / total) }
      .filter { $0.share >= partShare }
      .sorted { (-$0.share, $0.topic) < (-$1.share, $1.topic) }
    return parts.count > 1 ? Family(topic: topic, parts: parts) : nil
  }
}

/// The Bhattacharyya coefficient Σ √(φ(i,w)·φ(j,w)) of every topic of one fit with every one of
/// another, over terms that both have; each topic renormalised on those.
///
/// - Parameters:
///   - old: φ of the old fit on the common terms, `[K_old × W]`, row-major.
///   - new: φ of the new fit on the same terms in the same order, `[K_new × W]`.
/// - Returns: `[K_old × K_new]`, each `0...1`; 0 for a topic without any weight there.
/// - Complexity: O(K_old · K_new · W).
public func bhattacharyyaCoefficients(
  old: [Double], oldCount: Int, new: [Double], newCount: Int
) -> [Double] {
  guard oldCount > 0, newCount > 0, let width = Optional(old.count / oldCount), width > 0 else {
    return Array(repeating: 0, count: oldCount * newCount)
  }
  func roots(_ phi: [Double]) -> [Float] {
    var roots = [Float](repeating: 0, count: phi.count)
    for start in stride(from: 0, to: phi.count, by: width) {
      let sum = phi[start..<start + width].reduce(0, +)
      guard sum > 0 else { continue }
      for i in start..<start + width { roots[i] = Float((phi[i] / sum).squareRoot()) }
    }
    return roots
  }
  return productsOfRows(roots(old), roots(new), width: width).map { min(1, Double($0)) }
}
