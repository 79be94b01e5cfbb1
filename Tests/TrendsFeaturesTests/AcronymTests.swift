import Testing
import TrendsCorpus

@testable import TrendsFeatures

@Suite struct AcronymTests {
  private func acronyms(_ texts: [String]) -> [String] {
    let stream = TokenStream(
      documents: documents(texts), classes: WordClasses(), threadCount: 1
    ) { $0 }
    return AcronymFinder(stream: stream).acronyms().map { "\($0.short)=\($0.longKey)" }
  }

  @Test(arguments: [
    ("the large language models (LLMs)", ["LLM=larg languag model"]),
    ("Vision-Language Models (VLMs, for short)", ["VLM=vision languag model"]),
    ("Low-Rank Adaptation (LoRA) of weights", ["LoRA=low rank adapt"]),
    ("a chain of thought (CoT)", ["CoT=chain of thought"]),
    ("chain-of-thought (CoT) prompts", ["CoT=chain of thought"]),
    (
      "Bidirectional Encoder Representations from Transformers (BERT)",
      ["BERT=bidirect encod represent from transform"]
    ),
    ("Schrödinger kernel matching (SKM)", ["SKM=schrödinger kernel match"]),
    // Initials are preferred to letters inside words.
    ("trained by Proximal Policy Optimization (PPO)", ["PPO=proxim polici optim"]),
    ("a mixture of experts (MoE)", ["MoE=mixtur of expert"]),
    ("Contrastive Language-Image Pre-training (CLIP)", ["CLIP=contrast languag imag pretrain"]),
    // The first letter must begin a word, and there must be letters for all.
    ("neural networks (XNN)", []), ("unstable network (NN)", []),
    // No acronym: a single capital, a word, a number, a whole clause.
    ("neural networks (Nn)", []), ("neural networks (see)", []), ("neural networks (2024)", []),
    // A long form neither starts nor ends in a stop word, nor crosses a full stop.
    ("the networks (TN)", []), ("neural. networks (NN)", []),
    // One word has nothing to abbreviate.
    ("PyTorch (PT)", []),
  ])
  func `a text defines acronyms in brackets`(text: String, expected: [String]) {
    #expect(acronyms([text]) == expected)
  }

  @Test func `an acronym of two meanings is left alone`() {
    let texts = [
      "continual learning (CL)", "contrastive learning (CL)", "contrastive learning (CL)",
    ]
    #expect(acronyms(texts) == [])
    #expect(
      acronyms(texts + ["contrastive learning (CL)", "contrastive learning (CL)"]) == [
        "CL=contrast learn"
      ])
  }

  @Test func `one definition is not believed by many documents`() {
    let users = (0..<5).map { "Fast AR decoding \($0)" }
    #expect(acronyms(["augmented reality (AR)"] + users.dropLast()) == ["AR=augment realiti"])
    #expect(acronyms(["augmented reality (AR)"] + users) == [])
  }

  private let texts = [
    "Large language models (LLMs) answer. Pruned LLMs rest",
    "Large language models (LLMs) sleep. A clip of kernels", "An LLM wakes. Kernels and a clip",
  ]
  private let options = FeatureOptions(
    minimumDocumentCount: 1, maximumDocumentShare: 1, usesBuiltInLexicon: false)

  @Test func `an acronym is counted as its long form, and the table says so`() throws {
    let features = try extractFeatures(documents: documents(texts), options: options)
    #expect(row(0, of: features)["large language models"] == 3)
    #expect(row(1, of: features)["large language models"] == 2)
    #expect(row(2, of: features)["large language models"] == 1)
    #expect(!features.vocabulary.keys.contains("llm"))
    let acronym = try #require(features.phrases.first { $0.action == .acronym })
    #expect((acronym.phrase, acronym.count, acronym.documents) == ("LLMs", 4, 3))
    #expect(acronym.aliasOf == "larg languag model")
    // The table alone gives the same counts.
    let frozen = try extractFeatures(
      documents: documents(texts), phrases: features.phrases, options: options)
    #expect(frozen.bag == features.bag)
    let counted = try countTerms(
      documents: documents(texts), vocabulary: features.vocabulary, phrases: features.phrases,
      options: options)
    #expect(counted.bag == features.bag)
  }

  @Test func `a word that is merely spelled alike is no acronym`() throws {
    let definition = "Contrastive language image pretraining (CLIP) sleeps. CLIP rests"
    let features = try extractFeatures(
      documents: documents(texts + [definition]), options: options)
    #expect(row(1, of: features)["clip"] == 1)
    #expect(row(3, of: features)["contrastive language image pretraining"] == 3)
  }

  @Test func `an acronym that a rare phrase sets free is counted as its long form too`() throws {
    // "LLM agents" is a phrase of three documents, too few to be a term.
    let agents = (0..<3).map { "LLM agents walk \($0). red \($0). LLM agents" }
    var options = options
    options.minimumDocumentCount = 4
    let definitions = [String](repeating: "Large language models (LLMs) sleep", count: 4)
    let features = try extractFeatures(
      documents: documents(agents + definitions), options: options)
    #expect(features.phrases.contains { $0.phrase == "LLM agents" && $0.action == .accepted })
    #expect(features.vocabulary.terms == ["large language models", "sleep"])
    #expect(row(0, of: features) == ["large language models": 2])
    #expect(row(3, of: features) == ["large language models": 2, "sleep": 1])
    let counted = try countTerms(
      documents: documents(agents + definitions), vocabulary: features.vocabulary,
      phrases: features.phrases, options: options)
    #expect(counted.bag == features.bag)
  }

  @Test func `what is no theme does not become one by its acronym`() throws {
    let texts = ["A state-of-the-art (SOTA) kernel", "The state of the art (SOTA) in kernels"]
    let features = try extractFeatures(documents: documents(texts), options: options)
    #expect(features.vocabulary.terms.sorted() == ["kernel"])
  }

  @Test func `acronyms can be left as they are`() throws {
    var options = options
    options.joinsAcronyms = false
    let features = try extractFeatures(documents: documents(texts), options: options)
    #expect(row(2, of: features)["LLMs"] == 1)
    #expect(!features.phrases.contains { $0.action == .acronym })
  }
}
