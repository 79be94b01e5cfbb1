public import TrendsCorpus

/// The keys of words and phrases as a user writes them: what makes two spellings the same.
///
/// - Parameters:
///   - phrases: words and phrases.
///   - options: the language, and the lists that are changed.
/// - Returns: one a phrase: its stems joined by one space; empty where it has no word.
public func phraseKeys(_ phrases: [String], options: FeatureOptions) -> [String] {
  TermKeys(classes: WordClasses.changed(by: options, threadCount: 1).classes, threadCount: 1)
    .keys(of: phrases)
}

/// How often a word or phrase occurs.
public struct PhraseCount: Equatable, Sendable {
  /// Occurrences as a run.
  public let occurrences: Int
  /// Whether it is a single word that is left out everywhere.
  public let isStopWord: Bool
}

/// How often words and phrases occur as runs, whatever longer phrase takes them up.
///
/// - Parameters:
///   - phrases: words and phrases as a user writes them.
///   - documents: the texts.
///   - options: what counts as a word.
///   - threadCount: how many slices of documents are read at once; at least 1.
///   - clean: what every title and text goes through first; it must give normal form C.
/// - Returns: one count a phrase.
/// - Throws: ``FeatureError/noDocuments`` or what ``extractFeatures(documents:options:threadCount:clean:progress:)``
///   throws before it counts.
public func phraseCounts(
  _ phrases: [String], in documents: [Document], options: FeatureOptions, threadCount: Int = 1,
  clean: @escaping @Sendable (String) -> String = TextCleaner.clean
) throws -> [PhraseCount] {
  let corpus = try TokenizedCorpus(
    documents: documents, options: options, threadCount: threadCount, clean: clean,
    progress: { _ in })
  let keys = phraseKeys(phrases, options: options)
  let distinct = Set(keys).sorted()
  let matcher = PhraseMatcher(
    stream: corpus.stream, pieces: corpus.pieces, phrases: [], stopPhrases: [])
  let runs = PhraseRuns(keys: distinct, matcher: matcher, threadCount: threadCount)
  var counts: [String: Int] = [:]
  for (row, key) in distinct.enumerated() where !key.isEmpty {
    counts[key] = runs.count(of: row)
  }
  return keys.map { key in
    PhraseCount(
      occurrences: counts[key] ?? 0,
      isStopWord: !key.contains(" ") && corpus.pieces.contentWord(key) == nil)
  }
}
