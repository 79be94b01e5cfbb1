import Foundation
import Glibc
import Testing
import TrendsLDA

@testable import TrendsStore

@Suite struct CheckpointFolderTests {
  private let identity = sampleIdentity()

  private func folder(_ scratch: Scratch) -> CheckpointFolder {
    CheckpointFolder(store: scratch.file("x.db"))
  }

  /// A writer that has kept the first checkpoints of the chains in turn.
  @discardableResult
  private func saved(
    _ sweeps: ClosedRange<Int>, chains: ClosedRange<Int> = 0...0, in folder: CheckpointFolder
  ) throws -> CheckpointWriter {
    let writer = CheckpointWriter(folder: folder, fit: identity, continuing: nil)
    for sweep in sweeps {
      for chain in chains { try writer.save(sampleCheckpoints(chain: chain)[sweep - 1]) }
    }
    return writer
  }

  @Test func whatWasSavedLastComesBack() throws {
    for sweep in 1...8 {
      let scratch = try Scratch()
      let folder = folder(scratch)
      #expect(!folder.holdsCheckpoint)
      let writer = try saved(1...sweep, chains: 0...1, in: folder)
      #expect(folder.holdsCheckpoint && writer.hasCheckpoint)
      let fit = try folder.read()
      #expect(fit.identity == identity)
      #expect(fit.chains == [0, 1].map { sampleCheckpoints(chain: $0)[sweep - 1] })
      #expect(fit.warnings == [])
    }
  }

  @Test func theFilesAreThoseOfTheDocumentation() throws {
    let scratch = try Scratch()
    try saved(1...8, in: folder(scratch))
    #expect(scratch.names == ["x.db-checkpoint"])
    let draws = (5...8).map { "chain-0.draws-\($0)" }
    #expect(folder(scratch).names == draws + ["chain-0.even", "chain-0.odd"])
    let bytes = bytes(of: scratch.file("x.db-checkpoint/chain-0.even"))
    #expect(
      bytes.prefix(16) == Array("TRNDCKPT".utf8) + [2, 0, 0, 0] + [4, 3, 2, 1]
        || Int(1).bigEndian == 1)
    #expect(Array(bytes[20..<26]) == Array("TRND".utf8) + [1, 32])
  }

  // Three draws at once go into one file, the fourth into another.
  @Test func aDrawIsWrittenOnce() throws {
    let scratch = try Scratch()
    let writer = CheckpointWriter(folder: folder(scratch), fit: identity, continuing: nil)
    for sweep in [2, 7, 8] { try writer.save(sampleCheckpoints()[sweep - 1]) }
    #expect(
      folder(scratch).names
        == ["chain-0.draws-5", "chain-0.draws-8", "chain-0.even", "chain-0.odd"])
    #expect(try folder(scratch).read().chains == [sampleCheckpoints()[7]])
  }

  @Test(arguments: [4, 5, 6, 7])
  func aFitThatGoesOnGivesTheSame(stop: Int) throws {
    let scratch = try Scratch()
    try saved(1...stop, chains: 0...1, in: folder(scratch))
    let interrupted = try folder(scratch).read()
    let writer = CheckpointWriter(
      folder: folder(scratch), fit: identity, continuing: interrupted)
    #expect(writer.hasCheckpoint)
    for sweep in stop + 1...8 {
      try writer.save(sampleCheckpoints(chain: 1)[sweep - 1])
      let fit = try folder(scratch).read()
      #expect(
        fit.chains == [
          sampleCheckpoints(chain: 0)[stop - 1], sampleCheckpoints(chain: 1)[sweep - 1],
        ])
    }
  }

  @Test func aStoreNamedByALinkHasItsFolderBesideTheStore() throws {
    let scratch = try Scratch()
    try FileManager.default.createDirectory(
      atPath: scratch.file("real"), withIntermediateDirectories: false)
    try Store(path: scratch.file("real/x.db"), mode: .create).close()
    try FileManager.default.createSymbolicLink(
      atPath: scratch.file("link.db"), withDestinationPath: scratch.file("real/x.db"))
    let link = CheckpointFolder(store: scratch.file("link.db"))
    try saved(1...2, in: link)
    #expect(link.name == scratch.file("link.db-checkpoint"))
    #expect(CheckpointFolder(store: scratch.file("real/x.db")).holdsCheckpoint)
    #expect(scratch.names == ["link.db", "real"])
  }

  @Test func withoutAFolderThereIsNothingToGoOnWith() throws {
    let scratch = try Scratch()
    let path = scratch.file("x.db")
    #expect(storeError { try folder(scratch).read() } == .noCheckpoint(store: path))
    #expect(storeError { try folder(scratch).read() }?.errorClass == .missing)
    try folder(scratch).remove()
    for name in ["x.db-checkpoint/notes.txt", "x.db-checkpoint/chain-+1.even"] {
      try? FileManager.default.createDirectory(
        atPath: scratch.file("x.db-checkpoint"), withIntermediateDirectories: false)
      write([1], to: scratch.file(name))
    }
    #expect(storeError { try folder(scratch).read() } == .noCheckpoint(store: path))
  }

  @Test func removingLeavesOnlyWhatIsNotOurs() throws {
    let scratch = try Scratch()
    try saved(1...6, chains: 0...1, in: folder(scratch))
    write([1], to: scratch.file("x.db-checkpoint/.trends-1-0-0.tmp"))
    try folder(scratch).remove()
    #expect(scratch.names == [])

    try saved(1...6, in: folder(scratch))
    write([1], to: scratch.file("x.db-checkpoint/notes.txt"))
    try folder(scratch).remove()
    #expect(folder(scratch).names == ["notes.txt"])
  }

  @Test func anotherFitTakesThePlaceOfTheFolderWithItsFirstCheckpoint() throws {
    let scratch = try Scratch()
    try saved(1...8, chains: 0...4, in: folder(scratch))
    let before = folder(scratch).names
    let other = CheckpointWriter(
      folder: folder(scratch), fit: sampleIdentity(number: 4), continuing: nil)
    #expect(!other.hasCheckpoint)
    #expect(folder(scratch).names == before)
    try other.save(sampleCheckpoints(chain: 1)[0])
    #expect(folder(scratch).names == ["chain-1.even"])
    #expect(try folder(scratch).read().identity.number == 4)
  }

  // On the way to more sweeps a chain begins anew with its draws; the files of them are there, whenever
  // the last checkpoint before was.
  @Test(arguments: [[6, 7], [7, 8], [8], [1]])
  func drawsOfALongerWayAreAllKept(before: [Int]) throws {
    let scratch = try Scratch()
    var identity = identity
    identity.largestSweepCount = 16
    let writer = CheckpointWriter(folder: folder(scratch), fit: identity, continuing: nil)
    for sweep in before { try writer.save(sampleCheckpoints()[sweep - 1]) }
    var longer = sampleCheckpoints()[7]
    longer.sweepCount = 16
    for (sweep, drawCount) in [(10, 2), (12, 4), (13, 4)] {
      let options = try #require(identity.options(sweepCount: 16))
      longer.sweep = sweep
      longer.draws = options.drawSweeps.prefix(drawCount).enumerated().map { i, number in
        var draw = sampleCheckpoints()[7].draws[i % 4]
        draw.sweep = number
        return draw
      }
      try writer.save(longer)
      let fit = try folder(scratch).read()
      #expect(fit.chains == [longer] && fit.warnings == [], "sweep \(sweep)")
    }
  }

  // The nth call fails while a new fit keeps its first checkpoint: the earlier fit is still there, or
  // the new one is.
  @Test func whicheverCallFailsAnEarlierFitStays() throws {
    for n in 1... {
      let scratch = try Scratch()
      let folder = folder(scratch)
      try saved(4...6, chains: 0...1, in: folder)
      let faults = Faults(failing: n, with: ENOSPC)
      let other = CheckpointWriter(
        folder: folder, fit: sampleIdentity(number: 4), continuing: nil, through: faults.operations)
      let error = storeError { try other.save(sampleCheckpoints()[6]) }
      let fit = try folder.read()
      #expect(fit.warnings == [], "call \(n)")
      if error == nil {
        #expect(fit.identity.number == 4 && fit.chains == [sampleCheckpoints()[6]], "call \(n)")
      } else {
        #expect(fit.identity == identity, "call \(n)")
        #expect(fit.chains == [0, 1].map { sampleCheckpoints(chain: $0)[5] }, "call \(n)")
      }
      #expect(folder.names.allSatisfy { ChainFile($0) != nil }, "call \(n): \(folder.names)")
      if !faults.hasFailed { break }
    }
  }

  // MARK: Damage

  @Test func aDamagedCheckpointIsReplacedByTheOneBefore() throws {
    let scratch = try Scratch()
    try saved(1...6, chains: 0...1, in: folder(scratch))
    // Sweep 6 is in the odd file, and so is the sixth checkpoint of every chain.
    let path = scratch.file("x.db-checkpoint/chain-1.odd")
    var damaged = bytes(of: path)
    damaged[damaged.count / 2] ^= 4
    write(damaged, to: path)
    let fit = try folder(scratch).read()
    #expect(fit.chains == [sampleCheckpoints()[5], sampleCheckpoints(chain: 1)[4]])
    #expect(fit.warnings.count == 1)
    #expect(fit.warnings.first?.hasPrefix("\(path) ") == true, "\(fit.warnings)")
    #expect(
      fit.warnings.first?.hasSuffix("; chain 1 goes on from its other checkpoint, sweep 5")
        == true)
    // The next one is written over the damaged one.
    let writer = CheckpointWriter(folder: folder(scratch), fit: identity, continuing: fit)
    try writer.save(sampleCheckpoints(chain: 1)[6])
    let later = try folder(scratch).read()
    #expect(later.chains.map(\.sweep) == [6, 7] && later.warnings == [])
  }

  @Test func lostDrawsTakeTheirCheckpointAlong() throws {
    let scratch = try Scratch()
    try saved(1...6, in: folder(scratch))
    unlink(scratch.file("x.db-checkpoint/chain-0.draws-6"))
    let fit = try folder(scratch).read()
    #expect(fit.chains == [sampleCheckpoints()[4]])
    #expect(
      fit.warnings == [
        "\(scratch.file("x.db-checkpoint/chain-0.odd")) needs "
          + "\(scratch.file("x.db-checkpoint/chain-0.draws-6")), which is missing; chain 0 goes on "
          + "from its other checkpoint, sweep 5"
      ])
    unlink(scratch.file("x.db-checkpoint/chain-0.draws-5"))
    #expect(storeError { try folder(scratch).read() }?.errorClass == .damaged)
  }

  /// The files of one chain after its fifth sweep: four with the last two checkpoints and a draw.
  private func smallFolder() throws -> (Scratch, [String]) {
    let scratch = try Scratch()
    let writer = CheckpointWriter(folder: folder(scratch), fit: identity, continuing: nil)
    try writer.save(sampleCheckpoints()[4])
    return (scratch, folder(scratch).names.map { scratch.file("x.db-checkpoint/" + $0) })
  }

  @Test func aFileCutShortAnywhereIsDamaged() throws {
    let (scratch, paths) = try smallFolder()
    #expect(paths.count == 2)
    for path in paths {
      let whole = bytes(of: path)
      for length in whole.indices {
        write(Array(whole[..<length]), to: path)
        let error = storeError { try folder(scratch).read() }
        #expect(error?.errorClass == .damaged, "\(length) bytes of \(path): \(error as Any)")
      }
      write(whole + [0], to: path)
      #expect(storeError { try folder(scratch).read() }?.errorClass == .damaged)
      write(whole, to: path)
    }
    #expect(try folder(scratch).read().chains == [sampleCheckpoints()[4]])
  }

  @Test func aFlippedBitAnywhereIsDamage() throws {
    let (scratch, paths) = try smallFolder()
    for path in paths {
      let whole = bytes(of: path)
      for bit in 0..<8 * whole.count {
        var flipped = whole
        flipped[bit / 8] ^= 1 << (bit % 8)
        write(flipped, to: path)
        let error = storeError { try folder(scratch).read() }
        #expect(error?.errorClass == .damaged, "bit \(bit) of \(path): \(error as Any)")
      }
      write(whole, to: path)
    }
  }

  // Of the two checkpoints one is whole: whatever happens to the other, the fit goes on.
  @Test func aFlippedBitInOneOfTwoNeverStopsTheFit() throws {
    let scratch = try Scratch()
    try saved(3...4, in: folder(scratch))
    let path = scratch.file("x.db-checkpoint/chain-0.odd")
    let whole = bytes(of: path)
    for bit in 0..<8 * whole.count {
      var flipped = whole
      flipped[bit / 8] ^= 1 << (bit % 8)
      write(flipped, to: path)
      let fit = try folder(scratch).read()
      #expect(fit.chains == [sampleCheckpoints()[2]] && fit.warnings.count == 1, "bit \(bit)")
    }
  }

  @Test func filesInEachOthersPlaceAreNoticed() throws {
    let scratch = try Scratch()
    try saved(8...8, chains: 0...1, in: folder(scratch))
    func path(_ name: String) -> String { scratch.file("x.db-checkpoint/" + name) }
    for name in ["even", "draws-5"] {
      let own = bytes(of: path("chain-0.\(name)"))
      write(bytes(of: path("chain-1.\(name)")), to: path("chain-0.\(name)"))
      #expect(storeError { try folder(scratch).read() }?.errorClass == .damaged, "\(name)")
      write(own, to: path("chain-0.\(name)"))
    }
    let other = try Scratch()
    let writer = CheckpointWriter(
      folder: folder(other), fit: sampleIdentity(number: 9), continuing: nil)
    try writer.save(sampleCheckpoints(chain: 1)[7])
    write(bytes(of: other.file("x.db-checkpoint/chain-1.even")), to: path("chain-1.even"))
    write(bytes(of: other.file("x.db-checkpoint/chain-1.draws-5")), to: path("chain-1.draws-5"))
    #expect(
      storeError { try folder(scratch).read() }
        == .damagedCheckpoint(
          path: path("chain-1.even"), what: "belongs to another fit than its neighbours"))
  }

  @Test func swappedAndDoubledBlocksAreNoticed() throws {
    let (scratch, paths) = try smallFolder()
    let path = try #require(paths.last)
    let whole = bytes(of: path)
    var blocks: [ArraySlice<UInt8>] = []
    var start = CheckpointFile.headerSize
    while start < whole.count {
      let length = whole[start + 8..<start + 16].reversed().reduce(0) { $0 << 8 | Int($1) }
      blocks.append(whole[start..<start + Blob.headerSize + length])
      start += Blob.headerSize + length
    }
    #expect(blocks.count == 6)
    for i in blocks.indices {
      for j in blocks.indices {
        var changed = blocks
        if i == j { changed.insert(blocks[i], at: i) } else { changed.swapAt(i, j) }
        write(Array(whole[..<CheckpointFile.headerSize] + changed.joined()), to: path)
        #expect(storeError { try folder(scratch).read() }?.errorClass == .damaged, "\(i) \(j)")
      }
    }
  }

  @Test func aPipeInPlaceOfAFileIsNotWaitedFor() throws {
    let (scratch, paths) = try smallFolder()
    unlink(paths[1])
    #expect(mkfifo(paths[1], 0o600) == 0)
    #expect(
      storeError { try folder(scratch).read() }
        == .damagedCheckpoint(path: paths[1], what: "is missing"))
  }

  @Test func anotherFormatIsNamed() throws {
    let (scratch, paths) = try smallFolder()
    var file = CheckpointFile.Builder(formatVersion: 3)
    file.append(GeneratorState([]))
    write(file.finished(), to: paths[1])
    let error = storeError { try folder(scratch).read() }
    #expect(
      error?.description
        == "\(paths[1]) has format 3, and this program reads 2; go on with the program that wrote "
        + "it, or run 'trends fit' without --resume")
    #expect(error?.errorClass == .damaged)
  }

  @Test func theOtherOrderOfBytesIsNamed() throws {
    let (scratch, paths) = try smallFolder()
    var file = bytes(of: paths[1])
    file[12..<16].reverse()
    var checksum = Checksum()
    file[..<16].withUnsafeBytes { checksum.add($0) }
    withUnsafeBytes(of: checksum.value.littleEndian) { file.replaceSubrange(16..<20, with: $0) }
    write(file, to: paths[1])
    #expect(
      storeError { try folder(scratch).read() }
        == .foreignCheckpoint(
          path: paths[1], found: "another order of bytes than this machine has"))
  }

  // MARK: Failing devices

  // The nth call fails, for every n until one run gets through: afterwards the folder holds the last
  // checkpoint or the new one, whole, and no temporary file.
  @Test(arguments: [ENOSPC, EIO])
  func whicheverCallFailsACheckpointStays(code: Int32) throws {
    var failures = 0
    for n in 1... {
      let scratch = try Scratch()
      let folder = folder(scratch)
      try saved(4...5, in: folder)
      let faults = Faults(failing: n, with: code)
      let writer = CheckpointWriter(
        folder: folder, fit: identity, continuing: try folder.read(), through: faults.operations)
      let error = storeError { try writer.save(sampleCheckpoints()[5]) }
      let fit = try folder.read()
      if let error {
        failures += 1
        guard case .cannotWrite(let path, let reason) = error else {
          Issue.record("call \(n): \(error)")
          continue
        }
        #expect(path.hasPrefix(folder.name), "call \(n)")
        #expect(reason == SystemFailure(code).description, "call \(n)")
        #expect(fit.chains == [sampleCheckpoints()[4]] && fit.warnings == [], "call \(n)")
        // The place of the last but one is free for another attempt.
        try writer.save(sampleCheckpoints()[5])
      }
      #expect(try folder.read().chains == [sampleCheckpoints()[5]], "call \(n)")
      if !faults.hasFailed { break }
    }
    #expect(failures >= 8)
  }

  // From the nth call on nothing happens any more, as after a kill: the last checkpoint is there, or
  // the new one, and the fit goes on and leaves no litter.
  @Test func aKillAtAnyCallLeavesACheckpoint() throws {
    var outcomes: Set<Int> = []
    for n in 1... {
      let scratch = try Scratch()
      let folder = folder(scratch)
      try saved(4...5, in: folder)
      let faults = Faults(failing: n, with: EIO, fromThereOn: true)
      let writer = CheckpointWriter(
        folder: folder, fit: identity, continuing: try folder.read(), through: faults.operations)
      _ = storeError { try writer.save(sampleCheckpoints()[5]) }
      let fit = try folder.read()
      let sweep = try #require(fit.chains.first?.sweep)
      #expect(fit.chains == [sampleCheckpoints()[sweep - 1]] && fit.warnings == [], "call \(n)")
      outcomes.insert(sweep)
      if !faults.hasFailed { break }

      let next = CheckpointWriter(folder: folder, fit: identity, continuing: fit)
      for sweep in sweep + 1...8 { try next.save(sampleCheckpoints()[sweep - 1]) }
      #expect(try folder.read().chains == [sampleCheckpoints()[7]], "call \(n)")
      #expect(folder.names.allSatisfy { ChainFile($0) != nil }, "call \(n): \(folder.names)")
      try folder.remove()
      #expect(scratch.names == [], "call \(n)")
    }
    #expect(outcomes == [5, 6])
  }

  @Test func aKillWhileTheFolderIsRemovedLeavesAWholeFitOrNone() throws {
    for n in 1... {
      let scratch = try Scratch()
      let folder = folder(scratch)
      try saved(4...6, chains: 0...1, in: folder)
      let faults = Faults(failing: n, with: EIO, fromThereOn: true)
      _ = storeError { try folder.remove(through: faults.operations) }
      if folder.holdsCheckpoint {
        let fit = try folder.read()
        for checkpoint in fit.chains {
          #expect(checkpoint == sampleCheckpoints(chain: checkpoint.chain)[checkpoint.sweep - 1])
        }
      }
      if !faults.hasFailed { break }
      try folder.remove()
      #expect(scratch.names == [], "call \(n)")
    }
  }
}
