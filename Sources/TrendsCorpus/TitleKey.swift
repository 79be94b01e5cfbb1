/// What makes two papers without identifiers the same: their titles, read loosely.
///
/// The key is the title in Unicode normal form C, lower-cased, with only its letters and digits
/// left; where nothing is left of the title, that of the text; where nothing is left there either,
/// the bytes of both.
struct TitleKey: Hashable {
  /// The key; never empty for a paper that holds anything.
  let value: String
  /// Whether it is made from the title.
  let isFromTitle: Bool

  init(title: String, text: String) {
    let title = (key: TitleKey.lettersAndDigits(title), whole: title)
    if !title.key.isEmpty {
      (value, isFromTitle) = (title.key, true)
      return
    }
    let key = TitleKey.lettersAndDigits(text)
    value = key.isEmpty ? title.whole + "\n" + text : key
    isFromTitle = false
  }

  init(of paper: Paper) { self.init(title: paper.title, text: paper.text) }

  /// The identifier of a document that has none of its own: `t-` and 12 hexadecimal digits.
  var madeID: String { madeID(attempt: 0) }

  /// The same from another start of the hash, for the rare title whose first one is taken.
  func madeID(attempt: UInt8) -> String {
    let hash = foldedHash(value.utf8, seed: attempt)
    let digits = String(hash, radix: 16)
    return "t-" + String(repeating: "0", count: 12 - digits.utf8.count) + digits
  }

  /// Whether an identifier has the form of one made from a title.
  static func isMade(_ id: String) -> Bool {
    let bytes = Array(id.utf8)
    return bytes.count == 14 && bytes.starts(with: "t-".utf8)
      && bytes[2...].allSatisfy { isASCIIDigit($0) || (97...102).contains($0) }
  }

  /// Letters and digits of a text, lower-cased, in normal form C.
  static func lettersAndDigits(_ text: String) -> String {
    var text = text
    var isASCII = true
    let key = text.withUTF8 { bytes in
      String(unsafeUninitializedCapacity: bytes.count) { key in
        var count = 0
        for byte in bytes {
          isASCII = isASCII && byte < 0x80
          if isASCIIDigit(byte) || isASCIILetter(byte) {
            key[count] = isASCIIDigit(byte) ? byte : byte | 32
            count += 1
          }
        }
        return count
      }
    }
    if isASCII { return key }
    var scalars = String.UnicodeScalarView()
    for scalar in normalized(text).unicodeScalars
    where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
      scalars.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
    }
    return normalized(String(scalars))
  }
}

/// FNV-1a of 64 bits, folded to 48 by exclusive or of its ends.
///
/// The seed is hashed as one byte before the text where it is not 0.
///
/// Source: Fowler, Noll & Vo, *The FNV Non-Cryptographic Hash Algorithm*, RFC 9923.
func foldedHash(_ bytes: some Sequence<UInt8>, seed: UInt8 = 0) -> UInt64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  func mixed(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }
  if seed != 0 { hash = mixed(hash, seed) }
  for byte in bytes { hash = mixed(hash, byte) }
  return (hash >> 48) ^ (hash & 0xFFFF_FFFF_FFFF)
}
