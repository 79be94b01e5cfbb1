import TrendsCompute
public import TrendsPrevalence

/// The bursts of one topic, and whether its heaviest is heavier than chance makes one.
public struct TopicBursts: Equatable, Sendable {
  /// The bursts in order of time; none where they cannot be told.
  public let bursts: [Burst]
  /// The test of the heaviest one against shuffled documents; nil with a reason.
  public let test: BurstTest?
  /// Its p over all topics by Benjamini–Hochberg; topics that cannot be tested count with p = 1.
  public let q: Double?
  /// Why there is no test.
  public let reason: ReasonCode?

  /// The heaviest burst, the one that the test speaks of; of equal ones the first.
  public var heaviest: Burst? { TrendsSignals.heaviest(of: bursts) }

  /// Whether the heaviest burst passed its test.
  public func isFound(rules: CallRules = CallRules()) -> Bool {
    reason == nil && !bursts.isEmpty && (q.map { $0 <= rules.falseDiscoveryRate } ?? false)
  }

  /// The bursts of every topic.
  ///
  /// - Parameters:
  ///   - dispersions: φ′, `[K]`.
  ///   - tests: of shuffled documents, `[K]`.
  ///   - reasons: why a topic was not tested, `[K]`; nil where it was.
  static func all(
    _ table: ShareTable, dispersions: [Double?], tests: [BurstTest?], reasons: [ReasonCode?],
    standings: [TopicStanding], options: BurstOptions
  ) -> [TopicBursts] {
    let q = FalseDiscovery.adjusted(
      tests.map { $0?.p ?? 1 }, counting: standings.map { $0 == .stable })
    return tests.indices.map { k in
      guard let test = tests[k], let dispersion = dispersions[k] else {
        return TopicBursts(bursts: [], test: nil, q: nil, reason: reasons[k] ?? .notApplicable)
      }
      switch findBursts(in: table.burstCounts(of: k), dispersion: dispersion, options: options) {
      case .success(let bursts):
        return TopicBursts(bursts: bursts, test: test, q: q[k], reason: standings[k].reason)
      case .failure(let reason):
        return TopicBursts(bursts: [], test: nil, q: nil, reason: reason)
      }
    }
  }
}

/// The heaviest of some bursts; of equal ones the first.
func heaviest(of bursts: [Burst]) -> Burst? {
  bursts.max { ($0.weight, -$0.first) < ($1.weight, -$1.first) }
}
