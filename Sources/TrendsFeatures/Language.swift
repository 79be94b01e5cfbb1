/// A language whose words can be told apart, stopped and stemmed.
public enum Language: String, CaseIterable, Codable, Sendable {
  case english = "en"
  case german = "de"
  case french = "fr"
  case spanish = "es"

  /// The name in messages.
  public var name: String {
    switch self {
    case .english: "English"
    case .german: "German"
    case .french: "French"
    case .spanish: "Spanish"
    }
  }

  /// All of them, for messages: `en (English), de (German), …`.
  public static var list: String {
    allCases.map { "\($0.rawValue) (\($0.name))" }.joined(separator: ", ")
  }

  /// The name of its Snowball stemmer in libstemmer.
  var stemmerName: String {
    switch self {
    case .english: "english"
    case .german: "german"
    case .french: "french"
    case .spanish: "spanish"
    }
  }

  /// Whether every noun is written with a capital, so that a capital says nothing.
  var capitalisesNouns: Bool { self == .german }

  /// Words that lose their vowel and lean on the next with an apostrophe: the l of `l'image`.
  var elisions: Set<String> {
    guard self == .french else { return [] }
    return [
      "l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu",
      "quelqu",
    ]
  }

  /// The lists of words that come with the project.
  var wordLists: WordLists {
    switch self {
    case .english: .english
    case .german: .german
    case .french: .french
    case .spanish: .spanish
    }
  }
}
