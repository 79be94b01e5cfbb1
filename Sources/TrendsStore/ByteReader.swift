/// What is wrong with a BLOB, in words that follow the name of the part.
struct BlobDamage: Error, Equatable {
  let what: String

  init(_ what: String) { self.what = what }
}

/// Reads what ``ByteWriter`` wrote, without trust: a length is checked against the bytes that are
/// left before anything is allocated, and nothing traps.
struct ByteReader {
  private let bytes: [UInt8]
  private var position: Int

  init(_ bytes: [UInt8], from position: Int = 0) {
    self.bytes = bytes
    self.position = min(position, bytes.count)
  }

  var remaining: Int { bytes.count - position }

  mutating func byte() throws(BlobDamage) -> UInt8 {
    guard position < bytes.count else { throw BlobDamage("ends early") }
    defer { position += 1 }
    return bytes[position]
  }

  /// A number below 128 is one byte, as nearly all numbers of a draw are.
  @inline(__always)
  mutating func varint() throws(BlobDamage) -> UInt64 {
    guard position < bytes.count, bytes[position] < 0x80 else { return try longVarint() }
    defer { position += 1 }
    return UInt64(bytes[position])
  }

  private mutating func longVarint() throws(BlobDamage) -> UInt64 {
    let first = try byte()
    guard first >= 0x80 else { return UInt64(first) }
    var value = UInt64(first & 0x7f)
    var shift: UInt64 = 7
    while true {
      let next = try byte()
      // The tenth byte holds the last of 64 bits.
      guard shift < 63 || next <= 1 else { throw BlobDamage("holds a number above 64 bits") }
      value |= UInt64(next & 0x7f) << shift
      if next < 0x80 { return value }
      shift += 7
    }
  }

  mutating func integer() throws(BlobDamage) -> Int { Int(Int64(bitPattern: try varint())) }

  /// A whole number in `range`; `name` says what it counts.
  mutating func integer(
    in range: ClosedRange<UInt64>, _ name: String
  ) throws(BlobDamage) -> UInt64 {
    let value = try varint()
    guard range.contains(value) else { throw BlobDamage("holds \(name) \(value)") }
    return value
  }

  /// How many elements follow, each of at least `bytesEach` bytes; never more than can follow.
  mutating func count(bytesEach: Int = 1) throws(BlobDamage) -> Int {
    let value = try varint()
    guard value <= UInt64(remaining / bytesEach) else {
      throw BlobDamage("promises \(value) elements and has \(remaining) bytes left")
    }
    return Int(value)
  }

  mutating func double() throws(BlobDamage) -> Double {
    Double(bitPattern: try fixed(UInt64.self))
  }

  mutating func fixed<Value: FixedWidthInteger>(
    _ type: Value.Type
  ) throws(BlobDamage) -> Value {
    let size = MemoryLayout<Value>.size
    guard remaining >= size else { throw BlobDamage("ends early") }
    var value: Value = 0
    for offset in (0..<size).reversed() {
      value = value << 8 | Value(truncatingIfNeeded: bytes[position + offset])
    }
    position += size
    return value
  }

  mutating func text() throws(BlobDamage) -> String {
    let length = try count()
    let slice = bytes[position..<position + length]
    guard let text = String(validating: slice, as: UTF8.self) else {
      throw BlobDamage("holds a text that is not UTF-8")
    }
    position += length
    return text
  }

  func expectEnd() throws(BlobDamage) {
    guard remaining == 0 else { throw BlobDamage("has \(remaining) bytes too many") }
  }
}
