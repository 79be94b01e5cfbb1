/// A term of a topic, over all dates or in a period: one row of `terms.csv`.
public struct TermRow: Equatable, Sendable {
  /// The topic.
  public var topicID: String
  /// The period that the figures are of; nil for all dates together.
  public var period: String?
  /// The term as a reader sees it.
  public var term: String
  /// The term's probability in the topic, `0...1`; that of a period is drawn to that over all dates.
  public var probability: Double?
  /// How many times likelier it is in the topic than in all documents; nil in a period.
  public var lift: Double?
  /// Its score as frequent and exclusive, `0...1`; nil in a period.
  public var frex: Double?
  /// Its tokens assigned to the topic: over all dates the mean over the draws of the reference chain,
  /// in a period those of its last assignments.
  public var count: Double?
  /// The documents that have it, of the period where there is one.
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
    fileName: "terms.csv", grain: "a term of a topic over all dates, best first, or in a period",
    columns: [
      .text("topic_id", "the topic's identifier within its fit") { $0.topicID },
      .period("period", "period that the figures are of; empty for all dates together") {
        $0.period
      },
      .term("term", "the term; a leading ' is not part of it") { $0.term },
      .number(
        "probability", unit: "from 0 to 1",
        "probability of the term in the topic; that of a period is drawn to that over all dates"
      ) { $0.probability },
      .number(
        "lift", unit: "ratio",
        "probability in the topic by that in all documents; empty in a period"
      ) { $0.lift },
      .number(
        "frex", unit: "from 0 to 1",
        "score of the term as frequent and exclusive; empty in a period"
      ) { $0.frex },
      .number(
        "count", unit: "tokens",
        "tokens of the term in the topic: over all dates the mean over the draws of the reference chain, in a period those of its last assignments"
      ) { $0.count },
      .integer(
        "documents", unit: "documents",
        "documents, of the period where there is one, that have the term by itself, outside longer phrases"
      ) { $0.documents },
    ])
}
