import Foundation
import Testing

@Suite("A report over an earlier one")
struct EarlierReportTests {
  @Test("JSON of an earlier report goes, unless somebody changed it; other files stay")
  func json() throws {
    let folder = try WorkingFolder.withFit()
    try TrendsProgram.succeed("report", "--json", in: folder)
    let first = folder.everything(in: "reports")
    #expect(first.contains("topics.json") && first.contains("terms.json"))
    try folder.write("reports/terms.json", "{\"mine\": true}")
    try folder.write("reports/notes.json", "mine")
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("reports/link.json").path,
      withDestinationPath: folder.file("reports/calls.json").path)

    let output = try TrendsProgram.succeed("report", in: folder)
    let names = folder.everything(in: "reports")
    #expect(names == (RoadTests.reportFiles + ["link.json", "notes.json", "terms.json"]).sorted())
    #expect(try folder.text("reports/terms.json") == "{\"mine\": true}")
    #expect(
      output.stderr.contains(
        "removed from reports: \(first.count { $0.hasSuffix(".json") } - 2) files of an earlier "
          + "report that this one does not have"))

    // Nothing is left to remove, and the report is what it is in an empty folder.
    #expect(!(try TrendsProgram.succeed("report", in: folder).stderr.contains("removed")))
    try TrendsProgram.succeed("report", "--out", "fresh", in: folder)
    for (name, bytes) in try folder.contents(of: "fresh") {
      #expect(try folder.bytes("reports/" + name) == bytes, "\(name)")
    }
  }

  @Test("Charts of topics that a later report does not have go from its folder of charts")
  func charts() throws {
    let folder = try WorkingFolder.withFit()
    try TrendsProgram.succeed("report", "--svg", "charts", in: folder)
    #expect(folder.everything(in: "charts").contains("T0003.svg"))
    try folder.write("charts/T0001.txt", "mine")
    try TrendsProgram.succeed(
      "fit", "-q", "--topics", "2", "--sweeps", "20", in: folder)
    // Without --svg no folder of charts is named, and none is touched.
    try TrendsProgram.succeed("report", in: folder)
    #expect(folder.everything(in: "charts").contains("T0003.svg"))
    try TrendsProgram.succeed("report", "--svg", "charts", in: folder)
    let names = folder.everything(in: "charts")
    #expect(!names.contains { $0.hasPrefix("T0003") || $0.hasPrefix("map") })
    #expect(names.contains("T0002.svg") && names.contains("T0001.txt"))
  }

  @Test(
    "A list that is not ours, or leads elsewhere, removes nothing",
    arguments: ["", "[]", "{\"files\": {\"mine.txt\": \"sha256:0\"}}", "traversal"])
  func foreignLists(list: String) throws {
    let folder = try WorkingFolder.withFit()
    try folder.write("mine.txt", "")
    try folder.write("reports/mine.txt", "")
    // The digest is that of an empty file.
    let empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    try folder.write(
      "reports/manifest.json",
      list == "traversal"
        ? "{\"program\": \"trends\", \"files\": {\"../mine.txt\": \"\(empty)\"}}" : list)
    try TrendsProgram.succeed("report", in: folder)
    #expect(folder.everything().contains("mine.txt"))
    #expect(folder.everything(in: "reports").contains("mine.txt"))
  }
}
