/// A phrase that is joined: its key, and how eagerly.
struct JoinedPhrase: Equatable, Sendable {
  /// Stems joined by one space.
  var key: String
  /// Of two phrases that want the same word, the one of higher NPMI gets it.
  var npmi: Double
  /// Whether it is joined before all others, as a whole.
  var isWhole: Bool
}

/// Joins words to phrases, given a fixed table of phrases.
///
/// Mining and applying a frozen table are the same code: a corpus is cut in the same way whether
/// the table was found in it a moment ago or comes from a file. First, from left to right, the
/// longest run wins that is joined as a whole, a stop phrase, or a phrase which cannot be made from
/// smaller units of the table. Then, inside each run between stop words, the neighbours whose
/// phrase has the highest NPMI are joined (the left pair of equals) until none can be.
struct PhraseMatcher: Sendable {
  /// A run of the trie is at most this many tokens.
  private static let longestMatch = 64
  private static let stopValue = Int.max

  /// What a spelling does, above its word.
  private enum FormRole {
    /// A run of the trie may start with it.
    static let starts: UInt32 = 1 << 31
    /// The same, if the next token goes on.
    static let startsWithNext: UInt32 = 1 << 30
    /// A run of the trie may go on with it.
    static let goesOn: UInt32 = 1 << 29
    /// It is a stop word.
    static let stops: UInt32 = 1 << 28
    static let word: UInt32 = stops - 1
  }

  let stream: TokenStream
  let pieces: PieceTable
  /// How many words each unit has, counted in pieces of its key.
  private(set) var unitLengths: [Int]
  /// The keys of all units.
  private(set) var unitKeys: [String]
  /// The keys of all units but stop words, in the same order.
  private var keys: ByteInterner
  private let contentWordCount: Int
  /// The pieces of the units that are phrases.
  private var phrasePieces: [[UInt32]] = []
  /// The phrases of three words and more that are made from smaller units, each with its own.
  private var longPhrases: [(phrase: JoinedPhrase, unit: UInt32)] = []
  private var trie: PieceTrie
  /// The word of each spelling and its ``FormRole``.
  private var formRoles: [UInt32] = []
  /// How neighbours are joined.
  private(set) var joins = PairJoins()

  /// A matcher.
  ///
  /// - Parameters:
  ///   - stream: the corpus.
  ///   - pieces: its words in pieces.
  ///   - phrases: the table; of two with the same key the first counts.
  ///   - stopPhrases: keys of runs that are taken out.
  init(
    stream: TokenStream, pieces: PieceTable, phrases: [JoinedPhrase], stopPhrases: [String]
  ) {
    self.stream = stream
    self.pieces = pieces
    unitKeys = stream.wordKeys
    unitLengths = (0..<unitKeys.count).map { pieces.starts[$0 + 1] - pieces.starts[$0] }
    keys = pieces.contentKeys
    contentWordCount = pieces.contentKeys.count
    trie = PieceTrie(pieceCount: pieces.count)
    for phrase in phrases where phrase.isWhole {
      insert(key: phrase.key, value: unit(of: phrase))
    }
    for key in stopPhrases { insert(key: key, value: Self.stopValue) }
    add(phrases)
    precondition(stream.wordKeys.count <= Int(FormRole.word), "too many different words")
    let roles = stream.wordKeys.indices.map { word in
      let start: UInt32 =
        switch trie.role(of: word, in: pieces) {
        case .none: 0
        case .startsWithNext: FormRole.startsWithNext
        case .starts: FormRole.starts
        }
      return UInt32(word) | start | (stream.wordIsStop[word] ? FormRole.stops : 0)
        | (trie.goesOn(with: word, in: pieces) ? FormRole.goesOn : 0)
    }
    formRoles = stream.formWords.map { roles[Int($0)] }
  }

  /// Adds phrases that can be made from smaller units: the base stays as it is.
  mutating func add(_ new: [JoinedPhrase]) {
    var seen = longPhrases
    for phrase in new where !phrase.isWhole {
      let unit = unit(of: phrase)
      seen.append((phrase, UInt32(unit)))
      if unitLengths[unit] > 2 { longPhrases.append((phrase, UInt32(unit))) }
    }
    // A new phrase may be half of an old one, but not of two words.
    for (phrase, unit) in seen {
      let halves = halves(of: phrase.key)
      if halves.isEmpty { insert(key: phrase.key, value: Int(unit)) }
      for (left, right) in halves {
        joins.insert(left, right, unit: unit, score: phrase.npmi)
      }
    }
    joins.reserve(unitCount: unitKeys.count)
  }

  /// The unit of a phrase, which gets the next number if it has none.
  private mutating func unit(of phrase: JoinedPhrase) -> Int {
    let (id, isNew) = keys.intern(Array(phrase.key.utf8))
    guard isNew else { return unit(id) }
    unitKeys.append(phrase.key)
    unitLengths.append(phrase.key.utf8.count { $0 == UInt8(ascii: " ") } + 1)
    phrasePieces.append(pieces.pieces(ofKey: phrase.key) ?? [])
    return unit(id)
  }

  /// The unit of a number among `keys`.
  private func unit(_ id: Int) -> Int {
    id < contentWordCount ? id : id - contentWordCount + stream.wordKeys.count
  }

  /// The unit of a key that is a content word or a phrase, or nil.
  func unit(ofKey key: String) -> Int? {
    PieceTable.withBytes(of: key) { keys.find($0) }.map { unit($0) }
  }

  private mutating func insert(key: String, value: Int) {
    if let run = pieces.pieces(ofKey: key) { trie.insert(run, value: value) }
  }

  /// The pieces of a unit.
  func pieces(ofUnit unit: Int) -> ArraySlice<UInt32> {
    let wordCount = stream.wordKeys.count
    return unit < wordCount ? pieces.pieces(of: unit) : phrasePieces[unit - wordCount][...]
  }

  /// Every way to make a key of two units.
  private func halves(of key: String) -> [(UInt32, UInt32)] {
    PieceTable.withBytes(of: key) { bytes in
      bytes.indices.compactMap { space in
        guard bytes[space] == UInt8(ascii: " "),
          let left = keys.find(UnsafeBufferPointer(rebasing: bytes[..<space])),
          let right = keys.find(UnsafeBufferPointer(rebasing: bytes[(space + 1)...]))
        else { return nil }
        return (UInt32(unit(left)), UInt32(unit(right)))
      }
    }
  }

  // MARK: Cutting a corpus

  /// The corpus in words, lexicon phrases and compounds: the ground on which pairs are joined.
  func base(threadCount: Int) -> Segmentation {
    cut(threadCount: threadCount) { document, _, block in
      appendBase(of: stream.tokens(of: document), to: &block)
      block.endDocument()
    }
  }

  /// The corpus in words and phrases.
  ///
  /// - Parameter keepsStopped: whether what is taken out is kept, too.
  func joined(threadCount: Int, keepsStopped: Bool = true) -> Segmentation {
    cut(threadCount: threadCount) { document, scratch, block in
      appendJoined(stream.tokens(of: document), scratch: &scratch, to: &block)
      if keepsStopped {
        block.stopWords += scratch.base.stopWords
        block.stopPhrases += scratch.base.stopPhrases
      }
      block.endDocument()
    }
  }

  /// What a thread needs to cut documents.
  struct Scratch {
    /// The base of one document.
    var base = Segmentation.Block()
    /// The run that is being joined.
    var run = PairJoins.Run()
  }

  private func cut(
    threadCount: Int,
    _ append: @Sendable (_ document: Int, inout Scratch, inout Segmentation.Block) -> Void
  ) -> Segmentation {
    var result = Segmentation(documentCount: stream.documentCount)
    _ = result.concurrentlyUpdate(threadCount: threadCount) { [result] range, blocks in
      var scratch = Scratch()
      var block = Segmentation.Block()
      for index in range {
        block.removeAll()
        for document in result.documents(ofBlock: index) { append(document, &scratch, &block) }
        blocks[index] = block.compact
      }
    }
    return result
  }

  /// Appends the units of some tokens as words and phrases.
  ///
  /// - Parameter tokens: whole runs of one document.
  func appendJoined(
    _ tokens: Range<Int>, scratch: inout Scratch, to block: inout Segmentation.Block
  ) {
    scratch.base.removeAll()
    appendBase(of: tokens, to: &scratch.base)
    joins.append(scratch.base.units, without: nil, scratch: &scratch.run, to: &block.units)
  }

  /// Appends some tokens as words, lexicon phrases and compounds.
  ///
  /// - Parameter tokens: whole runs of one document.
  func appendBase(of tokens: Range<Int>, to block: inout Segmentation.Block) {
    stream.tokens.withUnsafeBufferPointer { all in
      formRoles.withUnsafeBufferPointer { roles in
        // Written in one go: an array that grows by ones asks each time whether it may.
        withUnsafeTemporaryAllocation(of: Segmentation.Unit.self, capacity: tokens.count) { units in
          withUnsafeTemporaryAllocation(of: UInt32.self, capacity: tokens.count) { stopWords in
            var cut = Cut(units: units, stopWords: stopWords)
            appendBase(of: tokens, all, roles, to: &cut, stopPhrases: &block.stopPhrases)
            block.units.append(contentsOf: units[..<cut.unitCount])
            block.stopWords.append(contentsOf: stopWords[..<cut.stopWordCount])
          }
        }
      }
    }
  }

  /// The base of some tokens as it is written; there is room for each of them.
  private struct Cut {
    let units: UnsafeMutableBufferPointer<Segmentation.Unit>
    let stopWords: UnsafeMutableBufferPointer<UInt32>
    var unitCount = 0
    var stopWordCount = 0
  }

  @inline(__always)
  private func appendBase(
    of range: Range<Int>, _ tokens: UnsafeBufferPointer<UInt32>,
    _ roles: UnsafeBufferPointer<UInt32>, to cut: inout Cut,
    stopPhrases: inout [Segmentation.StoppedRun]
  ) {
    var opensRun = true
    var token = range.lowerBound
    while token < range.upperBound {
      if tokens[token] & TokenStream.breakBit != 0 { opensRun = true }
      let role = roles[Int(tokens[token] & TokenStream.formMask)]
      var (count, value) = (1, Int?.none)
      if role & (FormRole.starts | FormRole.startsWithNext) != 0 {
        let next = token + 1 < range.upperBound ? tokens[token + 1] : TokenStream.breakBit
        let goesOn =
          next & TokenStream.breakBit == 0
          && roles[Int(next & TokenStream.formMask)] & FormRole.goesOn != 0
        if goesOn || role & FormRole.starts != 0 {
          (count, value) = longestMatch(tokens[token..<range.upperBound], roles)
        }
      }
      if value == Self.stopValue || (value == nil && role & FormRole.stops != 0) {
        if count == 1 {
          cut.stopWords[cut.stopWordCount] = UInt32(token)
          cut.stopWordCount += 1
        } else {
          stopPhrases.append(.init(start: UInt32(token), count: UInt16(count)))
        }
        opensRun = true
      } else {
        cut.units[cut.unitCount] = Segmentation.Unit(
          unit: value.map { UInt32($0) } ?? role & FormRole.word, tokenStart: UInt32(token),
          tokenCount: UInt16(count), opensRun: opensRun)
        cut.unitCount += 1
        opensRun = false
      }
      token += count
    }
  }

  /// The longest run of the trie that some tokens start with; one token and nil where none does.
  private func longestMatch(
    _ tokens: Slice<UnsafeBufferPointer<UInt32>>, _ roles: UnsafeBufferPointer<UInt32>
  ) -> (count: Int, value: Int?) {
    var best = (count: 1, value: Int?.none)
    var node = UInt32(0)
    var count = 0
    for token in tokens.prefix(Self.longestMatch) {
      let word = Int(roles[Int(token & TokenStream.formMask)] & FormRole.word)
      guard count == 0 || token & TokenStream.breakBit == 0,
        let next = trie.walk(from: node, word, of: pieces)
      else { break }
      node = next
      count += 1
      if let value = trie.value(at: node) { best = (count, value) }
    }
    return best
  }
}

extension Segmentation.Block {
  /// The same without room to grow.
  var compact: Self {
    var block = Self()
    block.documentStarts = documentStarts.withUnsafeBufferPointer { Array($0) }
    block.units = units.withUnsafeBufferPointer { Array($0) }
    block.stopWords = stopWords.withUnsafeBufferPointer { Array($0) }
    block.stopPhrases = stopPhrases.withUnsafeBufferPointer { Array($0) }
    return block
  }
}
