/// Numbers distinct byte strings from 0 in the order in which they are first seen.
///
/// An open-addressing table over one arena of bytes: no allocation a lookup, one hash a string. A
/// slot holds the first eight bytes of its string, so that most words are compared without a look
/// at the arena.
struct ByteInterner {
  private struct Slot {
    /// The bytes of a string of up to eight, the first eight of a longer one.
    var head: UInt64 = 0
    /// The upper bits of the hash, and the length up to 255.
    var tag: UInt32 = 0
    /// The number of the string + 1; 0 for an empty slot.
    var number: UInt32 = 0
  }

  private var arena: [UInt8] = []
  private var starts: [Int] = [0]
  /// A power of two in length.
  private var slots: [Slot]

  /// An empty table with room for a number of strings before it grows.
  init(capacity: Int = 1_024) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = [Slot](repeating: Slot(), count: size)
  }

  /// How many distinct strings there are.
  var count: Int { starts.count - 1 }

  /// The number of a string, which gets the next one if it is new.
  @inline(__always)
  mutating func intern(_ key: UnsafeBufferPointer<UInt8>) -> (id: Int, isNew: Bool) {
    let place = Place(key)
    let slot = self.slot(of: key, at: place)
    if slots[slot].number != 0 { return (Int(slots[slot].number) - 1, false) }
    insert(key, place, slot)
    return (count - 1, true)
  }

  /// The number of a string, which gets the next one if it is new.
  mutating func intern(_ key: [UInt8]) -> (id: Int, isNew: Bool) {
    key.withUnsafeBufferPointer { intern($0) }
  }

  /// The number of a string, which gets the next one if it is new.
  mutating func intern(_ key: ArraySlice<UInt8>) -> (id: Int, isNew: Bool) {
    key.withUnsafeBufferPointer { intern($0) }
  }

  /// The number of a string, or nil if it was never interned.
  func find(_ key: UnsafeBufferPointer<UInt8>) -> Int? {
    let found = slots[slot(of: key, at: Place(key))].number
    return found == 0 ? nil : Int(found) - 1
  }

  /// The bytes of a string.
  func bytes(_ id: Int) -> ArraySlice<UInt8> { arena[starts[id]..<starts[id + 1]] }

  /// The numbers in the order of the bytes of their strings.
  func ascending() -> [Int] {
    // The first bytes as a number settle most comparisons.
    let heads = (0..<count).map { id in
      bytes(id).prefix(8).enumerated().reduce(UInt64(0)) {
        $0 | UInt64($1.element) << UInt64(56 - 8 * $1.offset)
      }
    }
    return (0..<count).sorted {
      heads[$0] != heads[$1]
        ? heads[$0] < heads[$1] : bytes($0).lexicographicallyPrecedes(bytes($1))
    }
  }

  private mutating func insert(
    _ key: UnsafeBufferPointer<UInt8>, _ place: Place, _ slot: Int
  ) {
    arena.append(contentsOf: key)
    starts.append(arena.count)
    slots[slot] = Slot(head: place.head, tag: place.tag, number: UInt32(count))
    if count * 2 > slots.count { grow() }
  }

  /// The slot that holds a string, or the empty one where it belongs.
  @inline(__always)
  private func slot(of key: UnsafeBufferPointer<UInt8>, at place: Place) -> Int {
    slots.withUnsafeBufferPointer { slots in
      let mask = slots.count - 1
      var slot = Int(truncatingIfNeeded: place.hash) & mask
      while true {
        let found = slots[slot]
        if found.number == 0 { return slot }
        if found.head == place.head, found.tag == place.tag,
          key.count <= 8 || hasTail(Int(found.number) - 1, key)
        {
          return slot
        }
        slot = (slot + 1) & mask
      }
    }
  }

  /// Whether a string is longer than eight bytes and equals a key from the ninth on.
  private func hasTail(_ id: Int, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = starts[id]
    guard starts[id + 1] - start == key.count else { return false }
    return arena.withUnsafeBufferPointer { arena in
      for index in 8..<key.count where arena[start + index] != key[index] { return false }
      return true
    }
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: old.count * 2)
    let mask = slots.count - 1
    for found in old where found.number != 0 {
      let hash = bytes(Int(found.number) - 1).withUnsafeBufferPointer { Place($0).hash }
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot].number != 0 { slot = (slot + 1) & mask }
      slots[slot] = found
    }
  }

  /// What a string is looked up by: a fixed multiplicative hash, the same on every run.
  private struct Place {
    var head: UInt64
    var hash: UInt64
    var tag: UInt32

    @inline(__always)
    init(_ key: UnsafeBufferPointer<UInt8>) {
      let raw = UnsafeRawBufferPointer(key)
      let count = key.count
      func word(_ offset: Int) -> UInt64 {
        raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      }
      if count >= 8 {
        head = word(0)
        hash = Self.mix(head ^ UInt64(truncatingIfNeeded: count))
        var index = 8
        while index + 8 <= count {
          hash = Self.mix(hash ^ word(index))
          index += 8
        }
        if index < count { hash = Self.mix(hash ^ word(count - 8)) }
      } else {
        // Of each length, other bytes give other heads.
        if count >= 4 {
          head =
            UInt64(raw.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
            | UInt64(raw.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)) << 32
        } else if count > 0 {
          head =
            UInt64(raw[0]) | UInt64(raw[count / 2]) << 8 | UInt64(raw[count - 1]) << 16
        } else {
          head = 0
        }
        hash = Self.mix(head ^ UInt64(truncatingIfNeeded: count) << 56)
      }
      tag = UInt32(truncatingIfNeeded: hash >> 40) << 8 | UInt32(min(count, 255))
    }

    @inline(__always)
    private static func mix(_ value: UInt64) -> UInt64 {
      let product = (value ^ 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
      return product ^ product >> 32
    }
  }
}
