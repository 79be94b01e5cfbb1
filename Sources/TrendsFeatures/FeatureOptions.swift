/// What counts as a term.
public struct FeatureOptions: Equatable, Sendable, Codable {
  /// The figures a pair of words must reach to become a phrase; see ``PhraseThresholds``.
  public var phraseThresholds: PhraseThresholds
  /// The fewest documents a term may occur in; nil for 2, and 5 from 1,000 documents on.
  public var minimumDocumentCount: Int?
  /// The largest share of documents a term may occur in, in `0...1`.
  public var maximumDocumentShare: Double
  /// Whether phrases are looked for; a lexicon and hyphenated words are joined either way.
  public var minesPhrases: Bool
  /// The most words a mined phrase may have.
  public var longestPhrase: Int
  /// The language of the texts: its stop words and its stemmer.
  public var language: Language
  /// The user's own stop words and stop phrases, on top of those of the language. They are matched on stems,
  /// so that `model` stops `models` too.
  public var stopWords: [String]
  /// Phrases of the user's own, each a single term wherever it occurs, however rarely.
  public var lexicon: [String]
  /// Whether the phrases of ``Lexicon`` are terms too; it is English.
  public var usesBuiltInLexicon: Bool
  /// Terms and phrases that no stop list, no share and no statistic leaves out.
  public var keptTerms: [String]
  /// Whether acronyms that the texts define are counted as what they stand for.
  public var joinsAcronyms: Bool
  /// Whether terms that are spread like background are left out.
  public var dropsBoilerplate: Bool
  /// What the user wants of phrases, whatever their figures.
  public var phraseEdits: [PhraseEdit]

  /// Options, each at its default unless given.
  public init(
    minimumDocumentCount: Int? = nil, maximumDocumentShare: Double = 0.5,
    minesPhrases: Bool = true, longestPhrase: Int = 5, stopWords: [String] = [],
    lexicon: [String] = [], phraseThresholds: PhraseThresholds = PhraseThresholds(),
    language: Language = .english, usesBuiltInLexicon: Bool = true, keptTerms: [String] = [],
    joinsAcronyms: Bool = true, dropsBoilerplate: Bool = true, phraseEdits: [PhraseEdit] = []
  ) {
    self.minimumDocumentCount = minimumDocumentCount
    self.maximumDocumentShare = maximumDocumentShare
    self.minesPhrases = minesPhrases
    self.longestPhrase = longestPhrase
    self.stopWords = stopWords
    self.lexicon = lexicon
    self.phraseThresholds = phraseThresholds
    self.language = language
    self.usesBuiltInLexicon = usesBuiltInLexicon
    self.keptTerms = keptTerms
    self.joinsAcronyms = joinsAcronyms
    self.dropsBoilerplate = dropsBoilerplate
    self.phraseEdits = phraseEdits
  }

  /// The fewest documents a term may occur in, for a corpus of `documentCount` documents.
  public func minimumDocumentCount(for documentCount: Int) -> Int {
    minimumDocumentCount ?? (documentCount >= PhraseThresholds.largeCorpus ? 5 : 2)
  }

  /// Checks that every option is in its range.
  ///
  /// - Throws: ``FeatureError/invalidOption(name:value:expected:)``.
  func validate() throws {
    func demand(_ holds: Bool, _ name: String, _ value: some Any, _ expected: String) throws {
      guard holds else {
        throw FeatureError.invalidOption(name: name, value: "\(value)", expected: expected)
      }
    }
    if let minimum = minimumDocumentCount {
      try demand(minimum >= 1, "minimum document frequency", minimum, "at least 1")
    }
    try demand(
      maximumDocumentShare > 0 && maximumDocumentShare <= 1, "maximum document share",
      maximumDocumentShare, "above 0 and at most 1")
    try demand((1...5).contains(longestPhrase), "longest phrase", longestPhrase, "1 to 5 words")
    let thresholds = phraseThresholds
    try demand(
      (thresholds.minimumCount ?? 1) >= 1, "minimum phrase count",
      thresholds.minimumCount ?? 1, "at least 1")
    try demand(
      (thresholds.minimumDocuments ?? 1) >= 1, "minimum phrase documents",
      thresholds.minimumDocuments ?? 1, "at least 1")
    try demand(
      (-1...1).contains(thresholds.minimumNPMI), "minimum phrase NPMI", thresholds.minimumNPMI,
      "from -1 to 1")
    try demand(
      thresholds.errorRate > 0 && thresholds.errorRate <= 1, "phrase error rate",
      thresholds.errorRate, "above 0 and at most 1")
  }
}

extension FeatureOptions {
  /// Options as they were stored; what an older program did not know of is at its default.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      minimumDocumentCount: try values.decodeIfPresent(Int.self, forKey: .minimumDocumentCount),
      maximumDocumentShare: try values.decode(Double.self, forKey: .maximumDocumentShare),
      minesPhrases: try values.decode(Bool.self, forKey: .minesPhrases),
      longestPhrase: try values.decode(Int.self, forKey: .longestPhrase),
      stopWords: try values.decode([String].self, forKey: .stopWords),
      lexicon: try values.decode([String].self, forKey: .lexicon),
      phraseThresholds: try values.decode(PhraseThresholds.self, forKey: .phraseThresholds),
      language: try values.decodeIfPresent(Language.self, forKey: .language) ?? .english,
      usesBuiltInLexicon: try values.decodeIfPresent(Bool.self, forKey: .usesBuiltInLexicon)
        ?? false,
      keptTerms: try values.decodeIfPresent([String].self, forKey: .keptTerms) ?? [],
      joinsAcronyms: try values.decodeIfPresent(Bool.self, forKey: .joinsAcronyms) ?? false,
      dropsBoilerplate: try values.decodeIfPresent(Bool.self, forKey: .dropsBoilerplate) ?? false,
      phraseEdits: try values.decodeIfPresent([PhraseEdit].self, forKey: .phraseEdits) ?? [])
  }
}

/// The figures a pair of neighbouring words must reach to be joined.
public struct PhraseThresholds: Equatable, Sendable, Codable {
  /// From this many documents on, chance makes more pairs, and more evidence is asked for.
  static let largeCorpus = 1_000

  /// The fewest occurrences of the pair; nil for 3, and 5 from 1,000 documents on.
  public var minimumCount: Int?
  /// The fewest documents with the pair; nil for 2, and 3 from 1,000 documents on.
  public var minimumDocuments: Int?
  /// The least normalised pointwise mutual information, in `-1...1`.
  public var minimumNPMI: Double
  /// The chance that any pair of unrelated words passes the test of G², over all candidates.
  public var errorRate: Double

  /// Thresholds, each at its default unless given.
  public init(
    minimumCount: Int? = nil, minimumDocuments: Int? = nil, minimumNPMI: Double = 0.25,
    errorRate: Double = 0.05
  ) {
    self.minimumCount = minimumCount
    self.minimumDocuments = minimumDocuments
    self.minimumNPMI = minimumNPMI
    self.errorRate = errorRate
  }

  /// The fewest occurrences in a corpus of `documentCount` documents.
  func minimumCount(for documentCount: Int) -> Int {
    minimumCount ?? (documentCount >= Self.largeCorpus ? 5 : 3)
  }

  /// The fewest documents in a corpus of `documentCount` documents.
  func minimumDocuments(for documentCount: Int) -> Int {
    minimumDocuments ?? (documentCount >= Self.largeCorpus ? 3 : 2)
  }
}
