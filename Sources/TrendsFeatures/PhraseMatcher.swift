/// A phrase that is joined: its key, and how eagerly.
struct JoinedPhrase: Equatable, Sendable {
  /// Stems joined by one space.
  var key: String
  /// Of two phrases that want the same word, the one of higher NPMI gets it.
  var npmi: Double
  /// Whether it is joined before all others, as a whole.
  var isWhole: Bool
}

/// Joins words to phrases, given a fixed table of phrases.
///
/// Mining and applying a frozen table are the same code: a corpus is cut in the same way whether
/// the table was found in it a moment ago or comes from a file. First, from left to right, the
/// longest run wins that is joined as a whole, a stop phrase, or a phrase which cannot be made from
/// smaller units of the table. Then, inside each run between stop words, the neighbours whose
/// phrase has the highest NPMI are joined (the left pair of equals) until none can be.
struct PhraseMatcher: Sendable {
  /// A run of units is cut at this length, so that joining takes linear time on any input.
  private static let longestRun = 256
  /// A run of the trie is at most this many tokens.
  private static let longestMatch = 64
  private static let stopValue = Int.max

  let stream: TokenStream
  let pieces: PieceTable
  /// The unit of each key that has one.
  private(set) var unitOfKey: [String: UInt32]
  /// How many words each unit has, counted in pieces of its key.
  private(set) var unitLengths: [Int]
  /// The keys of all units.
  private(set) var unitKeys: [String]
  /// The pieces of the units that are phrases.
  private var phrasePieces: [[UInt32]] = []
  /// The phrases that are made from smaller units, each with its own.
  private var phrases: [(phrase: JoinedPhrase, unit: UInt32)] = []
  private var trie: PieceTrie
  /// Whether a run of the trie starts with each word.
  private var wordStartsRun: [Bool] = []
  private var pairs = PairIndex()
  private var pairUnits: [UInt32] = []
  private var pairScores: [Double] = []

  /// A matcher.
  ///
  /// - Parameters:
  ///   - stream: the corpus.
  ///   - pieces: its words in pieces.
  ///   - phrases: the table; of two with the same key the first counts.
  ///   - stopPhrases: keys of runs that are taken out.
  init(
    stream: TokenStream, pieces: PieceTable, phrases: [JoinedPhrase], stopPhrases: [String]
  ) {
    self.stream = stream
    self.pieces = pieces
    unitKeys = stream.wordKeys
    unitLengths = (0..<unitKeys.count).map { pieces.pieces(of: $0).count }
    unitOfKey = pieces.contentWords
    trie = PieceTrie(pieceCount: pieces.count)
    for phrase in phrases where phrase.isWhole {
      insert(key: phrase.key, value: unit(of: phrase))
    }
    for key in stopPhrases { insert(key: key, value: Self.stopValue) }
    add(phrases)
    wordStartsRun = (0..<stream.wordKeys.count).map { word in
      pieces.pieces(of: word).first.map(trie.starts(with:)) ?? false
    }
  }

  /// Adds phrases that can be made from smaller units: the base stays as it is.
  mutating func add(_ new: [JoinedPhrase]) {
    for phrase in new where !phrase.isWhole {
      phrases.append((phrase, UInt32(unit(of: phrase))))
    }
    // A new phrase may be half of an old one, so that all are looked at again.
    for (phrase, unit) in phrases {
      let halves = Self.halves(of: phrase.key, units: unitOfKey)
      if halves.isEmpty { insert(key: phrase.key, value: Int(unit)) }
      for (left, right) in halves {
        let pair = pairs.insert(PairIndex.pair(left, right))
        if pair == pairUnits.count {
          pairUnits.append(unit)
          pairScores.append(phrase.npmi)
        }
      }
    }
  }

  /// The unit of a phrase, which gets the next number if it has none.
  private mutating func unit(of phrase: JoinedPhrase) -> Int {
    if let unit = unitOfKey[phrase.key] { return Int(unit) }
    let unit = unitKeys.count
    unitOfKey[phrase.key] = UInt32(unit)
    unitKeys.append(phrase.key)
    unitLengths.append(phrase.key.utf8.count { $0 == UInt8(ascii: " ") } + 1)
    phrasePieces.append(pieces.pieces(ofKey: phrase.key) ?? [])
    return unit
  }

  private mutating func insert(key: String, value: Int) {
    if let run = pieces.pieces(ofKey: key) { trie.insert(run, value: value) }
  }

  /// The pieces of a unit.
  func pieces(ofUnit unit: Int) -> ArraySlice<UInt32> {
    let wordCount = stream.wordKeys.count
    return unit < wordCount ? pieces.pieces(of: unit) : phrasePieces[unit - wordCount][...]
  }

  /// Every way to make a key of two units.
  private static func halves(of key: String, units: [String: UInt32]) -> [(UInt32, UInt32)] {
    key.indices.filter { key[$0] == " " }.compactMap { space in
      guard let left = units[String(key[..<space])],
        let right = units[String(key[key.index(after: space)...])]
      else { return nil }
      return (left, right)
    }
  }

  // MARK: Cutting a corpus

  /// The corpus in words, lexicon phrases and compounds: the ground on which pairs are joined.
  func base(threadCount: Int) -> Segmentation {
    Segmentation(
      joining: concurrentSlices(of: stream.documentLengths, sliceCount: threadCount) { range in
        var result = Segmentation()
        for document in range { appendBase(of: document, to: &result) }
        return result
      })
  }

  /// The corpus in words and phrases.
  func joined(_ base: Segmentation, threadCount: Int) -> Segmentation {
    var result = Segmentation(
      joining: concurrentSlices(of: base.documentLengths, sliceCount: threadCount) { range in
        joined(base, documents: range)
      })
    result.stopped = base.stopped
    return result
  }

  /// Some documents in words and phrases, as a corpus of their own.
  func joined(_ base: Segmentation, documents: some Sequence<Int>) -> Segmentation {
    var result = Segmentation()
    var scratch = RunScratch()
    for document in documents {
      let units = base.units(of: document)
      var start = units.lowerBound
      while start < units.upperBound {
        var end = start + 1
        while end < units.upperBound, !base.opensRun[end], end - start < Self.longestRun {
          end += 1
        }
        appendJoined(base, start..<end, without: nil, scratch: &scratch, to: &result)
        start = end
      }
      result.endDocument()
    }
    return result
  }

  private func appendBase(of document: Int, to result: inout Segmentation) {
    let tokens = stream.tokens(of: document)
    var opensRun = true
    var token = tokens.lowerBound
    while token < tokens.upperBound {
      if stream.marks[token] & TokenStream.Mark.breaks != 0 { opensRun = true }
      let word = stream.words[token]
      let (count, value) = longestMatch(from: token, limit: tokens.upperBound)
      if value == Self.stopValue || (value == nil && stream.wordIsStop[Int(word)]) {
        result.stopped.append(.init(start: UInt32(token), count: UInt16(count)))
        opensRun = true
      } else {
        let unit = value.map { UInt32($0) } ?? word
        result.append(
          unit: unit, tokenStart: UInt32(token), tokenCount: UInt16(count), opensRun: opensRun)
        opensRun = false
      }
      token += count
    }
    result.endDocument()
  }

  /// The longest run of the trie that starts at a token; one token and nil where none does.
  private func longestMatch(from start: Int, limit: Int) -> (count: Int, value: Int?) {
    var best = (count: 1, value: Int?.none)
    guard wordStartsRun[Int(stream.words[start])] else { return best }
    var node = UInt32(0)
    var token = start
    while token < limit, token - start < Self.longestMatch,
      token == start || stream.marks[token] & TokenStream.Mark.breaks == 0,
      let next = trie.walk(from: node, pieces.pieces(of: Int(stream.words[token])))
    {
      node = next
      token += 1
      if let value = trie.value(at: node) { best = (token - start, value) }
    }
    return best
  }

  // MARK: Joining pairs in a run

  /// The units of one run while they are joined.
  struct RunScratch {
    var units: [UInt32] = []
    var starts: [UInt32] = []
    var counts: [UInt16] = []
    /// The pair number of each unit with the next, or -1.
    var pairs: [Int] = []
  }

  /// Joins the units of one run and appends what comes out.
  ///
  /// - Parameter excluded: a unit that must not come out, for a phrase that gives way to its parts.
  func appendJoined(
    _ base: Segmentation, _ range: Range<Int>, without excluded: UInt32?,
    scratch: inout RunScratch, to result: inout Segmentation
  ) {
    func pair(_ left: UInt32, _ right: UInt32) -> Int {
      guard let pair = pairs.find(PairIndex.pair(left, right)), pairUnits[pair] != excluded else {
        return -1
      }
      return pair
    }
    scratch.pairs.removeAll(keepingCapacity: true)
    var joinable = 0
    for index in range.dropLast() {
      let found = pair(base.units[index], base.units[index + 1])
      scratch.pairs.append(found)
      joinable += found >= 0 ? 1 : 0
    }
    if joinable == 0 {
      result.append(base, range)
      return
    }
    scratch.units.replaceSubrange(0..., with: base.units[range])
    scratch.starts.replaceSubrange(0..., with: base.tokenStarts[range])
    scratch.counts.replaceSubrange(0..., with: base.tokenCounts[range])
    while joinable > 0 {
      var best = -1
      for (index, pair) in scratch.pairs.enumerated() where pair >= 0 {
        if best < 0 || pairScores[pair] > pairScores[scratch.pairs[best]] { best = index }
      }
      guard best >= 0 else { break }
      scratch.units[best] = pairUnits[scratch.pairs[best]]
      scratch.counts[best] += scratch.counts[best + 1]
      scratch.units.remove(at: best + 1)
      scratch.starts.remove(at: best + 1)
      scratch.counts.remove(at: best + 1)
      scratch.pairs.remove(at: best)
      if best > 0 { scratch.pairs[best - 1] = pair(scratch.units[best - 1], scratch.units[best]) }
      if best < scratch.pairs.count {
        scratch.pairs[best] = pair(scratch.units[best], scratch.units[best + 1])
      }
      joinable = scratch.pairs.count { $0 >= 0 }
    }
    for index in scratch.units.indices {
      result.append(
        unit: scratch.units[index], tokenStart: scratch.starts[index],
        tokenCount: scratch.counts[index],
        opensRun: index == 0 && base.opensRun[range.lowerBound])
    }
  }
}
