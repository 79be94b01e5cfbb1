import Foundation
import Testing
import TrendsFeatures
import TrendsLDA
import TrendsQuality
import TrendsTestSupport

@Suite struct RepresentativeDocumentTests {
  /// Terms 0…4 belong to topic 0, 5…9 to topic 1.
  private let topicTermCounts: [UInt32] = [
    40, 40, 40, 40, 40, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 40, 40, 40, 40, 40,
  ]

  private func best(_ bag: [[Int]], _ topics: [[Int]], count: Int = 3)
    -> [[RepresentativeDocument]]
  {
    representativeDocuments(
      bag: bagOfWords(bag), documentTopics: documentTopics(topics),
      topicTermCounts: topicTermCounts, topicCount: 2, count: count)
  }

  @Test func typicalityIsNeitherShortnessNorLength() {
    let found = best(
      [
        [1, 0, 0, 0, 0, 0, 0, 0, 0, 0],  // one token, all of it topic 0
        [9, 9, 9, 9, 9, 9, 9, 9, 9, 9],  // long, and half about something else
        [1, 1, 1, 1, 1, 0, 0, 0, 0, 0],  // all about topic 0
        [9, 0, 0, 0, 0, 0, 0, 0, 0, 0],  // one word over and over
      ],
      [[1, 0], [45, 45], [5, 0], [9, 0]])
    #expect(found[0].first?.document == 2)
    #expect(found[0].first?.share == 1)
    #expect(found[1].map(\.document) == [1])
    #expect(found[1].first?.share == 0.5)
  }

  @Test func scoreByHand() throws {
    // T = 5 in both documents, so m = 5/4; each term of topic 0 has φ = 1/5, is in one of two
    // documents, and has the lift ((40 + 5) / (40 + 10)) / .5 = 1.8:
    // 1 · 5 · (1/5 · ln 1.8 · ln 1.8 / ln 2 · ln 2) / 6.25 = (ln 1.8)² / 6.25.
    let found = best(
      [[1, 1, 1, 1, 1, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]], [[5, 0], [0, 5]])
    expectClose(try #require(found[0].first?.score), 0.055278906149880964)
    #expect(found.map { $0.map(\.document) } == [[0], [1]])
  }

  @Test func ofEqualsTheFirstDocumentsAreListed() {
    let row = [1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
    let found = best(.init(repeating: row, count: 5), .init(repeating: [3, 0], count: 5), count: 2)
    #expect(found[0].map(\.document) == [0, 1])
    #expect(best([row], [[3, 0]], count: 0) == [[], []])
  }

  @Test func onlyListedDocumentsAreChosen() {
    let row = [1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
    let found = representativeDocuments(
      bag: bagOfWords(.init(repeating: row, count: 5)),
      documentTopics: documentTopics(.init(repeating: [3, 0], count: 5)),
      topicTermCounts: topicTermCounts, topicCount: 2, count: 2,
      isListed: [false, true, false, false, true])
    #expect(found[0].map(\.document) == [1, 4])
  }

  @Test(arguments: 1...10)
  func theListIsTheHeadOfTheFullList(seed: UInt64) {
    var random = XorShift(seed: seed)
    let bag = (0..<60).map { _ in (0..<10).map { _ in random.below(3) } }
    let topics = bag.map { row in
      let length = row.reduce(0, +)
      let first = random.below(length + 1)
      return [first, length - first]
    }
    let (few, all) = (best(bag, topics, count: 4), best(bag, topics, count: 60))
    for k in 0..<2 {
      #expect(few[k] == Array(all[k].prefix(4)))
      #expect(zip(all[k], all[k].dropFirst()).allSatisfy { $0.score >= $1.score })
    }
  }

  @Test func documentsWithoutTermsAreNeverListed() {
    let found = best([[Int](repeating: 0, count: 10)], [[0, 0]])
    #expect(found == [[], []])
  }
}
