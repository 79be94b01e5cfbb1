import Synchronization
public import TrendsLDA

/// Writes the checkpoints of a running fit, for each chain two files in turn.
///
/// Methods may be called from any thread, for one chain one call at a time.
public final class CheckpointWriter: Sendable {
  private struct Shared {
    /// Whether the folder holds files of this fit alone.
    var isOurs: Bool
    /// What is on the device of each chain.
    var last: [Int: Written]
  }

  /// The last checkpoint of a chain on the device.
  private struct Written {
    /// The file that it is in.
    var kind: ChainFile.Kind
    /// The draws that it has, on the way to so many sweeps: on the way to more there are none yet.
    var drawCount: Int
    var sweepCount: Int
  }

  /// The fit whose checkpoints they are.
  public let fit: FitIdentity
  private let folder: CheckpointFolder
  private let operations: FileOperations
  private let fitDigest: ContentDigest
  private let shared: Mutex<Shared>

  /// A writer into a folder.
  ///
  /// Nothing is written or removed before the first checkpoint: until then the folder keeps what an
  /// earlier fit left.
  ///
  /// - Parameter interrupted: the fit that goes on, from the same folder; nil for one that begins.
  public convenience init(
    folder: CheckpointFolder, fit: FitIdentity, continuing interrupted: InterruptedFit?
  ) {
    self.init(folder: folder, fit: fit, continuing: interrupted, through: .system)
  }

  init(
    folder: CheckpointFolder, fit: FitIdentity, continuing interrupted: InterruptedFit?,
    through operations: FileOperations
  ) {
    self.fit = fit
    self.folder = folder
    self.operations = operations
    fitDigest = fit.digest
    var last: [Int: Written] = [:]
    if let interrupted {
      for (chain, file) in zip(interrupted.chains, interrupted.files) {
        last[chain.chain] = Written(
          kind: ChainFile(file)?.kind ?? .odd, drawCount: chain.draws.count,
          sweepCount: chain.sweepCount)
      }
      folder.removeTemporaryFiles()
    }
    shared = Mutex(Shared(isOurs: interrupted != nil, last: last))
  }

  /// Whether the folder holds a checkpoint of this fit.
  public var hasCheckpoint: Bool { shared.withLock { $0.isOurs && !$0.last.isEmpty } }

  /// Keeps a checkpoint in place of the last but one of its chain.
  ///
  /// The first one of a fit that began anew takes the place of all that an earlier fit left.
  ///
  /// - Throws: ``StoreError/cannotWrite(path:reason:)``; the last checkpoint is as it was then, that of an
  ///   earlier fit too.
  public func save(_ checkpoint: ChainCheckpoint) throws {
    let isFirst = try shared.withLock { shared in
      if shared.isOurs { return false }
      // Other chains wait meanwhile: what they write must not go with the old, nor what they begin to
      // write with what a killed writer left.
      shared.last[checkpoint.chain] = try write(
        checkpoint, after: nil, removing: folder.namesInOrderOfRemoval)
      folder.removeTemporaryFiles()
      shared.isOurs = true
      return true
    }
    if isFirst { return }
    let last = shared.withLock { $0.last[checkpoint.chain] }
    let written = try write(checkpoint, after: last, removing: [])
    shared.withLock { $0.last[checkpoint.chain] = written }
  }

  /// Writes a checkpoint, and the draws that the last one did not have.
  private func write(_ checkpoint: ChainCheckpoint, after last: Written?, removing old: [String])
    throws -> Written
  {
    let kind: ChainFile.Kind = last?.kind == .even ? .odd : .even
    let state = ChainFile(chain: checkpoint.chain, kind: kind)
    var files = [(name: state.name, contents: contents(of: checkpoint))]
    let isOnItsWay = last?.sweepCount == checkpoint.sweepCount
    let draws = checkpoint.draws.dropFirst(isOnItsWay ? last?.drawCount ?? 0 : 0)
    if let first = draws.first {
      let file = ChainFile(chain: checkpoint.chain, kind: .draws(firstSweep: first.sweep))
      // First in place, so that no checkpoint is there before its draws.
      files.insert((file.name, contents(of: draws, chain: checkpoint.chain)), at: 0)
    }
    do {
      try writeAtomically(
        files, into: folder.place, removing: old, oldFirst: true, through: operations)
    } catch StoreError.cannotWrite(let path, let reason) {
      throw StoreError.cannotWrite(
        path: folder.name + path.dropFirst(folder.place.count), reason: reason)
    }
    return Written(
      kind: kind, drawCount: checkpoint.draws.count, sweepCount: checkpoint.sweepCount)
  }

  private func contents(of checkpoint: ChainCheckpoint) -> [UInt8] {
    let topicCount = max(1, checkpoint.alpha.count)
    var file = CheckpointFile.Builder()
    file.append(CheckpointHead(checkpoint, of: fit))
    file.append(GeneratorState(checkpoint.generatorState))
    file.append(Trace(checkpoint.trace))
    file.append(
      TopicTermCounts(
        topicCount: topicCount, termCount: checkpoint.topicTermCounts.count / topicCount,
        counts: checkpoint.topicTermCounts))
    file.append(Assignments(checkpoint.assignments))
    return file.finished()
  }

  private func contents(of draws: ArraySlice<Draw>, chain: Int) -> [UInt8] {
    var file = CheckpointFile.Builder()
    file.append(DrawsHead(fit: fitDigest, chain: chain, drawCount: draws.count))
    for draw in draws { file.append(draw) }
    return file.finished()
  }
}
