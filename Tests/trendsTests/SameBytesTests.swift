import Foundation
import Testing

@Suite("The same papers, options and seed give the same bytes")
struct SameBytesTests {
  /// Fits and reports in a new folder, and returns every file of the report.
  private func report(
    fitOptions: [String] = [], reportOptions: [String] = [],
    environment: [String: String?] = [:]
  ) throws -> [String: Data] {
    let folder = try WorkingFolder.withListings()
    let fit = try TrendsProgram.run(
      ["fit", "--topics", "3", "--sweeps", "30"] + fitOptions + ["listings"], in: folder,
      environment: environment)
    try #require(fit.status == 0, "\(fit.stderr)")
    let report = try TrendsProgram.run(
      ["report", "--by", "month"] + reportOptions, in: folder, environment: environment)
    try #require(report.status == 0, "\(report.stderr)")
    return try folder.contents(of: "reports")
  }

  @Test("at any number of threads, in another run, and at any place, zone and language")
  func sameBytes() throws {
    let once = try report(fitOptions: ["--threads", "1"], reportOptions: ["--threads", "1"])
    #expect(once.keys.sorted() == RoadTests.reportFiles)
    let again = try report(fitOptions: ["--threads", "1"], reportOptions: ["--threads", "1"])
    expectSame(again, once)
    let twoThreads = try report(fitOptions: ["--threads", "2"], reportOptions: ["--threads", "2"])
    expectSame(twoThreads, once)
    let manyThreads = try report(
      fitOptions: ["--threads", "7"], reportOptions: ["--threads", "3"])
    expectSame(manyThreads, once)
    let elsewhere = try report(environment: [
      "TZ": "Asia/Kathmandu", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "HOME": nil,
      "PATH": nil,
    ])
    expectSame(elsewhere, once)
  }

  @Test("and another seed gives others")
  func otherSeed() throws {
    let one = try report()
    let two = try report(fitOptions: ["--seed", "2"])
    #expect(one["trends.csv"] != two["trends.csv"])
  }

  @Test("The dense and the scalar kernel write the same tables")
  func samplers() throws {
    let dense = try report(fitOptions: ["--sampler", "dense"])
    let scalar = try report(fitOptions: ["--sampler", "scalar"])
    // The manifest names the kernel.
    expectSame(
      scalar.filter { $0.key != "manifest.json" }, dense.filter { $0.key != "manifest.json" })
  }

  @Test("Listing pages, JSON lines and CSV of the same papers give the same tables")
  func formats() throws {
    let inputs: [[String: String]] = [
      InventedPapers.pages(), ["papers.jsonl": InventedPapers.jsonLines()],
      ["papers.csv": InventedPapers.table()],
      ["papers.tsv": InventedPapers.table(separator: "\t")],
    ]
    let reports = try inputs.map { files in
      let folder = try WorkingFolder()
      try folder.write(files, into: "input")
      try TrendsProgram.succeed("fit", "--topics", "3", "--sweeps", "30", "input", in: folder)
      try TrendsProgram.succeed("report", in: folder)
      // The manifest names the inputs.
      return try folder.contents(of: "reports").filter { $0.key != "manifest.json" }
    }
    for report in reports.dropFirst() { expectSame(report, reports[0]) }
  }

  @Test("A second report over the first one replaces it whole")
  func reportTwice() throws {
    let folder = try WorkingFolder.withFit()
    try TrendsProgram.succeed("report", in: folder)
    let first = try folder.contents(of: "reports")
    try folder.write("reports/notes.md", "mine")
    try folder.write("reports/trends.csv", "changed by hand")
    try TrendsProgram.succeed("report", in: folder)
    var second = try folder.contents(of: "reports")
    #expect(second.removeValue(forKey: "notes.md") == Data("mine".utf8))
    expectSame(second, first)
  }

  private func expectSame(
    _ found: [String: Data], _ expected: [String: Data],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(found.keys.sorted() == expected.keys.sorted(), sourceLocation: sourceLocation)
    for name in expected.keys.sorted() where found[name] != expected[name] {
      let lines = [found, expected].map {
        String(decoding: $0[name] ?? Data(), as: UTF8.self).split(whereSeparator: \.isNewline)
      }
      let line = zip(lines[0], lines[1]).enumerated().first { $0.element.0 != $0.element.1 }
      Issue.record(
        "\(name) differs, first: \(line.map { "\($0.offset + 1): \($0.element)" } ?? "at its end")",
        sourceLocation: sourceLocation)
    }
  }
}
