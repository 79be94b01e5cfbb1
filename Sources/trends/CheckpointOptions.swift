import ArgumentParser
import Synchronization
import TrendsLDA
import TrendsStore

/// How a running fit guards itself against being cut off.
struct CheckpointOptions: ParsableArguments {
  @Flag(
    help: """
      Go on with the fit that was interrupted; its options need not be given again. The result is \
      that of a fit that was never interrupted.
      """)
  var resume = false

  @Option(
    name: .customLong("checkpoint-seconds"),
    help: ArgumentHelp(
      "Seconds between two checkpoints of a chain; 0 for no clock.", valueName: "seconds"))
  var seconds = 60

  @Option(
    name: .customLong("checkpoint-sweeps"),
    help: ArgumentHelp(
      "Sweeps between two checkpoints of a chain, besides the clock (default: 0, none).",
      valueName: "sweeps"))
  var sweeps = 0

  /// When checkpoints are due; nil where the user wants none.
  func schedule() throws -> CheckpointSchedule? {
    guard (0...1_000_000_000).contains(seconds) else {
      throw CommandError.badArgument(
        "--checkpoint-seconds must be from 0 to 1000000000, but is \(seconds)")
    }
    guard sweeps >= 0 else {
      throw CommandError.badArgument("--checkpoint-sweeps must be at least 0, but is \(sweeps)")
    }
    guard seconds > 0 || sweeps > 0 else { return nil }
    return CheckpointSchedule(
      seconds: seconds > 0 ? seconds : nil, sweeps: sweeps > 0 ? sweeps : nil)
  }
}

/// When a chain is due for a checkpoint: after so many sweeps, or so long after its last one.
final class CheckpointSchedule: Sendable {
  private let interval: Duration?
  private let sweeps: Int?
  private let last = Mutex<[Int: ContinuousClock.Instant]>([:])

  init(seconds: Int?, sweeps: Int?) {
    interval = seconds.map { .seconds($0) }
    self.sweeps = sweeps
  }

  /// Whether chain `chain`, which has just done sweep `sweep`, is due.
  func isDue(chain: Int, sweep: Int) -> Bool {
    if let sweeps, sweep % sweeps == 0 { return true }
    guard let interval else { return false }
    let now = ContinuousClock.now
    // A chain that began late is not due before its time either.
    let before = last.withLock { last in
      defer { if last[chain] == nil { last[chain] = now } }
      return last[chain] ?? now
    }
    return now - before >= interval
  }

  /// Notes that a chain was saved.
  func noteSaved(chain: Int) { last.withLock { $0[chain] = ContinuousClock.now } }
}

extension CheckpointFolder {
  /// What a user types to go on with the fit in this folder.
  static func resumingCommand(_ store: StoreOptions) -> String {
    "trends fit --resume" + (store.store.map { " --store \($0)" } ?? "")
  }
}
