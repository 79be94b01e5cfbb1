/// Renders the tables of one report and remembers what the data dictionary and the manifest say of
/// them.
public struct ReportTables: Sendable {
  /// A rendered table.
  public struct File: Equatable, Sendable {
    /// The file's name, without a folder.
    public var name: String
    /// Its whole contents.
    public var text: String

    /// A file from its parts.
    public init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// How tables are written.
  public struct Format: Equatable, Sendable {
    /// What is done to text that a spreadsheet would take for something else.
    public var protection = CSVWriter.Protection.spreadsheet
    /// What stands between cells and before decimals.
    public var dialect = CSVWriter.Dialect.comma
    /// Whether every table is written as JSON too, beside its CSV; see ``Table/json(_:)``.
    public var writesJSON = false

    /// The defaults.
    public init() {}
  }

  /// How many rows a table has, for the manifest.
  public struct Count: Equatable, Sendable {
    /// The file's name.
    public var file: String
    /// Its rows without the header.
    public var rowCount: Int
  }

  /// The version of the tables' columns and their order; a change of either raises it.
  public static let schemaVersion = 1
  /// The most lines that a spreadsheet shows, the header among them.
  public static let spreadsheetLineLimit = 1_048_576

  /// How the tables are written.
  public let format: Format
  /// The tables rendered so far as JSON, where that is asked for.
  public private(set) var jsonFiles: [File] = []
  /// The tables rendered so far, in that order.
  public private(set) var counts: [Count] = []
  /// One line each, for tables that are longer than a spreadsheet shows.
  public private(set) var warnings: [String] = []
  /// What the dictionary says of the tables so far.
  private var dictionary: [DictionaryRow] = []

  /// A code of a column `reason` or `status`, for the dictionary.
  public struct Reason: Equatable, Sendable {
    /// The code as cells have it.
    public var code: String
    /// What it means, in a phrase.
    public var meaning: String

    /// A reason from its parts.
    public init(code: String, meaning: String) {
      self.code = code
      self.meaning = meaning
    }
  }

  /// A report without tables.
  public init(format: Format = Format()) {
    self.format = format
  }

  /// A table as text, not yet part of a report.
  public struct Rendered: Sendable {
    fileprivate let file: File
    fileprivate let jsonFile: File?
    fileprivate let rowCount: Int
    fileprivate let dictionary: [DictionaryRow]
  }

  /// Renders a table. Any thread may do so; ``add(_:)`` makes it part of the report.
  ///
  /// - Throws: ``ReportsError/notFinite(table:column:row:)``.
  public func rendered<Row>(_ table: Table<Row>, _ rows: [Row]) throws -> Rendered {
    Rendered(
      file: File(
        name: table.fileName,
        text: try table.csv(rows, protection: format.protection, dialect: format.dialect)),
      jsonFile: format.writesJSON
        ? File(name: table.jsonFileName, text: try table.json(rows)) : nil,
      rowCount: rows.count, dictionary: table.dictionaryRows)
  }

  /// Takes a rendered table into the report.
  public mutating func add(_ table: Rendered) -> File {
    if let json = table.jsonFile { jsonFiles.append(json) }
    dictionary += table.dictionary
    counts.append(Count(file: table.file.name, rowCount: table.rowCount))
    if table.rowCount + 1 > Self.spreadsheetLineLimit {
      warnings.append(
        "\(table.file.name) has \(NumberText.grouped(table.rowCount)) rows; a spreadsheet shows the "
          + "first \(NumberText.grouped(Self.spreadsheetLineLimit - 1)), other programs read all")
    }
    return table.file
  }

  /// Renders a table and takes it into the report.
  ///
  /// - Throws: ``ReportsError/notFinite(table:column:row:)``.
  public mutating func render<Row>(_ table: Table<Row>, _ rows: [Row]) throws -> File {
    add(try rendered(table, rows))
  }

  /// Renders `data-dictionary.csv` over all tables so far and itself; the last one to render.
  ///
  /// - Parameter reasons: the codes that cells may have, each once.
  public mutating func renderDictionary(reasons: [Reason]) throws -> File {
    try render(
      DictionaryRow.table,
      dictionary + DictionaryRow.table.dictionaryRows + DictionaryRow.rows(of: reasons))
  }
}
