/// The terms of a model: what is counted, and what is shown.
public struct Vocabulary: Equatable, Sendable {
  /// What identifies each term, `[V]`: its stems joined by one space (`larg languag model`), or the
  /// term itself where the input was already a bag of words. Unique.
  public let keys: [String]
  /// What a reader sees, `[V]`: the commonest surface form (`large language models`).
  public let terms: [String]

  /// A vocabulary from parallel arrays.
  public init(keys: [String], terms: [String]) {
    precondition(keys.count == terms.count, "one shown form a key")
    self.keys = keys
    self.terms = terms
  }

  /// V, the number of terms.
  public var count: Int { keys.count }
}
