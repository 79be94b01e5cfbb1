internal import TrendsCompute

/// Which topic of each chain is which topic of the reference chain.
public struct ChainAlignment: Equatable, Sendable {
  /// The chain whose topic numbers are used.
  public let reference: Int
  /// The topic of each chain that stands for each topic of the reference chain: `topics[c][k]`.
  /// A permutation of `0..<K` for each chain; the identity for the reference.
  public let topics: [[Int]]
  /// The Bhattacharyya coefficient of each such pair, in `0...1`; 1 where the topics are equal.
  public let similarities: [[Double]]
}

/// Aligns the topics of several chains to those of one of them.
///
/// The topics of a chain are numbered at random. Each other chain's are matched one to one so that
/// the sum of their Bhattacharyya coefficients to the reference's topics is the largest possible:
///
///     BC(i, j) = Σ_w √(φ(i,w)·φ(j,w)),   φ(k,w) = n(k,w) / n(k)
///
/// The coefficient looks at whole topics. The average Jaccard of top terms, which Greene et al.
/// match by, is 0 for most pairs, so that the topics which no top term joins would be paired at
/// random; it is what ``topicStability(topicTermCounts:topicCount:alignment:depth:)`` reports.
///
/// - Parameters:
///   - topicTermCounts: n(k,w) of each chain, `[K × V]` each, row-major; sums over draws will do.
///   - topicCount: K, at least 1.
///   - reference: the chain to align to; the one of the highest mean log likelihood.
/// - Complexity: O(K²·V + K³) a chain.
public func chainAlignment(topicTermCounts: [[UInt32]], topicCount: Int, reference: Int)
  -> ChainAlignment
{
  precondition(topicTermCounts.indices.contains(reference), "the reference is one of the chains")
  precondition(
    topicTermCounts.allSatisfy { $0.count == topicTermCounts[reference].count },
    "the chains share topics and terms")
  let termCount = termCount(of: topicTermCounts[reference], topicCount: topicCount)
  let identity = Array(0..<topicCount)
  var topics: [[Int]] = []
  var similarities: [[Double]] = []
  let referenceRoots = rootProbabilities(topicTermCounts[reference], topicCount: topicCount)
  for (chain, counts) in topicTermCounts.enumerated() {
    var matched = identity
    if chain != reference, termCount > 0 {
      let products = productsOfRows(
        referenceRoots, rootProbabilities(counts, topicCount: topicCount), width: termCount)
      let columns = minimumCostAssignment(
        cost: products.map { 1 - Double($0) }, rows: topicCount, columns: topicCount)
      matched = columns.enumerated().map { $1 ?? $0 }
    }
    topics.append(matched)
    similarities.append(
      matched.enumerated().map { k, topic in
        bhattacharyyaCoefficient(
          topicTermCounts[reference][k * termCount..<(k + 1) * termCount],
          counts[topic * termCount..<(topic + 1) * termCount])
      })
  }
  return ChainAlignment(reference: reference, topics: topics, similarities: similarities)
}

/// How well the other chains agree with the reference chain on one topic.
public struct TopicStability: Equatable, Sendable {
  /// The median over the other chains of the average Jaccard of the topic's top terms, in `0...1`.
  public var value: Double
  /// The share of the other chains whose average Jaccard is at least ``threshold``.
  public var agreeingShare: Double

  /// Below this a topic is reported as `unstable_topic`.
  public static let threshold = 0.5

  /// Whether the topic is one that a further chain would probably find.
  public var isStable: Bool { value >= Self.threshold }

  /// A stability from its parts.
  public init(value: Double, agreeingShare: Double) {
    self.value = value
    self.agreeingShare = agreeingShare
  }
}

/// The stability of each topic of the reference chain over the other chains.
///
/// Stability is the median, not the mean, over the other chains: with the usual three, one chain in
/// another mode cannot make a topic unstable that the two others confirm. A topic with no tokens
/// shares nothing with any other and has stability 0.
///
/// - Parameters:
///   - topicTermCounts: n(k,w) of each chain, `[K × V]` each.
///   - topicCount: K.
///   - alignment: that of the same chains.
///   - depth: how many top terms are compared.
/// - Returns: one stability a topic; nil where there is no other chain.
/// - Complexity: O(chains·K·V).
///
/// Source: Greene, O'Callaghan & Cunningham (2014), see ``averageJaccard(_:_:depth:)``.
public func topicStability(
  topicTermCounts: [[UInt32]], topicCount: Int, alignment: ChainAlignment, depth: Int = 10
) -> [TopicStability]? {
  let overlaps = topTermOverlaps(
    topicTermCounts: topicTermCounts, topicCount: topicCount, alignment: alignment, depth: depth)
  let others = topicTermCounts.indices.filter { $0 != alignment.reference }
  guard !others.isEmpty else { return nil }
  return (0..<topicCount).map { k in
    let overlaps = others.map { overlaps[$0][k] }
    let agreeing = overlaps.count { $0 >= TopicStability.threshold }
    return TopicStability(
      value: median(of: overlaps) ?? 0,
      agreeingShare: Double(agreeing) / Double(others.count))
  }
}

/// The average Jaccard of the top terms of each topic of the reference chain and of what stands for it
/// in each chain, `[chains][K]`; 1 for the reference itself.
///
/// Below ``TopicStability/threshold`` a chain did not find the topic: since topics are matched one to
/// one, what stands for it is whatever was left over.
public func topTermOverlaps(
  topicTermCounts: [[UInt32]], topicCount: Int, alignment: ChainAlignment, depth: Int = 10
) -> [[Double]] {
  precondition(alignment.topics.count == topicTermCounts.count, "the alignment is of these chains")
  let lists = topicTermCounts.map {
    topTerms(topicTermCounts: $0, topicCount: topicCount, count: depth)
  }
  return topicTermCounts.indices.map { chain in
    (0..<topicCount).map { k in
      chain == alignment.reference
        ? 1
        : averageJaccard(
          lists[alignment.reference][k], lists[chain][alignment.topics[chain][k]], depth: depth)
    }
  }
}

/// √φ(k,w), `[K × V]`; a topic without tokens is a row of zeros.
private func rootProbabilities(_ counts: [UInt32], topicCount: Int) -> [Float] {
  let termCount = termCount(of: counts, topicCount: topicCount)
  var roots = [Float](repeating: 0, count: counts.count)
  for k in 0..<topicCount {
    let row = k * termCount..<(k + 1) * termCount
    let total = counts[row].reduce(0) { $0 + Double($1) }
    guard total > 0 else { continue }
    for place in row where counts[place] > 0 {
      roots[place] = Float((Double(counts[place]) / total).squareRoot())
    }
  }
  return roots
}

/// The Bhattacharyya coefficient of two rows of counts; 0 where either is empty.
private func bhattacharyyaCoefficient(_ a: ArraySlice<UInt32>, _ b: ArraySlice<UInt32>) -> Double {
  let totals = a.reduce(0) { $0 + Double($1) } * b.reduce(0) { $0 + Double($1) }
  guard totals > 0 else { return 0 }
  var sum = 0.0
  for (x, y) in zip(a, b) where x > 0 && y > 0 { sum += (Double(x) * Double(y)).squareRoot() }
  return min(1, sum / totals.squareRoot())
}
