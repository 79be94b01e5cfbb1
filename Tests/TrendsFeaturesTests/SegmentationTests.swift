import Testing
import TrendsCorpus

@testable import TrendsFeatures

@Suite struct SegmentationTests {
  /// Units 0, 1, 2 … of documents of so many units each.
  private func block(_ lengths: [Int]) -> Segmentation.Block {
    var block = Segmentation.Block()
    var next = UInt32(0)
    for length in lengths {
      for index in 0..<length {
        block.units.append(
          .init(unit: next, tokenStart: next, tokenCount: 1, opensRun: index == 0))
        next += 1
      }
      block.endDocument()
    }
    return block
  }

  /// The units of each document.
  private func rows(_ block: Segmentation.Block) -> [[UInt32]] {
    (0..<block.documentCount).map { block.units[block.units(of: $0)].map(\.unit) }
  }

  @Test func `documents of another block keep their units`() {
    let other = block([2, 0, 3, 1])
    var block = block([1])
    block.append(documents: 1..<3, of: other)
    block.append(documents: 3..<3, of: other)
    block.append(documents: 3..<4, of: other)
    #expect(rows(block) == [[0], [], [2, 3, 4], [5]])
  }

  @Test func `a block takes over shorter and longer ones`() {
    var block = block([2, 2])
    for lengths in [[1, 0], [3, 4, 5], []] {
      let other = self.block(lengths)
      block.takeUnits(of: other)
      #expect(block == other)
    }
  }

  @Test func `units are removed in place`() {
    var block = block([2, 0, 3, 1])
    block.removeUnits { $0.unit.isMultiple(of: 2) }
    #expect(rows(block) == [[1], [], [3], [5]])
    block.removeUnits { _ in true }
    #expect(rows(block) == [[], [], [], []])
  }
}

@Suite struct PhraseRunsTests {
  private let texts = [
    // Capitals from the start of a sentence are marked as placed.
    "Token pruning helps. We prune tokens: token pruning, token-pruning.",
    "On token pruning and the pruning of tokens, token. Pruning",
    "Nothing of the kind", "Token Pruning in vision models, TOKEN pruning",
  ]

  @Test(arguments: 1...4)
  func `runs are counted alike on any number of threads`(threadCount: Int) throws {
    let corpus = try TokenizedCorpus(
      documents: documents(texts), options: FeatureOptions(), threadCount: threadCount,
      clean: { $0 }, progress: { _ in })
    let matcher = PhraseMatcher(
      stream: corpus.stream, pieces: corpus.pieces, phrases: [], stopPhrases: [])
    let runs = PhraseRuns(
      keys: ["token prune", "prune", "vision model", "no such"], matcher: matcher,
      threadCount: threadCount)
    #expect((0..<4).map(runs.count) == [6, 9, 1, 0])
    #expect(runs.documents == [3, 3, 1, 0])
    // Two of token pruning, one of token-pruning and TOKEN pruning; Token pruning, Token Pruning.
    let spellings = runs.spellings(of: 0).map { "\($0.count) \($0.isPlaced)" }.sorted()
    #expect(spellings == ["1 false", "1 false", "1 true", "1 true", "2 false"])
    #expect(Spelling(stream: corpus.stream).commonest(runs.spellings(of: 0)) == "token pruning")
    #expect(Spelling(stream: corpus.stream).commonest(runs.spellings(of: 3)) == "")
  }
}
