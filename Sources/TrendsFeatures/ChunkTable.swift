/// The distinct chunks of some texts, each with its words: one thread's share of the lexicon.
struct ChunkTable {
  /// Marks of a piece.
  enum PieceMark {
    /// A hyphen joins it to the piece before.
    static let hyphen: UInt8 = 1
    /// Something that is no word stands before it.
    static let breaks: UInt8 = 2
  }

  /// Marks of a chunk.
  enum ChunkMark {
    /// It ends in something that is no word.
    static let endsInBreak: UInt8 = 1
    /// It ends in a name that a number may follow.
    static let takesNumber: UInt8 = 2
    /// It is a number such as follows a name.
    static let isVersion: UInt8 = 4
    /// It is a syllable that makes one word with the next.
    static let isPrefix: UInt8 = 8
    /// It is a single word, and no stop word.
    static let isPlainWord: UInt8 = 16
  }

  /// A chunk that was taken apart.
  struct Chunk {
    /// Where its pieces start.
    var pieceStart: UInt32
    /// How many pieces it has.
    var pieceCount: UInt16
    /// Its ``ChunkMark``s.
    var marks: UInt8
  }

  /// A word of a chunk.
  struct Piece {
    /// Its spelling.
    var form: UInt32
    /// Its spelling without capitals that only start a word.
    var loweredForm: UInt32
    /// Its ``PieceMark``s.
    var marks: UInt8
  }

  private let analyzer: ChunkAnalyzer
  private var texts: ByteInterner
  /// The chunks, by number.
  private(set) var chunks: [Chunk] = []
  /// The pieces of all chunks.
  private(set) var pieces: [Piece] = []
  /// The words: `s` or `c` for stop or content, then the key.
  private(set) var words: ByteInterner
  /// The spellings: a word, a zero byte, then the text.
  private(set) var forms: ByteInterner
  /// The word that each spelling belongs to.
  private(set) var formWords: [UInt32] = []
  /// Whether each spelling is a term only as part of a phrase.
  private(set) var formIsCompanion: [Bool] = []
  /// Scratch.
  private var spelling: [UInt8] = []

  /// An empty table with room for a number of chunks before it grows.
  init(classes: WordClasses, capacity: Int) {
    analyzer = ChunkAnalyzer(classes: classes)
    texts = ByteInterner(capacity: capacity)
    words = ByteInterner(capacity: capacity)
    forms = ByteInterner(capacity: capacity)
  }

  /// The number of a chunk, which is taken apart if it is new.
  @inline(__always)
  mutating func chunk(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let (id, isNew) = texts.intern(bytes)
    if isNew { add(analyzer.analyze(bytes)) }
    return id
  }

  private mutating func add(_ analysis: ChunkAnalysis) {
    let pieceStart = UInt32(pieces.count)
    for (index, piece) in analysis.pieces.enumerated() {
      spelling.removeAll(keepingCapacity: true)
      spelling.append(UInt8(ascii: piece.isStop ? "s" : "c"))
      spelling += piece.key
      let word = UInt32(words.intern(spelling).id)
      spelling.append(0)
      let keyed = spelling.count
      let form = form(piece.surface, after: keyed, of: word, piece)
      let lowered =
        piece.lowered == piece.surface
        ? form : self.form(piece.lowered, after: keyed, of: word, piece)
      let hyphen = index > 0 && !piece.followsBreak
      pieces.append(
        Piece(
          form: form, loweredForm: lowered,
          marks: piece.followsBreak ? PieceMark.breaks : hyphen ? PieceMark.hyphen : 0))
    }
    let marks =
      (analysis.endsInBreak ? ChunkMark.endsInBreak : 0)
      | (analysis.takesNumber ? ChunkMark.takesNumber : 0)
      | (analysis.isVersion ? ChunkMark.isVersion : 0)
      | (analysis.isPrefix ? ChunkMark.isPrefix : 0)
      | (analysis.isPlainWord ? ChunkMark.isPlainWord : 0)
    chunks.append(
      Chunk(pieceStart: pieceStart, pieceCount: UInt16(analysis.pieces.count), marks: marks))
  }

  /// The number of a spelling of a word, whose key and zero byte `spelling` starts with.
  private mutating func form(
    _ text: [UInt8], after keyed: Int, of word: UInt32, _ piece: ChunkPiece
  ) -> UInt32 {
    spelling.removeSubrange(keyed...)
    spelling += text
    let (form, isNew) = forms.intern(spelling)
    if isNew {
      formWords.append(word)
      formIsCompanion.append(piece.isCompanion)
    }
    return UInt32(form)
  }
}
