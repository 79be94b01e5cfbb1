import Foundation
import Testing

@Suite("Importing twice adds nothing")
struct ImportTwiceTests {
  private let counts = "the store holds 40 documents with 41 appearances"

  @Test("The same folder again is nothing new, and the store stays as it is")
  func sameFolder() throws {
    let folder = try WorkingFolder.withListings()
    let first = try TrendsProgram.succeed("import", "listings", in: folder)
    #expect(first.stdout + first.stderr != "")
    #expect((first.stdout + first.stderr).contains(counts))
    let store = try folder.bytes("trends.db")
    let second = try TrendsProgram.succeed("import", "listings", in: folder)
    #expect((second.stdout + second.stderr).contains("nothing new"))
    #expect(try folder.bytes("trends.db") == store)
  }

  @Test("The same papers in another format are already there")
  func otherFormat() throws {
    let folder = try WorkingFolder.withListings()
    try TrendsProgram.succeed("import", "listings", in: folder)
    try folder.write("papers.jsonl", InventedPapers.jsonLines())
    let output = try TrendsProgram.succeed("import", "papers.jsonl", in: folder)
    let said = output.stdout + output.stderr
    #expect(said.contains("0 new documents, 0 new appearances, 41 already there"))
    #expect(said.contains(counts))
  }

  @Test("A fit of the same folder again imports nothing, and is a second fit")
  func fitTwice() throws {
    let folder = try WorkingFolder.withListings()
    let arguments = ["fit", "--topics", "3", "--sweeps", "4", "listings"]
    #expect(try TrendsProgram.run(arguments, in: folder).stderr.contains("fit 1 of trends.db"))
    let again = try TrendsProgram.run(arguments, in: folder)
    #expect(again.stderr.contains("nothing new"))
    #expect(again.stderr.contains("40 documents, "))
    #expect(again.stderr.contains("fit 2 of trends.db"))
  }

  @Test("New listings add what is new, and the report of an older fit says so")
  func newListings() throws {
    let folder = try WorkingFolder.withFit()
    let more = InventedPapers.papers.filter { $0.date == "2024-03-06" }.map { paper in
      InventedPaper(date: "2024-03-20", title: paper.title, text: paper.text)
    }
    let new = InventedPapers.paper(number: 99, theme: 2, date: "2024-03-20")
    try folder.write(
      "listing-2024-03-20.txt", InventedPapers.page(more + [new], dateLine: "Mar 20"))
    let output = try TrendsProgram.succeed("import", "listing-2024-03-20.txt", in: folder)
    let said = output.stdout + output.stderr
    #expect(said.contains("1 new document, 10 new appearances, 0 already there"), "\(said)")
    let report = try TrendsProgram.succeed("report", in: folder)
    #expect(report.stderr.contains("1 document imported after fit 1"), "\(report.stderr)")
    #expect(try folder.text("reports/summary.txt").contains("imported after fit 1"))
  }
}

@Suite("Odd input is read")
struct OddInputTests {
  private let page = InventedPapers.page(
    Array(InventedPapers.papers.prefix(3)), dateLine: "Jan 10")
  private let counts = "the store holds 3 documents with 3 appearances"

  @Test("CRLF, CR, a byte-order mark and no newline at the end change nothing")
  func lineEnds() throws {
    let variants = [
      page, page.replacingOccurrences(of: "\n", with: "\r\n"),
      page.replacingOccurrences(of: "\n", with: "\r"), "\u{FEFF}" + page,
      page.trimmingCharacters(in: .newlines),
      page.replacingOccurrences(of: "\n\n", with: "\n \t\n"),
    ]
    let folder = try WorkingFolder()
    for (number, variant) in variants.enumerated() {
      try folder.write("\(number)/listing-2024-01-10.txt", variant)
      let output = try TrendsProgram.succeed(
        "import", "\(number)/listing-2024-01-10.txt", in: folder)
      let said = output.stdout + output.stderr
      #expect(said.contains(counts), "variant \(number): \(said)")
      #expect(!said.contains("warning"), "variant \(number): \(said)")
    }
  }

  @Test("A title in either Unicode normal form is one document")
  func normalForms() throws {
    let title = "Café crust à la crème brûlée"
    let folder = try WorkingFolder()
    for (number, form) in [
      title.precomposedStringWithCanonicalMapping, title.decomposedStringWithCanonicalMapping,
    ].enumerated() {
      try folder.write(
        "listing-2024-01-1\(number).txt", "Jan 1\(number)\n\n\(form)\n\nThe crust of a café.\n")
    }
    try #require(
      try folder.bytes("listing-2024-01-10.txt").count
        != folder.bytes("listing-2024-01-11.txt").count, "the two forms must differ in bytes")
    let output = try TrendsProgram.succeed(
      "import", "listing-2024-01-10.txt", "listing-2024-01-11.txt", in: folder)
    #expect(
      (output.stdout + output.stderr).contains(
        "the store holds 1 document with 2 appearances (1 on more than one date)"))
  }

  @Test("A NUL and a byte that is no UTF-8 give one warning, with the line of the first")
  func brokenBytes() throws {
    let folder = try WorkingFolder()
    var bytes = Data("Jan 10\n\nA dough\n\nThe dough is".utf8)
    bytes += [0] + Data(" in the oven\nwith a caf".utf8) + [0xE9] + Data(" crust.\n".utf8)
    try folder.write("listing-2024-01-10.txt", bytes)
    let output = try TrendsProgram.succeed("import", "listing-2024-01-10.txt", in: folder)
    let warnings = output.errorLines.filter { $0.hasPrefix("warning: ") }
    #expect(warnings.count == 1, "\(output.stderr)")
    #expect(warnings.first?.hasPrefix("warning: listing-2024-01-10.txt:5: ") == true, "\(warnings)")
    #expect((output.stdout + output.stderr).contains("the store holds 1 document"))
  }

  @Test("JSON lines are read from gzip, told by its bytes and not by the name")
  func gzip() throws {
    let folder = try WorkingFolder()
    let file = gzipped(InventedPapers.jsonLines())
    for name in ["papers.jsonl.gz", "papers.jsonl"] {
      try folder.write(name, file)
      let output = try TrendsProgram.succeed(
        "import", name, "--store", name + ".db", in: folder)
      #expect((output.stdout + output.stderr).contains("holds 40 documents with 41 appearances"))
    }
  }

  @Test(
    "- is standard input, of any format",
    arguments: [
      Data(InventedPapers.jsonLines().utf8), Data(InventedPapers.table().utf8),
      gzipped(InventedPapers.jsonLines()),
    ])
  func standardInput(input: Data) throws {
    let folder = try WorkingFolder()
    let output = try TrendsProgram.succeed("import", "-", in: folder, input: input)
    #expect((output.stdout + output.stderr).contains("holds 40 documents with 41 appearances"))
  }

  @Test("A listing page on standard input takes its year from --year")
  func pageOnStandardInput() throws {
    let folder = try WorkingFolder()
    try TrendsProgram.succeed("import", "-", "--year", "2023", in: folder, input: Data(page.utf8))
    try TrendsProgram.succeed(
      "fit", "--topics", "2", "--sweeps", "4", "--min-documents", "1", in: folder)
    try TrendsProgram.succeed("report", in: folder)
    let trends = try ResultTable(try folder.text("reports/trends.csv"))
    #expect(try Set(trends.column("period")) == ["2023-01-10"])
  }

  @Test("Several listings stand in one file, with or without their headers")
  func severalListings() throws {
    let folder = try WorkingFolder()
    let pages = InventedPapers.pages().sorted { $0.key < $1.key }.map(\.value)
    try folder.write("2024.txt", pages.joined(separator: "\n"))
    try folder.write(
      "bare-2024.txt",
      pages.joined(separator: "\n").replacingOccurrences(of: "The reading circle\n\n", with: ""))
    for name in ["2024.txt", "bare-2024.txt"] {
      let output = try TrendsProgram.succeed(
        "import", name, "--store", name + ".db", in: folder)
      let said = output.stdout + output.stderr
      #expect(said.contains("read 41 papers on 5 listings"), "\(said)")
      #expect(said.contains("holds 40 documents with 41 appearances"), "\(said)")
    }
  }

  @Test("Columns by other names are read when they are told")
  func namedColumns() throws {
    let folder = try WorkingFolder()
    let table = InventedPapers.table(separator: ";")
      .replacingOccurrences(of: "date;title;text\n", with: "listed;heading;body\n")
    try folder.write("papers.csv", table)
    let output = try TrendsProgram.succeed(
      "import", "papers.csv", "--date", "listed", "--title", "heading", "--text", "body",
      in: folder)
    #expect((output.stdout + output.stderr).contains("holds 40 documents with 41 appearances"))
  }
}

@Suite("What a folder stands for")
struct FolderTests {
  @Test("What is not read is named, by import and by doctor; what goes with listings is not")
  func passedOver() throws {
    let folder = try WorkingFolder.withListings()
    for name in ["README.md", "old.db", "bag.vocab.txt", ".hidden.doc"] {
      try folder.write("listings/\(name)", "x\n")
    }
    let quiet = try TrendsProgram.succeed("import", "listings", in: folder)
    #expect(!quiet.stderr.contains("warning"))
    for name in ["a.json", "b.TAB", "c.docx", "more/d.txt"] {
      try folder.write("listings/\(name)", "x\n")
    }
    let warning =
      "warning: in 'listings' only .txt, .jsonl, .ndjson, .csv, .tsv and these with .gz are read, "
      + "not 'a.json', 'b.TAB', 'c.docx' and 1 more; name a file itself to read it\n"
    let told = try TrendsProgram.succeed("import", "listings", in: folder)
    #expect(told.stderr.contains(warning) && told.stderr.contains("nothing new"))
    #expect(try TrendsProgram.succeed("doctor", "listings", in: folder).stdout.contains(warning))
  }
}
