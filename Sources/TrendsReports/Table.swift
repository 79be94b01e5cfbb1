public import TrendsCorpus

/// A column of a table: what its header, its cells and the data dictionary say, in one place.
public struct TableColumn<Row>: Sendable {
  /// The name in the header.
  public let name: String
  /// What its cells hold: `text`, `integer`, `number`, `boolean`, `date` or `period`.
  public let type: String
  /// The unit of its figures; empty where it has none.
  public let unit: String
  /// One sentence for the data dictionary; says what an empty cell means where it is not plain.
  public let meaning: String
  /// The cell of a row.
  package let cell: @Sendable (Row) -> Cell

  /// Free text; empty for nil.
  public static func text(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (Row) -> String?
  ) -> Self {
    Self(name: name, type: "text", unit: "", meaning: meaning) { row in
      value(row).map { .text($0) } ?? .empty
    }
  }

  /// A list of texts in one cell, with a semicolon and a space between them.
  public static func list(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (Row) -> [String]
  ) -> Self {
    Self(name: name, type: "text", unit: "", meaning: meaning + "; separated by '; '") { row in
      .term(value(row).joined(separator: "; "))
    }
  }

  /// A document's identifier.
  public static func identifier(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (Row) -> String?
  ) -> Self {
    Self(name: name, type: "text", unit: "", meaning: meaning) { row in
      value(row).map { .identifier($0) } ?? .empty
    }
  }

  /// A term or phrase.
  public static func term(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (Row) -> String?
  ) -> Self {
    Self(name: name, type: "text", unit: "", meaning: meaning) { row in
      value(row).map { .term($0) } ?? .empty
    }
  }

  /// A value of the user's own.
  public static func given(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (Row) -> String?
  ) -> Self {
    Self(name: name, type: "text", unit: "", meaning: meaning) { row in
      value(row).map { .given($0) } ?? .empty
    }
  }

  /// A period's name: `2025-03-12`, `2025-W11`, `2025-M03`, `2025-Q1` or `2025`.
  public static func period(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (Row) -> String?
  ) -> Self {
    Self(name: name, type: "period", unit: "", meaning: meaning) { row in
      value(row).map { .text($0) } ?? .empty
    }
  }

  /// A date.
  public static func date(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (Row) -> ListingDate?
  ) -> Self {
    Self(name: name, type: "date", unit: "", meaning: meaning) { row in
      value(row).map { .date($0) } ?? .empty
    }
  }

  /// A truth value.
  public static func boolean(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (Row) -> Bool
  ) -> Self {
    Self(name: name, type: "boolean", unit: "", meaning: meaning) { .boolean(value($0)) }
  }

  /// A whole number; empty for nil.
  public static func integer(
    _ name: String, unit: String, _ meaning: String,
    _ value: @escaping @Sendable (Row) -> Int?
  ) -> Self {
    Self(name: name, type: "integer", unit: unit, meaning: meaning) { row in
      value(row).map { .integer($0) } ?? .empty
    }
  }

  /// A number; empty for nil.
  public static func number(
    _ name: String, unit: String, _ meaning: String,
    _ value: @escaping @Sendable (Row) -> Double?
  ) -> Self {
    Self(name: name, type: "number", unit: unit, meaning: meaning) { row in
      value(row).map { .number($0) } ?? .empty
    }
  }
}

/// A table of a report: its file, what a row of it is, and its columns in the order of the schema.
///
/// To add a table, write a row type with a `static let table` in a file of its own; whoever makes
/// the report hands both to ``ReportTables``, and the data dictionary and the manifest follow.
public struct Table<Row>: Sendable {
  /// The file's name: `topics.csv`.
  public let fileName: String
  /// What one row stands for, for the data dictionary.
  public let grain: String
  /// The columns, in order; no two with one name.
  public let columns: [TableColumn<Row>]

  /// A table from its parts.
  public init(fileName: String, grain: String, columns: [TableColumn<Row>]) {
    precondition(
      Set(columns.map(\.name)).count == columns.count, "no two columns have the same name")
    self.fileName = fileName
    self.grain = grain
    self.columns = columns
  }

  /// Writes the header.
  public func appendHeader(to writer: inout CSVWriter) {
    writer.append(columns.map { .term($0.name) })
  }

  /// Writes rows in the order given.
  ///
  /// - Parameter firstRow: the number of the first of them, from 1, for messages.
  /// - Throws: ``ReportsError/notFinite(table:column:row:)``.
  public func append(_ rows: some Sequence<Row>, firstRow: Int = 1, to writer: inout CSVWriter)
    throws
  {
    var cells: [Cell] = []
    var number = firstRow
    for row in rows {
      cells.removeAll(keepingCapacity: true)
      for column in columns {
        cells.append(try checked(column.cell(row), column: column.name, row: number))
      }
      writer.append(cells)
      number += 1
    }
  }

  /// The whole table as CSV text: the header, then the rows in the order given.
  ///
  /// - Throws: ``ReportsError/notFinite(table:column:row:)``.
  public func csv(
    _ rows: some Sequence<Row>, protection: CSVWriter.Protection = .spreadsheet,
    dialect: CSVWriter.Dialect = .comma
  ) throws -> String {
    var writer = CSVWriter(protection: protection, dialect: dialect)
    appendHeader(to: &writer)
    try append(rows, to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// What the data dictionary says of the columns, in their order.
  public var dictionaryRows: [DictionaryRow] {
    columns.enumerated().map { index, column in
      DictionaryRow(
        file: fileName, position: index + 1, column: column.name, type: column.type,
        unit: column.unit, meaning: column.meaning, grain: grain)
    }
  }
}
