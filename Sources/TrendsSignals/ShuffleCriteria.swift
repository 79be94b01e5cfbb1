/// Counts that can be added up.
protocol AdditiveHits: Sendable {
  static func += (left: inout Self, right: Self)
}

extension Int: AdditiveHits {}

/// How many shuffles were as extreme as a topic is.
struct ShuffleHits: AdditiveHits {
  var linear = 0
  var heterogeneity = 0

  /// (1 + hits) / (1 + permutations), never 0.
  func p(_ hits: KeyPath<ShuffleHits, Int>, of permutations: Int) -> Double {
    Double(1 + self[keyPath: hits]) / Double(1 + permutations)
  }

  /// The smaller p of a topic.
  func smallestP(of permutations: Int) -> Double {
    min(p(\.linear, of: permutations), p(\.heterogeneity, of: permutations))
  }

  static func += (left: inout ShuffleHits, right: ShuffleHits) {
    left.linear += right.linear
    left.heterogeneity += right.heterogeneity
  }
}

/// What a shuffle must reach to count against each topic.
struct ShuffleCriteria: Sendable {
  /// What L is under the null hypothesis on average.
  private var expected: [Double]
  /// |L − expected| and H must reach these; just short of what was observed, so that a shuffle that
  /// gives the same sums in another order counts in spite of rounding.
  private var linear: [Double]
  private var heterogeneity: [Double]

  init(
    _ observed: DateStatistics, expected: [Double], linearScale: [Double], appearances: Double,
    means: [Double], widening: [Double]
  ) {
    self.expected = expected
    linear = observed.linear.indices.map {
      let distance = abs(observed.linear[$0] - expected[$0]) - 1e-12 * linearScale[$0]
      return distance / widening[$0].squareRoot()
    }
    heterogeneity = observed.heterogeneity.indices.map {
      let rounding = 1e-24 * appearances * means[$0] * means[$0]
      return (observed.heterogeneity[$0] * (1 - 1e-12) - rounding) / widening[$0]
    }
  }

  /// The criteria of some of the topics.
  func selecting(_ topics: [Int]) -> ShuffleCriteria {
    var selected = self
    selected.expected = topics.map { expected[$0] }
    selected.linear = topics.map { linear[$0] }
    selected.heterogeneity = topics.map { heterogeneity[$0] }
    return selected
  }

  /// Counts a shuffle against every topic whose criteria it reaches.
  func count(_ statistics: DateStatistics, into hits: inout [ShuffleHits]) {
    for k in hits.indices {
      if abs(statistics.linear[k] - expected[k]) >= linear[k] { hits[k].linear += 1 }
      if statistics.heterogeneity[k] >= heterogeneity[k] { hits[k].heterogeneity += 1 }
    }
  }
}
