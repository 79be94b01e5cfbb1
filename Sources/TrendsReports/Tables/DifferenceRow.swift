/// How a topic differs between two periods: one row of `differences.csv`, at two to four periods.
public struct DifferenceRow: Equatable, Sendable {
  /// The earlier period.
  public var first: String
  /// The later period.
  public var second: String
  /// The topic's identifier within its fit.
  public var topicID: String
  /// Name of the topic.
  public var label: String
  /// The later share less the earlier one.
  public var difference: Double
  /// Lower bound of its 95 % interval.
  public var differenceLow: Double?
  /// Upper bound of its 95 % interval.
  public var differenceHigh: Double?
  /// The later share by the earlier one.
  public var ratio: Double?
  /// Lower bound of its 95 % interval.
  public var ratioLow: Double?
  /// Upper bound of its 95 % interval.
  public var ratioHigh: Double?
  /// P by shuffles of the documents between the two periods.
  public var p: Double?
  /// The smallest p that the documents and the shuffles can give.
  public var smallestP: Double?
  /// P over all topics and pairs by Benjamini and Hochberg.
  public var q: Double?
  /// Shuffles that p rests on.
  public var shuffles: Int?
  /// Reason code of cells that are empty.
  public var reason: String?

  /// A row from its cells.
  public init(
    first: String, second: String, topicID: String, label: String, difference: Double,
    differenceLow: Double?, differenceHigh: Double?, ratio: Double?, ratioLow: Double?,
    ratioHigh: Double?, p: Double?, smallestP: Double?, q: Double?, shuffles: Int?,
    reason: String?
  ) {
    self.first = first
    self.second = second
    self.topicID = topicID
    self.label = label
    self.difference = difference
    self.differenceLow = differenceLow
    self.differenceHigh = differenceHigh
    self.ratio = ratio
    self.ratioLow = ratioLow
    self.ratioHigh = ratioHigh
    self.p = p
    self.smallestP = smallestP
    self.q = q
    self.shuffles = shuffles
    self.reason = reason
  }

  /// `differences.csv`.
  public static let table = Table<Self>(
    fileName: "differences.csv", grain: "a topic in a pair of periods",
    columns: [
      .period("period_a", "the earlier period") { $0.first },
      .period("period_b", "the later period") { $0.second },
      .text("topic_id", "the topic's identifier within its fit") { $0.topicID },
      .term("label", "name of the topic") { $0.label },
      .number("difference_pp", unit: "percentage points", "the later share less the earlier one") {
        $0.difference
      },
      .number("difference_lo", unit: "percentage points", "lower bound of its 95 % interval") {
        $0.differenceLow
      },
      .number("difference_hi", unit: "percentage points", "upper bound of its 95 % interval") {
        $0.differenceHigh
      },
      .number("ratio", unit: "ratio", "the later share by the earlier one") { $0.ratio },
      .number("ratio_lo", unit: "ratio", "lower bound of its 95 % interval") { $0.ratioLow },
      .number("ratio_hi", unit: "ratio", "upper bound of its 95 % interval") { $0.ratioHigh },
      .number(
        "p", unit: "probability",
        "p by shuffles of the documents between the two periods; empty for a topic that may not be judged"
      ) {
        $0.p
      },
      .number(
        "smallest_p", unit: "probability",
        "smallest p that these shuffles can give, and that all ways to deal out so few documents can"
      ) {
        $0.smallestP
      },
      .number(
        "q", unit: "probability",
        "p over all topics and pairs by Benjamini and Hochberg, where an empty p counts as 1"
      ) {
        $0.q
      },
      .integer("shuffles", unit: "shuffles", "shuffles that p rests on") { $0.shuffles },
      .text("reason", "reason code of cells that are empty") { $0.reason },
    ])
}
