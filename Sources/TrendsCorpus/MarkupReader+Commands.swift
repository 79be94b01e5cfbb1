extension MarkupReader {
  /// Reads the command at a backslash, with its arguments, and returns where the input goes on.
  mutating func command(_ i: Int, _ end: Int, isMath: Bool, depth: Int) -> Int {
    guard i + 1 < end else { return i + 1 }
    let next: Int
    if isASCIILetter(bytes[i + 1]) {
      var nameEnd = i + 1
      while nameEnd < end, isASCIILetter(bytes[nameEnd]) { nameEnd += 1 }
      let name = String(decoding: bytes[(i + 1)..<nameEnd], as: UTF8.self)
      next = word(name, nameEnd, end, isMath: isMath, depth: depth)
    } else {
      next = sign(bytes[i + 1], i, end, isMath: isMath, depth: depth)
    }
    commandEnd = next
    return next
  }

  // MARK: \% and its like

  private mutating func sign(_ sign: UInt8, _ i: Int, _ end: Int, isMath: Bool, depth: Int) -> Int {
    let next = i + 2
    switch sign {
    case UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "#"), UInt8(ascii: "_"),
      UInt8(ascii: "$"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "@"):
      out.append(sign)
    case UInt8(ascii: ","):
      // A thin space parts thousands, or a number from its unit.
      let isInNumber =
        i > 0 && isASCIIDigit(bytes[i - 1]) && next < end && isASCIIDigit(bytes[next])
      if !isInNumber { out.append(32) }
    case 32, UInt8(ascii: "\\"), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: ">"):
      out.append(32)
    case UInt8(ascii: "!"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: ")"),
      UInt8(ascii: "]"):
      break
    case UInt8(ascii: "("), UInt8(ascii: "["):
      return formula(i, end, depth: depth)
    case UInt8(ascii: "|"): out += "‖".utf8
    default:
      if let mark = TeXSymbols.accents[sign] {
        return accent(mark, sign, next, end) ?? literalQuote(sign, next)
      }
      // A backslash that means nothing goes; what follows is read as usual.
      return i + 1
    }
    return next
  }

  /// `\( ... \)` and `\[ ... \]`.
  private mutating func formula(_ i: Int, _ end: Int, depth: Int) -> Int {
    let closer = bytes[i + 1] == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "]")
    var close = i + 2
    while close + 1 < min(end, i + 600),
      bytes[close] != UInt8(ascii: "\\") || bytes[close + 1] != closer
    {
      close += 1
    }
    guard close + 1 < end, bytes[close] == UInt8(ascii: "\\"), bytes[close + 1] == closer,
      depth < MarkupReader.depthLimit
    else { return i + 2 }
    read(i + 2, close, isMath: true, depth: depth + 1)
    return close + 2
  }

  /// An escaped quotation mark or apostrophe, left by a program rather than written in LaTeX.
  private mutating func literalQuote(_ sign: UInt8, _ next: Int) -> Int {
    if sign == UInt8(ascii: "'") || sign == UInt8(ascii: "\"") { out.append(sign) }
    return next
  }

  // MARK: Accents

  /// An accent over the letter that follows; nil where it is none, such as in `model\'s`.
  private mutating func accent(_ mark: Unicode.Scalar, _ sign: UInt8, _ start: Int, _ end: Int)
    -> Int?
  {
    var i = start
    while i < end, bytes[i] == 32 { i += 1 }
    let close = closeOfGroup(i, end)
    if close != nil { i += 1 }
    guard i < end else { return nil }
    var letter = bytes[i]
    var next = i + 1
    if letter == UInt8(ascii: "\\"), next < end, Array("ij".utf8).contains(bytes[next]) {
      // `\i` and `\j` are letters without a dot; under an accent they look like those with one.
      letter = bytes[next]
      next += 1
    }
    guard isASCIILetter(letter) else { return nil }
    if let close {
      if next < close { return nil }
      next = close + 1
    } else if i != start || isQuote(sign, start, end) {
      return nil
    }
    let composed = String(Character(Unicode.Scalar(letter))) + String(Character(mark))
    out += normalized(composed).utf8
    return next
  }

  /// Whether `\'` or `\"` before a letter is an escaped apostrophe or quotation mark.
  private func isQuote(_ sign: UInt8, _ start: Int, _ end: Int) -> Bool {
    let vowels = Array("aeiouyAEIOUY".utf8)
    if sign == UInt8(ascii: "'") {
      let word = bytes[start..<end].prefix { isASCIILetter($0) }.prefix(3)
      let endings = ["s", "t", "d", "m", "re", "ll", "ve"].map { Array($0.utf8) }
      if endings.contains(Array(word)) { return true }
      return !vowels.contains(bytes[start]) && !Array("cnszlrCNSZLR".utf8).contains(bytes[start])
    }
    guard sign == UInt8(ascii: "\"") else { return false }
    if !vowels.contains(bytes[start]) { return true }
    if start >= 3, isASCIILetter(bytes[start - 3]) { return false }
    // At the start of a word: a quotation mark if one closes soon, before anything that is no letter.
    var i = start
    while i + 2 < min(end, start + 100) {
      if bytes[i] == UInt8(ascii: "\\"), bytes[i + 1] == sign {
        return !isASCIILetter(bytes[i + 2])
      }
      i += 1
    }
    return false
  }

  // MARK: \commands

  private mutating func word(_ name: String, _ nameEnd: Int, _ end: Int, isMath: Bool, depth: Int)
    -> Int
  {
    if let letter = TeXSymbols.letters[name] {
      out += letter.utf8
      // "stra\ss e" and "\ss{}": the space or the empty group only ends the name.
      if let close = closeOfGroup(nameEnd, end), close == nameEnd + 1 { return close + 1 }
      return nameEnd < end && bytes[nameEnd] == 32 ? nameEnd + 1 : nameEnd
    }
    if let mark = TeXSymbols.namedAccents[name], let next = accent(mark, 0, nameEnd, end) {
      return next
    }
    if let symbol = TeXSymbols.symbols[name] {
      out += symbol.utf8
      if let close = closeOfGroup(nameEnd, end), close == nameEnd + 1 { return close + 1 }
      return nameEnd
    }
    switch name {
    case "frac", "tfrac", "dfrac":
      guard closeOfGroup(nameEnd, end) != nil,
        let middle = group(nameEnd, end, isMath: isMath, depth: depth)
      else { return nameEnd }
      out.append(UInt8(ascii: "/"))
      return group(middle, end, isMath: isMath, depth: depth) ?? middle
    case "unicode": return unicode(nameEnd, end)
    default: break
    }
    let start = skipOption(nameEnd, end)
    if let droppedCount = TeXSymbols.droppedArguments[name] {
      var next = start
      for _ in 0..<droppedCount {
        guard let close = closeOfGroup(next, end) else { break }
        next = close + 1
      }
      out.append(TextCleaner.gap)
      if TeXSymbols.keepsLastArgument.contains(name) {
        return group(next, end, isMath: isMath, depth: depth) ?? next
      }
      return next
    }
    if TeXSymbols.silent.contains(name) { return nameEnd }
    if closeOfGroup(start, end) != nil {
      let inner = isMath && !TeXSymbols.textCommands.contains(name)
      return group(start, end, isMath: inner, depth: depth) ?? start
    }
    if TeXSymbols.textCommands.contains(name) { return nameEnd }
    // An author's own macro: its name is all that is left of it, unless that says nothing.
    if TeXSymbols.placeholders.contains(name.lowercased()) {
      out.append(TextCleaner.gap)
    } else {
      out += name.utf8
    }
    return nameEnd
  }

  /// Skips `[...]` right after a command.
  private func skipOption(_ i: Int, _ end: Int) -> Int {
    guard i < end, bytes[i] == UInt8(ascii: "[") else { return i }
    let reach = min(end, i + 100)
    guard let close = bytes[i..<reach].firstIndex(of: UInt8(ascii: "]")), close + 1 < end,
      bytes[close + 1] == UInt8(ascii: "{")
    else { return i }
    return close + 1
  }

  /// `\unicode{x2014}`.
  private mutating func unicode(_ i: Int, _ end: Int) -> Int {
    guard let close = closeOfGroup(i, end) else { return i }
    let digits = String(decoding: bytes[(i + 1)..<close], as: UTF8.self)
      .drop { $0 == "x" || $0 == "U" || $0 == "+" }
    if let value = UInt32(digits, radix: 16), value >= 32, let scalar = Unicode.Scalar(value) {
      out += String(Character(scalar)).utf8
    }
    return close + 1
  }
}
