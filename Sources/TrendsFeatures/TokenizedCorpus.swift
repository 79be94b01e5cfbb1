import TrendsCorpus

/// A corpus that was read, with everything needed to cut it into terms.
struct TokenizedCorpus {
  let stream: TokenStream
  let pieces: PieceTable
  let options: FeatureOptions
  /// Keys of runs that are taken out.
  let stopPhrases: [String]
  /// Keys of the user's own phrases.
  let lexicon: [String]
  let threadCount: Int

  init(
    documents: [Document], options: FeatureOptions, threadCount: Int,
    clean: @escaping @Sendable (String) -> String, progress: (FeatureStage) throws -> Void
  ) throws {
    try options.validate()
    guard !documents.isEmpty else { throw FeatureError.noDocuments }
    try progress(.tokenizing)
    self.options = options
    self.threadCount = max(1, threadCount)
    let own = Self.keys(of: options.stopWords, classes: WordClasses())
    let classes = WordClasses(
      stoppedStems: Set(own.filter { !$0.contains(" ") }.map { Array($0.utf8) }))
    stopPhrases =
      (Self.keys(of: StopWords.phrases, classes: classes) + own).filter { $0.contains(" ") }
    lexicon = Self.keys(of: options.lexicon, classes: classes).filter { $0.contains(" ") }
    stream = TokenStream(
      documents: documents, classes: classes, threadCount: self.threadCount, clean: clean)
    pieces = PieceTable(stream)
  }

  /// The keys of words and phrases as a user writes them.
  private static func keys(of entries: [String], classes: WordClasses) -> [String] {
    let documents = entries.map { Document(id: $0, title: "", text: $0, appearances: []) }
    let stream = TokenStream(
      documents: documents, classes: classes, threadCount: 1, clean: TextCleaner.clean)
    return (0..<stream.documentCount).map { document in
      stream.tokens(of: document).map { stream.wordKeys[Int(stream.words[$0])] }
        .joined(separator: " ")
    }.filter { !$0.isEmpty }
  }

  /// Every phrase that the corpus suggests.
  func mine(progress: (FeatureStage) throws -> Void) throws -> [PhraseMiner.Candidate] {
    let miner = PhraseMiner(
      stream: stream, pieces: pieces, options: options, stopPhrases: stopPhrases,
      threadCount: threadCount)
    return try miner.mine(lexicon: lexicon) { try progress(.mining(round: $0)) }
  }

  /// The features with freshly mined phrases.
  func features(candidates: [PhraseMiner.Candidate]) throws -> Features {
    let joined = candidates.filter { $0.action != .rejected }.map(\.joined)
    let matcher = matcher(joined)
    let base = matcher.base(threadCount: threadCount)
    let rows = PhraseTable.rows(
      of: candidates, base: base, matcher: matcher, threadCount: threadCount)
    return try features(rows: rows, joined: joined, matcher: matcher, base: base)
  }

  /// The features with the phrases of an earlier fit.
  func features(frozen rows: [Phrase]) throws -> Features {
    let joined = Self.joined(rows)
    let matcher = matcher(joined)
    return try features(
      rows: rows, joined: joined, matcher: matcher, base: matcher.base(threadCount: threadCount))
  }

  /// The counts of given terms, and how many tokens of each document are none of them.
  func counts(of vocabulary: Vocabulary, frozen rows: [Phrase]) -> (BagOfWords, [Int]) {
    let matcher = matcher(Self.joined(rows))
    let base = matcher.base(threadCount: threadCount)
    var termOfKey: [String: Int] = [:]
    for (term, key) in vocabulary.keys.enumerated() { termOfKey[key] = term }
    let termOfUnit = matcher.unitKeys.enumerated().map { unit, key in
      unit < stream.wordKeys.count && stream.wordIsStop[unit] ? -1 : termOfKey[key] ?? -1
    }
    var (corpus, _) = matcher.withoutPhrases(
      matcher.joined(base, threadCount: threadCount), base: base, threadCount: threadCount
    ) { unit, _ in termOfUnit[unit] < 0 }
    _ = takeOutCompanions(&corpus)
    let unknown = (0..<corpus.documentCount).map { document in
      corpus.units(of: document).count { termOfUnit[Int(corpus.units[$0])] < 0 }
    }
    let bag = BagOfWords(
      corpus, termOfUnit: termOfUnit, termCount: vocabulary.count, threadCount: threadCount)
    return (bag, unknown)
  }

  private static func joined(_ rows: [Phrase]) -> [JoinedPhrase] {
    rows.filter { $0.action != .rejected }.map {
      JoinedPhrase(key: $0.key, npmi: $0.npmi, isLexicon: $0.action == .lexicon)
    }
  }

  private func matcher(_ phrases: [JoinedPhrase]) -> PhraseMatcher {
    PhraseMatcher(stream: stream, pieces: pieces, phrases: phrases, stopPhrases: stopPhrases)
  }

  private func features(
    rows: [Phrase], joined: [JoinedPhrase], matcher: PhraseMatcher, base: Segmentation
  ) throws -> Features {
    let wordCount = stream.wordKeys.count
    let minimum = options.minimumDocumentCount(for: stream.documentCount)
    var (corpus, rare) = matcher.withoutPhrases(
      matcher.joined(base, threadCount: threadCount), base: base, threadCount: threadCount
    ) { _, documents in documents < minimum }
    let companions = takeOutCompanions(&corpus)

    var shown = Spelling(stream: stream).words(in: corpus)
    var phraseOfKey: [String: String] = [:]
    for row in rows { phraseOfKey[row.key] = row.phrase }
    for unit in wordCount..<matcher.unitKeys.count {
      shown.append(phraseOfKey[matcher.unitKeys[unit]] ?? matcher.unitKeys[unit])
    }
    // A compound may occur without hyphens only.
    for word in 0..<wordCount where shown[word].isEmpty {
      shown[word] = phraseOfKey[stream.wordKeys[word]] ?? stream.wordKeys[word]
    }

    let tally = UnitTally(corpus, unitCount: matcher.unitKeys.count, threadCount: threadCount)
    let selection = TermSelection(
      tally: tally, keys: matcher.unitKeys, shown: { shown[$0] }, wordCount: wordCount,
      documentCount: stream.documentCount, minimumDocuments: minimum,
      maximumShare: options.maximumDocumentShare)
    guard !selection.units.isEmpty else {
      throw FeatureError.noTermsLeft(
        documentCount: stream.documentCount, wordCount: stream.words.count,
        minimumDocumentCount: minimum)
    }
    var termOfUnit = [Int](repeating: -1, count: matcher.unitKeys.count)
    for (term, unit) in selection.units.enumerated() { termOfUnit[unit] = term }
    let bag = BagOfWords(
      corpus, termOfUnit: termOfUnit, termCount: selection.units.count, threadCount: threadCount)
    let rarePhrases = rare.indices.filter { rare[$0] > 0 }.map {
      TermSelection.belowMinimum(shown[$0], .phrase, rare[$0], of: minimum)
    }
    return Features(
      vocabulary: Vocabulary(
        keys: selection.units.map { matcher.unitKeys[$0] },
        terms: selection.units.map { shown[$0] }),
      bag: bag, phrases: rows,
      exclusions: sorted(
        stopWordExclusions(corpus, companions: companions) + rarePhrases + selection.exclusions))
  }

  // MARK: What is left out

  /// Takes words out that are terms only as part of a phrase.
  ///
  /// - Returns: how often each was taken out, by its text in lower case.
  private func takeOutCompanions(_ corpus: inout Segmentation) -> [String: Int] {
    var taken: [String: Int] = [:]
    var result = Segmentation()
    result.stopped = corpus.stopped
    for document in 0..<corpus.documentCount {
      for index in corpus.units(of: document) {
        let form = Int(stream.forms[Int(corpus.tokenStarts[index])])
        if Int(corpus.units[index]) < stream.wordKeys.count, corpus.tokenCounts[index] == 1,
          stream.formIsCompanion[form]
        {
          taken[stream.formTexts[form].lowercased(), default: 0] += 1
        } else {
          result.append(
            unit: corpus.units[index], tokenStart: corpus.tokenStarts[index],
            tokenCount: corpus.tokenCounts[index], opensRun: corpus.opensRun[index])
        }
      }
      result.endDocument()
    }
    corpus = result
    return taken
  }

  private func stopWordExclusions(_ corpus: Segmentation, companions: [String: Int]) -> [Exclusion]
  {
    var words = [Int](repeating: 0, count: stream.wordKeys.count)
    var phrases: [String: Int] = [:]
    for run in corpus.stopped {
      let tokens = Int(run.start)..<Int(run.start) + Int(run.count)
      if tokens.count == 1, let word = tokens.first.map({ Int(stream.words[$0]) }) {
        words[word] += 1
      } else {
        let text = tokens.map { stream.formTexts[Int(stream.forms[$0])].lowercased() }
        phrases[text.joined(separator: " "), default: 0] += 1
      }
    }
    func row(_ kind: Exclusion.Kind, _ item: String, _ what: String) -> Exclusion {
      Exclusion(kind: kind, item: item, reason: "stop_word: \(what)")
    }
    return words.indices.filter { words[$0] > 0 }.map {
      row(.term, stream.wordKeys[$0], "\(words[$0]) occurrences")
    } + phrases.map { row(.phrase, $0.key, "\($0.value) occurrences") }
      + companions.map { row(.term, $0.key, "\($0.value) occurrences outside phrases") }
  }

  /// In the order of reasons as ``Features/exclusions`` has it, then by item and kind.
  private func sorted(_ exclusions: [Exclusion]) -> [Exclusion] {
    func rank(_ exclusion: Exclusion) -> Int {
      exclusion.reason.hasPrefix("stop") ? 0 : exclusion.reason.hasPrefix("below") ? 1 : 2
    }
    return exclusions.map { (rank($0), $0) }.sorted {
      ($0.0, $0.1.item, $0.1.kind.rawValue, $0.1.reason)
        < ($1.0, $1.1.item, $1.1.kind.rawValue, $1.1.reason)
    }.map(\.1)
  }
}
