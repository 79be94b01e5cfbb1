import Testing

@Suite("Wrong arguments are refused")
struct RefusedArgumentsTests {
  static let wrongFitOptions: [(options: [String], message: String)] = [
    (["--topics", "0"], "--topics must be from 1 to 65535, but is 0"),
    (["--topics", "65536"], "--topics"), (["--topics=-1"], "--topics"),
    (["--beta", "0"], "--beta must be from 1e-6 to 1e6"), (["--beta", "nan"], "--beta"),
    (["--beta", "1e39"], "--beta"), (["--alpha-sum", "1e300"], "--alpha-sum"),
    (["--burn-in=-9223372036854775808"], "--burn-in"),
    (["--alpha-sum", "0"], "--alpha-sum"), (["--alpha-sum", "inf"], "--alpha-sum"),
    (["--rng", "nonsense"], "'nonsense'"), (["--rng", ""], "--rng"),
    (["--sweeps", "9223372036854775807"], "--sweeps"),
    (["--sweeps", "1000000000000", "--draws", "499999999999"], "--"),
    (["--sweeps", "0"], "--sweeps"), (["--chains", "0"], "--chains"),
    (["--sweeps", "10", "--burn-in", "10"], "--burn-in"), (["--draws", "0"], "--draws"),
    (["--threads", "0"], "--threads must be at least 1, but is 0"),
    (["--max-share", "0"], "--max-share"), (["--max-share", "1.5"], "--max-share"),
    (["--min-documents", "0"], "--min-documents"),
    (["--year", "0"], "--year must be from 1000 to 9999"), (["--format", "word"], "--format"),
    (["--date-format", "YYYY"], "--date-format"),
  ]

  @Test(
    "Options of a fit are checked before anything is read or made",
    arguments: wrongFitOptions)
  func fitOptions(options: [String], message: String) throws {
    let folder = try WorkingFolder.withListings()
    let before = folder.everything()
    let output = try TrendsProgram.run(["fit"] + options + ["listings"], in: folder)
    expectRefused(output, status: 64, naming: message)
    #expect(folder.everything() == before)
  }

  @Test("More topics than documents are refused; what was imported is whole and is kept")
  func tooManyTopics() throws {
    let folder = try WorkingFolder.withListings()
    let output = try TrendsProgram.run(
      ["fit", "--quiet", "--topics", "41", "listings"], in: folder)
    expectRefused(output, status: 64, naming: "--topics is 41, but only 40 documents")
    try TrendsProgram.succeed("fit", "--topics", "40", "--sweeps", "2", in: folder)
  }

  static let wrongLooks: [(arguments: [String], status: Int32, message: String)] = [
    (["report", "--since", "2024-03-07"], 66, "no listings on or after 2024-03-07"),
    (["report", "--until", "2024-01-09"], 66, "no listings on or before 2024-01-09"),
    (["report", "--since", "2024-01-11", "--until", "2024-01-12"], 66, "no listings from"),
    (["topics", "--since", "2030-01-01"], 66, "no listings on or after 2030-01-01"),
    (["report", "--since", "2024-02-02", "--until", "2024-02-01"], 64, "is after --until"),
    (["report", "--since", "2024-02-30"], 64, "--since '2024-02-30' is not a date"),
    (["report", "--until", "soon"], 64, "--until 'soon' is not a date"),
    (["report", "--since", "0d"], 64, "--since '0d' is not a date"),
    (["report", "--threads", "0"], 64, "--threads must be at least 1, but is 0"),
    (["report", "--fit", "2"], 66, "no fit 2; the newest is 1"),
    (["show", "T0099"], 64, "no topic 'T0099'; topics are T0001 to T0003"),
    (["show", "T0000"], 64, "no topic 'T0000'"), (["show", "dough"], 64, "no topic 'dough'"),
    (["documents", "--topic", "T0004"], 64, "no topic 'T0004'"),
    (["documents", "--limit", "0"], 64, "--limit must be at least 1, but is 0"),
    (["export", "--format", "uci"], 64, "--out PREFIX"),
    (["intrusion", "--out", "-"], 64, "--out cannot be standard output here; name a file"),
    (["export", "--format", "uci", "--out", "below/x/"], 64, "--out"),
  ]

  @Test(
    "Dates and topics that a report cannot be of",
    arguments: wrongLooks)
  func looking(arguments: [String], status: Int32, message: String) throws {
    let folder = try WorkingFolder.withFit()
    let output = try TrendsProgram.run(arguments, in: folder)
    expectRefused(output, status: status, naming: message)
    #expect(folder.everything() == ["trends.db"])
  }

  @Test(
    "What the argument parser refuses is 64 too, with the usage",
    arguments: [
      ["nonsense"], ["fit", "--topics", "many"], ["fit", "--sampler", "fast"], ["show"],
      ["report", "--by", "fortnight"], ["import"], ["doctor"], ["fit", "--nonsense"],
    ])
  func parser(arguments: [String]) throws {
    let folder = try WorkingFolder()
    let output = try TrendsProgram.run(arguments, in: folder)
    #expect(output.status == 64)
    #expect(output.stdout == "")
    #expect(output.stderr.lowercased().hasPrefix("error: "))
    #expect(output.stderr.contains("Usage: trends"))
    #expect(folder.everything() == [])
  }
}
