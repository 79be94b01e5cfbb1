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
  /// - Returns: none below ten periods.
  static func all(
    _ table: ShareTable, documentShares: [Double], periods: TestedPeriods,
    standings: [TopicStanding], seed: UInt64
  ) -> [LevelChange] {
    guard DateRules(dateCount: periods.count).seeksChangePoints else { return [] }
    var changes: [LevelChange] = []
    var silent = 0
    for k in 0..<table.topicCount {
      let values = table.series(of: k)
      guard let variance = table.varianceAboutLevel(of: k),
        let weights = changePointWeights(
          documentCounts: table.documentCounts, documentVariance: variance),
        case .success(let points) = findChangePoints(values: values, weights: weights)
      else {
        silent += 1
        continue
      }
      if points.isEmpty { silent += 1 }
      for point in points {
        let p = shuffledP(
          point, topic: k, values: values, weights: weights, documentShares: documentShares,
          topicCount: table.topicCount, periods: periods, seed: seed)
        changes.append(
          LevelChange(topic: k, point: point, p: p, q: 1, reason: standings[k].reason))
      }
    }
    let q = FalseDiscovery.benjaminiHochberg(
      changes.map(\.p) + Array(repeating: 1, count: silent))
    for i in changes.indices { changes[i].q = q[i] }
    return changes
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
    guard let random = try? GSLGenerator(RandomStream(seed: seed, purpose: .permutation, chain: 2))
    else { return 1 }
    return changePointP(
      point, values: values, weights: weights, permutations: DatePermutation.permutationCount
    ) { b, shuffled in
      random.set(
        RandomStream(
          seed: seed, purpose: .permutation, chain: 2, sweep: b,
          document: topic << 16 | point.start & 0xffff))
      let sums = layout.sums(column, order: layout.order(random))
      for t in shuffled.indices { shuffled[t] = sums[t] / layout.sizes[t] }
    }
  }
}
