extension Table {
  /// The name of the table as JSON: `topics.json` for `topics.csv`.
  public var jsonFileName: String {
    (fileName.hasSuffix(".csv") ? String(fileName.dropLast(4)) : fileName) + ".json"
  }

  /// The whole table as JSON, one row a line:
  ///
  ///     {"schema_version": 1, "table": "topics.csv", "rows": [
  ///     {"topic_id": "T0001", "share": 0.25, …},
  ///     …
  ///     ]}
  ///
  /// Members have the names and the order of the columns. Figures are numbers, with every digit of
  /// the CSV; texts are as they are, without what protects them from spreadsheets; a cell that is
  /// empty in the CSV is `null`.
  ///
  /// - Throws: ``ReportsError/notFinite(table:column:row:)``.
  public func json(_ rows: some Sequence<Row>) throws -> String {
    var text = "{\"schema_version\": \(ReportTables.schemaVersion), \"table\": "
    JSONValue.string(fileName).writeCompactly(to: &text)
    text += ", \"rows\": ["
    for (index, row) in rows.enumerated() {
      text += index == 0 ? "\n" : ",\n"
      let members = try columns.map { column in
        JSONValue.Member(
          column.name, try checked(column.cell(row), column: column.name, row: index + 1).json)
      }
      JSONValue.object(members).writeCompactly(to: &text)
    }
    return text + "\n]}\n"
  }

  /// The cell, once a number in it is known to be finite.
  func checked(_ cell: Cell, column: String, row: Int) throws -> Cell {
    if case .number(let value) = cell, !value.isFinite {
      throw ReportsError.notFinite(table: fileName, column: column, row: row)
    }
    return cell
  }
}

extension Cell {
  /// The value as JSON has it.
  var json: JSONValue {
    switch self {
    case .empty: .null
    case .text(let text), .identifier(let text), .term(let text), .given(let text): .string(text)
    case .integer(let value): .integer(value)
    case .number(let value): .number(value)
    case .boolean(let value): .boolean(value)
    case .date(let date): .string(CSVWriter.text(of: date))
    }
  }
}
