import TrendsCorpus
import TrendsReports

/// A row of a report's table, as someone copied it from the file or from a spreadsheet.
struct ReportRow {
  /// The table that it is from.
  let table: String
  /// The topic; nil for a row of `trends_wide.csv`.
  let topic: String?
  /// The period; nil for a row of `topics.csv`.
  let period: DateBucket?
  /// The figures of the row, where it has them.
  let share: Double?
  let documents: Double?

  /// Reads a row by the place of its cells; separators are commas, semicolons or tabs.
  ///
  /// - Throws: ``CommandError/badArgument(_:)`` for anything but one row of a table with shares.
  init(_ text: String) throws {
    var found: [[String]] = []
    for separator in ([",", ";", "\t"] as [Unicode.Scalar]).map({ UInt8(ascii: $0) }) {
      var scanner = TableScanner(Array(text.utf8), separator: separator, source: "the row")
      var rows: [[String]] = []
      while let row = try? scanner.next() { rows.append(row.fields) }
      // A copied header is no row.
      rows.removeAll { $0.contains("topic_id") || $0.starts(with: ["period", "complete"]) }
      if rows.count > 1, rows.allSatisfy({ $0.count > 2 }) {
        throw CommandError.badArgument("--row takes one row, but these are \(rows.count)")
      }
      if let row = rows.first, rows.count == 1 { found.append(row) }
    }
    let trends = TrendRow.table.columns.map(\.name)
    let topics = TopicRow.table.columns.map(\.name)
    for cells in found {
      if cells.count == trends.count, let period = Self.cell("period", of: trends, cells),
        let bucket = DateBucket(label: period)
      {
        self.init(table: TrendRow.table.fileName, cells, columns: trends, period: bucket)
        return
      }
      if cells.count == topics.count, Self.isTopic(cells[0]) {
        self.init(table: TopicRow.table.fileName, cells, columns: topics, period: nil)
        return
      }
      if cells.count > 2, ["true", "false"].contains(cells[1].lowercased()),
        let bucket = DateBucket(label: cells[0])
      {
        self.init(table: "trends_wide.csv", cells, columns: ["period", "complete"], period: bucket)
        return
      }
    }
    throw CommandError.badArgument(
      "--row is no row of trends.csv (\(trends.count) cells), topics.csv (\(topics.count) cells) "
        + "or trends_wide.csv")
  }

  private init(table: String, _ cells: [String], columns: [String], period: DateBucket?) {
    func number(_ column: String) -> Double? {
      Self.cell(column, of: columns, cells)
        .flatMap { Double(String($0.map { $0 == "," ? "." : $0 })) }
        .flatMap { $0.isFinite ? $0 : nil }
    }
    self.table = table
    self.period = period
    topic = Self.cell("topic_id", of: columns, cells)
    share = number("share")
    documents = number("documents")
  }

  private static func cell(_ column: String, of columns: [String], _ cells: [String]) -> String? {
    columns.firstIndex(of: column).map { cells[$0] }
  }

  private static func isTopic(_ text: String) -> Bool {
    text.first == "T" && text.utf8.count >= 5
      && text.utf8.dropFirst().allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
