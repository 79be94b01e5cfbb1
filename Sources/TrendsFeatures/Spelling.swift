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
  func commonest(_ runs: some Collection<PhraseRuns.Run>) -> String {
    for placed in [false, true] {
      // Equal spellings have equal hashes, so that one sort brings them together.
      var hashed: [(hash: UInt64, run: PhraseRuns.Run)] = []
      for run in runs where isPlaced(run) == placed { hashed.append((hash(run), run)) }
      if hashed.isEmpty { continue }
      hashed.sort { $0.hash < $1.hash }
      var spellings: [(text: String, count: Int)] = []
      var start = 0
      while start < hashed.count {
        var end = start + 1
        while end < hashed.count, hashed[end].hash == hashed[start].hash { end += 1 }
        spellings.append((text(hashed[start].run), end - start))
        start = end
      }
      return Self.choose(spellings)
    }
    return ""
  }

  /// The commonest spelling of each word, over the units that are that word alone, `[W]`; empty
  /// where there are none.
  func words(in segmentation: Segmentation) -> [String] {
    let wordCount = stream.wordKeys.count
    let none = [Int](repeating: 0, count: stream.formTexts.count)
    var counts = [none, none]
    for (index, unit) in segmentation.units.enumerated() where Int(unit) < wordCount {
      guard segmentation.tokenCounts[index] == 1 else { continue }
      let token = Int(segmentation.tokenStarts[index])
      let placed = stream.marks[token] & TokenStream.Mark.placed != 0
      counts[placed ? 1 : 0][Int(stream.forms[token])] += 1
    }
    var shown = [String](repeating: "", count: wordCount)
    for counts in counts {
      var spellings = [[(text: String, count: Int)]](repeating: [], count: wordCount)
      for (form, count) in counts.enumerated() where count > 0 {
        let word = Int(stream.formWords[form])
        if shown[word].isEmpty { spellings[word].append((stream.formTexts[form], count)) }
      }
      for word in 0..<wordCount where !spellings[word].isEmpty {
        shown[word] = Self.choose(spellings[word])
      }
    }
    return shown
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
    let isMixed = best.text.first?.isLowercase == true && plain != best.text
    return isMixed || Double(plainCount) >= lowerCaseShare * Double(best.count)
      ? plain : best.text
  }

  /// The text with every word in lower case whose only capital is its first letter.
  private static func withoutInitialCapitals(_ text: String) -> String {
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

  private func tokens(_ run: PhraseRuns.Run) -> Range<Int> {
    Int(run.tokenStart)..<Int(run.tokenStart) + Int(run.tokenCount)
  }

  private func isPlaced(_ run: PhraseRuns.Run) -> Bool {
    tokens(run).contains { stream.marks[$0] & TokenStream.Mark.placed != 0 }
  }

  private func isHyphenated(_ token: Int, in run: PhraseRuns.Run) -> Bool {
    token > Int(run.tokenStart) && stream.marks[token] & TokenStream.Mark.hyphen != 0
  }

  private func hash(_ run: PhraseRuns.Run) -> UInt64 {
    var hash: UInt64 = 0
    for token in tokens(run) {
      hash ^= UInt64(stream.forms[token]) << 1 | (isHyphenated(token, in: run) ? 1 : 0)
      hash = hash &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 31
    }
    return hash
  }

  private func text(_ run: PhraseRuns.Run) -> String {
    var text = ""
    for token in tokens(run) {
      if !text.isEmpty { text += isHyphenated(token, in: run) ? "-" : " " }
      text += stream.formTexts[Int(stream.forms[token])]
    }
    return text
  }
}
