import TrendsCorpus

/// Every word of a corpus in order, stop words too, on flat arrays.
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

  /// Where each document's tokens start, `[D + 1]`.
  var documentStarts: [Int] = [0]
  /// The word of each token, `[N]`.
  var words: [UInt32] = []
  /// The spelling of each token, `[N]`.
  var forms: [UInt32] = []
  /// Marks of each token, `[N]`.
  var marks: [UInt8] = []
  /// The key of each word, in ascending order within stop words and within content words.
  var wordKeys: [String] = []
  /// Whether each word ends phrases and is never a term.
  var wordIsStop: [Bool] = []
  /// The text of each spelling.
  var formTexts: [String] = []
  /// The word of each spelling.
  var formWords: [UInt32] = []
  /// Whether each spelling is a term only as part of a phrase.
  var formIsCompanion: [Bool] = []

  /// D, the number of documents.
  var documentCount: Int { documentStarts.count - 1 }

  /// The tokens of a document.
  func tokens(of document: Int) -> Range<Int> {
    documentStarts[document]..<documentStarts[document + 1]
  }

  /// How many tokens each document has, `[D]`.
  var documentLengths: [Int] {
    (0..<documentCount).map { documentStarts[$0 + 1] - documentStarts[$0] }
  }
}

extension TokenStream {
  /// Reads documents.
  ///
  /// - Parameters:
  ///   - documents: in the order of the rows to come.
  ///   - classes: the lists of words that are known beforehand.
  ///   - threadCount: how many slices of documents are read at once; changes nothing but the time.
  ///   - clean: what each title and text goes through first.
  init(
    documents: [Document], classes: WordClasses, threadCount: Int,
    clean: @escaping @Sendable (String) -> String
  ) {
    let weights = documents.map { $0.title.utf8.count + $0.text.utf8.count + 1 }
    let slices = concurrentSlices(of: weights, sliceCount: threadCount) { range in
      var texts = ScannedTexts(classes: classes)
      for document in documents[range] {
        texts.add(title: clean(document.title), text: clean(document.text))
      }
      return SendableBox(texts)
    }.map(\.value)

    var words = ByteInterner(capacity: 32_768)
    var forms = ByteInterner(capacity: 32_768)
    var wordMaps: [[Int]] = []
    var formMaps: [[Int]] = []
    var unsortedFormWords: [Int] = []
    for slice in slices {
      let table = slice.table
      let wordMap = (0..<table.words.count).map { words.intern(Array(table.words.bytes($0))).id }
      let formMap = (0..<table.forms.count).map { form in
        let (id, isNew) = forms.intern(Array(table.forms.bytes(form)))
        if isNew {
          unsortedFormWords.append(wordMap[Int(table.formWords[form])])
          formIsCompanion.append(table.formIsCompanion[form])
        }
        return id
      }
      wordMaps.append(wordMap)
      formMaps.append(formMap)
    }
    let rank = setWords(words)
    formWords = unsortedFormWords.map { UInt32(rank[$0]) }
    formTexts = (0..<forms.count).map { form in
      let bytes = forms.bytes(form)
      let start = bytes.firstIndex(of: 0).map { $0 + 1 } ?? bytes.startIndex
      return String(decoding: bytes[start...], as: UTF8.self)
    }
    for (slice, (wordMap, formMap)) in zip(slices, zip(wordMaps, formMaps)) {
      append(slice, words: wordMap.map { UInt32(rank[$0]) }, forms: formMap.map { UInt32($0) })
    }
  }

  /// Numbers the words by their keys.
  ///
  /// - Returns: the new number of each old one.
  private mutating func setWords(_ words: ByteInterner) -> [Int] {
    let order = (0..<words.count).sorted {
      words.bytes($0).lexicographicallyPrecedes(words.bytes($1))
    }
    var rank = [Int](repeating: 0, count: words.count)
    for (new, old) in order.enumerated() {
      rank[old] = new
      let bytes = words.bytes(old)
      wordKeys.append(String(decoding: bytes.dropFirst(), as: UTF8.self))
      wordIsStop.append(bytes.first == UInt8(ascii: "s"))
    }
    return rank
  }

  /// Appends a slice's documents, chunk by chunk.
  private mutating func append(
    _ slice: ScannedTexts, words wordMap: [UInt32], forms formMap: [UInt32]
  ) {
    let table = slice.table
    for document in 0..<slice.documentStarts.count - 1 {
      var pending = UInt8(0)
      for index in slice.documentStarts[document]..<slice.documentStarts[document + 1] {
        let chunk = Int(slice.chunks[index])
        let mark = slice.marks[index]
        let isPlaced = mark & ScannedTexts.Mark.placed != 0
        pending |= mark & ScannedTexts.Mark.breaks
        if mark & ScannedTexts.Mark.bracketed != 0 { pending |= Mark.bracketed }
        for piece in table.pieceStarts[chunk]..<table.pieceStarts[chunk + 1] {
          let pieceMark = table.pieceMarks[piece]
          if pieceMark & ChunkTable.PieceMark.breaks != 0 { pending |= Mark.breaks }
          let form = isPlaced ? table.pieceLoweredForms[piece] : table.pieceForms[piece]
          words.append(wordMap[Int(table.pieceWords[piece])])
          forms.append(formMap[Int(form)])
          marks.append(
            pending | (pieceMark & ChunkTable.PieceMark.hyphen != 0 ? Mark.hyphen : 0)
              | (isPlaced && form != table.pieceForms[piece] ? Mark.placed : 0))
          pending = 0
        }
        if table.chunkMarks[chunk] & ChunkTable.ChunkMark.endsInBreak != 0 { pending = Mark.breaks }
      }
      documentStarts.append(words.count)
    }
  }
}

/// Carries a value to another thread that only one thread at a time ever holds.
private struct SendableBox<Value>: @unchecked Sendable {
  let value: Value
  init(_ value: Value) { self.value = value }
}
