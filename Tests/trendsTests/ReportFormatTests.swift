import Foundation
import Testing
import TrendsPrevalence
import TrendsTestSupport

@Suite("Reports for spreadsheets and programs")
struct ReportFormatTests {
  /// Papers that have broken other people's reports, in the columns of a table.
  static let nastyPapers: String = {
    let titles = [
      "=HYPERLINK(\"http://x.example\",\"click\")", "=cmd|' /C calc'!A0",
      "<script>alert(1)</script>",
      "1984", "3-4", "2401.01230", "שלום \u{202E}עולם", "中文标题", "emoji 👩‍👩‍👧‍👦 😀", "nul\u{0}inside",
      "two\nlines, \"so\"", String(repeating: "long ", count: 2000), "'quoted'", "-1", "@SUM(A1)",
      "1e5", "TRUE",
    ]
    let quoted = { (text: String) in "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
    let rows = InventedPapers.papers.enumerated().map { i, paper in
      let title = titles[i % titles.count] + (i < titles.count ? "" : " again \(i)")
      return [
        "24\(10 + i).0123\(i % 10)", paper.date, quoted(title), quoted(paper.text),
        quoted("=1+\(i)"), ["12.50", "\"3,5\"", "-7", "", "1/2", "007"][i % 6],
      ].joined(separator: ",")
    }
    return (["id,date,title,text,=note,score"] + rows).map { $0 + "\n" }.joined()
  }()

  private func folderWithReport(_ options: String...) throws -> WorkingFolder {
    let folder = try WorkingFolder()
    try folder.write("papers.csv", Self.nastyPapers)
    try TrendsProgram.succeed(
      "fit", "-q", "--topics", "3", "--sweeps", "40", "papers.csv", in: folder)
    let output = try TrendsProgram.run(["report", "--by", "month"] + options, in: folder)
    try #require(output.status == 0, "\(output.stderr)")
    return folder
  }

  @Test(
    "LibreOffice makes workbooks of all tables in which every cell is what was written",
    .needsSpreadsheet, arguments: [[], ["--csv-locale"]])
  func workbooks(options: [String]) throws {
    let isLocal = !options.isEmpty
    let folder = try isLocal ? folderWithReport("--csv-locale") : folderWithReport()
    let names = folder.everything(in: "reports").filter { $0.hasSuffix(".csv") }
    #expect(names.count >= 9)
    var files: [String: String] = [:]
    for name in names { files[name] = try folder.text("reports/" + name) }
    let tables = try Spreadsheet.roundTrip(files, in: isLocal ? .germany : .unitedStates)
    let separator: Character = isLocal ? ";" : ","
    let dictionary = try ResultTable(
      #require(files["data-dictionary.csv"]), separator: separator)
    var types: [String: String] = [:]
    for row in dictionary.rows { types[row[0] + ":" + row[2]] = row[3] }
    for name in names {
      let written = try ResultTable(#require(files[name]), separator: separator)
      let found = try #require(tables[name]).dropFirst()
      #expect(found.count == written.rows.count, "\(name)")
      for (cells, row) in zip(found, written.rows) {
        for ((cell, text), column) in zip(zip(cells, row), written.header) {
          let decimal = { (text: String) in Double(isLocal ? text.replacing(",", with: ".") : text)
          }
          let isSame =
            switch types[name + ":" + column] {
            case "number", "integer":
              text.isEmpty
                ? cell.text.isEmpty
                : !cell.isText
                  && isClose(decimal(cell.text) ?? .nan, decimal(text) ?? 0, relative: 1e-14)
            case "boolean": cell.text.lowercased() == text
            case "date": cell.text == text
            default:
              // A number of the user's own is one; all else is text, to the letter.
              column == "score" && decimal(text) != nil
                ? decimal(cell.text) == decimal(text)
                : cell.text == text && (cell.isText || text.isEmpty || column == "score")
            }
          #expect(isSame, "\(name) \(column): wrote '\(text)', found '\(cell.text)'")
        }
      }
    }
  }

  @Test(
    "The data dictionary describes every column of every file, and every reason code",
    arguments: [[], ["--json"]])
  func dictionary(options: [String]) throws {
    let folder = try options.isEmpty ? folderWithReport() : folderWithReport("--json")
    let dictionary = try ResultTable(try folder.text("reports/data-dictionary.csv"))
    let described = zip(try dictionary.column("file"), try dictionary.column("column"))
      .map { $0 + ":" + $1 }
    #expect(Set(described).count == described.count, "no column and no code twice")
    var expected = ReasonCode.allCases.map { "reason codes:" + $0.rawValue }
    for name in folder.everything(in: "reports") where name.hasSuffix(".csv") {
      expected += try ResultTable(try folder.text("reports/" + name)).header.map { name + ":" + $0 }
    }
    #expect(described.sorted() == expected.sorted())
    for column in ["type", "meaning", "one_row", "position"] {
      #expect(try dictionary.column(column).allSatisfy { !$0.isEmpty })
    }
    for (type, unit) in zip(try dictionary.column("type"), try dictionary.column("unit")) {
      #expect(
        ["text", "integer", "number", "boolean", "date", "period"].contains(type),
        "\(type) of \(unit)")
    }
  }

  @Test("report --json writes every table beside its CSV, with the same rows")
  func json() throws {
    let folder = try folderWithReport("--json", "--raw-csv")
    let names = folder.everything(in: "reports")
    for name in names where name.hasSuffix(".csv") {
      let json = try folder.text("reports/" + name.dropLast(4) + ".json")
      let value = try JSONSerialization.jsonObject(with: Data(json.utf8))
      let object = try #require(value as? [String: Any])
      #expect(object["table"] as? String == name)
      let rows = try #require(object["rows"] as? [[String: Any]])
      let table = try ResultTable(try folder.text("reports/" + name))
      #expect(rows.count == table.rows.count)
      for (row, cells) in zip(rows, table.rows) {
        #expect(row.count == cells.count)
        for (column, cell) in zip(table.header, cells) {
          switch row[column] {
          case is NSNull: #expect(cell.isEmpty)
          case let text as String:
            #expect(text.filter { $0 != "\0" } == cell || "arXiv:" + text == cell)
          case let number as NSNumber:
            #expect(
              cell == (number.boolValue ? "true" : "false")
                || isClose(Double(cell) ?? .nan, number.doubleValue, relative: 1e-15))
          default: Issue.record("no '\(column)' in \(name)")
          }
        }
      }
    }
  }

  @Test("The command of a report has its format, so that it can be made again")
  func command() throws {
    let folder = try folderWithReport("--csv-locale", "--json")
    let text = try folder.text("reports/summary.txt")
    #expect(text.contains("trends report --csv-locale --json --by month --fit 1"))
  }

  @Test("Dates too coarse for a period: the units that do are named, and the store in the command")
  func coarseDates() throws {
    let folder = try WorkingFolder()
    let rows = (0..<30).map {
      "\(2000 + $0 % 3),Paper \($0),\"\($0 % 2 == 0 ? "dough and crumb" : "keel and mast") \($0)\""
    }
    try folder.write("papers.csv", (["date,title,text"] + rows).joined(separator: "\n") + "\n")
    try TrendsProgram.succeed(
      "fit", "--quiet", "--topics", "2", "--sweeps", "20", "--store", "years.db", "papers.csv",
      "--max-share", "1", in: folder)
    let refused = try TrendsProgram.run(
      ["report", "--store", "years.db", "--by", "month"], in: folder)
    #expect(refused.status == 64)
    #expect(refused.stderr.contains("too coarsely for --by month; use --by year"))
    try TrendsProgram.succeed("report", "--store", "years.db", in: folder)
    #expect(
      try folder.text("reports/summary.txt")
        .contains("Again: trends report --store years.db --by year --fit 1"))
  }
}
