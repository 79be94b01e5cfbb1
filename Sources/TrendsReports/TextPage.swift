/// A page of plain text that is filled from the top; no line is wider than the page.
struct TextPage {
  /// The page's width in columns.
  let width: Int
  /// The lines so far, none with trailing spaces.
  private(set) var lines: [String] = []

  /// An empty page.
  init(width: Int) { self.width = width }

  /// The page as text; every line ends in LF.
  var text: String { lines.map { $0 + "\n" }.joined() }

  /// Adds lines that are known to fit.
  mutating func add(_ newLines: [String]) { lines += newLines }

  /// Adds an empty line, but not on top and never two.
  mutating func addSpace() {
    if let last = lines.last, !last.isEmpty { lines.append("") }
  }

  /// Adds a paragraph.
  mutating func add(_ paragraph: String, indent: Int = 0, hanging: Int? = nil) {
    lines += TextLayout.wrap(
      paragraph, width: width, indent: hanging ?? indent, firstIndent: indent)
  }

  /// Starts a section: `TITLE  text`, with further lines under the text.
  mutating func addSection(_ title: String, _ text: String) {
    addSpace()
    let indent = displayWidth(title) + 2
    var section = TextLayout.wrap(text, width: width, indent: indent, firstIndent: indent)
    section[0] = title + section[0].dropFirst(displayWidth(title))
    lines += section
  }
}

/// A command as a shell takes it, in lines of at most a width that can be pasted as they are.
///
/// Words that need it are quoted. Lines break between words with a backslash; a word that is too
/// long for any line is broken too, since the shell puts quoted pieces together again.
func commandLines(_ command: [String], after heading: String, width: Int) -> [String] {
  var lines: [String] = []
  var line = heading
  for word in command {
    for (index, piece) in quotedPieces(of: word, width: width - 4).enumerated() {
      if index > 0 {
        lines.append(line + "\\")
        line = piece
      } else if displayWidth(line) + 1 + displayWidth(piece) + 2 <= width {
        line += " " + piece
      } else {
        lines.append(line + " \\")
        line = "  " + piece
      }
    }
  }
  return lines + [line]
}

/// A word in one piece that is quoted where needed, or in several where it could be too wide.
private func quotedPieces(of word: String, width: Int) -> [String] {
  var pieces: [String] = []
  var piece = ""
  // `$''` around it, and at most six columns a scalar: `\u001B`.
  var used = 3
  for scalar in word.unicodeScalars {
    let cost =
      isHidden(scalar)
      ? 6 : scalar == "'" ? 4 : scalar == "\\" ? 2 : displayWidth(Character(scalar))
    if used + cost > width, !piece.isEmpty {
      pieces.append(quoted(piece))
      piece = ""
      used = 3
    }
    piece.unicodeScalars.append(scalar)
    used += cost
  }
  return pieces + [quoted(piece)]
}

/// Whether a scalar must not be printed as it is.
private func isHidden(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.generalCategory == .control || TerminalText.isBidirectionalControl(scalar)
    || scalar.value == 0x2028 || scalar.value == 0x2029
}

/// Text as one word of a shell; control characters as `$'\u001B'`.
private func quoted(_ text: String) -> String {
  func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
      || "-_./:=,+@%".unicodeScalars.contains(scalar)
  }
  if !text.isEmpty, text.unicodeScalars.allSatisfy(isPlain) { return text }
  var inner = ""
  if text.unicodeScalars.contains(where: isHidden) {
    for scalar in text.unicodeScalars {
      if isHidden(scalar) {
        inner += "\\u" + TerminalText.hexadecimal(scalar.value)
      } else {
        if scalar == "'" || scalar == "\\" { inner += "\\" }
        inner.unicodeScalars.append(scalar)
      }
    }
    return "$'" + inner + "'"
  }
  for scalar in text.unicodeScalars {
    if scalar == "'" { inner += "'\\'" }
    inner.unicodeScalars.append(scalar)
  }
  return "'" + inner + "'"
}
