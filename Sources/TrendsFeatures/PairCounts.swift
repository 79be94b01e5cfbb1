/// How often units, and pairs of neighbours, occur in a segmentation that changes bit by bit.
struct PairCounts: Sendable {
  /// Occurrences of each unit.
  private(set) var unitCounts: [Int] = []
  /// N, the sum of `unitCounts`.
  private(set) var total = 0
  /// The pairs, numbered.
  private(set) var pairs = PairIndex()
  /// Occurrences of each pair.
  private(set) var counts: [Int] = []
  /// Documents with each pair.
  private(set) var documents: [Int] = []
  /// The document, and which of its two forms, that each pair was last seen in.
  private var lastSeen: [Int] = []

  /// Counts of nothing.
  init() {}

  /// Takes documents out as they were and puts them in as they are.
  ///
  /// - Parameters:
  ///   - old: the documents as they were; nil at first.
  ///   - new: the same documents in the same order.
  ///   - unitLengths: the words of each unit.
  ///   - longest: pairs of more words than this are not counted.
  mutating func replace(
    _ old: Segmentation?, with new: Segmentation, unitLengths: [Int], longest: Int,
    threadCount: Int
  ) {
    let slices = concurrentSlices(of: new.documentLengths, sliceCount: threadCount) { range in
      var slice = PairCounts()
      slice.unitCounts = [Int](repeating: 0, count: unitLengths.count)
      slice.pairs = PairIndex(capacity: 16_384)
      for document in range {
        if let old { slice.add(document, of: old, sign: -1, unitLengths, longest) }
        slice.add(document, of: new, sign: 1, unitLengths, longest)
      }
      return slice
    }
    unitCounts += [Int](repeating: 0, count: unitLengths.count - unitCounts.count)
    // Sums of integers, whatever the slices.
    for slice in slices {
      total += slice.total
      for (unit, count) in slice.unitCounts.enumerated() { unitCounts[unit] += count }
      for (index, pair) in slice.pairs.pairs.enumerated() {
        let number = number(of: pair)
        counts[number] += slice.counts[index]
        documents[number] += slice.documents[index]
      }
    }
  }

  private mutating func add(
    _ document: Int, of segmentation: Segmentation, sign: Int, _ unitLengths: [Int], _ longest: Int
  ) {
    let units = segmentation.units(of: document)
    let seen = 2 * document + (sign > 0 ? 1 : 0)
    total += sign * units.count
    for index in units {
      let unit = Int(segmentation.units[index])
      unitCounts[unit] += sign
      guard index > units.lowerBound, !segmentation.opensRun[index] else { continue }
      let left = Int(segmentation.units[index - 1])
      guard unitLengths[left] + unitLengths[unit] <= longest else { continue }
      let number = number(of: PairIndex.pair(UInt32(left), UInt32(unit)))
      counts[number] += sign
      if lastSeen[number] != seen {
        lastSeen[number] = seen
        documents[number] += sign
      }
    }
  }

  private mutating func number(of pair: UInt64) -> Int {
    let number = pairs.insert(pair)
    if number == counts.count {
      counts.append(0)
      documents.append(0)
      lastSeen.append(-1)
    }
    return number
  }
}
