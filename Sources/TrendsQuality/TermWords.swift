internal import TrendsFeatures

/// The words that terms are made of, to tell which terms say the same.
struct TermWords {
  /// The stems of each term asked about, sorted and without repeats.
  private var stems: [Int: [Substring]] = [:]
  /// The words of its shown form, in lower case.
  private var words: [Int: [Substring]] = [:]
  /// A single word in lower case without the plural's s: `LLMs` → `llm`; nil for a phrase.
  private var singulars: [Int: String] = [:]
  /// Terms shown with a capital.
  private var names: Set<Int> = []
  /// Stems that stand before others in a phrase of the vocabulary, and after others in none.
  private var modifiers: Set<Substring> = []

  /// - Parameters:
  ///   - vocabulary: the terms.
  ///   - terms: those that will be asked about.
  init(vocabulary: Vocabulary, terms: [Int]) {
    for term in terms where stems[term] == nil {
      stems[term] = Set(Self.split(vocabulary.keys[term])).sorted()
      let shown = vocabulary.terms[term].lowercased()
      let words = Self.split(shown)
      self.words[term] = words
      if shown != vocabulary.terms[term] { names.insert(term) }
      if words.count == 1 {
        singulars[term] = shown.hasSuffix("s") ? String(shown.dropLast()) : shown
      }
    }
    var heads: Set<Substring> = []
    for key in vocabulary.keys {
      let stems = key.split(separator: " ")
      guard let head = stems.last, stems.count > 1 else { continue }
      heads.insert(head)
      modifiers.formUnion(stems.dropLast())
    }
    modifiers.subtract(heads)
  }

  /// Whether a term is one word that only ever stands before others in phrases: `scientific`, but not
  /// `segmentation`. Words with capitals, such as `Mamba`, are names and do not count.
  func onlyModifies(_ term: Int) -> Bool {
    guard let stem = stems[term]?.first, stems[term]?.count == 1, !names.contains(term) else {
      return false
    }
    return modifiers.contains(stem)
  }

  /// Whether the two terms have a stem in common.
  func share(_ a: Int, _ b: Int) -> Bool {
    let other = stems[b] ?? []
    return (stems[a] ?? []).contains { other.contains($0) }
  }

  /// Whether every stem of `part` is in `whole`.
  func contains(_ whole: Int, _ part: Int) -> Bool {
    let other = stems[whole] ?? []
    return (stems[part] ?? []).allSatisfy { other.contains($0) }
  }

  /// Whether one abbreviates the other by the beginnings of its words: `LLMs` is short for `large
  /// language models`, and `LoRA` for `low-rank adaptation`.
  func abbreviate(_ a: Int, _ b: Int) -> Bool {
    func isShort(_ short: Int, for long: Int) -> Bool {
      guard let word = singulars[short], let words = words[long], words.count > 1 else {
        return false
      }
      return Self.isMade(word[...], ofBeginningsOf: words[...])
    }
    return isShort(a, for: b) || isShort(b, for: a)
  }

  /// Whether a word is a beginning of each of the words in turn, one after the other.
  private static func isMade(
    _ word: Substring, ofBeginningsOf words: ArraySlice<Substring>
  ) -> Bool {
    guard let first = words.first, word.count <= longestAbbreviation else {
      return word.isEmpty && words.isEmpty
    }
    let shared = zip(word, first).prefix { $0 == $1 }.count
    return (0..<shared).contains { taken in
      isMade(word.dropFirst(taken + 1), ofBeginningsOf: words.dropFirst())
    }
  }

  /// No abbreviation is longer than this; a bound on the work as well.
  private static let longestAbbreviation = 8

  /// Whether one of two terms makes the other superfluous.
  func sayTheSame(_ a: Int, _ b: Int) -> Bool {
    contains(a, b) || contains(b, a) || abbreviate(a, b)
  }

  private static func split(_ text: some StringProtocol) -> [Substring] {
    Substring(text).split { $0 == " " || $0 == "-" }
  }
}
