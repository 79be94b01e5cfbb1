/// Builds the payload of a BLOB.
///
/// Whole numbers are LEB128 varints (seven bits a byte, lowest first, the top bit set on all but the
/// last byte), so that small ones take one byte; floating-point numbers are their bit patterns,
/// eight bytes little-endian, so that they come back exactly; a text is its length in bytes and its
/// UTF-8.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  mutating func byte(_ value: UInt8) { bytes.append(value) }

  mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// A whole number that is usually at least 0; a negative one takes ten bytes.
  mutating func integer(_ value: Int) { varint(UInt64(bitPattern: Int64(value))) }

  mutating func double(_ value: Double) { fixed(value.bitPattern) }

  mutating func fixed(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func text(_ value: String) {
    integer(value.utf8.count)
    bytes.append(contentsOf: value.utf8)
  }

  mutating func append(_ other: [UInt8]) { bytes.append(contentsOf: other) }

  /// Makes room for so many bytes and a footer more, so that they are appended without a second copy of
  /// all others.
  mutating func reserve(_ count: Int) { bytes.reserveCapacity(bytes.count + count + 64) }

  /// Writes a number over what stands at `position`.
  mutating func replace(at position: Int, _ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) {
      bytes.replaceSubrange(position..<position + $0.count, with: $0)
    }
  }

  /// The bytes that ``varint(_:)`` takes for a number.
  static func varintLength(_ value: UInt64) -> Int {
    max(1, (UInt64.bitWidth - value.leadingZeroBitCount + 6) / 7)
  }
}
