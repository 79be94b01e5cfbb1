import TrendsCorpus

/// Rewrites text so that a spreadsheet shows it as it is: nothing runs, nothing becomes a date.
///
/// Spreadsheets take a cell of a CSV file that starts with `=` for a formula, and a cell that looks
/// like a number or a date for one, and then forget its text: `2401.01230` becomes 2401.0123, `3-4`
/// the fourth of March. Quotation marks do not stop them; a leading apostrophe does.
enum SpreadsheetText {
  /// The text without NUL and the other control characters (C0 but TAB, LF and CR; DEL; C1).
  static func cleaned(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A, 0x0D: kept.append(scalar)
      case 0x00..<0x20, 0x7F...0x9F: continue
      default: kept.append(scalar)
      }
    }
    return String(kept)
  }

  /// Text that might be taken for a formula, with an apostrophe before it; other text as it is.
  ///
  /// A formula starts with `=`, `+`, `-` or `@`; TAB, CR and LF are skipped before one; the
  /// full-width forms of the four are read alike by East Asian versions.
  ///
  /// Source: OWASP, *CSV Injection*. <https://owasp.org/www-community/attacks/CSV_Injection>
  static func text(_ text: String) -> String {
    switch text.unicodeScalars.first {
    case "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠": "'" + text
    default: text
    }
  }

  /// A term, phrase or name that must stay one: ``text(_:)``, and an apostrophe also before what
  /// would become a number, a date, a time or a truth value.
  static func term(_ text: String) -> String {
    looksLikeValue(text) ? "'" + text : self.text(text)
  }

  /// An identifier: that of arXiv as `arXiv:2401.01230`, every other like a term.
  static func identifier(_ text: String) -> String {
    isArXivNumber(text) ? "arXiv:" + text : term(text)
  }

  /// A value of the user's own columns: whole dates and truth values stay such; else like a term.
  ///
  /// Plain numbers, which stay too, are for the caller to find: they follow the dialect.
  static func given(_ text: String) -> String {
    if ListingDate(iso: text)?.precision == .day { return text }
    return ["true", "false"].contains(text.lowercased()) ? text : term(text)
  }

  /// Whether a value of the user's own is a number that loses nothing as one: no more digits than a
  /// spreadsheet keeps, no zero in front as in `00123`, and no arXiv number.
  static func isGivenNumber(_ text: String) -> Bool {
    guard isPlainNumber(text), !looksLikeArXivMonth(text) else { return false }
    let digits = text.utf8.drop { $0 == UInt8(ascii: "-") }
    let startsWithZero = digits.first == UInt8(ascii: "0") && digits.count > 1
    return digits.count { $0 != UInt8(ascii: ".") } <= 15
      && !(startsWithZero && digits.dropFirst().first != UInt8(ascii: "."))
  }

  /// Whether the text is an arXiv number whose month is one: `2401.01230`, but not `2440.01230`.
  private static func looksLikeArXivMonth(_ text: String) -> Bool {
    guard isArXivNumber(text), let month = Int(text.prefix(4).suffix(2)) else { return false }
    return (1...12).contains(month)
  }

  /// Whether the text is an arXiv number: four digits, a point, four or five digits, `v` and a
  /// version or none.
  static func isArXivNumber(_ text: String) -> Bool {
    var rest = Substring(text).utf8
    guard rest.takeDigits() == 4, rest.popFirst() == UInt8(ascii: "."),
      (4...5).contains(rest.takeDigits())
    else { return false }
    if rest.isEmpty { return true }
    return rest.popFirst() == UInt8(ascii: "v") && rest.takeDigits() > 0 && rest.isEmpty
  }

  /// Whether the text is digits, perhaps with a minus sign before and decimals after them.
  static func isPlainNumber(_ text: String) -> Bool {
    var rest = Substring(text).utf8
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    guard rest.takeDigits() > 0 else { return false }
    if rest.isEmpty { return true }
    return rest.popFirst() == UInt8(ascii: ".") && rest.takeDigits() > 0 && rest.isEmpty
  }

  /// Whether a spreadsheet might turn the text into a number, a date, a time or a truth value.
  ///
  /// Errs on the side of yes: true for `TRUE` and `false`, and for any text that has a digit and no
  /// letters but one exponent (`1e5`), months (`2-mar`, `sept 1`), the hours' `am` and `pm` (`10 am`)
  /// and the `T` and `Z` of a time stamp.
  static func looksLikeValue(_ text: String) -> Bool {
    let bytes = text.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    guard bytes.count <= 64, bytes.allSatisfy({ isLetter($0) || isNumberByte($0) }) else {
      return false
    }
    let words = bytes.split { !isLetter($0) }.map { String(decoding: $0, as: UTF8.self) }
    if words == ["true"] || words == ["false"] { return bytes.allSatisfy(isLetter) }
    guard bytes.contains(where: isDigit) else { return false }
    let hasColon = bytes.contains(UInt8(ascii: ":"))
    return words.allSatisfy { word in
      switch word {
      case "e":
        words.count == 1
      case "a", "am", "p", "pm":
        hasColon || bytes.starts(with: bytes.prefix(while: isDigit) + [0x20] + word.utf8)
      case "t", "z":
        hasColon && bytes.prefix(while: isDigit).count == 4
      default:
        word == "sept" || monthNames.contains { word == $0 || word == $0.prefix(3) }
      }
    }
  }

  private static let monthNames = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Digits and what stands between and around them in numbers, money, dates and times.
  private static func isNumberByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":"),
      UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "%"),
      UInt8(ascii: "$"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "'"):
      true
    default: false
    }
  }
}

extension Substring.UTF8View {
  /// Removes the ASCII digits at the front and returns how many there were.
  fileprivate mutating func takeDigits() -> Int {
    let count = prefix { (0x30...0x39).contains($0) }.count
    removeFirst(count)
    return count
  }
}
