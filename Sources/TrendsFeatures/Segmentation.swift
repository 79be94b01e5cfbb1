import Dispatch

/// A corpus as terms to be: words and phrases, in runs that nothing breaks.
///
/// A unit is a word of the stream (below `wordKeys.count`) or a phrase (from there on). Documents
/// are kept in blocks, so that a corpus can be cut anew without being held twice.
struct Segmentation: Equatable, Sendable {
  /// A word or phrase where it stands.
  struct Unit: Equatable, Sendable {
    /// Its number.
    var unit: UInt32
    /// Its first token.
    var tokenStart: UInt32
    /// How many tokens it takes up.
    var tokenCount: UInt16
    /// Whether it starts a run.
    var opensRun: Bool
  }

  /// A run of tokens that was taken out.
  struct StoppedRun: Equatable, Sendable {
    /// The first token.
    var start: UInt32
    /// How many tokens, at least 1.
    var count: UInt16
  }

  /// Some documents, one after the other.
  struct Block: Equatable, Sendable {
    /// Where each document's units start, one more than there are documents.
    var documentStarts: [Int] = [0]
    /// The units.
    var units: [Unit] = []
    /// Stop words that are in no unit, by token: most of what is taken out.
    var stopWords: [UInt32] = []
    /// Stop phrases that are in no unit.
    var stopPhrases: [StoppedRun] = []

    /// How many documents there are.
    var documentCount: Int { documentStarts.count - 1 }

    /// The units of a document of the block.
    func units(of document: Int) -> Range<Int> {
      documentStarts[document]..<documentStarts[document + 1]
    }

    /// Appends the units of some documents of another block.
    mutating func append(documents: Range<Int>, of other: Self) {
      let start = other.documentStarts[documents.lowerBound]
      let end = other.documentStarts[documents.upperBound]
      let shift = units.count - start
      units.append(contentsOf: other.units[start..<end])
      for document in documents {
        documentStarts.append(other.documentStarts[document + 1] + shift)
      }
    }

    /// Takes over the units of another block, in the memory that this one has.
    mutating func takeUnits(of other: Self) {
      units.removeAll(keepingCapacity: true)
      units.append(contentsOf: other.units)
      documentStarts.removeAll(keepingCapacity: true)
      documentStarts.append(contentsOf: other.documentStarts)
    }

    /// Removes units in place.
    mutating func removeUnits(where isUnwanted: (Unit) -> Bool) {
      var (start, kept) = (0, 0)
      for document in 0..<documentCount {
        let end = documentStarts[document + 1]
        for index in start..<end where !isUnwanted(units[index]) {
          units[kept] = units[index]
          kept += 1
        }
        documentStarts[document + 1] = kept
        start = end
      }
      units.removeLast(units.count - kept)
    }

    /// Ends the last document.
    mutating func endDocument() { documentStarts.append(units.count) }

    /// Empties it; its memory is kept.
    mutating func removeAll() {
      // What is empty already, as most is for every run that is joined, is left alone.
      if documentCount > 0 { documentStarts.removeLast(documentCount) }
      if !units.isEmpty { units.removeAll(keepingCapacity: true) }
      if !stopWords.isEmpty { stopWords.removeAll(keepingCapacity: true) }
      if !stopPhrases.isEmpty { stopPhrases.removeAll(keepingCapacity: true) }
    }
  }

  /// So many documents make a block; the last may have fewer.
  static let documentsPerBlock = 256

  /// The documents.
  var blocks: [Block]
  /// D, the number of documents.
  let documentCount: Int

  /// A segmentation with nothing in it yet.
  init(documentCount: Int) {
    self.documentCount = documentCount
    let size = Self.documentsPerBlock
    blocks = [Block](repeating: Block(), count: (documentCount + size - 1) / size)
  }

  /// The documents of a block.
  func documents(ofBlock block: Int) -> Range<Int> {
    let start = block * Self.documentsPerBlock
    return start..<min(documentCount, start + Self.documentsPerBlock)
  }

  /// Reads some blocks on each of several threads.
  ///
  /// - Returns: the results in the order of the documents.
  func concurrently<Result: Sendable>(
    threadCount: Int, _ work: @Sendable (_ blocks: Range<Int>) -> Result
  ) -> [Result] {
    concurrentSlices(of: weights, sliceCount: threadCount, work)
  }

  /// Works on some blocks on each of several threads, in place.
  ///
  /// - Parameter work: takes the blocks by number, and the first of them.
  /// - Returns: the results in the order of the documents.
  mutating func concurrentlyUpdate<Result: Sendable>(
    threadCount: Int,
    _ work: @Sendable (_ blocks: Range<Int>, _ storage: UnsafeMutableBufferPointer<Block>) -> Result
  ) -> [Result] {
    let weights = weights
    return blocks.withUnsafeMutableBufferPointer { blocks in
      // Each block belongs to one thread.
      nonisolated(unsafe) let blocks = blocks
      return concurrentSlices(of: weights, sliceCount: threadCount) { work($0, blocks) }
    }
  }

  /// Lets go of what was taken out, which is kept to be counted.
  mutating func forgetStopped() {
    for block in blocks.indices {
      blocks[block].stopWords = []
      blocks[block].stopPhrases = []
    }
  }

  private var weights: [Int] { blocks.map { $0.units.count + 1 } }
}
