/// The bytes of an input made safe to read: valid UTF-8 without byte-order mark and NULs.
struct InputText {
  /// The longest line that is read, in bytes.
  static let lineLimit = 64 << 20

  /// The input's name for messages.
  let source: String
  /// Valid UTF-8; line ends are still as they were.
  let bytes: [UInt8]

  /// Checks and, where needed, repairs the bytes of an input.
  ///
  /// NULs and bytes that are not UTF-8 become U+FFFD, one for each maximal broken part (the
  /// practice of the Unicode Standard, section 3.9), and one warning counts them.
  ///
  /// - Throws: ``CorpusError/emptyInput(at:)``, ``CorpusError/foreignEncoding(_:at:)`` and
  ///   ``CorpusError/lineTooLong(limit:at:)``.
  init(
    _ raw: [UInt8], source: String, lineLimit: Int = InputText.lineLimit, log: inout ReadingLog
  ) throws {
    self.source = source
    let place = SourcePlace(source)
    if raw.starts(with: [0xFF, 0xFE]) || raw.starts(with: [0xFE, 0xFF]) {
      throw CorpusError.foreignEncoding("UTF-16", at: place)
    }
    let hasMark = raw.starts(with: [0xEF, 0xBB, 0xBF])
    let start = hasMark ? 3 : 0
    let firstBad = raw.withUnsafeBufferPointer { UTF8Check.firstUnsafe(in: $0, from: start) }
    if let firstBad {
      bytes = InputText.repaired(raw, start: start, firstBad: firstBad, place: place, log: &log)
    } else {
      bytes = hasMark ? Array(raw[start...]) : raw
    }
    guard bytes.contains(where: { !isASCIISpace($0) }) else {
      throw CorpusError.emptyInput(at: place)
    }
    if bytes.count > lineLimit {
      var lines = LineCursor()
      while let line = bytes.withUnsafeBufferPointer({ lines.next(in: $0) }) {
        if line.range.count > lineLimit {
          throw CorpusError.lineTooLong(
            limit: lineLimit, at: SourcePlace(source, line: line.number))
        }
      }
    }
  }

  private static func repaired(
    _ raw: [UInt8], start: Int, firstBad: Int, place: SourcePlace, log: inout ReadingLog
  ) -> [UInt8] {
    var clean = Array(raw[start..<firstBad])
    var (nulCount, invalidCount) = (0, 0)
    raw.withUnsafeBufferPointer { raw in
      var bad: Int? = firstBad
      while let at = bad {
        if raw[at] == 0 { nulCount += 1 } else { invalidCount += 1 }
        clean += [0xEF, 0xBF, 0xBD]
        let resume = at + (raw[at] == 0 ? 1 : -UTF8Check.sequenceLength(in: raw, at: at))
        bad = UTF8Check.firstUnsafe(in: raw, from: resume)
        clean += raw[resume..<(bad ?? raw.count)]
      }
    }
    let line = lineNumber(of: firstBad, in: raw)
    var counts: [String] = []
    if invalidCount > 0 { counts.append("\(invalidCount) broken UTF-8 sequence(s)") }
    if nulCount > 0 { counts.append("\(nulCount) NUL byte(s)") }
    log.warn(
      counts.joined(separator: " and ") + " replaced by U+FFFD, the first on this line; "
        + "save the file as UTF-8",
      at: SourcePlace(place.source, line: line))
    return clean
  }

  private static func lineNumber(of offset: Int, in raw: [UInt8]) -> Int {
    var lines = LineCursor()
    while let line = raw.withUnsafeBufferPointer({ lines.next(in: $0) }) {
      if offset < lines.position { return line.number }
    }
    return max(1, lines.number)
  }

  /// The text of a range of bytes: trimmed, and with every line break in it turned into one space.
  func field(_ range: Range<Int>) -> String { fieldText(bytes[range]) }
}

/// Walks over lines that end in LF, CRLF or CR, mixed as they come.
struct LineCursor {
  /// Where the next line starts.
  private(set) var position = 0
  /// The number of the last line returned, from 1.
  private(set) var number = 0

  /// The next line without its end, or nil after the last one.
  @inline(__always)
  mutating func next(in bytes: UnsafeBufferPointer<UInt8>) -> (range: Range<Int>, number: Int)? {
    guard position < bytes.count else { return nil }
    let end = ByteSearch.first(10, 13, in: bytes, position..<bytes.count)
    let range = position..<end
    position = end + 1
    if end + 1 < bytes.count, bytes[end] == 13, bytes[end + 1] == 10 { position += 1 }
    number += 1
    return (range, number)
  }
}

/// UTF-8 by the table of well-formed sequences (Unicode Standard, table 3-7).
enum UTF8Check {
  /// Where the first NUL or malformed sequence starts, or nil where all is well.
  static func firstUnsafe(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var i = start
    let raw = UnsafeRawBufferPointer(bytes)
    while i < bytes.count {
      // Eight plain bytes at a time: no high bit set, none zero (subtracting 1 borrows from a zero).
      if i + 8 <= bytes.count {
        let word = raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)
        let zeros = (word &- 0x0101_0101_0101_0101) & ~word
        if (word | zeros) & 0x8080_8080_8080_8080 == 0 {
          i += 8
          continue
        }
      }
      if bytes[i] == 0 { return i }
      if bytes[i] < 0x80 {
        i += 1
        continue
      }
      let length = sequenceLength(in: bytes, at: i)
      if length < 0 { return i }
      i += length
    }
    return nil
  }

  /// The length of the sequence at an offset; negative, the length of its broken part.
  static func sequenceLength(in bytes: UnsafeBufferPointer<UInt8>, at i: Int) -> Int {
    let lead = bytes[i]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF:
      length = 3
      if lead == 0xE0 { second = 0xA0...0xBF }
      if lead == 0xED { second = 0x80...0x9F }
    case 0xF0...0xF4:
      length = 4
      if lead == 0xF0 { second = 0x90...0xBF }
      if lead == 0xF4 { second = 0x80...0x8F }
    default: return -1
    }
    for offset in 1..<length {
      let allowed = offset == 1 ? second : 0x80...0xBF
      guard i + offset < bytes.count, allowed.contains(bytes[i + offset]) else { return -offset }
    }
    return length
  }
}

/// Space, tab and the line breaks of ASCII.
@inline(__always)
func isASCIISpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

@inline(__always)
func isASCIIDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

@inline(__always)
func isASCIILetter(_ byte: UInt8) -> Bool { (byte | 32) &- 97 < 26 }

/// The length of the blank that starts at an index: ASCII white space, a no-break, ideographic or
/// zero-width space, a byte-order mark, or one of U+2028 and U+2029; else 0.
func blankLength(_ bytes: ArraySlice<UInt8>, at i: Int) -> Int {
  if isASCIISpace(bytes[i]) { return 1 }
  if bytes[i] < 0xC2 { return 0 }
  if bytes[i] == 0xC2, i + 1 < bytes.endIndex, bytes[i + 1] == 0xA0 { return 2 }
  guard i + 2 < bytes.endIndex else { return 0 }
  switch (bytes[i], bytes[i + 1], bytes[i + 2]) {
  case (0xE2, 0x80, 0x8B), (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9), (0xE3, 0x80, 0x80),
    (0xEF, 0xBB, 0xBF):
    return 3
  default: return 0
  }
}

/// A range of bytes without the blanks around it.
func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  var bytes = bytes
  while let first = bytes.indices.first {
    let length = blankLength(bytes, at: first)
    if length == 0 { break }
    bytes = bytes.dropFirst(length)
  }
  while let last = bytes.last {
    if isASCIISpace(last) {
      bytes = bytes.dropLast()
    } else if bytes.count >= 2, blankLength(bytes, at: bytes.endIndex - 2) == 2 {
      bytes = bytes.dropLast(2)
    } else if bytes.count >= 3, blankLength(bytes, at: bytes.endIndex - 3) == 3 {
      bytes = bytes.dropLast(3)
    } else {
      break
    }
  }
  return bytes
}

/// A text trimmed, and with every line break and the blanks around it as one space; most are so, and
/// come back as they are.
func fieldText(_ text: String) -> String {
  var text = text
  let isTidy = text.withUTF8 { bytes in
    [bytes.first, bytes.last].allSatisfy { $0.map { $0 < 0x80 && !isASCIISpace($0) } ?? true }
      && !holdsBreak(bytes)
  }
  return isTidy ? text : fieldText(Array(text.utf8)[...])
}

/// Valid UTF-8 as text: trimmed, and with every line break and the blanks around it as one space.
func fieldText(_ bytes: ArraySlice<UInt8>) -> String {
  let core = trimmed(bytes)
  guard core.withUnsafeBufferPointer(holdsBreak) else {
    return String(decoding: core, as: UTF8.self)
  }
  var text: [UInt8] = []
  text.reserveCapacity(core.count)
  var i = core.startIndex
  while i < core.endIndex {
    let isUnicodeBreak =
      core[i] == 0xE2 && i + 2 < core.endIndex && core[i + 1] == 0x80
      && (core[i + 2] == 0xA8 || core[i + 2] == 0xA9)
    guard core[i] == 10 || core[i] == 13 || isUnicodeBreak else {
      text.append(core[i])
      i += 1
      continue
    }
    while let last = text.last, last == 32 || last == 9 { text.removeLast() }
    while i < core.endIndex {
      let length = blankLength(core, at: i)
      if length == 0 { break }
      i += length
    }
    text.append(32)
  }
  return String(decoding: text, as: UTF8.self)
}

/// Whether a text holds a line break of ASCII, U+2028 or U+2029.
private func holdsBreak(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  let all = 0..<bytes.count
  if ByteSearch.first(10, 13, in: bytes, all) < bytes.count { return true }
  var i = ByteSearch.first(0xE2, 0xE2, in: bytes, all)
  while i < bytes.count {
    if i + 2 < bytes.count, bytes[i + 1] == 0x80, bytes[i + 2] & 0xFE == 0xA8 { return true }
    i = ByteSearch.first(0xE2, 0xE2, in: bytes, (i + 1)..<bytes.count)
  }
  return false
}
