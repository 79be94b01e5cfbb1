import Foundation
import Testing

@Suite("To other tools and back")
struct InteropTests {
  /// Four invented documents as MALLET writes them; "tool_use" is a phrase.
  static let state = """
    #doc source pos typeindex type topic
    #alpha : 0.5 0.25
    #beta : 0.01
    0 a.txt 0 0 oven 0
    0 a.txt 1 1 dough 0
    0 a.txt 2 0 oven 0
    0 a.txt 3 2 tool_use 1
    1 b.txt 0 2 tool_use 1
    1 b.txt 1 3 comet 1
    2 c.txt 0 1 dough 0
    2 c.txt 1 3 comet 1
    3 d.txt 0 0 oven 0

    """
  static let dates = "document,date\na.txt,2025-03-05\nb.txt,2025-03-05\nc.txt,2025-03-12\n"

  /// Shares of oven and dough: 3/4 and 0 on the first date, 1/2 on the second; d.txt has no date.
  @Test("A state of MALLET is a fit that report takes, with reasons for what it cannot say")
  func malletState() throws {
    let folder = try WorkingFolder()
    try folder.write("state.gz", gzipped(Self.state))
    try folder.write("dates.csv", Self.dates)
    let output = try TrendsProgram.succeed(
      "import", "--format", "mallet-state", "--dates", "dates.csv", "state.gz", in: folder)
    #expect(output.stdout == "")
    #expect(output.stderr.contains("read 4 documents of 9 tokens and 4 terms; 1 without a date"))
    #expect(output.stderr.contains("fit 1 of trends.db: 2 topics, one draw"))
    let report = try TrendsProgram.succeed("report", in: folder)
    #expect(report.stderr.contains("warning: fit 1 is one state of MALLET"))
    #expect(report.stderr.contains("stability and convergence are not_checked"))
    #expect(try folder.text("reports/summary.txt").contains("one state of MALLET"))
    let topics = try ResultTable(try folder.text("reports/topics.csv"))
    #expect(try topics.column("status") == ["not_checked", "not_checked"])
    #expect(try topics.column("stability") == ["", ""])
    #expect(try topics.column("top_terms") == ["oven; dough", "tool use; comet"])
    let trends = try ResultTable(try folder.text("reports/trends.csv"))
    #expect(
      try trends.column("period") == ["2025-03-05", "2025-03-05", "2025-03-12", "2025-03-12"])
    #expect(try trends.column("share") == ["0.375", "0.625", "0.5", "0.5"])
    #expect(try trends.column("documents") == ["0.75", "1.25", "0.5", "0.5"])
    #expect(try trends.column("sd_assign") == ["", "", "", ""])
    #expect(try trends.column("reason").allSatisfy { !$0.isEmpty })
    let why = try TrendsProgram.succeed("why", "T0001", "--period", "2025-03-05", in: folder)
    #expect(why.stdout.contains("1 paper without a token of T0001 in any draw: b.txt"))
    #expect(why.stdout.contains("dough 1.0"))
  }

  @Test("Enough documents of a single draw say single_draw, not a wrong interval of zero")
  func singleDraw() throws {
    let folder = try WorkingFolder.withFit()
    try TrendsProgram.succeed("export", "--format", "mallet-state", "--out", "x/s", in: folder)
    try folder.write("two/empty", "")
    try TrendsProgram.succeed(
      "import", "--store", "two.db", "--format", "mallet-state", "--dates", "x/s.dates.csv",
      "x/s.state.gz", in: folder)
    try TrendsProgram.succeed(
      "report", "--store", "two.db", "--by", "year", "--out", "two", in: folder)
    let trends = try ResultTable(try folder.text("two/trends.csv"))
    #expect(try Set(trends.column("reason")) == ["single_draw"])
    #expect(try trends.column("sd_docs").allSatisfy { !$0.isEmpty })
    #expect(try trends.column("sd_assign").allSatisfy { $0.isEmpty })
  }

  @Test("A state that goes out, in and out again is the same state")
  func malletRoundTrip() throws {
    let folder = try WorkingFolder.withFit()
    try TrendsProgram.succeed("export", "--format", "mallet-state", "--out", "x/a", in: folder)
    for (from, to) in [("a", "b"), ("b", "c")] {
      try TrendsProgram.succeed(
        "import", "--store", "\(to).db", "--format", "mallet-state", "--dates",
        "x/\(from).dates.csv", "x/\(from).state.gz", in: folder)
      try TrendsProgram.succeed(
        "export", "--store", "\(to).db", "--format", "mallet-state", "--out", "x/\(to)", in: folder)
      #expect(try folder.bytes("x/\(from).dates.csv") == (try folder.bytes("x/\(to).dates.csv")))
    }
    // Topics are numbered by size, which one draw may see otherwise than all of them.
    #expect(try folder.bytes("x/b.state.gz") == (try folder.bytes("x/c.state.gz")))
    let again = try TrendsProgram.succeed(
      "import", "--store", "c.db", "--format", "mallet-state", "--dates", "x/b.dates.csv",
      "x/b.state.gz", in: folder)
    #expect(again.stderr == "nothing new: this state is in the store already\n")
  }

  @Test("A bag of words that goes out and in again is the same", arguments: ["uci", "lda-c"])
  func bagRoundTrip(format: String) throws {
    let folder = try WorkingFolder.withFit()
    try TrendsProgram.succeed("export", "--format", format, "--out", "x/a", in: folder)
    let counts = format == "uci" ? "a.docword.txt" : "a.dat"
    try TrendsProgram.succeed(
      "fit", "-q", "--store", "b.db", "--format", format, "--topics", "2", "--sweeps", "4",
      "x/\(counts)", in: folder)
    try TrendsProgram.succeed(
      "export", "--store", "b.db", "--format", format, "--out", "y/a", in: folder)
    #expect(try folder.contents(of: "x") == (try folder.contents(of: "y")))
  }

  @Test("Papers that go out as JSON lines come in the same, columns and all")
  func jsonLinesRoundTrip() throws {
    let folder = try WorkingFolder()
    try folder.write("papers.csv", ReportFormatTests.nastyPapers)
    try TrendsProgram.succeed("import", "papers.csv", in: folder)
    try TrendsProgram.succeed("export", "--format", "jsonl", "--out", "a.jsonl", in: folder)
    try TrendsProgram.succeed("import", "--store", "b.db", "a.jsonl", in: folder)
    let back = try TrendsProgram.succeed(
      "export", "--store", "b.db", "--format", "jsonl", in: folder)
    #expect(try folder.text("a.jsonl") == back.stdout)
    #expect(back.stdout.split(separator: "\n").count == 41)
  }

  @Test("doc-topics has a row a document whose shares sum to 1")
  func documentTopics() throws {
    let text = try TrendsProgram.succeed(
      "export", "--format", "mallet-doc-topics", in: try .withFit()
    ).stdout
    let rows = text.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
    #expect(rows.count == 40)
    for (d, row) in rows.enumerated() {
      #expect(row.count == 5 && row[0] == "\(d)")
      let sum = row[2...].compactMap { Double($0) }.reduce(0, +)
      #expect(abs(sum - 1) < 1e-12)
    }
  }

  @Test("The arrays for pyLDAvis fit together")
  func pyLDAvis() throws {
    struct Arrays: Decodable {
      var topicTermDists: [[Double]]
      var docTopicDists: [[Double]]
      var docLengths: [Int]
      var vocab: [String]
      var termFrequency: [Int]
      var sortTopics: Bool
    }
    let output = try TrendsProgram.succeed("export", "--format", "pyldavis", in: try .withFit())
    let arrays = try exactJSON(Arrays.self, output.stdout)
    #expect(arrays.topicTermDists.count == 3 && arrays.docTopicDists.count == 40)
    for row in arrays.topicTermDists {
      #expect(row.count == arrays.vocab.count && abs(row.reduce(0, +) - 1) < 1e-9)
    }
    for row in arrays.docTopicDists { #expect(row.count == 3 && abs(row.reduce(0, +) - 1) < 1e-9) }
    #expect(arrays.docLengths.count == 40 && arrays.termFrequency.count == arrays.vocab.count)
    #expect(arrays.docLengths.reduce(0, +) == arrays.termFrequency.reduce(0, +))
    #expect(!arrays.sortTopics)
  }

  @Test(
    "What cannot be is refused",
    arguments: [
      (["export", "--format", "lda-c"], Int32(64), "needs --out PREFIX"),
      (["export", "--format", "uci", "--out", "x/"], 64, "ends in a slash"),
      (["fit", "--format", "mallet-state", "x"], 64, "is for 'trends import' alone"),
      (["import", "--format", "mallet-state", "a", "b"], 64, "one state at a time"),
      (["import", "--format", "mallet-state", "none.gz"], 66, "none.gz: no such file"),
    ])
  func refused(arguments: [String], status: Int32, text: String) throws {
    expectRefused(
      try TrendsProgram.run(arguments, in: try .withFit()), status: status, naming: text)
  }

  @Test("A store with texts takes no state, and one of a bag of words has no lines")
  func mixed() throws {
    let folder = try WorkingFolder.withFit()
    try folder.write("state", Self.state)
    expectRefused(
      try TrendsProgram.run(["import", "--format", "mallet-state", "state"], in: folder),
      status: 65, naming: "trends.db holds texts and takes no bag of words")
    try TrendsProgram.succeed(
      "import", "--store", "b.db", "--format", "mallet-state", "state", in: folder)
    expectRefused(
      try TrendsProgram.run(["export", "--store", "b.db", "--format", "jsonl"], in: folder),
      status: 64, naming: "which has no texts")
  }
}
