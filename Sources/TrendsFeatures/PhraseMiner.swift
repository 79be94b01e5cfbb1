/// Finds phrases: pairs of neighbours that meet too often for chance, joined again and again.
///
/// Each round counts the neighbours in the corpus as joined so far and accepts a pair that occurs
/// often enough, in documents enough, whose G² exceeds what the best of as many unrelated pairs
/// would show, and whose NPMI says that the words belong together. Rounds end when nothing is
/// accepted. No phrase starts or ends in boilerplate: stop words never meet here, and of the other
/// words some may not open a phrase and some may not close one.
struct PhraseMiner {
  let stream: TokenStream
  let pieces: PieceTable
  let options: FeatureOptions
  let lists: WordLists
  /// Keys of phrases that the user does not want.
  let unwanted: Set<String>
  /// Keys of runs that are taken out.
  let stopPhrases: [String]
  let threadCount: Int

  /// A considered phrase, before it is counted as a run.
  struct Candidate: Equatable {
    var key: String
    var count: Int
    var documents: Int
    var npmi: Double
    var g2: Double
    var action: Phrase.Action

    /// What the matcher needs of it.
    var joined: JoinedPhrase {
      JoinedPhrase(key: key, npmi: npmi, isWhole: action.isWhole)
    }
  }

  /// A phrase that is joined as a whole, whatever its figures, and why.
  struct Whole: Equatable {
    var key: String
    var action: Phrase.Action
  }

  /// Every phrase that was considered, in no order that means anything, each key once.
  ///
  /// - Parameters:
  ///   - wholes: phrases that are joined whatever their figures, by key, each once.
  ///   - progress: called before each round with its number, from 1.
  func mine(wholes: [Whole], progress: (Int) throws -> Void) throws -> [Candidate] {
    var accepted = wholeRuns(wholes)
    guard options.minesPhrases else { return accepted }
    var rejected: [String: Candidate] = [:]
    var known = Set(accepted.map(\.key))
    var matcher = PhraseMatcher(
      stream: stream, pieces: pieces, phrases: accepted.map(\.joined), stopPhrases: stopPhrases)
    let base = matcher.base(threadCount: threadCount)
    var corpus = matcher.joined(base, threadCount: threadCount)
    var counts = PairCounts()
    counts.replace(
      nil, with: corpus, unitLengths: matcher.unitLengths, longest: options.longestPhrase,
      threadCount: threadCount)
    var round = 0
    while true {
      round += 1
      try progress(round)
      var new: [Candidate] = []
      for candidate in candidates(counts, matcher: matcher) where !known.contains(candidate.key) {
        if candidate.action == .accepted {
          known.insert(candidate.key)
          new.append(candidate)
        } else if rejected[candidate.key] == nil {
          rejected[candidate.key] = candidate
        }
      }
      if new.isEmpty { break }
      accepted += new
      matcher.add(new.map(\.joined))

      // Only documents with words that a new phrase joins can have changed.
      let changed = documents(of: base, touchedBy: new, matcher: matcher)
      let rejoined = Segmentation(
        joining: concurrentSlices(
          of: changed.map { base.units(of: $0).count }, sliceCount: threadCount
        ) { [matcher] range in matcher.joined(base, documents: changed[range]) })
      var before = Segmentation()
      for document in changed {
        before.append(corpus, corpus.units(of: document))
        before.endDocument()
      }
      counts.replace(
        before, with: rejoined, unitLengths: matcher.unitLengths, longest: options.longestPhrase,
        threadCount: threadCount)
      corpus = corpus.replacing(changed, with: rejoined)
    }
    return accepted + rejected.values.filter { !known.contains($0.key) }
  }

  /// The documents in which a word that ends the left half of a new phrase stands before one that
  /// starts the right half, wherever the phrase may be halved.
  private func documents(
    of base: Segmentation, touchedBy new: [Candidate], matcher: PhraseMatcher
  ) -> [Int] {
    var seams = PairIndex(capacity: new.count * 2)
    for candidate in new {
      guard let run = pieces.pieces(ofKey: candidate.key) else { continue }
      for (left, right) in zip(run, run.dropFirst()) {
        _ = seams.insert(PairIndex.pair(left, right))
      }
    }
    let edges = (0..<matcher.unitKeys.count).map { unit in
      let run = matcher.pieces(ofUnit: unit)
      return (first: run.first ?? 0, last: run.last ?? 0)
    }
    return (0..<base.documentCount).filter { document in
      let units = base.units(of: document)
      return units.dropFirst().contains { index in
        !base.opensRun[index]
          && seams.find(
            PairIndex.pair(
              edges[Int(base.units[index - 1])].last, edges[Int(base.units[index])].first)) != nil
      }
    }
  }

  /// The pairs that occur often enough, judged; best first.
  private func candidates(_ counts: PairCounts, matcher: PhraseMatcher) -> [Candidate] {
    let minimum = minimum
    let tested = counts.counts.indices.filter {
      counts.counts[$0] >= minimum.count && counts.documents[$0] >= minimum.documents
    }
    let quantile = quantile(candidateCount: tested.count)
    return tested.map { index in
      let pair = counts.pairs.pairs[index]
      let (left, right) = (Int(pair >> 32), Int(pair & 0xFFFF_FFFF))
      var candidate = judged(
        key: matcher.unitKeys[left] + " " + matcher.unitKeys[right], count: counts.counts[index],
        documents: counts.documents[index], first: counts.unitCounts[left],
        second: counts.unitCounts[right], total: counts.total, quantile: quantile)
      if hasBoilerplateEnds(candidate.key) { candidate.action = .rejected }
      if unwanted.contains(candidate.key) { candidate.action = .reject }
      return candidate
    }.sorted { ($0.npmi, $1.key) > ($1.npmi, $0.key) }
  }

  /// Whether a key starts or ends in a word that leans on a neighbour outside it: `shot learning`.
  private func hasBoilerplateEnds(_ key: String) -> Bool {
    let words = key.split(separator: " ").map(String.init)
    guard let first = words.first, let last = words.last else { return true }
    return lists.phraseClosers.contains(first) || lists.phraseOpeners.contains(last)
  }

  private var minimum: (count: Int, documents: Int) {
    let thresholds = options.phraseThresholds
    return (
      thresholds.minimumCount(for: stream.documentCount),
      thresholds.minimumDocuments(for: stream.documentCount)
    )
  }

  /// What G² must reach, so that among so many unrelated pairs hardly ever one passes.
  private func quantile(candidateCount: Int) -> Double {
    PhraseScores.threshold(
      errorRate: options.phraseThresholds.errorRate, candidateCount: candidateCount)
  }

  private func judged(
    key: String, count: Int, documents: Int, first: Int, second: Int, total: Int, quantile: Double
  ) -> Candidate {
    let npmi = PhraseScores.npmi(pair: count, first: first, second: second, total: total)
    let g2 = PhraseScores.g2(pair: count, first: first, second: second, total: total)
    let passes = g2 >= quantile && npmi >= options.phraseThresholds.minimumNPMI
    return Candidate(
      key: key, count: count, documents: documents, npmi: npmi, g2: g2,
      action: passes ? .accepted : .rejected)
  }

  // MARK: Phrases that are not made of neighbours

  /// Wholes that occur, and compounds such as `mixture-of-experts` that are common enough to be
  /// recognised without hyphens, too.
  ///
  /// Both are judged, where they are, by their outer words.
  private func wholeRuns(_ wholes: [Whole]) -> [Candidate] {
    let own = Set(wholes.map(\.key))
    let compounds =
      options.minesPhrases
      ? pieces.contentWords.keys.filter {
        !own.contains($0) && !unwanted.contains($0) && isOpenCompound($0)
      }.sorted() : []
    let keys = wholes.map(\.key) + compounds
    guard !keys.isEmpty else { return [] }
    let matcher = PhraseMatcher(
      stream: stream, pieces: pieces,
      phrases: keys.map { JoinedPhrase(key: $0, npmi: 1, isWhole: true) },
      stopPhrases: stopPhrases)
    let base = matcher.base(threadCount: threadCount)
    let tally = UnitTally(base, unitCount: matcher.unitKeys.count, threadCount: threadCount)
    let pieceCounts = pieceCounts(of: tally, matcher: matcher)
    func unit(_ key: String) -> Int { matcher.unitOfKey[key].map { Int($0) } ?? 0 }
    let occurring = keys.indices.filter { tally.counts[unit(keys[$0])] > 0 }
    let minimum = minimum
    let frequent = occurring.filter { index in
      let unit = unit(keys[index])
      return index < wholes.count
        || (tally.counts[unit] >= minimum.count && tally.documents[unit] >= minimum.documents)
    }
    let quantile = quantile(candidateCount: frequent.count { $0 >= wholes.count })
    return frequent.compactMap { index in
      let unit = unit(keys[index])
      guard let run = pieces.pieces(ofKey: keys[index]), let first = run.first, let last = run.last
      else { return nil }
      var candidate = judged(
        key: keys[index], count: tally.counts[unit], documents: tally.documents[unit],
        first: pieceCounts[Int(first)], second: pieceCounts[Int(last)], total: tally.total,
        quantile: quantile)
      if index < wholes.count { candidate.action = wholes[index].action }
      return index < wholes.count || candidate.action == .accepted ? candidate : nil
    }
  }

  /// Whether a key is a compound of content words with function words between them.
  private func isOpenCompound(_ key: String) -> Bool {
    let words = key.split(separator: " ").map(String.init)
    guard words.count > 2, let first = words.first, let last = words.last else { return false }
    return pieces.contentWords[first] != nil && pieces.contentWords[last] != nil
  }

  /// How often each piece occurs in any unit.
  private func pieceCounts(of tally: UnitTally, matcher: PhraseMatcher) -> [Int] {
    var counts = [Int](repeating: 0, count: pieces.count)
    for (unit, count) in tally.counts.enumerated() where count > 0 {
      for piece in pieces.pieces(ofKey: matcher.unitKeys[unit]) ?? [] {
        counts[Int(piece)] += count
      }
    }
    return counts
  }
}
