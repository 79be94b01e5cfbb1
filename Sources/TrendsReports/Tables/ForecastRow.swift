public import TrendsCorpus

/// A share to come: one row of `forecast.csv`.
public struct ForecastRow: Equatable, Sendable {
  /// The topic's identifier within its fit.
  public var topicID: String
  /// Name of the topic.
  public var label: String
  /// Periods ahead.
  public var step: Int?
  /// First day of the period.
  public var date: ListingDate?
  /// Expected share if the topic goes on wandering as it did.
  public var share: Double?
  /// Lower bound of the 80 % interval.
  public var low80: Double?
  /// Upper bound of the 80 % interval.
  public var high80: Double?
  /// Lower bound of the 95 % interval.
  public var low95: Double?
  /// Upper bound of the 95 % interval.
  public var high95: Double?
  /// Past periods that were forecast one period ahead.
  public var tried: Int?
  /// How many of them the 80 % interval held.
  public var coverage80: Double?
  /// How many of them the 95 % interval held.
  public var coverage95: Double?
  /// Mean absolute scaled error of them.
  public var scaledError: Double?
  /// No_better_than_last_value where the last share was as near.
  public var note: String?
  /// Reason code of a topic without a forecast.
  public var reason: String?

  /// A row from its cells.
  public init(
    topicID: String, label: String, step: Int?, date: ListingDate?, share: Double?, low80: Double?,
    high80: Double?, low95: Double?, high95: Double?, tried: Int?, coverage80: Double?,
    coverage95: Double?, scaledError: Double?, note: String?, reason: String?
  ) {
    self.topicID = topicID
    self.label = label
    self.step = step
    self.date = date
    self.share = share
    self.low80 = low80
    self.high80 = high80
    self.low95 = low95
    self.high95 = high95
    self.tried = tried
    self.coverage80 = coverage80
    self.coverage95 = coverage95
    self.scaledError = scaledError
    self.note = note
    self.reason = reason
  }

  /// `forecast.csv`.
  public static let table = Table<Self>(
    fileName: "forecast.csv", grain: "a topic in a period to come, or a topic without a forecast",
    columns: [
      .text("topic_id", "the topic's identifier within its fit") { $0.topicID },
      .term("label", "name of the topic") { $0.label },
      .integer("step", unit: "periods", "periods ahead") { $0.step },
      .date("date", "first day of the period") { $0.date },
      .number(
        "share", unit: "fraction of documents",
        "expected share if the topic goes on wandering as it did"
      ) { $0.share },
      .number("lo80", unit: "fraction of documents", "lower bound of the 80 % interval") {
        $0.low80
      },
      .number("hi80", unit: "fraction of documents", "upper bound of the 80 % interval") {
        $0.high80
      },
      .number("lo95", unit: "fraction of documents", "lower bound of the 95 % interval") {
        $0.low95
      },
      .number("hi95", unit: "fraction of documents", "upper bound of the 95 % interval") {
        $0.high95
      },
      .integer("tried", unit: "forecasts", "past periods that were forecast one period ahead") {
        $0.tried
      },
      .number(
        "coverage80", unit: "fraction of forecasts", "how many of them the 80 % interval held"
      ) { $0.coverage80 },
      .number(
        "coverage95", unit: "fraction of forecasts", "how many of them the 95 % interval held"
      ) { $0.coverage95 },
      .number("mase", unit: "ratio", "mean absolute scaled error of them") { $0.scaledError },
      .text("note", "no_better_than_last_value where the last share was as near") { $0.note },
      .text("reason", "reason code of a topic without a forecast") { $0.reason },
    ])
}
