import Testing

@Suite("A bag of words")
struct BagOfWordsTests {
  /// Twelve documents of four themes' worth of terms; "alone" is in one document, "always" in all.
  private static let vocabulary = [
    "dough", "oven", "crust", "planet", "comet", "orbit", "alone", "always",
  ]
  private static let entries: [[Int]] = {
    var entries = [[12, 7, 2]]
    for d in 1...12 {
      let first = d <= 6 ? 1 : 4
      for i in 0..<3 { entries.append([d, first + i, 3 + (d + i) % 3]) }
      entries.append([d, 8, 1])
    }
    return entries
  }()
  private static let docword: String = {
    let rows = entries.map { "\($0[0]) \($0[1]) \($0[2])\n" }
    return "12\n8\n\(entries.count)\n" + rows.joined()
  }()
  private static let tokenCount = entries.map { $0[2] }.reduce(0, +)
  /// Two dates; document 1 is on both, document 12 on none.
  private static let dates: String = {
    let rows = (1...11).map { d in "\(d),2024-01-\(d % 2 == 0 ? "17" : "10")\n" }
    return "document,date\n1,2024-01-17\n" + rows.joined()
  }()

  private func folder(dated: Bool) throws -> WorkingFolder {
    let folder = try WorkingFolder()
    try folder.write("bow/sky.docword.txt", Self.docword)
    try folder.write("bow/sky.vocab.txt", Self.vocabulary.map { $0 + "\n" }.joined())
    if dated { try folder.write("bow/sky.dates.csv", Self.dates) }
    return folder
  }

  @Test("is fitted as it is, without dropping rare or common terms")
  func unpruned() throws {
    let folder = try folder(dated: true)
    let output = try TrendsProgram.succeed(
      "fit", "--topics", "2", "--sweeps", "40", "bow/sky.docword.txt", in: folder)
    #expect(output.stderr.contains("12 documents, \(Self.tokenCount) tokens of 8 terms\n"))
    #expect(output.stderr.contains("1 without a date"))
    try TrendsProgram.succeed("report", in: folder)
    let terms = try ResultTable(try folder.text("reports/terms.csv"))
    #expect(try Set(terms.column("term")) == Set(Self.vocabulary))
    let trends = try ResultTable(try folder.text("reports/trends.csv"))
    #expect(try Set(trends.column("period")) == ["2024-01-10", "2024-01-17"])
    #expect(try trends.column("period_documents") == ["6", "6", "6", "6"])
  }

  @Test("without dates is fitted too, and its report says insufficient_dates")
  func undated() throws {
    let folder = try folder(dated: false)
    let output = try TrendsProgram.succeed(
      "fit", "--topics", "2", "--sweeps", "40", "bow", in: folder)
    #expect(output.stderr.contains("12 without a date"))
    try TrendsProgram.succeed("report", in: folder)
    #expect(folder.everything(in: "reports") == RoadTests.reportFiles)
    #expect(try folder.text("reports/summary.txt").contains("insufficient_dates"))
    let topics = try ResultTable(try folder.text("reports/topics.csv"))
    #expect(topics.rows.count == 2)
    let since = try TrendsProgram.run(["report", "--since", "2024-01-01"], in: folder)
    expectRefused(since, status: 66, naming: "have no dates")
  }

  @Test("that was exported is read back with the same terms, counts and dates")
  func roundTrip() throws {
    let fitted = try WorkingFolder.withFit()
    try TrendsProgram.succeed("export", "--format", "uci", "--out", "x/pages", in: fitted)
    let folder = try WorkingFolder()
    for name in fitted.everything(in: "x") { try folder.write(name, fitted.bytes("x/" + name)) }
    try TrendsProgram.succeed(
      "fit", "--topics", "3", "--sweeps", "60", "pages.docword.txt", in: folder)
    try TrendsProgram.succeed("export", "--format", "uci", "--out", "y/pages", in: folder)
    #expect(try folder.contents(of: "y") == fitted.contents(of: "x"))
    // The same bag, options and seed are the same model.
    #expect(
      try TrendsProgram.succeed("export", "--format", "counts", in: folder).stdout
        == TrendsProgram.succeed("export", "--format", "counts", in: fitted).stdout)
  }

  @Test("without its vocabulary, or beside texts, or in a store of texts, is refused")
  func refused() throws {
    let folder = try folder(dated: true)
    try folder.write("alone/sky.docword.txt", Self.docword)
    expectRefused(
      try TrendsProgram.run(["import", "alone/sky.docword.txt"], in: folder), status: 66,
      naming: "alone/sky.docword.txt", "vocabulary", "alone/sky.vocab.txt")
    try folder.write(InventedPapers.pages(), into: "listings")
    expectRefused(
      try TrendsProgram.run(["import", "bow/sky.docword.txt", "listings"], in: folder),
      status: 64, naming: "bow/sky.docword.txt is a bag of words")
    #expect(!folder.everything().contains("trends.db"))
    try TrendsProgram.succeed("import", "listings", in: folder)
    let store = try folder.bytes("trends.db")
    expectRefused(
      try TrendsProgram.run(["import", "bow/sky.docword.txt"], in: folder), status: 65,
      naming: "trends.db holds texts")
    #expect(try folder.bytes("trends.db") == store)
  }

  private static let malformedBags: [(docword: String, place: String)] = [
    ("2\n2\n1\n1 3 1\n", "sky.docword.txt:4: "), ("2\n2\n1\n3 1 1\n", "sky.docword.txt:4: "),
    ("2\n2\n1\n1 1 0\n", "sky.docword.txt:4: "), ("2\n2\n2\n1 1 1\n", "sky.docword.txt"),
    ("2\n2\n1\n1 1\n", "sky.docword.txt:4: "),
    ("99999999999999999999\n2\n1\n1 1 1\n", "sky.docword.txt:1: "),
    ("2\n2\n1\n1 1 99999999999\n", "sky.docword.txt:4: "),
  ]

  @Test("that breaks its format is refused with file and line", arguments: malformedBags)
  func malformed(docword: String, place: String) throws {
    let folder = try WorkingFolder()
    try folder.write("sky.docword.txt", docword)
    try folder.write("sky.vocab.txt", "dough\noven\n")
    let output = try TrendsProgram.run(["import", "sky.docword.txt"], in: folder)
    expectRefused(output, status: 65, naming: place)
    #expect(folder.everything() == ["sky.docword.txt", "sky.vocab.txt"])
  }
}
