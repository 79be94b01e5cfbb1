import TrendsCorpus

/// Every word of a corpus in order, stop words too, on one flat array.
///
/// Words are numbered in the order of their keys, so that nothing depends on the order of the
/// documents or on how many threads read them.
struct TokenStream: Sendable {
  /// How a token stands to the one before it, and where.
  enum Mark {
    /// Neither side of a phrase: punctuation, a number, or the start of a text stands before it.
    static let breaks: UInt8 = 1
    /// A hyphen joins it to the token before.
    static let hyphen: UInt8 = 2
    /// Its capital came from its place, so that its spelling is a guess.
    static let placed: UInt8 = 4
    /// It stands first in brackets, where texts define acronyms.
    static let bracketed: UInt8 = 8
  }

  /// The bits of a token that are its spelling; its marks are above them.
  static let formBits: UInt32 = 28
  static let formMask: UInt32 = 1 << formBits - 1
  /// The mark that ends phrases, where a token has it.
  static let breakBit = UInt32(Mark.breaks) << formBits

  /// Where each document's tokens start, `[D + 1]`.
  var documentStarts: [Int] = [0]
  /// The spelling and the marks of each token, `[N]`: four bytes, for there may be very many.
  var tokens: [UInt32] = []
  /// The key of each word, in ascending order within stop words and within content words.
  var wordKeys: [String] = []
  /// Whether each word ends phrases and is never a term.
  var wordIsStop: [Bool] = []
  /// The text of each spelling.
  var formTexts: [String] = []
  /// The word of each spelling.
  var formWords: [UInt32] = []
  /// What each spelling is as an acronym; nil where it does not look like one.
  var formShorts: [String?] = []
  /// Whether each spelling is a term only as part of a phrase.
  var formIsCompanion: [Bool] = []

  /// D, the number of documents.
  var documentCount: Int { documentStarts.count - 1 }

  /// The tokens of a document.
  func tokens(of document: Int) -> Range<Int> {
    documentStarts[document]..<documentStarts[document + 1]
  }

  /// The spelling of a token.
  @inline(__always)
  func form(at token: Int) -> Int { Int(tokens[token] & Self.formMask) }

  /// The word of a token.
  @inline(__always)
  func word(at token: Int) -> Int { Int(formWords[form(at: token)]) }

  /// Whether a token has a mark.
  @inline(__always)
  func has(_ mark: UInt8, at token: Int) -> Bool {
    tokens[token] & UInt32(mark) << Self.formBits != 0
  }

  /// How many tokens each document has, `[D]`.
  var documentLengths: [Int] {
    (0..<documentCount).map { documentStarts[$0 + 1] - documentStarts[$0] }
  }
}

extension TokenStream {
  /// Numbers the words of texts that were scanned.
  ///
  /// - Parameter slices: in the order of the documents; how many there are changes nothing.
  init(_ slices: consuming [ScannedTexts]) {
    var slices = consume slices
    // The first slice numbers its words and spellings as all of them together would.
    var words = slices.first?.table.words ?? ByteInterner()
    var forms = slices.first?.table.forms ?? ByteInterner()
    var unsortedFormWords = slices.first?.table.formWords ?? []
    formIsCompanion = slices.first?.table.formIsCompanion ?? []
    var formMaps: [[UInt32]?] = [nil]
    for table in slices.dropFirst().map(\.table) {
      let wordMap = (0..<table.words.count).map { words.intern(table.words.bytes($0)).id }
      formMaps.append(
        (0..<table.forms.count).map { form in
          let (id, isNew) = forms.intern(table.forms.bytes(form))
          if isNew {
            unsortedFormWords.append(UInt32(wordMap[Int(table.formWords[form])]))
            formIsCompanion.append(table.formIsCompanion[form])
          }
          return UInt32(id)
        })
    }
    precondition(forms.count <= Int(Self.formMask), "too many different words")
    let rank = setWords(words)
    formWords = unsortedFormWords.map { rank[Int($0)] }
    formTexts.reserveCapacity(forms.count)
    formShorts.reserveCapacity(forms.count)
    for form in 0..<forms.count {
      let bytes = forms.bytes(form)
      let text = bytes[(bytes.firstIndex(of: 0).map { $0 + 1 } ?? bytes.startIndex)...]
      formTexts.append(String(decoding: text, as: UTF8.self))
      // Nearly all spellings are plain words, which needs no knowledge of Unicode to see.
      let mayBeShort = text.count { $0.isCapital || $0 >= 0x80 } > 1
      formShorts.append(mayBeShort ? AcronymFinder.short(formTexts[form]) : nil)
    }
    join(&slices, formMaps: formMaps)
  }

  /// Bytes of text a token, rather too few: an array that grows is held twice for a while, and room
  /// that is never written takes no memory.
  private static let bytesPerToken = 5

  /// Reads documents.
  ///
  /// - Parameters:
  ///   - documents: in the order of the rows to come.
  ///   - classes: the lists of words that are known beforehand.
  ///   - threadCount: how many slices of documents are read at once.
  ///   - clean: what each title and text goes through first.
  /// - Returns: the slices, in the order of the documents.
  static func scanned(
    _ documents: [Document], classes: WordClasses, threadCount: Int,
    clean: @escaping @Sendable (String) -> String
  ) -> [ScannedTexts] {
    let weights = documents.map { $0.title.utf8.count + $0.text.utf8.count + 1 }
    let byteCount = weights.reduce(0, +)
    return concurrentSlices(of: weights, sliceCount: threadCount) { range in
      // The tokens of all slices end up with those of the first.
      var texts = ScannedTexts(
        classes: classes, byteCount: weights[range].reduce(0, +),
        tokenCapacity: (range.lowerBound == 0 ? byteCount : 0) / Self.bytesPerToken)
      for document in documents[range] {
        texts.add(title: clean(document.title), text: clean(document.text))
      }
      return SendableBox(texts)
    }.map(\.value)
  }

  /// Numbers the words by their keys.
  ///
  /// - Returns: the new number of each old one.
  private mutating func setWords(_ words: ByteInterner) -> [UInt32] {
    var rank = [UInt32](repeating: 0, count: words.count)
    wordKeys.reserveCapacity(words.count)
    wordIsStop.reserveCapacity(words.count)
    for (new, old) in words.ascending().enumerated() {
      rank[old] = UInt32(new)
      let bytes = words.bytes(old)
      wordKeys.append(String(decoding: bytes.dropFirst(), as: UTF8.self))
      wordIsStop.append(bytes.first == UInt8(ascii: "s"))
    }
    return rank
  }

  /// Puts the slices' documents one after the other.
  ///
  /// - Parameter formMaps: the number of each spelling of a slice; nil where it is the same.
  private mutating func join(_ slices: inout [ScannedTexts], formMaps: [[UInt32]?]) {
    for (slice, formMap) in formMaps.enumerated() where slice < slices.count {
      let start = tokens.count
      documentStarts += slices[slice].documentEnds.map { start + $0 }
      let new = slices[slice].takeTokens()
      if let formMap {
        tokens.append(
          contentsOf: new.lazy.map { formMap[Int($0 & Self.formMask)] | $0 & ~Self.formMask })
      } else {
        tokens = new
      }
    }
  }
}

/// Carries a value to another thread that only one thread at a time ever holds.
private struct SendableBox<Value>: @unchecked Sendable {
  let value: Value
  init(_ value: Value) { self.value = value }
}
