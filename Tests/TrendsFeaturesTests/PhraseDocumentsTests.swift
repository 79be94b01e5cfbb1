import Testing

@testable import TrendsFeatures

@Suite("Documents that have a phrase")
struct PhraseDocumentsTests {
  private let vocabulary = Vocabulary(
    keys: ["languag model", "larg languag model", "languag", "languag modelling", "art"],
    terms: ["language models", "large language models", "language", "language modelling", "art"])

  @Test("A phrase is found by itself and inside longer ones, by whole words")
  func inside() {
    // Documents: [0], [1], [2], [3], [4].
    let bag = BagOfWords(
      documentStarts: Array(0...5), terms: [0, 1, 2, 3, 4], counts: [1, 2, 1, 1, 1], termCount: 5)
    let found = documents(having: [0, 2, 4], vocabulary: vocabulary, bag: bag)
    #expect(found == [[0, 1], [0, 1, 2, 3], [4]])
  }

  @Test("A document with a phrase in two terms counts once")
  func once() {
    let bag = BagOfWords(
      documentStarts: [0, 2, 2], terms: [0, 1], counts: [3, 1], termCount: 5)
    #expect(documents(having: [0], vocabulary: vocabulary, bag: bag) == [[0]])
  }
}
