/// What `trends diff` shows: two fits or reports, topic by topic.
public struct FitDifference: Equatable, Sendable {
  /// A topic's name in its fit.
  public struct Topic: Equatable, Sendable {
    /// The identifier.
    public var id: String
    /// The label.
    public var label: String
    /// The share of all documents, `0...1`; nil where it is unknown.
    public var share: Double?

    /// A topic from its parts.
    public init(id: String, label: String, share: Double?) {
      self.id = id
      self.label = label
      self.share = share
    }
  }

  /// An old topic with the new one that it became, and the parts of the change of its share.
  public struct Change: Equatable, Sendable {
    /// The topic in the old fit.
    public var old: Topic
    /// The topic in the new fit.
    public var new: Topic
    /// F of the pair, `0...1`.
    public var similarity: Double
    /// The Bhattacharyya coefficient of its terms, `0...1`.
    public var bhattacharyya: Double
    /// Whether only alike terms make them a pair.
    public var isWeak: Bool
    /// What new documents bring.
    public var newDocuments: Double
    /// What documents took with them that are gone.
    public var goneDocuments: Double
    /// What fitting again changed.
    public var refit: Double
    /// What changed options changed.
    public var options: Double
    /// The most that fitting again would change 19 times of 20; nil where it is unknown.
    public var refitLimit: Double?
    /// Where the share of one and the same period differs most, and by how much; nil without periods.
    public var restatement: Restatement?

    /// A change from its parts.
    public init(
      old: Topic, new: Topic, similarity: Double, bhattacharyya: Double, isWeak: Bool,
      newDocuments: Double, goneDocuments: Double, refit: Double, options: Double,
      refitLimit: Double?, restatement: Restatement?
    ) {
      self.old = old
      self.new = new
      self.similarity = similarity
      self.bhattacharyya = bhattacharyya
      self.isWeak = isWeak
      self.newDocuments = newDocuments
      self.goneDocuments = goneDocuments
      self.refit = refit
      self.options = options
      self.refitLimit = refitLimit
      self.restatement = restatement
    }
  }

  /// A period whose share was restated.
  public struct Restatement: Equatable, Sendable {
    /// The period's name.
    public var period: String
    /// The new share less the old one.
    public var difference: Double

    /// A restatement from its parts.
    public init(period: String, difference: Double) {
      self.period = period
      self.difference = difference
    }
  }

  /// A topic with the parts that it went into, or that it was made of.
  public struct Family: Equatable, Sendable {
    /// The topic.
    public var topic: Topic
    /// The parts.
    public var parts: [Part]

    /// A part of the topic.
    public struct Part: Equatable, Sendable {
      /// The topic of the other fit.
      public var topic: Topic
      /// Its share of what the whole topic has, `0...1`.
      public var share: Double

      /// A part from its members.
      public init(topic: Topic, share: Double) {
        self.topic = topic
        self.share = share
      }
    }

    /// A family from its parts.
    public init(topic: Topic, parts: [Part]) {
      self.topic = topic
      self.parts = parts
    }
  }

  /// An option that differs.
  public struct OptionChange: Equatable, Sendable {
    /// Its name.
    public var name: String
    /// Its old value; empty where it had none.
    public var old: String
    /// Its new value.
    public var new: String
    /// Whether it is only another roll of the dice: a seed.
    public var isNoise: Bool

    /// A change from its parts.
    public init(name: String, old: String, new: String, isNoise: Bool) {
      self.name = name
      self.old = old
      self.new = new
      self.isNoise = isNoise
    }
  }

  /// The old fit or report, as the user named it.
  public var oldName: String
  /// The new one.
  public var newName: String
  /// Documents of both, of the new one alone, and of the old one alone.
  public var sharedDocuments: Int
  /// Documents of the new one alone.
  public var newDocuments: Int
  /// Documents of the old one alone.
  public var goneDocuments: Int
  /// Terms of the old fit, of the new one, and of both.
  public var oldTerms: Int
  /// Terms of the new fit.
  public var newTerms: Int
  /// Terms of both.
  public var sharedTerms: Int
  /// The share of the old tokens, in documents of both, that the new fit does not have; nil where
  /// that is unknown.
  public var lostTokens: Double?
  /// The options that differ.
  public var options: [OptionChange]
  /// The pairs, by old topic.
  public var changes: [Change]
  /// Old topics without a successor.
  public var deaths: [Topic]
  /// New topics without a predecessor.
  public var births: [Topic]
  /// Old topics that went into several new ones.
  public var splits: [Family]
  /// New topics that several old ones went into.
  public var merges: [Family]
  /// What the reader must know of how the figures were made.
  public var notes: [String]

  /// A difference from its parts.
  public init(
    oldName: String, newName: String, sharedDocuments: Int, newDocuments: Int, goneDocuments: Int,
    oldTerms: Int, newTerms: Int, sharedTerms: Int, lostTokens: Double?, options: [OptionChange],
    changes: [Change], deaths: [Topic], births: [Topic], splits: [Family], merges: [Family],
    notes: [String]
  ) {
    self.oldName = oldName
    self.newName = newName
    self.sharedDocuments = sharedDocuments
    self.newDocuments = newDocuments
    self.goneDocuments = goneDocuments
    self.oldTerms = oldTerms
    self.newTerms = newTerms
    self.sharedTerms = sharedTerms
    self.lostTokens = lostTokens
    self.options = options
    self.changes = changes
    self.deaths = deaths
    self.births = births
    self.splits = splits
    self.merges = merges
    self.notes = notes
  }
}

extension FitDifference {
  /// The difference as JSON, for `--json`.
  public var json: String {
    func topic(_ topic: Topic) -> JSONValue {
      .object([
        .init("topic_id", .string(topic.id)), .init("label", .string(topic.label)),
        .init("share", .optional(topic.share)),
      ])
    }
    func family(_ family: Family) -> JSONValue {
      .object([
        .init("topic", topic(family.topic)),
        .init(
          "parts",
          .array(
            family.parts.map {
              .object([.init("topic", topic($0.topic)), .init("share", .number($0.share))])
            })),
      ])
    }
    let changes = changes.map { change in
      JSONValue.object([
        .init("old", topic(change.old)), .init("new", topic(change.new)),
        .init("similarity", .number(change.similarity)),
        .init("bhattacharyya", .number(change.bhattacharyya)),
        .init("weak", .boolean(change.isWeak)),
        .init("new_documents", .number(change.newDocuments)),
        .init("gone_documents", .number(change.goneDocuments)),
        .init("refit", .number(change.refit)), .init("options", .number(change.options)),
        .init("refit_limit", .optional(change.refitLimit)),
        .init("restated_period", .optional(change.restatement?.period)),
        .init("restated_by", .optional(change.restatement?.difference)),
      ])
    }
    return JSONValue.object([
      .init("schema_version", .integer(ReportTables.schemaVersion)),
      .init("old", .string(oldName)), .init("new", .string(newName)),
      .init("documents_in_both", .integer(sharedDocuments)),
      .init("new_documents", .integer(newDocuments)),
      .init("gone_documents", .integer(goneDocuments)),
      .init("old_terms", .integer(oldTerms)), .init("new_terms", .integer(newTerms)),
      .init("terms_in_both", .integer(sharedTerms)),
      .init("lost_tokens", .optional(lostTokens)),
      .init(
        "options",
        .array(
          options.map {
            .object([
              .init("name", .string($0.name)), .init("old", .string($0.old)),
              .init("new", .string($0.new)), .init("noise_only", .boolean($0.isNoise)),
            ])
          })),
      .init("topics", .array(changes)), .init("deaths", .array(deaths.map(topic))),
      .init("births", .array(births.map(topic))), .init("splits", .array(splits.map(family))),
      .init("merges", .array(merges.map(family))), .init("notes", .strings(notes)),
    ]).text
  }
}
