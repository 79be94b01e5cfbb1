import Testing
import TrendsFeatures
import TrendsTestSupport

@testable import TrendsLDA

@Suite("A state that another program left")
struct GivenStateTests {
  /// Documents "0 0 1" and "1" with topics 0 1 1 and 0.
  @Test("is a chain of one draw with its counts")
  func handCase() throws {
    let bag = BagOfWords(
      documentStarts: [0, 2, 3], terms: [0, 1, 1], counts: [2, 1, 1], termCount: 2)
    let chain = try ChainResult(bag: bag, assignments: [0, 1, 1, 0], alpha: [0.5, 1], beta: 0.1)
    #expect(chain.draws.count == 1)
    #expect(
      chain.draws[0].documentTopics
        == DocumentTopics(documentStarts: [0, 2, 3], topics: [0, 1, 0], counts: [1, 2, 1]))
    #expect(chain.topicTermCounts == [1, 1, 1, 1])
    #expect(chain.draws[0].alpha == [0.5, 1] && chain.draws[0].beta == 0.1)
    #expect(chain.assignments == [0, 1, 1, 0])
  }

  @Test("of our own sampling is its last draw")
  func lastDraw() throws {
    let bag = try syntheticBag(documents: 30, length: 40, termCount: 50, topicCount: 4, seed: 5)
    var options = LDAOptions()
    options.topicCount = 4
    options.chainCount = 1
    options.sweepCount = 120
    options.burnIn = 60
    options.drawsPerChain = 3
    let fitted = try #require(try fitChains(bag, options: options, threadCount: 1)?.first)
    let last = try #require(fitted.draws.last)
    let given = try ChainResult(
      bag: bag, assignments: fitted.assignments, alpha: last.alpha, beta: last.beta)
    #expect(given.draws[0].documentTopics == last.documentTopics)
    expectClose(given.draws[0].logLikelihood, last.logLikelihood, relative: 1e-12)
  }
}
