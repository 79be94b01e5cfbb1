/// A run of words that was considered as one term: one row of `phrases.csv`.
public struct PhraseRow: Equatable, Sendable {
  /// The commonest surface form.
  public var phrase: String
  /// How often it occurs.
  public var count: Int
  /// In how many documents.
  public var documents: Int
  /// Normalised pointwise mutual information of its last merge, `-1...1`.
  public var npmi: Double?
  /// The log-likelihood ratio of its last merge.
  public var g2: Double?
  /// What became of it, as the column describes.
  public var action: String
  /// The phrase that it is counted as, or nil.
  public var aliasOf: String?

  /// A row from its cells.
  public init(
    phrase: String, count: Int, documents: Int, npmi: Double?, g2: Double?, action: String,
    aliasOf: String?
  ) {
    self.phrase = phrase
    self.count = count
    self.documents = documents
    self.npmi = npmi
    self.g2 = g2
    self.action = action
    self.aliasOf = aliasOf
  }

  /// `phrases.csv`.
  public static let table = Table<Self>(
    fileName: "phrases.csv", grain: "a phrase that was considered",
    columns: [
      .term("phrase", "commonest form of the phrase; a leading ' is not part of it") {
        $0.phrase
      },
      .integer("count", unit: "occurrences", "occurrences in all documents") { $0.count },
      .integer("documents", unit: "documents", "documents that have it") { $0.documents },
      .number(
        "npmi", unit: "from -1 to 1",
        "normalised pointwise mutual information of its parts; empty for a single word"
      ) {
        $0.npmi
      },
      .number("g2", unit: "", "log-likelihood ratio of its parts; empty for a single word") {
        $0.g2
      },
      .text(
        "action",
        "accepted or rejected by its figures; lexicon (named by a lexicon); defined (named by the texts beside its acronym); acronym (counted as what it stands for); accept, reject or alias_of (an edit); boilerplate (spread like background); stop_phrase (of the list of stop phrases); too_rare (joined, but below the minimum of documents once longer phrases took theirs); too_common (joined, but in more than the largest share of documents)"
      ) { $0.action },
      .term("alias_of", "term that it is counted as; empty for itself") { $0.aliasOf },
    ])
}
