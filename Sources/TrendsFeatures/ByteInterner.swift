/// Numbers distinct byte strings from 0 in the order in which they are first seen.
///
/// An open-addressing table over one arena of bytes: no allocation a lookup, one hash a string.
struct ByteInterner {
  private var arena: [UInt8] = []
  private var starts: [Int] = [0]
  /// In each slot the hash of a string above its number + 1, or 0; a power of two in length.
  private var slots: [UInt64]

  /// An empty table with room for a number of strings before it grows.
  init(capacity: Int = 1_024) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
  }

  /// How many distinct strings there are.
  var count: Int { starts.count - 1 }

  /// The number of a string, which gets the next one if it is new.
  mutating func intern(_ key: UnsafeBufferPointer<UInt8>) -> (id: Int, isNew: Bool) {
    let hash = Self.hash(key)
    let slot = self.slot(of: key, hash: hash)
    if slots[slot] != 0 { return (Self.number(slots[slot]), false) }
    arena.append(contentsOf: key)
    starts.append(arena.count)
    slots[slot] = UInt64(hash) << 32 | UInt64(count)
    if count * 2 > slots.count { grow() }
    return (count - 1, true)
  }

  /// The number of a string, which gets the next one if it is new.
  mutating func intern(_ key: [UInt8]) -> (id: Int, isNew: Bool) {
    key.withUnsafeBufferPointer { intern($0) }
  }

  /// The number of a string, or nil if it was never interned.
  func find(_ key: [UInt8]) -> Int? {
    key.withUnsafeBufferPointer { key in
      let found = slots[slot(of: key, hash: Self.hash(key))]
      return found == 0 ? nil : Self.number(found)
    }
  }

  /// The bytes of a string.
  func bytes(_ id: Int) -> ArraySlice<UInt8> { arena[starts[id]..<starts[id + 1]] }

  /// The string itself.
  func string(_ id: Int) -> String { String(decoding: bytes(id), as: UTF8.self) }

  /// The slot that holds a string, or the empty one where it belongs.
  private func slot(of key: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int {
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while true {
      let found = slots[slot]
      if found == 0 { return slot }
      if UInt32(found >> 32) == hash, isEqual(Self.number(found), key) { return slot }
      slot = (slot + 1) & mask
    }
  }

  private static func number(_ slot: UInt64) -> Int { Int(slot & 0xFFFF_FFFF) - 1 }

  private func isEqual(_ id: Int, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = starts[id]
    guard starts[id + 1] - start == key.count else { return false }
    return arena.withUnsafeBufferPointer { arena in
      for index in 0..<key.count where arena[start + index] != key[index] { return false }
      return true
    }
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 2)
    let mask = slots.count - 1
    for found in old where found != 0 {
      var slot = Int(found >> 32) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = found
    }
  }

  /// A fixed multiplicative hash, eight bytes at a time: the same on every run.
  private static func hash(_ key: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(key.count)
    let raw = UnsafeRawBufferPointer(key)
    var index = 0
    while index + 8 <= raw.count {
      hash = mix(hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian)
      index += 8
    }
    var tail: UInt64 = 0
    while index < raw.count {
      tail = tail << 8 | UInt64(raw[index])
      index += 1
    }
    hash = mix(hash ^ tail)
    return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    let product = value &* 0xD6E8_FEB8_6659_FD93
    return product ^ product >> 32
  }
}
