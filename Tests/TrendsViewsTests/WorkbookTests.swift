#if Workbook
  import Glibc
  import Testing
  import TrendsReports
  import TrendsTestSupport

  @testable import TrendsViews

  @Suite("Workbook")
  struct WorkbookTests {
    private static let documents = [
      DocumentRow(
        documentID: "2401.01230", date: Samples.date(2020, 3, 12), title: "=1+1 <b>&\"quoted\"",
        url: "https://example.org/a?b=1", topTopic: "T0001", topShare: 0.5, columns: []),
      DocumentRow(
        documentID: "1-2", date: nil, title: String(repeating: "é", count: 40_000),
        url: "external:c:\\run.exe", topTopic: nil, topShare: nil, columns: []),
    ]

    @Test("The same report has the same bytes, and every sheet and chart is in it")
    func bytes() throws {
      let content = Samples.content(periodCount: 6)
      let bytes = try Workbook.bytes(content, documents: Self.documents)
      #expect(bytes.starts(with: Array("PK".utf8)))
      #expect(try Workbook.bytes(content, documents: Self.documents) == bytes)
      // Names of entries are not compressed.
      let text = String(decoding: bytes, as: UTF8.self)
      for entry in ["worksheets/sheet8.xml", "charts/chart1.xml"] {
        #expect(text.contains("xl/" + entry), "no \(entry)")
      }
      #expect(!text.contains("worksheets/sheet9.xml"))
    }

    @Test(
      "Reports of nothing, of one date and of hostile texts are workbooks", arguments: [0, 1, 2])
    func odd(periodCount: Int) throws {
      for hostile in ["=HYPERLINK(\"x\")", "a\u{0}b\u{202E}c", "\u{FFFF}<script>"] {
        let content = Samples.content(
          topicCount: 2, periodCount: periodCount, hostile: hostile)
        #expect(try !Workbook.bytes(content, documents: []).isEmpty)
      }
    }

    /// Whether messages go nowhere; another test may be closing a workbook right now.
    private static func errorsAreLost() -> Bool {
      var (errors, nowhere) = (stat(), stat())
      stat("/dev/null", &nowhere)
      for _ in 0..<1000 {
        fstat(STDERR_FILENO, &errors)
        if errors.st_rdev != nowhere.st_rdev { return false }
        usleep(1000)
      }
      return true
    }

    @Test("Workbooks that are made at once leave standard error where it was")
    func atOnce() async throws {
      if Self.errorsAreLost() { return }
      let content = Samples.content(topicCount: 2, periodCount: 1)
      try await withThrowingTaskGroup { group in
        for _ in 0..<64 {
          group.addTask { _ = try Workbook.bytes(content, documents: []) }
        }
        try await group.waitForAll()
      }
      #expect(!Self.errorsAreLost())
    }

    @Test("A spreadsheet shows what the tables hold, and runs nothing", .needsSpreadsheet)
    func opened() throws {
      let content = Samples.content(periodCount: 6, hostile: "=1+1")
      let sheets = try Spreadsheet.sheets(
        ofWorkbook: try Workbook.bytes(content, documents: Self.documents))
      #expect(
        Set(sheets.keys) == [
          "Overview", "Charts", "Topics", "Shares", "Calls", "Diagnostics",
          "Shares with intervals", "Documents",
        ])
      let documents = try #require(sheets["Documents"])
      #expect(documents.count == 3)
      #expect(documents[1][0].text == "2401.01230" && documents[1][0].isText)
      #expect(documents[1][2].text == "=1+1 <b>&\"quoted\"")
      #expect(documents[1][3].text == "https://example.org/a?b=1")
      #expect(documents[2][0].text == "1-2")
      #expect(documents[2][2].text.count == 8_000)
      let topics = try #require(sheets["Topics"])
      #expect(topics[0].map(\.text) == TopicRow.table.columns.map(\.name))
      #expect(topics.dropFirst().map { $0[0].text } == content.topics.map(\.topicID))
      #expect(topics.dropFirst().allSatisfy { $0[1].text == "=1+1" })
      let calls = try #require(sheets["Calls"])
      #expect(calls.dropFirst().map { $0[2].text } == content.calls.map(\.call))
      #expect(sheets["Shares"]?.count == 7)
    }
  }
#endif
