import Testing
import TrendsCorpus
import TrendsTestSupport

@testable import TrendsReports

@Suite("Tables in a real spreadsheet")
struct SpreadsheetTests {
  /// A row with a cell of every kind.
  struct Row: Sendable {
    var text: String
    var number: Double
    var integer: Int
    var date: ListingDate?

    static let table = Table<Self>(
      fileName: "all.csv", grain: "a text",
      columns: [
        .integer("row", unit: "", "") { $0.integer },
        .text("text", "") { "x" + $0.text },
        .term("term", "") { $0.text },
        .identifier("identifier", "") { $0.text },
        .list("list", "") { [$0.text] },
        .given("given", "") { $0.text },
        .number("number", unit: "", "") { $0.number },
        .date("date", "") { $0.date },
        .boolean("boolean", "") { $0.integer % 2 == 0 },
        .period("period", "") { DateBucket(day: $0.integer * 40, unit: .month).label },
      ])
  }

  /// What a spreadsheet would take for something else.
  static let valueLike = [
    "2401.01230", "2401.01230v2", "cs/0112017", "1e5", "12E3", "3-4", "3/4", "1.2.2025", "12,5",
    "2025-03-12", "2025-03", "mar 3", "3 march", "Sept 1", "10:30", "10 am", "TRUE", "false", "50%",
    "$5", "(5)", "-1", "+49 30 1234", "00123", "1984", "=1+1", "@SUM(1;2)", "=cmd|' /C calc'!A0",
    "=HYPERLINK(\"http://x.example\";\"y\")", "1 234", "1.234,5", ".5", "5.", "1e", "e5",
    "12:30:45",
    "2025-03-12T10:00:00Z", "1/1/70", "0x1F", "1_000", "½", "١٢٣",
  ]

  static let numbers = [
    0, 1, -1, 0.1, 0.06436923076923077, 12.5, 1e-7, 123_456_789.125, 2.0 / 3, 1e15, -0.0625,
  ]

  @Test(
    "Every cell comes back from a workbook as it was written", .needsSpreadsheet,
    arguments: [CSVWriter.Dialect.comma, .semicolon])
  func everyCell(dialect: CSVWriter.Dialect) throws {
    let fields = try Reference(named: "csv_rfc4180", in: .module).cases.flatMap {
      $0["fields"]?.strings ?? []
    }
    let texts = nastyTexts + Self.valueLike + fields
    let rows = texts.enumerated().map { i, text in
      Row(
        text: text, number: Self.numbers[i % Self.numbers.count], integer: i,
        date: ListingDate(year: 2025, month: 3, day: 1 + i % 31))
    }
    let written = try Row.table.csv(rows, dialect: dialect)
    let tables = try Spreadsheet.roundTrip(
      ["all.csv": written], in: dialect == .comma ? .unitedStates : .germany)
    let found = try #require(tables["all.csv"])
    expectSameCells(found, written, Row.table.columns.map { ($0.name, $0.type) }, dialect)
  }
}

/// Expects the cells of a workbook to be those of the CSV that it was made from: texts as texts, to
/// the letter, and figures as numbers of fifteen digits.
func expectSameCells(
  _ found: [[Spreadsheet.Cell]], _ written: String, _ columns: [(name: String, type: String)],
  _ dialect: CSVWriter.Dialect,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  var scanner = TableScanner(
    Array(written.utf8), separator: dialect.separator, source: "written")
  var rows: [[String]] = []
  while let row = try? scanner.next() { rows.append(row.fields) }
  #expect(found.count == rows.count, sourceLocation: sourceLocation)
  for (foundRow, row) in zip(found, rows).dropFirst() {
    #expect(foundRow.count >= row.count, "\(row[0])", sourceLocation: sourceLocation)
    for ((cell, text), (column, type)) in zip(zip(foundRow, row), columns) {
      let isSame: Bool
      switch type {
      case "number", "integer":
        let decimal = { (text: String) in
          Double(dialect == .comma ? text : text.replacing(",", with: "."))
        }
        let value = decimal(text)
        isSame =
          value == nil
          ? cell.text.isEmpty
          : !cell.isText
            && decimal(cell.text).map { isClose($0, value ?? 0, relative: 1e-14) } == true
      case "boolean": isSame = cell.text.lowercased() == text
      case "date": isSame = cell.text == text
      case "text" where !cell.isText && !text.isEmpty:
        // Of texts only the user's own values may become something else, and then lose nothing.
        let number = dialect == .comma ? text : text.replacing(",", with: ".")
        let back = dialect == .comma ? cell.text : cell.text.replacing(",", with: ".")
        isSame =
          column == "given"
          && (cell.text.lowercased() == text.lowercased()
            || Double(number).map { Double(back) == $0 } == true)
      default:
        // In a cell of a spreadsheet every line ends in LF.
        isSame =
          (cell.isText || text.isEmpty)
          && Array(cell.text.unicodeScalars)
            == Array(text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").unicodeScalars)
      }
      #expect(
        isSame,
        "\(column): wrote '\(text.prefix(80))', found '\(cell.text.prefix(80))' \(cell.isText)",
        sourceLocation: sourceLocation)
    }
  }
}
