import TrendsCompute
public import TrendsPrevalence

/// A change of a topic's level, and whether shuffled documents make one as easily.
public struct LevelChange: Equatable, Sendable {
  /// The topic.
  public let topic: Int
  /// Where the level changes, and from what to what.
  public let point: ChangePoint
  /// The shares before and after with their intervals, a document one vote.
  public let levels: LevelComparison
  /// The p by shuffles of the documents on both sides.
  public internal(set) var p: Double
  /// Shuffles that p rests on.
  public internal(set) var permutationCount: Int
  /// The p over all changes of all topics by Benjamini–Hochberg; a topic without any counts once,
  /// with p = 1, and so do those of a topic that may not be judged, which have no q.
  public internal(set) var q: Double?
  /// Why nothing may be concluded from it; nil for a stable topic.
  public let reason: ReasonCode?

  /// Whether it passed its test.
  public func isFound(rules: CallRules = CallRules()) -> Bool {
    reason == nil && (q.map { $0 <= rules.falseDiscoveryRate } ?? false)
  }
}

extension LevelChange {
  /// The changes of level of every topic, by topic and date.
  ///
  /// - Parameters:
  ///   - table: of the periods.
  ///   - documentShares: s(d,k), `[D × K]`.
  ///   - composition: draws of the same periods; nil where there can be none.
  ///   - seed: of the shuffles.
  ///   - threadCount: changes speed only.
  /// - Returns: none below ten periods.
  static func all(
    _ table: ShareTable, documentShares: [Double], periods: TestedPeriods,
    standings: [TopicStanding], composition: CompositionDraws?, seed: UInt64, threadCount: Int
  ) -> [LevelChange] {
    guard DateRules(dateCount: periods.count).seeksChangePoints else { return [] }
    var changes: [LevelChange] = []
    var inverseVariances: [[Double]] = []
    var silent = 0
    for k in 0..<table.topicCount {
      let values = table.series(of: k)
      guard let variance = table.varianceAboutLevel(of: k),
        let weights = changePointWeights(
          documentCounts: table.documentCounts, documentVariance: variance),
        case .success(let points) = findChangePoints(values: values, weights: weights),
        !points.isEmpty
      else {
        silent += 1
        continue
      }
      let rows = composition?.series(of: k)
      for point in points {
        let levels = LevelComparison(
          values, rows: rows, earlier: point.window.lowerBound..<point.start,
          later: point.start..<point.window.upperBound, documentCounts: table.documentCounts,
          weighsDocuments: true)
        changes.append(
          LevelChange(
            topic: k, point: point, levels: levels, p: 1,
            permutationCount: DatePermutation.permutationCount, q: nil,
            reason: standings[k].reason))
        inverseVariances.append(Array(weights[point.window]))
      }
    }
    // Changes between the same dates share their shuffles.
    let windows = Dictionary(grouping: changes.indices) { changes[$0].point.window }
      .sorted { ($0.key.lowerBound, $0.key.upperBound) < ($1.key.lowerBound, $1.key.upperBound) }
    let shuffler = Shuffler(
      shares: documentShares, topicCount: table.topicCount, periods: periods, seed: seed,
      threadCount: max(1, threadCount / max(1, windows.count)))
    let (tested, weights) = (changes, inverseVariances)
    let reached = concurrentMap(windows.count, threadCount: threadCount) { i in
      let (window, members) = windows[i]
      func reached(_ members: [Int], _ shuffles: Range<Int>) -> [Int] {
        shuffler.reached(
          topics: members.map { tested[$0].topic }, weights: members.map { weights[$0] },
          in: window, shuffles)
      }
      return shuffler.refined(members, reached)
    }
    for (i, count, shuffles) in reached.joined() {
      changes[i].p = ChangePointTest.p(reached: count, of: shuffles)
      changes[i].permutationCount = shuffles
    }
    let q = FalseDiscovery.adjusted(
      changes.map(\.p) + Array(repeating: 1, count: silent),
      counting: changes.map { $0.reason == nil } + Array(repeating: true, count: silent))
    for i in changes.indices { changes[i].q = q[i] }
    return changes
  }
}

/// Deals the documents of some dates out anew.
private struct Shuffler {
  /// s(d,k), `[D × K]`.
  let shares: [Double]
  let topicCount: Int
  let periods: TestedPeriods
  let seed: UInt64
  let threadCount: Int

  /// What shares are rounded to, in the periods as they are and in the shuffles alike: far less than
  /// documents differ by, and most documents of a large corpus have none of most topics then and need
  /// not be dealt out.
  private static let unit = 0x1p-8

  /// Counts over the first shuffles, and goes on for the changes whose p is below .01.
  func refined(_ members: [Int], _ reached: (_ members: [Int], _ shuffles: Range<Int>) -> [Int])
    -> [(member: Int, reached: Int, shuffles: Int)]
  {
    let first = DatePermutation.permutationCount
    let counts = reached(members, 0..<first)
    let worthwhile = members.indices.filter {
      ChangePointTest.p(reached: counts[$0], of: first) < 0.01
    }
    var results = zip(members, counts).map { ($0, $1, first) }
    guard !worthwhile.isEmpty else { return results }
    let more = reached(worthwhile.map { members[$0] }, first..<DatePermutation.refinedCount)
    for (i, count) in zip(worthwhile, more) {
      results[i] = (members[i], counts[i] + count, DatePermutation.refinedCount)
    }
    return results
  }

  /// How many shuffles of the documents of a window split as well as the window does, `[topics]`.
  ///
  /// - Parameter weights: the inverse variances of each topic's shares, `[topics]` of `[dates]`.
  func reached(
    topics: [Int], weights: [[Double]], in window: Range<Int>, _ shuffles: Range<Int>
  ) -> [Int] {
    let layout = DateLayout(
      documentCount: shares.count / topicCount,
      periods: Array(periods.documents[window]), days: Array(periods.days[window])
    ) { d in topics.contains { shares[d * topicCount + $0] >= Self.unit / 2 } }
    let columns = TopicColumns(
      of: topics, shares: shares, topicCount: topicCount, layout: layout, unit: Self.unit)
    let observed = layout.sums(columns)
    let tests = topics.indices.map { i in
      ChangePointTest(values: series(observed, i, layout), weights: weights[i])
    }
    let name = window.lowerBound << 16 | window.upperBound & 0xffff
    let ofShuffles = layout.eachShuffle(
      of: columns, shuffles, threadCount: threadCount,
      stream: { b in
        RandomStream(seed: seed, purpose: .permutation, chain: 2, sweep: b, document: name)
      }
    ) { _, sums in
      tests.enumerated().map { i, test in test.isReached(by: series(sums, i, layout)) }
    }
    return tests.indices.map { i in ofShuffles.count { $0[i] } }
  }

  /// The mean shares of one of the topics.
  private func series(_ sums: TopicSums, _ topic: Int, _ layout: DateLayout) -> [Double] {
    zip(sums.column(topic), layout.sizes).map { $0 / $1 }
  }
}
