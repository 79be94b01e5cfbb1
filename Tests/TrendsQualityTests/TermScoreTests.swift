import Foundation
import Testing
import TrendsQuality
import TrendsTestSupport

@Suite struct TermScoreTests {
  /// Two topics over four terms.
  private let phi = [
    0.5, 0.3, 0.1, 0.1,
    0.1, 0.3, 0.5, 0.1,
  ]

  @Test(arguments: [("exclusivity_frexw0.7", 0.7), ("exclusivity_frexw0.5", 0.5)])
  func exclusivityIsThatOfSTM(column: String, weight: Double) throws {
    let reference = try Reference(named: "stm_exclusivity_coherence", in: .module)
    #expect(reference.cases.count == 6)
    for example in reference.cases {
      let rows = (example["beta"]?.array ?? []).map(\.doubles)
      let count = try #require(example["M"]?.int)
      let expectedTerms = (example["top_words_1based"]?.array ?? []).map { $0.ints.map { $0 - 1 } }
      let phi = rows.flatMap { $0 }
      #expect(topTerms(scores: phi, topicCount: rows.count, count: count) == expectedTerms)
      let found = topicExclusivity(
        phi: phi, topicCount: rows.count, count: count, exclusivityWeight: weight)
      let expected = try #require(example[column]).doubles
      #expect(found.count == expected.count)
      for (found, expected) in zip(found, expected) {
        expectClose(found, expected, relative: 1e-9, example["id"]?.string ?? "")
      }
    }
  }

  @Test func frexByHand() {
    // Topic 0: exclusivity .833 .5 .167 .5 has ranks 4 2.5 1 2.5, φ has ranks 4 3 1.5 1.5, so at
    // ω = .5 with V = 4: 1, 1/(.5·4/2.5 + .5·4/3), 1/(.5·4/1 + .5·4/1.5), 1/(.5·4/2.5 + .5·4/1.5).
    let found = frexScores(phi: phi, topicCount: 2)
    let expected = [1, 0.6818181818181818, 0.3, 0.46875]
    for (found, expected) in zip(found, expected) { expectClose(found, expected) }
    // Topic 1 mirrors it.
    expectClose(found[6], 1)
    expectClose(found[4], 0.3)
  }

  @Test func frexAtTheEndsIsOneOfItsParts() {
    // ω = 1 leaves the exclusivity's ranks, ω = 0 those of φ, each over V.
    #expect(
      frexScores(phi: phi, topicCount: 2, exclusivityWeight: 1)[..<4] == [1, 0.625, 0.25, 0.625])
    #expect(
      frexScores(phi: phi, topicCount: 2, exclusivityWeight: 0)[..<4] == [1, 0.75, 0.375, 0.375])
  }

  @Test func exclusivityLiftAndRelevanceByHand() {
    // The corpus holds both topics alike: p = .3 .3 .3 .1.
    let p = [0.3, 0.3, 0.3, 0.1]
    let exclusivity = exclusivityScores(phi: phi, topicCount: 2)
    let lift = liftScores(phi: phi, topicCount: 2, termProbabilities: p)
    expectClose(exclusivity[0], 5.0 / 6)
    expectClose(exclusivity[3], 0.5)
    expectClose(lift[0], 5.0 / 3)
    expectClose(lift[3], 1)
    let relevance = relevanceScores(phi: phi, topicCount: 2, termProbabilities: p, lambda: 0.6)
    // .6 ln .5 + .4 ln (5/3) and .6 ln .1.
    expectClose(relevance[0], -0.21155805882957088)
    expectClose(relevance[3], -1.3815510557964275)
    #expect(
      topTerms(
        scores: relevanceScores(phi: phi, topicCount: 2, termProbabilities: p, lambda: 1),
        topicCount: 2)
        == topTerms(scores: phi, topicCount: 2))
  }

  @Test func aTermOfNoTopicIsNowhereExclusive() {
    let found = exclusivityScores(phi: [1, 0, 1, 0], topicCount: 2)
    #expect(found == [0.5, 0, 0.5, 0])
    #expect(liftScores(phi: [1, 0], topicCount: 1, termProbabilities: [1, 0]) == [1, 0])
  }

  @Test func topTermsPreferTheFirstOfEquals() {
    let counts: [UInt32] = [3, 5, 0, 5, 3, 0, 0, 0, 0, 0]
    #expect(
      topTerms(topicTermCounts: counts, topicCount: 2, count: 3) == [[1, 3, 0], []])
    #expect(topTerms(scores: [1, 1, 1], topicCount: 1, count: 2) == [[0, 1]])
    #expect(topTerms(scores: [1, 1, 1], topicCount: 1, count: 0) == [[]])
  }

  @Test(arguments: 1...20)
  func topTermsAreTheHeadOfASortedList(seed: UInt64) {
    var random = XorShift(seed: seed)
    let scores = (0..<200).map { _ in Double(random.below(40)) }
    let expected = scores.indices.sorted { (-scores[$0], $0) < (-scores[$1], $1) }
    #expect(topTerms(scores: scores, topicCount: 1, count: 12) == [Array(expected.prefix(12))])
  }

  @Test func diversityIsTheShareOfDistinctTerms() {
    #expect(topicDiversity(topTerms: [[1, 2], [3, 4]]) == 1)
    #expect(topicDiversity(topTerms: [[1, 2], [2, 1]]) == 0.5)
    #expect(topicDiversity(topTerms: [[], []]) == nil)
  }
}
