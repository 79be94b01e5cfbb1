public import TrendsCorpus

/// What a model is fitted to: the terms of a corpus and how often each document has them.
public struct Features: Equatable, Sendable {
  /// The terms, most frequent first, then by key.
  public var vocabulary: Vocabulary
  /// How often each occurs in each document; rows in the order of the documents, empty ones too.
  public var bag: BagOfWords
  /// The phrase table, by count, descending, then by key; with it the same corpus is cut alike again.
  public var phrases: [Phrase]
  /// The entries of the given lexicon that occur, sorted: with them alone the features are the same.
  public var lexicon: [String]
  /// Every term that was dropped, with the reason: `stop_word`, `below_minimum_documents`,
  /// `above_maximum_share` or `boilerplate`, in that order, and by item within each.
  public var exclusions: [Exclusion]

  /// Features from their parts.
  public init(
    vocabulary: Vocabulary, bag: BagOfWords, phrases: [Phrase], lexicon: [String] = [],
    exclusions: [Exclusion]
  ) {
    self.vocabulary = vocabulary
    self.bag = bag
    self.phrases = phrases
    self.lexicon = lexicon
    self.exclusions = exclusions
  }
}

/// What is being done to a corpus.
public enum FeatureStage: Equatable, Sendable {
  /// Texts are read and taken apart.
  case tokenizing
  /// The texts are let go of, their words numbered.
  case numbering
  /// Phrases are looked for; rounds count from 1.
  case mining(round: Int)
  /// Terms are chosen and counted.
  case counting
}

/// Turns documents into a vocabulary and a bag of words, and finds their phrases on the way.
///
/// The vocabulary and the phrases depend on which documents there are, not on their order, which is
/// only the order of the rows; and nothing depends on the number of threads.
///
/// - Parameters:
///   - documents: titles and texts; other fields are not read. They are let go of once they are
///     read: a caller that needs them no longer saves memory by `consume`.
///   - options: what counts as a term.
///   - threadCount: how many slices of documents are worked on at once; at least 1.
///   - clean: what every title and text goes through first; it must give normal form C.
///   - progress: called at the start of each stage; what it throws ends the work.
/// - Throws: ``FeatureError/noDocuments``, ``FeatureError/noTermsLeft(documentCount:wordCount:minimumDocumentCount:)``
///   or ``FeatureError/invalidOption(name:value:expected:)``.
/// - Complexity: O(length of the texts) a round; mining takes three to six rounds.
public func extractFeatures(
  documents: consuming [Document], options: FeatureOptions = FeatureOptions(),
  threadCount: Int = 1, clean: @escaping @Sendable (String) -> String = TextCleaner.clean,
  progress: (FeatureStage) throws -> Void = { _ in }
) throws -> Features {
  let corpus = try TokenizedCorpus(
    documents: consume documents, options: options, threadCount: threadCount, clean: clean,
    progress: progress)
  let mined = try corpus.mine(progress: progress)
  try progress(.counting)
  return try corpus.features(consume mined)
}

/// Turns documents into a vocabulary and a bag of words with the phrases of an earlier fit.
///
/// No phrase is looked for: only rows of the table that are accepted or from the lexicon are
/// joined, exactly as they were in the fit. The figures of the table are kept as they are.
///
/// - Parameters:
///   - documents: titles and texts; other fields are not read.
///   - phrases: a phrase table, perhaps edited.
///   - options: what counts as a term; its lexicon and phrase thresholds are not used.
///   - threadCount: how many slices of documents are worked on at once; at least 1.
///   - clean: what every title and text goes through first; it must give normal form C.
///   - progress: called at the start of each stage; what it throws ends the work.
/// - Throws: as ``extractFeatures(documents:options:threadCount:clean:progress:)``.
public func extractFeatures(
  documents: [Document], phrases: [Phrase], options: FeatureOptions = FeatureOptions(),
  threadCount: Int = 1, clean: @escaping @Sendable (String) -> String = TextCleaner.clean,
  progress: (FeatureStage) throws -> Void = { _ in }
) throws -> Features {
  let corpus = try TokenizedCorpus(
    documents: documents, options: options, threadCount: threadCount, clean: clean,
    progress: progress)
  try progress(.counting)
  return try corpus.features(frozen: phrases)
}

/// Counts the terms of a given vocabulary in documents, with the phrases of the same fit.
///
/// Where a phrase of the table is no term of the vocabulary, its parts are counted. Words that are
/// no terms are left out, and counted as such.
///
/// - Parameters:
///   - documents: titles and texts; other fields are not read.
///   - vocabulary: the terms of a fit.
///   - phrases: the phrase table of that fit.
///   - options: the options of that fit, for its stop words.
///   - threadCount: how many slices of documents are worked on at once; at least 1.
///   - clean: what every title and text goes through first; it must give normal form C.
/// - Returns: a row a document, and how many tokens of each, other than stop words, are no terms.
/// - Throws: ``FeatureError/noDocuments`` or ``FeatureError/invalidOption(name:value:expected:)``.
public func countTerms(
  documents: [Document], vocabulary: Vocabulary, phrases: [Phrase],
  options: FeatureOptions = FeatureOptions(), threadCount: Int = 1,
  clean: @escaping @Sendable (String) -> String = TextCleaner.clean
) throws -> (bag: BagOfWords, unknownTokenCounts: [Int]) {
  let corpus = try TokenizedCorpus(
    documents: documents, options: options, threadCount: threadCount, clean: clean,
    progress: { _ in })
  return corpus.counts(of: vocabulary, frozen: phrases)
}
