/// A term that a topic has more of, or less, in the latest periods: one row of `term_changes.csv`.
public struct TermChangeRow: Equatable, Sendable {
  /// The topic's identifier within its fit.
  public var topicID: String
  /// Name of the topic.
  public var label: String
  /// The term; a leading ' is not part of it.
  public var term: String
  /// First of the latest periods, a quarter of all.
  public var windowFirst: String
  /// Last of them.
  public var windowLast: String
  /// Tokens of the term on the topic in the window.
  public var windowCount: Double
  /// Tokens of the term on the topic in the periods before.
  public var restCount: Double
  /// Log-likelihood ratio (Dunning 1993), negative where the term became rarer.
  public var signedG2: Double
  /// P of it, tokens taken for independent: an order to look at, not a proof.
  public var p: Double
  /// P over all terms of the topic by Benjamini and Hochberg.
  public var q: Double
  /// Reason code for which nothing may be concluded from the topic.
  public var reason: String?

  /// A row from its cells.
  public init(
    topicID: String, label: String, term: String, windowFirst: String, windowLast: String,
    windowCount: Double, restCount: Double, signedG2: Double, p: Double, q: Double, reason: String?
  ) {
    self.topicID = topicID
    self.label = label
    self.term = term
    self.windowFirst = windowFirst
    self.windowLast = windowLast
    self.windowCount = windowCount
    self.restCount = restCount
    self.signedG2 = signedG2
    self.p = p
    self.q = q
    self.reason = reason
  }

  /// `term_changes.csv`.
  public static let table = Table<Self>(
    fileName: "term_changes.csv", grain: "a term of a topic",
    columns: [
      .text("topic_id", "the topic's identifier within its fit") { $0.topicID },
      .term("label", "name of the topic") { $0.label },
      .term("term", "the term; a leading ' is not part of it") { $0.term },
      .period("window_first", "first of the latest periods, a quarter of all") { $0.windowFirst },
      .period("window_last", "last of them") { $0.windowLast },
      .number("count_window", unit: "tokens", "tokens of the term on the topic in the window") {
        $0.windowCount
      },
      .number("count_rest", unit: "tokens", "tokens of the term on the topic in the periods before")
      { $0.restCount },
      .number(
        "signed_g2", unit: "",
        "log-likelihood ratio (Dunning 1993), negative where the term became rarer"
      ) { $0.signedG2 },
      .number(
        "p", unit: "probability",
        "p of it, tokens taken for independent: an order to look at, not a proof"
      ) { $0.p },
      .number("q", unit: "probability", "p over all terms of the topic by Benjamini and Hochberg") {
        $0.q
      },
      .text("reason", "reason code for which nothing may be concluded from the topic") {
        $0.reason
      },
    ])
}
