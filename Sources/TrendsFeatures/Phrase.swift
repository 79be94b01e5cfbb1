/// A row of the phrase table: a run of words that was considered as a single term.
public struct Phrase: Equatable, Sendable, Codable {
  /// What became of it.
  public enum Action: String, Sendable, Codable, CaseIterable {
    /// A term of the vocabulary by its figures.
    case accepted
    /// A term of the vocabulary because a lexicon names it.
    case lexicon
    /// Counted, but not joined.
    case rejected
  }

  /// The stems joined by one space.
  public var key: String
  /// The commonest surface form.
  public var phrase: String
  /// How often it occurs as a run, before any longer phrase takes it up.
  public var count: Int
  /// In how many documents.
  public var documents: Int
  /// Normalised pointwise mutual information of its last merge, in `-1...1`.
  public var npmi: Double
  /// The log-likelihood ratio G² of its last merge, at least 0.
  public var g2: Double
  /// What became of it.
  public var action: Action

  /// A row from its parts.
  public init(
    key: String, phrase: String, count: Int, documents: Int, npmi: Double, g2: Double,
    action: Action
  ) {
    self.key = key
    self.phrase = phrase
    self.count = count
    self.documents = documents
    self.npmi = npmi
    self.g2 = g2
    self.action = action
  }
}
