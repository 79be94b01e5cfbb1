import TrendsCorpus

extension TokenizedCorpus {
  /// The terms of a corpus that is cut by a table of phrases, counted.
  func features(rows: consuming [Phrase], matcher: PhraseMatcher) throws -> Features {
    var rows = consume rows
    let minimum = options.minimumDocumentCount(for: stream.documentCount)
    var (corpus, rare) = aliased(by: AliasTable(rows, matcher: matcher), matcher) {
      _, documents in documents < minimum
    }
    let companions = takeOutCompanions(&corpus)
    let stopped = stopWordExclusions(corpus, companions: companions)
    corpus.forgetStopped()
    let shown = shownTerms(rows, in: corpus, matcher: matcher)
    let unitCount = matcher.unitKeys.count
    var selection = TermSelection(
      tally: UnitTally(corpus, unitCount: unitCount, threadCount: threadCount),
      keys: matcher.unitKeys, shown: { shown[$0] }, wordCount: stream.wordKeys.count,
      documentCount: stream.documentCount, minimumDocuments: minimum,
      maximumShare: options.maximumDocumentShare, kept: kept)
    var termOfUnit = [Int](repeating: -1, count: unitCount)
    for (term, unit) in selection.units.enumerated() { termOfUnit[unit] = term }
    var bag = BagOfWords(
      counting: &corpus, termOfUnit: termOfUnit, termCount: selection.units.count,
      threadCount: threadCount)
    for index in rows.indices
    where rows[index].action == .accepted && stopPhrases.contains(rows[index].key) {
      rows[index].action = .stopPhrase
    }
    let boilerplate = boilerplate(in: bag, selection, rows: &rows, matcher: matcher)
    if !boilerplate.isEmpty {
      selection.remove(boilerplate) { shown[$0] }
      bag = bag.without(boilerplate.map(\.term))
    }
    guard !selection.units.isEmpty else {
      throw FeatureError.noTermsLeft(
        documentCount: stream.documentCount, wordCount: stream.tokens.count,
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
      exclusions: unreadable + sorted(stopped + rarePhrases + selection.exclusions))
  }

  /// How each unit is shown.
  private func shownTerms(
    _ rows: [Phrase], in corpus: Segmentation, matcher: PhraseMatcher
  ) -> [String] {
    var shown = Spelling(stream: stream).words(in: corpus)
    let wordCount = shown.count
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
    return shown
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

  /// The entries of the user's lexicon that occur.
  private func usedLexicon(_ rows: [Phrase]) -> [String] {
    rows.filter { givenKeys.contains($0.key) }.compactMap { lexicon[$0.key] }.sorted()
  }

  // MARK: What is left out

  /// Takes words out that are terms only as part of a phrase.
  ///
  /// - Returns: how often each was taken out, by its text in lower case.
  func takeOutCompanions(_ corpus: inout Segmentation) -> [String: Int] {
    let wordCount = stream.wordKeys.count
    let slices = corpus.concurrentlyUpdate(threadCount: threadCount) { range, blocks in
      var taken: [Int: Int] = [:]
      for index in range {
        blocks[index].removeUnits { unit in
          guard Int(unit.unit) < wordCount, unit.tokenCount == 1 else { return false }
          let form = stream.form(at: Int(unit.tokenStart))
          if stream.formIsCompanion[form] { taken[form, default: 0] += 1 }
          return stream.formIsCompanion[form]
        }
      }
      return taken
    }
    var taken: [String: Int] = [:]
    for (form, count) in slices.flatMap({ $0 }) {
      taken[stream.formTexts[form].lowercased(), default: 0] += count
    }
    return taken
  }

  private func stopWordExclusions(_ corpus: Segmentation, companions: [String: Int]) -> [Exclusion]
  {
    var words = [Int](repeating: 0, count: stream.wordKeys.count)
    var phrases: [String: Int] = [:]
    for block in corpus.blocks {
      for token in block.stopWords { words[stream.word(at: Int(token))] += 1 }
      for run in block.stopPhrases {
        let tokens = Int(run.start)..<Int(run.start) + Int(run.count)
        let text = tokens.map { stream.formTexts[stream.form(at: $0)].lowercased() }
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
    let reasons = ["stop", "below", "above"].map { Array($0.utf8) }
    let ranks = exclusions.map { exclusion in
      reasons.firstIndex { exclusion.reason.utf8.starts(with: $0) } ?? reasons.count
    }
    return exclusions.indices.sorted {
      let (left, right) = (exclusions[$0], exclusions[$1])
      return (ranks[$0], left.item, left.kind.rawValue, left.reason)
        < (ranks[$1], right.item, right.kind.rawValue, right.reason)
    }.map { exclusions[$0] }
  }
}
