internal import TrendsFeatures

/// The words that terms are made of, to tell which terms say the same.
struct TermWords {
  /// The stems of each term asked about, sorted and without repeats.
  private var stems: [Int: [Substring]] = [:]
  /// The first letters of its shown form, in lower case: `large language models` → `llm`.
  private var initials: [Int: String] = [:]
  /// A single word in lower case without the plural's s: `LLMs` → `llm`; nil for a phrase.
  private var singulars: [Int: String] = [:]

  /// - Parameters:
  ///   - vocabulary: the terms.
  ///   - terms: those that will be asked about.
  init(vocabulary: Vocabulary, terms: [Int]) {
    for term in terms where stems[term] == nil {
      stems[term] = Set(Self.split(vocabulary.keys[term])).sorted()
      let shown = vocabulary.terms[term].lowercased()
      let words = Self.split(shown[...])
      initials[term] = String(words.compactMap(\.first))
      if words.count == 1 {
        singulars[term] = shown.hasSuffix("s") ? String(shown.dropLast()) : shown
      }
    }
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

  /// Whether one is the other's initials, as `LLMs` are of `large language models`.
  func abbreviate(_ a: Int, _ b: Int) -> Bool {
    func isShort(_ short: Int, of long: Int) -> Bool {
      guard let word = singulars[short], let letters = initials[long] else { return false }
      return letters.count > 1 && word == letters
    }
    return isShort(a, of: b) || isShort(b, of: a)
  }

  /// Whether one of two terms makes the other superfluous.
  func sayTheSame(_ a: Int, _ b: Int) -> Bool {
    contains(a, b) || contains(b, a) || abbreviate(a, b)
  }

  private static func split(_ text: some StringProtocol) -> [Substring] {
    Substring(text).split { $0 == " " || $0 == "-" }
  }
}
