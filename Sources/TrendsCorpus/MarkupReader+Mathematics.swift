extension MarkupReader {
  /// How far the dollar that closes a formula may be.
  private static let formulaLimit = 600

  /// A dollar: it opens a formula, it is left of one, or it is money.
  mutating func dollar(_ i: Int, _ end: Int, isMath: Bool, depth: Int) -> Int {
    // Inside a formula, in a text command, a dollar only switches back.
    if isMath { return i + 1 }
    let isDisplay = i + 1 < end && bytes[i + 1] == UInt8(ascii: "$")
    let start = isDisplay ? i + 2 : i + 1
    if let close = closingDollar(start, end), isFormula(start, close) {
      let after = isDisplay && close + 1 < end && bytes[close + 1] == bytes[close] ? 2 : 1
      if depth < MarkupReader.depthLimit {
        read(start, close, isMath: true, depth: depth + 1)
      } else {
        out += bytes[start..<close]
      }
      commandEnd = close + after
      return close + after
    }
    // "42.9%$", "5.18\times$": what opened the formula is lost, and this closed it.
    let closes = i > 0 && (commandEnd == i || bytes[i - 1] == UInt8(ascii: "%"))
    let opensAmount = i + 1 < end && isASCIIDigit(bytes[i + 1])
    if !closes || opensAmount { out.append(bytes[i]) }
    return i + 1
  }

  private func closingDollar(_ start: Int, _ end: Int) -> Int? {
    var i = start
    while i < min(end, start + MarkupReader.formulaLimit) {
      if bytes[i] == UInt8(ascii: "\\") {
        i += 2
        continue
      }
      if bytes[i] == UInt8(ascii: "$") { return i }
      i += 1
    }
    return nil
  }

  /// Whether what stands between two dollars looks like mathematics rather than like the text
  /// between two amounts of money.
  private func isFormula(_ start: Int, _ close: Int) -> Bool {
    guard start < close else { return false }
    let content = bytes[start..<close]
    let words = longWordCount(content)
    var hasCommand = false
    for i in content.indices where bytes[i] == UInt8(ascii: "\\") && i + 1 < close {
      // "\%" is as common beside money as in formulas.
      if !Array("%&#_$".utf8).contains(bytes[i + 1]) { hasCommand = true }
    }
    if hasCommand || content.contains(UInt8(ascii: "^")) { return true }
    let hasSign = content.contains { Array("_=<>{}|".utf8).contains($0) }
    let startsWithDigit = isASCIIDigit(bytes[start])
    if hasSign { return startsWithDigit ? words == 0 : words < 6 }
    let isPadded = bytes[start] == 32 || bytes[close - 1] == 32
    let meetsDigit = close + 1 < bytes.count && isASCIIDigit(bytes[close + 1])
    // "$5-$10", "$1,$2": an amount, and what stands between it and the next.
    let isCutOff = startsWithDigit && Array("-/,.;:(+".utf8).contains(bytes[close - 1])
    return words == 0 && !isPadded && !meetsDigit && !isCutOff
  }

  /// How many words of two letters or more stand in a formula outside its commands.
  private func longWordCount(_ content: ArraySlice<UInt8>) -> Int {
    var count = 0
    var length = 0
    var isCommand = false
    for byte in content {
      if isASCIILetter(byte) || byte >= 0x80 {
        length += 1
        continue
      }
      if length >= 2, !isCommand { count += 1 }
      length = 0
      isCommand = byte == UInt8(ascii: "\\")
    }
    return length >= 2 && !isCommand ? count + 1 : count
  }

  /// A superscript or subscript: `L^2` reads L2, `10^{-6}` reads 10^-6, `AP_{50}` reads AP50, `N_a`
  /// stays as it is.
  mutating func script(_ i: Int, _ end: Int, depth: Int) -> Int {
    let mark = bytes[i]
    var next = i + 1
    while next < end, bytes[next] == 32 { next += 1 }
    guard next < end, depth < MarkupReader.depthLimit else { return next }
    let content: [UInt8]
    if let close = closeOfGroup(next, end) {
      content = rendered(next + 1, close, isMath: true, depth: depth + 1)
      next = close + 1
    } else if bytes[next] == UInt8(ascii: "\\") {
      let before = out
      out = []
      next = command(next, end, isMath: true, depth: depth + 1)
      content = out
      out = before
    } else {
      content = [bytes[next]]
      next += 1
    }
    if content == Array("∘".utf8) || content == Array("°".utf8) {
      out += "°".utf8
      return next
    }
    let base = out.reversed().prefix { isASCIILetter($0) }.count
    let startsWithDigit = content.first.map(isASCIIDigit) ?? false
    if base == 0 || (base == 1 && !startsWithDigit) { out.append(mark) }
    out += content
    return next
  }
}
