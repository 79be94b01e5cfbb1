import Testing

@testable import TrendsFeatures

@Suite struct GivenBagTests {
  @Test func `a given bag is put in order and nothing is pruned`() throws {
    // Totals: zebra 1, apple 3, never 0, mango 3. Row 0 names apple twice; row 1 is empty.
    let features = try Features(
      givenTerms: ["zebra", "mango", "never", "apple"], documentStarts: [0, 3, 3, 5],
      terms: [3, 0, 3, 1, 2], counts: [1, 1, 2, 3, 0])
    #expect(features.vocabulary.terms == ["apple", "mango", "zebra", "never"])
    #expect(features.vocabulary.keys == features.vocabulary.terms)
    #expect(features.bag.documentStarts == [0, 2, 2, 3])
    #expect(features.bag.terms == [0, 2, 1])
    #expect(features.bag.counts == [3, 1, 3])
    #expect(features.bag.termCount == 4)
  }

  @Test(arguments: [
    ([Int](), [UInt32](), [UInt32](), "no documents; expected at least 1"),
    ([0, 1], [0], [], "not a bag of words: 1 terms, but 0 counts"),
    ([0, 2], [0], [1], "not a bag of words: documents must start in ascending order, from 0 to 1"),
    (
      [0, 2, 1], [0], [1],
      "not a bag of words: documents must start in ascending order, from 0 to 1"
    ),
    ([0, 1], [2], [1], "not a bag of words: entry 1 has term 3, but there are 2 terms"),
    (
      [0, 2], [0, 0], [.max, 1],
      "not a bag of words: document 1 has a term more than 4294967295 times"
    ),
  ])
  func `arrays that are no bag are errors`(
    starts: [Int], terms: [UInt32], counts: [UInt32], message: String
  ) {
    let error = #expect(throws: FeatureError.self) {
      try Features(
        givenTerms: ["a", "b"], documentStarts: starts, terms: terms, counts: counts)
    }
    #expect(error?.description == message)
  }

  @Test func `a term given twice is an error`() {
    #expect(throws: FeatureError.duplicateTerm("a", first: 0, second: 2)) {
      try Features(givenTerms: ["a", "b", "a"], documentStarts: [0, 0], terms: [], counts: [])
    }
  }
}
