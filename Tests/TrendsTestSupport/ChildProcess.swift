public import Foundation

/// A program that runs beside the tests.
///
/// Tests of one suite start programs from several threads at once, which Foundation's `Process` does
/// not survive on Linux; `posix_spawn` does.
public struct ChildProcess: Sendable {
  /// A program could not be started or waited for.
  public struct Failure: Error { public var what: String, code: Int32 }

  /// Files for the standard streams. Files, not pipes: no stream can fill up and stop the program.
  public struct Streams {
    /// What the program reads.
    public var input = "/dev/null"
    /// Where standard output is added.
    public var output = "/dev/null"
    /// Where standard error is added.
    public var errors = "/dev/null"

    /// No streams at all.
    public init() {}
  }

  /// The number of the process.
  public let id: pid_t

  /// Starts a program with no signal blocked or ignored.
  ///
  /// - Parameters:
  ///   - environment: all of it; nothing is inherited.
  ///   - blocks: the most that a file may grow to, in blocks of 512 bytes; nil for no limit.
  public init(
    _ program: String, _ arguments: [String], environment: [String: String], folder: String,
    streams: Streams, blocks: Int? = nil
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, streams.input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, streams.output, O_WRONLY | O_APPEND, 0)
    posix_spawn_file_actions_addopen(&actions, 2, streams.errors, O_WRONLY | O_APPEND, 0)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))

    // `posix_spawn` knows neither folders nor limits; the shell becomes the program.
    let limit = blocks.map { "ulimit -f \($0) && " } ?? ""
    let shell = ["/bin/sh", "-c", "cd \"$0\" && \(limit)exec \"$@\"", folder, program]
    let words = (shell + arguments).map { strdup($0) } + [nil]
    let variables = environment.sorted { $0.key < $1.key }.map { strdup("\($0)=\($1)") } + [nil]
    defer { for word in words + variables { free(word) } }
    var id = pid_t()
    let code = posix_spawn(&id, "/bin/sh", &actions, &attributes, words, variables)
    guard code == 0 else { throw Failure(what: "start \(program)", code: code) }
    self.id = id
  }

  /// The exit status once the program has ended, the negative number of the signal where one ended
  /// it; nil while it runs. To be asked no more after it has answered.
  public func status() throws -> Int32? { try status(options: WNOHANG) }

  /// Waits for the end and gives the exit status.
  public func wait() throws -> Int32 {
    guard let status = try status(options: 0) else {
      throw Failure(what: "wait for process \(id)", code: 0)
    }
    return status
  }

  private func status(options: Int32) throws -> Int32? {
    var raw: Int32 = 0
    while true {
      let answer = waitpid(id, &raw, options)
      if answer == 0 { return nil }
      if answer == id { break }
      guard errno == EINTR else { throw Failure(what: "wait for process \(id)", code: errno) }
    }
    return raw & 0x7F == 0 ? (raw >> 8) & 0xFF : -(raw & 0x7F)
  }
}
