import TrendsCorpus

/// A corpus that was read, with everything needed to cut it into terms.
struct TokenizedCorpus {
  let stream: TokenStream
  let pieces: PieceTable
  let options: FeatureOptions
  let lists: WordLists
  /// Keys of runs that are taken out.
  let stopPhrases: [String]
  /// What the user wants of phrases.
  let edits: PhraseEdits
  /// Keys of terms that only rarity may leave out.
  let kept: Set<String>
  /// The entries of the lexicon by the keys that occur.
  let lexicon: [String: String]
  let threadCount: Int

  init(
    documents: [Document], options: FeatureOptions, threadCount: Int,
    clean: @escaping @Sendable (String) -> String, progress: (FeatureStage) throws -> Void
  ) throws {
    try options.validate()
    guard !documents.isEmpty else { throw FeatureError.noDocuments }
    try Script.requireSpaces(in: documents)
    try progress(.tokenizing)
    self.options = options
    let threadCount = max(1, threadCount)
    self.threadCount = threadCount
    let language = options.language
    let plain = TermKeys(classes: WordClasses(language: language), threadCount: threadCount)
    let stopped = plain.keys(of: options.stopWords).filter { !$0.isEmpty }
    let keptKeys = plain.keys(of: options.keptTerms).filter { !$0.isEmpty }
    let stemmer = Stemmer(language)
    let keptStems = keptKeys.filter { !$0.contains(" ") }.flatMap { key in
      [Array(key.utf8), stemmer.stem(Array(key.utf8))]
    }
    let classes = WordClasses(
      language: language,
      stoppedStems: Set(stopped.filter { !$0.contains(" ") }.map { Array($0.utf8) }),
      keptStems: Set(keptStems))
    lists = classes.lists
    let terms = TermKeys(classes: classes, threadCount: threadCount)
    let kept = Set(terms.keys(of: options.keptTerms).filter { !$0.isEmpty })
    self.kept = kept
    stopPhrases =
      (terms.keys(of: classes.lists.stopPhrases).filter { !kept.contains($0) } + stopped)
      .filter { $0.contains(" ") }
    edits = PhraseEdits(options.phraseEdits, keys: terms.keys)
    stream = TokenStream(
      documents: documents, classes: classes, threadCount: threadCount, clean: clean)
    pieces = PieceTable(stream)
    let entries =
      options.lexicon + options.keptTerms
      + (options.usesBuiltInLexicon && language == .english ? Lexicon.phrases : [])
    var lexicon: [String: String] = [:]
    for (key, entry) in zip(terms.keys(of: entries), entries)
    where key.contains(" ") && lexicon[key] == nil && pieces.pieces(ofKey: key) != nil {
      lexicon[key] = entry
    }
    self.lexicon = lexicon
  }

  /// Every phrase that the corpus suggests, and its acronyms.
  func mine(progress: (FeatureStage) throws -> Void) throws -> Mined {
    let finder = AcronymFinder(stream: stream)
    var acronyms =
      options.joinsAcronyms
      ? finder.acronyms(
        minimumDocuments: options.minimumDocumentCount(for: stream.documentCount)
      ).filter { !edits.rejected.contains($0.longKey) && !stopPhrases.contains($0.longKey) }
      : []
    var actions: [String: Phrase.Action] = [:]
    for acronym in acronyms { actions[acronym.longKey] = .defined }
    for key in lexicon.keys { actions[key] = .lexicon }
    for key in edits.wholes { actions[key] = edits.action(for: key) }
    let miner = PhraseMiner(
      stream: stream, pieces: pieces, options: options, lists: lists, unwanted: edits.rejected,
      stopPhrases: stopPhrases, threadCount: threadCount)
    let candidates = try miner.mine(
      wholes: actions.keys.sorted().compactMap { key in
        guard !edits.rejected.contains(key), let action = actions[key] else { return nil }
        return PhraseMiner.Whole(key: key, action: action)
      }
    ) { try progress(.mining(round: $0)) }
    let formOfShort = finder.formOfShort
    acronyms.removeAll { acronym in
      let key = formOfShort[acronym.short].map { stream.wordKeys[Int(stream.formWords[$0])] }
      return edits.action(for: key ?? acronym.short.lowercased()) != nil
    }
    // Words that the user renames, and acronyms that the user keeps as they are.
    let words = edits.rejected.union(edits.aliases.keys).filter {
      !$0.contains(" ") && pieces.contentWords[$0] != nil
    }
    return Mined(
      candidates: candidates
        + words.sorted().map {
          PhraseMiner.Candidate(
            key: $0, count: 0, documents: 0, npmi: 0, g2: 0,
            action: edits.action(for: $0) ?? .reject)
        },
      acronyms: acronyms)
  }

  /// What mining finds.
  struct Mined {
    var candidates: [PhraseMiner.Candidate]
    var acronyms: [Acronym]
  }

  /// The features with freshly mined phrases.
  func features(_ mined: Mined) throws -> Features {
    let joined = mined.candidates.filter(\.action.isJoined).map(\.joined)
    let matcher = matcher(joined)
    let base = matcher.base(threadCount: threadCount)
    let rows =
      PhraseTable.rows(
        of: mined.candidates, aliases: edits.aliases, matcher: matcher, threadCount: threadCount)
      + PhraseTable.rows(
        of: mined.acronyms.filter { matcher.unitOfKey[$0.longKey] != nil }, stream: stream)
    return try features(rows: PhraseTable.sorted(rows), matcher: matcher, base: base)
  }

  /// The features with the phrases of an earlier fit.
  func features(frozen rows: [Phrase]) throws -> Features {
    let matcher = matcher(Self.joined(rows))
    return try features(
      rows: rows, matcher: matcher, base: matcher.base(threadCount: threadCount))
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
    var aliased = matcher.joined(base, threadCount: threadCount)
    let aliases = AliasTable(rows, matcher: matcher)
    aliases.apply(to: &aliased, stream: stream)
    let boilerplate = Set(rows.filter { $0.action == .boilerplate }.map(\.key))
    var (corpus, gone) = matcher.withoutPhrases(
      aliased, base: base, threadCount: threadCount
    ) { unit, _ in termOfUnit[unit] < 0 && !boilerplate.contains(matcher.unitKeys[unit]) }
    aliases.apply(to: &corpus, stream: stream, gone: gone)
    _ = takeOutCompanions(&corpus)
    let unknown = (0..<corpus.documentCount).map { document in
      corpus.units(of: document).count { termOfUnit[Int(corpus.units[$0])] < 0 }
    }
    let bag = BagOfWords(
      corpus, termOfUnit: termOfUnit, termCount: vocabulary.count, threadCount: threadCount)
    return (bag, unknown)
  }

  private static func joined(_ rows: [Phrase]) -> [JoinedPhrase] {
    // What aliases stand for is joined too; a word needs no joining.
    rows.filter { $0.action.isJoined && $0.key.contains(" ") }.map {
      JoinedPhrase(key: $0.key, npmi: $0.npmi, isWhole: $0.action.isWhole)
    }
  }

  private func matcher(_ phrases: [JoinedPhrase]) -> PhraseMatcher {
    PhraseMatcher(stream: stream, pieces: pieces, phrases: phrases, stopPhrases: stopPhrases)
  }

  private func features(
    rows: [Phrase], matcher: PhraseMatcher, base: Segmentation
  ) throws -> Features {
    let wordCount = stream.wordKeys.count
    let minimum = options.minimumDocumentCount(for: stream.documentCount)
    var aliased = matcher.joined(base, threadCount: threadCount)
    let aliases = AliasTable(rows, matcher: matcher)
    aliases.apply(to: &aliased, stream: stream)
    var (corpus, rare) = matcher.withoutPhrases(
      aliased, base: base, threadCount: threadCount
    ) { _, documents in documents < minimum }
    // A phrase that gave way may have set an acronym free.
    aliases.apply(to: &corpus, stream: stream, gone: rare)
    let companions = takeOutCompanions(&corpus)

    var shown = Spelling(stream: stream).words(in: corpus)
    var phraseOfKey: [String: String] = [:]
    for row in rows where row.action != .acronym { phraseOfKey[row.key] = row.phrase }
    for (key, short) in PhraseTable.commonAcronyms(rows) { phraseOfKey[key] = short }
    for unit in wordCount..<matcher.unitKeys.count {
      shown.append(phraseOfKey[matcher.unitKeys[unit]] ?? matcher.unitKeys[unit])
    }
    // A compound may occur without hyphens only.
    for word in 0..<wordCount where shown[word].isEmpty {
      shown[word] = phraseOfKey[stream.wordKeys[word]] ?? stream.wordKeys[word]
    }

    let tally = UnitTally(corpus, unitCount: matcher.unitKeys.count, threadCount: threadCount)
    var selection = TermSelection(
      tally: tally, keys: matcher.unitKeys, shown: { shown[$0] }, wordCount: wordCount,
      documentCount: stream.documentCount, minimumDocuments: minimum,
      maximumShare: options.maximumDocumentShare, kept: kept)
    var bag = counted(selection, in: corpus, unitCount: matcher.unitKeys.count)
    var rows = rows
    let boilerplate = boilerplate(in: bag, selection, rows: &rows, matcher: matcher)
    if !boilerplate.isEmpty {
      selection.remove(boilerplate) { shown[$0] }
      bag = counted(selection, in: corpus, unitCount: matcher.unitKeys.count)
    }
    guard !selection.units.isEmpty else {
      throw FeatureError.noTermsLeft(
        documentCount: stream.documentCount, wordCount: stream.words.count,
        minimumDocumentCount: minimum)
    }
    let rarePhrases = rare.indices.filter { rare[$0] > 0 }.map {
      TermSelection.belowMinimum(shown[$0], .phrase, rare[$0], of: minimum)
    }
    return Features(
      vocabulary: Vocabulary(
        keys: selection.units.map { matcher.unitKeys[$0] },
        terms: selection.units.map { shown[$0] }),
      bag: bag, phrases: rows, lexicon: usedLexicon(rows),
      exclusions: sorted(
        stopWordExclusions(corpus, companions: companions) + rarePhrases + selection.exclusions))
  }

  /// The terms that are spread like background; no phrase that a lexicon, the user or the texts name
  /// is one.
  private func boilerplate(
    in bag: BagOfWords, _ selection: TermSelection, rows: inout [Phrase], matcher: PhraseMatcher
  ) -> [Boilerplate.Finding] {
    guard options.dropsBoilerplate else { return [] }
    let named = Set(rows.filter(\.action.isWhole).map(\.key))
    let found = Boilerplate.find(in: bag, threadCount: threadCount).filter {
      let key = matcher.unitKeys[selection.units[$0.term]]
      return !kept.contains(key) && !named.contains(key)
    }
    let keys = Set(found.map { matcher.unitKeys[selection.units[$0.term]] })
    for index in rows.indices where rows[index].action == .accepted {
      if keys.contains(rows[index].key) { rows[index].action = .boilerplate }
    }
    return found
  }

  /// The counts of the chosen terms.
  private func counted(_ selection: TermSelection, in corpus: Segmentation, unitCount: Int)
    -> BagOfWords
  {
    var termOfUnit = [Int](repeating: -1, count: unitCount)
    for (term, unit) in selection.units.enumerated() { termOfUnit[unit] = term }
    return BagOfWords(
      corpus, termOfUnit: termOfUnit, termCount: selection.units.count, threadCount: threadCount)
  }

  /// The entries of the user's lexicon that occur.
  private func usedLexicon(_ rows: [Phrase]) -> [String] {
    let given = Set(options.lexicon)
    return rows.compactMap { lexicon[$0.key] }.filter(given.contains).sorted()
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
      ["stop", "below", "above"].firstIndex { exclusion.reason.hasPrefix($0) } ?? 3
    }
    return exclusions.map { (rank($0), $0) }.sorted {
      ($0.0, $0.1.item, $0.1.kind.rawValue, $0.1.reason)
        < ($1.0, $1.1.item, $1.1.kind.rawValue, $1.1.reason)
    }.map(\.1)
  }
}
