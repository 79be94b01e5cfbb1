import TrendsFeatures

/// The tokens of a corpus for the sparse kernel: block after block of a ``BlockGrid``, in a block
/// term after term, for a term by document.
///
/// The tokens of one term in one block are a *visit*: the term's row is prepared once for all of
/// them. Each token carries the place of its document's list. Immutable, shared by all chains.
final class WordLayout: TokenLayout, @unchecked Sendable {
  /// Words of a list are allotted in units of this many.
  static let listUnit = 8
  /// Tokens that may be read beyond the last one.
  static let readAhead = 64

  let bag: BagOfWords
  let grid: BlockGrid
  let topicCount: Int
  /// Where the list of each token's document starts, in units, `[N]` and some zeros.
  let places: UnsafePointer<UInt32>
  /// Where the list of each document starts, in units, `[D]`; the lists of a group lie together.
  let listStarts: [UInt32]
  /// Words of all lists, and what may be read beyond.
  let listWordCount: Int
  /// The terms of all visits, and where each ends among the tokens.
  let visitTerms: [UInt32]
  let visitEnds: [UInt32]
  /// Where each block starts among the tokens and among the visits, `[P² + 1]`.
  let blockTokens: [Int]
  let blockVisits: [Int]
  /// Where the tokens of each group and term start, `[P × V]`.
  private let cellStarts: [UInt32]

  /// - Complexity: O(N + P·V) time; 4 bytes a token.
  init(_ bag: BagOfWords, parts: Int, topicCount: Int) {
    self.bag = bag
    self.topicCount = topicCount
    let grid = BlockGrid(bag, parts: parts)
    self.grid = grid
    let termCount = bag.termCount
    var cells = [UInt32](repeating: 0, count: parts * termCount)
    var listStarts = [UInt32](repeating: 0, count: bag.documentCount)
    for d in 0..<bag.documentCount {
      let row = Int(grid.groups[d]) * termCount
      var length = 0
      for entry in bag.documentStarts[d]..<bag.documentStarts[d + 1] {
        cells[row + Int(bag.terms[entry])] += bag.counts[entry]
        length += Int(bag.counts[entry])
      }
      listStarts[d] = UInt32(Self.listUnits(length: length, topicCount: topicCount))
    }
    var units: UInt32 = 0
    for g in 0..<parts {
      for d in 0..<bag.documentCount where grid.groups[d] == g {
        let size = listStarts[d]
        listStarts[d] = units
        units += size
      }
    }
    self.listStarts = listStarts
    // The scan reads whole vectors, up to seven words beyond a list.
    listWordCount = (Int(units) + 1) * Self.listUnit

    var visitTerms: [UInt32] = []
    var visitEnds: [UInt32] = []
    var blockTokens = [0]
    var blockVisits = [0]
    var at: UInt32 = 0
    for g in 0..<parts {
      var w = 0
      for r in 0..<parts {
        while w < termCount, grid.ranges[w] == r {
          let count = cells[g * termCount + w]
          cells[g * termCount + w] = at
          at += count
          if count > 0 {
            visitTerms.append(UInt32(w))
            visitEnds.append(at)
          }
          w += 1
        }
        blockTokens.append(Int(at))
        blockVisits.append(visitTerms.count)
      }
    }
    cellStarts = cells
    self.visitTerms = visitTerms
    self.visitEnds = visitEnds
    self.blockTokens = blockTokens
    self.blockVisits = blockVisits

    let places = allocateRow(bag.tokenCount + Self.readAhead, of: UInt32(0))
    for d in 0..<bag.documentCount {
      let row = Int(grid.groups[d]) * termCount
      for entry in bag.documentStarts[d]..<bag.documentStarts[d + 1] {
        let cell = row + Int(bag.terms[entry])
        for _ in 0..<bag.counts[entry] {
          places[Int(cells[cell])] = listStarts[d]
          cells[cell] += 1
        }
      }
    }
    self.places = UnsafePointer(places)
  }

  deinit { places.deallocate() }

  /// The units of a document's list: a word for the length, one for each topic that the document can
  /// have at a time. A token that moves stands on two topics for a moment.
  static func listUnits(length: Int, topicCount: Int) -> Int {
    (1 + min(topicCount, length + 1) + listUnit - 1) / listUnit
  }

  func forEachRun(_ body: (_ first: Int, _ position: Int, _ count: Int) -> Void) {
    var cursors = cellStarts
    var first = 0
    for d in 0..<bag.documentCount {
      let row = Int(grid.groups[d]) * bag.termCount
      for entry in bag.documentStarts[d]..<bag.documentStarts[d + 1] {
        let cell = row + Int(bag.terms[entry])
        let count = Int(bag.counts[entry])
        body(first, Int(cursors[cell]), count)
        cursors[cell] += bag.counts[entry]
        first += count
      }
    }
  }
}
