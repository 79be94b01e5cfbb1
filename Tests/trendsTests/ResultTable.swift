import Testing

/// A CSV as a spreadsheet reads it.
struct ResultTable {
  let header: [String]
  let rows: [[String]]

  /// Reads RFC 4180 with lines that end in CRLF or LF; every row must be as long as the header.
  init(
    _ text: String, separator: Character = ",",
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var isQuoted = false
    for scalar in text.unicodeScalars {
      switch (Character(scalar), isQuoted) {
      case ("\"", false):
        // A quote right after the end of a quoted part stands for itself.
        if !field.isEmpty { field.unicodeScalars.append(scalar) }
        isQuoted = true
      case ("\"", true): isQuoted = false
      case (separator, false):
        row.append(field)
        field = ""
      case ("\r", false): continue
      case ("\n", false):
        rows.append(row + [field])
        (row, field) = ([], "")
      default: field.unicodeScalars.append(scalar)
      }
    }
    try #require(
      field.isEmpty && row.isEmpty && !isQuoted, "the table does not end with its last row",
      sourceLocation: sourceLocation)
    header = try #require(rows.first, "the table has no header", sourceLocation: sourceLocation)
    self.rows = Array(rows.dropFirst())
    for row in self.rows {
      try #require(
        row.count == header.count, "a row of \(row.count) cells: \(row)",
        sourceLocation: sourceLocation)
    }
  }

  /// The cells of a column, from the first row to the last.
  func column(_ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> [String]
  {
    let index = try #require(
      header.firstIndex(of: name), "no column '\(name)' in \(header)",
      sourceLocation: sourceLocation)
    return rows.map { $0[index] }
  }
}
