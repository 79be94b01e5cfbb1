import TrendsCompute
import TrendsPrevalence

/// How often a report makes a call where there is nothing to find: its dates were shuffled over its
/// documents and everything was judged again, with the same model.
public struct FalseAlarms: Equatable, Sendable {
  /// How many shuffled reports were made.
  public let shuffleCount: Int
  /// How many of them called any topic rising, declining or diluted.
  public let trendCount: Int
  /// How many of them found any burst; nil where there are so many topics that the shuffles of a report
  /// are too few to tell, while the report itself makes more.
  public let burstCount: Int?
  /// How many of them did either.
  public let anyCount: Int
}

extension FalseAlarms {
  /// Shuffles the dates and judges again.
  ///
  /// Shuffle *b* is the one that the tests of bursts make for their *b*-th permutation. The weight of
  /// its heaviest burst is compared with those of the other permutations, and with the dispersion of
  /// the report: so no shuffle needs shuffles of its own.
  ///
  /// - Parameters:
  ///   - draws: for the slopes of topics that pass their test.
  ///   - shuffledBurstWeights: of all permutations, `[permutations × K]`.
  ///   - burstTopics: those whose bursts are tested.
  static func count(
    shuffles: Int, calls: TrendCalls, draws: AlignedDraws, documentShares: [Double],
    topicCount: Int, shuffledBurstWeights: [Double], burstTopics: [Int],
    population: PrevalenceSeries.Options, threadCount: Int
  ) -> FalseAlarms {
    let periods = calls.periods
    let layout = DateLayout(
      documentCount: draws.documentCount, periods: periods.documents, days: periods.days)
    let columns = TopicColumns(
      of: Array(0..<topicCount), shares: documentShares, topicCount: topicCount, layout: layout)
    let squares = ShareTable.squares(
      documentShares, topicCount: topicCount, periods: periods)
    let bursts = BurstRanks(weights: shuffledBurstWeights, topicCount: topicCount)
    let tellsBursts = bursts.canTell(limit: calls.rules.falseDiscoveryRate)
    // Each shuffle is one thread's.
    var population = population
    population.threadCount = 1
    let ofOneThread = population
    let found = concurrentMap(shuffles, threadCount: threadCount) { b in
      let deal = layout.deal(
        RandomStream(seed: ofOneThread.seed, purpose: .permutation, chain: 1, sweep: b))
      let table = ShareTable(
        sums: layout.sums(columns, deal: deal).values, squares: squares,
        documentCounts: layout.sizes, course: nil)
      let periods = layout.members(deal: deal)
      let hasTrend = calls.hasCall(table) { topics in
        CompositionDraws(
          of: draws, periods: periods, count: calls.rules.compositionDraws,
          options: ofOneThread, topics: topics)
      }
      let hasBurst = bursts.hasFinding(
        shuffle: b, topics: burstTopics, standings: calls.standings,
        limit: calls.rules.falseDiscoveryRate)
      return (trend: hasTrend, burst: hasBurst)
    }
    return FalseAlarms(
      shuffleCount: shuffles, trendCount: found.count { $0.trend },
      burstCount: tellsBursts ? found.count { $0.burst } : nil,
      anyCount: found.count { $0.trend || $0.burst })
  }
}

/// The weights of bursts in shuffled series, to be compared with each other.
private struct BurstRanks: Sendable {
  /// Each topic's weights, ascending.
  private let sorted: [[Double]]
  private let weights: [Double]
  private let topicCount: Int

  init(weights: [Double], topicCount: Int) {
    self.weights = weights
    self.topicCount = topicCount
    sorted = (0..<topicCount).map { k in
      stride(from: k, to: weights.count, by: topicCount).map { weights[$0] }.sorted()
    }
  }

  /// Whether a single topic's burst can pass at all.
  func canTell(limit: Double) -> Bool {
    Double(topicCount) / Double(weights.count / topicCount + 1) <= limit
  }

  /// Whether any stable topic's burst in one shuffle passes against all the others.
  func hasFinding(
    shuffle: Int, topics: [Int], standings: [TopicStanding], limit: Double
  ) -> Bool {
    let tested = Set(topics)
    let p = (0..<topicCount).map { k -> Double in
      guard standings[k] == .stable, tested.contains(k), !sorted[k].isEmpty else { return 1 }
      let weight = weights[shuffle * topicCount + k]
      guard weight > 0 else { return 1 }
      // Itself is one of those that are at least as heavy: it takes the place of the 1 in
      // (1 + hits) / (1 + permutations), whose steps are those of the report.
      return Double(sorted[k].count - firstIndex(atLeast: weight * (1 - 1e-12), in: sorted[k]))
        / Double(sorted[k].count + 1)
    }
    let q = FalseDiscovery.benjaminiHochberg(p)
    return q.contains { $0 <= limit }
  }

  private func firstIndex(atLeast value: Double, in sorted: [Double]) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
