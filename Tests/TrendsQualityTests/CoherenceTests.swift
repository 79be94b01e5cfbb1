import Foundation
import Testing
import TrendsFeatures
import TrendsQuality
import TrendsTestSupport

@Suite struct CoherenceTests {
  @Test func seventyCoherencesAreThoseOfGensim() throws {
    let reference = try Reference(named: "coherence", in: .module)
    let texts = (reference["texts"]?.array ?? []).map(\.strings)
    var ids: [String: Int] = [:]
    let documents = texts.map { text in
      text.map { word in
        let id = ids[word] ?? ids.count
        ids[word] = id
        return id
      }
    }
    #expect(reference.cases.count == 70)
    for example in reference.cases {
      let terms = try #require(example["topic"]).strings.map { try #require(ids[$0]) }
      let name = try #require(example["measure"]?.string)
      let measures: [String: CoherenceMeasure] = [
        "u_mass": .uMass, "c_uci": .uci, "c_npmi": .npmi, "c_v": .cv,
      ]
      let counts =
        if let width = example["window_size"]?.int {
          Cooccurrence(of: terms, inWindowsOf: width, over: documents)
        } else {
          Cooccurrence(of: terms, inDocuments: documents)
        }
      let found = coherence(counts, measure: try #require(measures[name]))
      expectClose(
        try #require(found.value), try #require(example["value"]?.double), relative: 1e-9,
        example["id"]?.string ?? "")
      #expect(found.undefinedPairs == 0)
    }
  }

  @Test(arguments: [
    ("mimno_rank_order_plus1", CoherenceMeasure.mimno),
    ("mimno_rank_order_smooth0.01", .smoothed(0.01)),
  ])
  func mimnosCoherenceOrdersPairsByRank(column: String, measure: CoherenceMeasure) throws {
    let reference = try Reference(named: "stm_exclusivity_coherence", in: .module)
    #expect(reference.cases.count == 6)
    for example in reference.cases {
      let topics = (example["top_words_1based"]?.array ?? []).map { $0.ints.map { $0 - 1 } }
      let bag = bagOfWords((example["doc_term"]?.array ?? []).map(\.ints))
      let found = documentCoherence(of: topics, in: bag, measure: measure)
      let expected = try #require(example[column]).doubles
      #expect(found.count == expected.count)
      for (found, expected) in zip(found, expected) {
        // R prints 12 digits.
        expectClose(
          try #require(found.value), expected, relative: 1e-9, example["id"]?.string ?? "")
      }
    }
  }

  @Test func windowsByHand() {
    // Windows of 3 over 7 0 8 1 0: (7 0 8), (0 8 1), (8 1 0). Term 0 is in all, 1 in two.
    let counts = Cooccurrence(of: [0, 1], inWindowsOf: 3, over: [[7, 0, 8, 1, 0]])
    #expect(counts.contextCount == 3)
    #expect(counts.jointCounts == [3, 2, 2, 2])
  }

  @Test func anEmptyDocumentIsNoContext() {
    let counts = Cooccurrence(of: [0], inWindowsOf: 3, over: [[], [0]])
    #expect(counts.contextCount == 1)
    let bag = bagOfWords([[1, 1], [0, 0], [1, 0], [0, 1]])
    // Three documents count, so P = 2/3, 2/3 and 1/3: NPMI = ln(3/4) / ln 3.
    let found = documentCoherence(of: [[0, 1]], in: bag)[0]
    expectClose(found.value ?? .nan, -0.2618595071429148, relative: 1e-9)
  }

  @Test func pairsWithoutAValueCountAsZeroAndAreCounted() {
    // Term 2 occurs nowhere: two of three pairs have no value, the third is always together.
    let counts = Cooccurrence(of: [0, 1, 2], inDocuments: [[0, 1], [0, 1], [5]])
    let found = coherence(counts, measure: .npmi)
    #expect(found.undefinedPairs == 2)
    expectClose(found.value ?? .nan, 1.0 / 3, relative: 1e-9)
  }

  @Test(arguments: [CoherenceMeasure.uMass, .mimno, .smoothed(0.01), .uci, .npmi, .cv])
  func whereNothingIsDefinedThereIsNoValue(measure: CoherenceMeasure) {
    let absent = Cooccurrence(of: [3, 4], inDocuments: [[0, 1]])
    #expect(coherence(absent, measure: measure) == TopicCoherence(value: nil, undefinedPairs: 1))
    let single = Cooccurrence(of: [0], inDocuments: [[0, 1]])
    #expect(coherence(single, measure: measure) == TopicCoherence(value: nil, undefinedPairs: 0))
    let empty = Cooccurrence(of: [0, 1], inDocuments: [])
    #expect(coherence(empty, measure: measure).value == nil)
  }

  @Test func termsOfEveryDocumentHaveNoNPMI() {
    let counts = Cooccurrence(of: [0, 1], inDocuments: [[0, 1], [1, 0]])
    #expect(
      coherence(counts, measure: .npmi) == TopicCoherence(value: nil, undefinedPairs: 1))
  }

  @Test(arguments: 1...20)
  func theBagOfWordsCountsLikeTheSequences(seed: UInt64) {
    var random = XorShift(seed: seed)
    let rows = (0..<150).map { _ in (0..<12).map { _ in random.below(4) == 0 ? 1 : 0 } }
    let documents = rows.map { row in row.indices.filter { row[$0] > 0 } }
    let topics = [[3, 1, 7, 5], [0, 11], [2, 3, 4, 5, 6]]
    let found = documentCoherence(of: topics, in: bagOfWords(rows), measure: .npmi)
    let expected = topics.map {
      coherence(Cooccurrence(of: $0, inDocuments: documents), measure: .npmi)
    }
    #expect(found == expected)
  }

  @Test(arguments: 1...20)
  func windowsAgreeWithCountingEachOne(seed: UInt64) {
    var random = XorShift(seed: seed)
    let documents = (0..<20).map { _ in (0..<random.below(30)).map { _ in random.below(9) } }
    let terms = [2, 0, 5]
    let width = 1 + random.below(8)
    var contexts = 0
    var joint = [Int](repeating: 0, count: 9)
    for document in documents where !document.isEmpty {
      for start in 0...max(0, document.count - width) {
        let window = Set(document[start..<min(start + width, document.count)])
        contexts += 1
        for i in 0..<3 {
          for j in 0..<3 where window.contains(terms[i]) && window.contains(terms[j]) {
            joint[i * 3 + j] += 1
          }
        }
      }
    }
    let found = Cooccurrence(of: terms, inWindowsOf: width, over: documents)
    #expect(found.contextCount == contexts)
    #expect(found.jointCounts == joint)
  }
}
