/// A column of a table: one row of `data-dictionary.csv`.
public struct DictionaryRow: Equatable, Sendable {
  /// The table's file.
  public var file: String
  /// The column's place, from 1.
  public var position: Int
  /// Its name in the header.
  public var column: String
  /// What its cells hold.
  public var type: String
  /// The unit of its figures; empty where it has none.
  public var unit: String
  /// What it means.
  public var meaning: String
  /// What one row of the table stands for.
  public var grain: String

  /// `data-dictionary.csv`; made by ``ReportTables/renderDictionary()``.
  public static let table = Table<Self>(
    fileName: "data-dictionary.csv", grain: "a column of a table",
    columns: [
      .text("file", "file of the table") { $0.file },
      .integer("position", unit: "", "place of the column in the table, from 1") { $0.position },
      .term("column", "name of the column; a leading ' is not part of it") { $0.column },
      .text("type", "text, integer, number, boolean, date or period") { $0.type },
      .text("unit", "unit of the figures; empty where they have none") { $0.unit },
      .text("meaning", "what the column says") { $0.meaning },
      .text("one_row", "what one row of the table stands for") { $0.grain },
    ])
}
