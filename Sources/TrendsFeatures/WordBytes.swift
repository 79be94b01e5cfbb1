/// What a byte of text, or the scalar that starts there, does to a word.
enum ByteClass: UInt8 {
  /// Ends a word and a run of words: brackets, quotes, symbols.
  case stop
  /// Ends a word only.
  case space
  /// A line feed: a space, and two of them end a run of words.
  case lineFeed
  /// Ends a word, a run of words and a sentence.
  case sentenceEnd
  /// A letter, or a mark that belongs to one.
  case letter
  /// A digit.
  case digit
  /// Joins two words where letters stand on both sides.
  case hyphen
  /// Belongs to a word where letters stand on both sides.
  case apostrophe
  /// Belongs to a number where digits stand on both sides; ends a sentence elsewhere.
  case point
  /// Belongs to a number where digits stand on both sides; ends a run of words elsewhere.
  case comma
  /// Has no width and no meaning here: soft hyphens, joiners.
  case ignorable
  /// The lead byte of a scalar beyond ASCII, which must be decoded.
  case wide
}

/// Bytes of UTF-8 and what they mean for words.
enum WordBytes {
  /// The class of every byte; those from 0x80 on are `wide`.
  static let classes: [ByteClass] = (0...255).map { value in
    switch UInt8(value) {
    case 0x0A: .lineFeed
    case 0x09, 0x0D, 0x20: .space
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): .letter
    case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
    case UInt8(ascii: "-"): .hyphen
    case UInt8(ascii: "'"): .apostrophe
    case UInt8(ascii: "."): .point
    case UInt8(ascii: ","): .comma
    case UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"): .sentenceEnd
    case 0x80...0xFF: .wide
    default: .stop
    }
  }

  /// The class of a scalar beyond ASCII.
  static func wideClass(_ scalar: Unicode.Scalar) -> ByteClass {
    switch scalar.value {
    case 0x00AD, 0x200B...0x200D, 0x2060, 0xFEFF: return .ignorable
    case 0x2010...0x2013: return .hyphen
    case 0x2019, 0x02BC: return .apostrophe
    case 0x2028, 0x2029, 0x0085: return .lineFeed
    default: break
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark:
      return .letter
    case .decimalNumber: return .digit
    case .spaceSeparator: return .space
    default: return .stop
    }
  }

  /// The scalar that starts at a byte of valid UTF-8, and its length in bytes.
  ///
  /// What is not valid reads as U+FFFD of one byte.
  static func decode(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> (Unicode.Scalar, Int) {
    let lead = text[index]
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard lead >= 0xC2, index + length <= text.count else { return ("\u{FFFD}", 1) }
    var value = UInt32(lead) & (0xFF >> UInt32(length + 1))
    for offset in 1..<length { value = value << 6 | UInt32(text[index + offset] & 0x3F) }
    guard let scalar = Unicode.Scalar(value) else { return ("\u{FFFD}", 1) }
    return (scalar, length)
  }
}
