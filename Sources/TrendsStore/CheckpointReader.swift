import Glibc
import TrendsLDA

/// Reads the checkpoints of a chain from their folder.
struct CheckpointReader {
  let folder: CheckpointFolder

  /// A sound checkpoint.
  struct Found {
    var checkpoint: ChainCheckpoint
    var head: CheckpointHead
    var file: String
    var warnings: [String]
  }

  private struct Candidate {
    var name: String
    var head: CheckpointHead
    var contents: CheckpointFile
  }

  /// The newest sound checkpoint among the files of one chain.
  func newest(of names: [String]) throws -> Found {
    var damages: [(name: String, what: String)] = []
    var candidates: [Candidate] = []
    for name in names {
      do {
        var contents = try file(name)
        let head = try contents.next(CheckpointHead.self)
        candidates.append(Candidate(name: name, head: head, contents: contents))
      } catch let refusal as CheckpointFile.Refusal {
        damages.append((name, try damage(refusal, in: name)))
      }
    }
    candidates.sort { $0.head.sweep > $1.head.sweep }
    for candidate in candidates {
      do {
        let checkpoint = try checkpoint(candidate)
        return Found(
          checkpoint: checkpoint, head: candidate.head, file: candidate.name,
          warnings: damages.map {
            "\(folder.path(of: $0.name)) \($0.what); chain \(checkpoint.chain) goes on from its "
              + "other checkpoint, sweep \(checkpoint.sweep)"
          })
      } catch let refusal as CheckpointFile.Refusal {
        damages.append((candidate.name, try damage(refusal, in: candidate.name)))
      }
    }
    let first = damages.first ?? (folder.name, "is gone")
    throw StoreError.damagedCheckpoint(path: folder.path(of: first.name), what: first.what)
  }

  private func checkpoint(_ candidate: Candidate) throws -> ChainCheckpoint {
    let head = candidate.head
    guard ChainFile(candidate.name)?.chain == head.chain else {
      throw CheckpointFile.Refusal.damaged(BlobDamage("holds chain \(head.chain)"))
    }
    var contents = candidate.contents
    let generator = try contents.next(GeneratorState.self)
    let trace = try contents.next(Trace.self)
    let counts = try contents.next(TopicTermCounts.self)
    let assignments = try contents.next(Assignments.self)
    try contents.finish()
    return ChainCheckpoint(
      chain: head.chain, sweep: head.sweep, sweepCount: head.sweepCount, alpha: head.alpha,
      beta: head.beta,
      assignments: assignments.topics, generatorState: generator.bytes, draws: try draws(of: head),
      topicTermCounts: counts.counts, trace: trace.points)
  }

  /// The draws that a checkpoint counts, from the files of draws in turn.
  private func draws(of head: CheckpointHead) throws -> [Draw] {
    guard let options = head.fit.options(sweepCount: head.sweepCount) else {
      throw CheckpointFile.Refusal.damaged(BlobDamage("is on its way to \(head.sweepCount) sweeps"))
    }
    let sweeps = options.drawSweeps
    guard (0...sweeps.count).contains(head.drawCount) else {
      throw CheckpointFile.Refusal.damaged(BlobDamage("counts \(head.drawCount) draws"))
    }
    let fit = head.fit.digest
    var draws: [Draw] = []
    while draws.count < head.drawCount {
      let name = ChainFile(chain: head.chain, kind: .draws(firstSweep: sweeps[draws.count])).name
      do {
        var contents = try file(name)
        let segment = try contents.next(DrawsHead.self)
        guard segment.fit == fit, segment.chain == head.chain, segment.drawCount > 0 else {
          throw CheckpointFile.Refusal.damaged(BlobDamage("belongs to another fit"))
        }
        var kept: [Draw] = []
        for _ in 0..<segment.drawCount { kept.append(try contents.next(Draw.self)) }
        try contents.finish()
        draws += kept.prefix(head.drawCount - draws.count)
      } catch CheckpointFile.Refusal.damaged(let damage) {
        throw CheckpointFile.Refusal.damaged(
          BlobDamage("needs \(folder.path(of: name)), which \(damage.what)"))
      }
    }
    return draws
  }

  /// What is damaged, in words; throws where the file is sound and only not for us.
  private func damage(_ refusal: CheckpointFile.Refusal, in name: String) throws -> String {
    switch refusal {
    case .damaged(let damage): return damage.what
    case .foreign(let found):
      throw StoreError.foreignCheckpoint(path: folder.path(of: name), found: found)
    }
  }

  private func file(_ name: String) throws -> CheckpointFile {
    do {
      guard let bytes = try contents(ofFile: folder.place + "/" + name) else {
        throw CheckpointFile.Refusal.damaged(BlobDamage("is missing"))
      }
      return try CheckpointFile(bytes)
    } catch let failure as SystemFailure {
      throw StoreError.cannotRead(path: folder.path(of: name), reason: failure.description)
    }
  }
}

/// The bytes of a regular file; nil where there is none, or something else has its name.
private func contents(ofFile path: String) throws(SystemFailure) -> [UInt8]? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard descriptor >= 0 else {
    let failure = SystemFailure.last
    guard failure.code == ENOENT else { throw failure }
    return nil
  }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw .last }
  guard status.st_mode & S_IFMT == S_IFREG else { return nil }
  var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
  var count = 0
  while count < bytes.count {
    let read = bytes.withUnsafeMutableBytes { all in
      let rest = UnsafeMutableRawBufferPointer(rebasing: all[count...])
      return Glibc.read(descriptor, rest.baseAddress, rest.count)
    }
    if read < 0, errno == EINTR { continue }
    guard read >= 0 else { throw .last }
    guard read > 0 else { break }
    count += read
  }
  bytes.removeSubrange(count...)
  return bytes
}
