/// Turns text with LaTeX, links and ASCII typography into plain text.
///
/// It is a reader of what abstracts contain, not of the language: unknown commands lose their
/// backslash or vanish, unbalanced braces and dollars are dropped where they close something.
struct MarkupReader {
  /// How deep groups are followed; deeper ones keep their text and lose their braces.
  static let depthLimit = 40

  let bytes: [UInt8]
  /// The closing brace of each opening one.
  let closingBraces: [Int: Int]
  var out: [UInt8] = []
  /// The closing braces that have an opening one.
  private let matchedClosers: Set<Int>
  /// Where links may start; most texts have none.
  private let linkZones: [Range<Int>]
  /// Where the input went on after the last command, group or formula.
  var commandEnd = -1

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var closing: [Int: Int] = [:]
    var open: [Int] = []
    for i in bytes.indices
    where bytes[i] == UInt8(ascii: "{") || bytes[i] == UInt8(ascii: "}") {
      // An escaped brace is text.
      if i > 0, bytes[i - 1] == UInt8(ascii: "\\") { continue }
      if bytes[i] == UInt8(ascii: "{") {
        open.append(i)
      } else if let start = open.popLast() {
        closing[start] = i
      }
    }
    closingBraces = closing
    matchedClosers = Set(closing.values)
    linkZones = bytes.withUnsafeBufferPointer(LinkFinder.zones)
    out.reserveCapacity(bytes.count)
  }

  /// The text without markup; ``TextCleaner/gap`` stands where nothing was left.
  mutating func plainText() -> [UInt8] {
    read(0, bytes.count, isMath: false, depth: 0)
    return out
  }

  // MARK: One piece after the other

  mutating func read(_ start: Int, _ end: Int, isMath: Bool, depth: Int) {
    var i = start
    while i < end {
      let byte = bytes[i]
      switch byte {
      case UInt8(ascii: "\\"): i = command(i, end, isMath: isMath, depth: depth)
      case UInt8(ascii: "$"): i = dollar(i, end, isMath: isMath, depth: depth)
      case UInt8(ascii: "{"): i = brace(i, end, isMath: isMath, depth: depth)
      case UInt8(ascii: "}"):
        // The start of a group whose end this is was not seen; else it belongs to the text.
        let isLeftOver = isMath || (i == commandEnd && !matchedClosers.contains(i))
        if !isLeftOver { out.append(byte) }
        i += 1
      case UInt8(ascii: "^") where isMath, UInt8(ascii: "_") where isMath:
        i = script(i, end, depth: depth)
      case UInt8(ascii: "~"):
        out.append(isTie(i, end) || isMath ? 32 : byte)
        i += 1
      case UInt8(ascii: "-"): i = dashes(i, end)
      case UInt8(ascii: "`"), UInt8(ascii: "'"): i = quotes(i, end, isMath: isMath)
      case UInt8(ascii: "("): i = parenthesis(i, end)
      default:
        let stop = isMath ? i : min(end, nextLinkZone(from: i))
        if stop > i {
          i = plainRun(i, stop)
        } else if !isMath, isASCIILetter(byte) || isASCIIDigit(byte),
          let link = LinkFinder.link(in: bytes, at: i, end: end)
        {
          out.append(TextCleaner.gap)
          if link.isGlued { out += ". ".utf8 }
          i = link.isGlued ? link.end + 1 : link.end
        } else {
          out.append(byte)
          i += 1
        }
      }
    }
  }

  /// Copies what stands up to the next byte that may be markup outside mathematics.
  private mutating func plainRun(_ start: Int, _ end: Int) -> Int {
    var stop = start + 1
    bytes.withUnsafeBufferPointer { bytes in
      MarkupReader.isPlain.withUnsafeBufferPointer { isPlain in
        while stop < end, isPlain[Int(bytes[stop])] { stop += 1 }
      }
    }
    out += bytes[start..<stop]
    return stop
  }

  /// An index itself where a link may start there, else the next such index.
  private func nextLinkZone(from i: Int) -> Int {
    var (low, high) = (0, linkZones.count)
    while low < high {
      let middle = (low + high) / 2
      if linkZones[middle].upperBound <= i { low = middle + 1 } else { high = middle }
    }
    return low < linkZones.count ? max(i, linkZones[low].lowerBound) : bytes.count
  }

  private static let isPlain: [Bool] = (0..<256).map { value in
    !Array("\\${}~-`'(".utf8).contains(UInt8(value))
  }

  /// What a stretch of input reads as, without adding it to the output.
  mutating func rendered(_ start: Int, _ end: Int, isMath: Bool, depth: Int) -> [UInt8] {
    let before = out
    out = []
    read(start, end, isMath: isMath, depth: depth)
    defer { out = before }
    return out
  }

  // MARK: Typography

  /// Whether a tilde ties two words, as in `Fig.~3`, and does not mean "about", as in `(~80`.
  private func isTie(_ i: Int, _ end: Int) -> Bool {
    guard i > 0, i + 1 < end, bytes[i + 1] != 32 else { return false }
    return !Array(" ([{<>=/+-\"'".utf8).contains(bytes[i - 1])
  }

  private mutating func dashes(_ i: Int, _ end: Int) -> Int {
    var stop = i
    while stop < end, bytes[stop] == UInt8(ascii: "-") { stop += 1 }
    // " --topics" is an option of a program.
    let isOption =
      stop - i == 2 && (i == 0 || bytes[i - 1] == 32) && stop < end && isASCIILetter(bytes[stop])
    switch stop - i {
    case 2 where !isOption: out += "–".utf8
    case 3: out += "—".utf8
    default: out += bytes[i..<stop]
    }
    return stop
  }

  private mutating func quotes(_ i: Int, _ end: Int, isMath: Bool) -> Int {
    let isDouble = i + 1 < end && bytes[i + 1] == bytes[i]
    let isTriple = i + 2 < end && bytes[i + 2] == bytes[i]
    guard isDouble, !isTriple, !isMath else {
      out.append(bytes[i])
      return i + 1
    }
    out += (bytes[i] == UInt8(ascii: "`") ? "“" : "”").utf8
    return i + 2
  }

  /// A parenthesis, or a character that a PDF reader could not name: `(cid:173) ` is a soft hyphen
  /// with the line break after it.
  private mutating func parenthesis(_ i: Int, _ end: Int) -> Int {
    let name = Array("(cid:".utf8)
    var stop = i + name.count
    guard stop < end, bytes[i..<stop] == name[...] else {
      out.append(bytes[i])
      return i + 1
    }
    while stop < end, isASCIIDigit(bytes[stop]) { stop += 1 }
    guard stop < end, bytes[stop] == UInt8(ascii: ")") else {
      out.append(bytes[i])
      return i + 1
    }
    let isSoftHyphen = bytes[(i + name.count)..<stop] == Array("173".utf8)[...]
    stop += 1
    if isSoftHyphen {
      if stop + 1 < end, bytes[stop] == 32, (97...122).contains(bytes[stop + 1]) { stop += 1 }
    } else {
      out.append(TextCleaner.gap)
    }
    return stop
  }

  // MARK: Groups

  /// A brace that no command asked for: a group of LaTeX where it looks like one, else a character.
  private mutating func brace(_ i: Int, _ end: Int, isMath: Bool, depth: Int) -> Int {
    guard let close = closingBraces[i], close < end else {
      if !isMath, commandEnd != i { out.append(bytes[i]) }
      return i + 1
    }
    let before = i > 0 ? bytes[i - 1] : 32
    let after = close + 1 < bytes.count ? bytes[close + 1] : 32
    let isGroup =
      isMath || commandEnd == i || close == i + 1 || bytes[i + 1] == UInt8(ascii: "\\")
      || isASCIILetter(before) || isASCIILetter(after) || Array("^_".utf8).contains(before)
      || LinkFinder.link(in: bytes, at: i + 1, end: close) != nil
    guard isGroup, let next = group(i, end, isMath: isMath, depth: depth) else {
      out.append(bytes[i])
      return i + 1
    }
    commandEnd = next
    return next
  }

  /// Reads the group that starts at an index, without its braces, and returns where it ended; nil
  /// where no group starts there.
  mutating func group(_ i: Int, _ end: Int, isMath: Bool, depth: Int) -> Int? {
    guard let close = closeOfGroup(i, end) else { return nil }
    if depth < MarkupReader.depthLimit {
      read(i + 1, close, isMath: isMath, depth: depth + 1)
    } else {
      out += bytes[(i + 1)..<close].filter { $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "}") }
    }
    return close + 1
  }

  func closeOfGroup(_ i: Int, _ end: Int) -> Int? {
    guard i < end, bytes[i] == UInt8(ascii: "{"), let close = closingBraces[i], close < end else {
      return nil
    }
    return close
  }
}
