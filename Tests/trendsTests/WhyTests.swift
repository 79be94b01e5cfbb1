import Foundation
import Testing

@Suite("The way back from a number to its papers")
struct WhyTests {
  /// What is looked at of the JSON.
  private struct Origin: Decodable {
    struct Term: Decodable {
      var tokens: Double
      var count: Int
    }
    struct Paper: Decodable {
      var share: Double
      var tokens: Double
      var terms: [Term]
    }
    var share: Double?
    var documents: Double
    var periodDocuments: Int
    var tokens: Double
    var periodTokens: Int
    var papers: [Paper]
    var noTokenOfTheTopic: [String]
  }

  private func why(_ arguments: [String], in folder: WorkingFolder) throws -> Origin {
    let output = try TrendsProgram.run(["why", "--json"] + arguments, in: folder)
    try #require(output.status == 0, "\(output.stderr)")
    return try exactJSON(Origin.self, output.stdout)
  }

  @Test(
    "The papers of every row of trends.csv add up to its figures, bit for bit",
    arguments: ["date", "week", "month", "quarter", "year"])
  func everyRow(unit: String) throws {
    let folder = try WorkingFolder.withFit()
    try TrendsProgram.succeed("report", "--by", unit, in: folder)
    let trends = try ResultTable(try folder.text("reports/trends.csv"))
    for row in trends.rows {
      let cells = Dictionary(uniqueKeysWithValues: zip(trends.header, row))
      let period = try #require(cells["period"])
      let topic = try #require(cells["topic_id"])
      // A week without a listing has neither papers nor figures.
      guard let documents = cells["documents"].flatMap({ Double($0) }) else { continue }
      let found = try why([topic, "--period", period], in: folder)
      #expect(found.papers.reduce(0.0) { $0 + $1.share } == documents)
      #expect(found.documents == documents)
      #expect(found.share == cells["share"].flatMap { Double($0) })
      #expect(found.tokens == cells["tokens"].flatMap { Double($0) })
      #expect(found.periodTokens == cells["period_tokens"].flatMap { Int($0) })
      #expect(found.periodDocuments == cells["period_documents"].flatMap { Int($0) })
      #expect(found.periodDocuments == found.papers.count + found.noTokenOfTheTopic.count)
      for paper in found.papers {
        #expect(abs(paper.terms.reduce(0) { $0 + $1.tokens } - paper.tokens) < 1e-9)
        for term in paper.terms { #expect(term.tokens <= Double(term.count) + 1e-6) }
      }
    }
  }

  @Test("Without a period it is the number of topics.csv")
  func allDates() throws {
    let folder = try WorkingFolder.withFit()
    try TrendsProgram.succeed("report", in: folder)
    let topics = try ResultTable(try folder.text("reports/topics.csv"))
    let documents = try topics.column("documents")
    for (topic, expected) in zip(try topics.column("topic_id"), documents) {
      #expect(try why([topic], in: folder).documents == Double(expected))
    }
  }

  @Test(
    "A row of a table is taken as it is, from the file or from a spreadsheet",
    arguments: ["trends.csv", "topics.csv", "trends_wide.csv"], [",", "\t", ";"])
  func rows(table: String, separator: String) throws {
    let folder = try WorkingFolder.withFit()
    try TrendsProgram.succeed("report", "--by", "month", in: folder)
    let cells = try #require(try ResultTable(try folder.text("reports/" + table)).rows.first)
    let row = cells.map { cell in
      // With semicolons comes the decimal comma.
      let local = separator == ";" && Double(cell) != nil
      return "\"" + (local ? cell.replacingOccurrences(of: ".", with: ",") : cell) + "\""
    }.joined(separator: separator)
    let arguments = ["why", "--row", "-"] + (table == "trends_wide.csv" ? ["T0001"] : [])
    let output = try TrendsProgram.run(arguments, in: folder, input: Data((row + "\r\n").utf8))
    #expect(output.status == 0 && output.stderr == "", "\(output.stderr)")
    #expect(output.stdout.contains("The row of \(table) says the same."))
    #expect(output.stdout.hasPrefix("T0001 "))
  }

  @Test("A row of another report is said to be one")
  func foreignRow() throws {
    let folder = try WorkingFolder.withFit()
    try TrendsProgram.succeed("report", "--since", "2024-02-10", "--by", "month", in: folder)
    let row = try #require(
      try folder.text("reports/trends.csv").split(separator: "\r\n").dropFirst().first)
    let output = try TrendsProgram.succeed("why", "--row", String(row), in: folder)
    #expect(output.stdout.contains("it is of another fit, or of other dates"))
    #expect(output.stderr.contains("warning: the row has other figures than this fit"))
    let same = try TrendsProgram.succeed(
      "why", "--row", String(row), "--since", "2024-02-10", in: folder)
    #expect(same.stdout.contains("The row of trends.csv says the same."))
  }

  @Test("Papers that count without a token are named, and none is lost")
  func untouched() throws {
    let folder = try WorkingFolder.withFit()
    let text = try TrendsProgram.succeed("why", "T0001", "--period", "2024-01-10", in: folder)
    #expect(text.stdout.contains("in any draw: "))
    for line in text.stdout.split(separator: "\n") { #expect(line.count <= 80) }
    #expect(!text.stdout.contains("\u{1B}"))
  }

  @Test(
    "What names no number is refused",
    arguments: [
      (["why"], Int32(64), "which topic?"), (["why", "T0009"], 64, "no topic 'T0009'"),
      (["why", "T0001", "--period", "2024-M13"], 64, "'2024-M13' is no period"),
      (["why", "T0001", "--period", "2023"], 66, "no listings in 2023"),
      (["why", "T0001", "--period", "2024-M01", "--by", "week"], 64, "--by week does not go"),
      (["why", "--row", "a,b,c"], 64, "--row is no row of trends.csv"),
      (["why", "T0001", "--row", "2024-M01,true,0.1,0.2", "--period", "2024-M02"], 64, "2024-M01"),
      (["why", "T0001", "--limit", "0"], 64, "--limit must be at least 1"),
    ])
  func refused(arguments: [String], status: Int32, text: String) throws {
    let output = try TrendsProgram.run(arguments, in: try .withFit())
    expectRefused(output, status: status, naming: text)
  }

  @Test("documents --json has the same papers as the table, with the input's columns")
  func documentsAsJSON() throws {
    let folder = try WorkingFolder()
    try folder.write(
      "papers.csv",
      "date,title,text,venue,=score\n"
        + InventedPapers.papers.enumerated().map { i, paper in
          "\(paper.date),\"\(paper.title)\",\(paper.text),V\(i),=1+\(i)\n"
        }.joined())
    try TrendsProgram.succeed(
      "fit", "-q", "--topics", "2", "--sweeps", "10", "papers.csv", in: folder)
    let arguments = ["documents", "--topic", "T0001", "--since", "2024-01-24", "--limit", "4"]
    let table = try ResultTable(try TrendsProgram.run(arguments, in: folder).stdout)
    let output = try TrendsProgram.run(arguments + ["--json"], in: folder)
    struct Row: Decodable {
      var title: String
      var venue: String
      var score: String
      var topShare: Double
      enum CodingKeys: String, CodingKey {
        case title, venue, topShare
        case score = "=score"
      }
    }
    struct Rows: Decodable { var rows: [Row] }
    let rows = try exactJSON(Rows.self, output.stdout).rows
    #expect(rows.count == 4)
    #expect(rows.map(\.title) == (try table.column("title")))
    #expect(rows.map(\.venue) == (try table.column("venue")))
    #expect(rows.map { "'" + $0.score } == (try table.column("'=score")))
    #expect(rows.map(\.topShare) == (try table.column("top_share")).compactMap { Double($0) })
  }
}

/// Decodes JSON with every bit of its numbers, which `JSONSerialization` may lose the last of.
func exactJSON<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
  let decoder = JSONDecoder()
  decoder.keyDecodingStrategy = .convertFromSnakeCase
  return try decoder.decode(type, from: Data(text.utf8))
}
