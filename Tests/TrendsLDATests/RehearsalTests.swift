import Testing
import TrendsFeatures
import TrendsTestSupport

@testable import TrendsLDA

@Suite("A rehearsal")
struct RehearsalTests {
  /// Twelve documents, the n-th with n tokens of as many terms.
  private let bag: BagOfWords = {
    let lengths = 1...12
    return BagOfWords(
      documentStarts: lengths.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) },
      terms: lengths.flatMap { 0..<UInt32($0) },
      counts: lengths.flatMap { Array(repeating: UInt32(1), count: $0) }, termCount: 12)
  }()

  private func swept(tokenCount: Int, _ sampler: SamplerKind) throws -> [Int] {
    var options = LDAOptions()
    options.topicCount = 4
    options.sampler = sampler
    var swept: [Int] = []
    try rehearse(bag, options: options, tokenCount: tokenCount, sweepCount: 3) { swept.append($0) }
    return swept
  }

  @Test(
    "sweeps documents spread over the corpus, with any sampler",
    arguments: [SamplerKind.auto, .scalar, .dense, .sparse, .square])
  func part(sampler: SamplerKind) throws {
    // 78 tokens: every third document, 1 + 4 + 7 + 10 of them.
    #expect(try swept(tokenCount: 26, sampler) == [0, 22, 22, 22])
    #expect(try swept(tokenCount: 78, sampler) == [0, 78, 78, 78])
    #expect(try swept(tokenCount: 1_000, sampler) == [0, 78, 78, 78])
  }

  @Test("knows how often terms are prepared", arguments: [SamplerKind.sparse, .square])
  func preparedTerms(sampler: SamplerKind) throws {
    let bag = try syntheticBag(documents: 60, length: 30, termCount: 400, topicCount: 6, seed: 3)
    var options = LDAOptions()
    options.topicCount = SamplerKind.mostLaneTopics + 1
    options.sampler = sampler
    let parts = sampler == .sparse ? 1 : WordSampler.squareParts
    let layout = WordLayout(bag, parts: parts, topicCount: options.topicCount)
    let visits = Double(layout.visitTerms.count)
    #expect(abs(preparedRows(bag, options: options) - visits) <= 0.06 * visits)
    options.topicCount = 4
    #expect((preparedRows(bag, options: options) == 0) == (sampler == .square))
  }

  @Test("refuses what a fit would refuse")
  func refusal() {
    let empty = BagOfWords(documentStarts: [0], terms: [], counts: [], termCount: 1)
    #expect(throws: LDAError.noTokens) {
      try rehearse(empty, options: LDAOptions(), tokenCount: 9, sweepCount: 1) { _ in }
    }
  }
}
