public import TrendsCorpus

/// A topic in a period: one row of `trends.csv`.
public struct TrendRow: Equatable, Sendable {
  /// The period's name, `2025-M03`.
  public var period: String
  /// Its first day.
  public var periodStart: ListingDate
  /// Its last day.
  public var periodEnd: ListingDate
  /// Whether the listings cover all of it; a period that is not complete is in no test.
  public var isComplete: Bool
  /// The topic.
  public var topicID: String
  /// Its name.
  public var label: String
  /// The mean over the period's documents of the topic's share, `0...1`.
  public var share: Double?
  /// The lower bound of its 95 % interval.
  public var shareLow: Double?
  /// The upper bound of its 95 % interval.
  public var shareHigh: Double?
  /// The part of its standard deviation that is due to the assignment of tokens.
  public var sdAssign: Double?
  /// The part that is due to the choice of documents.
  public var sdDocs: Double?
  /// The expected number of documents; `share` is this by `periodDocuments`.
  public var documents: Double?
  /// The documents listed in the period that have tokens, each counted once.
  public var periodDocuments: Int
  /// The documents without tokens, which are not counted.
  public var emptyDocuments: Int
  /// The topic's share of the period's tokens.
  public var shareTokens: Double?
  /// The tokens assigned to the topic, the mean over draws.
  public var tokens: Double?
  /// All tokens of the period.
  public var periodTokens: Int
  /// The reason code where a figure is missing, or must be read with care.
  public var reason: String?

  /// A row from its cells.
  public init(
    period: String, periodStart: ListingDate, periodEnd: ListingDate, isComplete: Bool,
    topicID: String, label: String, share: Double?, shareLow: Double?, shareHigh: Double?,
    sdAssign: Double?, sdDocs: Double?, documents: Double?, periodDocuments: Int,
    emptyDocuments: Int, shareTokens: Double?, tokens: Double?, periodTokens: Int, reason: String?
  ) {
    self.period = period
    self.periodStart = periodStart
    self.periodEnd = periodEnd
    self.isComplete = isComplete
    self.topicID = topicID
    self.label = label
    self.share = share
    self.shareLow = shareLow
    self.shareHigh = shareHigh
    self.sdAssign = sdAssign
    self.sdDocs = sdDocs
    self.documents = documents
    self.periodDocuments = periodDocuments
    self.emptyDocuments = emptyDocuments
    self.shareTokens = shareTokens
    self.tokens = tokens
    self.periodTokens = periodTokens
    self.reason = reason
  }

  /// `trends.csv`.
  public static let table = Table<Self>(
    fileName: "trends.csv", grain: "a topic in a period",
    columns: [
      .period("period", "name of the period") { $0.period },
      .date("period_start", "first day of the period") { $0.periodStart },
      .date("period_end", "last day of the period") { $0.periodEnd },
      .boolean("complete", "whether the listings cover the whole period") { $0.isComplete },
      .text("topic_id", "the topic's identifier within its fit") { $0.topicID },
      .term("label", "name of the topic; a leading ' is not part of it") { $0.label },
      .number("share", unit: "fraction of documents", "documents / period_documents") {
        $0.share
      },
      .number("share_lo", unit: "fraction of documents", "lower bound of the 95 % interval") {
        $0.shareLow
      },
      .number("share_hi", unit: "fraction of documents", "upper bound of the 95 % interval") {
        $0.shareHigh
      },
      .number("sd_assign", unit: "fraction of documents", "standard deviation over draws alone") {
        $0.sdAssign
      },
      .number(
        "sd_docs", unit: "fraction of documents",
        "standard deviation over the choice of documents alone"
      ) { $0.sdDocs },
      .number("documents", unit: "documents", "expected number: the sum of the documents' shares") {
        $0.documents
      },
      .integer("period_documents", unit: "documents", "documents of the period, each once") {
        $0.periodDocuments
      },
      .integer("docs_empty", unit: "documents", "documents without known words, not counted") {
        $0.emptyDocuments
      },
      .number("share_tokens", unit: "fraction of tokens", "tokens / period_tokens") {
        $0.shareTokens
      },
      .number("tokens", unit: "tokens", "tokens assigned to the topic, mean over draws") {
        $0.tokens
      },
      .integer("period_tokens", unit: "tokens", "tokens of the period") { $0.periodTokens },
      .text(
        "reason",
        "reason code of cells that are empty or, as thin_period and single_draw, of an interval to read with care; else empty"
      ) { $0.reason },
    ])
}
