/// Lays text out in columns of a terminal; every measure is of ``displayWidth(_:)``.
package enum TextLayout {
  /// To which side of its column a text keeps.
  package enum Alignment: Sendable {
    case left, right
  }

  /// The text filled up with spaces to a width; longer text is left as it is.
  package static func padded(_ text: String, to width: Int, _ alignment: Alignment = .left)
    -> String
  {
    let space = String(repeating: " ", count: max(0, width - displayWidth(text)))
    return alignment == .left ? text + space : space + text
  }

  /// The text cut to a width; what is missing is marked by `…`.
  package static func cut(_ text: String, to width: Int) -> String {
    guard width > 0 else { return "" }
    guard displayWidth(text) > width else { return text }
    var result = ""
    var used = 0
    for character in text {
      let next = displayWidth(character)
      if used + next > width - 1 { break }
      result.append(character)
      used += next
    }
    while result.last == " " { result.removeLast() }
    return result + "…"
  }

  /// The text with no-break spaces between a figure and what belongs to it: its percent sign, its
  /// interval, its name (p, q, weight).
  package static func keepingFigures(_ text: String) -> String {
    text.replacing(#/\d (?=%)|% (?=\[)|\[[-+]?[\d.]+, (?=[-+\d])|\b(?:p|q|weight) (?=[<\d])/#) {
      "\($0.output.dropLast())\u{A0}"
    }
  }

  /// The text broken at spaces into lines of at most a width; a longer word is broken anywhere.
  ///
  /// A no-break space keeps two words on one line and is printed as a space; so does the space between
  /// a figure and what belongs to it.
  ///
  /// - Parameters:
  ///   - width: at least 2 more than either indent, so that any character fits.
  ///   - indent: spaces before every line but the first.
  ///   - firstIndent: spaces before the first line.
  /// - Returns: no line for a text without words; no line ends in a space.
  package static func wrap(_ text: String, width: Int, indent: Int = 0, firstIndent: Int = 0)
    -> [String]
  {
    precondition(max(indent, firstIndent) + 2 <= width, "an indent leaves at least two columns")
    var lines: [String] = []
    var line = ""
    var used = 0
    var start: Int { lines.isEmpty ? firstIndent : indent }
    func breakLine() {
      let spaced = String(line.map { $0 == "\u{A0}" ? " " : $0 })
      lines.append(String(repeating: " ", count: start) + spaced)
      line = ""
      used = 0
    }
    for word in keepingFigures(text).split(separator: " ") {
      let wordWidth = displayWidth(word)
      if used > 0 {
        if start + used + 1 + wordWidth <= width {
          line += " " + word
          used += 1 + wordWidth
          continue
        }
        breakLine()
      }
      guard start + wordWidth > width else {
        line = String(word)
        used = wordWidth
        continue
      }
      for character in word {
        // A conjunct of many letters can be one character and wider than any line.
        let fits = displayWidth(character) <= width - max(indent, firstIndent)
        let next = fits ? displayWidth(character) : 1
        if start + used + next > width, used > 0 { breakLine() }
        line.append(fits ? character : "…")
        used += next
      }
    }
    if !line.isEmpty { breakLine() }
    return lines
  }
}
