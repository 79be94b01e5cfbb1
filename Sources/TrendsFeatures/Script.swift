import TrendsCorpus

/// The scripts that words can be found in.
enum Script {
  /// The documents that are written without spaces between words, ascending.
  ///
  /// A document counts as one without where more than a third of its letters are Chinese, Japanese or
  /// Korean. One such letter says about as much as three of an alphabet.
  ///
  /// - Throws: ``FeatureError/unsupportedScript(documents:documentCount:)`` where they are more than half
  ///   of those that have letters.
  static func documentsWithoutSpaces(in documents: [Document]) throws -> [Int] {
    var without: [Int] = []
    var written = 0
    for (d, document) in documents.enumerated() {
      let texts = [document.title, document.text]
      // Where no letter is one of them, it is enough that there are letters.
      guard texts.contains(where: holdsIdeograph) else {
        written += texts.contains { $0.utf8.contains(where: isLetter) } ? 1 : 0
        continue
      }
      let ideographs = texts.reduce(0) { $0 + count(in: $1, isIdeographic) }
      let letters = texts.reduce(0) { $0 + count(in: $1, isLetter) }
      written += 1
      if ideographs > (ideographs + letters) / 3 { without.append(d) }
    }
    guard without.count * 2 <= written else {
      throw FeatureError.unsupportedScript(
        documents: without.count, documentCount: documents.count)
    }
    return without
  }

  /// Whether any letter is one of the scripts from U+3040 to U+D7FF.
  private static func holdsIdeograph(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      var index = 0
      while index < bytes.count {
        // Eight bytes of ASCII at a time.
        if index + 8 <= bytes.count,
          raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
        {
          index += 8
          continue
        }
        if isIdeographic(bytes[index]) { return true }
        index += 1
      }
      return false
    }
  }

  /// Whether a byte starts a letter of the scripts from U+3040 to U+D7FF.
  @inline(__always)
  private static func isIdeographic(_ byte: UInt8) -> Bool { byte &- 0xE3 < 11 }

  /// Whether a byte is, or starts, a letter of another script.
  @inline(__always)
  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- 0xC3 < 29
  }

  @inline(__always)
  private static func count(in text: String, _ isWanted: (UInt8) -> Bool) -> Int {
    var text = text
    return text.withUTF8 { bytes in
      var count = 0
      for byte in bytes { count &+= isWanted(byte) ? 1 : 0 }
      return count
    }
  }
}
