/// Finds bytes eight at a time.
enum ByteSearch {
  /// The first place of one of two bytes in a range, or its end.
  @inline(__always)
  static func first(
    _ a: UInt8, _ b: UInt8, in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
  ) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    let ones: UInt64 = 0x0101_0101_0101_0101
    let (manyA, manyB) = (ones &* UInt64(a), ones &* UInt64(b))
    var i = range.lowerBound
    while i + 8 <= range.upperBound {
      let word = raw.loadUnaligned(fromByteOffset: i, as: UInt64.self).littleEndian
      let found = zeros(word ^ manyA) | zeros(word ^ manyB)
      // The lowest mark is sure; above it a borrow may have set another.
      if found != 0 { return i + found.trailingZeroBitCount / 8 }
      i += 8
    }
    while i < range.upperBound, bytes[i] != a, bytes[i] != b { i += 1 }
    return i
  }

  /// A mark in the high bit of each byte that is zero.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }
}
