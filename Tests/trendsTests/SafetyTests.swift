import Foundation
import Testing

@Suite("Other people's files and hostile texts")
struct SafetyTests {
  @Test("A folder with other files in it keeps every one of them")
  func otherFiles() throws {
    let folder = try WorkingFolder.withFit()
    let others = [
      "out/notes.txt": "mine", "out/topics.csv.bak": "mine too", "out/.hidden": "x",
      "out/sub/deep.csv": "a,b", "out/calls-old.csv": "",
    ]
    for (path, text) in others { try folder.write(path, text) }
    try folder.write("out/topics.csv", "of an earlier report")
    for _ in 0..<2 { try TrendsProgram.succeed("report", "--out", "out", in: folder) }
    for (path, text) in others { #expect(try folder.text(path) == text) }
    #expect(try folder.text("out/topics.csv").hasPrefix("topic_id,"))
    #expect(!folder.everything(in: "out").contains { $0.contains(".tmp") })
  }

  @Test(
    "Where a file may not grow nothing is written, and nothing is left",
    arguments: [
      ["report", "--out", "out/new"], ["report", "--out", "kept"],
      ["export", "--format", "mallet-state", "--out", "out/x"],
      ["export", "--format", "pyldavis", "--out", "out/fit.json"],
    ])
  func fullDisk(arguments: [String]) throws {
    let folder = try WorkingFolder.withFit()
    try folder.write("kept/summary.txt", "of an earlier report")
    let before = folder.everything()
    let output = try TrendsProgram.run(arguments, in: folder, fileSizeLimit: 1)
    expectRefused(output, status: 73, naming: "cannot be written: File too large")
    #expect(folder.everything() == before)
    #expect(try folder.text("kept/summary.txt") == "of an earlier report")
  }

  @Test(
    "A folder in which nothing can be made is named", arguments: ["/proc/trends", "/dev/null/x"])
  func noSuchPlace(path: String) throws {
    let output = try TrendsProgram.run(["report", "--out", path], in: try .withFit())
    expectRefused(output, status: 73, naming: path, "cannot be written")
  }

  /// What a terminal would obey, or turn around.
  private func isHarmless(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      scalar == "\n"
        || (scalar.properties.generalCategory != .control
          && !(0x202A...0x202E).contains(scalar.value) && !(0x2066...0x2069).contains(scalar.value))
    }
  }

  @Test("Hostile titles come through every view as they are, and harmless")
  func views() throws {
    let folder = try WorkingFolder()
    try folder.write("papers.csv", ReportFormatTests.nastyPapers)
    try TrendsProgram.succeed(
      "fit", "-q", "--topics", "3", "--sweeps", "40", "papers.csv", in: folder)
    let views = [
      ["topics"], ["show", "T0001"], ["why", "T0001", "--limit", "50"], ["report", "--stdout"],
      ["diff", "1", "1"],
    ]
    var shown = ""
    for view in views {
      let output = try TrendsProgram.run(view, in: folder)
      #expect(output.status == 0, "\(output.stderr)")
      #expect(isHarmless(output.stdout), "\(view)")
      shown += output.stdout
    }
    // Links, and marks that turn the direction of text, go when a title is cleaned.
    #expect(shown.contains("=HYPERLINK(\"\",\"click\")"))
    #expect(shown.contains("<script>alert(1)</script>"))
    #expect(shown.contains("שלום עולם"))
    #expect(shown.contains("emoji 👩‍👩‍👧‍👦 😀"))
    #expect(shown.contains("two lines, \"so\""))
    for view in [["topics"], ["show", "T0001"], ["why", "T0001"], ["diff", "1", "1"]] {
      let json = try TrendsProgram.run(view + ["--json"], in: folder).stdout
      #expect(isHarmless(json))
      #expect(try JSONSerialization.jsonObject(with: Data(json.utf8)) is [String: Any])
    }
    let documents = try ResultTable(try TrendsProgram.succeed("documents", in: folder).stdout)
    let titles = try documents.column("title")
    for title in [
      "'=HYPERLINK(\"\",\"click\")", "'=cmd|' /C calc'!A0",
      "<script>alert(1)</script>", "'1984", "'3-4", "'2401.01230", "中文标题", "'-1", "'@SUM(A1)",
      "'1e5", "'TRUE",
    ] {
      #expect(titles.contains(title), "\(title)")
    }
    #expect(titles.contains { $0.count > 9_000 })
  }
}
