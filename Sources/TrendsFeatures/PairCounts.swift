/// How often units, and pairs of neighbours, occur in a segmentation that changes bit by bit.
struct PairCounts: Sendable {
  /// A pair of neighbours, and how often it occurs: side by side, so that counting one touches one
  /// cache line.
  struct Entry: PairSlot {
    /// The pair.
    var pair: UInt64 = 0
    /// Occurrences; while changes are gathered, it may be negative.
    var count: Int32 = 0
    /// Documents with the pair.
    var documents: Int32 = 0
    /// The last visit to a document that met the pair, counted from 1; 0 in an empty slot.
    fileprivate var lastVisit: UInt32 = 0

    var isEmpty: Bool { lastVisit == 0 }
  }

  /// Occurrences of each unit.
  private(set) var unitCounts: [Int] = []
  /// N, the sum of `unitCounts`.
  private(set) var total = 0
  private var table: PairTable<Entry>
  private var visit: UInt32 = 0

  /// Counts of nothing.
  init(capacity: Int = 16_384) { table = PairTable(capacity: capacity) }

  /// The pairs that pass a test, in no order that means anything.
  func entries(where isWanted: (Entry) -> Bool) -> [Entry] {
    table.slots.filter { !$0.isEmpty && isWanted($0) }
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
    precondition(unitLengths.count <= unitCounts.count, "there is room for every unit")
    visit += 1
    total += sign * units.count
    table.makeRoom(for: units.count)
    let visit = visit
    unitCounts.withUnsafeMutableBufferPointer { unitCounts in
      unitLengths.withUnsafeBufferPointer { unitLengths in
        table.fill { slots in
          var filled = 0
          var left = -1
          for unit in units {
            let right = Int(unit.unit)
            unitCounts[right] += sign
            if left >= 0, !unit.opensRun, unitLengths[left] + unitLengths[right] <= longest {
              let pair = PairIndex.pair(UInt32(left), unit.unit)
              let place = PairTable.place(of: pair, in: UnsafeBufferPointer(slots))
              if slots[place].isEmpty { filled += 1 }
              slots[place].pair = pair
              slots[place].count += Int32(sign)
              if slots[place].lastVisit != visit {
                slots[place].lastVisit = visit
                slots[place].documents += Int32(sign)
              }
            }
            left = right
          }
          return filled
        }
      }
    }
  }

  /// Adds what another has counted: sums of whole numbers, whatever the order.
  mutating func add(_ other: PairCounts) {
    visit += 1
    total += other.total
    reserve(unitCount: other.unitCounts.count)
    for (unit, count) in other.unitCounts.enumerated() { unitCounts[unit] += count }
    for entry in other.table.slots where !entry.isEmpty {
      table.makeRoom(for: 1)
      table.fill { slots in
        let place = PairTable.place(of: entry.pair, in: UnsafeBufferPointer(slots))
        let isNew = slots[place].isEmpty
        slots[place].pair = entry.pair
        slots[place].count += entry.count
        slots[place].documents += entry.documents
        slots[place].lastVisit = visit
        return isNew ? 1 : 0
      }
    }
  }
}
