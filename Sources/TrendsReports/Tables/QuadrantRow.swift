/// Where a topic stands between large and small, growing and fading: one row of `quadrants.csv`.
public struct QuadrantRow: Equatable, Sendable {
  /// The topic's identifier within its fit.
  public var topicID: String
  /// Name of the topic.
  public var label: String
  /// Emerging, hot, fading, established or uncertain.
  public var quadrant: String
  /// The call that it rests on.
  public var call: String
  /// Mean shares of the first quarter of the periods and of the last; nil below five periods.
  public var levels: ShareLevels?
  /// Slope of the centred log-ratio of the share: growth beside all other topics.
  public var logRatioSlope: Double?
  /// Least-squares slope of mean theta (Griffiths and Steyvers 2004).
  public var thetaSlope: Double?
  /// Rank by theta_slope_pp, 1 the hottest; an order, not a test.
  public var hotRank: Int?
  /// Median slope of the expected documents of a period.
  public var documentSlope: Double?
  /// Lower bound of its 95 % interval.
  public var documentSlopeLow: Double?
  /// Upper bound of its 95 % interval.
  public var documentSlopeHigh: Double?
  /// Reason code of the call, which may stand beside figures that are all there.
  public var reason: String?

  /// A row from its cells.
  public init(
    topicID: String, label: String, quadrant: String, call: String, levels: ShareLevels?,
    logRatioSlope: Double?, thetaSlope: Double?, hotRank: Int?, documentSlope: Double?,
    documentSlopeLow: Double?, documentSlopeHigh: Double?, reason: String?
  ) {
    self.topicID = topicID
    self.label = label
    self.quadrant = quadrant
    self.call = call
    self.levels = levels
    self.logRatioSlope = logRatioSlope
    self.thetaSlope = thetaSlope
    self.hotRank = hotRank
    self.documentSlope = documentSlope
    self.documentSlopeLow = documentSlopeLow
    self.documentSlopeHigh = documentSlopeHigh
    self.reason = reason
  }

  /// `quadrants.csv`.
  public static let table = Table<Self>(
    fileName: "quadrants.csv", grain: "a topic over all complete periods",
    columns: [
      .text("topic_id", "the topic's identifier within its fit") { $0.topicID },
      .term("label", "name of the topic") { $0.label },
      .text("quadrant", "emerging, hot, fading, established or uncertain") { $0.quadrant },
      .text("call", "the call that it rests on") { $0.call },
      .number(
        "first_share", unit: "fraction of documents",
        "mean share of the first quarter of the periods"
      ) { $0.levels?.before.value },
      .number(
        "first_share_lo", unit: "fraction of documents", "lower bound of its 95 % interval"
      ) { $0.levels?.before.low },
      .number(
        "first_share_hi", unit: "fraction of documents", "upper bound of its 95 % interval"
      ) { $0.levels?.before.high },
      .integer("first_period_documents", unit: "documents", "documents of those periods") {
        $0.levels?.papersBefore
      },
      .number(
        "recent_share", unit: "fraction of documents",
        "mean share of the last quarter of the periods"
      ) { $0.levels?.after.value },
      .number(
        "recent_share_lo", unit: "fraction of documents", "lower bound of its 95 % interval"
      ) { $0.levels?.after.low },
      .number(
        "recent_share_hi", unit: "fraction of documents", "upper bound of its 95 % interval"
      ) { $0.levels?.after.high },
      .integer("recent_period_documents", unit: "documents", "documents of those periods") {
        $0.levels?.papersAfter
      },
      .number(
        "clr_slope", unit: "nats in 30 days",
        "slope of the centred log-ratio of the share: growth beside all other topics"
      ) { $0.logRatioSlope },
      .number(
        "theta_slope_pp", unit: "percentage points in 30 days",
        "least-squares slope of mean theta (Griffiths and Steyvers 2004)"
      ) { $0.thetaSlope },
      .integer(
        "hot_rank", unit: "rank", "rank by theta_slope_pp, 1 the hottest; an order, not a test"
      ) { $0.hotRank },
      .number(
        "documents_slope", unit: "documents in 30 days",
        "median slope of the expected documents of a period: a share can fall while they do not"
      ) { $0.documentSlope },
      .number(
        "documents_slope_lo", unit: "documents in 30 days", "lower bound of its 95 % interval"
      ) { $0.documentSlopeLow },
      .number(
        "documents_slope_hi", unit: "documents in 30 days", "upper bound of its 95 % interval"
      ) { $0.documentSlopeHigh },
      .text("reason", "reason code of the call, also where no cell is empty") { $0.reason },
    ])
}
