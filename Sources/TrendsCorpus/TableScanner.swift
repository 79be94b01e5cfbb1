/// Splits separated values into rows by RFC 4180.
///
/// Fields may be quoted; a quoted field may hold separators, line breaks and, doubled, quotes. A
/// quote inside an unquoted field is a character like any other. Rows end in LF, CRLF or CR; empty
/// lines are skipped. Fields come back exactly as they were written.
package struct TableScanner {
  /// One row.
  package struct Row: Equatable {
    /// Its fields, without their quotes.
    package var fields: [String]
    /// The line on which it starts, from 1.
    package var line: Int
  }

  private let bytes: [UInt8]
  private let separator: UInt8
  private let source: String
  private var position = 0
  private var line = 1

  /// A scanner over valid UTF-8.
  package init(_ bytes: [UInt8], separator: UInt8, source: String) {
    self.bytes = bytes
    self.separator = separator
    self.source = source
  }

  /// The next row, or nil after the last one.
  ///
  /// - Throws: ``CorpusError/malformedQuotes(_:at:)``.
  package mutating func next() throws -> Row? {
    while position < bytes.count, isBreak(bytes[position]) { skipBreak() }
    guard position < bytes.count else { return nil }
    var row = Row(fields: [], line: line)
    while true {
      row.fields.append(try field())
      guard position < bytes.count else { return row }
      if bytes[position] == separator {
        position += 1
      } else {
        skipBreak()
        return row
      }
    }
  }

  /// Goes on after the current line, for readers that note an error and continue.
  mutating func skipLine() {
    while position < bytes.count, !isBreak(bytes[position]) { position += 1 }
    if position < bytes.count { skipBreak() }
  }

  private mutating func field() throws -> String {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
      let start = position
      while position < bytes.count, bytes[position] != separator, !isBreak(bytes[position]) {
        position += 1
      }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }
    let opening = (position: position, line: line)
    var text: [UInt8] = []
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        guard position < bytes.count else { return String(decoding: text, as: UTF8.self) }
        if bytes[position] == UInt8(ascii: "\"") {
          text.append(byte)
          position += 1
          continue
        }
        if bytes[position] == separator || isBreak(bytes[position]) {
          return String(decoding: text, as: UTF8.self)
        }
        throw CorpusError.malformedQuotes(
          "a quoted field goes on after its closing quote; double the quotes inside it",
          at: SourcePlace(source, line: line))
      }
      text.append(byte)
      if byte == 10 || (byte == 13 && !(position + 1 < bytes.count && bytes[position + 1] == 10)) {
        line += 1
      }
      position += 1
    }
    // Nothing after the quote can be trusted; a diagnosis goes on with the next line.
    (position, line) = opening
    throw CorpusError.malformedQuotes(
      "the quote that opens here is never closed", at: SourcePlace(source, line: opening.line))
  }

  private func isBreak(_ byte: UInt8) -> Bool { byte == 10 || byte == 13 }

  private mutating func skipBreak() {
    if bytes[position] == 13, position + 1 < bytes.count, bytes[position + 1] == 10 {
      position += 1
    }
    position += 1
    line += 1
  }
}
