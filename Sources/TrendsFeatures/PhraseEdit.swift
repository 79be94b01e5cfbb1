/// What a user wants of a phrase, whatever its figures say.
public struct PhraseEdit: Hashable, Sendable, Codable {
  /// What is wanted.
  public enum Action: String, Sendable, Codable, CaseIterable {
    /// It is a term wherever it occurs.
    case accept
    /// It is never joined; an acronym is never counted as its long form.
    case reject
    /// It is counted as another term.
    case aliasOf = "alias_of"
  }

  /// The phrase as a user writes it.
  public var phrase: String
  /// What is wanted of it.
  public var action: Action
  /// The term that it is counted as, for ``Action/aliasOf``.
  public var aliasOf: String?

  /// An edit from its parts.
  public init(phrase: String, action: Action, aliasOf: String? = nil) {
    self.phrase = phrase
    self.action = action
    self.aliasOf = aliasOf
  }
}

/// The edits of a fit by the keys of their phrases.
struct PhraseEdits: Sendable {
  /// Keys of phrases that are terms.
  private(set) var accepted: Set<String> = []
  /// Keys of phrases that are not joined.
  private(set) var rejected: Set<String> = []
  /// The key that each key is counted as; every value is the end of its chain.
  private(set) var aliases: [String: String] = [:]

  /// - Parameters:
  ///   - edits: of two for one key the later counts.
  ///   - keys: the key of a phrase as a user writes it; empty where it has no word.
  init(_ edits: [PhraseEdit], keys: ([String]) -> [String]) {
    guard !edits.isEmpty else { return }
    let phrases = keys(edits.map(\.phrase))
    let targets = keys(edits.map { $0.aliasOf ?? "" })
    for (edit, (key, target)) in zip(edits, zip(phrases, targets)) where !key.isEmpty {
      accepted.remove(key)
      rejected.remove(key)
      aliases[key] = nil
      switch edit.action {
      case .accept: accepted.insert(key)
      case .reject: rejected.insert(key)
      case .aliasOf: if !target.isEmpty, target != key { aliases[key] = target }
      }
    }
    for key in aliases.keys { aliases[key] = end(of: key) }
    aliases = aliases.filter { $0.key != $0.value }
  }

  /// Where a chain of aliases ends; a circle ends where it began.
  private func end(of key: String) -> String {
    var seen: Set<String> = [key]
    var end = key
    while let next = aliases[end] {
      guard seen.insert(next).inserted else { return key }
      end = next
    }
    return end
  }

  /// The keys of several words that are joined as wholes: phrases, aliases and what they stand for.
  var wholes: [String] {
    (accepted.union(aliases.keys).union(aliases.values)).filter {
      $0.contains(" ") && !rejected.contains($0)
    }.sorted()
  }

  /// What an edit makes of a phrase that is joined as a whole; nil where no edit names it.
  func action(for key: String) -> Phrase.Action? {
    if aliases[key] != nil { return .aliasOf }
    if rejected.contains(key) { return .reject }
    return accepted.contains(key) || aliases.values.contains(key) ? .accept : nil
  }
}
