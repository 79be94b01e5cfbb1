import Foundation
import Testing

@Suite("Evaluating a fit")
struct EvaluateTests {
  /// Four papers on the known themes, with a word of no paper of the fit in each title.
  private static let unseen: [InventedPaper] = (101...104).map { number in
    var paper = InventedPapers.paper(number: number, theme: number % 3, date: "2024-03-20")
    paper.title = "A quokka beside \(number)"
    return paper
  }

  private static func object(_ output: TrendsProgram.Output) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(output.stdout.utf8)) as? [String: Any])
  }

  private static func estimate(_ object: [String: Any], _ name: String) throws -> [String: Double] {
    try #require(object[name] as? [String: Double])
  }

  @Test("Papers from outside are scored with the stored fit, which stays as it is")
  func outside() throws {
    let folder = try WorkingFolder.withFit()
    let store = try folder.bytes("trends.db")
    try folder.write("new.jsonl", InventedPapers.jsonLines(Self.unseen))
    let output = try TrendsProgram.succeed("evaluate", "--json", "new.jsonl", in: folder)
    #expect(try folder.bytes("trends.db") == store)
    #expect(folder.everything() == ["new.jsonl", "trends.db"])
    let found = try Self.object(output)
    #expect(found["documents"] as? Int == 4)
    // "quokka" in each of the four; the numbers in titles are no words.
    #expect(found["unknown_tokens"] as? Int == 4)
    for name in ["left_to_right", "completion"] {
      let estimate = try Self.estimate(found, name)
      let perToken = try #require(estimate["log_likelihood_per_token"])
      let perplexity = try #require(estimate["perplexity"])
      #expect(abs(exp(-perToken) / perplexity - 1) < 1e-9)
      // A theme has 15 words; without topics, all 45 are about as likely.
      #expect(perplexity > 10 && perplexity < 30, "\(name) \(perplexity)")
      #expect(try #require(estimate["monte_carlo_error"]) < #require(estimate["document_error"]))
    }
  }

  @Test("Without paths a tenth is held out, the rest is fitted again, and the text says all of it")
  func heldOut() throws {
    let folder = try WorkingFolder.withFit()
    let store = try folder.bytes("trends.db")
    let output = try TrendsProgram.succeed("evaluate", "--width", "80", in: folder)
    #expect(try folder.bytes("trends.db") == store)
    for text in [
      "fit 1 of trends.db, fitted again without a fraction of 0.1 of its documents: 3\ntopics",
      "4 chains of 60 sweeps", "left-to-right", "completion", "perplexity",
      "standard error, Monte Carlo", "standard error, documents",
      "out of the vocabulary left out (",
    ] {
      #expect(output.stdout.contains(text), "no '\(text)' in \(output.stdout)")
    }
    #expect(output.stdout.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(output.stderr.contains("documents held out\n"))
  }

  @Test("The table has a row a paper, whose sums are the figures that are printed")
  func table() throws {
    let folder = try WorkingFolder.withFit()
    let output = try TrendsProgram.succeed(
      "evaluate", "--held-out", "0.3", "--sweeps", "40", "--chains", "1", "--json", "--quiet",
      "--out", "below/scores.csv", in: folder)
    #expect(output.stderr == "")
    let found = try Self.object(output)
    #expect(found["sweeps"] as? Int == 40 && found["chains"] as? Int == 1)
    let table = try ResultTable(try folder.text("below/scores.csv"))
    #expect(
      table.header == [
        "document_id", "tokens", "unknown_tokens", "left_to_right", "left_to_right_error",
        "completion_tokens", "completion", "completion_error", "reason",
      ])
    #expect(table.rows.count == found["documents"] as? Int)
    #expect(table.rows.count > 4 && table.rows.count < 20)
    for (name, tokens) in [("left_to_right", "tokens"), ("completion", "completion_tokens")] {
      let estimate = try Self.estimate(found, name)
      let sum = try table.column(name).reduce(0.0) { try $0 + #require(Double($1)) }
      let count = try table.column(tokens).reduce(0) { try $0 + #require(Int($1)) }
      #expect(count == Int(try #require(estimate["tokens"])))
      #expect(
        abs(sum / Double(count) - (try #require(estimate["log_likelihood_per_token"]))) < 1e-9)
    }
  }

  @Test("The same bytes at any number of threads, others with another seed")
  func threads() throws {
    let folder = try WorkingFolder.withFit()
    func evaluate(_ options: String...) throws -> (String, Data) {
      let output = try TrendsProgram.run(
        ["evaluate", "--sweeps", "20", "--json", "--out", "scores.csv"] + options, in: folder)
      try #require(output.status == 0, "\(output.stderr)")
      return (output.stdout, try folder.bytes("scores.csv"))
    }
    let one = try evaluate("--threads", "1")
    for count in ["2", "7"] { #expect(try evaluate("--threads", count) == one) }
    #expect(try evaluate("--seed", "0") != one)
  }

  @Test(
    "Papers that are part of the fit are left out and counted; of nothing else there is no figure")
  func known() throws {
    let folder = try WorkingFolder.withFit()
    try folder.write("mixed.jsonl", InventedPapers.jsonLines(InventedPapers.papers + Self.unseen))
    let output = try TrendsProgram.succeed("evaluate", "--json", "mixed.jsonl", in: folder)
    #expect(output.stderr.contains("40 papers left out: part of fit 1 already"))
    #expect(try Self.object(output)["documents"] as? Int == 4)
    try folder.write("old.jsonl", InventedPapers.jsonLines())
    expectRefused(
      try TrendsProgram.run(["evaluate", "old.jsonl"], in: folder), status: 66,
      naming: "every paper of old.jsonl is part of fit 1")
    try folder.write(
      "strange.jsonl", #"{"date": "2024-03-20", "title": "Quokka", "text": "Wombat numbat"}"# + "\n"
    )
    expectRefused(
      try TrendsProgram.run(["evaluate", "strange.jsonl"], in: folder), status: 66,
      naming: "none of 1 document holds a term of fit 1")
  }

  @Test("A bag of words is matched by its terms, and one that was fitted is refused")
  func bag() throws {
    let fitted = try WorkingFolder.withFit()
    try fitted.write("new.docword.txt", "2\n3\n3\n1 1 4\n1 2 2\n2 3 1\n")
    try fitted.write("new.vocab.txt", "sourdough\ngalaxy\nquokka\n")
    let output = try TrendsProgram.succeed("evaluate", "--json", "new.docword.txt", in: fitted)
    let found = try Self.object(output)
    #expect(found["tokens"] as? Int == 6)
    #expect(found["unknown_tokens"] as? Int == 1)
    #expect(found["documents_without_terms"] as? Int == 1)

    try TrendsProgram.succeed("export", "--format", "uci", "--out", "x/pages", in: fitted)
    let folder = try WorkingFolder()
    for name in fitted.everything(in: "x") { try folder.write(name, fitted.bytes("x/" + name)) }
    try TrendsProgram.succeed(
      "fit", "--topics", "3", "--sweeps", "60", "pages.docword.txt", in: folder)
    expectRefused(
      try TrendsProgram.run(["evaluate", "pages.docword.txt"], in: folder), status: 66,
      naming: "pages.docword.txt is what fit 1 was fitted to")
    try folder.write(InventedPapers.pages(), into: "listings")
    expectRefused(
      try TrendsProgram.run(["evaluate", "listings"], in: folder), status: 64,
      naming: "trends.db holds a bag of words")
    let heldOut = try TrendsProgram.succeed("evaluate", "--json", "--sweeps", "20", in: folder)
    #expect(try Self.object(heldOut)["unknown_tokens"] as? Int == 0)
  }

  @Test("A fit learns beta unless told not to, says so, and is evaluated likewise")
  func learnedBeta() throws {
    let evaluations = try [([], "true"), (["--fixed-beta"], "false")].map { options, isLearned in
      let folder = try WorkingFolder.withListings()
      let fit = try TrendsProgram.run(
        ["fit", "--topics", "3", "--sweeps", "120"] + options + ["listings"], in: folder)
      try #require(fit.status == 0, "\(fit.stderr)")
      try TrendsProgram.succeed("report", in: folder)
      let manifest = try folder.text("reports/manifest.json")
      #expect(manifest.contains(#""learns_beta": "# + isLearned))
      return try TrendsProgram.succeed("evaluate", "--json", in: folder).stdout
    }
    #expect(evaluations[0] != evaluations[1])
  }

  static let wrongOptions: [(arguments: [String], status: Int32, message: String)] = [
    (["--held-out", "0"], 64, "--held-out must be above 0 and below 1, but is 0.0"),
    (["--held-out", "1"], 64, "--held-out must be above 0 and below 1"),
    (["--held-out", "nan"], 64, "--held-out must be above 0 and below 1"),
    (["--held-out", "0.000001"], 64, "holds out none of 40 documents; raise it"),
    (["--held-out", "0.999999"], 64, "holds out all of 40 documents; lower it"),
    (["--sweeps", "0"], 64, "--sweeps must be from 1 to 1000000, but is 0"),
    (["--sweeps", "9223372036854775807"], 64, "--sweeps"),
    (["--chains", "0"], 64, "--chains"), (["--particles", "0"], 64, "--particles must be from 1"),
    (["--repeats", "0"], 64, "--repeats must be from 1"),
    (["--completion-sweeps", "0"], 64, "--completion-sweeps must be from 1"),
    (["--threads", "0"], 64, "--threads must be at least 1, but is 0"),
    (["--fit", "2"], 66, "no fit 2; the newest is 1"),
    (["--out", ""], 64, "--out is empty"),
    (["--out", "below/"], 64, "--out 'below/' ends in a slash"),
    (["missing"], 66, "missing: no such file"),
    (["--held-out", "0.1", "missing"], 64, "--held-out is for holding papers out"),
    (["--sweeps", "5", "missing"], 64, "--sweeps is for holding papers out"),
  ]

  @Test("Wrong arguments are refused, and nothing is written", arguments: wrongOptions)
  func refused(arguments: [String], status: Int32, message: String) throws {
    let folder = try WorkingFolder.withFit()
    let output = try TrendsProgram.run(["evaluate", "--quiet"] + arguments, in: folder)
    expectRefused(output, status: status, naming: message)
    #expect(folder.everything() == ["trends.db"])
  }

  @Test("A table that cannot be written is an error, and nothing is printed")
  func cannotWrite() throws {
    let folder = try WorkingFolder.withFit()
    try folder.write("file", "a file")
    try folder.makeFolder("folder")
    for (path, named) in [("file/scores.csv", "file: "), ("folder", "folder: ")] {
      expectRefused(
        try TrendsProgram.run(
          ["evaluate", "--quiet", "--sweeps", "5", "--out", path], in: folder), status: 73,
        naming: named)
    }
    #expect(folder.everything() == ["file", "folder", "trends.db"])
  }
}
