import TrendsFeatures

/// The tokens of a corpus for the interleaved kernel: block after block of a ``BlockGrid``, in a
/// block document after document, in a document by term.
///
/// The tokens of one document in one block are a *piece*. Immutable, shared by all chains.
final class LaneLayout: TokenLayout, @unchecked Sendable {
  let bag: BagOfWords
  let grid: BlockGrid
  /// The term of each token, `[N]`, and zeros behind the last one that may be read ahead.
  let terms: UnsafePointer<UInt32>
  /// The row of each document, `[D]`: those of a group lie together, so that two threads do not write
  /// to one cache line.
  let documentRows: [UInt32]
  /// The row of each piece's document, and one more that may be read ahead.
  let pieceRows: UnsafePointer<UInt32>
  /// Where each piece ends, among the tokens.
  let pieceEnds: UnsafePointer<UInt32>
  /// Where each block starts among the tokens and among the pieces, `[P² + 1]`.
  let blockTokens: [Int]
  let blockPieces: [Int]

  /// Tokens that may be read beyond the last one.
  static let readAhead = 64

  /// - Complexity: O(N) time; 4 bytes a token and 8 a piece.
  init(_ bag: BagOfWords, parts: Int) {
    self.bag = bag
    let grid = BlockGrid(bag, parts: parts)
    self.grid = grid
    var tokenStarts = [Int](repeating: 0, count: parts * parts + 1)
    var pieceStarts = tokenStarts
    Self.forEachEntry(bag, grid) { _, entry, block, isNew in
      tokenStarts[block + 1] += Int(bag.counts[entry])
      if isNew { pieceStarts[block + 1] += 1 }
    }
    for b in 0..<parts * parts {
      tokenStarts[b + 1] += tokenStarts[b]
      pieceStarts[b + 1] += pieceStarts[b]
    }
    blockTokens = tokenStarts
    blockPieces = pieceStarts

    var documentRows = [UInt32](repeating: 0, count: bag.documentCount)
    var row: UInt32 = 0
    for g in 0..<parts {
      for d in 0..<bag.documentCount where grid.groups[d] == g {
        documentRows[d] = row
        row += 1
      }
    }
    self.documentRows = documentRows

    let terms = allocateRow(bag.tokenCount + Self.readAhead, of: UInt32(0))
    let pieceCount = pieceStarts[parts * parts]
    let rows = allocateRow(pieceCount + 1, of: UInt32(0))
    let ends = allocateRow(pieceCount + 1, of: UInt32(0))
    Self.forEachEntry(bag, grid) { d, entry, block, isNew in
      if isNew {
        rows[pieceStarts[block]] = documentRows[d]
        pieceStarts[block] += 1
      }
      for _ in 0..<bag.counts[entry] {
        terms[tokenStarts[block]] = bag.terms[entry]
        tokenStarts[block] += 1
      }
      ends[pieceStarts[block] - 1] = UInt32(tokenStarts[block])
    }
    self.terms = UnsafePointer(terms)
    pieceRows = UnsafePointer(rows)
    pieceEnds = UnsafePointer(ends)
  }

  deinit {
    terms.deallocate()
    pieceRows.deallocate()
    pieceEnds.deallocate()
  }

  /// Walks the bag: document, entry, block, and whether the entry begins a piece.
  private static func forEachEntry(
    _ bag: BagOfWords, _ grid: BlockGrid,
    _ body: (_ document: Int, _ entry: Int, _ block: Int, _ isNew: Bool) -> Void
  ) {
    for d in 0..<bag.documentCount {
      let row = Int(grid.groups[d]) * grid.parts
      var last = -1
      for entry in bag.documentStarts[d]..<bag.documentStarts[d + 1] {
        let block = row + Int(grid.ranges[Int(bag.terms[entry])])
        body(d, entry, block, block != last)
        last = block
      }
    }
  }

  func forEachRun(_ body: (_ first: Int, _ position: Int, _ count: Int) -> Void) {
    var cursors = blockTokens
    var first = 0
    Self.forEachEntry(bag, grid) { _, entry, block, _ in
      let count = Int(bag.counts[entry])
      body(first, cursors[block], count)
      cursors[block] += count
      first += count
    }
  }
}
