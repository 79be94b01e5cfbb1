/// Numbers distinct byte strings from 0 in the order in which they are first seen.
///
/// An open-addressing table over one arena of bytes: no allocation a lookup, one hash a string.
struct ByteInterner {
  private var arena: [UInt8] = []
  private var starts: [Int] = [0]
  private var hashes: [UInt32] = []
  /// Number + 1 of the string in each slot, 0 for an empty one; a power of two in length.
  private var slots: [UInt32]

  /// An empty table with room for a number of strings before it grows.
  init(capacity: Int = 1_024) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = [UInt32](repeating: 0, count: size)
  }

  /// How many distinct strings there are.
  var count: Int { hashes.count }

  /// The number of a string, which gets the next one if it is new.
  mutating func intern(_ key: UnsafeBufferPointer<UInt8>) -> (id: Int, isNew: Bool) {
    let hash = Self.hash(key)
    let slot = self.slot(of: key, hash: hash)
    if slots[slot] != 0 { return (Int(slots[slot]) - 1, false) }
    arena.append(contentsOf: key)
    starts.append(arena.count)
    hashes.append(hash)
    slots[slot] = UInt32(hashes.count)
    if hashes.count * 2 > slots.count { grow() }
    return (hashes.count - 1, true)
  }

  /// The number of a string, which gets the next one if it is new.
  mutating func intern(_ key: [UInt8]) -> (id: Int, isNew: Bool) {
    key.withUnsafeBufferPointer { intern($0) }
  }

  /// The number of a string, or nil if it was never interned.
  func find(_ key: [UInt8]) -> Int? {
    key.withUnsafeBufferPointer { key in
      let found = slots[slot(of: key, hash: Self.hash(key))]
      return found == 0 ? nil : Int(found) - 1
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
      let found = Int(slots[slot]) - 1
      if found < 0 || (hashes[found] == hash && isEqual(found, key)) { return slot }
      slot = (slot + 1) & mask
    }
  }

  private func isEqual(_ id: Int, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = starts[id]
    guard starts[id + 1] - start == key.count else { return false }
    return arena.withUnsafeBufferPointer { arena in
      for index in 0..<key.count where arena[start + index] != key[index] { return false }
      return true
    }
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    for (id, hash) in hashes.enumerated() {
      var slot = Int(hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(id + 1)
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
