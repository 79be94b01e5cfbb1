import Testing

@testable import TrendsQuality

@Suite struct WordIntrusionTests {
  /// Three topics of ten terms each, term 30 common to all.
  private var counts: [UInt32] {
    var counts = [UInt32](repeating: 0, count: 3 * 31)
    for k in 0..<3 {
      for rank in 0..<10 { counts[k * 31 + k * 10 + rank] = UInt32(100 - rank) }
      counts[k * 31 + 30] = 50
    }
    return counts
  }

  @Test(arguments: [UInt64(0), 1, 7])
  func aQuestionHasFiveTermsOfATopicAndOneOfAnother(seed: UInt64) {
    let questions = wordIntrusion(topicTermCounts: counts, topicCount: 3, seed: seed)
    #expect(questions.map(\.topic).sorted() == [0, 1, 2])
    for question in questions {
      var terms = question.terms
      let intruder = terms.remove(at: question.position)
      #expect(terms.sorted() == (0..<5).map { question.topic * 10 + $0 })
      #expect(intruder / 10 == question.intruderTopic)
      #expect(question.intruderTopic != question.topic)
    }
    #expect(wordIntrusion(topicTermCounts: counts, topicCount: 3, seed: seed) == questions)
  }

  @Test func seedsGiveDifferentTests() {
    let tests = (0..<8).map { wordIntrusion(topicTermCounts: counts, topicCount: 3, seed: $0) }
    #expect(Set(tests.map { $0.map(\.position) }).count > 1)
  }

  @Test func aLoneOrEmptyTopicHasNoQuestion() {
    #expect(wordIntrusion(topicTermCounts: [3, 2, 1], topicCount: 1, seed: 1) == [])
    #expect(
      wordIntrusion(topicTermCounts: [3, 2, 0, 0, 0, 0], topicCount: 2, seed: 1) == [])
  }
}
