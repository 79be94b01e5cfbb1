public import TrendsPrevalence

/// Everything that is said of the topics of one report over time: calls, differences, bursts, changes
/// of level, and how often the report would cry wolf.
///
/// `TopicOutlook` adds curves and forecasts.
public struct TopicSignals: Sendable {
  /// How signals are looked for.
  public struct Options: Sendable {
    /// The seed of all shuffles and composition draws.
    public var seed: UInt64 = 1
    /// Threads; changes speed only.
    public var threadCount = 1
    /// What the slopes' intervals allow for.
    public var population = PrevalenceSeries.Population.underlying
    /// What a call must show.
    public var rules = CallRules()
    /// s and γ of bursts.
    public var bursts = BurstOptions()
    /// Whether changes of level are looked for.
    public var seeksChanges = true
    /// Shuffles of the dates for the figure of false alarms; 0 leaves it out.
    public var falseAlarmShuffles = 200

    /// The defaults.
    public init() {}
  }

  /// The periods that are looked at.
  public let periods: TestedPeriods
  /// Their shares.
  public let table: ShareTable
  /// The call of each topic.
  public let trends: [TopicTrend]
  /// The comparison of every pair of periods, where there are two to four.
  public let differences: [PeriodDifference]
  /// The bursts of each topic.
  public let bursts: [TopicBursts]
  /// Changes of level, by topic and date.
  public let changes: [LevelChange]
  /// How often shuffled dates give a call; nil below five periods.
  public let falseAlarms: FalseAlarms?
  /// What was asked.
  public let options: Options

  /// Looks for signals.
  ///
  /// - Parameters:
  ///   - draws: aligned draws of all chains.
  ///   - index: which documents count when.
  ///   - standings: whether each topic may be judged, `[K]`.
  ///   - options: seed, population, rules.
  /// - Complexity: O((permutations + shuffles)·D·K + K·T²·draws).
  public init(
    draws: AlignedDraws, index: PeriodIndex, standings: [TopicStanding],
    options: Options = Options()
  ) {
    self.init(
      draws: draws, periods: TestedPeriods(index, lengths: draws.documentLengths),
      standings: standings, options: options)
  }

  /// Looks for signals in periods as they are given.
  init(
    draws: AlignedDraws, periods: TestedPeriods, standings: [TopicStanding], options: Options
  ) {
    precondition(standings.count == draws.topicCount, "every topic has its standing")
    self.options = options
    self.periods = periods
    let topicCount = draws.topicCount
    let shares = draws.meanShares()
    let table = ShareTable(documentShares: shares, topicCount: topicCount, periods: periods)
    self.table = table
    var prevalence = PrevalenceSeries.Options()
    prevalence.seed = options.seed
    prevalence.population = options.population
    prevalence.threadCount = options.threadCount

    let dispersions = (0..<topicCount).map {
      table.burstDispersion(of: $0, options: options.bursts)
    }
    let burstReasons = dispersions.enumerated().map { k, dispersion in
      table.burstCounts(of: k).reasonAgainstBursts
        ?? (dispersion == nil
          ? (table.documentVariances == nil ? .insufficientDocuments : .zeroVariance) : nil)
    }
    let permutation = DatePermutation(
      shares: shares, topicCount: topicCount, periods: periods.documents, days: periods.days)
    let shuffled = permutation?.bursts(
      DatePermutation.BurstSearch(
        dispersions: zip(dispersions, burstReasons).map { $1 == nil ? $0 : nil },
        options: options.bursts.ofTest), seed: options.seed, threadCount: options.threadCount)
    let bursts = TopicBursts.all(
      table, dispersions: dispersions,
      tests: shuffled?.tests ?? Array(repeating: nil, count: topicCount), reasons: burstReasons,
      standings: standings, options: options.bursts)
    self.bursts = bursts

    differences = PeriodDifference.pairs(
      draws: draws, periods: periods.documents, judged: standings.map { $0 == .stable },
      options: prevalence)
    let calls = TrendCalls(periods: periods, standings: standings, rules: options.rules)
    let composition =
      calls.tester.rules.testsTrend
      ? CompositionDraws(
        of: draws, periods: periods.documents, count: options.rules.compositionDraws,
        options: prevalence) : nil
    if calls.tester.rules.testsTrend {
      trends = calls.trends(table, composition: composition, threadCount: options.threadCount)
    } else if calls.tester.rules.comparesDates {
      trends = Self.comparisons(
        differences,
        heterogeneity: permutation?.test(
          seed: options.seed, threadCount: options.threadCount, dispersions: table.dispersions),
        dateCount: periods.count, standings: standings, rules: options.rules)
    } else {
      trends = standings.map { _ in
        TopicTrend(untested: .insufficientDates, dateCount: periods.count)
      }
    }
    changes =
      options.seeksChanges
      ? LevelChange.all(
        table, documentShares: shares, periods: periods, standings: standings,
        composition: composition, seed: options.seed, threadCount: options.threadCount)
      : []
    guard calls.tester.rules.testsTrend, options.falseAlarmShuffles > 0, let shuffled else {
      falseAlarms = nil
      return
    }
    falseAlarms = FalseAlarms.count(
      shuffles: min(options.falseAlarmShuffles, DatePermutation.permutationCount),
      calls: calls, draws: draws, documentShares: shares, topicCount: topicCount,
      shuffledBurstWeights: shuffled.weights,
      burstTopics: bursts.indices.filter { bursts[$0].test != nil },
      population: prevalence, threadCount: options.threadCount)
  }

  /// Calls at two to four periods, which can only differ.
  private static func comparisons(
    _ differences: [PeriodDifference], heterogeneity: [DateHeterogeneity]?, dateCount: Int,
    standings: [TopicStanding], rules: CallRules
  ) -> [TopicTrend] {
    let tests: [(p: Double, smallest: Double)]
    let method: TopicTrend.Method
    if dateCount == 2, let pair = differences.first {
      tests = pair.topics.map { ($0.p, $0.smallestP) }
      method = .difference
    } else if let heterogeneity {
      tests = heterogeneity.map { ($0.heterogeneityP, $0.smallestP) }
      method = .heterogeneity
    } else {
      return standings.map { _ in
        TopicTrend(untested: .insufficientDocuments, dateCount: dateCount)
      }
    }
    let counted = standings.map { $0 == .stable }
    let q = FalseDiscovery.adjusted(tests.map(\.p), counting: counted)
    let qYekutieli = FalseDiscovery.adjusted(
      tests.map(\.p), counting: counted, by: FalseDiscovery.benjaminiYekutieli)
    return standings.indices.map { k in
      .comparison(
        method, dateCount: dateCount, p: tests[k].p, q: q[k], qYekutieli: qYekutieli[k],
        smallestP: tests[k].smallest, standing: standings[k],
        topicCount: standings.count, rules: rules)
    }
  }
}
