/// A topic of a document: one row of `document_topics.csv`.
public struct DocumentTopicRow: Equatable, Sendable {
  /// The document's permanent identifier.
  public var documentID: String
  /// The topic.
  public var topicID: String
  /// Its share of the document, `0...1`: theta, smoothed by alpha and over the draws of all chains, so
  /// that shares need not sum to ``TrendRow/documents``, for which only chains that found the topic
  /// count.
  public var share: Double

  /// A row from its cells.
  public init(documentID: String, topicID: String, share: Double) {
    self.documentID = documentID
    self.topicID = topicID
    self.share = share
  }

  /// The smallest share that is written.
  public static let threshold = 0.02

  /// `document_topics.csv`.
  public static let table = Table<Self>(
    fileName: "document_topics.csv", grain: "a topic of a document, from 0.02 on",
    columns: [
      .identifier("document_id", "identifier of the document, as in documents.csv") {
        $0.documentID
      },
      .text("topic_id", "the topic's identifier within its fit") { $0.topicID },
      .number(
        "share", unit: "fraction of tokens",
        "share of the topic in the document, smoothed by alpha, mean over the draws of all chains; sums differ from documents of topics.csv and trends.csv, where only chains that found the topic count"
      ) { $0.share },
    ])
}
