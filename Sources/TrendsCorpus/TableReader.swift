/// Reads papers from a table whose first row names the columns.
///
/// Columns are found by name, in any order and without regard to case; those that have no meaning
/// here are kept with each paper. The date column and a text or title column are required, since
/// without them a misnamed column would pass unseen.
package enum TableReader {
  /// - Throws: ``CorpusError/missingColumn(_:option:found:at:)``,
  ///   ``CorpusError/raggedRow(found:expected:at:)``, ``CorpusError/malformedQuotes(_:at:)`` or what
  ///   is wrong with a date.
  static func read(
    _ input: InputText, separator: UInt8?, options: ReadingOptions, log: inout ReadingLog
  ) throws -> [Paper] {
    var scanner = TableScanner(
      input.bytes, separator: separator ?? sniffedSeparator(input.bytes), source: input.source)
    guard let header = try scanner.next() else {
      throw CorpusError.emptyInput(at: SourcePlace(input.source))
    }
    let headings = header.fields.map { fieldText(Array($0.utf8)[...]) }
    let roles = headings.map { options.columns.role(of: $0) }
    let names = distinct(headings, roles)
    try checkColumns(names, roles, options, at: SourcePlace(input.source, line: header.line))
    var papers: [Paper] = []
    while true {
      do {
        guard let row = try scanner.next() else { return papers }
        let place = SourcePlace(input.source, line: row.line)
        guard row.fields.count == names.count else {
          throw CorpusError.raggedRow(found: row.fields.count, expected: names.count, at: place)
        }
        var record = RecordBuilder()
        for (i, value) in row.fields.enumerated() { record.add(names[i], value, role: roles[i]) }
        papers.append(try record.paper(at: place, options: options))
      } catch let error as CorpusError {
        try log.fail(error)
        if case .malformedQuotes = error { scanner.skipLine() }
      }
    }
  }

  /// The names of columns; a further one of the same name gets a number, so that none is lost.
  private static func distinct(_ names: [String], _ roles: [FieldRole?]) -> [String] {
    var taken = Set(names)
    var seen: Set<String> = []
    return zip(names, roles).map { name, role in
      guard role == nil, !seen.insert(name).inserted else { return name }
      let base = name.isEmpty ? "column" : name
      var number = 2
      while !taken.insert("\(base)_\(number)").inserted { number += 1 }
      return "\(base)_\(number)"
    }
  }

  private static func checkColumns(
    _ names: [String], _ roles: [FieldRole?], _ options: ReadingOptions, at place: SourcePlace
  ) throws {
    let parts = Set(roles.compactMap { $0?.part })
    for part in FieldRole.Part.allCases {
      if let wanted = options.columns.name(of: part), !parts.contains(part) {
        throw missing(wanted, part, names, place)
      }
    }
    if !parts.contains(.date) { throw missing("date", .date, names, place) }
    if !parts.contains(.text), !parts.contains(.title) {
      throw missing("text", .text, names, place)
    }
  }

  private static func missing(
    _ name: String, _ part: FieldRole.Part, _ found: [String], _ place: SourcePlace
  ) -> CorpusError {
    .missingColumn(name, option: "--\(part)", found: found, at: place)
  }

  /// The separator that the first line has most of outside quotes: comma, semicolon or tab; of
  /// equally many, in this order.
  package static func sniffedSeparator(_ bytes: [UInt8]) -> UInt8 {
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), 9]
    var counts = [0, 0, 0]
    var isQuoted = false
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if (byte == 10 || byte == 13), counts != [0, 0, 0] { break }
      if let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
    }
    let best = counts.indices.max { (counts[$0], -$0) < (counts[$1], -$1) } ?? 0
    return candidates[best]
  }
}
