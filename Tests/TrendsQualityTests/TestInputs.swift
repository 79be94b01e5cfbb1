import TrendsFeatures
import TrendsLDA

/// A bag of words from a dense table, `[D][V]`.
func bagOfWords(_ rows: [[Int]]) -> BagOfWords {
  var (starts, terms, counts) = ([0], [UInt32](), [UInt32]())
  for row in rows {
    for (term, count) in row.enumerated() where count > 0 {
      terms.append(UInt32(term))
      counts.append(UInt32(count))
    }
    starts.append(terms.count)
  }
  return BagOfWords(
    documentStarts: starts, terms: terms, counts: counts, termCount: rows.first?.count ?? 0)
}

/// Topic counts of documents from a dense table, `[D][K]`.
func documentTopics(_ rows: [[Int]]) -> DocumentTopics {
  let bag = bagOfWords(rows)
  return DocumentTopics(
    documentStarts: bag.documentStarts, topics: bag.terms.map { UInt16($0) },
    counts: TokenCounts(bag.counts))
}

/// A small seeded generator for inputs of properties.
struct XorShift {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  /// A whole number in `0..<bound`.
  mutating func below(_ bound: Int) -> Int { Int((next() >> 16) % UInt64(bound)) }

  /// A number in `0..<1`.
  mutating func uniform() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }
}
