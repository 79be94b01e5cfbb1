/// An acronym that the texts define: `large language models (LLMs)`.
struct Acronym: Equatable, Sendable {
  /// As it is written, without the plural's s: `LLM`.
  var short: String
  /// The key of what it stands for: `larg languag model`.
  var longKey: String
  /// Documents that define it so.
  var documents: Int
}

/// Finds what acronyms stand for, where a text says so in brackets.
///
/// The letters of the acronym are looked for from right to left in the words before the bracket;
/// its first letter must begin a word, and there the long form starts. Words that begin with the
/// letters in turn are preferred to that, since `policy optimization` holds the letters of `PPO` too,
/// but `proximal policy optimization` begins with them. On top of that, no long form
/// starts or ends in a stop word or has more words, other than stop words, than the acronym has
/// characters, and the acronym has two capitals or more, so that its spelling tells it from a word.
///
/// Source: Schwartz & Hearst (2003), *A simple algorithm for identifying abbreviation definitions in
/// biomedical text*, Pacific Symposium on Biocomputing 8, 451–462.
struct AcronymFinder {
  /// A definition is believed by the corpus if this share of the documents that define the acronym
  /// say the same.
  static let leastShare = 0.7
  /// A definition in a single document is believed where the acronym occurs in no more than this.
  static let mostDocumentsOfOne = 5
  private static let lengths = 2...10
  private static let mostWords = 7

  let stream: TokenStream

  /// The first form of each acronym, by its text.
  var formOfShort: [String: Int] {
    var forms: [String: Int] = [:]
    for (form, short) in stream.formShorts.enumerated() {
      if let short, forms[short] == nil { forms[short] = form }
    }
    return forms
  }

  /// The acronyms that the corpus agrees on, by their text.
  ///
  /// - Parameter minimumDocuments: those in fewer documents are passed over.
  func acronyms(minimumDocuments: Int = 1) -> [Acronym] {
    var definitions: [String: [String: Int]] = [:]
    for document in 0..<stream.documentCount {
      var found: [(short: String, longKey: String)] = []
      for token in stream.tokens(of: document)
      where stream.has(TokenStream.Mark.bracketed, at: token) {
        if let new = definition(at: token, of: document), !found.contains(where: { $0 == new }) {
          found.append(new)
        }
      }
      for (short, longKey) in found { definitions[short, default: [:]][longKey, default: 0] += 1 }
    }
    guard !definitions.isEmpty else { return [] }
    let documents = documentCounts(of: Set(definitions.keys))
    return definitions.keys.sorted().compactMap { short in
      let counts = definitions[short] ?? [:]
      let total = counts.values.reduce(0, +)
      guard let best = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
        Double(best.value) >= Self.leastShare * Double(total),
        documents[short, default: 0] >= minimumDocuments,
        best.value > 1 || documents[short, default: 0] <= Self.mostDocumentsOfOne
      else { return nil }
      return Acronym(short: short, longKey: best.key, documents: best.value)
    }
  }

  /// The text of a spelling without the plural's s, if it looks like an acronym.
  static func short(_ form: String) -> String? {
    if form.utf8.allSatisfy({ $0 < 0x80 }) { return short(ascii: Array(form.utf8)[...]) }
    var text = form[...]
    if text.last == "s", text.dropLast().last.map({ $0.isUppercase || $0.isNumber }) == true {
      text = text.dropLast()
    }
    guard lengths.contains(text.utf8.count), text.count(where: \.isUppercase) >= 2,
      text.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }), text.first != "-"
    else { return nil }
    return String(text)
  }

  /// The same for a spelling of ASCII, as most are.
  private static func short(ascii form: ArraySlice<UInt8>) -> String? {
    var text = form
    if text.last == UInt8(ascii: "s"), let before = text.dropLast().last,
      before.isCapital || before.isDigit
    {
      text = text.dropLast()
    }
    let hyphen = UInt8(ascii: "-")
    guard lengths.contains(text.count), text.count(where: \.isCapital) >= 2,
      text.allSatisfy({ $0.isLetter || $0.isDigit || $0 == hyphen }), text.first != hyphen
    else { return nil }
    return String(decoding: text, as: UTF8.self)
  }

  /// What the word in brackets at `token` stands for.
  private func definition(at token: Int, of document: Int) -> (short: String, longKey: String)? {
    guard let short = stream.formShorts[stream.form(at: token)] else { return nil }
    let reach = min(short.count + 5, 2 * short.count, Self.mostWords)
    let first = max(stream.tokens(of: document).lowerBound, token - reach)
    var start = token
    while start > first {
      start -= 1
      if stream.has(TokenStream.Mark.breaks, at: start) { break }
    }
    let before = start..<token
    guard !before.isEmpty, let begin = self.start(of: short, in: before) else { return nil }
    let long = begin..<token
    let contentCount = long.count { !stream.wordIsStop[stream.word(at: $0)] }
    let pieces = long.reduce(0) { $0 + keyLength(stream.word(at: $1)) }
    guard pieces > 1, contentCount <= short.count, pieces <= Self.mostWords,
      let last = long.last, !stream.wordIsStop[stream.word(at: begin)],
      !stream.wordIsStop[stream.word(at: last)],
      !long.contains(where: { stream.formShorts[stream.form(at: $0)] == short })
    else { return nil }
    return (short, long.map { stream.wordKeys[stream.word(at: $0)] }.joined(separator: " "))
  }

  /// How many pieces the key of a word has.
  private func keyLength(_ word: Int) -> Int {
    stream.wordKeys[word].utf8.count { $0 == UInt8(ascii: " ") } + 1
  }

  /// The token where the long form of an acronym starts, or nil where there is none.
  private func start(of short: String, in tokens: Range<Int>) -> Int? {
    let texts = tokens.map { stream.formTexts[stream.form(at: $0)] }
    guard short.utf8.allSatisfy({ $0 < 0x80 }),
      texts.allSatisfy({ $0.utf8.allSatisfy { $0 < 0x80 } })
    else {
      let long = LongForm(
        letters: Array(short.lowercased().filter { $0 != "-" }),
        texts: texts.map { Array($0.lowercased()) }, separators: ["-", " "])
      return place(long, tokens)
    }
    func lowered(_ text: String) -> [UInt8] { text.utf8.map { $0.isCapital ? $0 | 0x20 : $0 } }
    let separators = Array("- ".utf8)
    let long = LongForm(
      letters: lowered(short).filter { $0 != separators[0] }, texts: texts.map(lowered),
      separators: separators)
    return place(long, tokens)
  }

  private func place(_ long: LongForm<some Equatable>, _ tokens: Range<Int>) -> Int? {
    let start =
      long.initials(
        isStop: { stream.wordIsStop[stream.word(at: tokens.lowerBound + $0)] },
        // A compound such as mixture-of-experts is one token of several words.
        isCompound: {
          stream.wordKeys[stream.word(at: tokens.lowerBound + $0)].utf8.contains(0x20)
        }) ?? long.lettersFromRight()
    return start.map { tokens.lowerBound + $0 }
  }

  /// In how many documents each acronym occurs.
  private func documentCounts(of shorts: Set<String>) -> [String: Int] {
    var numbers: [String: Int] = [:]
    for short in shorts.sorted() { numbers[short] = numbers.count }
    let numberOfForm = stream.formShorts.map { short in short.flatMap { numbers[$0] } ?? -1 }
    var counts = [Int](repeating: 0, count: shorts.count)
    var last = [Int](repeating: -1, count: shorts.count)
    for document in 0..<stream.documentCount {
      for token in stream.tokens(of: document) {
        let number = numberOfForm[stream.form(at: token)]
        guard number >= 0, last[number] != document else { continue }
        last[number] = document
        counts[number] += 1
      }
    }
    return numbers.mapValues { counts[$0] }
  }
}

/// The words before an acronym in brackets; letters are bytes where all of them are ASCII.
private struct LongForm<Letter: Equatable> {
  /// The letters of the acronym, in lower case.
  let letters: [Letter]
  /// The words before it, in lower case.
  let texts: [[Letter]]
  /// What stands between the parts of a word: hyphen and space.
  let separators: [Letter]

  /// The word where a run of words starts that begin with the letters in turn; stop words between
  /// them may be passed over.
  func initials(isStop: (Int) -> Bool, isCompound: (Int) -> Bool) -> Int? {
    var wanted = letters.count - 1
    for (index, text) in texts.enumerated().reversed() {
      let parts = text.split { separators.contains($0) }
      let isWhole = parts.count > 1 && isCompound(index)
      for part in (isWhole ? parts : [text[...]]).reversed() {
        if part.first == letters[wanted] {
          wanted -= 1
          if wanted < 0 { return text.starts(with: part) ? index : nil }
        } else if !isWhole, !isStop(index) {
          return nil
        }
      }
    }
    return nil
  }

  /// The word where the long form starts, by matching letters from right to left.
  func lettersFromRight() -> Int? {
    var wanted = letters.count - 1
    for (word, text) in texts.enumerated().reversed() {
      for index in text.indices.reversed() {
        let startsWord = index == 0 || separators.contains(text[index - 1])
        guard text[index] == letters[wanted], wanted > 0 || startsWord else { continue }
        if wanted == 0 { return index == 0 ? word : nil }
        wanted -= 1
      }
    }
    return nil
  }
}
