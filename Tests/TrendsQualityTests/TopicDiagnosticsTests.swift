import Foundation
import Testing
import TrendsLDA
import TrendsQuality
import TrendsTestSupport

@Suite struct TopicDiagnosticsTests {
  @Test func diagnosticsByHand() throws {
    // Three documents of two topics, A = 1: n(d,k) = (3, 1), (0, 4), (2, 2).
    let found = topicDiagnostics(
      topicTermCounts: [4, 1, 0, 0, 1, 6],
      documentTopics: documentTopics([[3, 1], [0, 4], [2, 2]]), alpha: [0.5, 0.5])
    let (first, second) = (found[0], found[1])
    #expect((first.tokens, first.documents) == (5, 2))
    #expect((second.tokens, second.documents) == (7, 3))
    // −(3/5 ln 3/5 + 2/5 ln 2/5) and −(1/7 ln 1/7 + 4/7 ln 4/7 + 2/7 ln 2/7).
    expectClose(try #require(first.documentEntropy), 0.6730116670092565)
    expectClose(try #require(second.documentEntropy), 0.9556998911125343)
    // The most of documents 1 and 3 (a tie goes to the first topic) and of document 2.
    #expect(first.rankOneShare == 1)
    expectClose(try #require(second.rankOneShare), 1.0 / 3)
    // θ = 3.5/5, 2.5/5 for topic 0; 1.5/5, 4.5/5, 2.5/5 for topic 1.
    #expect(first.allocationShare == 1)
    expectClose(try #require(second.allocationShare), 2.0 / 3)
    #expect(first.allocationRatio == 1)
    expectClose(try #require(second.allocationRatio), 2.0 / 3)
    // φ = (4/5, 1/5, 0) and the corpus is (4, 2, 6)/12.
    expectClose(try #require(first.effectiveTermCount), 25.0 / 17)
    // .8 ln 2.4 + .2 ln .6 and .8 ln 2.4 + .2 ln 1.2.
    expectClose(try #require(first.uniformDistance), 0.5982098654401364)
    expectClose(try #require(first.corpusDistance), 0.7368393015521255)
  }

  @Test func aTopicWithoutTokensHasNoFigures() {
    let found = topicDiagnostics(
      topicTermCounts: [1, 2, 0, 0], documentTopics: documentTopics([[3, 0]]), alpha: [1, 1])[1]
    #expect((found.tokens, found.documents) == (0, 0))
    #expect(found.documentEntropy == nil)
    #expect(found.uniformDistance == nil)
    #expect(found.effectiveTermCount == nil)
    #expect(found.rankOneShare == nil)
    #expect(found.allocationRatio == nil)
  }

  @Test func aTopicThatIsTheCorpusIsAtNoDistance() throws {
    let found = topicDiagnostics(
      topicTermCounts: [2, 2, 2, 2], documentTopics: documentTopics([[8]]), alpha: [1])[0]
    #expect(found.uniformDistance == 0)
    #expect(found.corpusDistance == 0)
    expectClose(try #require(found.effectiveTermCount), 4)
    #expect(found.documentEntropy == 0)
  }
}
