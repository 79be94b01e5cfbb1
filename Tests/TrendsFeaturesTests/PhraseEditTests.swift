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
