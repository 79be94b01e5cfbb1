import Testing

@Suite("Help, version, and names from elsewhere")
struct HelpTests {
  static let verbs = [
    "import", "fit", "report", "topics", "show", "documents", "phrases", "why", "diff", "evaluate",
    "calibrate", "doctor", "export", "intrusion",
  ]

  @Test("Every subcommand shows its defaults and an example of itself", arguments: verbs)
  func help(verb: String) throws {
    let folder = try WorkingFolder()
    let output = try TrendsProgram.succeed(verb, "--help", in: folder)
    #expect(output.stdout.contains("default:"))
    #expect(output.stdout.contains("EXAMPLE:\n  trends \(verb)"))
    #expect(output.stdout.contains("USAGE: trends \(verb)"))
    #expect(output.stderr == "")
    #expect(folder.everything() == [])
    #expect(try TrendsProgram.succeed("help", verb, in: folder).stdout == output.stdout)
  }

  @Test("The help names every subcommand, with an example")
  func overview() throws {
    let output = try TrendsProgram.succeed("--help", in: try WorkingFolder())
    let named = output.stdout.components(after: "SUBCOMMANDS:")
    #expect(named == Self.verbs)
    #expect(output.stdout.contains("EXAMPLE:\n  trends fit --topics 20 listings/"))
  }

  @Test("--help of fit shows the defaults of the model")
  func defaults() throws {
    let help = try TrendsProgram.succeed("fit", "--help", in: try WorkingFolder()).stdout
    let flowing = help.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for text in [
      "the number of themes. (default: 20)", "until the chains have settled. (default: 600)",
      "Seconds between two checkpoints of a chain; 0 for no clock. (default: 60)",
      "The seed; 0 is one like any other. (default: 1)", "(default: half of the sweeps)",
      "(default: 25, or fewer where the sweeps are few)",
      "(default: 2, and 5 from 1,000 papers on)",
    ] {
      #expect(flowing.contains(text))
    }
  }

  @Test(
    "Help names every format, the columns of dates, the workbook, and the threads without --threads",
    arguments: [
      ("import", "listing, jsonl, csv, tsv, uci, lda-c; for 'trends import' also mallet-state"),
      ("import", "a CSV with the columns document ("), ("report", "report.xlsx"),
      ("report", "Threads (default: one a core)"), ("calibrate", "Threads (default: one a core)"),
    ])
  func names(verb: String, text: String) throws {
    let help = try TrendsProgram.succeed(verb, "--help", in: try WorkingFolder()).stdout
    #expect(help.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(text))
  }

  @Test("--version names the program and everything that has a say in results")
  func version() throws {
    let output = try TrendsProgram.succeed("--version", in: try WorkingFolder())
    let lines = output.stdout.split(separator: "\n").map(String.init)
    let names = ["trends ", "instruction set ", "GSL ", "OpenBLAS ", "SQLite "]
    #expect(lines.count == names.count)
    for (line, name) in zip(lines, names) {
      #expect(line.hasPrefix(name) && line.count > name.count)
    }
    #expect(output.stderr == "")
  }

  @Test("The names that users of MALLET know do the same")
  func aliases() throws {
    let reports = try [
      ["--topics", "2", "--sweeps", "20", "--seed", "0", "--threads", "1"],
      [
        "--num-topics", "2", "--num-iterations", "20", "--random-seed", "0", "--num-threads", "1",
      ],
    ].map { options in
      let folder = try WorkingFolder.withListings()
      let fit = try TrendsProgram.run(["fit"] + options + ["listings"], in: folder)
      #expect(fit.stderr.contains("2 topics, 4 chains of 20 sweeps, seed 0"))
      try TrendsProgram.succeed("report", "--num-threads", "1", in: folder)
      return try folder.contents(of: "reports")
    }
    #expect(reports[0] == reports[1])
  }
}

extension String {
  /// The first words of the entries of a help section, which are indented by two spaces.
  fileprivate func components(after heading: String) -> [String] {
    split(separator: "\n", omittingEmptySubsequences: false).drop { $0 != heading }.dropFirst()
      .prefix { !$0.isEmpty }
      .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
  }
}
