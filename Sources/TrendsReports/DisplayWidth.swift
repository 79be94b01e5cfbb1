/// How many columns of a terminal a text takes: 1 a letter, 2 a Chinese character or an emoji, 0 a
/// combining mark.
///
/// The measure is of user-perceived characters, so that a flag or a family of emoji counts 2 as a
/// whole. Where terminals differ (Devanagari clusters, say), it is the widest reading, so that a
/// line that is measured to fit does fit. Block elements and the ellipsis count 1, as they do in
/// all but old East Asian terminals.
///
/// - Precondition: none; control characters count 0 and should have been removed before.
package func displayWidth(_ text: some StringProtocol) -> Int {
  if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text.utf8.count }
  return text.reduce(0) { $0 + displayWidth($1) }
}

/// The columns of one user-perceived character; see ``displayWidth(_:)-(StringProtocol)``.
package func displayWidth(_ character: Character) -> Int {
  if let byte = character.asciiValue { return (0x20...0x7E).contains(byte) ? 1 : 0 }
  var sum = 0
  for scalar in character.unicodeScalars {
    if (0x3400...0x9FFF).contains(scalar.value) {
      sum += 2
      continue
    }
    let isPicture =
      scalar.properties.isEmojiPresentation || scalar.value == 0xFE0F
      || (0x1F1E6...0x1F1FF).contains(scalar.value)
    if isPicture { return 2 }
    sum += DisplayWidth.columns(scalar)
  }
  return sum
}

/// The widths of single scalars.
private enum DisplayWidth {
  /// Scalars that Unicode's `EastAsianWidth.txt` (16.0) calls wide or full-width and that are not
  /// emoji, as few ranges as possible: unassigned gaps inside a block are counted as wide.
  static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F, 0x2E80...0x303E,
    0x3041...0x4DFF, 0x4E00...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
    0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1D300...0x1D376,
    0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]

  /// The columns of a scalar that is not an emoji.
  static func columns(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    // Vowels and finals of decomposed Hangul join the wide initial before them.
    case 0x1160...0x11FF, 0xD7B0...0xD7FF: return 0
    // Format characters that show: the soft hyphen, Arabic and Kaithi number signs.
    case 0xAD, 0x600...0x605, 0x6DD, 0x70F, 0x890...0x891, 0x8E2, 0x110BD, 0x110CD: return 1
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: return wideRanges.contains { $0.contains(scalar.value) } ? 2 : 1
    }
  }
}
