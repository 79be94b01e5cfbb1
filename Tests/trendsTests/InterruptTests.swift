import Glibc
import Testing

@Suite("A fit that is interrupted")
struct InterruptTests {
  @Test(
    "by Ctrl-C ends with 130 and one line, and keeps the import and no fit",
    arguments: [SIGINT, SIGTERM])
  func interrupted(signal: Int32) throws {
    let folder = try WorkingFolder.withListings()
    // Enough sweeps for hours; the estimate is told right before the first one.
    let output = try TrendsProgram.run(
      ["fit", "--topics", "3", "--sweeps", "1000000", "listings"], in: folder,
      interruption: .init(signal: signal, text: " MB\n"))
    #expect(output.status == 130)
    let errors = output.errorLines.filter { $0.hasPrefix("error: ") }
    #expect(errors.count == 1 && errors.first?.contains("interrupted") == true, "\(output.stderr)")
    // Its checkpoint aside: ResumeTests goes on from there.
    #expect(
      folder.everything().filter { !$0.hasPrefix("listings") && !$0.contains("checkpoint") }
        == ["trends.db"])

    let report = try TrendsProgram.run(["report"], in: folder)
    expectRefused(report, status: 66, naming: "holds no fitted model")
    let again = try TrendsProgram.succeed(
      "fit", "--topics", "3", "--sweeps", "4", "listings", in: folder)
    #expect(again.stderr.contains("nothing new"))
    #expect(again.stderr.contains("40 documents, "))
    #expect(again.stderr.contains("fit 1 of trends.db"))
  }

  @Test("by a kill leaves a store that opens, and keeps nobody out")
  func killed() throws {
    let folder = try WorkingFolder.withListings()
    let output = try TrendsProgram.run(
      ["fit", "--topics", "3", "--sweeps", "1000000", "listings"], in: folder,
      interruption: .init(signal: SIGKILL, text: " MB\n"))
    #expect(output.status == -SIGKILL)
    expectRefused(
      try TrendsProgram.run(["report"], in: folder), status: 66, naming: "holds no fitted model")
    try TrendsProgram.succeed("fit", "--topics", "3", "--sweeps", "4", in: folder)
    #expect(folder.everything().filter { !$0.hasPrefix("listings") } == ["trends.db"])
  }

  @Test("keeps a second writer out, and readers in, until then")
  func secondWriter() throws {
    let folder = try WorkingFolder.withFit()
    let output = try TrendsProgram.run(
      ["fit", "--topics", "3", "--sweeps", "1000000"], in: folder,
      interruption: .init(signal: SIGINT, text: " MB\n")
    ) {
      let second = try TrendsProgram.run(["fit", "--topics", "3"], in: folder)
      expectRefused(second, status: 73, naming: "trends.db is in use by another writer")
      try TrendsProgram.succeed("topics", in: folder)
    }
    #expect(output.status == 130)
  }
}
