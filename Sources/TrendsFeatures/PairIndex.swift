/// Numbers ordered pairs from 0 in the order in which they are first seen.
struct PairIndex: Sendable {
  private struct Slot: PairSlot {
    var pair: UInt64 = 0
    /// The pair's number + 1; 0 in an empty slot.
    var number: UInt32 = 0

    var isEmpty: Bool { number == 0 }
  }

  private var table: PairTable<Slot>

  /// How many distinct pairs there are.
  var count: Int { table.count }

  /// No pairs, with room for a number of them.
  init(capacity: Int = 256) { table = PairTable(capacity: capacity) }

  /// Two numbers as one.
  @inline(__always)
  static func pair(_ first: UInt32, _ second: UInt32) -> UInt64 {
    UInt64(first) << 32 | UInt64(second)
  }

  /// The number of a pair, or nil.
  func find(_ pair: UInt64) -> Int? { table.find(pair).map { Int($0.number) - 1 } }

  /// The number of a pair, which gets the next one if it is new.
  mutating func insert(_ pair: UInt64) -> Int {
    if let found = find(pair) { return found }
    table.makeRoom(for: 1)
    let number = UInt32(count + 1)
    table.fill { slots in
      slots[PairTable.place(of: pair, in: UnsafeBufferPointer(slots))] = Slot(
        pair: pair, number: number)
      return 1
    }
    return count - 1
  }
}
