import Foundation
import Testing

@Suite("What moved between two fits or reports")
struct DiffTests {
  private struct Difference: Decodable {
    struct Topic: Decodable {
      var topicId: String
      var label: String
      var share: Double?
    }
    struct Change: Decodable {
      var old: Topic
      var new: Topic
      var similarity: Double
      var newDocuments: Double
      var goneDocuments: Double
      var refit: Double
      var options: Double
      var refitLimit: Double?
      var restatedBy: Double?
    }
    struct Option: Decodable {
      var name: String
      var noiseOnly: Bool
    }
    var documentsInBoth: Int
    var newDocuments: Int
    var goneDocuments: Int
    var lostTokens: Double?
    var options: [Option]
    var topics: [Change]
    var births: [Topic]
    var deaths: [Topic]
  }

  /// A store with four fits: the first 32 papers; all 40; all with another seed; all with two topics.
  private static let store = Result {
    let folder = try WorkingFolder()
    let pages = InventedPapers.pages()
    let early = pages.filter { $0.key != "listing-2024-03-06.txt" }
    try folder.write(early, into: "early")
    try folder.write(pages, into: "all")
    let common = ["fit", "-q", "--sweeps", "80", "--topics"]
    for arguments in [
      ["3", "early"], ["3", "all"], ["3", "--seed", "2"], ["2", "--fixed-beta"],
    ] {
      let output = try TrendsProgram.run(common + arguments, in: folder)
      try #require(output.status == 0, "\(output.stderr)")
    }
    return try folder.bytes("trends.db")
  }

  private func folder() throws -> WorkingFolder {
    let folder = try WorkingFolder()
    try folder.write("trends.db", try Self.store.get())
    return folder
  }

  private func diff(_ arguments: String..., in folder: WorkingFolder) throws -> Difference {
    let output = try TrendsProgram.run(["diff", "--json"] + arguments, in: folder)
    try #require(output.status == 0, "\(output.stderr)")
    return try exactJSON(Difference.self, output.stdout)
  }

  @Test("New papers: every topic is found again and the parts add up to the change")
  func newPapers() throws {
    let found = try diff("1", "2", in: try folder())
    // The paper that is listed on two dates is in both.
    #expect(found.documentsInBoth == 32 && found.newDocuments == 8 && found.goneDocuments == 0)
    #expect(found.options.isEmpty)
    #expect(found.topics.count == 3 && found.births.isEmpty && found.deaths.isEmpty)
    for change in found.topics {
      #expect(change.similarity > 0.8)
      let old = try #require(change.old.share)
      let new = try #require(change.new.share)
      let parts = change.newDocuments + change.goneDocuments + change.refit + change.options
      #expect(abs(new - old - parts) < 1e-12)
      #expect(change.goneDocuments == 0 && change.options == 0)
      #expect(try #require(change.refitLimit) >= 0)
    }
    // Bread rises to 5 of the 8 papers of the last date: what new papers bring is most of it.
    let most = try #require(found.topics.max { $0.newDocuments < $1.newDocuments })
    #expect(most.newDocuments > 0.03 && most.newDocuments > 3 * abs(most.refit))
  }

  @Test("Another seed is noise: no new paper, no option, and only refit moves")
  func seed() throws {
    let found = try diff("2", "3", in: try folder())
    #expect(found.options.map(\.name) == ["seed"] && found.options.allSatisfy(\.noiseOnly))
    #expect(found.documentsInBoth == 40 && found.lostTokens == 0)
    for change in found.topics {
      #expect(change.newDocuments == 0 && change.options == 0)
      #expect(abs(change.refit) < 0.05)
    }
  }

  @Test("Fewer topics: the options are listed, a topic dies, and the rest is put down to options")
  func options() throws {
    let found = try diff("2", "4", in: try folder())
    #expect(found.options.map(\.name) == ["learnsBeta", "topicCount"])
    #expect(found.deaths.count >= 1 && found.topics.count <= 2)
    for change in found.topics {
      let limit = try #require(change.refitLimit)
      #expect(abs(change.refit) <= limit + 1e-15)
    }
    #expect(found.topics.contains { abs($0.options) > 0.01 })
  }

  @Test("Backwards the papers are gone")
  func backwards() throws {
    let found = try diff("2", "1", in: try folder())
    #expect(found.newDocuments == 0 && found.goneDocuments == 8)
    #expect(found.topics.allSatisfy { $0.newDocuments == 0 })
    #expect(found.topics.contains { abs($0.goneDocuments) > 0.03 })
  }

  @Test("A fit and itself do not differ")
  func itself() throws {
    let found = try diff("2", "2", in: try folder())
    #expect(found.options.isEmpty && found.births.isEmpty)
    for change in found.topics {
      #expect(change.old.topicId == change.new.topicId)
      #expect(change.similarity > 0.95 && change.refit == 0)
      #expect(try #require(change.restatedBy) == 0)
    }
  }

  @Test(
    "Two report folders give the same pairs, in either dialect", arguments: [[], ["--csv-locale"]])
  func reports(options: [String]) throws {
    let folder = try folder()
    for fit in ["1", "2"] {
      let output = try TrendsProgram.run(
        ["report", "--fit", fit, "--out", "r" + fit] + options, in: folder)
      #expect(output.status == 0)
    }
    let reports = try diff("r1", "r2", in: folder)
    let fits = try diff("1", "2", in: folder)
    #expect(
      reports.topics.map { [$0.old.topicId, $0.new.topicId] }
        == fits.topics.map { [$0.old.topicId, $0.new.topicId] })
    #expect(reports.documentsInBoth == 32 && reports.newDocuments == 8)
    #expect(reports.options.isEmpty)
    for (left, right) in zip(reports.topics, fits.topics) {
      #expect(abs(left.newDocuments - right.newDocuments) < 0.02)
      #expect(left.refitLimit == nil)
      #expect(abs(try #require(left.new.share) - (try #require(right.new.share))) < 1e-12)
    }
    let text = try TrendsProgram.succeed("diff", "r1", "r2", in: folder)
    let flowing = text.stdout.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(flowing.contains("F counts papers by their largest topic"))
    for line in text.stdout.split(separator: "\n") { #expect(line.count <= 80) }
  }

  @Test(
    "What cannot be compared is refused",
    arguments: [
      (["1", "r"], Int32(64), "are a fit and a folder"), (["1", "9"], 66, "holds no fit 9"),
      (["r", "s"], 66, "r/topics.csv: no such file"),
      (["r", "s", "--by", "month"], 64, "for fits"),
      (["1", "2", "--since", "2025-03-01"], 66, "no listings on or after 2025-03-01"),
    ])
  func refused(arguments: [String], status: Int32, text: String) throws {
    expectRefused(
      try TrendsProgram.run(["diff"] + arguments, in: try folder()), status: status, naming: text)
  }

  @Test("A table of a report that is damaged is named", arguments: ["topics.csv", "manifest.json"])
  func damaged(file: String) throws {
    let folder = try folder()
    try TrendsProgram.succeed("report", "--out", "r", in: folder)
    try folder.write("r/" + file, "x\n1\n")
    expectRefused(
      try TrendsProgram.run(["diff", "r", "r"], in: folder), status: 65, naming: "r/" + file)
  }
}
