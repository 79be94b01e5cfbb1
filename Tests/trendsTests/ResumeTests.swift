import Foundation
import Glibc
import Testing
import TrendsStore
import TrendsTestSupport

@Suite("A fit that was interrupted goes on")
struct ResumeTests {
  /// A fit of some seconds, so that there is time to interrupt it: 3 chains of 3,000 sweeps.
  private static let options = ["--topics", "3", "--chains", "3", "--sweeps", "3000"]

  /// What a fit that nobody interrupts leaves in the store.
  private static let straight = Result {
    let folder = try WorkingFolder.withListings()
    let output = try TrendsProgram.run(["fit", "listings"] + options, in: folder)
    try #require(output.status == 0, "\(output.stderr)")
    return folder
  }

  @Test("after Ctrl-C, and gives what it gives at once", arguments: [SIGINT, SIGTERM])
  func interrupted(signal: Int32) throws {
    let folder = try WorkingFolder.withListings()
    let output = try TrendsProgram.run(
      ["fit", "listings"] + Self.options, in: folder,
      interruption: .init(signal: signal, text: " MB\n"))
    #expect(output.status == 130, "\(output.stderr)")
    #expect(
      output.errorLines.last == "error: interrupted; 'trends fit --resume' goes on where it stopped"
    )
    #expect(folder.everything().contains("trends.db-checkpoint"))
    expectRefused(
      try TrendsProgram.run(["report"], in: folder), status: 66, naming: "holds no fitted model")

    let resumed = try TrendsProgram.succeed("fit", "--resume", "--threads", "2", in: folder)
    #expect(resumed.stderr.contains("going on from trends.db-checkpoint: "))
    #expect(resumed.stderr.contains("fit 1 of trends.db: 3 topics, 3 chains of 3,000 sweeps"))
    #expect(try haveSameFits(folder, Self.straight.get()))
    #expect(folder.everything().filter { !$0.hasPrefix("listings") } == ["trends.db"])
  }

  @Test("after kills at any time, and gives what it gives at once")
  func killed() throws { try torture(kills: 5, seed: 1) }

  @Test(
    "after 200 kills at any time, and gives what it gives at once", .tags(.slow), .onlyWhenSlow,
    arguments: 1...20)
  func killedOften(seed: UInt64) throws { try torture(kills: 10, seed: seed) }

  /// Kills a fit that writes checkpoints all the time, at times spread over its run, and goes on
  /// each time.
  private func torture(kills: Int, seed: UInt64) throws {
    let folder = try WorkingFolder.withListings()
    try TrendsProgram.succeed("import", "listings", in: folder)
    // Knuth's linear congruential generator of MMIX: all that is asked of it is to repeat.
    var state = seed
    var ended = 0
    for number in 0..<kills where ended == 0 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let delay = Double(state >> 33) / Double(UInt32.max >> 1) * 0.6
      let output = try TrendsProgram.run(
        ["fit", "--checkpoint-sweeps", "7"] + Self.next(in: folder), in: folder,
        interruption: .init(signal: SIGKILL, text: "documents, ")
      ) { usleep(UInt32(1e6 * delay)) }
      // Between storing a fit and removing the last of its checkpoint a kill comes too late.
      if try output.status == 0 || Self.isStored(in: folder) {
        ended += 1
        continue
      }
      #expect(output.status == -SIGKILL, "kill \(number): \(output.stderr)")
      #expect(!output.stderr.contains("warning: "), "kill \(number): \(output.stderr)")
    }
    if ended == 0 { try Self.fit(Self.next(in: folder), in: folder) }
    #expect(try haveSameFits(folder, Self.straight.get()))
    // What such a kill left is taken away by whatever fit comes next.
    let isThere = CheckpointFolder(store: folder.file("trends.db").path).holdsCheckpoint
    let last = isThere ? ["--resume"] : ["--topics", "2", "--sweeps", "10"]
    try Self.fit(last, in: folder)
    #expect(folder.everything().filter { !$0.hasPrefix("listings") } == ["trends.db"])
  }

  /// What a user types next: to go on where there is a checkpoint, else to begin.
  private static func next(in folder: WorkingFolder) -> [String] {
    let isThere = CheckpointFolder(store: folder.file("trends.db").path).holdsCheckpoint
    return isThere ? ["--resume"] : options
  }

  @discardableResult
  private static func fit(_ arguments: [String], in folder: WorkingFolder) throws
    -> TrendsProgram.Output
  {
    let output = try TrendsProgram.run(["fit"] + arguments, in: folder)
    try #require(output.status == 0, "fit \(arguments.joined(separator: " ")): \(output.stderr)")
    return output
  }

  private static func isStored(in folder: WorkingFolder) throws -> Bool {
    try !Store(path: folder.file("trends.db").path, mode: .readOnly).fits().isEmpty
  }

  @Test("and one that is stored takes away draws that a kill left without a state")
  func leftoverDraws() throws {
    let folder = try WorkingFolder.withListings()
    let options = ["--topics", "2", "--sweeps", "10", "--checkpoint-seconds", "0"]
    try folder.write("trends.db-checkpoint/chain-0.draws-312", "draws")
    try Self.fit(["listings"] + options, in: folder)
    #expect(folder.everything().filter { !$0.hasPrefix("listings") } == ["trends.db"])
    // What is not ours stays, be it in the folder or in its place.
    for name in ["trends.db-checkpoint/notes.txt", "trends.db-checkpoint"] {
      try folder.write(name, "mine")
      let output = try Self.fit(options, in: folder)
      #expect(!output.stderr.contains("warning"), "\(output.stderr)")
      #expect(folder.everything().contains(name))
      try FileManager.default.removeItem(at: folder.file("trends.db-checkpoint"))
    }
  }

  /// A folder whose fit was interrupted after its first checkpoints.
  private static func interruptedFolder(
    _ more: String..., afterMicroseconds delay: UInt32 = 0
  ) throws -> WorkingFolder {
    let folder = try WorkingFolder.withListings()
    let output = try TrendsProgram.run(
      ["fit", "listings", "--topics", "3", "--sweeps", "100000"] + more, in: folder,
      interruption: .init(signal: SIGINT, text: " MB\n")
    ) { usleep(delay) }
    try #require(output.status == 130, "\(output.stderr)")
    return folder
  }

  @Test("only where one was interrupted")
  func withoutCheckpoint() throws {
    let folder = try WorkingFolder.withFit()
    expectRefused(
      try TrendsProgram.run(["fit", "--resume"], in: folder), status: 66,
      naming: "trends.db has no interrupted fit to go on with; run 'trends fit' without --resume")
    #expect(folder.everything() == ["trends.db"])
    let empty = try WorkingFolder()
    expectRefused(
      try TrendsProgram.run(["fit", "--resume"], in: empty), status: 66,
      naming: "trends.db: no such store")
    #expect(empty.everything() == [])
  }

  @Test("with the options it began with, and names the one that differs")
  func otherOptions() throws {
    let folder = try Self.interruptedFolder("--stop-words", "/dev/null")
    try folder.write("words.txt", "dough\n")
    let before = try folder.contents(of: "trends.db-checkpoint")
    let cases: [([String], String)] = [
      (["--topics", "4"], "--topics is 4, but 3 in the interrupted fit"),
      (["--chains", "2"], "--chains is 2, but 4 in"),
      (["--sweeps", "600"], "--sweeps is 600, but 100000 in"),
      (["--sweeps", "auto"], "--sweeps is auto, but 100000 in"),
      (["--burn-in", "3"], "--burn-in is 3, but 50000 in"),
      (["--draws", "9"], "--draws is 9, but"),
      (["--seed", "0"], "--seed is 0, but 1 in"), (["--beta", "0.1"], "--beta is 0.1, but 0.01"),
      (["--alpha-sum", "1"], "--alpha-sum is 1.0, but 5.0"),
      (["--fixed-alpha"], "--fixed-alpha is given, but the interrupted fit learns alpha"),
      (["--sampler", "scalar"], "--sampler is scalar, but dense"),
      (["--rng", "mt19937"], "--rng is mt19937, but philox"),
      (["--min-documents", "3"], "--min-documents is 3, but left open"),
      (["--max-share", "0.4"], "--max-share is 0.4, but 0.5"),
      (["--no-phrases"], "--no-phrases is given, but the interrupted fit has phrases"),
      (["--stop-words", "words.txt"], "--stop-words words.txt has 1 word, but"),
      (["listings"], "leave out 'listings'"),
    ]
    for (flags, message) in cases {
      expectRefused(
        try TrendsProgram.run(["fit", "--resume"] + flags, in: folder), status: 64,
        naming: message)
    }
    #expect(try folder.contents(of: "trends.db-checkpoint") == before)
    // What agrees may be said again, and the number of threads is free.
    let output = try TrendsProgram.run(
      ["fit", "--resume", "--topics", "3", "--seed", "1", "--sampler", "dense", "--threads", "1"],
      in: folder, interruption: .init(signal: SIGINT, text: " MB\n"))
    #expect(output.status == 130, "\(output.stderr)")
  }

  @Test("with the papers it began with")
  func otherPapers() throws {
    let folder = try Self.interruptedFolder()
    let before = try folder.contents(of: "trends.db-checkpoint")
    try folder.write(
      "more/listing-2024-04-03.txt",
      InventedPapers.page(
        [InventedPapers.paper(number: 900, theme: 1, date: "2024-03-20")], dateLine: "Mar 20"))
    try TrendsProgram.succeed("import", "more", in: folder)
    let output = try TrendsProgram.run(["fit", "--resume", "--quiet"], in: folder)
    expectRefused(
      output, status: 65, naming: "trends.db-checkpoint is of other papers or terms than trends.db")
    #expect(try folder.contents(of: "trends.db-checkpoint") == before)
  }

  @Test("past a damaged checkpoint, from the one before, and not past two")
  func damaged() throws {
    let folder = try Self.interruptedFolder(
      "--checkpoint-sweeps", "5", "--chains", "1", afterMicroseconds: 500_000)
    let names = ["even", "odd"].map { "trends.db-checkpoint/chain-0.\($0)" }
    for (number, name) in names.enumerated() {
      let whole = try folder.bytes(name)
      try folder.write(name, whole.prefix(30))
      let output = try TrendsProgram.run(
        ["fit", "--resume", "--checkpoint-seconds", "0"], in: folder,
        interruption: .init(signal: SIGINT, text: number == 0 ? " MB\n" : "never said"))
      if number == 0 {
        #expect(output.status == 130)
        #expect(
          output.errorLines.last
            == "error: interrupted; 'trends fit --resume' goes on from the checkpoint it began with"
        )
        #expect(
          output.errorLines.contains {
            $0.hasPrefix(
              "warning: \(name) ends early; chain 0 goes on from its other checkpoint, sweep ")
          }, "\(output.stderr)")
      } else {
        expectRefused(
          output, status: 65, naming: "ends early", "no earlier checkpoint of its chain is sound")
      }
    }
    let output = try TrendsProgram.succeed("fit", "--sweeps", "4", "--topics", "3", in: folder)
    #expect(output.stderr.contains("warning: trends.db-checkpoint holds an interrupted fit; "))
  }

  @Test("and a new fit leaves it alone until its own first checkpoint")
  func leftover() throws {
    let folder = try Self.interruptedFolder()
    let before = try folder.contents(of: "trends.db-checkpoint")
    let short = try TrendsProgram.succeed("fit", "--topics", "2", "--sweeps", "4", in: folder)
    #expect(
      short.stderr.contains(
        "warning: trends.db-checkpoint holds an interrupted fit; 'trends fit --resume' goes on "
          + "with it, the first checkpoint of this fit takes its place\n"))
    let stopped = try TrendsProgram.run(
      ["fit", "--topics", "2", "--sweeps", "100000"], in: folder,
      interruption: .init(signal: SIGINT, text: " MB\n"))
    #expect(
      stopped.errorLines.last
        == "error: interrupted; 'trends fit --resume' goes on with the fit before this one, "
        + "whose checkpoint is still there")
    #expect(try folder.contents(of: "trends.db-checkpoint") == before)

    let other = try TrendsProgram.run(
      ["fit", "--topics", "2", "--sweeps", "100000", "--checkpoint-sweeps", "1"], in: folder,
      interruption: .init(signal: SIGINT, text: " MB\n")
    ) { usleep(500_000) }
    #expect(other.errorLines.last?.hasSuffix("goes on where it stopped") == true)
    expectRefused(
      try TrendsProgram.run(["fit", "--resume", "--topics", "3"], in: folder), status: 64,
      naming: "--topics is 3, but 2 in the interrupted fit")
  }

  @Test("or is found stored already")
  func storedAlready() throws {
    // The checkpoint is put back after the end: as if killed before it was removed.
    let short = try WorkingFolder.withListings()
    let options = [
      "fit", "listings", "--topics", "3", "--sweeps", "400", "--checkpoint-sweeps", "1",
    ]
    let output = try TrendsProgram.run(
      options, in: short, interruption: .init(signal: SIGKILL, text: " MB\n")
    ) { usleep(200_000) }
    try #require(output.status == -SIGKILL, "\(output.stderr)")
    let checkpoint = try short.contents(of: "trends.db-checkpoint")
    try TrendsProgram.succeed("fit", "--resume", in: short)
    for (name, bytes) in checkpoint { try short.write("trends.db-checkpoint/" + name, bytes) }
    let before = try short.bytes("trends.db")
    let again = try TrendsProgram.succeed("fit", "--resume", in: short)
    #expect(
      again.stderr.contains("fit 1 of trends.db is this fit, stored already; nothing is left to do")
    )
    #expect(try short.bytes("trends.db") == before)
    #expect(!short.everything().contains("trends.db-checkpoint"))
  }

  @Test("and ends with 73 where a checkpoint cannot be written, with what was there before")
  func cannotWrite() throws {
    let folder = try WorkingFolder.withListings()
    try folder.write("trends.db-checkpoint", "a file")
    let output = try TrendsProgram.run(
      [
        "fit", "listings", "--quiet", "--sweeps", "50", "--topics", "3", "--checkpoint-sweeps", "9",
      ],
      in: folder)
    expectRefused(
      output, status: 73, naming: "trends.db-checkpoint: cannot be written", "the fit was stopped")
    #expect(try folder.text("trends.db-checkpoint") == "a file")
    // Without checkpoints the fit does not care.
    let without = try TrendsProgram.run(
      [
        "fit", "--quiet", "--sweeps", "50", "--topics", "3", "--checkpoint-seconds", "0",
      ], in: folder)
    #expect(without.status == 0)
  }

  @Test(
    "The options of checkpoints have ranges",
    arguments: ["--checkpoint-seconds", "--checkpoint-sweeps"])
  func badOptions(flag: String) throws {
    let folder = try WorkingFolder.withListings()
    expectRefused(
      try TrendsProgram.run(["fit", "listings", "\(flag)=-1"], in: folder), status: 64,
      naming: "\(flag) must be", "but is -1")
    #expect(!folder.everything().contains("trends.db"))
  }
}

/// Whether two stores hold the same fits, with the same chains.
func haveSameFits(_ one: WorkingFolder, _ other: WorkingFolder) throws -> Bool {
  let stores = try [one, other].map {
    try Store(path: $0.file("trends.db").path, mode: .readOnly)
  }
  let numbers = try stores[0].fits().map(\.id)
  guard try stores[1].fits().map(\.id) == numbers else { return false }
  return try numbers.allSatisfy { number in
    try stores[0].fit(number) == stores[1].fit(number)
      && stores[0].chains(of: number) == stores[1].chains(of: number)
  }
}
