import Foundation
import Testing
import TrendsCorpus
import TrendsTestSupport

@testable import TrendsFeatures

/// The papers of some real inputs, each once.
private func corpus(_ paths: [String], year: Int? = nil) throws -> [Document] {
  let root = try #require(realData)
  let inputs = try paths.map { path in
    NamedInput(
      [UInt8](try Data(contentsOf: root.appendingPathComponent(path))), source: path)
  }
  var corpus = Corpus()
  _ = corpus.merge(try readPapers(from: inputs, options: ReadingOptions(year: year)).papers)
  return corpus.documents
}

@Suite(.needsRealData) struct RealListingsTests {
  @Test func `the seed pages have the phrases that a reader would name`() throws {
    let documents = try corpus(
      ["seed-listings/listing-mar-12.txt", "seed-listings/listing-mar-13.txt"], year: 2025)
    let features = try extractFeatures(documents: documents)
    #expect(features.bag.documentCount == 183)
    let terms = Set(features.vocabulary.terms)
    for phrase in [
      "catastrophic forgetting", "token pruning", "large language models", "continual learning",
      "test-time adaptation", "fine-tuning",
    ] { #expect(terms.isSuperset(of: [phrase]), "\(phrase)") }
    expectNoBoilerplate(features)
    #expect(
      try extractFeatures(documents: documents.reversed(), threadCount: 3).vocabulary
        == features.vocabulary)
  }

  @Test func `a year and a half of listings reads like its themes`() throws {
    let documents = try corpus(["hf-daily.jsonl.gz"])
    let features = try extractFeatures(documents: documents, threadCount: 2)
    let terms = Set(features.vocabulary.terms.map { $0.lowercased() })
    for phrase in [
      "catastrophic forgetting", "token pruning", "large language models",
      "reinforcement learning", "chain-of-thought", "text-to-image", "in-context learning",
      "mixture-of-experts", "grpo", "vision-language-action", "nerf",
      "retrieval-augmented generation", "mamba", "gpt-4o", "code generation",
    ] { #expect(terms.isSuperset(of: [phrase]), "\(phrase)") }
    expectNoBoilerplate(features)
    // Acronyms are counted as what the texts say they are.
    for key in ["llm", "rl", "mllm", "cot", "rag"] {
      #expect(!features.vocabulary.keys.contains(key), "\(key)")
    }
    // The longest form wins; the shorter one keeps what is left.
    let counts = Dictionary(
      features.phrases.map { ($0.key, $0.count) }, uniquingKeysWith: { first, _ in first })
    #expect(try #require(counts["larg languag model"]) > 2_500)
    #expect(try #require(counts["languag model"]) > counts["larg languag model", default: 0])
    // Frequency ranks, as samplers want them.
    var totals = [Int](repeating: 0, count: features.vocabulary.count)
    for (term, count) in zip(features.bag.terms, features.bag.counts) {
      totals[Int(term)] += Int(count)
    }
    #expect(zip(totals, totals.dropFirst()).allSatisfy { $0 >= $1 })
    let frozen = try extractFeatures(
      documents: documents, phrases: features.phrases, threadCount: 1)
    #expect(frozen == features)
  }

  /// What nobody would show as a theme.
  private func expectNoBoilerplate(_ features: Features) {
    let terms = Set(features.vocabulary.terms.map { $0.lowercased() })
    for term in [
      "paper", "method", "methods", "we", "et", "al", "et al", "extensive experiments",
      "project page", "code is available", "state-of-the-art", "state of the art", "real-world",
      "large", "novel", "propose", "results", "https", "github", "one", "first", "time",
    ] { #expect(!terms.contains(term), "\(term)") }
    #expect(features.vocabulary.keys.count == Set(features.vocabulary.keys).count)
    #expect(features.phrases.allSatisfy { (-1...1).contains($0.npmi) && $0.g2 >= 0 })
  }
}
