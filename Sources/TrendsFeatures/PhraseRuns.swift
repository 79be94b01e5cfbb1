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
  ///   - base: the corpus before pairs are joined.
  ///   - matcher: what the base was cut with.
  init(keys: [String], base: Segmentation, matcher: PhraseMatcher, threadCount: Int) {
    let pieces = matcher.pieces
    var trie = PieceTrie(pieceCount: pieces.count)
    for (row, key) in keys.enumerated() {
      if let run = pieces.pieces(ofKey: key) { trie.insert(run, value: row) }
    }
    let found = concurrentSlices(of: base.documentLengths, sliceCount: threadCount) {
      [trie] range in
      var found: [Run] = []
      for document in range {
        Self.find(in: document, base: base, matcher: matcher, trie: trie, to: &found)
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
    in document: Int, base: Segmentation, matcher: PhraseMatcher, trie: PieceTrie,
    to found: inout [Run]
  ) {
    let units = base.units(of: document)
    for start in units {
      var node = UInt32(0)
      var count = 0
      for index in start..<units.upperBound {
        guard index == start || !base.opensRun[index] else { break }
        let run = matcher.pieces(ofUnit: Int(base.units[index]))
        guard index > start || run.first.map(trie.starts(with:)) == true,
          let next = trie.walk(from: node, run)
        else { break }
        node = next
        count += Int(base.tokenCounts[index])
        guard let row = trie.value(at: node) else { continue }
        found.append(
          Run(
            row: UInt32(row), document: UInt32(document), tokenStart: base.tokenStarts[start],
            tokenCount: UInt16(clamping: count)))
      }
    }
  }
}
