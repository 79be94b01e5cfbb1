import Foundation
import Testing

/// A state of MALLET of three themes, a topic of common words, and one without tokens.
@Suite("Junk topics")
struct JunkTopicTests {
  /// 120 documents on 12 dates: six words each of one theme of twelve, six of sixty common ones.
  private static let state: String = {
    var text = "#doc source pos typeindex type topic\n#alpha : 1 1 1 1 1 \n#beta : 0.01\n"
    var common: UInt64 = 1
    for d in 0..<120 {
      for i in 0..<12 {
        common = common &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let draw = Int(common >> 33)
        let (theme, word) = i % 2 == 0 ? (d % 3, 12 * (d % 3) + draw % 12) : (3, 36 + draw % 60)
        let name = theme == 3 ? "common" : ["bread", "comet", "harbour"][theme]
        text += "\(d) d\(d) \(i) \(word) \(name)\(word) \(theme)\n"
      }
    }
    return text
  }()
  private static let dates =
    "document,date\n"
    + (0..<120).map { "d\($0),2024-\($0 / 10 < 9 ? "0" : "")\($0 / 10 + 1)-05\n" }.joined()

  private func folder() throws -> WorkingFolder {
    let folder = try WorkingFolder()
    try folder.write("state.gz", gzipped(Self.state))
    try folder.write("dates.csv", Self.dates)
    try TrendsProgram.succeed(
      "import", "--format", "mallet-state", "--dates", "dates.csv", "state.gz", in: folder)
    return folder
  }

  @Test("A topic of common words is called junk wherever topics are judged, the themes are not")
  func calledJunk() throws {
    let folder = try folder()
    try TrendsProgram.succeed("report", "--by", "month", in: folder)
    let topics = try ResultTable(try folder.text("reports/topics.csv"))
    // By their tokens: the common words, the themes, the empty topic.
    let checked = Array(repeating: "not_checked", count: 4)
    #expect(try topics.column("status") == ["junk_topic"] + checked)
    #expect(try topics.column("top_terms")[0].hasPrefix("common"))
    let relevant = try topics.column("relevance_terms")
    #expect(relevant[0].hasPrefix("common") && !relevant[1].contains("common"))
    #expect(relevant[4] == "")
    let calls = try ResultTable(try folder.text("reports/calls.csv"))
    #expect(try calls.column("call") == Array(repeating: "uncertain", count: 5))
    #expect(try calls.column("reason")[0] == "junk_topic")
    let words = "hardly occur together"
    let summary = try folder.text("reports/summary.txt")
    #expect(summary.contains("CANNOT SAY  1 of 5 topics"))
    #expect(summary.contains("(junk_topic)") && summary.contains(words))
    #expect(try folder.text("reports/report.html").contains(words))
    let list = try TrendsProgram.succeed("topics", in: folder).stdout
    #expect(list.contains("(junk_topic): T0001"))
    let shown = try TrendsProgram.succeed("show", "T0001", in: folder).stdout
    #expect(shown.contains("Nothing is concluded from it: its top terms \(words)"))
    #expect(!(try TrendsProgram.succeed("show", "T0002", in: folder).stdout).contains(words))
  }

  @Test("diagnostics.csv has a row a topic, and a reason in place of figures of an empty one")
  func diagnostics() throws {
    let folder = try folder()
    try TrendsProgram.succeed("report", "--json", in: folder)
    let table = try ResultTable(try folder.text("reports/diagnostics.csv"))
    #expect(try table.column("topic_id") == ["T0001", "T0002", "T0003", "T0004", "T0005"])
    #expect(try table.column("tokens") == ["720", "240", "240", "240", "0"])
    #expect(try table.column("junk") == ["scattered", "", "", "", ""])
    #expect(try table.column("reason") == ["", "", "", "", "insufficient_documents"])
    let figures = table.header.filter { !["topic_id", "label", "junk", "reason"].contains($0) }
    for name in figures {
      let cells = try table.column(name)
      #expect(cells.dropLast().allSatisfy { Double($0)?.isFinite == true }, "\(name): \(cells)")
      #expect(["", "0"].contains(cells[4]), "\(name): \(cells)")
    }
    let json = try folder.text("reports/diagnostics.json").lowercased()
    #expect(!json.contains("nan") && !json.contains("inf,") && json.contains("\"c_v\": null"))
    #expect(try folder.text("reports/manifest.json").contains("\"diagnostics.csv\""))
  }
}
