/// A term of a topic: one row of `terms.csv`.
public struct TermRow: Equatable, Sendable {
  /// The topic.
  public var topicID: String
  /// The period that the figures are of; nil for all.
  public var period: String?
  /// The term as a reader sees it.
  public var term: String
  /// The term's probability in the topic, `0...1`.
  public var probability: Double?
  /// How many times likelier it is in the topic than in all documents.
  public var lift: Double?
  /// Its score as frequent and exclusive, `0...1`.
  public var frex: Double?
  /// Its tokens assigned to the topic, the mean over draws.
  public var count: Double?
  /// The documents that have it.
  public var documents: Int?

  /// A row from its cells.
  public init(
    topicID: String, period: String?, term: String, probability: Double?, lift: Double?,
    frex: Double?, count: Double?, documents: Int?
  ) {
    self.topicID = topicID
    self.period = period
    self.term = term
    self.probability = probability
    self.lift = lift
    self.frex = frex
    self.count = count
    self.documents = documents
  }

  /// `terms.csv`.
  public static let table = Table<Self>(
    fileName: "terms.csv", grain: "a term of a topic, best first",
    columns: [
      .text("topic_id", "the topic's identifier within its fit") { $0.topicID },
      .period("period", "period that the figures are of; empty for all periods together") {
        $0.period
      },
      .term("term", "the term; a leading ' is not part of it") { $0.term },
      .number("probability", unit: "from 0 to 1", "probability of the term in the topic") {
        $0.probability
      },
      .number("lift", unit: "ratio", "probability in the topic by that in all documents") {
        $0.lift
      },
      .number("frex", unit: "from 0 to 1", "score of the term as frequent and exclusive") {
        $0.frex
      },
      .number("count", unit: "tokens", "tokens of the term in the topic, mean over draws") {
        $0.count
      },
      .integer(
        "documents", unit: "documents",
        "documents that have the term by itself, outside longer phrases"
      ) { $0.documents },
    ])
}
