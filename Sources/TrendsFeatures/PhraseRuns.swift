/// How often the rows of a phrase table occur as runs of words, whatever longer phrase takes them up,
/// and in what spellings.
struct PhraseRuns: Sendable {
  /// A run of tokens.
  struct Run: Sendable {
    var tokenStart: UInt32
    var tokenCount: UInt16
  }

  /// The runs of one row that are spelled alike.
  struct Spelled: Sendable {
    /// The first of them.
    var run: Run
    /// How many there are.
    var count: Int
    /// Whether a capital of theirs may come from its place.
    var isPlaced: Bool
    /// Of equal spellings the same.
    var hash: UInt64
    fileprivate var row: Int
  }

  /// Documents with each row.
  private(set) var documents: [Int]
  private var documentOfRow: [Int]
  private var spelled: [Spelled] = []
  private var places = PairIndex(capacity: 4_096)
  /// Where the spellings of each row start; one more than there are rows.
  private var rowStarts: [Int] = []

  private init(rowCount: Int) {
    documents = [Int](repeating: 0, count: rowCount)
    documentOfRow = [Int](repeating: -1, count: rowCount)
  }

  /// Finds every run of every key.
  ///
  /// - Parameters:
  ///   - keys: the rows, each key once.
  ///   - matcher: what the corpus is cut with.
  init(keys: [String], matcher: PhraseMatcher, threadCount: Int) {
    let search = Search(keys: keys, matcher: matcher)
    let stream = matcher.stream
    let slices = concurrentSlices(of: stream.documentLengths, sliceCount: threadCount) { range in
      var found = PhraseRuns(rowCount: keys.count)
      for document in range { search.find(in: document, stream: stream, to: &found) }
      return found
    }
    self = slices.first ?? PhraseRuns(rowCount: keys.count)
    for slice in slices.dropFirst() {
      for (row, count) in slice.documents.enumerated() { documents[row] += count }
      for other in slice.spelled { add(other) }
    }
    spelled.sort { ($0.row, $0.hash) < ($1.row, $1.hash) }
    rowStarts = [Int](repeating: 0, count: keys.count + 1)
    for other in spelled { rowStarts[other.row + 1] += 1 }
    for row in keys.indices { rowStarts[row + 1] += rowStarts[row] }
  }

  /// The spellings of a row, by hash.
  func spellings(of row: Int) -> ArraySlice<Spelled> {
    spelled[rowStarts[row]..<rowStarts[row + 1]]
  }

  /// How often a row occurs.
  func count(of row: Int) -> Int { spellings(of: row).reduce(0) { $0 + $1.count } }

  fileprivate mutating func add(_ new: Spelled, in document: Int) {
    if documentOfRow[new.row] != document {
      documentOfRow[new.row] = document
      documents[new.row] += 1
    }
    add(new)
  }

  private mutating func add(_ new: Spelled) {
    // A number for row, place and spelling together: as sure as the hash of a spelling is.
    let row = UInt64(new.row) << 1 | (new.isPlaced ? 1 : 0)
    let place = places.insert(new.hash ^ (row &+ 1) &* 0xD6E8_FEB8_6659_FD93)
    if place == spelled.count { spelled.append(new) } else { spelled[place].count += new.count }
  }
}

/// The keys of a phrase table as runs that can be looked for.
private struct Search: Sendable {
  /// What a spelling does: a run may start with it; one may, if the next token goes on; a run may go
  /// on with it.
  private static let starts: UInt8 = 1
  private static let startsWithNext: UInt8 = 2
  private static let goesOn: UInt8 = 4

  private var trie: PieceTrie
  private let pieces: PieceTable
  private let spelling: Spelling
  private let roles: [UInt8]

  init(keys: [String], matcher: PhraseMatcher) {
    let (pieces, stream) = (matcher.pieces, matcher.stream)
    var trie = PieceTrie(pieceCount: pieces.count)
    for (row, key) in keys.enumerated() {
      if let run = pieces.pieces(ofKey: key) { trie.insert(run, value: row) }
    }
    let rolesOfWords = stream.wordKeys.indices.map { word in
      let start: UInt8 =
        switch trie.role(of: word, in: pieces) {
        case .none: 0
        case .startsWithNext: Self.startsWithNext
        case .starts: Self.starts
        }
      return start | (trie.goesOn(with: word, in: pieces) ? Self.goesOn : 0)
    }
    roles = stream.formWords.map { rolesOfWords[Int($0)] }
    spelling = Spelling(stream: stream)
    self.pieces = pieces
    self.trie = trie
  }

  func find(in document: Int, stream: TokenStream, to found: inout PhraseRuns) {
    let range = stream.tokens(of: document)
    stream.tokens.withUnsafeBufferPointer { tokens in
      func goesOn(with token: Int) -> Bool {
        token < range.upperBound && tokens[token] & TokenStream.breakBit == 0
          && roles[Int(tokens[token] & TokenStream.formMask)] & Self.goesOn != 0
      }
      for start in range {
        let role = roles[Int(tokens[start] & TokenStream.formMask)]
        guard
          role & Self.starts != 0 || role & Self.startsWithNext != 0 && goesOn(with: start + 1)
        else { continue }
        var node = UInt32(0)
        var end = start
        while end == start || goesOn(with: end),
          let next = trie.walk(from: node, stream.word(at: end), of: pieces)
        {
          node = next
          end += 1
          guard let row = trie.value(at: node) else { continue }
          let run = PhraseRuns.Run(
            tokenStart: UInt32(start), tokenCount: UInt16(clamping: end - start))
          found.add(
            .init(
              run: run, count: 1, isPlaced: spelling.isPlaced(run), hash: spelling.hash(run),
              row: row), in: document)
        }
      }
    }
  }
}
