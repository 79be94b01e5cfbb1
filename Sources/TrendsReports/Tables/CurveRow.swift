public import TrendsCorpus

/// A smoothed share: one row of `curves.csv`.
public struct CurveRow: Equatable, Sendable {
  /// Name of the period.
  public var period: String
  /// First day of the period.
  public var periodStart: ListingDate
  /// The topic's identifier within its fit.
  public var topicID: String
  /// Name of the topic.
  public var label: String
  /// The share as it is in trends.csv.
  public var share: Double
  /// Local regression through the shares (span .75, degree 1).
  public var curve: Double?
  /// Standard error of loess.
  public var curveError: Double?
  /// Local level of a state space model, smoothed.
  public var level: Double?
  /// Standard error of level.
  public var levelError: Double?
  /// Reason code of cells that are empty.
  public var reason: String?

  /// A row from its cells.
  public init(
    period: String, periodStart: ListingDate, topicID: String, label: String, share: Double,
    curve: Double?, curveError: Double?, level: Double?, levelError: Double?, reason: String?
  ) {
    self.period = period
    self.periodStart = periodStart
    self.topicID = topicID
    self.label = label
    self.share = share
    self.curve = curve
    self.curveError = curveError
    self.level = level
    self.levelError = levelError
    self.reason = reason
  }

  /// `curves.csv`.
  public static let table = Table<Self>(
    fileName: "curves.csv", grain: "a topic in a complete period with documents",
    columns: [
      .period("period", "name of the period") { $0.period },
      .date("period_start", "first day of the period") { $0.periodStart },
      .text("topic_id", "the topic's identifier within its fit") { $0.topicID },
      .term("label", "name of the topic") { $0.label },
      .number("share", unit: "fraction of documents", "the share as it is in trends.csv") {
        $0.share
      },
      .number(
        "loess", unit: "fraction of documents",
        "local regression through the shares (span .75, degree 1)"
      ) { $0.curve },
      .number("loess_se", unit: "fraction of documents", "standard error of loess") {
        $0.curveError
      },
      .number(
        "level", unit: "fraction of documents", "local level of a state space model, smoothed"
      ) { $0.level },
      .number("level_se", unit: "fraction of documents", "standard error of level") {
        $0.levelError
      },
      .text("reason", "reason code of cells that are empty") { $0.reason },
    ])
}
