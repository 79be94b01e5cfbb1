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
  /// Mean share before and from the period on, up to the next change.
  public var levels: ShareLevels
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
    latest: String, levels: ShareLevels, p: Double?, q: Double?, shuffles: Int, reason: String?
  ) {
    self.topicID = topicID
    self.label = label
    self.period = period
    self.periodStart = periodStart
    self.earliest = earliest
    self.latest = latest
    self.levels = levels
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
        $0.levels.before.value
      },
      .number(
        "level_before_lo", unit: "fraction of documents", "lower bound of its 95 % interval"
      ) { $0.levels.before.low },
      .number(
        "level_before_hi", unit: "fraction of documents", "upper bound of its 95 % interval"
      ) { $0.levels.before.high },
      .integer(
        "period_documents_before", unit: "documents", "documents of the periods of the level before"
      ) { $0.levels.papersBefore },
      .number(
        "level_after", unit: "fraction of documents",
        "mean share from the period on, up to the next change"
      ) { $0.levels.after.value },
      .number("level_after_lo", unit: "fraction of documents", "lower bound of its 95 % interval") {
        $0.levels.after.low
      },
      .number("level_after_hi", unit: "fraction of documents", "upper bound of its 95 % interval") {
        $0.levels.after.high
      },
      .integer(
        "period_documents_after", unit: "documents", "documents of the periods of the level after"
      ) { $0.levels.papersAfter },
      .number("shift_pp", unit: "percentage points", "level_after less level_before") {
        $0.levels.shift.value * 100
      },
      .number("shift_lo", unit: "percentage points", "lower bound of its 95 % interval") {
        $0.levels.shift.low.map { $0 * 100 }
      },
      .number("shift_hi", unit: "percentage points", "upper bound of its 95 % interval") {
        $0.levels.shift.high.map { $0 * 100 }
      },
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
