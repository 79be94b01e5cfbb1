/// A row of the phrase table: a run of words that was considered as a single term, or an acronym
/// that is counted as the phrase it stands for.
public struct Phrase: Equatable, Sendable, Codable {
  /// What became of it.
  public enum Action: String, Sendable, Codable, CaseIterable {
    /// A term of the vocabulary by its figures.
    case accepted
    /// A term of the vocabulary because a lexicon names it.
    case lexicon
    /// A term of the vocabulary because the texts themselves name it beside its acronym.
    case defined
    /// Joined by its figures, but no term, since it is spread like background.
    case boilerplate
    /// Joined by its figures, but no term, since it is a stop phrase.
    case stopPhrase = "stop_phrase"
    /// Counted, but not joined.
    case rejected
    /// A word that the texts define as short for another phrase, and counted as that phrase.
    case acronym
    /// A term of the vocabulary because the user wants it.
    case accept
    /// Not joined because the user does not want it.
    case reject
    /// Counted as another term because the user wants it.
    case aliasOf = "alias_of"

    /// Whether its words are joined.
    public var isJoined: Bool {
      switch self {
      case .accepted, .lexicon, .defined, .boilerplate, .stopPhrase, .accept, .aliasOf: true
      case .rejected, .reject, .acronym: false
      }
    }

    /// Whether it is joined as a whole, before what the figures say.
    var isWhole: Bool { isJoined && ![.accepted, .boilerplate, .stopPhrase].contains(self) }
  }

  /// The stems joined by one space.
  public var key: String
  /// The commonest surface form.
  public var phrase: String
  /// How often it occurs as a run, before any longer phrase takes it up.
  public var count: Int
  /// In how many documents.
  public var documents: Int
  /// Normalised pointwise mutual information of its last merge, in `-1...1`; 0 for one word.
  public var npmi: Double
  /// The log-likelihood ratio G² of its last merge, at least 0; 0 for one word.
  public var g2: Double
  /// What became of it.
  public var action: Action
  /// The key of the term that it is counted as; nil for itself.
  public var aliasOf: String?

  /// A row from its parts.
  public init(
    key: String, phrase: String, count: Int, documents: Int, npmi: Double, g2: Double,
    action: Action, aliasOf: String? = nil
  ) {
    self.key = key
    self.phrase = phrase
    self.count = count
    self.documents = documents
    self.npmi = npmi
    self.g2 = g2
    self.action = action
    self.aliasOf = aliasOf
  }
}
