import Foundation
import Testing

@Suite("Phrases are written as a table and taken back")
struct PhrasesTests {
  /// Twelve invented papers on two dates, each with `rye bread` and `bread oven`, two that define an
  /// acronym, and one with `oven bread`.
  private static func withFit() throws -> WorkingFolder {
    let folder = try WorkingFolder()
    var lines = ["id,date,title,text"]
    for number in 0..<12 {
      let theme = number % 2 == 0 ? "Rye bread rises, dough and crumb" : "A keel, a mast, rye bread"
      let extra =
        number < 2 ? "wild sour dough starter (WSDS)" : number < 4 ? "WSDS and oven bread" : "sails"
      lines.append(
        "p\(number),2024-01-\(number < 6 ? 10 : 17),Paper \(number),"
          + "\"\(theme). Bread oven \(number). \(extra)\"")
    }
    try folder.write("papers.csv", lines.joined(separator: "\n") + "\n")
    try TrendsProgram.succeed(
      "fit", "--quiet", "--topics", "2", "--sweeps", "20", "papers.csv", "--max-share", "1",
      in: folder)
    return folder
  }

  /// The table by phrase.
  private func table(_ folder: WorkingFolder) throws -> [String: [String: String]] {
    let text = try TrendsProgram.succeed("phrases", in: folder).stdout
    let rows = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let header = try #require(rows.first)
    #expect(header == ["phrase", "count", "documents", "npmi", "g2", "action", "alias_of"])
    var table: [String: [String: String]] = [:]
    for row in rows.dropFirst() {
      table[row[0]] = Dictionary(uniqueKeysWithValues: zip(header, row))
    }
    return table
  }

  private func terms(_ folder: WorkingFolder) throws -> Set<String> {
    try TrendsProgram.succeed("export", "--format", "uci", "--out", "bag", in: folder)
    return Set(try folder.text("bag.vocab.txt").split(separator: "\n").map(String.init))
  }

  @Test("The table has every phrase with its figures and the acronyms that were joined")
  func table() throws {
    let folder = try Self.withFit()
    let table = try table(folder)
    #expect(table["rye bread"]?["count"] == "12")
    #expect(table["rye bread"]?["documents"] == "12")
    #expect(table["rye bread"]?["action"] == "accepted")
    #expect(table["wild sour dough starter"]?["action"] == "defined")
    #expect(table["WSDS"]?["action"] == "acronym")
    #expect(table["WSDS"]?["alias_of"] == "wild sour dough starter")
    #expect(table["WSDS"]?["npmi"] == "")
    let out = try TrendsProgram.succeed("phrases", "--out", "out/p.csv", in: folder)
    #expect(out.stdout == "")
    #expect(
      try folder.text("out/p.csv") == TrendsProgram.succeed("phrases", in: folder).stdout)
  }

  @Test("A table that nobody edited changes no edit, and - is standard output")
  func unedited() throws {
    let folder = try Self.withFit()
    try folder.write("edits.csv", "phrase,action,alias_of\nkeel,alias_of,oven bread\n")
    try TrendsProgram.succeed("phrases", "--apply", "edits.csv", in: folder)
    try TrendsProgram.succeed(
      "fit", "--quiet", "--topics", "2", "--sweeps", "20", "--max-share", "1", in: folder)
    // The phrase that another is counted as is joined for it; nobody asked for it by itself.
    let table = try TrendsProgram.succeed("phrases", "--out", "-", in: folder).stdout
    #expect(table.contains("\noven bread,"))
    #expect(!table.contains(",accept,"))
    try folder.write("same.csv", table)
    let applied = try TrendsProgram.succeed("phrases", "--apply", "same.csv", in: folder)
    #expect(applied.stderr.contains("took 1 edit from same.csv; trends.db holds 1"))
  }

  @Test("What a table says of its own is no edit, and an edit that was taken back stays so")
  func ownWords() throws {
    let folder = try Self.withFit()
    // A table of an older fit, or of another hand.
    try folder.write("old.csv", "phrase,action\nrye bread,rejected\noven bread,lexicon\n")
    let old = try TrendsProgram.succeed("phrases", "--apply", "old.csv", in: folder)
    #expect(
      old.stderr.contains("old.csv:2: 'rye bread' has the action 'rejected', which fit 1 did"))
    #expect(old.stderr.contains("(2 such rows)"))
    #expect(old.stderr.contains("took 0 edits from old.csv; trends.db holds 0"))
    try folder.write(
      "edits.csv", "phrase,action,alias_of\nrye bread,reject,\nkeel,alias_of,mast\n")
    try TrendsProgram.succeed("phrases", "--apply", "edits.csv", in: folder)
    try TrendsProgram.succeed(
      "fit", "--quiet", "--topics", "2", "--sweeps", "20", "--max-share", "1", in: folder)
    try TrendsProgram.succeed("phrases", "--reset", in: folder)
    let table = try TrendsProgram.succeed("phrases", "--out", "p.csv", in: folder)
    #expect(table.stderr.contains("in p.csv"))
    for word in [",reject,", ",alias_of,", ",accept,"] {
      #expect(try !folder.text("p.csv").contains(word))
    }
    let again = try TrendsProgram.succeed("phrases", "--apply", "p.csv", in: folder)
    #expect(again.stderr.contains("took 0 edits from p.csv; trends.db holds 0"))
  }

  @Test("Edits change the next fit and every fit after it, and the report shows them")
  func edits() throws {
    let folder = try Self.withFit()
    #expect(
      try terms(folder).isSuperset(of: ["rye bread", "bread oven", "wild sour dough starter"]))
    try folder.write(
      "edits.csv",
      "phrase,action,alias_of\noven bread,accept,\nRye Bread,reject,\nkeel,alias_of,mast\n")
    let applied = try TrendsProgram.succeed("phrases", "--apply", "edits.csv", in: folder)
    #expect(applied.stderr.contains("took 3 edits from edits.csv; trends.db holds 3"))
    // Before the next fit the table shows what was asked for.
    #expect(try table(folder)["rye bread"]?["action"] == "reject")
    #expect(try terms(folder).contains("rye bread"))
    for _ in 0..<2 {
      try TrendsProgram.succeed(
        "fit", "--quiet", "--topics", "2", "--sweeps", "20", "--max-share", "1", in: folder)
      let found = try terms(folder)
      #expect(found.isSuperset(of: ["oven bread", "mast", "rye"]))
      #expect(found.isDisjoint(with: ["rye bread", "keel"]))
    }
    try TrendsProgram.succeed("report", in: folder)
    let report = try folder.text("reports/phrases.csv")
    #expect(report.contains("oven bread,2,2,"))
    #expect(report.contains(",accept,\r\n"))
    #expect(report.contains(",reject,\r\n"))
    #expect(report.contains("keel,6,6,,,alias_of,mast\r\n"))
    #expect(try folder.text("reports/manifest.json").contains("phraseEdits"))
    // The whole table taken back says the same again.
    try TrendsProgram.succeed("phrases", "--out", "p.csv", in: folder)
    let again = try TrendsProgram.succeed("phrases", "--apply", "p.csv", in: folder)
    #expect(again.stderr.contains("took 3 edits from p.csv; trends.db holds 3"))
    // An empty action takes an edit back.
    try folder.write("back.csv", "phrase;action\nrye bread;\n")
    let back = try TrendsProgram.succeed("phrases", "--apply", "back.csv", in: folder)
    #expect(back.stderr.contains("trends.db holds 2"))
    try TrendsProgram.succeed("phrases", "--reset", in: folder)
    try TrendsProgram.succeed(
      "fit", "--quiet", "--topics", "2", "--sweeps", "20", "--max-share", "1", in: folder)
    #expect(try terms(folder).isSuperset(of: ["rye bread", "keel"]))
  }

  static let wrong: [(text: String, message: String)] = [
    ("phrase,action\nrye bread,keep\n", "edits.csv:2: unknown action 'keep'"),
    (
      "phrase,action\nrye bread,reject\nno such thing,accept\n",
      "edits.csv:3: 'no such thing' is in none of the 12 documents"
    ),
    (
      "phrase,action,alias_of\nkeel,alias_of,mast\nmast,alias_of,keels\n",
      "edits.csv:2: a circle of aliases: 'keel' is counted as 'mast' is counted as 'keel'"
    ),
    ("phrase,action,alias_of\nkeel,alias_of,keels\n", "edits.csv:2: a circle of aliases"),
    (
      "phrase,action,alias_of\nkeel,alias_of,\n", "edits.csv:2: 'keel' has the action alias_of, but"
    ),
    ("phrase,action,alias_of\nkeel,accept,mast\n", "edits.csv:2: 'keel' has an alias_of and the"),
    (
      "phrase,action,alias_of\nkeel,alias_of,anchor chain\n",
      "edits.csv:2: 'anchor chain' is in none"
    ),
    ("phrase,action,colour\nkeel,accept,red\n", "edits.csv:1: unknown column 'colour'"),
    ("phrase,phrase,action\na,b,accept\n", "edits.csv:1: column 'phrase' is there twice"),
    ("phrase,count\nkeel,3\n", "edits.csv:1: no column 'action'; found 'phrase', 'count'"),
    ("phrase,action\nkeel\n", "edits.csv:2: 1 fields, but the header has 2"),
    ("phrase,action\nkeel,reject\nKeels,accept\n", "edits.csv:3: 'Keels' is on line 2 already"),
    ("phrase,action\n,accept\n", "edits.csv:2: the phrase is empty"),
    ("phrase,action\n%%,accept\n", "edits.csv:2: '%%' holds no word"),
    (
      "phrase,action,alias_of\nkeel,alias_of,rye bread\nrye bread,reject,\n",
      "edits.csv:2: 'keel' is counted as 'rye bread', which is rejected"
    ),
    ("phrase,action,alias_of\nkeel,alias_of,and\n", "edits.csv:2: 'and' is a stop word"),
    ("", "edits.csv: empty"),
  ]

  @Test(
    "What is wrong with an edited table is said with its line, and nothing is kept",
    arguments: wrong)
  func refused(text: String, message: String) throws {
    let folder = try Self.withFit()
    try folder.write("edits.csv", text)
    let output = try TrendsProgram.run(["phrases", "--apply", "edits.csv"], in: folder)
    expectRefused(output, status: 65, naming: message)
    try folder.write("none.csv", "phrase,action\n")
    let none = try TrendsProgram.succeed("phrases", "--apply", "none.csv", in: folder)
    #expect(none.stderr.contains("trends.db holds 0"))
  }

  @Test("A list in another encoding is refused with the line")
  func encodings() throws {
    let folder = try Self.withFit()
    try folder.write(
      "edits.csv", Data("phrase,action\nkeel,accept\nma\u{0}".utf8) + Data([0xE4, 0x74]))
    expectRefused(
      try TrendsProgram.run(["phrases", "--apply", "edits.csv"], in: folder), status: 65,
      naming: "edits.csv:3: not UTF-8 text; save the file as UTF-8")
    try folder.write("stop.txt", Data([0xFF, 0xFE, 0x61, 0]))
    for flag in ["--stop-words", "--keep-terms", "--lexicon"] {
      expectRefused(
        try TrendsProgram.run(["fit", flag, "stop.txt"], in: folder), status: 65,
        naming: "stop.txt:1: UTF-16 text, but expected UTF-8")
    }
    expectRefused(
      try TrendsProgram.run(["phrases", "--apply", "gone.csv"], in: folder), status: 66,
      naming: "gone.csv: no such file or folder")
    expectRefused(
      try TrendsProgram.run(["phrases", "--apply", "x", "--reset"], in: folder), status: 64,
      naming: "exclude one another")
  }

  @Test("Languages are German, French, Spanish and English; others are refused by name")
  func languages() throws {
    let folder = try WorkingFolder()
    expectRefused(
      try TrendsProgram.run(["fit", "--language", "xx", "papers.csv"], in: folder), status: 64,
      naming: "--language 'xx' is not supported; supported are en (English), de (German)")
    try folder.write(
      "papers.csv",
      "id,date,text\n1,2024-01-10,Die neuronalen Netze der Bücher\n2,2024-01-10,Ein neuronales Netz\n"
    )
    try TrendsProgram.succeed(
      "fit", "--quiet", "--language", "de", "--topics", "1", "--sweeps", "4", "--max-share", "1",
      "papers.csv", in: folder)
    #expect(try terms(folder) == ["Netz", "neuronalen"])
    try folder.write(
      "cjk.csv", "id,date,text\n1,2024-01-10,注意力机制的研究\n2,2024-01-10,深度学习的评估\n")
    expectRefused(
      try TrendsProgram.run(
        ["fit", "--quiet", "--store", "cjk.db", "--topics", "1", "cjk.csv"], in: folder),
      status: 65, naming: "2 of 2 documents are in Chinese, Japanese or Korean script",
      "de (German)")
  }

  @Test("A lexicon names terms, a list keeps them, and the general one can be left out")
  func lists() throws {
    let folder = try WorkingFolder()
    try folder.write(
      "papers.csv",
      "id,date,text\n1,2024-01-10,gradient boosting frameworks of rye loaves\n"
        + "2,2024-01-10,gradient boosting and a framework of rye loaves\n")
    func fitted(_ flags: String...) throws -> Set<String> {
      let arguments = ["fit", "--quiet", "--topics", "1", "--sweeps", "4", "--max-share", "1"]
      let fit = try TrendsProgram.run(arguments + flags + ["papers.csv"], in: folder)
      try #require(fit.status == 0, "\(fit.stderr)")
      return try terms(folder)
    }
    #expect(try fitted() == ["gradient boosting", "loaves", "rye"])
    #expect(try table(folder)["gradient boosting"]?["action"] == "lexicon")
    #expect(try fitted("--no-lexicon") == ["gradient", "loaves", "rye"])
    try folder.write("own.txt", "# breads\n  Rye Loaves \r\n\nspelt loaf\n")
    try folder.write("keep.txt", "framework\n")
    #expect(
      try fitted("--no-lexicon", "--lexicon", "own.txt", "--keep-terms", "keep.txt")
        == ["framework", "gradient", "rye loaves"])
  }
}
