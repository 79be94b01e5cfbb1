/// A corpus as terms to be: words and phrases, in runs that nothing breaks.
///
/// A unit is a word of the stream (below `wordKeys.count`) or a phrase (from there on).
struct Segmentation: Equatable, Sendable {
  /// Where each document's units start, `[D + 1]`.
  var documentStarts: [Int] = [0]
  /// The units.
  var units: [UInt32] = []
  /// The first token of each unit.
  var tokenStarts: [UInt32] = []
  /// How many tokens each unit takes up.
  var tokenCounts: [UInt16] = []
  /// Whether each unit starts a run.
  var opensRun: [Bool] = []
  /// Tokens that are in no unit, by word: stop words and words of stop phrases.
  var stopped: [StoppedToken] = []

  /// A run of tokens that was taken out.
  struct StoppedToken: Equatable, Sendable {
    /// The first token.
    var start: UInt32
    /// How many tokens.
    var count: UInt16
  }

  /// D, the number of documents.
  var documentCount: Int { documentStarts.count - 1 }

  /// The units of a document.
  func units(of document: Int) -> Range<Int> {
    documentStarts[document]..<documentStarts[document + 1]
  }

  /// How many units each document has, `[D]`.
  var documentLengths: [Int] {
    (0..<documentCount).map { documentStarts[$0 + 1] - documentStarts[$0] }
  }

  /// Adds a unit at the end of the last document.
  mutating func append(unit: UInt32, tokenStart: UInt32, tokenCount: UInt16, opensRun: Bool) {
    units.append(unit)
    tokenStarts.append(tokenStart)
    tokenCounts.append(tokenCount)
    self.opensRun.append(opensRun)
  }

  /// Adds units of another segmentation of the same corpus at the end of the last document.
  mutating func append(_ other: Segmentation, _ range: Range<Int>) {
    units += other.units[range]
    tokenStarts += other.tokenStarts[range]
    tokenCounts += other.tokenCounts[range]
    opensRun += other.opensRun[range]
  }

  /// The corpus with some documents, in ascending order, as another segmentation has them.
  func replacing(_ documents: [Int], with others: Segmentation) -> Segmentation {
    var result = Segmentation()
    result.stopped = stopped
    var next = 0
    for document in 0..<documentCount {
      if next < documents.count, documents[next] == document {
        result.append(others, others.units(of: next))
        next += 1
      } else {
        result.append(self, units(of: document))
      }
      result.endDocument()
    }
    return result
  }

  /// Ends the last document.
  mutating func endDocument() { documentStarts.append(units.count) }

  /// Slices of a corpus one after the other.
  init(joining slices: [Segmentation]) {
    for slice in slices {
      let offset = units.count
      documentStarts += slice.documentStarts.dropFirst().map { $0 + offset }
      units += slice.units
      tokenStarts += slice.tokenStarts
      tokenCounts += slice.tokenCounts
      opensRun += slice.opensRun
      stopped += slice.stopped
    }
  }

  /// No documents.
  init() {}
}
