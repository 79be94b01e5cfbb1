import Testing

/// Words that say more than two dates can.
private let trendWords = [
  "rising", "rises", "rose", "declining", "declines", "falling", "falls", "growing", "grows",
  "fading", "fades", "emerging", "bursting", "bursts", "burst", "diluted", "upward", "downward",
  "trend up", "trend down", "trending",
]

/// Expects a summary that compares two dates and speaks of no trend but to say that there is none.
func expectNoTrend(_ summary: String, sourceLocation: SourceLocation = #_sourceLocation) {
  let words = summary.lowercased()
    .split { !($0.isLetter || $0 == "-") }.joined(separator: " ")
  for word in trendWords {
    #expect(
      !" \(words) ".contains(" \(word) "), "'\(word)' in:\n\(summary)",
      sourceLocation: sourceLocation)
  }
  #expect(words.contains("cannot show a trend"), sourceLocation: sourceLocation)
  #expect(summary.contains("WHAT DIFFERS"), sourceLocation: sourceLocation)
}

@Suite("Two listing dates")
struct TwoDatesTests {
  /// Bread gives way to stars between two dates; boats stay.
  static let turned = InventedPapers.make([
    .init(date: "2024-01-10", counts: [16, 4, 6]), .init(date: "2024-01-24", counts: [4, 16, 6]),
  ])

  /// The same number of papers on each theme on both dates.
  static let steady = InventedPapers.make([
    .init(date: "2024-01-10", counts: [8, 8, 8]), .init(date: "2024-01-24", counts: [8, 8, 8]),
  ])

  @Test(
    "Differences are named as such, and never as trends",
    arguments: [
      (turned, "2 of 3 topics differ between them"), (steady, "None of 3 topics differs between"),
    ])
  func differ(papers: [InventedPaper], sentence: String) throws {
    let folder = try WorkingFolder()
    try folder.write(InventedPapers.pages(papers), into: "listings")
    try TrendsProgram.succeed("fit", "--topics", "3", "--sweeps", "60", "listings", in: folder)
    try TrendsProgram.succeed("report", in: folder)
    let summary = try folder.text("reports/summary.txt")
    expectNoTrend(summary)
    let flowing = summary.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(flowing.contains(sentence), "\(summary)")
  }

  @Test("With one chain nothing is judged, and every table and the summary say why")
  func oneChain() throws {
    let folder = try WorkingFolder()
    try folder.write(InventedPapers.pages(Self.turned), into: "listings")
    try TrendsProgram.succeed(
      "fit", "--topics", "3", "--sweeps", "60", "--chains", "1", "listings", in: folder)
    try TrendsProgram.succeed("report", in: folder)
    let summary = try folder.text("reports/summary.txt")
    expectNoTrend(summary)
    #expect(summary.contains("None of 3 topics can be judged"))
    #expect(!summary.contains("insufficient_documents"))
    let differences = try ResultTable(try folder.text("reports/differences.csv"))
    let reason = try #require(differences.header.firstIndex(of: "reason"))
    let q = try #require(differences.header.firstIndex(of: "q"))
    #expect(differences.rows.count == 3)
    for row in differences.rows {
      #expect(row[q] == "" && row[reason] == "stability_unknown")
    }
  }

  @Test("A row of a table that holds no number is no reason to stop")
  func rowWithoutNumbers() throws {
    let folder = try WorkingFolder.withFit()
    for cell in ["nan", "inf", "1e999"] {
      let row = "2024-02-07,2024-02-07,2024-02-07,true,T0001,x,\(cell),,,,,,\(cell),0,,,100,"
      for flags in [[], ["--json"]] {
        let output = try TrendsProgram.run(["why", "--row", row] + flags, in: folder)
        #expect(output.status == 0 || output.status == 64, "\(output.stderr)")
      }
    }
  }

  @Test("Two dates of a longer store are two dates")
  func since() throws {
    let folder = try WorkingFolder.withFit()
    try TrendsProgram.succeed("report", "--since", "2024-02-21", in: folder)
    expectNoTrend(try folder.text("reports/summary.txt"))
  }
}
