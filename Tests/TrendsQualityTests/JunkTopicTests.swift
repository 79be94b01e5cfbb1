import Foundation
import Testing
import TrendsQuality
import TrendsTestSupport

@Suite struct JunkTopicTests {
  @Test func tokensAndDocumentsWeighTermsByHand() throws {
    // Document 0 has term 0 three times, on topics 0, 0, 1, and term 1 on topic 0; document 1 has
    // term 0 on topic 0 and term 1 on topic 1. Topic 0: tokens (3, 1), documents (2, 1).
    let found = tokenDocumentDifferences(
      of: [[0, 1], [1, 0], [0], []], in: bagOfWords([[3, 1], [1, 1]]),
      assignments: [0, 0, 1, 0, 0, 1])
    // ½ (¾ ln(¾ / 17/24) + ¼ ln(¼ / 7/24) + ⅔ ln(⅔ / 17/24) + ⅓ ln(⅓ / 7/24)).
    expectClose(try #require(found[0]), 0.004212595043515673)
    // Topic 1: tokens (1, 1), documents (1, 1).
    expectClose(try #require(found[1]), 0)
    // Topics without a token of their terms, and without terms.
    #expect(found[2] == nil && found[3] == nil)
  }

  @Test func allMeasuresOverDocumentsAreThoseOfEachAlone() {
    let bag = bagOfWords([
      [1, 2, 0, 1], [0, 1, 1, 0], [3, 0, 0, 1], [1, 1, 1, 1], [0, 0, 2, 0],
    ])
    let topics = [[0, 3, 1], [2, 1], [3]]
    let measures: [CoherenceMeasure] = [.uMass, .uci, .npmi, .cv]
    let found = documentCoherences(of: topics, in: bag, measures: measures)
    for (i, measure) in measures.enumerated() {
      #expect(found.map { $0[i] } == documentCoherence(of: topics, in: bag, measure: measure))
    }
  }

  @Test(
    arguments: [
      // What decides, at its limit and beyond it.
      (0.0249, 1.0, 0.1, 50, JunkTopic.scattered), (0.025, 1.0, 0.1, 50, nil),
      (0.0249, 1.0, 0.1, 49, nil), (nil, 1.0, 0.1, 50, nil),
      // −ln 0.1 / 3 = 0.7675.
      (0.3, 0.767, 0.1, 50, .background), (0.3, 0.768, 0.1, 50, nil), (0.3, nil, 0.1, 50, nil),
      (-0.2, 0.1, 0.1, 50, .scattered), (0.3, 0.01, 0.5, 50, nil), (nil, nil, 0, 50, nil),
    ] as [(Double?, Double?, Double, Int, JunkTopic?)])
  func criteria(
    coherence: Double?, distance: Double?, share: Double, documents: Int, expected: JunkTopic?
  ) {
    #expect(
      junkTopics(
        coherences: [coherence], corpusDistances: [distance], tokenShares: [share],
        documentCount: documents) == [expected])
  }

  /// 120 documents of three themes of twelve words, and everywhere some of sixty common words.
  @Test(arguments: 1...10)
  func plantedBackgroundIsJunkAndPlantedThemesAreNot(seed: UInt64) {
    var random = XorShift(seed: seed)
    var counts = [UInt32](repeating: 0, count: 4 * 96)
    let rows = (0..<120).map { d in
      var row = [Int](repeating: 0, count: 96)
      for token in 0..<30 {
        let isCommon = token % 2 == 0
        let term = isCommon ? 36 + random.below(60) : 12 * (d % 3) + random.below(12)
        row[term] += 1
        counts[(isCommon ? 3 : d % 3) * 96 + term] += 1
      }
      return row
    }
    let tops = topTerms(topicTermCounts: counts, topicCount: 4)
    let spread = topicDiagnostics(
      topicTermCounts: counts,
      documentTopics: documentTopics(
        rows.indices.map { d in (0..<4).map { $0 == 3 || $0 == d % 3 ? 15 : 0 } }),
      alpha: [1, 1, 1, 1])
    let found = junkTopics(
      coherences: documentCoherence(of: tops, in: bagOfWords(rows)).map(\.value),
      corpusDistances: spread.map(\.corpusDistance), tokenShares: [1.0 / 6, 1.0 / 6, 1.0 / 6, 0.5],
      documentCount: 120)
    #expect(found == [nil, nil, nil, .scattered])
  }

  @Test func aTopicOfTheCorpusWordsIsBackground() {
    // The corpus is (50, 50, 50, 50) in 200 tokens, and topic 1 is spread like it.
    let spread = topicDiagnostics(
      topicTermCounts: [40, 40, 0, 0, 10, 10, 10, 10, 0, 0, 40, 40],
      documentTopics: documentTopics([[80, 40, 80]]), alpha: [1, 1, 1])
    let found = junkTopics(
      coherences: [0.5, 0.5, 0.5], corpusDistances: spread.map(\.corpusDistance),
      tokenShares: [0.4, 0.2, 0.4], documentCount: 1)
    #expect(found == [nil, .background, nil])
  }
}
