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
    var pairs = ConsideredPairs(lists: lists, pieces: pieces, unwanted: unwanted)
    for candidate in accepted { pairs.accept(candidate.key) }
    try join(&accepted, &pairs, progress: progress)
    // The corpus is let go of by now: what was rejected may be much.
    pairs.appendRejected(to: &accepted)
    return accepted
  }

  /// Joins pairs, round by round, to what is accepted already.
  private func join(
    _ accepted: inout [Candidate], _ pairs: inout ConsideredPairs, progress: (Int) throws -> Void
  ) throws {
    var matcher = PhraseMatcher(
      stream: stream, pieces: pieces, phrases: accepted.map(\.joined), stopPhrases: stopPhrases)
    var corpus = matcher.joined(threadCount: threadCount, keepsStopped: false)
    var counts = counts(of: corpus, matcher: matcher)
    var round = 0
    while true {
      round += 1
      try progress(round)
      let new = pairs.judge(
        frequent(in: counts), unitCounts: counts.unitCounts, total: counts.total, round: round,
        matcher: matcher, options: options)
      if new.isEmpty { return }
      accepted += new
      matcher.add(new.map(\.joined))
      update(&corpus, &counts, with: new, matcher: matcher)
    }
  }

  /// The pairs that occur often enough.
  private func frequent(in counts: PairCounts) -> [PairCounts.Entry] {
    let minimum = minimum
    return counts.entries {
      Int($0.count) >= minimum.count && Int($0.documents) >= minimum.documents
    }
  }

  private func counts(of corpus: Segmentation, matcher: PhraseMatcher) -> PairCounts {
    let unitCount = matcher.unitKeys.count
    var slices = corpus.concurrently(threadCount: threadCount) { range in
      var counts = PairCounts()
      counts.reserve(unitCount: unitCount)
      for block in corpus.blocks[range] {
        for document in 0..<block.documentCount {
          counts.add(
            block.units[block.units(of: document)], sign: 1, unitLengths: matcher.unitLengths,
            longest: options.longestPhrase)
        }
      }
      return counts
    }
    guard !slices.isEmpty else { return PairCounts() }
    var counts = slices.removeFirst()
    for slice in slices { counts.add(slice) }
    return counts
  }

  /// Joins new phrases: only documents with words that one of them joins can change.
  private func update(
    _ corpus: inout Segmentation, _ counts: inout PairCounts, with new: [Candidate],
    matcher: PhraseMatcher
  ) {
    let seams = Seams(of: new, matcher: matcher)
    let size = Segmentation.documentsPerBlock
    let changes = corpus.concurrentlyUpdate(threadCount: threadCount) { range, blocks in
      var change = PairCounts()
      change.reserve(unitCount: matcher.unitKeys.count)
      var scratch = PhraseMatcher.Scratch()
      var joined = Segmentation.Block()
      for index in range {
        joined.removeAll()
        var hasChanged = false
        for document in 0..<blocks[index].documentCount {
          blocks[index].units.withUnsafeBufferPointer { all in
            let units = UnsafeBufferPointer(
              rebasing: all[blocks[index].units(of: document)])
            guard seams.occur(in: units) else { return }
            joined.append(documents: joined.documentCount..<document, of: blocks[index])
            let start = joined.units.count
            append(
              units, of: index * size + document, joinedAt: seams, matcher: matcher,
              scratch: &scratch, to: &joined)
            joined.endDocument()
            let new = joined.units[start...]
            guard !units.elementsEqual(new) else { return }
            hasChanged = true
            let (lengths, longest) = (matcher.unitLengths, options.longestPhrase)
            change.add(units, sign: -1, unitLengths: lengths, longest: longest)
            change.add(new, sign: 1, unitLengths: lengths, longest: longest)
          }
        }
        guard hasChanged else { continue }
        joined.append(
          documents: joined.documentCount..<blocks[index].documentCount, of: blocks[index])
        blocks[index].takeUnits(of: joined)
      }
      return change
    }
    for change in changes { counts.add(change) }
  }

  /// Appends the units of a document, runs with seams joined anew.
  private func append(
    _ units: UnsafeBufferPointer<Segmentation.Unit>, of document: Int, joinedAt seams: Seams,
    matcher: PhraseMatcher, scratch: inout PhraseMatcher.Scratch, to block: inout Segmentation.Block
  ) {
    var start = 0
    while start < units.count {
      var end = start + 1
      while end < units.count, !units[end].opensRun { end += 1 }
      let run = UnsafeBufferPointer(rebasing: units[start..<end])
      if seams.occur(in: run) {
        let limit =
          end < units.count
          ? Int(units[end].tokenStart) : stream.tokens(of: document).upperBound
        matcher.appendJoined(Int(run[0].tokenStart)..<limit, scratch: &scratch, to: &block)
      } else {
        block.units.append(contentsOf: run)
      }
      start = end
    }
  }

  private var minimum: (count: Int, documents: Int) {
    let thresholds = options.phraseThresholds
    return (
      thresholds.minimumCount(for: stream.documentCount),
      thresholds.minimumDocuments(for: stream.documentCount)
    )
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
      ? stream.wordKeys.indices.filter(isOpenCompound).map { stream.wordKeys[$0] }.filter {
        !own.contains($0) && !unwanted.contains($0)
      } : []
    let keys = wholes.map(\.key) + compounds
    guard !keys.isEmpty else { return [] }
    let matcher = PhraseMatcher(
      stream: stream, pieces: pieces,
      phrases: keys.map { JoinedPhrase(key: $0, npmi: 1, isWhole: true) },
      stopPhrases: stopPhrases)
    let base = matcher.base(threadCount: threadCount)
    let tally = UnitTally(base, unitCount: matcher.unitKeys.count, threadCount: threadCount)
    let pieceCounts = pieceCounts(of: tally, matcher: matcher)
    func unit(_ key: String) -> Int { matcher.unit(ofKey: key) ?? 0 }
    let occurring = keys.indices.filter { tally.counts[unit(keys[$0])] > 0 }
    let minimum = minimum
    let frequent = occurring.filter { index in
      let unit = unit(keys[index])
      return index < wholes.count
        || (tally.counts[unit] >= minimum.count && tally.documents[unit] >= minimum.documents)
    }
    let judge = PhraseJudge(
      options.phraseThresholds, candidateCount: frequent.count { $0 >= wholes.count },
      total: tally.total)
    return frequent.compactMap { index in
      let unit = unit(keys[index])
      guard let run = pieces.pieces(ofKey: keys[index]), let first = run.first, let last = run.last
      else { return nil }
      let figures = judge.figures(
        count: tally.counts[unit], first: pieceCounts[Int(first)],
        second: pieceCounts[Int(last)])
      var candidate = Candidate(
        key: keys[index], count: tally.counts[unit], documents: tally.documents[unit],
        npmi: figures.npmi, g2: figures.g2, action: figures.passes ? .accepted : .rejected)
      if index < wholes.count { candidate.action = wholes[index].action }
      return index < wholes.count || candidate.action == .accepted ? candidate : nil
    }
  }

  /// Whether a word is a compound of content words with function words between them.
  private func isOpenCompound(_ word: Int) -> Bool {
    guard !stream.wordIsStop[word], pieces.pieces(of: word).count > 2 else { return false }
    let parts = stream.wordKeys[word].split(separator: " ")
    guard let first = parts.first, let last = parts.last else { return false }
    return pieces.contentWord(String(first)) != nil && pieces.contentWord(String(last)) != nil
  }

  /// How often each piece occurs in any unit.
  private func pieceCounts(of tally: UnitTally, matcher: PhraseMatcher) -> [Int] {
    var counts = [Int](repeating: 0, count: pieces.count)
    for (unit, count) in tally.counts.enumerated() where count > 0 {
      for piece in matcher.pieces(ofUnit: unit) { counts[Int(piece)] += count }
    }
    return counts
  }
}

/// Where the phrases of a round may join words: a word that ends the left half of one before a word
/// that starts the right half, wherever the phrase may be halved.
private struct Seams {
  /// Marks of a unit: a seam may follow it, it may follow a seam, a seam runs through it.
  private static let before: UInt8 = 1
  private static let after: UInt8 = 2
  private static let inside: UInt8 = 4

  private var pairs: PairIndex
  private var marks: [UInt8] = []
  private var edges: [(first: UInt32, last: UInt32)] = []

  init(of new: [PhraseMiner.Candidate], matcher: PhraseMatcher) {
    pairs = PairIndex(capacity: new.count * 2)
    var pieceMarks = [UInt8](repeating: 0, count: matcher.pieces.count)
    for candidate in new {
      guard let run = matcher.pieces.pieces(ofKey: candidate.key) else { continue }
      for (left, right) in zip(run, run.dropFirst()) {
        _ = pairs.insert(PairIndex.pair(left, right))
        pieceMarks[Int(left)] |= Self.before
        pieceMarks[Int(right)] |= Self.after
      }
    }
    for unit in matcher.unitKeys.indices {
      let run = matcher.pieces(ofUnit: unit)
      let edge = (first: run.first ?? 0, last: run.last ?? 0)
      edges.append(edge)
      let hasSeam = zip(run, run.dropFirst()).contains { left, right in
        pieceMarks[Int(left)] & Self.before != 0 && pieceMarks[Int(right)] & Self.after != 0
          && pairs.find(PairIndex.pair(left, right)) != nil
      }
      marks.append(
        pieceMarks[Int(edge.last)] & Self.before | pieceMarks[Int(edge.first)] & Self.after
          | (hasSeam ? Self.inside : 0))
    }
  }

  /// Whether a seam runs through some runs, also inside what was joined in an earlier round.
  func occur(in units: UnsafeBufferPointer<Segmentation.Unit>) -> Bool {
    marks.withUnsafeBufferPointer { marks in
      var (left, leftMarks) = (0, UInt8(0))
      for unit in units {
        let right = Int(unit.unit)
        let rightMarks = marks[right]
        if rightMarks & Self.inside != 0 { return true }
        if leftMarks & Self.before != 0, rightMarks & Self.after != 0, !unit.opensRun,
          pairs.find(PairIndex.pair(edges[left].last, edges[right].first)) != nil
        {
          return true
        }
        (left, leftMarks) = (right, rightMarks)
      }
      return false
    }
  }
}
