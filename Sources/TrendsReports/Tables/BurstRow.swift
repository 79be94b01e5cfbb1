public import TrendsCorpus

/// A run of periods in which a topic had about twice its share: one row of `bursts.csv`.
public struct BurstRow: Equatable, Sendable {
  /// The topic's identifier within its fit.
  public var topicID: String
  /// Name of the topic.
  public var label: String
  /// The period in which the burst begins.
  public var firstPeriod: String?
  /// The last period of the burst.
  public var lastPeriod: String?
  /// First day of the burst.
  public var start: ListingDate?
  /// Last day of the burst.
  public var end: ListingDate?
  /// How much better a burst explains its periods.
  public var weight: Double?
  /// True where it reaches the last period, so that its end is not known.
  public var isOpen: String?
  /// P by shuffled documents; of the topic's heaviest burst alone.
  public var p: Double?
  /// P over all topics by Benjamini and Hochberg.
  public var q: Double?
  /// Shuffles that p rests on: it cannot be below 1 / (1 + these).
  public var shuffles: Int?
  /// Reason code for which nothing may be concluded.
  public var reason: String?

  /// A row from its cells.
  public init(
    topicID: String, label: String, firstPeriod: String?, lastPeriod: String?, start: ListingDate?,
    end: ListingDate?, weight: Double?, isOpen: String?, p: Double?, q: Double?, shuffles: Int?,
    reason: String?
  ) {
    self.topicID = topicID
    self.label = label
    self.firstPeriod = firstPeriod
    self.lastPeriod = lastPeriod
    self.start = start
    self.end = end
    self.weight = weight
    self.isOpen = isOpen
    self.p = p
    self.q = q
    self.shuffles = shuffles
    self.reason = reason
  }

  /// `bursts.csv`.
  public static let table = Table<Self>(
    fileName: "bursts.csv", grain: "a burst of a topic, or a topic whose bursts cannot be told",
    columns: [
      .text("topic_id", "the topic's identifier within its fit") { $0.topicID },
      .term("label", "name of the topic") { $0.label },
      .period("first_period", "the period in which the burst begins") { $0.firstPeriod },
      .period("last_period", "the last period of the burst") { $0.lastPeriod },
      .date("start", "first day of the burst") { $0.start },
      .date("end", "last day of the burst") { $0.end },
      .number("weight", unit: "nats", "how much better a burst explains its periods") { $0.weight },
      .text("open", "true where it reaches the last period, so that its end is not known") {
        $0.isOpen
      },
      .number(
        "p", unit: "probability",
        "p by shuffled documents; of the topic's heaviest burst alone, empty with a reason"
      ) { $0.p },
      .number(
        "q", unit: "probability",
        "p over all topics by Benjamini and Hochberg, where an empty p counts as 1"
      ) { $0.q },
      .integer(
        "shuffles", unit: "shuffles", "shuffles that p rests on: it cannot be below 1 / (1 + these)"
      ) { $0.shuffles },
      .text("reason", "reason code for which nothing may be concluded") { $0.reason },
    ])
}
