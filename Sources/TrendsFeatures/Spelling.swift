/// Chooses how terms are shown: as most of the corpus spells them.
///
/// Capitals that come from a place, a title or the start of a sentence, say nothing about the word:
/// such occurrences count only where there are no others, and then in lower case. `LLMs` and
/// `GPT-4` keep their capitals, since those come from no place.
struct Spelling {
  let stream: TokenStream

  /// A spelling in lower case is preferred to one with capitals at the start of words if it is at
  /// least this share as common: abstracts write `Chain of Thought (CoT)` once, to explain CoT.
  private static let lowerCaseShare = 0.25

  /// The commonest spelling of runs of tokens; of equals the first in the order of their text.
  func commonest(_ runs: some Collection<PhraseRuns.Spelled>) -> String {
    for placed in [false, true] {
      let spellings = runs.filter { $0.isPlaced == placed }.map {
        (text: text($0.run), count: $0.count)
      }
      if !spellings.isEmpty { return Self.choose(spellings) }
    }
    return ""
  }

  /// The commonest spelling of each word, over the units that are that word alone, `[W]`; empty
  /// where there are none.
  func words(in segmentation: Segmentation) -> [String] {
    let wordCount = stream.wordKeys.count
    // Placed occurrences of each spelling after the others.
    let formCount = stream.formTexts.count
    var counts = [Int](repeating: 0, count: 2 * formCount)
    for block in segmentation.blocks {
      for unit in block.units where Int(unit.unit) < wordCount && unit.tokenCount == 1 {
        let token = Int(unit.tokenStart)
        let isPlaced = stream.has(TokenStream.Mark.placed, at: token)
        counts[stream.form(at: token) + (isPlaced ? formCount : 0)] += 1
      }
    }
    // The spellings by word: a counting sort.
    let occurring = (0..<formCount).filter { counts[$0] + counts[$0 + formCount] > 0 }
    var starts = [Int](repeating: 0, count: wordCount + 1)
    for form in occurring { starts[Int(stream.formWords[form]) + 1] += 1 }
    for word in 0..<wordCount { starts[word + 1] += starts[word] }
    var (next, sorted) = (starts, occurring)
    for form in occurring {
      let word = Int(stream.formWords[form])
      sorted[next[word]] = form
      next[word] += 1
    }
    return (0..<wordCount).map { word in
      let forms = sorted[starts[word]..<starts[word + 1]]
      guard let first = forms.first else { return "" }
      if forms.count == 1, Self.isPlain(stream.formTexts[first]) { return stream.formTexts[first] }
      for placed in [0, formCount] {
        let spellings = forms.filter { counts[$0 + placed] > 0 }.map {
          (text: stream.formTexts[$0], count: counts[$0 + placed])
        }
        if !spellings.isEmpty { return Self.choose(spellings) }
      }
      return ""
    }
  }

  /// The commonest of some different spellings.
  static func choose(_ spellings: [(text: String, count: Int)]) -> String {
    var best = (text: "", count: 0)
    for spelling in spellings
    where spelling.count > best.count || (spelling.count == best.count && spelling.text < best.text)
    {
      best = spelling
    }
    let plain = withoutInitialCapitals(best.text)
    let plainCount = spellings.first { $0.text == plain }?.count ?? 0
    // "computer-aided Design" is a title that was written by halves.
    let isMixed = plain != best.text && best.text.first?.isLowercase == true
    return isMixed || Double(plainCount) >= lowerCaseShare * Double(best.count)
      ? plain : best.text
  }

  /// Whether a text has no capitals and nothing beyond ASCII: most spellings are so.
  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 < 0x80 && !$0.isCapital }
  }

  /// The text with every word in lower case whose only capital is its first letter.
  private static func withoutInitialCapitals(_ text: String) -> String {
    if isPlain(text) { return text }
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return withoutInitialCapitals(ascii: text) }
    var result = ""
    var word = ""
    for character in text + " " {
      if character != " " && character != "-" {
        word.append(character)
        continue
      }
      let isPlain = !word.dropFirst().contains { $0.isUppercase || $0.isNumber }
      result += isPlain && word.count > 1 ? word.lowercased() : word
      result.append(character)
      word = ""
    }
    return String(result.dropLast())
  }

  /// The same for a text of ASCII, as most are.
  private static func withoutInitialCapitals(ascii text: String) -> String {
    var bytes = Array(text.utf8)
    var start = 0
    for end in 0...bytes.count {
      if end < bytes.count, bytes[end] != UInt8(ascii: " "), bytes[end] != UInt8(ascii: "-") {
        continue
      }
      let isPlain = !bytes[start..<end].dropFirst().contains { $0.isCapital || $0.isDigit }
      if isPlain, end - start > 1, bytes[start].isCapital { bytes[start] |= 0x20 }
      start = end + 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func tokens(_ run: PhraseRuns.Run) -> Range<Int> {
    Int(run.tokenStart)..<Int(run.tokenStart) + Int(run.tokenCount)
  }

  /// Whether a capital of a run may come from its place.
  func isPlaced(_ run: PhraseRuns.Run) -> Bool {
    tokens(run).contains { stream.has(TokenStream.Mark.placed, at: $0) }
  }

  private func isHyphenated(_ token: Int, in run: PhraseRuns.Run) -> Bool {
    token > Int(run.tokenStart) && stream.has(TokenStream.Mark.hyphen, at: token)
  }

  /// A number that runs have in common where they are spelled alike.
  func hash(_ run: PhraseRuns.Run) -> UInt64 {
    var hash: UInt64 = 0
    for token in tokens(run) {
      hash ^= UInt64(stream.form(at: token)) << 1 | (isHyphenated(token, in: run) ? 1 : 0)
      hash = hash &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 31
    }
    return hash
  }

  private func text(_ run: PhraseRuns.Run) -> String {
    var text = ""
    for token in tokens(run) {
      if !text.isEmpty { text += isHyphenated(token, in: run) ? "-" : " " }
      text += stream.formTexts[stream.form(at: token)]
    }
    return text
  }
}
