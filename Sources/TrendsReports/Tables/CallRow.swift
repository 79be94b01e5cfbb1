public import TrendsCorpus

/// What may be said of a topic over time: one row of `calls.csv`.
public struct CallRow: Equatable, Sendable {
  /// The topic's identifier within its fit.
  public var topicID: String
  /// Name of the topic.
  public var label: String
  /// Rising, declining, diluted, stable, uncertain or, at two to four periods, differs.
  public var call: String
  /// Complete periods with documents, which the tests look at.
  public var periodCount: Int
  /// Median slope between all pairs of periods (Theil and Sen).
  public var slope: Double?
  /// Lower bound of its 95 % interval.
  public var slopeLow: Double?
  /// Upper bound of its 95 % interval.
  public var slopeHigh: Double?
  /// Kendall's rank correlation of share and time (tau b).
  public var tau: Double?
  /// Two-sided p of the method; nil for a topic that may not be judged.
  public var p: Double?
  /// P over all topics by Benjamini and Hochberg, where none counts as 1.
  public var q: Double?
  /// P over all topics by Benjamini and Yekutieli.
  public var qYekutieli: Double?
  /// How p was found: mk_exact, mk_exact_ar1, mk_ar1, permutation_difference or
  /// permutation_heterogeneity.
  public var method: String?
  /// Smallest p that the method can give here.
  public var smallestP: Double?
  /// Change over all periods that would have been found four times in five.
  public var minimumDetectable: Double?
  /// First day of the heaviest burst; empty where there is none.
  public var burstStart: ListingDate?
  /// Last day of the heaviest burst.
  public var burstEnd: ListingDate?
  /// How much better a burst explains its periods.
  public var burstWeight: Double?
  /// P of the heaviest burst by shuffled documents.
  public var burstP: Double?
  /// Burst_p over all topics by Benjamini and Hochberg.
  public var burstQ: Double?
  /// Reason code of a call that says nothing.
  public var reason: String?

  /// A row from its cells.
  public init(
    topicID: String, label: String, call: String, periodCount: Int, slope: Double?,
    slopeLow: Double?, slopeHigh: Double?, tau: Double?, p: Double?, q: Double?,
    qYekutieli: Double?, method: String?, smallestP: Double?, minimumDetectable: Double?,
    burstStart: ListingDate?, burstEnd: ListingDate?, burstWeight: Double?, burstP: Double?,
    burstQ: Double?, reason: String?
  ) {
    self.topicID = topicID
    self.label = label
    self.call = call
    self.periodCount = periodCount
    self.slope = slope
    self.slopeLow = slopeLow
    self.slopeHigh = slopeHigh
    self.tau = tau
    self.p = p
    self.q = q
    self.qYekutieli = qYekutieli
    self.method = method
    self.smallestP = smallestP
    self.minimumDetectable = minimumDetectable
    self.burstStart = burstStart
    self.burstEnd = burstEnd
    self.burstWeight = burstWeight
    self.burstP = burstP
    self.burstQ = burstQ
    self.reason = reason
  }

  /// `calls.csv`.
  public static let table = Table<Self>(
    fileName: "calls.csv", grain: "a topic over all complete periods",
    columns: [
      .text("topic_id", "the topic's identifier within its fit") { $0.topicID },
      .term("label", "name of the topic") { $0.label },
      .text(
        "call", "rising, declining, diluted, stable, uncertain or, at two to four periods, differs"
      ) { $0.call },
      .integer("n", unit: "periods", "complete periods with documents, which the tests look at") {
        $0.periodCount
      },
      .number(
        "slope_pp_per_30_days", unit: "percentage points in 30 days",
        "median slope between all pairs of periods (Theil and Sen)"
      ) { $0.slope },
      .number("slope_lo", unit: "percentage points in 30 days", "lower bound of its 95 % interval")
      { $0.slopeLow },
      .number("slope_hi", unit: "percentage points in 30 days", "upper bound of its 95 % interval")
      { $0.slopeHigh },
      .number("tau", unit: "from -1 to 1", "Kendall's rank correlation of share and time (tau b)") {
        $0.tau
      },
      .number(
        "p", unit: "probability",
        "two-sided p of the method; empty for a topic that may not be judged"
      ) { $0.p },
      .number(
        "q", unit: "probability",
        "p over all topics by Benjamini and Hochberg, where an empty p counts as 1"
      ) { $0.q },
      .number("q_by", unit: "probability", "p over all topics by Benjamini and Yekutieli") {
        $0.qYekutieli
      },
      .text(
        "method",
        "how p was found: mk_exact, mk_exact_ar1, mk_ar1, permutation_difference or permutation_heterogeneity"
      ) { $0.method },
      .number("smallest_p", unit: "probability", "smallest p that the method can give here") {
        $0.smallestP
      },
      .number(
        "min_detectable_pp", unit: "percentage points",
        "change over all periods that would have been found four times in five"
      ) { $0.minimumDetectable },
      .date("burst_start", "first day of the heaviest burst; empty where there is none") {
        $0.burstStart
      },
      .date("burst_end", "last day of the heaviest burst") { $0.burstEnd },
      .number("burst_weight", unit: "nats", "how much better a burst explains its periods") {
        $0.burstWeight
      },
      .number("burst_p", unit: "probability", "p of the heaviest burst by shuffled documents") {
        $0.burstP
      },
      .number("burst_q", unit: "probability", "burst_p over all topics by Benjamini and Hochberg") {
        $0.burstQ
      },
      .text("reason", "reason code of a call that says nothing") { $0.reason },
    ])
}
