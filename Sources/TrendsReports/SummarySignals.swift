/// What the plain-text report says of its topics over time.
public struct SummarySignals: Equatable, Sendable {
  /// How often a phrase of a topic is used, counted without the model.
  public struct Evidence: Equatable, Sendable {
    /// The phrase.
    public var phrase: String
    /// The papers that have it in the first quarter of the periods.
    public var before: Count
    /// The papers that have it in the last quarter.
    public var after: Count

    /// So many of so many papers; a paper counts once a period.
    public struct Count: Equatable, Sendable {
      /// Those with the phrase.
      public var hits: Int
      /// All of them, at least 1.
      public var total: Int

      /// Counts of papers.
      public init(_ hits: Int, of total: Int) {
        self.hits = hits
        self.total = total
      }

      /// The part with the phrase, in `0...1`.
      var share: Double { Double(hits) / Double(total) }
    }

    /// Evidence from its parts.
    public init(phrase: String, before: Count, after: Count) {
      self.phrase = phrase
      self.before = before
      self.after = after
    }
  }

  /// A topic's call.
  public struct Call: Equatable, Sendable {
    /// The topic.
    public var topicID: String
    /// The word: rising, declining, diluted, stable, differs or uncertain.
    public var word: String
    /// The reason code of an uncertain one.
    public var reason: String?
    /// The mean share of the first quarter of the periods, and of the last; nil below five periods.
    public var levels: ShareLevels?
    /// The slope of the share in 30 days; nil where there is none.
    public var slope: ShareEstimate?
    /// p corrected over all topics.
    public var q: Double?
    /// The change of the share that would have been found four times in five.
    public var minimumDetectable: Double?
    /// Phrases of the topic.
    public var evidence: [Evidence]

    /// A call from its parts.
    public init(
      topicID: String, word: String, reason: String?, levels: ShareLevels?, slope: ShareEstimate?,
      q: Double?, minimumDetectable: Double?, evidence: [Evidence]
    ) {
      self.topicID = topicID
      self.word = word
      self.reason = reason
      self.levels = levels
      self.slope = slope
      self.q = q
      self.minimumDetectable = minimumDetectable
      self.evidence = evidence
    }
  }

  /// A burst that passed its test.
  public struct Burst: Equatable, Sendable {
    /// The topic.
    public var topicID: String
    /// Its first and last period.
    public var first: String
    /// Its last period.
    public var last: String
    /// Whether it reaches the last period.
    public var isOpen: Bool
    /// How much better a burst explains its periods, in nats.
    public var weight: Double
    /// p by shuffled documents.
    public var p: Double
    /// p over all topics.
    public var q: Double

    /// A burst from its parts.
    public init(
      topicID: String, first: String, last: String, isOpen: Bool, weight: Double, p: Double,
      q: Double
    ) {
      self.topicID = topicID
      self.first = first
      self.last = last
      self.isOpen = isOpen
      self.weight = weight
      self.p = p
      self.q = q
    }
  }

  /// A change of level that passed its test.
  public struct Change: Equatable, Sendable {
    /// The topic.
    public var topicID: String
    /// The first period of the new level.
    public var period: String
    /// The first period at which the change fits nearly as well.
    public var earliest: String
    /// The last period at which it does.
    public var latest: String
    /// The share before and after.
    public var levels: ShareLevels
    /// p over all changes.
    public var q: Double

    /// A change from its parts.
    public init(
      topicID: String, period: String, earliest: String, latest: String, levels: ShareLevels,
      q: Double
    ) {
      self.topicID = topicID
      self.period = period
      self.earliest = earliest
      self.latest = latest
      self.levels = levels
      self.q = q
    }
  }

  /// How often shuffled dates gave a call.
  public struct FalseAlarms: Equatable, Sendable {
    /// Shuffled reports.
    public var shuffleCount: Int
    /// Those with any topic called rising, declining or diluted.
    public var trendCount: Int
    /// Those with any burst; nil where that was not tried.
    public var burstCount: Int?
    /// Those with either.
    public var anyCount: Int
    /// How often a report does either, with its interval.
    public var rate: ShareEstimate

    /// Counts of shuffled reports.
    public init(
      shuffleCount: Int, trendCount: Int, burstCount: Int?, anyCount: Int, rate: ShareEstimate
    ) {
      self.shuffleCount = shuffleCount
      self.trendCount = trendCount
      self.burstCount = burstCount
      self.anyCount = anyCount
      self.rate = rate
    }
  }

  /// Complete periods with papers, which are tested.
  public var periodCount: Int
  /// The false discovery rate that calls keep to.
  public var qLimit: Double
  /// One call a topic.
  public var calls: [Call]
  /// Bursts that passed, by topic.
  public var bursts: [Burst]
  /// Changes of level that passed, by topic and date.
  public var changes: [Change]
  /// nil where nothing was shuffled.
  public var falseAlarms: FalseAlarms?

  /// Signals from their parts.
  public init(
    periodCount: Int, qLimit: Double, calls: [Call], bursts: [Burst], changes: [Change],
    falseAlarms: FalseAlarms?
  ) {
    self.periodCount = periodCount
    self.qLimit = qLimit
    self.calls = calls
    self.bursts = bursts
    self.changes = changes
    self.falseAlarms = falseAlarms
  }

  /// Whether there are periods enough for trends and bursts.
  package var canShowTrends: Bool { periodCount >= 5 }
  /// Whether there are more periods than the two that are compared with each other, and too few for a
  /// trend.
  package var canOnlyDiffer: Bool { (3...4).contains(periodCount) }
}
