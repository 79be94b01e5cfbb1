/// Where the rows of a phrase table occur as runs of words, whatever longer phrase takes them up.
struct PhraseRuns: Sendable {
  /// A run of tokens.
  struct Run: Sendable {
    var row: UInt32
    var document: UInt32
    var tokenStart: UInt32
    var tokenCount: UInt16
  }

  private let rowStarts: [Int]
  private let runs: [Run]

  /// Finds every run of every key.
  ///
  /// - Parameters:
  ///   - keys: the rows, each key once.
  ///   - matcher: what the corpus is cut with.
  init(keys: [String], matcher: PhraseMatcher, threadCount: Int) {
    let pieces = matcher.pieces
    var trie = PieceTrie(pieceCount: pieces.count)
    for (row, key) in keys.enumerated() {
      if let run = pieces.pieces(ofKey: key) { trie.insert(run, value: row) }
    }
    let stream = matcher.stream
    let roles = stream.wordKeys.indices.map { word in trie.role(of: word, in: pieces) != .none }
    let startsRun = stream.formWords.map { roles[Int($0)] }
    let found = concurrentSlices(of: stream.documentLengths, sliceCount: threadCount) {
      [trie] range in
      var found: [Run] = []
      for document in range {
        Self.find(
          in: document, stream: stream, pieces: pieces, trie: trie, startsRun: startsRun,
          to: &found)
      }
      return found
    }
    // A counting sort by row keeps the order of the corpus within a row.
    var starts = [Int](repeating: 0, count: keys.count + 1)
    for slice in found { for run in slice { starts[Int(run.row) + 1] += 1 } }
    for row in keys.indices { starts[row + 1] += starts[row] }
    var next = starts
    var sorted = [Run](
      repeating: Run(row: 0, document: 0, tokenStart: 0, tokenCount: 0), count: starts[keys.count])
    for slice in found {
      for run in slice {
        sorted[next[Int(run.row)]] = run
        next[Int(run.row)] += 1
      }
    }
    rowStarts = starts
    runs = sorted
  }

  /// The runs of a row, in the order of the corpus.
  func runs(of row: Int) -> ArraySlice<Run> { runs[rowStarts[row]..<rowStarts[row + 1]] }

  private static func find(
    in document: Int, stream: TokenStream, pieces: PieceTable, trie: PieceTrie,
    startsRun: [Bool], to found: inout [Run]
  ) {
    let tokens = stream.tokens(of: document)
    for start in tokens where startsRun[stream.form(at: start)] {
      var node = UInt32(0)
      for token in start..<tokens.upperBound {
        guard token == start || !stream.has(TokenStream.Mark.breaks, at: token),
          let next = trie.walk(from: node, stream.word(at: token), of: pieces)
        else { break }
        node = next
        guard let row = trie.value(at: node) else { continue }
        found.append(
          Run(
            row: UInt32(row), document: UInt32(document), tokenStart: UInt32(start),
            tokenCount: UInt16(clamping: token + 1 - start)))
      }
    }
  }
}
