import TrendsReports

/// How wide words are in a chart, known before anyone has drawn it.
///
/// The advances are those of DejaVu Sans, the widest of the fonts that systems write a page in by
/// themselves: what is measured to fit there fits elsewhere.
enum TextWidth {
  /// Of the characters from space to tilde, in thousandths of the font's size.
  private static let advances = [
    318, 401, 460, 838, 637, 951, 780, 275, 391, 391, 500, 838, 318, 361, 318, 337,
    637, 637, 637, 637, 637, 637, 637, 637, 637, 637, 337, 337, 838, 838, 838, 531,
    1000, 685, 687, 699, 771, 632, 576, 775, 752, 295, 295, 656, 558, 863, 749, 788,
    604, 788, 695, 635, 611, 732, 685, 989, 686, 611, 686, 391, 337, 391, 838, 500,
    500, 613, 635, 550, 635, 616, 353, 635, 634, 278, 278, 580, 278, 975, 634, 612,
    635, 635, 412, 521, 393, 634, 592, 818, 592, 592, 525, 637, 337, 637, 838,
  ]

  /// The width of a text on one line, in the unit of the font's size.
  static func of(_ text: some StringProtocol, size: Double) -> Double {
    size / 1000
      * Double(
        text.reduce(0) { sum, character in
          guard let byte = character.asciiValue else {
            return sum + 1000 * displayWidth(character)
          }
          return sum + ((0x20...0x7E).contains(byte) ? advances[Int(byte) - 0x20] : 0)
        })
  }

  /// The text, cleaned, and cut to a width with an ellipsis.
  static func cut(_ text: String, to width: Double, size: Double) -> String {
    let line = PlainText.cut(text)
    guard of(line, size: size) > width else { return line }
    var kept = line[...]
    while !kept.isEmpty, of(kept, size: size) + size > width { kept.removeLast() }
    while kept.last == " " || kept.last == "," { kept.removeLast() }
    return kept + "…"
  }
}
