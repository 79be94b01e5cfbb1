/// Judges pairs by how often they meet.
struct PhraseJudge {
  /// What is known of a pair.
  struct Figures {
    var npmi: Double
    var g2: Double
    /// Whether it may be joined by these figures.
    var passes: Bool
  }

  private let quantile: Double
  private let minimumNPMI: Double
  private let total: Int

  /// - Parameters:
  ///   - thresholds: what a pair must reach.
  ///   - candidateCount: how many pairs are judged: among so many unrelated ones hardly ever one
  ///     passes.
  ///   - total: N, the units of the corpus.
  init(_ thresholds: PhraseThresholds, candidateCount: Int, total: Int) {
    quantile = PhraseScores.threshold(
      errorRate: thresholds.errorRate, candidateCount: candidateCount)
    minimumNPMI = thresholds.minimumNPMI
    self.total = total
  }

  /// The figures of a pair that occurs `count` times, from the counts of its halves.
  func figures(count: Int, first: Int, second: Int) -> Figures {
    let npmi = PhraseScores.npmi(pair: count, first: first, second: second, total: total)
    let g2 = PhraseScores.g2(pair: count, first: first, second: second, total: total)
    return Figures(npmi: npmi, g2: g2, passes: g2 >= quantile && npmi >= minimumNPMI)
  }
}

/// The pairs that were judged in any round, by the key of the phrase that they would make.
///
/// Most pairs are judged again in every round, so that a key is made once only.
struct ConsideredPairs {
  private typealias Candidate = PhraseMiner.Candidate

  /// What a key was first rejected with: there may be a million of them, so that each is narrow.
  private struct Rejection {
    var pair: UInt64 = 0
    var npmi = 0.0
    var g2 = 0.0
    var count: Int32 = 0
    var documents: Int32 = 0
    /// The round, from 1; 0 where the key was not rejected.
    var round: Int32 = 0
    /// Whether the user does not want it.
    var isUnwanted = false
  }

  private let unwanted: Set<String>
  /// Whether a phrase may not start, or end, in a piece that leans on a neighbour outside it, as in
  /// `shot learning`.
  private var startsNone: [Bool]
  private var endsNone: [Bool]
  private var pairs = PairIndex(capacity: 32_768)
  private var keyOfPair: [UInt32] = []
  private var keys = ByteInterner(capacity: 32_768)
  private var isAccepted: [Bool] = []
  private var rejections: [Rejection] = []
  /// Scratch.
  private var bytes: [UInt8] = []

  /// No pairs.
  ///
  /// - Parameter unwanted: keys of phrases that the user does not want.
  init(lists: WordLists, pieces: PieceTable, unwanted: Set<String>) {
    self.unwanted = unwanted
    startsNone = [Bool](repeating: false, count: pieces.count)
    endsNone = startsNone
    for piece in lists.phraseClosers.compactMap(pieces.piece) { startsNone[Int(piece)] = true }
    for piece in lists.phraseOpeners.compactMap(pieces.piece) { endsNone[Int(piece)] = true }
  }

  /// Appends what was rejected and never accepted later, in no order that means anything.
  func appendRejected(to candidates: inout [PhraseMiner.Candidate]) {
    let rejected = rejections.indices.filter { !isAccepted[$0] && rejections[$0].round > 0 }
    candidates.reserveCapacity(candidates.count + rejected.count)
    for key in rejected {
      let found = rejections[key]
      candidates.append(
        Candidate(
          key: text(of: key), count: Int(found.count), documents: Int(found.documents),
          npmi: found.npmi, g2: found.g2, action: found.isUnwanted ? .reject : .rejected))
    }
  }

  /// Takes a key for accepted.
  mutating func accept(_ key: String) {
    bytes.removeAll(keepingCapacity: true)
    bytes += key.utf8
    isAccepted[numberOfBytes()] = true
  }

  /// Judges the pairs of a round.
  ///
  /// - Returns: the phrases that are accepted now, best first.
  mutating func judge(
    _ entries: [PairCounts.Entry], unitCounts: [Int], total: Int, round: Int,
    matcher: PhraseMatcher, options: FeatureOptions
  ) -> [PhraseMiner.Candidate] {
    let judge = PhraseJudge(
      options.phraseThresholds, candidateCount: entries.count, total: total)
    var accepted: [(candidate: Candidate, pair: UInt64, key: Int)] = []
    for entry in entries {
      let (left, right) = (Int(entry.pair >> 32), Int(entry.pair & 0xFFFF_FFFF))
      let key = key(of: entry.pair, matcher: matcher)
      if isAccepted[key] { continue }
      let figures = judge.figures(
        count: Int(entry.count), first: unitCounts[left], second: unitCounts[right])
      let isUnwanted = !unwanted.isEmpty && unwanted.contains(text(of: key))
      if figures.passes, !isUnwanted, !hasBoilerplateEnds(left, right, matcher: matcher) {
        let candidate = Candidate(
          key: text(of: key), count: Int(entry.count), documents: Int(entry.documents),
          npmi: figures.npmi, g2: figures.g2, action: .accepted)
        accepted.append((candidate, entry.pair, key))
      } else {
        reject(
          Rejection(
            pair: entry.pair, npmi: figures.npmi, g2: figures.g2, count: entry.count,
            documents: entry.documents, round: Int32(round), isUnwanted: isUnwanted), key: key)
      }
    }
    accepted.sort {
      ($0.candidate.npmi, $1.candidate.key, $1.pair)
        > ($1.candidate.npmi, $0.candidate.key, $0.pair)
    }
    return accepted.compactMap { new in
      // A key may be made of two pairs; the better one counts.
      guard !isAccepted[new.key] else { return nil }
      isAccepted[new.key] = true
      return new.candidate
    }
  }

  /// Keeps the first rejection of a key; of several in one round the best.
  private mutating func reject(_ new: Rejection, key: Int) {
    let before = rejections[key]
    guard
      before.round == 0
        || before.round == new.round && (new.npmi, before.pair) > (before.npmi, new.pair)
    else { return }
    rejections[key] = new
  }

  private func hasBoilerplateEnds(_ left: Int, _ right: Int, matcher: PhraseMatcher) -> Bool {
    guard let first = matcher.pieces(ofUnit: left).first,
      let last = matcher.pieces(ofUnit: right).last
    else { return true }
    return startsNone[Int(first)] || endsNone[Int(last)]
  }

  /// The number of the key that a pair makes.
  private mutating func key(of pair: UInt64, matcher: PhraseMatcher) -> Int {
    let index = pairs.insert(pair)
    if index == keyOfPair.count {
      let (left, right) = (Int(pair >> 32), Int(pair & 0xFFFF_FFFF))
      bytes.removeAll(keepingCapacity: true)
      bytes += matcher.unitKeys[left].utf8
      bytes.append(UInt8(ascii: " "))
      bytes += matcher.unitKeys[right].utf8
      keyOfPair.append(UInt32(numberOfBytes()))
    }
    return Int(keyOfPair[index])
  }

  private func text(of key: Int) -> String { String(decoding: keys.bytes(key), as: UTF8.self) }

  /// The number of the key whose bytes are in the scratch.
  private mutating func numberOfBytes() -> Int {
    let (number, isNew) = keys.intern(bytes)
    if isNew {
      isAccepted.append(false)
      rejections.append(Rejection())
    }
    return number
  }
}
