import Foundation
import Testing
import TrendsTestSupport

/// 6,141 papers on 415 pages, as pages, as JSON lines and as a table.
@Suite("Real listings over two years")
struct RealListingsRoadTests {
  @Test("Pages, JSON lines and a table give the same model", .needsRealData)
  func sameThroughFormats() throws {
    let data = try #require(realData)
    let folder = try WorkingFolder()
    let jsonl = data.appendingPathComponent("hf-daily.jsonl.gz")
    try writeTable(of: jsonl, to: folder.file("papers.csv"))
    var models: [[String]] = []
    for input in [
      data.appendingPathComponent("hf-daily-listings").path, jsonl.path, "papers.csv",
    ] {
      let store = "\(models.count).db"
      let fit = try TrendsProgram.succeed(
        "fit", "--topics", "20", "--chains", "1", "--sweeps", "12", "--store", store, input,
        in: folder)
      #expect(fit.stderr.contains("6,141 new documents"))
      #expect(fit.stderr.contains("on 415 listings"))
      try TrendsProgram.succeed(
        "report", "--since", "2024-06-01", "--by", "quarter", "--store", store, "--out",
        store + "-reports",
        in: folder)
      try TrendsProgram.succeed(
        "export", "--format", "uci", "--store", store, "--out", store + "-bag/bag", in: folder)
      models.append(
        try ["topics.csv", "trends.csv", "terms.csv", "phrases.csv"].map {
          try folder.text(store + "-reports/" + $0)
        }
          + ["docword.txt", "vocab.txt", "dates.csv"].map {
            try folder.text(store + "-bag/bag." + $0)
          })
    }
    #expect(models[0] == models[1])
    #expect(models[0] == models[2])
  }

  /// What plain regular expressions count in the same papers, the second half against the first.
  @Test(
    "Reasoning and agents grow, diffusion shrinks", .needsRealData, .onlyWhenSlow, .tags(.slow))
  func agreesWithCounts() throws {
    let data = try #require(realData)
    let folder = try WorkingFolder()
    let fit = try TrendsProgram.run(
      ["fit", "--topics", "20", data.appendingPathComponent("hf-daily-listings").path],
      in: folder, seconds: 300)
    try #require(fit.status == 0)
    try TrendsProgram.succeed("report", "--since", "2024-06-01", "--by", "quarter", in: folder)
    let terms = try ResultTable(try folder.text("reports/terms.csv"))
    let trends = try ResultTable(try folder.text("reports/trends.csv"))
    for (word, grows) in [("reasoning", true), ("agents", true), ("diffusion models", false)] {
      let rows = terms.rows.filter { $0[2] == word }
      let best = try #require(rows.max { (Double($0[4]) ?? 0) < (Double($1[4]) ?? 0) })
      let shares = trends.rows.filter { $0[4] == best[0] && $0[3] == "true" }
        .compactMap { Double($0[6]) }
      let half = shares.count / 2
      let before = shares.prefix(half).reduce(0, +) / Double(half)
      let after = shares.suffix(half).reduce(0, +) / Double(half)
      #expect((after > before) == grows, "\(word): \(shares)")
    }
  }

  /// The records of a JSON-lines file as a CSV with the columns that pages have, and one more.
  private func writeTable(of jsonl: URL, to file: URL) throws {
    let expanded = file.deletingLastPathComponent().appendingPathComponent("expanded.jsonl")
    try Data().write(to: expanded)
    var streams = ChildProcess.Streams()
    streams.input = jsonl.path
    streams.output = expanded.path
    let expand = try ChildProcess(
      "/bin/gzip", ["-dc"], environment: [:], folder: "/", streams: streams)
    try #require(try expand.wait() == 0)
    let text = try Data(contentsOf: expanded)
    func quoted(_ value: Any?) -> String {
      "\"" + "\(value ?? "")".replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
    var table = "id,date,title,text,upvotes\n"
    for line in text.split(separator: UInt8(ascii: "\n")) {
      let record = try #require(
        try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
      table +=
        ["id", "date", "title", "text", "upvotes"].map { quoted(record[$0]) }
        .joined(separator: ",") + "\n"
    }
    try Data(table.utf8).write(to: file)
  }
}
