import CZlib

/// A running CRC-32 (the one of zlib, gzip and PNG: polynomial 0x04C11DB7, reflected).
///
/// Finds every error of up to 32 neighbouring bits and misses others once in four thousand million.
/// It guards against failing disks and broken copies, not against forgery.
struct Checksum {
  private(set) var value: UInt32 = 0

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    // zlib reads a nil pointer as "give me the initial value".
    guard let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return }
    value = UInt32(truncatingIfNeeded: crc32_z(uLong(value), start, z_size_t(bytes.count)))
  }

  mutating func add(_ number: Int) {
    withUnsafeBytes(of: Int64(number).littleEndian) { add($0) }
  }

  /// Adds the text and its length, so that two neighbouring texts cannot trade characters.
  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      add(bytes.count)
      add(UnsafeRawBufferPointer(bytes))
    }
  }

  /// Adds a text that may be absent; absence differs from an empty text.
  mutating func add(_ text: String?) {
    guard let text else { return add(-1) }
    add(text)
  }
}
