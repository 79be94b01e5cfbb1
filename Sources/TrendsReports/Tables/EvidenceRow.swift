/// How many documents use a phrase, counted without the model: one row of `evidence.csv`.
public struct EvidenceRow: Equatable, Sendable {
  /// The topic's identifier within its fit.
  public var topicID: String
  /// Name of the topic.
  public var label: String
  /// The phrase, alone or inside a longer one; a leading ' is not part of it.
  public var phrase: String
  /// Name of the period.
  public var period: String
  /// Whether the listings cover the whole period.
  public var isComplete: Bool
  /// Documents of the period that have the phrase.
  public var documents: Int
  /// Documents of the period that have tokens.
  public var periodDocuments: Int
  /// Documents / period_documents.
  public var share: Double?
  /// Lower bound of its 95 % interval (Wilson).
  public var shareLow: Double?
  /// Upper bound of its 95 % interval (Wilson).
  public var shareHigh: Double?

  /// A row from its cells.
  public init(
    topicID: String, label: String, phrase: String, period: String, isComplete: Bool,
    documents: Int, periodDocuments: Int, share: Double?, shareLow: Double?, shareHigh: Double?
  ) {
    self.topicID = topicID
    self.label = label
    self.phrase = phrase
    self.period = period
    self.isComplete = isComplete
    self.documents = documents
    self.periodDocuments = periodDocuments
    self.share = share
    self.shareLow = shareLow
    self.shareHigh = shareHigh
  }

  /// `evidence.csv`.
  public static let table = Table<Self>(
    fileName: "evidence.csv", grain: "a phrase of a topic in a period",
    columns: [
      .text("topic_id", "the topic's identifier within its fit") { $0.topicID },
      .term("label", "name of the topic") { $0.label },
      .term("phrase", "the phrase, alone or inside a longer one; a leading ' is not part of it") {
        $0.phrase
      },
      .period("period", "name of the period") { $0.period },
      .boolean("complete", "whether the listings cover the whole period") { $0.isComplete },
      .integer("documents", unit: "documents", "documents of the period that have the phrase") {
        $0.documents
      },
      .integer("period_documents", unit: "documents", "documents of the period that have tokens") {
        $0.periodDocuments
      },
      .number("share", unit: "fraction of documents", "documents / period_documents") { $0.share },
      .number(
        "share_lo", unit: "fraction of documents", "lower bound of its 95 % interval (Wilson)"
      ) { $0.shareLow },
      .number(
        "share_hi", unit: "fraction of documents", "upper bound of its 95 % interval (Wilson)"
      ) { $0.shareHigh },
    ])
}
