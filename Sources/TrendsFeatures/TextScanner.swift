/// The tokens of one thread's documents, in order.
struct ScannedTexts {
  /// Marks of an occurrence.
  enum Mark {
    /// Something that is no word stands before it, or a text starts.
    static let breaks: UInt8 = 1
    /// Its capital may come from its place: a title or the start of a sentence.
    static let placed: UInt8 = 2
    /// It stands first in brackets, and alone there or before a comma or semicolon.
    static let bracketed: UInt8 = 4
  }

  /// The bits of an occurrence that are its chunk; its marks are above them.
  static let chunkBits: UInt32 = 29
  private static let chunkMask: UInt32 = 1 << chunkBits - 1

  /// The distinct chunks.
  var table: ChunkTable
  /// The spelling, by its number in the table, and the marks of each token, as ``TokenStream`` has
  /// them.
  private var tokens: [UInt32] = []
  /// Where each document's tokens end.
  private(set) var documentEnds: [Int] = []
  /// The chunk of each occurrence in the document that is read, with its marks.
  private var occurrences: [UInt32] = []

  /// No texts.
  ///
  /// - Parameters:
  ///   - byteCount: how long they will be about.
  ///   - tokenCapacity: room for so many tokens before the array of them grows.
  init(classes: WordClasses, byteCount: Int, tokenCapacity: Int = 0) {
    table = ChunkTable(classes: classes, capacity: min(32_768, max(256, byteCount / 16)))
    tokens.reserveCapacity(tokenCapacity)
  }

  /// Adds a document: its title, then its text.
  mutating func add(title: String, text: String) {
    scan(title, isTitle: true)
    scan(text, isTitle: false)
    appendTokens()
    occurrences.removeAll(keepingCapacity: true)
    documentEnds.append(tokens.count)
  }

  /// The tokens of the texts added so far, in order; the texts are forgotten, the words are not.
  mutating func takeTokens() -> [UInt32] {
    defer {
      tokens = []
      documentEnds = []
    }
    return tokens
  }

  /// Adds the pieces of the chunks of a document.
  private mutating func appendTokens() {
    let (chunks, pieces) = (table.chunks, table.pieces)
    var pending = UInt8(0)
    for occurrence in occurrences {
      let chunk = chunks[Int(occurrence & Self.chunkMask)]
      let mark = UInt8(occurrence >> Self.chunkBits)
      let isPlaced = mark & Mark.placed != 0
      pending |= mark & Mark.breaks
      if mark & Mark.bracketed != 0 { pending |= TokenStream.Mark.bracketed }
      let start = Int(chunk.pieceStart)
      for index in start..<start + Int(chunk.pieceCount) {
        let piece = pieces[index]
        if piece.marks & ChunkTable.PieceMark.breaks != 0 { pending |= TokenStream.Mark.breaks }
        if piece.marks & ChunkTable.PieceMark.hyphen != 0 { pending |= TokenStream.Mark.hyphen }
        if isPlaced, piece.loweredForm != piece.form { pending |= TokenStream.Mark.placed }
        let form = isPlaced ? piece.loweredForm : piece.form
        tokens.append(form | UInt32(pending) << TokenStream.formBits)
        pending = 0
      }
      if chunk.marks & ChunkTable.ChunkMark.endsInBreak != 0 {
        pending = TokenStream.Mark.breaks
      }
    }
  }

  @inline(__always)
  private static func occurrence(_ chunk: Int, _ marks: UInt8) -> UInt32 {
    precondition(chunk <= Int(chunkMask), "too many different words")
    return UInt32(chunk) | UInt32(marks) << chunkBits
  }

  private mutating func scan(_ text: String, isTitle: Bool) {
    var text = text
    text.withUTF8 { bytes in
      WordBytes.classes.withUnsafeBufferPointer { classes in
        scan(bytes, classes: classes, isTitle: isTitle)
      }
    }
  }

  /// Finds chunks: runs of letters and digits, with single hyphens, apostrophes and points inside.
  private mutating func scan(
    _ text: UnsafeBufferPointer<UInt8>, classes: UnsafeBufferPointer<ByteClass>, isTitle: Bool
  ) {
    var mark = Mark.breaks
    var startsSentence = true
    var lineFeeds = 0
    var previous = 0..<0
    var index = 0
    while index < text.count {
      var byteClass = classes[Int(text[index])]
      var length = 1
      if byteClass == .wide {
        let (scalar, width) = WordBytes.decode(text, at: index)
        byteClass = WordBytes.wideClass(scalar)
        length = width
      }
      switch byteClass {
      case .letter, .digit:
        let end = chunkEnd(text, classes, from: index)
        let chunk = index..<end
        if mark & Mark.breaks != 0, isBracketed(chunk, in: text) { mark |= Mark.bracketed }
        add(
          chunk, after: previous, in: text, mark: mark, isPlaced: isTitle || startsSentence)
        previous = chunk
        index = end
        mark = 0
        startsSentence = false
        lineFeeds = 0
        continue
      case .space, .ignorable: break
      case .apostrophe:
        // "models' tokens" is no quotation.
        let isPossessive =
          index == previous.upperBound && index > 0 && text[index - 1] == UInt8(ascii: "s")
        if !isPossessive { mark = Mark.breaks }
      case .lineFeed:
        lineFeeds += 1
        if lineFeeds > 1 {
          mark = Mark.breaks
          startsSentence = true
        }
      case .sentenceEnd, .point:
        mark = Mark.breaks
        startsSentence = true
      default: mark = Mark.breaks
      }
      index += length
    }
  }

  /// Whether a chunk is what brackets say first: `(LLMs)`, `(LLMs, VLMs)`.
  private func isBracketed(_ chunk: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard chunk.lowerBound > 0, text[chunk.lowerBound - 1] == UInt8(ascii: "("),
      chunk.upperBound < text.count
    else { return false }
    switch text[chunk.upperBound] {
    case UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: ";"): return true
    default: return false
    }
  }

  /// The end of the chunk that starts with a letter or digit at `start`.
  private func chunkEnd(
    _ text: UnsafeBufferPointer<UInt8>, _ classes: UnsafeBufferPointer<ByteClass>, from start: Int
  ) -> Int {
    var index = start
    while index < text.count {
      if text[index].isLetter || text[index].isDigit {
        index += 1
        continue
      }
      var byteClass = classes[Int(text[index])]
      var length = 1
      if byteClass == .wide {
        let (scalar, width) = WordBytes.decode(text, at: index)
        byteClass = WordBytes.wideClass(scalar)
        length = width
      }
      switch byteClass {
      case .letter, .digit, .ignorable: break
      case .hyphen, .apostrophe:
        guard startsWord(text, classes, at: index + length) else { return index }
      case .point, .comma:
        let next = index + 1
        guard text[index - 1].isDigit, next < text.count, text[next].isDigit else { return index }
      default: return index
      }
      index += length
    }
    return index
  }

  private func startsWord(
    _ text: UnsafeBufferPointer<UInt8>, _ classes: UnsafeBufferPointer<ByteClass>, at index: Int
  ) -> Bool {
    guard index < text.count else { return false }
    let byteClass = classes[Int(text[index])]
    if byteClass == .wide {
      let wide = WordBytes.wideClass(WordBytes.decode(text, at: index).0)
      return wide == .letter || wide == .digit
    }
    return byteClass == .letter || byteClass == .digit
  }

  private mutating func add(
    _ chunk: Range<Int>, after previous: Range<Int>, in text: UnsafeBufferPointer<UInt8>,
    mark: UInt8, isPlaced: Bool
  ) {
    // Longer than any word and any name: taken as a break, like a number.
    guard chunk.count <= ChunkAnalyzer.longestChunk else {
      let nothing = table.chunk(UnsafeBufferPointer(rebasing: text[0..<0]))
      occurrences.append(Self.occurrence(nothing, Mark.breaks))
      return
    }
    let id = table.chunk(UnsafeBufferPointer(rebasing: text[chunk]))
    if !previous.isEmpty, chunk.lowerBound == previous.upperBound + 1,
      text[previous.upperBound] == UInt8(ascii: " "), let last = occurrences.last,
      bind(Int(last & Self.chunkMask), id),
      chunk.upperBound == text.count || text[chunk.upperBound] != UInt8(ascii: "%"),
      chunk.upperBound - previous.lowerBound <= ChunkAnalyzer.longestChunk
    {
      let name = previous.lowerBound..<chunk.upperBound
      occurrences[occurrences.count - 1] = Self.occurrence(
        table.chunk(UnsafeBufferPointer(rebasing: text[name])), UInt8(last >> Self.chunkBits))
      return
    }
    occurrences.append(Self.occurrence(id, mark | (isPlaced ? Mark.placed : 0)))
  }

  /// Whether two chunks with a space between them are one: "Llama" and "3", unless it is 3 %, and
  /// "multi" and "armed".
  private func bind(_ first: Int, _ second: Int) -> Bool {
    let left = table.chunks[first].marks
    guard left & (ChunkTable.ChunkMark.takesNumber | ChunkTable.ChunkMark.isPrefix) != 0 else {
      return false
    }
    let right = table.chunks[second].marks
    return left & ChunkTable.ChunkMark.takesNumber != 0
      && right & ChunkTable.ChunkMark.isVersion != 0
      || left & ChunkTable.ChunkMark.isPrefix != 0
        && right & ChunkTable.ChunkMark.isPlainWord != 0
  }
}
