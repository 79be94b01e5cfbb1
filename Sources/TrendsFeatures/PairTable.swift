/// What a ``PairTable`` holds of a pair of numbers.
protocol PairSlot: Sendable {
  /// The two as one: see ``PairIndex/pair(_:_:)``.
  var pair: UInt64 { get set }
  /// Whether there is no pair in it.
  var isEmpty: Bool { get }

  /// An empty slot.
  init()
}

/// Ordered pairs of numbers with something about each, side by side so that a look-up touches one
/// cache line: an open-addressing table, at most two thirds full.
struct PairTable<Slot: PairSlot>: Sendable {
  /// All slots, in no order that means anything; their number is a power of two.
  private(set) var slots: [Slot]
  /// How many pairs there are.
  private(set) var count = 0

  /// An empty table with room for a number of pairs before it grows.
  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = [Slot](repeating: Slot(), count: size)
  }

  /// The slot of a pair, or nil.
  @inline(__always)
  func find(_ pair: UInt64) -> Slot? {
    slots.withUnsafeBufferPointer { slots in
      let slot = slots[Self.place(of: pair, in: slots)]
      return slot.isEmpty ? nil : slot
    }
  }

  /// Makes room for so many more pairs: until they are in, no slot moves.
  mutating func makeRoom(for more: Int) {
    while (count + more) * 3 > slots.count * 2 {
      let old = slots
      slots = [Slot](repeating: Slot(), count: old.count * 2)
      slots.withUnsafeMutableBufferPointer { slots in
        for slot in old where !slot.isEmpty {
          slots[Self.place(of: slot.pair, in: UnsafeBufferPointer(slots))] = slot
        }
      }
    }
  }

  /// Calls `body` with the slots, for pairs that there is room for.
  ///
  /// - Parameter body: gets the slots, and answers how many of them it has filled.
  @inline(__always)
  mutating func fill(_ body: (UnsafeMutableBufferPointer<Slot>) -> Int) {
    count += slots.withUnsafeMutableBufferPointer { body($0) }
  }

  /// Where a pair is among the slots, or would be.
  @inline(__always)
  static func place(of pair: UInt64, in slots: UnsafeBufferPointer<Slot>) -> Int {
    let mask = slots.count - 1
    var place = hash(pair) & mask
    while !slots[place].isEmpty, slots[place].pair != pair { place = (place + 1) & mask }
    return place
  }

  /// A fixed hash, the same on every run; its lower bits are good.
  @inline(__always)
  private static func hash(_ pair: UInt64) -> Int {
    var hash = pair &* 0x9E37_79B9_7F4A_7C15
    hash ^= hash >> 32
    hash = hash &* 0xD6E8_FEB8_6659_FD93
    return Int(truncatingIfNeeded: (hash ^ hash >> 29) & 0x7FFF_FFFF)
  }
}
