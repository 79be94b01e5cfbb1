public import TrendsCorpus

/// Everything that the plain-text report says, as plain values; ``summaryText(_:)`` words it.
public struct SummaryContent: Equatable, Sendable {
  /// A period that shares are given for.
  public struct Period: Equatable, Sendable {
    /// Its name, `2025-M03`.
    public var name: String
    /// The papers listed in it that have known words, each once: the denominator.
    public var paperCount: Int
    /// The papers without known words, which are not counted.
    public var emptyCount: Int
    /// Whether the listings cover all of it.
    public var isComplete: Bool

    /// A period from its parts.
    public init(name: String, paperCount: Int, emptyCount: Int, isComplete: Bool) {
      self.name = name
      self.paperCount = paperCount
      self.emptyCount = emptyCount
      self.isComplete = isComplete
    }
  }

  /// A topic's share of one period.
  public struct PeriodShare: Equatable, Sendable {
    /// The share.
    public var share: ShareEstimate
    /// The expected number of papers.
    public var papers: Double

    /// A share from its parts.
    public init(share: ShareEstimate, papers: Double) {
      self.share = share
      self.papers = papers
    }
  }

  /// A topic.
  public struct Topic: Equatable, Sendable {
    /// The identifier within the fit.
    public var id: String
    /// The name.
    public var label: String
    /// The phrases that describe it best.
    public var labelPhrases: [String]
    /// Its share over all periods; nil where there is none.
    public var share: ShareEstimate?
    /// The expected number of papers over all periods.
    public var papers: Double?
    /// How well other chains find it, `0...1`; nil where unknown.
    public var stability: Double?
    /// The reason codes for which nothing may be concluded from it; empty for a sound topic.
    public var reasons: [String]
    /// Its share a period, as long as the periods; nil where there is none.
    public var series: [PeriodShare?]

    /// A topic from its parts.
    public init(
      id: String, label: String, labelPhrases: [String], share: ShareEstimate?, papers: Double?,
      stability: Double?, reasons: [String], series: [PeriodShare?]
    ) {
      self.id = id
      self.label = label
      self.labelPhrases = labelPhrases
      self.share = share
      self.papers = papers
      self.stability = stability
      self.reasons = reasons
      self.series = series
    }
  }

  /// How two periods differ, at exactly two.
  public struct Comparison: Equatable, Sendable {
    /// A topic's difference.
    public struct Difference: Equatable, Sendable {
      /// The topic.
      public var topicID: String
      /// The later share less the earlier one.
      public var difference: ShareEstimate
      /// The p-value; nil together with `q` where no test was possible.
      public var p: Double?
      /// The p-value corrected over all topics.
      public var q: Double?
      /// The reason code where there is no test.
      public var reason: String?

      /// A difference that was tested.
      public init(topicID: String, difference: ShareEstimate, p: Double, q: Double) {
        self.topicID = topicID
        self.difference = difference
        self.p = p
        self.q = q
      }

      /// A difference that could not be tested, for a reason.
      public init(topicID: String, difference: ShareEstimate, without reason: String) {
        self.topicID = topicID
        self.difference = difference
        self.reason = reason
      }
    }

    /// The differences, in the order to print.
    public var differences: [Difference]
    /// The false discovery rate that a difference must keep to.
    public var qLimit: Double
    /// How many shuffles of the papers the test used.
    public var shuffleCount: Int
    /// The smallest p-value that the test can give.
    public var smallestP: Double
    /// The fewest periods at which a trend of this many topics could pass its test.
    public var periodsForTrend: Int

    /// A comparison from its parts.
    public init(
      differences: [Difference], qLimit: Double, shuffleCount: Int, smallestP: Double,
      periodsForTrend: Int
    ) {
      self.differences = differences
      self.qLimit = qLimit
      self.shuffleCount = shuffleCount
      self.smallestP = smallestP
      self.periodsForTrend = periodsForTrend
    }
  }

  /// How far the chains agree.
  public struct Convergence: Equatable, Sendable {
    /// The topics whose shares agree; nil where it cannot be said (one chain).
    public var agreeingTopicCount: Int?
    /// The R-hat up to which they do.
    public var rHatLimit: Double
    /// R-hat of the log likelihood; nil where undefined.
    public var logLikelihoodRHat: Double?
    /// The fewest effective draws of any topic's share; nil where undefined.
    public var fewestEffectiveDraws: Double?

    /// Agreement from its parts.
    public init(
      agreeingTopicCount: Int?, rHatLimit: Double = 1.05, logLikelihoodRHat: Double?,
      fewestEffectiveDraws: Double?
    ) {
      self.agreeingTopicCount = agreeingTopicCount
      self.rHatLimit = rHatLimit
      self.logLikelihoodRHat = logLikelihoodRHat
      self.fewestEffectiveDraws = fewestEffectiveDraws
    }
  }

  /// What an interval is an interval of.
  public enum Population: Equatable, Sendable {
    /// The share among exactly these papers: assignment of words to topics alone.
    case theseListings
    /// The rate behind them: assignment, and the choice of papers.
    case underlyingRate
  }

  /// Things of one kind that were left out for one reason.
  public struct LeftOut: Equatable, Sendable {
    /// How many.
    public var count: Int
    /// What they are.
    public var kind: Exclusion.Kind
    /// The reason code.
    public var reason: String

    /// A count from its parts.
    public init(count: Int, kind: Exclusion.Kind, reason: String) {
      self.count = count
      self.kind = kind
      self.reason = reason
    }
  }

  /// The documents, each once.
  public var paperCount: Int
  /// The dates on which they were listed.
  public var listingDateCount: Int
  /// The first of them; nil for undated documents.
  public var firstDate: ListingDate?
  /// The last of them.
  public var lastDate: ListingDate?
  /// The fit's name: `fit 3 of trends.db`.
  public var fitName: String
  /// Chains of the fit.
  public var chainCount: Int
  /// Sweeps a chain.
  public var sweepCount: Int
  /// The seed of the fit.
  public var seed: UInt64
  /// What a period is.
  public var unit: BucketUnit
  /// How far the chains agree.
  public var convergence: Convergence
  /// What the intervals are of.
  public var population: Population
  /// The periods, by date.
  public var periods: [Period]
  /// Periods with fewer papers than this are named as thin.
  public var thinLimit: Int
  /// The topics, in the order to print.
  public var topics: [Topic]
  /// How the two periods differ; nil unless there are two.
  public var comparison: Comparison?
  /// What is said of the topics over time; nil where nothing was tested.
  public var signals: SummarySignals?
  /// What was left out.
  public var leftOut: [LeftOut]
  /// What was warned of, a sentence each.
  public var warnings: [String]
  /// The command that makes this report again, one word an element.
  public var command: [String]

  /// Content from its parts.
  public init(
    paperCount: Int, listingDateCount: Int, firstDate: ListingDate?, lastDate: ListingDate?,
    fitName: String, chainCount: Int, sweepCount: Int, seed: UInt64, unit: BucketUnit,
    convergence: Convergence, population: Population = .underlyingRate, periods: [Period],
    thinLimit: Int = 10, topics: [Topic], comparison: Comparison? = nil,
    signals: SummarySignals? = nil, leftOut: [LeftOut],
    warnings: [String] = [], command: [String]
  ) {
    self.paperCount = paperCount
    self.listingDateCount = listingDateCount
    self.firstDate = firstDate
    self.lastDate = lastDate
    self.fitName = fitName
    self.chainCount = chainCount
    self.sweepCount = sweepCount
    self.seed = seed
    self.unit = unit
    self.convergence = convergence
    self.population = population
    self.periods = periods
    self.thinLimit = thinLimit
    self.topics = topics
    self.comparison = comparison
    self.signals = signals
    self.leftOut = leftOut
    self.warnings = warnings
    self.command = command
  }

  /// Counts what was left out by kind and reason code: kinds in their order, then the largest first.
  ///
  /// The code is what stands before the colon of an exclusion's reason.
  public static func counted(_ exclusions: some Sequence<Exclusion>) -> [LeftOut] {
    var counts: [[String]: LeftOut] = [:]
    for exclusion in exclusions {
      let code = String(exclusion.reason.prefix { $0 != ":" })
      counts[
        [exclusion.kind.rawValue, code],
        default: LeftOut(count: 0, kind: exclusion.kind, reason: code)
      ].count += 1
    }
    let order = Exclusion.Kind.allCases
    return counts.values.sorted { left, right in
      let places = (order.firstIndex(of: left.kind) ?? 0, order.firstIndex(of: right.kind) ?? 0)
      if places.0 != places.1 { return places.0 < places.1 }
      return left.count != right.count ? left.count > right.count : left.reason < right.reason
    }
  }
}
