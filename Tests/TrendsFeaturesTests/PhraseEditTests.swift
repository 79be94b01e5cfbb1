import Testing
import TrendsCorpus

@testable import TrendsFeatures

@Suite struct PhraseEditTests {
  private let texts = [
    "Token pruning of trees. Pruning tokens. LLMs and trees",
    "Token pruning helps. Large language models (LLMs)",
    "Token pruning again. Large language models (LLMs)",
  ]

  private func features(_ edits: [PhraseEdit]) throws -> Features {
    try extractFeatures(
      documents: documents(texts),
      options: FeatureOptions(
        minimumDocumentCount: 1, maximumDocumentShare: 1, usesBuiltInLexicon: false,
        phraseEdits: edits))
  }

  private func action(_ phrase: String, _ features: Features) -> Phrase.Action? {
    features.phrases.first { $0.phrase == phrase }?.action
  }

  @Test func `a whole phrase and a pair inside it give way one after the other`() throws {
    // The whole is in one document and the pair that it then leaves in four: too few for terms of five.
    let texts = [
      "Beta gamma shines", "Beta gamma glows", "Beta gamma fades", "Shine of the alpha beta gamma",
      "Shine and glow", "Glow and shine", "A glow, a shine", "Shine; glow",
    ]
    func terms(minimum: Int) throws -> [String] {
      try extractFeatures(
        documents: documents(texts),
        options: FeatureOptions(
          minimumDocumentCount: minimum, maximumDocumentShare: 1, lexicon: ["alpha beta gamma"],
          phraseThresholds: PhraseThresholds(minimumCount: 3, minimumDocuments: 3, minimumNPMI: 0),
          usesBuiltInLexicon: false)
      ).vocabulary.terms.sorted()
    }
    #expect(try terms(minimum: 4).contains("beta gamma"))
    #expect(try terms(minimum: 5).allSatisfy { !$0.contains(" ") })
  }

  @Test func `what the user stops is no term of a lexicon`() throws {
    var options = FeatureOptions(minimumDocumentCount: 1, maximumDocumentShare: 1)
    let texts = ["Deep learning of trees", "Deep learning of bees", "Deep learning, trees"]
    let usual = try extractFeatures(documents: documents(texts), options: options)
    #expect(usual.vocabulary.terms.contains("deep learning"))
    options.stopWords = ["deep learning"]
    let stopped = try extractFeatures(documents: documents(texts), options: options)
    #expect(!stopped.vocabulary.terms.contains("deep learning"))
    options.phraseEdits = [PhraseEdit(phrase: "deep learning", action: .accept)]
    let wanted = try extractFeatures(documents: documents(texts), options: options)
    #expect(wanted.vocabulary.terms.contains("deep learning"))
  }

  @Test func `keys of edits follow the words that are kept`() throws {
    var options = FeatureOptions(minimumDocumentCount: 1, maximumDocumentShare: 1)
    options.keptTerms = ["methods"]
    let texts = ["Kernel methods for trees", "Kernel methods for bees", "Kernel methods"]
    let counts = try phraseCounts(["kernel methods", "of"], in: documents(texts), options: options)
    #expect(counts.map(\.occurrences) == [3, 0])
    #expect(counts.map(\.isStopWord) == [false, true])
    options.phraseEdits = [PhraseEdit(phrase: "kernel methods", action: .reject)]
    let features = try extractFeatures(documents: documents(texts), options: options)
    #expect(action("kernel methods", features) == .reject)
  }

  @Test func `without edits the figures decide`() throws {
    let features = try features([])
    #expect(action("token pruning", features) == .accepted)
    #expect(action("pruning tokens", features) == nil)
    #expect(row(0, of: features)["token pruning"] == 1)
  }

  @Test func `a phrase that is accepted is a term however rare`() throws {
    let features = try features([PhraseEdit(phrase: "Pruning Token", action: .accept)])
    #expect(action("pruning tokens", features) == .accept)
    #expect(row(0, of: features)["pruning tokens"] == 1)
  }

  @Test func `a phrase that is rejected falls into its words`() throws {
    let features = try features([PhraseEdit(phrase: "token pruning", action: .reject)])
    #expect(action("token pruning", features) == .reject)
    #expect(row(1, of: features)["token pruning"] == nil)
    #expect(row(1, of: features)["pruning"] == 1)
  }

  @Test func `an acronym that is rejected stays a word`() throws {
    let features = try features([PhraseEdit(phrase: "LLM", action: .reject)])
    #expect(action("LLMs", features) == .reject)
    #expect(row(0, of: features)["LLMs"] == 1)
    #expect(row(1, of: features) == ["large language models": 1, "LLMs": 1, "token pruning": 1])
  }

  @Test func `an alias is counted as the other term`() throws {
    let features = try features([
      PhraseEdit(phrase: "pruning tokens", action: .aliasOf, aliasOf: "token pruning"),
      PhraseEdit(phrase: "trees", action: .aliasOf, aliasOf: "pruning tokens"),
    ])
    #expect(row(0, of: features)["token pruning"] == 4)
    #expect(!features.vocabulary.terms.contains("trees"))
    #expect(!features.vocabulary.terms.contains("pruning tokens"))
    // Chains end in one step, and a phrase that others are counted as is a term.
    #expect(features.phrases.first { $0.phrase == "trees" }?.aliasOf == "token prune")
    #expect(action("token pruning", features) == .accept)
    let frozen = try extractFeatures(
      documents: documents(texts), phrases: features.phrases,
      options: FeatureOptions(
        minimumDocumentCount: 1, maximumDocumentShare: 1, usesBuiltInLexicon: false))
    #expect(frozen.bag == features.bag)
  }

  @Test func `a circle of aliases changes nothing`() throws {
    let circle = [
      PhraseEdit(phrase: "trees", action: .aliasOf, aliasOf: "LLMs"),
      PhraseEdit(phrase: "LLMs", action: .aliasOf, aliasOf: "trees"),
    ]
    #expect(try features(circle).vocabulary.terms.contains("trees"))
  }
}
