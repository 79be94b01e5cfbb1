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
  /// The entries of all lexicons by the keys that occur.
  let lexicon: [String: String]
  /// The keys among them that the user's lexicon gives.
  let givenKeys: Set<String>
  /// The documents whose words cannot be told apart.
  let unreadable: [Exclusion]
  let threadCount: Int

  init(
    documents: consuming [Document], options: FeatureOptions, threadCount: Int,
    clean: @escaping @Sendable (String) -> String, progress: (FeatureStage) throws -> Void
  ) throws {
    try options.validate()
    guard !documents.isEmpty else { throw FeatureError.noDocuments }
    unreadable = try Script.documentsWithoutSpaces(in: documents).map { d in
      documents[d].title = ""
      documents[d].text = ""
      return Exclusion(
        kind: .document, item: documents[d].id,
        reason: "unsupported_script: Chinese, Japanese or Korean, whose words cannot be told apart")
    }
    try progress(.tokenizing)
    self.options = options
    let threadCount = max(1, threadCount)
    self.threadCount = threadCount
    let (classes, stopped) = WordClasses.changed(by: options, threadCount: threadCount)
    lists = classes.lists
    let terms = TermKeys(classes: classes, threadCount: threadCount)
    let kept = Set(terms.keys(of: options.keptTerms).filter { !$0.isEmpty })
    self.kept = kept
    stopPhrases =
      (terms.keys(of: classes.lists.stopPhrases).filter { !kept.contains($0) } + stopped)
      .filter { $0.contains(" ") }
    edits = PhraseEdits(options.phraseEdits, keys: terms.keys)
    let slices = TokenStream.scanned(
      documents, classes: classes, threadCount: threadCount, clean: clean)
    documents = []
    try progress(.numbering)
    stream = TokenStream(consume slices)
    pieces = PieceTable(stream)
    let entries =
      options.lexicon + options.keptTerms
      + (options.usesBuiltInLexicon && options.language == .english ? Lexicon.phrases : [])
    // What the user stops is no term, whatever lexicon has it; what the user keeps is.
    let stoppedKeys = Set(stopped).subtracting(kept)
    var lexicon: [String: String] = [:]
    var givenKeys: Set<String> = []
    for (index, (key, entry)) in zip(terms.keys(of: entries), entries).enumerated()
    where key.utf8.contains(UInt8(ascii: " ")) && pieces.pieces(ofKey: key) != nil
      && lexicon[key] == nil && !stoppedKeys.contains(key)
    {
      lexicon[key] = entry
      if index < options.lexicon.count { givenKeys.insert(key) }
    }
    self.lexicon = lexicon
    self.givenKeys = givenKeys
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
    var candidates = try miner.mine(
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
      !$0.contains(" ") && pieces.contentWord($0) != nil
    }
    candidates += words.sorted().map {
      PhraseMiner.Candidate(
        key: $0, count: 0, documents: 0, npmi: 0, g2: 0, action: edits.action(for: $0) ?? .reject)
    }
    return Mined(candidates: candidates, acronyms: acronyms)
  }

  /// What mining finds.
  struct Mined {
    var candidates: [PhraseMiner.Candidate]
    var acronyms: [Acronym]
  }

  /// The features with freshly mined phrases.
  func features(_ mined: consuming Mined) throws -> Features {
    let joined = mined.candidates.filter(\.action.isJoined).map(\.joined)
    let matcher = matcher(joined)
    let rows =
      PhraseTable.rows(
        of: mined.candidates, aliases: edits.aliases, matcher: matcher, threadCount: threadCount)
      + PhraseTable.rows(
        of: mined.acronyms.filter { matcher.unit(ofKey: $0.longKey) != nil }, stream: stream)
    mined.candidates = []
    return try features(rows: PhraseTable.sorted(rows), matcher: matcher)
  }

  /// The features with the phrases of an earlier fit.
  func features(frozen rows: [Phrase]) throws -> Features {
    try features(rows: rows, matcher: matcher(Self.joined(rows)))
  }

  /// The counts of given terms, and how many tokens of each document are none of them.
  func counts(of vocabulary: Vocabulary, frozen rows: [Phrase]) -> (BagOfWords, [Int]) {
    let matcher = matcher(Self.joined(rows))
    var termOfKey: [String: Int] = [:]
    for (term, key) in vocabulary.keys.enumerated() { termOfKey[key] = term }
    let termOfUnit = matcher.unitKeys.enumerated().map { unit, key in
      unit < stream.wordKeys.count && stream.wordIsStop[unit] ? -1 : termOfKey[key] ?? -1
    }
    let boilerplate = Set(rows.filter { $0.action == .boilerplate }.map(\.key))
    let aliases = AliasTable(rows, matcher: matcher)
    var (corpus, _) = aliased(by: aliases, matcher) { unit, _ in
      termOfUnit[unit] < 0 && !boilerplate.contains(matcher.unitKeys[unit])
    }
    _ = takeOutCompanions(&corpus)
    let unknown = corpus.blocks.flatMap { block in
      (0..<block.documentCount).map { document in
        block.units[block.units(of: document)].count { termOfUnit[Int($0.unit)] < 0 }
      }
    }
    let bag = BagOfWords(
      counting: &corpus, termOfUnit: termOfUnit, termCount: vocabulary.count,
      threadCount: threadCount)
    return (bag, unknown)
  }

  /// The corpus in words and phrases, each counted as what it stands for.
  ///
  /// - Parameter givesWay: whether a phrase must go, from its unit and the documents that have it.
  /// - Returns: the corpus, and the documents of each unit that gave way, 0 for all others.
  func aliased(
    by aliases: AliasTable, _ matcher: PhraseMatcher, without givesWay: (Int, Int) -> Bool
  ) -> (corpus: Segmentation, gone: [Int]) {
    var corpus = matcher.joined(threadCount: threadCount)
    aliases.apply(to: &corpus, stream: stream)
    let gone = matcher.takeOutPhrases(of: &corpus, threadCount: threadCount, where: givesWay)
    // A phrase that gave way may have set an acronym free.
    aliases.apply(to: &corpus, stream: stream, gone: gone)
    return (corpus, gone)
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
}
