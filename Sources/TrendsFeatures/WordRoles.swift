/// What the lists of a language say of a word, in one look-up.
struct WordRoles: Sendable {
  /// The lists that a word is on.
  struct Role: OptionSet, Sendable {
    let rawValue: UInt16
    static let stop = Role(rawValue: 1)
    static let companion = Role(rawValue: 2)
    static let counter = Role(rawValue: 4)
    static let boundPrefix = Role(rawValue: 8)
    static let loosePrefix = Role(rawValue: 16)
    static let opener = Role(rawValue: 32)
    static let link = Role(rawValue: 64)
    static let closer = Role(rawValue: 128)
    static let cardinal = Role(rawValue: 256)
  }

  private var words = ByteInterner(capacity: 2_048)
  private var roles: [Role] = []

  /// The roles of the words of a language.
  ///
  /// - Parameters:
  ///   - lists: all lists but the first two.
  ///   - stopWords: lower-case forms that end a phrase and are never terms.
  ///   - companions: lower-case forms that are terms only as part of a phrase.
  init(lists: WordLists, stopWords: Set<String>, companions: Set<String>) {
    add(stopWords, .stop)
    add(companions, .companion)
    add(lists.counters, .counter)
    add(lists.boundPrefixes, .boundPrefix)
    add(lists.loosePrefixes, .loosePrefix)
    add(lists.openers, .opener)
    add(lists.links, .link)
    add(lists.closers, .closer)
    add(lists.cardinals, .cardinal)
  }

  /// The roles of a word in lower case and normal form C.
  subscript(lower: [UInt8]) -> Role {
    lower.withUnsafeBufferPointer { words.find($0).map { roles[$0] } ?? [] }
  }

  private mutating func add(_ list: Set<String>, _ role: Role) {
    for word in list {
      let (id, isNew) = words.intern(Array(word.utf8))
      if isNew { roles.append(role) } else { roles[id].insert(role) }
    }
  }
}
