/// The figures that tell a sound topic from a leftover: one row of `diagnostics.csv`.
public struct DiagnosticRow: Equatable, Sendable {
  /// The identifier within the fit, `T0004`.
  public var topicID: String
  /// The name.
  public var label: String
  /// Tokens of the topic in the last draw of the reference chain.
  public var tokens: Int
  /// Documents with at least one of them.
  public var documents: Int
  /// How far the tokens are spread over documents, in nats.
  public var documentEntropy: Double?
  /// The effective number of terms.
  public var effectiveTerms: Double?
  /// The divergence from the uniform distribution over terms, in nats.
  public var uniformDistance: Double?
  /// The divergence from the corpus, in nats.
  public var corpusDistance: Double?
  /// How differently the top terms weigh by tokens and by documents, in nats.
  public var tokenDocumentDifference: Double?
  /// The share of ``documents`` in which no topic has more tokens.
  public var rankOneShare: Double?
  /// The share of ``documents`` of which the topic is half or more.
  public var allocationShare: Double?
  /// Documents of which it is half or more over those of which it is a fiftieth or more.
  public var allocationRatio: Double?
  /// The mean length of the top terms, in characters.
  public var wordLength: Double?
  /// Coherences of the top terms over whole documents.
  public var uMass: Double?
  /// The mean pointwise mutual information of their pairs, in nats.
  public var uci: Double?
  /// The same, normalized to `-1...1`.
  public var npmi: Double?
  /// The mean cosine of each term's normalized mutual information to that of all.
  public var cv: Double?
  /// How far the topic's best terms are its alone, `0...10`.
  public var exclusivity: Double?
  /// What makes it a leftover, `scattered` or `background`; nil for a sound topic.
  public var junk: String?
  /// Reason code of figures that are missing.
  public var reason: String?

  /// A row from its cells.
  public init(
    topicID: String, label: String, tokens: Int, documents: Int, documentEntropy: Double?,
    effectiveTerms: Double?, uniformDistance: Double?, corpusDistance: Double?,
    tokenDocumentDifference: Double?, rankOneShare: Double?, allocationShare: Double?,
    allocationRatio: Double?, wordLength: Double?, uMass: Double?, uci: Double?, npmi: Double?,
    cv: Double?, exclusivity: Double?, junk: String?, reason: String?
  ) {
    self.topicID = topicID
    self.label = label
    self.tokens = tokens
    self.documents = documents
    self.documentEntropy = documentEntropy
    self.effectiveTerms = effectiveTerms
    self.uniformDistance = uniformDistance
    self.corpusDistance = corpusDistance
    self.tokenDocumentDifference = tokenDocumentDifference
    self.rankOneShare = rankOneShare
    self.allocationShare = allocationShare
    self.allocationRatio = allocationRatio
    self.wordLength = wordLength
    self.uMass = uMass
    self.uci = uci
    self.npmi = npmi
    self.cv = cv
    self.exclusivity = exclusivity
    self.junk = junk
    self.reason = reason
  }

  /// `diagnostics.csv`.
  public static let table = Table<Self>(
    fileName: "diagnostics.csv", grain: "a topic, as the reference chain has it",
    columns: [
      .text("topic_id", "the topic's identifier within its fit") { $0.topicID },
      .term("label", "name of the topic; a leading ' is not part of it") { $0.label },
      .integer("tokens", unit: "tokens", "tokens of the topic in the last draw of the chain") {
        $0.tokens
      },
      .integer("documents", unit: "documents", "documents with at least one of these tokens") {
        $0.documents
      },
      .number(
        "document_entropy", unit: "nats",
        "how far the tokens are spread over documents; low where a few hold most of them"
      ) { $0.documentEntropy },
      .number(
        "effective_terms", unit: "terms",
        "effective number of terms, 1 over the sum of squared probabilities; high where vague"
      ) { $0.effectiveTerms },
      .number(
        "uniform_distance", unit: "nats",
        "divergence of the terms from all terms alike; high for a specific topic"
      ) { $0.uniformDistance },
      .number(
        "corpus_distance", unit: "nats",
        "divergence of the terms from those of the corpus; low for a topic of background words"
      ) { $0.corpusDistance },
      .number(
        "token_document_difference", unit: "nats",
        "divergence of the ten top terms by tokens from the same by documents on the topic that "
          + "have them; high where a few documents repeat a term"
      ) { $0.tokenDocumentDifference },
      .number(
        "rank_1_share", unit: "fraction of the documents above",
        "those in which no other topic has more tokens"
      ) { $0.rankOneShare },
      .number(
        "allocation_share", unit: "fraction of the documents above",
        "those of which the topic is half or more"
      ) { $0.allocationShare },
      .number(
        "allocation_ratio", unit: "ratio",
        "documents of which it is half or more over those of which it is 2 % or more"
      ) { $0.allocationRatio },
      .number("word_length", unit: "characters", "mean length of the ten top terms") {
        $0.wordLength
      },
      .number(
        "umass", unit: "nats",
        "UMass coherence of the ten top terms over whole documents; 0 or less, high is coherent"
      ) { $0.uMass },
      .number(
        "uci", unit: "nats",
        "UCI coherence of the ten top terms over whole documents, not the usual windows of ten words"
      ) { $0.uci },
      .number(
        "npmi", unit: "from -1 to 1",
        "NPMI coherence of the ten top terms over whole documents; 0 is what chance gives"
      ) { $0.npmi },
      .number(
        "c_v", unit: "from -1 to 1",
        "C_V coherence of the ten top terms over whole documents, not the usual windows of 110 words"
      ) { $0.cv },
      .number(
        "exclusivity", unit: "from 0 to 10",
        "as in topics.csv: sum of FREX over the ten terms with the highest probability"
      ) { $0.exclusivity },
      .text(
        "junk",
        "scattered: npmi is below 0.025, hardly more than chance; background: corpus_distance is "
          + "below a third of -ln(the topic's part of all tokens), its largest possible; empty: "
          + "neither, or under 50 documents or a topic of half of all tokens, which cannot be judged"
      ) { $0.junk },
      .text(
        "reason",
        "reason code of figures that are missing: a topic without tokens (insufficient_documents), "
          + "or one of which no two top terms can be compared (not_applicable)"
      ) { $0.reason },
    ])
}
