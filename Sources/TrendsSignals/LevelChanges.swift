import Dispatch
import Synchronization
import TrendsCompute
public import TrendsPrevalence

/// A change of a topic's level, and whether shuffled documents make one as easily.
public struct LevelChange: Equatable, Sendable {
  /// The topic.
  public let topic: Int
  /// Where the level changes, and from what to what.
  public let point: ChangePoint
  /// The p by shuffles of the documents on both sides.
  public let p: Double
  /// The p over all changes of all topics by Benjamini–Hochberg; a topic without any counts once,
  /// with p = 1.
  public internal(set) var q: Double
  /// Why nothing may be concluded from it; nil for a stable topic.
  public let reason: ReasonCode?

  /// Whether it passed its test.
  public func isFound(rules: CallRules = CallRules()) -> Bool {
    reason == nil && q <= rules.falseDiscoveryRate
  }
}

extension LevelChange {
  /// The changes of level of every topic, by topic and date.
  ///
  /// - Parameters:
  ///   - table: of the periods.
  ///   - documentShares: s(d,k), `[D × K]`.
  ///   - seed: of the shuffles.
  ///   - threadCount: changes speed only.
  /// - Returns: none below ten periods.
  static func all(
    _ table: ShareTable, documentShares: [Double], periods: TestedPeriods,
    standings: [TopicStanding], seed: UInt64, threadCount: Int
  ) -> [LevelChange] {
    guard DateRules(dateCount: periods.count).seeksChangePoints else { return [] }
    let slots = Mutex<[[LevelChange]]>(Array(repeating: [], count: table.topicCount))
    let threadCount = max(1, min(threadCount, table.topicCount))
    DispatchQueue.concurrentPerform(iterations: threadCount) { thread in
      for k in stride(from: thread, to: table.topicCount, by: threadCount) {
        let found = Self.changes(
          of: k, table, documentShares: documentShares, periods: periods,
          reason: standings[k].reason, seed: seed)
        slots.withLock { $0[k] = found }
      }
    }
    let byTopic = slots.withLock(\.self)
    let silent = byTopic.count(where: \.isEmpty)
    var changes = byTopic.flatMap(\.self)
    let q = FalseDiscovery.benjaminiHochberg(
      changes.map(\.p) + Array(repeating: 1, count: silent))
    for i in changes.indices { changes[i].q = q[i] }
    return changes
  }

  /// The changes of one topic, not yet compared with the others'.
  private static func changes(
    of topic: Int, _ table: ShareTable, documentShares: [Double], periods: TestedPeriods,
    reason: ReasonCode?, seed: UInt64
  ) -> [LevelChange] {
    let values = table.series(of: topic)
    guard let variance = table.varianceAboutLevel(of: topic),
      let weights = changePointWeights(
        documentCounts: table.documentCounts, documentVariance: variance),
      case .success(let points) = findChangePoints(values: values, weights: weights)
    else { return [] }
    return points.map { point in
      let p = shuffledP(
        point, topic: topic, values: values, weights: weights, documentShares: documentShares,
        topicCount: table.topicCount, periods: periods, seed: seed)
      return LevelChange(topic: topic, point: point, p: p, q: 1, reason: reason)
    }
  }

  /// The p of one change, by dealing the documents of its two levels out anew.
  private static func shuffledP(
    _ point: ChangePoint, topic: Int, values: [Double], weights: [Double],
    documentShares: [Double], topicCount: Int, periods: TestedPeriods, seed: UInt64
  ) -> Double {
    let layout = DateLayout(
      documentCount: documentShares.count / topicCount,
      periods: Array(periods.documents[point.window]), days: Array(periods.days[point.window]))
    let column = TopicColumns(
      of: [topic], shares: documentShares, topicCount: topicCount, documents: layout.documents)
    return changePointP(
      point, values: values, weights: weights, permutations: DatePermutation.permutationCount
    ) { b, shuffled in
      let stream = RandomStream(
        seed: seed, purpose: .permutation, chain: 2, sweep: b,
        document: topic << 16 | point.start & 0xffff)
      let sums = layout.sums(column, order: layout.order(stream))
      for t in shuffled.indices { shuffled[t] = sums[t, 0] / layout.sizes[t] }
    }
  }
}
