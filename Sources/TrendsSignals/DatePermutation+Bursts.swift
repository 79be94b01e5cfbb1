import TrendsCompute

extension DatePermutation {
  /// Which bursts to look for in the shuffles.
  struct BurstSearch: Sendable {
    /// φ′(k), by which counts are scaled; nil for a topic whose bursts are not asked for.
    var dispersions: [Double?]
    /// s and γ.
    var options = BurstOptions()
  }

  /// What the shuffles gave.
  struct ShuffledBursts: Sendable {
    /// One a topic; nil where no bursts were asked for.
    let tests: [BurstTest?]
    /// The weight of the heaviest burst of each of the first ``permutationCount`` shuffles,
    /// `[shuffles × topics]`; 0 for topics not asked for.
    let weights: [Double]
  }

  /// What shares are rounded to, in the periods as they are and in the shuffles alike: far less than
  /// documents differ by, and most documents of a large corpus have none of one topic then and need
  /// not be dealt out when it is looked at by itself.
  static let burstUnit = 0x1p-8

  /// Compares every topic's heaviest burst with those of shuffled documents.
  ///
  /// Shuffles are those of ``test(seed:threadCount:dispersions:)``.
  ///
  /// - Parameters:
  ///   - search: how to look for bursts.
  ///   - seed: the key of all streams.
  ///   - threadCount: changes speed only.
  func bursts(_ search: BurstSearch, seed: UInt64, threadCount: Int = 1) -> ShuffledBursts {
    precondition(search.dispersions.count == topicCount, "every topic has its dispersion")
    guard search.dispersions.contains(where: { $0 != nil }) else {
      return ShuffledBursts(
        tests: Array(repeating: nil, count: topicCount),
        weights: [Double](repeating: 0, count: Self.permutationCount * topicCount))
    }
    let all = Array(0..<topicCount)
    let observed = weights(
      sums: layout.sums(columns(of: all, layout, unit: Self.burstUnit)), topics: all, search)
    // A shuffle that only renames documents must count in spite of rounding.
    let thresholds = observed.map { $0 * (1 - 1e-12) }
    var kept: [Double] = []
    let (hits, permutations) = refined(
      isWorthwhile: { hits in Double(1 + hits) / Double(1 + Self.permutationCount) < 0.01 }
    ) { topics, shuffles in
      let rows = eachShuffle(
        of: topics, shuffles, unit: Self.burstUnit, seed: seed, threadCount: threadCount
      ) { _, sums in weights(sums: sums, topics: topics, search) }
      if shuffles.lowerBound == 0 { kept = rows.flatMap(\.self) }
      return topics.enumerated().map { i, k in
        // Topics not asked for are worth no more.
        search.dispersions[k] == nil
          ? shuffles.count : rows.count { $0[i] >= thresholds[k] }
      }
    }
    return ShuffledBursts(
      tests: all.map { k in
        search.dispersions[k].map { _ in
          BurstTest(
            weight: observed[k], p: Double(1 + hits[k]) / Double(1 + permutations[k]),
            permutationCount: permutations[k])
        }
      }, weights: kept)
  }

  /// The weight of each topic's heaviest burst for sums by period, `[topics]`; 0 for topics not asked
  /// for.
  private func weights(sums: TopicSums, topics: [Int], _ search: BurstSearch) -> [Double] {
    var weights = [Double](repeating: 0, count: topics.count)
    var hits = [SIMD4<Double>](repeating: .zero, count: sums.periodCount)
    for first in stride(from: 0, to: topics.count, by: 4) {
      let lanes = 0..<min(4, topics.count - first)
      var dispersions = SIMD4<Double>(repeating: 1)
      for lane in lanes { dispersions[lane] = search.dispersions[topics[first + lane]] ?? 1 }
      for t in hits.indices { hits[t] = sums.four(t, first) }
      let found = largestBurstWeights(
        hits: hits.span, totals: layout.sizes.span, dispersions: dispersions,
        options: search.options)
      for lane in lanes where search.dispersions[topics[first + lane]] != nil {
        weights[first + lane] = found[lane]
      }
    }
    return weights
  }
}
