/// A scanner over the bytes of one JSON object, without a tree: members are visited as they come.
///
/// It reads what RFC 8259 allows, and beyond it raw control characters inside strings. Numbers are
/// kept as they are written, so that an identifier such as 2401.01230 keeps its zero.
struct JSONScanner {
  /// How deep arrays and objects may nest.
  static let depthLimit = 64

  /// Why a text is not JSON, in words that fit after the line number.
  struct Flaw: Error, Equatable {
    let reason: String
  }

  /// A member's value.
  enum Value: Equatable {
    case string(String)
    /// As written.
    case number(String)
    case boolean(Bool)
    case null
    /// An array or object as compact JSON text.
    case nested(String)

    /// What it is, for messages.
    var kind: String {
      switch self {
      case .string: "text"
      case .number: "a number"
      case .boolean: "true or false"
      case .null: "null"
      case .nested(let text): text.hasPrefix("[") ? "an array" : "an object"
      }
    }
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var position: Int
  private let end: Int
  /// How many lone surrogates and NULs were replaced by U+FFFD.
  private(set) var replacedCount = 0

  /// A scanner over a range of valid UTF-8.
  init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  /// Reads the whole range as one object and hands over its members in order.
  mutating func object(_ visit: (_ key: String, _ value: Value) -> Void) throws(Flaw) {
    skipSpace()
    guard take(UInt8(ascii: "{")) else { throw unexpected("an object") }
    skipSpace()
    if !take(UInt8(ascii: "}")) {
      repeat {
        skipSpace()
        guard take(UInt8(ascii: "\"")) else { throw unexpected("a quoted key") }
        let key = try string()
        skipSpace()
        guard take(UInt8(ascii: ":")) else { throw unexpected("':'") }
        visit(key, try value())
        skipSpace()
      } while take(UInt8(ascii: ","))
      guard take(UInt8(ascii: "}")) else { throw unexpected("',' or '}'") }
    }
    skipSpace()
    if position < end { throw unexpected("the end of the line") }
  }

  private mutating func value() throws(Flaw) -> Value {
    skipSpace()
    guard position < end else { throw unexpected("a value") }
    switch bytes[position] {
    case UInt8(ascii: "\""):
      position += 1
      return .string(try string())
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      var text: [UInt8] = []
      try copyNested(into: &text, depth: 1)
      return .nested(String(decoding: text, as: UTF8.self))
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default:
      let range = try number()
      return .number(String(decoding: bytes[range], as: UTF8.self))
    }
  }

  /// Copies an array or object without the white space between its parts.
  private mutating func copyNested(into text: inout [UInt8], depth: Int) throws(Flaw) {
    guard depth <= JSONScanner.depthLimit else {
      throw Flaw(reason: "the JSON nests deeper than \(JSONScanner.depthLimit)")
    }
    let isObject = bytes[position] == UInt8(ascii: "{")
    let closing = UInt8(ascii: isObject ? "}" : "]")
    text.append(bytes[position])
    position += 1
    skipSpace()
    if take(closing) {
      text.append(closing)
      return
    }
    while true {
      skipSpace()
      if isObject {
        guard position < end, bytes[position] == UInt8(ascii: "\"") else {
          throw unexpected("a quoted key")
        }
        try copyScalar(into: &text)
        skipSpace()
        guard take(UInt8(ascii: ":")) else { throw unexpected("':'") }
        text.append(UInt8(ascii: ":"))
        skipSpace()
      }
      if position < end,
        bytes[position] == UInt8(ascii: "{") || bytes[position] == UInt8(ascii: "[")
      {
        try copyNested(into: &text, depth: depth + 1)
      } else {
        try copyScalar(into: &text)
      }
      skipSpace()
      if take(closing) {
        text.append(closing)
        return
      }
      guard take(UInt8(ascii: ",")) else { throw unexpected("',' or '\(isObject ? "}" : "]")'") }
      text.append(UInt8(ascii: ","))
    }
  }

  /// Copies a string, number or word as it is written.
  private mutating func copyScalar(into text: inout [UInt8]) throws(Flaw) {
    let start = position
    _ = try value()
    text += bytes[start..<position]
  }

  // MARK: Strings

  /// Reads a string whose opening quote was taken.
  private mutating func string() throws(Flaw) -> String {
    let start = position
    position = endOfPlainText
    if position < end, bytes[position] == UInt8(ascii: "\"") {
      position += 1
      return String(decoding: bytes[start..<(position - 1)], as: UTF8.self)
    }
    var text = Array(bytes[start..<position])
    while position < end {
      let stop = endOfPlainText
      text += bytes[position..<stop]
      position = stop + 1
      guard stop < end else { break }
      if bytes[stop] == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
      try escape(into: &text)
    }
    throw Flaw(reason: "the JSON ends inside a string")
  }

  /// Where the next quote or backslash stands.
  private var endOfPlainText: Int {
    ByteSearch.first(UInt8(ascii: "\""), UInt8(ascii: "\\"), in: bytes, position..<end)
  }

  private mutating func escape(into text: inout [UInt8]) throws(Flaw) {
    guard position < end else { throw Flaw(reason: "the JSON ends inside a string") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(8)
    case UInt8(ascii: "f"): text.append(12)
    case UInt8(ascii: "n"): text.append(10)
    case UInt8(ascii: "r"): text.append(13)
    case UInt8(ascii: "t"): text.append(9)
    case UInt8(ascii: "u"):
      let scalar = try unicodeEscape()
      text += Array(String(Character(scalar)).utf8)
    default: throw Flaw(reason: "a string holds the unknown escape '\\\(printable(byte))'")
    }
  }

  /// Reads the digits after `\u`, and a second escape where the first is half of a pair.
  private mutating func unicodeEscape() throws(Flaw) -> Unicode.Scalar {
    let first = try fourHexDigits()
    if (0xD800..<0xDC00).contains(first), position + 1 < end,
      bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
    {
      let before = position
      position += 2
      let second = try fourHexDigits()
      if (0xDC00..<0xE000).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      {
        return scalar
      }
      // The second escape stands for itself.
      position = before
    }
    if first != 0, let scalar = Unicode.Scalar(first) { return scalar }
    replacedCount += 1
    return "\u{FFFD}"
  }

  private mutating func fourHexDigits() throws(Flaw) -> UInt32 {
    guard position + 4 <= end else { throw Flaw(reason: "the JSON ends inside a string") }
    var value: UInt32 = 0
    for _ in 0..<4 {
      let byte = bytes[position]
      switch byte {
      case 48...57: value = value << 4 | UInt32(byte - 48)
      case 65...70: value = value << 4 | UInt32(byte - 55)
      case 97...102: value = value << 4 | UInt32(byte - 87)
      default: throw Flaw(reason: "'\\u' is not followed by four hexadecimal digits")
      }
      position += 1
    }
    return value
  }

  // MARK: Numbers, words, space

  private mutating func number() throws(Flaw) -> Range<Int> {
    let start = position
    _ = take(UInt8(ascii: "-"))
    let whole = digits()
    let hasLeadingZero = whole.count > 1 && bytes[whole.lowerBound] == UInt8(ascii: "0")
    guard !whole.isEmpty, !hasLeadingZero else {
      position = start
      throw unexpected("a value")
    }
    if take(UInt8(ascii: ".")), digits().isEmpty { throw unexpected("a digit") }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      if digits().isEmpty { throw unexpected("a digit") }
    }
    return start..<position
  }

  private mutating func digits() -> Range<Int> {
    let start = position
    while position < end, isASCIIDigit(bytes[position]) { position += 1 }
    return start..<position
  }

  private mutating func word(_ word: StaticString, _ value: Value) throws(Flaw) -> Value {
    let length = word.utf8CodeUnitCount
    let matches =
      position + length <= end
      && (0..<length).allSatisfy { bytes[position + $0] == word.utf8Start[$0] }
    guard matches else { throw unexpected("a value") }
    position += length
    return value
  }

  @inline(__always)
  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < end, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while position < end, isASCIISpace(bytes[position]) { position += 1 }
  }

  private func unexpected(_ expected: String) -> Flaw {
    guard position < end else {
      return Flaw(reason: "the JSON ends where \(expected) should stand")
    }
    return Flaw(reason: "'\(printable(bytes[position]))' stands where \(expected) should")
  }

  private func printable(_ byte: UInt8) -> String {
    (33...126).contains(byte) ? String(UnicodeScalar(byte)) : "byte \(byte)"
  }
}
