public import TrendsCorpus

/// A period from which a topic has another level: one row of `changepoints.csv`.
public struct ChangePointRow: Equatable, Sendable {
  /// The topic's identifier within its fit.
  public var topicID: String
  /// Name of the topic.
  public var label: String
  /// First period of the new level.
  public var period: String
  /// First day of that period.
  public var periodStart: ListingDate
  /// First period at which the change fits nearly as well.
  public var earliest: String
  /// Last period at which the change fits nearly as well.
  public var latest: String
  /// Mean share before, by documents.
  public var before: Double
  /// Mean share from the period on, up to the next change.
  public var after: Double
  /// Level_after less level_before.
  public var shift: Double
  /// P by shuffled documents of the two levels.
  public var p: Double?
  /// P over all changes of all topics by Benjamini and Hochberg, where none counts as 1.
  public var q: Double?
  /// Shuffles that p rests on: it cannot be below 1 / (1 + these).
  public var shuffles: Int
  /// Reason code for which nothing may be concluded.
  public var reason: String?

  /// A row from its cells.
  public init(
    topicID: String, label: String, period: String, periodStart: ListingDate, earliest: String,
    latest: String, before: Double, after: Double, shift: Double, p: Double?, q: Double?,
    shuffles: Int, reason: String?
  ) {
    self.topicID = topicID
    self.label = label
    self.period = period
    self.periodStart = periodStart
    self.earliest = earliest
    self.latest = latest
    self.before = before
    self.after = after
    self.shift = shift
    self.p = p
    self.q = q
    self.shuffles = shuffles
    self.reason = reason
  }

  /// `changepoints.csv`.
  public static let table = Table<Self>(
    fileName: "changepoints.csv", grain: "a change of a topic's level",
    columns: [
      .text("topic_id", "the topic's identifier within its fit") { $0.topicID },
      .term("label", "name of the topic") { $0.label },
      .period("period", "first period of the new level") { $0.period },
      .date("period_start", "first day of that period") { $0.periodStart },
      .period("earliest", "first period at which the change fits nearly as well") { $0.earliest },
      .period("latest", "last period at which the change fits nearly as well") { $0.latest },
      .number("level_before", unit: "fraction of documents", "mean share before, by documents") {
        $0.before
      },
      .number(
        "level_after", unit: "fraction of documents",
        "mean share from the period on, up to the next change"
      ) { $0.after },
      .number("shift_pp", unit: "percentage points", "level_after less level_before") { $0.shift },
      .number(
        "p", unit: "probability", "p by shuffled documents of the two levels; empty with a reason"
      ) { $0.p },
      .number(
        "q", unit: "probability",
        "p over all changes of all topics by Benjamini and Hochberg, where an empty p counts as 1"
      ) { $0.q },
      .integer(
        "shuffles", unit: "shuffles", "shuffles that p rests on: it cannot be below 1 / (1 + these)"
      ) { $0.shuffles },
      .text("reason", "reason code for which nothing may be concluded") { $0.reason },
    ])
}
