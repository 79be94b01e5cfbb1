import TrendsCompute

/// How a topic's share differs between exactly two periods: all that two dates can say.
public struct DateDifference: Equatable, Sendable {
  /// Second share minus first, in `-1...1`.
  public let difference: Double
  /// 95 % of the composition draws of the difference; nil where documents are too few.
  public let interval: ShareInterval?
  /// Second share over first; nil where the first is 0.
  public let ratio: Double?
  /// 95 % of the composition draws of the ratio; nil also where a draw has nothing to divide by.
  public let ratioInterval: ShareInterval?
  /// How often shuffled dates differ at least as much, (1 + hits) / (1 + permutations), and at least
  /// ``smallestP``.
  public let p: Double
  /// The smallest p that there can be: 1 / (1 + permutations), or more where few documents can trade
  /// their dates.
  public let smallestP: Double
  /// `p` adjusted by Benjamini–Hochberg over all topics of all pairs that were compared; nil for a topic
  /// that may not be judged, which counts with p = 1.
  public internal(set) var q: Double?
  /// Shuffles that `p` rests on.
  public let permutationCount: Int

  /// Compares two periods, topic by topic.
  ///
  /// The null hypothesis is that the documents listed on one date only are exchangeable over the two.
  /// A document listed on both stays on both: shuffling it too would make the test too eager where
  /// most papers are listed twice. A small p means that the shares differ beyond what different
  /// documents would give; it is no trend. Periods that are not complete, or empty, do not count.
  ///
  /// - Parameters:
  ///   - draws: as for the series.
  ///   - index: must have exactly two complete periods with documents.
  ///   - options: as for the series; the same seed gives the same resampling.
  /// - Returns: one comparison a topic, or nil where the periods are not two.
  /// - Complexity: O(permutations · D · K), 999 permutations, 9,999 where one p is below .01.
  ///
  /// Source: Phipson & Smyth (2010), *Permutation p-values should never be zero*.
  public static func compare(
    draws: AlignedDraws, index: PeriodIndex, options: PrevalenceSeries.Options = .init()
  ) -> [DateDifference]? {
    let lengths = draws.documentLengths
    let groups = index.periods.filter(\.isComplete)
      .map { $0.documents.filter { lengths[$0] > 0 } }.filter { !$0.isEmpty }
    guard groups.count == 2 else { return nil }
    return compare(draws: draws, groups: groups, options: options)
  }

  /// Compares two groups of documents with tokens, neither empty.
  static func compare(
    draws: AlignedDraws, groups: [[Int]], options: PrevalenceSeries.Options
  ) -> [DateDifference]? {
    let composition = Composition(
      draws: draws, lengths: draws.documentLengths, groups: groups, options: options)
    guard
      let means = composition.means(
        of: groups, stream: 0, threadCount: options.threadCount)
    else { return nil }
    let (before, after) = (means[0], means[1])

    let topicCount = draws.topicCount
    var hits = PermutationTest(shares: draws.meanShares(), topicCount: topicCount, groups: groups)
      .pValues(permutations: 999, seed: options.seed)
    if hits.p.contains(where: { $0 < 0.01 }) {
      hits = PermutationTest(shares: draws.meanShares(), topicCount: topicCount, groups: groups)
        .pValues(permutations: 9999, seed: options.seed)
    }
    let smallestP = DateArrangements(periods: groups).smallestP(permutations: hits.count)
    let p = hits.p.map { max($0, smallestP) }
    let q = FalseDiscovery.benjaminiHochberg(p)

    return (0..<topicCount).map { k in
      let first = mean(before.plain(of: k, in: draws))
      let second = mean(after.plain(of: k, in: draws))
      var interval: ShareInterval?
      var ratioInterval: ShareInterval?
      if let before = before.resampled(of: k, in: draws),
        let after = after.resampled(of: k, in: draws)
      {
        interval = quantiles([0.025, 0.975], of: zip(before, after).map { $1 - $0 })
          .map { ShareInterval(low: $0[0], high: $0[1]) }
        if before.allSatisfy({ $0 > 0 }) {
          ratioInterval = quantiles([0.025, 0.975], of: zip(before, after).map { $1 / $0 })
            .map { ShareInterval(low: $0[0], high: $0[1]) }
        }
      }
      return DateDifference(
        difference: second - first, interval: interval, ratio: first > 0 ? second / first : nil,
        ratioInterval: ratioInterval, p: p[k], smallestP: smallestP, q: q[k],
        permutationCount: hits.count)
    }
  }
}

/// Shuffles which of two dates each document was listed on.
struct PermutationTest {
  private let shares: [Double]
  private let topicCount: Int
  private let units: [Int]
  private let labels: [UInt32]
  /// The units listed on one date only.
  private let movable: [Int]

  /// - Parameters:
  ///   - shares: s(d,k), `[D × K]`.
  ///   - groups: the documents of the first and of the second date.
  init(shares: [Double], topicCount: Int, groups: [[Int]]) {
    self.shares = shares
    self.topicCount = topicCount
    let (first, second) = (Set(groups[0]), Set(groups[1]))
    units = first.union(second).sorted()
    // Bit 0: on the first date; bit 1: on the second.
    let labels: [UInt32] = units.map {
      (first.contains($0) ? 1 : 0) | (second.contains($0) ? 2 : 0)
    }
    self.labels = labels
    movable = labels.indices.filter { labels[$0] != 3 }
  }

  /// Two-sided p of the difference of means of every topic.
  func pValues(permutations: Int, seed: UInt64) -> (p: [Double], count: Int) {
    let observed = differences(labels)
    var hits = [Int](repeating: 0, count: topicCount)
    for permutation in 0..<permutations {
      var random = RandomWords(
        RandomStream(seed: seed, purpose: .permutation, sweep: permutation))
      var moved = movable.map { labels[$0] }
      random.shuffle(&moved)
      var shuffled = labels
      for (unit, label) in zip(movable, moved) { shuffled[unit] = label }
      // A shuffle that only renames documents must count as a hit in spite of rounding.
      for (k, value) in differences(shuffled).enumerated()
      where abs(value) >= abs(observed[k]) * (1 - 1e-12) {
        hits[k] += 1
      }
    }
    return (hits.map { Double(1 + $0) / Double(1 + permutations) }, permutations)
  }

  private func differences(_ labels: [UInt32]) -> [Double] {
    var sums = [Double](repeating: 0, count: 2 * topicCount)
    var counts = [0.0, 0.0]
    for (unit, label) in zip(units, labels) {
      for date in 0..<2 where label & (1 << UInt32(date)) != 0 {
        counts[date] += 1
        for k in 0..<topicCount { sums[date * topicCount + k] += shares[unit * topicCount + k] }
      }
    }
    return (0..<topicCount).map { sums[topicCount + $0] / counts[1] - sums[$0] / counts[0] }
  }
}
