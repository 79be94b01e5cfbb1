import Foundation
import Testing
import TrendsCorpus

@testable import TrendsReports

@Suite struct TableTests {
  @Test(
    "Columns are those of schema version 1, in its order",
    arguments: [
      (
        TopicRow.table.header,
        "topic_id,label,share,share_lo,share_hi,documents,tokens,stability,npmi,exclusivity,"
          + "first_date,status,label_phrases,top_terms,frex_terms,relevance_terms"
      ),
      (
        DiagnosticRow.table.header,
        "topic_id,label,tokens,documents,document_entropy,effective_terms,uniform_distance,"
          + "corpus_distance,token_document_difference,rank_1_share,allocation_share,"
          + "allocation_ratio,word_length,umass,uci,npmi,c_v,exclusivity,junk,reason"
      ),
      (
        TrendRow.table.header,
        "period,period_start,period_end,complete,topic_id,label,share,share_lo,share_hi,sd_assign,"
          + "sd_docs,documents,period_documents,docs_empty,share_tokens,tokens,period_tokens,reason"
      ),
      (
        TrendWideRow.table(topics: [
          .init(id: "T0004", label: "agents"), .init(id: "T1", label: ""),
        ])
        .header, "period,complete,T0004 agents,T1"
      ),
      (TermRow.table.header, "topic_id,period,term,probability,lift,frex,count,documents"),
      (
        DocumentRow.table(inputColumns: ["venue", "title", "title", ""]).header,
        "document_id,date,title,url,top_topic,top_share,venue,input_title,input_title_2,input_column"
      ),
      (DocumentTopicRow.table.header, "document_id,topic_id,share"),
      (PhraseRow.table.header, "phrase,count,documents,npmi,g2,action,alias_of"),
      (Exclusion.table.header, "kind,item,reason,source,line"),
      (DictionaryRow.table.header, "file,position,column,type,unit,meaning,one_row"),
    ] as [(String, String)])
  func headers(found: String, expected: String) {
    #expect(found == expected)
    #expect(ReportTables.schemaVersion == 1)
  }

  @Test("Whole tables are as recorded, and read back")
  func golden() throws {
    for (name, text) in try Samples.tables() {
      try expectGolden(text, name)
      let rows = try #require(parseCSV(text), "\(name) is CSV")
      #expect(rows.allSatisfy { $0.count == rows[0].count }, "\(name) is not ragged")
    }
  }

  @Test("trends.csv reads back to the same values")
  func trendValues() throws {
    let rows = try #require(parseCSV(TrendRow.table.csv(Samples.trends))?.dropFirst())
    #expect(rows.count == Samples.trends.count)
    for (cells, row) in zip(rows, Samples.trends) {
      #expect(cells[0] == row.period)
      #expect(ListingDate(iso: cells[1]) == row.periodStart)
      #expect(ListingDate(iso: cells[2]) == row.periodEnd)
      #expect(cells[3] == (row.isComplete ? "true" : "false"))
      #expect([cells[4], cells[5]] == [row.topicID, row.label])
      #expect(
        cells[6...11].map { Double($0) }
          == [row.share, row.shareLow, row.shareHigh, row.sdAssign, row.sdDocs, row.documents])
      #expect([Int(cells[12]), Int(cells[13])] == [row.periodDocuments, row.emptyDocuments])
      #expect([Double(cells[14]), Double(cells[15])] == [row.shareTokens, row.tokens])
      #expect(Int(cells[16]) == row.periodTokens)
      #expect(cells[17] == row.reason ?? "")
    }
  }

  @Test("The wide table is the tidy one turned")
  func wide() {
    let rows = TrendWideRow.rows(of: Samples.trends)
    #expect(rows.map(\.period) == ["2025-M01", "2025-M02"])
    #expect(rows.map(\.isComplete) == [true, false])
    #expect(rows[0].shares == ["T0004": 0.081, "T0011": 0.919])
    #expect(rows[1].shares == ["T0004": 0.1])
  }

  @Test("Input columns stand in the order in which they first come")
  func inputColumns() {
    #expect(DocumentRow.inputColumns(of: Samples.documents) == ["venue", "score", "date"])
  }

  @Test("A figure that is not finite names its place", arguments: [Double.nan, .infinity])
  func notFinite(value: Double) {
    var rows = Samples.trends
    rows[1].sdDocs = value
    let expected = ReportsError.notFinite(table: "trends.csv", column: "sd_docs", row: 2)
    #expect(throws: expected) { try TrendRow.table.csv(rows) }
    #expect(
      expected.description
        == "trends.csv: row 2 has no finite number for 'sd_docs'; "
        + "expected a number, or none with a reason")
  }

  @Test("Nasty texts read back from every text column", arguments: nastyTexts)
  func nasty(text: String) throws {
    let row = DocumentRow(
      documentID: text, date: nil, title: text, url: text, topTopic: nil, topShare: nil,
      columns: [Column(name: text, value: text)])
    let csv = try DocumentRow.table(inputColumns: [text]).csv([row, row])
    let rows = try #require(parseCSV(csv))
    #expect(rows.map(\.count) == [7, 7, 7])
    #expect(rows[1] == rows[2])
  }

  @Test("The dictionary has every column of every table once, then the reason codes")
  func dictionary() throws {
    var tables = ReportTables()
    _ = try tables.render(TopicRow.table, Samples.topics)
    _ = try tables.render(TrendRow.table, Samples.trends)
    let rows = try #require(parseCSV(tables.renderDictionary(reasons: Samples.reasons).text))
    #expect(rows.count == 1 + 16 + 18 + 7 + 2)
    #expect(
      rows.suffix(2).map { Array($0[..<3]) } == [
        ["reason codes", "1", "unstable_topic"], ["reason codes", "2", "thin_period"],
      ])
    #expect(
      rows.suffix(2).map { $0[5] } == [
        "its terms differ between chains: no other chain has it",
        "thin period: few documents, so with care",
      ])
    #expect(rows.allSatisfy { row in !row[5].isEmpty && !row[3].isEmpty })
    #expect(
      tables.counts == [
        .init(file: "topics.csv", rowCount: 2), .init(file: "trends.csv", rowCount: 4),
        .init(file: "data-dictionary.csv", rowCount: 43),
      ])
  }

  @Test(
    "A table that is longer than a spreadsheet is warned of",
    arguments: [(1_048_575, 0), (1_048_576, 1)])
  func longTable(rowCount: Int, warningCount: Int) throws {
    var tables = ReportTables()
    let table = Table<Int>(
      fileName: "numbers.csv", grain: "a number",
      columns: [.integer("number", unit: "", "A number.") { $0 }])
    #expect(try tables.render(table, Array(1...rowCount)).text.hasSuffix("\r\n\(rowCount)\r\n"))
    #expect(tables.warnings.count == warningCount)
    if warningCount > 0 {
      #expect(
        tables.warnings == [
          "numbers.csv has 1,048,576 rows; a spreadsheet shows the first 1,048,575, "
            + "other programs read all"
        ])
    }
  }
}

extension Table {
  /// The names of the columns with commas.
  var header: String { columns.map(\.name).joined(separator: ",") }
}

@Suite("Tables for other countries, and as JSON")
struct TableFormatTests {
  @Test("With semicolons decimals follow a comma, and cells with a comma need no quotes")
  func semicolons() throws {
    let csv = try DocumentRow.table(inputColumns: ["score", "note"]).csv(
      [
        DocumentRow(
          documentID: "2401.01230", date: ListingDate(year: 2025, month: 3), title: "a, b; c",
          url: nil, topTopic: "T0001", topShare: 0.25,
          columns: [Column(name: "score", value: "-12.50"), Column(name: "note", value: "3.4.25")])
      ], dialect: .semicolon)
    #expect(
      csv
        == "document_id;date;title;url;top_topic;top_share;score;note\r\n"
        + "arXiv:2401.01230;2025-M03;\"a, b; c\";;T0001;0,25;-12,50;'3.4.25\r\n")
  }

  @Test("The JSON of a table has the names, the order and every digit of the CSV")
  func json() throws {
    let rows = [
      DocumentTopicRow(documentID: "2401.01230", topicID: "T0001", share: 1.0 / 3),
      DocumentTopicRow(documentID: "=1+1\n\"", topicID: "T0002", share: 0.1),
    ]
    #expect(DocumentTopicRow.table.jsonFileName == "document_topics.json")
    #expect(
      try DocumentTopicRow.table.json(rows) == """
        {"schema_version": 1, "table": "document_topics.csv", "rows": [
        {"document_id": "2401.01230", "topic_id": "T0001", "share": 0.3333333333333333},
        {"document_id": "=1+1\\n\\"", "topic_id": "T0002", "share": 0.1}
        ]}

        """)
    #expect(
      try DocumentTopicRow.table.json([])
        == "{\"schema_version\": 1, \"table\": \"document_topics.csv\", \"rows\": [\n]}\n")
    let expected = ReportsError.notFinite(table: "document_topics.csv", column: "share", row: 1)
    #expect(throws: expected) {
      try DocumentTopicRow.table.json([
        DocumentTopicRow(documentID: "1", topicID: "T0001", share: .infinity)
      ])
    }
  }

  @Test("Cells that are empty in the CSV are null, the others have their types")
  func types() throws {
    let text = try TrendRow.table.json(Samples.trends)
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    let rows = try #require((value as? [String: Any])?["rows"] as? [[String: Any]])
    #expect(rows.count == Samples.trends.count)
    for (found, row) in zip(rows, Samples.trends) {
      #expect(Set(found.keys) == Set(TrendRow.table.columns.map(\.name)))
      #expect(found["complete"] as? Bool == row.isComplete)
      #expect(found["period_documents"] as? Int == row.periodDocuments)
      #expect((found["share"] is NSNull) == (row.share == nil))
      #expect((found["reason"] as? String) == row.reason)
    }
  }

  @Test("Every table is there as JSON where that is asked for, the dictionary too")
  func files() throws {
    var format = ReportTables.Format()
    format.writesJSON = true
    var tables = ReportTables(format: format)
    _ = try tables.render(TopicRow.table, Samples.topics)
    _ = try tables.renderDictionary(reasons: [])
    #expect(tables.jsonFiles.map(\.name) == ["topics.json", "data-dictionary.json"])
  }
}
