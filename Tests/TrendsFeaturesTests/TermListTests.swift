import Foundation
import Testing
import TrendsCorpus

@testable import TrendsFeatures

@Suite struct TermListTests {
  private let unpruned = FeatureOptions(minimumDocumentCount: 1, maximumDocumentShare: 1)

  @Test func `terms that the user keeps are no stop words, whatever their ending`() throws {
    let texts = ["Frameworks for large tokens. Extensive experiments", "A framework of kernels"]
    var options = unpruned
    #expect(
      try extractFeatures(documents: documents(texts), options: options).vocabulary.terms.sorted()
        == ["kernels", "tokens"])
    options.keptTerms = ["framework", "large", "extensive experiments"]
    #expect(
      try extractFeatures(documents: documents(texts), options: options).vocabulary.terms.sorted()
        == ["extensive experiments", "framework", "kernels", "large", "tokens"])
  }

  @Test func `a term that is kept is in however many documents`() throws {
    var options = FeatureOptions(minimumDocumentCount: 1, maximumDocumentShare: 0.5)
    let texts = documents(["apple pear", "apple plum", "apple fig"])
    #expect(
      !(try extractFeatures(documents: texts, options: options).vocabulary.terms.contains("apple")))
    options.keptTerms = ["apples"]
    #expect(
      try extractFeatures(documents: texts, options: options).vocabulary.terms.contains("apple"))
  }

  @Test func `the lexicon that comes with the project names methods, each once`() {
    let keys = TermKeys(classes: WordClasses(), threadCount: 1).keys(of: Lexicon.phrases)
    #expect(keys.count > 500)
    #expect(Set(keys).count == keys.count)
    for (key, phrase) in zip(keys, Lexicon.phrases) { #expect(key.contains(" "), "\(phrase)") }
    // Nothing that is no theme by itself.
    let stopped = Set(TermKeys(classes: WordClasses(), threadCount: 1).keys(of: StopWords.phrases))
    #expect(stopped.isDisjoint(with: keys))
  }

  @Test func `a lexicon phrase is a term where it occurs, and the table says why`() throws {
    let texts = documents(["gradient boosting of trees", "trees and gradient boosting"])
    let features = try extractFeatures(documents: texts, options: unpruned)
    #expect(features.phrases.map(\.action) == [.lexicon])
    #expect(features.vocabulary.terms.contains("gradient boosting"))
    #expect(features.lexicon == [])
    var without = unpruned
    without.usesBuiltInLexicon = false
    #expect(try extractFeatures(documents: texts, options: without).phrases == [])
    without.lexicon = ["boosting trees", "Gradient-Boosting"]
    let own = try extractFeatures(documents: texts, options: without)
    #expect(own.vocabulary == features.vocabulary)
    #expect(own.lexicon == ["Gradient-Boosting"])
  }

  @Test func `options that an older program stored can be read`() throws {
    let options = FeatureOptions(language: .german, keptTerms: ["x"])
    let data = try encoded(options)
    #expect(try decoded(data) == options)
    let old = """
      {"maximumDocumentShare":0.5,"minesPhrases":true,"longestPhrase":5,"stopWords":[],"lexicon":[],
      "phraseThresholds":{"minimumNPMI":0.25,"errorRate":0.05}}
      """
    let read = try decoded(old)
    #expect(read.language == .english)
    #expect(!read.joinsAcronyms && !read.dropsBoilerplate && !read.usesBuiltInLexicon)
  }

  @Test(arguments: [
    (["注意力机制的研究", "深度学习 based"], 2, 2), (["言語モデルの評価", "한국어 모델", "An English text"], 2, 3),
  ])
  func `texts without spaces between words are refused`(
    texts: [String], found: Int, total: Int
  ) throws {
    #expect(throws: FeatureError.unsupportedScript(documents: found, documentCount: total)) {
      try extractFeatures(documents: documents(texts), options: unpruned)
    }
  }

  @Test func `a few texts in such a script are left out and listed`() throws {
    let texts = ["Kernels and trees", "我们提出了一种新的方法", "Kernels", "Trees"]
    let features = try extractFeatures(documents: documents(texts), options: unpruned)
    #expect(Set(features.vocabulary.terms) == ["kernels", "trees"])
    #expect(features.bag.documentCount == 4)
    let left = features.exclusions.filter { $0.kind == .document }
    #expect(left.map(\.item) == [documents(texts)[1].id])
    #expect(left.allSatisfy { $0.reason.hasPrefix("unsupported_script: ") })
  }

  @Test func `a few words in another script are no trouble`() throws {
    let texts = ["The 注意力 mechanism of kernels and trees", "Kernels", "Trees"]
    #expect(
      try extractFeatures(documents: documents(texts), options: unpruned).vocabulary.count == 3)
  }
}

private func encoded(_ options: FeatureOptions) throws -> String {
  String(decoding: try JSONEncoder().encode(options), as: UTF8.self)
}

private func decoded(_ text: String) throws -> FeatureOptions {
  try JSONDecoder().decode(FeatureOptions.self, from: Data(text.utf8))
}
