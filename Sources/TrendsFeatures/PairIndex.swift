/// Numbers ordered pairs from 0 in the order in which they are first seen: an open-addressing
/// table.
struct PairIndex: Sendable {
  /// A pair with its number + 1, side by side so that a look-up touches one cache line; 0 for an
  /// empty slot.
  private struct Slot: Sendable {
    var pair: UInt64 = 0
    var number: UInt32 = 0
  }

  private var slots: [Slot]
  /// How many distinct pairs there are.
  private(set) var count = 0

  /// An empty table with room for a number of pairs before it grows.
  init(capacity: Int = 256) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = [Slot](repeating: Slot(), count: size)
  }

  /// Two numbers as one.
  @inline(__always)
  static func pair(_ first: UInt32, _ second: UInt32) -> UInt64 {
    UInt64(first) << 32 | UInt64(second)
  }

  /// The number of a pair, or nil.
  func find(_ pair: UInt64) -> Int? {
    let found = slots[slot(of: pair)].number
    return found == 0 ? nil : Int(found) - 1
  }

  /// The number of a pair, which gets the next one if it is new.
  mutating func insert(_ pair: UInt64) -> Int {
    let slot = slot(of: pair)
    if slots[slot].number != 0 { return Int(slots[slot].number) - 1 }
    count += 1
    slots[slot] = Slot(pair: pair, number: UInt32(count))
    if count * 2 > slots.count { grow() }
    return count - 1
  }

  private func slot(of pair: UInt64) -> Int {
    slots.withUnsafeBufferPointer { slots in
      let mask = slots.count - 1
      var slot = Self.hash(pair) & mask
      while slots[slot].number != 0, slots[slot].pair != pair { slot = (slot + 1) & mask }
      return slot
    }
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: old.count * 2)
    for found in old where found.number != 0 { slots[slot(of: found.pair)] = found }
  }

  /// A fixed hash, the same on every run; its lower bits are good.
  @inline(__always)
  static func hash(_ pair: UInt64) -> Int {
    var hash = pair &* 0x9E37_79B9_7F4A_7C15
    hash ^= hash >> 32
    hash = hash &* 0xD6E8_FEB8_6659_FD93
    return Int(truncatingIfNeeded: (hash ^ hash >> 29) & 0x7FFF_FFFF)
  }
}
