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

  private let analyzer: ChunkAnalyzer
  private var chunks = ByteInterner(capacity: 32_768)
  /// Marks of each chunk.
  private(set) var chunkMarks: [UInt8] = []
  /// Where each chunk's pieces start, one more than there are chunks.
  private(set) var pieceStarts: [Int] = [0]
  /// The word of each piece.
  private(set) var pieceWords: [UInt32] = []
  /// The spelling of each piece.
  private(set) var pieceForms: [UInt32] = []
  /// The spelling of each piece without capitals that only start a word.
  private(set) var pieceLoweredForms: [UInt32] = []
  /// Marks of each piece.
  private(set) var pieceMarks: [UInt8] = []
  /// The words: `s` or `c` for stop or content, then the key.
  private(set) var words = ByteInterner(capacity: 32_768)
  /// The spellings: a word, a zero byte, then the text.
  private(set) var forms = ByteInterner(capacity: 32_768)
  /// The word that each spelling belongs to.
  private(set) var formWords: [UInt32] = []
  /// Whether each spelling is a term only as part of a phrase.
  private(set) var formIsCompanion: [Bool] = []

  /// An empty table.
  init(classes: WordClasses) { analyzer = ChunkAnalyzer(classes: classes) }

  /// The number of a chunk, which is taken apart if it is new.
  mutating func chunk(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let (id, isNew) = chunks.intern(bytes)
    if isNew { add(analyzer.analyze(bytes)) }
    return id
  }

  private mutating func add(_ analysis: ChunkAnalysis) {
    for (index, piece) in analysis.pieces.enumerated() {
      let tag = UInt8(ascii: piece.isStop ? "s" : "c")
      let word = words.intern([tag] + piece.key).id
      pieceWords.append(UInt32(word))
      pieceForms.append(form(piece, word: word, spelled: piece.surface, tag: tag))
      pieceLoweredForms.append(form(piece, word: word, spelled: piece.lowered, tag: tag))
      let hyphen = index > 0 && !piece.followsBreak
      pieceMarks.append(
        piece.followsBreak ? PieceMark.breaks : hyphen ? PieceMark.hyphen : 0)
    }
    pieceStarts.append(pieceWords.count)
    chunkMarks.append(
      (analysis.endsInBreak ? ChunkMark.endsInBreak : 0)
        | (analysis.takesNumber ? ChunkMark.takesNumber : 0)
        | (analysis.isVersion ? ChunkMark.isVersion : 0)
        | (analysis.isPrefix ? ChunkMark.isPrefix : 0)
        | (analysis.isPlainWord ? ChunkMark.isPlainWord : 0))
  }

  private mutating func form(_ piece: ChunkPiece, word: Int, spelled: [UInt8], tag: UInt8)
    -> UInt32
  {
    let (form, isNew) = forms.intern([tag] + piece.key + [0] + spelled)
    if isNew {
      formWords.append(UInt32(word))
      formIsCompanion.append(piece.isCompanion)
    }
    return UInt32(form)
  }
}
