/// A column of a table, or a reason code: one row of `data-dictionary.csv`.
public struct DictionaryRow: Equatable, Sendable {
  /// The table's file, or ``reasonCodes``.
  public var file: String
  /// The place of the column or code, from 1.
  public var position: Int
  /// The column's name in the header, or the code.
  public var column: String
  /// What its cells hold.
  public var type: String
  /// The unit of its figures; empty where it has none.
  public var unit: String
  /// What it means.
  public var meaning: String
  /// What one row of the table, or the code, stands for.
  public var grain: String

  /// `data-dictionary.csv`; made by ``ReportTables/renderDictionary(reasons:)``.
  public static let table = Table<Self>(
    fileName: "data-dictionary.csv", grain: "a column of a table, or a reason code",
    columns: [
      .text("file", "file of the table; 'reason codes' for those of columns reason and status") {
        $0.file
      },
      .integer("position", unit: "", "place of the column or code, from 1") { $0.position },
      .term("column", "name of the column, or the code; a leading ' is not part of it") {
        $0.column
      },
      .text("type", "text, integer, number, boolean, date or period") { $0.type },
      .text("unit", "unit of the figures; empty where they have none") { $0.unit },
      .text("meaning", "what the column or the code says") { $0.meaning },
      .text("one_row", "what one row of the table, or the code, stands for") { $0.grain },
    ])

  /// What stands in place of a file in the rows of codes.
  static let reasonCodes = "reason codes"

  /// The rows of reason codes, which begin with the words that reports have for them.
  static func rows(of reasons: [ReportTables.Reason]) -> [Self] {
    reasons.enumerated().map { index, reason in
      Self(
        file: reasonCodes, position: index + 1, column: reason.code, type: "text", unit: "",
        meaning: "\(reasonWords(reason.code)): \(reason.meaning)",
        grain: "why a figure is missing, shows nothing, or is to be read with care")
    }
  }
}
