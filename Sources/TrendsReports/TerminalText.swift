/// Makes text from the data safe and plain to print: on a terminal, in mail, in a text report.
package enum TerminalText {
  /// The text on one line, without anything that a terminal would obey.
  ///
  /// - Control characters (C0, DEL, C1, and with them every escape sequence's introducer) are
  ///   removed; those that break or space lines become a space.
  /// - Bidirectional controls, which could make a line read as another than it is, are written out:
  ///   `<U+202E>`.
  /// - Runs of spaces of any kind become one plain space, and none is left at either end.
  package static func line(_ text: String) -> String {
    if isPlain(text) { return text }
    var result = String.UnicodeScalarView()
    var isSpacePending = false
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        isSpacePending = !result.isEmpty
        continue
      }
      if scalar.properties.generalCategory == .control || scalar.value == 0xFEFF { continue }
      if isSpacePending {
        result.append(" ")
        isSpacePending = false
      }
      if isBidirectionalControl(scalar) {
        result.append(contentsOf: "<U+".unicodeScalars)
        result.append(contentsOf: hexadecimal(scalar.value).unicodeScalars)
        result.append(">")
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Whether a text is ASCII that stays as it is, as most are.
  private static func isPlain(_ text: String) -> Bool {
    var previous: UInt8 = 0x20
    for byte in text.utf8 {
      guard byte > 0x20 || (byte == 0x20 && previous != 0x20), byte < 0x7F else { return false }
      previous = byte
    }
    return previous != 0x20 || text.isEmpty
  }

  /// Whether a scalar changes the direction of what follows, or marks it, without being seen.
  static func isBidirectionalControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// A code point in at least four hexadecimal digits: `202E`.
  static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

/// The few terminal styles that the views use; plain text where colour is off.
package struct TerminalStyle: Sendable {
  /// Whether escape sequences are written at all.
  package let usesColour: Bool

  /// Styles for a terminal with or without colour.
  package init(usesColour: Bool) { self.usesColour = usesColour }

  /// What is looked up: identifiers and headings.
  package func strong(_ text: String) -> String { wrap(text, "1") }
  /// What is read second.
  package func faint(_ text: String) -> String { wrap(text, "2") }
  /// Bars and sparklines.
  package func figure(_ text: String) -> String { wrap(text, "36") }
  /// What needs care.
  package func warning(_ text: String) -> String { wrap(text, "33") }

  private func wrap(_ text: String, _ code: String) -> String {
    usesColour && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
