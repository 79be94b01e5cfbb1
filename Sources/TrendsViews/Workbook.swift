#if Workbook
  public import TrendsReports
#endif

/// A report as a workbook for spreadsheets, where the program was built with the trait `Workbook`.
public enum Workbook {
  /// Whether this program can write workbooks.
  public static var isBuiltIn: Bool {
    #if Workbook
      true
    #else
      false
    #endif
  }

  /// Rows of a sheet, its header among them.
  static let mostRows = 1_048_576
}

#if Workbook
  import Foundation

  extension Workbook {
    /// Writes `report.xlsx` and gives its bytes, the same for the same report.
    ///
    /// - Parameters:
    ///   - content: what the page shows, too.
    ///   - documents: rows of `documents.csv`.
    /// - Throws: ``ViewsError/workbook(reason:)``.
    public static func bytes(_ content: PageContent, documents: [DocumentRow]) throws -> [UInt8] {
      // The library writes to a file only.
      let file = FileManager.default.temporaryDirectory
        .appendingPathComponent("trends-\(UUID().uuidString).xlsx")
      defer { try? FileManager.default.removeItem(at: file) }
      let writer = try WorkbookWriter(path: file.path)
      writer.addOverview(content)
      let topics = content.topics.map { TrendWideRow.Topic(id: $0.topicID, label: $0.label) }
      let series = TrendWideRow.rows(of: content.trends)
      writer.addCharts(content, seriesRows: series)
      writer.addSheet("Topics", TopicRow.table, content.topics)
      writer.addSheet("Shares", TrendWideRow.table(topics: topics), series)
      let calls = writer.addSheet("Calls", CallRow.table, content.calls)
      writer.colorCalls(calls, column: 2, rows: 1..<UInt32(content.calls.count + 1))
      writer.addSheet("Diagnostics", DiagnosticRow.table, content.diagnostics)
      writer.addSheet("Shares with intervals", TrendRow.table, content.trends)
      writer.addSheet(
        "Documents", DocumentRow.table(inputColumns: DocumentRow.inputColumns(of: documents)),
        documents)
      try writer.close()
      return Array(try Data(contentsOf: file))
    }
  }
#endif
