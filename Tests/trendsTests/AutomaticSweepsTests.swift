import Foundation
import Glibc
import Testing

@Suite("A fit that settles its number of sweeps")
struct AutomaticSweepsTests {
  /// Two chains have 40 values after the burn-in of the first round, fewer than are asked for: there
  /// are two rounds at least.
  private static let options = ["fit", "listings", "--topics", "5", "--chains", "2"]

  /// The sweeps that a fit tells of in its closing line.
  private func sweeps(_ output: TrendsProgram.Output) throws -> String {
    let line = try #require(output.errorLines.first { $0.hasPrefix("fit 1 of trends.db: ") })
    let words = line.split(separator: " ")
    let place = try #require(words.firstIndex { $0.hasPrefix("sweep") })
    return String(words[place - 1].filter { $0 != "," })
  }

  @Test("gives what a fit of so many sweeps gives, at any number of threads, interrupted or not")
  func sameBytes() throws {
    let automatic = try WorkingFolder.withListings()
    let flags = ["--sweeps", "auto", "--max-sweeps", "1600"]
    let output = try TrendsProgram.run(Self.options + flags + ["--threads", "1"], in: automatic)
    #expect(output.status == 0, "\(output.stderr)")
    let sweeps = try sweeps(output)
    #expect(["800", "1600"].contains(sweeps))
    #expect(
      output.errorLines.count { $0.hasPrefix("settled after ") || $0.hasPrefix("not_converged: ") }
        == 1)

    let fixed = try WorkingFolder.withListings()
    try #require(
      try TrendsProgram.run(Self.options + ["--sweeps", sweeps], in: fixed).status == 0)
    #expect(try haveSameFits(automatic, fixed))

    let stopped = try WorkingFolder.withListings()
    for delay in [0, 50, 100, 150] as [UInt32] {
      let isFirst = delay == 0
      let output = try TrendsProgram.run(
        isFirst ? Self.options + flags : ["fit", "--resume", "--checkpoint-sweeps", "11"],
        in: stopped, interruption: .init(signal: isFirst ? SIGINT : SIGKILL, text: " MB\n")
      ) { usleep(1000 * delay) }
      if output.status == 0 { break }
    }
    if stopped.everything().contains("trends.db-checkpoint") {
      let last = try TrendsProgram.run(["fit", "--resume", "--threads", "2"], in: stopped)
      // A kill between storing the fit and removing its checkpoint leaves nothing to go on with.
      #expect(last.status == 0 || last.stderr.contains("to go on with"), "\(last.stderr)")
    }
    #expect(try haveSameFits(automatic, stopped))
  }

  @Test("says so where the chains have not settled")
  func notConverged() throws {
    let folder = try WorkingFolder.withListings()
    // One chain has 20 values after the burn-in of the only round, fewer than are asked for.
    let output = try TrendsProgram.succeed(
      "fit", "listings", "--topics", "5", "--chains", "1", "--sweeps", "auto", "--max-sweeps",
      "400", in: folder)
    #expect(
      output.errorLines.contains {
        $0.hasPrefix("not_converged: after 400 sweeps") && $0.hasSuffix("raise --max-sweeps")
      }, "\(output.stderr)")
  }

  @Test(
    "has options of its own",
    arguments: [
      (["--sweeps", "auto", "--burn-in", "7"], "--burn-in is half of the sweeps"),
      (["--max-sweeps", "800"], "--max-sweeps goes with --sweeps auto"),
      (["--sweeps", "auto", "--max-sweeps", "399"], "--max-sweeps must be from 400 to 1000000"),
      (["--sweeps", "some"], "some"),
    ] as [([String], String)])
  func badOptions(flags: [String], message: String) throws {
    let folder = try WorkingFolder.withListings()
    let output = try TrendsProgram.run(["fit", "listings"] + flags, in: folder)
    #expect(output.status == 64)
    #expect(output.stderr.contains(message), "\(output.stderr)")
    #expect(!folder.everything().contains("trends.db"))
  }
}
