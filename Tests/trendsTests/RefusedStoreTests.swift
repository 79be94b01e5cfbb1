import Foundation
import Testing

@Suite("Stores and paths that cannot be used are refused")
struct RefusedStoreTests {
  static let readers = [
    ["report"], ["topics"], ["show", "T0001"], ["documents"], ["export", "--format", "counts"],
    ["evaluate", "--quiet", "--sweeps", "5"],
  ]
  static let all = readers + [["fit"], ["import", "listings"], ["fit", "listings"]]

  @Test("A text file is no store, and stays what it is", arguments: all)
  func textFile(arguments: [String]) throws {
    let folder = try WorkingFolder.withListings()
    let text = "Dear store,\n" + String(repeating: "this is a letter. ", count: 100)
    try folder.write("trends.db", text)
    let before = folder.everything()
    let output = try TrendsProgram.run(arguments, in: folder)
    expectRefused(output, status: 65, naming: "trends.db", "not a store")
    #expect(try folder.text("trends.db") == text)
    #expect(folder.everything() == before)
  }

  @Test("A store of a newer version is not touched", arguments: all)
  func newerVersion(arguments: [String]) throws {
    let folder = try WorkingFolder.withFit()
    try folder.write(InventedPapers.pages(), into: "listings")
    var store = try folder.bytes("trends.db")
    // SQLite keeps user_version big-endian from offset 60.
    let version = store[60..<64].reduce(0) { $0 << 8 | Int($1) }
    store[62] = UInt8((version + 256) >> 8)
    try folder.write("trends.db", store)
    let before = folder.everything()
    let output = try TrendsProgram.run(arguments, in: folder)
    expectRefused(
      output, status: 65, naming: "trends.db", "newer version",
      "schema \(version + 256), this is \(version)")
    #expect(try folder.bytes("trends.db") == store)
    #expect(folder.everything() == before)
  }

  @Test("A store that was cut short is damaged", arguments: readers)
  func cutShort(arguments: [String]) throws {
    let folder = try WorkingFolder.withFit()
    let store = try folder.bytes("trends.db")
    try folder.write("trends.db", store.prefix(store.count / 2))
    let output = try TrendsProgram.run(arguments, in: folder)
    expectRefused(output, status: 65, naming: "trends.db")
    #expect(folder.everything() == ["trends.db"])
  }

  @Test("A missing store is missing, and is not made", arguments: readers + [["fit"]])
  func missing(arguments: [String]) throws {
    let folder = try WorkingFolder()
    let output = try TrendsProgram.run(arguments, in: folder)
    expectRefused(output, status: 66, naming: "trends.db: no such store")
    #expect(folder.everything() == [])
  }

  @Test("An empty file is an empty store", arguments: readers + [["fit"]])
  func empty(arguments: [String]) throws {
    let folder = try WorkingFolder()
    try folder.write("trends.db", "")
    let output = try TrendsProgram.run(arguments, in: folder)
    expectRefused(output, status: 66, naming: "trends.db")
  }

  @Test("Without a fit there is nothing to look at", arguments: readers)
  func withoutFit(arguments: [String]) throws {
    let folder = try WorkingFolder.withListings()
    try TrendsProgram.succeed("import", "listings", in: folder)
    let output = try TrendsProgram.run(arguments, in: folder)
    expectRefused(output, status: 66, naming: "trends.db holds no fitted model; run 'trends fit'")
    #expect(!folder.everything().contains("reports"))
  }

  @Test(
    "A path that is missing and a folder without listings are named",
    arguments: [("missing", "no such file"), ("none", "holds no listings")])
  func noListings(path: String, found: String) throws {
    let folder = try WorkingFolder()
    try folder.makeFolder("none")
    try folder.write("none/notes.md", "no listing")
    let before = folder.everything()
    for verb in ["import", "fit", "doctor"] {
      expectRefused(
        try TrendsProgram.run([verb, path], in: folder), status: 66, naming: path, found)
    }
    #expect(folder.everything() == before)
  }

  @Test("A path that is no regular file is read like one")
  func device() throws {
    let output = try TrendsProgram.run(["import", "/dev/null"], in: try WorkingFolder())
    expectRefused(output, status: 65, naming: "/dev/null: is empty")
  }

  @Test("A report does not replace a file by a folder, nor half of a folder")
  func cannotWrite() throws {
    let folder = try WorkingFolder.withFit()
    try folder.write("out", "a file")
    for path in ["out", "out/below"] {
      expectRefused(
        try TrendsProgram.run(["report", "--out", path], in: folder), status: 73, naming: path)
    }
    #expect(try folder.text("out") == "a file")
    try folder.makeFolder("reports/summary.txt")
    expectRefused(try TrendsProgram.run(["report"], in: folder), status: 73, naming: "summary.txt")
    #expect(folder.everything() == ["out", "reports", "reports/summary.txt", "trends.db"])
  }

  @Test("An export does not write over a folder, nor some of its files only")
  func cannotExport() throws {
    let folder = try WorkingFolder.withFit()
    try folder.makeFolder("x/pages.vocab.txt")
    let output = try TrendsProgram.run(
      ["export", "--format", "uci", "--out", "x/pages"], in: folder)
    expectRefused(output, status: 73, naming: "x/pages.vocab.txt")
    #expect(folder.everything(in: "x") == ["pages.vocab.txt"])
  }

  @Test(
    "A full device as standard output is an error",
    arguments: readers.dropFirst() + [["report", "--stdout"], ["doctor", "listings"]])
  func fullDevice(arguments: [String]) throws {
    let folder = try WorkingFolder.withFit()
    try folder.write(InventedPapers.pages(), into: "listings")
    let output = try TrendsProgram.run(arguments, in: folder, standardOutput: "/dev/full")
    expectRefused(output, status: 73, naming: "standard output: cannot be written")
  }
}
