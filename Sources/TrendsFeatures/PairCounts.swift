/// How often units, and pairs of neighbours, occur in a segmentation that changes bit by bit.
struct PairCounts: Sendable {
  /// A pair of neighbours, and how often it occurs: side by side, so that counting one touches one
  /// cache line.
  struct Entry: Sendable {
    /// The pair.
    var pair: UInt64 = 0
    /// Occurrences; while changes are gathered, it may be negative.
    var count: Int32 = 0
    /// Documents with the pair.
    var documents: Int32 = 0
    /// The last visit to a document that met the pair, counted from 1; 0 in an empty slot.
    fileprivate var lastVisit: UInt32 = 0
  }

  /// Occurrences of each unit.
  private(set) var unitCounts: [Int] = []
  /// N, the sum of `unitCounts`.
  private(set) var total = 0
  /// An open-addressing table; the length is a power of two.
  private var slots: [Entry]
  private var pairCount = 0
  private var visit: UInt32 = 0

  /// Counts of nothing.
  init(capacity: Int = 16_384) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = [Entry](repeating: Entry(), count: size)
  }

  /// The pairs that pass a test, in no order that means anything.
  func entries(where isWanted: (Entry) -> Bool) -> [Entry] {
    slots.filter { $0.lastVisit != 0 && isWanted($0) }
  }

  /// Makes room for units that are new.
  mutating func reserve(unitCount: Int) {
    unitCounts += [Int](repeating: 0, count: max(0, unitCount - unitCounts.count))
  }

  /// Counts a document, or takes it out again.
  ///
  /// - Parameters:
  ///   - units: those of one document, in order.
  ///   - sign: 1 to count, -1 to take out.
  ///   - unitLengths: the words of each unit.
  ///   - longest: pairs of more words than this are not counted.
  mutating func add(
    _ units: some RandomAccessCollection<Segmentation.Unit>, sign: Int, unitLengths: [Int],
    longest: Int
  ) {
    visit += 1
    total += sign * units.count
    var left = -1
    for unit in units {
      let right = Int(unit.unit)
      unitCounts[right] += sign
      if left >= 0, !unit.opensRun, unitLengths[left] + unitLengths[right] <= longest {
        let slot = slot(of: PairIndex.pair(UInt32(left), unit.unit))
        slots[slot].count += Int32(sign)
        if slots[slot].lastVisit != visit {
          slots[slot].lastVisit = visit
          slots[slot].documents += Int32(sign)
        }
      }
      left = right
    }
  }

  /// Adds what another has counted: sums of whole numbers, whatever the order.
  mutating func add(_ other: PairCounts) {
    visit += 1
    total += other.total
    reserve(unitCount: other.unitCounts.count)
    for (unit, count) in other.unitCounts.enumerated() { unitCounts[unit] += count }
    for entry in other.slots where entry.lastVisit != 0 {
      let slot = slot(of: entry.pair)
      slots[slot].count += entry.count
      slots[slot].documents += entry.documents
      slots[slot].lastVisit = visit
    }
  }

  /// The slot of a pair, which gets one if it is new.
  private mutating func slot(of pair: UInt64) -> Int {
    let slot = place(of: pair)
    if slots[slot].lastVisit != 0 { return slot }
    if (pairCount + 1) * 3 > slots.count * 2 {
      grow()
      return self.slot(of: pair)
    }
    pairCount += 1
    slots[slot].pair = pair
    // Not the visit under way, so that the document counts.
    slots[slot].lastVisit = .max
    return slot
  }

  @inline(__always)
  private func place(of pair: UInt64) -> Int {
    slots.withUnsafeBufferPointer { slots in
      let mask = slots.count - 1
      var slot = PairIndex.hash(pair) & mask
      while slots[slot].lastVisit != 0, slots[slot].pair != pair { slot = (slot + 1) & mask }
      return slot
    }
  }

  private mutating func grow() {
    let old = slots
    slots = [Entry](repeating: Entry(), count: old.count * 2)
    for entry in old where entry.lastVisit != 0 { slots[place(of: entry.pair)] = entry }
  }
}
