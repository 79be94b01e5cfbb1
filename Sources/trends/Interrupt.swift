import Glibc
import Synchronization

/// Ctrl-C: the first asks the work to stop at the next safe point, the second ends the program.
enum Interrupt {
  private static let count = Atomic<Int>(0)

  /// Starts to listen; a closed pipe and a file that may not grow are errors of writing rather than
  /// the end of the process.
  static func install() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in
        if Interrupt.count.wrappingAdd(1, ordering: .relaxed).oldValue > 0 {
          _exit(ExitStatus.interrupted.rawValue)
        }
      }
    }
  }

  /// Whether the user has asked to stop.
  static var isRequested: Bool { count.load(ordering: .relaxed) > 0 }

  /// Ends the command where the user has asked to stop.
  static func check() throws {
    if isRequested { throw CommandError.interrupted }
  }
}
