import Foundation

/// Bytes as a gzip file that stores them without compression.
///
/// Source: RFC 1951, section 3.2.4, and RFC 1952, section 2.3.
func gzipped(_ text: String) -> Data {
  let bytes = Array(text.utf8)
  // The header: deflate, no flags, no time, no level, system unknown.
  var file: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
  func littleEndian(_ value: UInt32, count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
  for start in stride(from: 0, to: bytes.count, by: 65_535) {
    let block = bytes[start..<min(start + 65_535, bytes.count)]
    let isLast: UInt8 = block.endIndex == bytes.count ? 1 : 0
    let length = UInt32(block.count)
    file += [isLast] + littleEndian(length, count: 2) + littleEndian(~length, count: 2) + block
  }
  var checksum = UInt32.max
  for byte in bytes {
    checksum ^= UInt32(byte)
    for _ in 0..<8 {
      checksum = (checksum >> 1) ^ (checksum & 1 == 1 ? 0xEDB8_8320 : 0)
    }
  }
  return Data(
    file + littleEndian(~checksum, count: 4) + littleEndian(UInt32(bytes.count), count: 4))
}
