import TrendsReports

/// Text of the listings as a page shows it.
enum PlainText {
  /// The most characters of a title or label that a page shows.
  static let longest = 240

  /// The text on one line, without control characters; bidirectional controls are written out, and
  /// what XML cannot hold is left out.
  static func clean(_ text: String) -> String {
    let line = TerminalText.line(text)
    guard line.unicodeScalars.contains(where: isNoCharacter) else { return line }
    var kept = String.UnicodeScalarView()
    kept.append(contentsOf: line.unicodeScalars.filter { !isNoCharacter($0) })
    return String(kept)
  }

  /// The text cleaned and cut to so many characters.
  static func cut(_ text: String, to count: Int = longest) -> String {
    let line = clean(text)
    guard line.count > count else { return line }
    return line.prefix(count - 1) + "…"
  }

  /// A sentence of figures with arrows as arrows, and with spaces that no line may end at between a
  /// figure and what belongs to it.
  static func keepingFigures(_ text: String) -> String {
    TextLayout.keepingFigures(text.replacing(" -> ", with: " → "))
  }

  /// The address of a document if a reader may follow it: `http` or `https`, and nothing that could
  /// be read as anything else.
  static func link(_ url: String?) -> String? {
    guard let url, url.utf8.count <= 2000 else { return nil }
    let lower = url.lowercased()
    guard lower.hasPrefix("https://") || lower.hasPrefix("http://") else { return nil }
    return url.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F } ? url : nil
  }

  private static func isNoCharacter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(scalar.value)
  }
}
