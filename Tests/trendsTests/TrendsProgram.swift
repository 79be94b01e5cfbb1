import Dispatch
import Foundation
import Testing
import TrendsTestSupport

/// The built `trends`, run as a process of its own, as a user's shell runs it.
enum TrendsProgram {
  /// What a run left behind.
  struct Output {
    /// The exit status; the negative number of the signal where one ended the program.
    var status: Int32
    var stdout: String
    var stderr: String

    /// The lines of standard error.
    var errorLines: [String] {
      stderr.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    }
  }

  /// A signal for the running program, sent as soon as standard error holds a text.
  struct Interruption {
    var signal: Int32
    var text: String
  }

  enum Failure: Error { case tookTooLong(arguments: [String], seconds: Int) }

  /// The binary beside the test runner, where the build puts both. `TRENDS_PROGRAM` names another,
  /// so that one that is installed can be tested too.
  static let url: URL = {
    let override = ProcessInfo.processInfo.environment["TRENDS_PROGRAM"] ?? ""
    if !override.isEmpty { return URL(fileURLWithPath: override) }
    return URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("trends")
  }()

  /// Runs the program and waits for its end.
  ///
  /// Streams go through files outside the working folder, so that no pipe can fill up. The call
  /// blocks its thread on purpose: no more programs run at once than the test runner has threads.
  ///
  /// - Parameters:
  ///   - folder: the working folder.
  ///   - input: standard input; nil for an empty one.
  ///   - environment: changes to a plain environment; nil removes a variable.
  ///   - standardOutput: a file to write to, such as `/dev/full`; nil to collect the text.
  ///   - fileSizeLimit: the most that a file may grow to, in blocks of 512 bytes; nil for no limit.
  ///   - interruption: a signal to send on the way.
  ///   - seconds: after so long the program is killed and the call throws.
  ///   - meanwhile: what to do right before the signal is sent.
  static func run(
    _ arguments: [String], in folder: WorkingFolder, input: Data? = nil,
    environment: [String: String?] = [:], standardOutput: String? = nil,
    fileSizeLimit: Int? = nil, interruption: Interruption? = nil, seconds: Int = 60,
    meanwhile: () throws -> Void = {}
  ) throws -> Output {
    try #require(
      FileManager.default.isExecutableFile(atPath: url.path),
      "no program at \(url.path); build it, or set TRENDS_PROGRAM")
    let streams = try WorkingFolder()
    try streams.write("stdin", input ?? Data())
    try streams.write("stdout", Data())
    try streams.write("stderr", Data())
    var paths = ChildProcess.Streams()
    paths.input = streams.file("stdin").path
    paths.output = standardOutput ?? streams.file("stdout").path
    paths.errors = streams.file("stderr").path
    let variables = plainEnvironment.merging(environment) { _, changed in changed }
      .compactMapValues(\.self)
    let child = try ChildProcess(
      url.path, arguments, environment: variables, folder: folder.url.path, streams: paths,
      blocks: fileSizeLimit)

    let deadline = DispatchTime.now() + .seconds(seconds)
    var awaited = interruption
    while true {
      if let status = try child.status() {
        return Output(
          status: status, stdout: try streams.text("stdout"), stderr: try streams.text("stderr"))
      }
      if DispatchTime.now() >= deadline {
        kill(child.id, SIGKILL)
        _ = try child.wait()
        throw Failure.tookTooLong(arguments: arguments, seconds: seconds)
      }
      if let due = awaited, try streams.text("stderr").contains(due.text) {
        // Whatever goes wrong here, the program must not go on alone.
        defer { kill(child.id, due.signal) }
        awaited = nil
        try meanwhile()
      }
      usleep(5_000)
    }
  }

  /// Runs the program and requires that it is done without an error.
  @discardableResult
  static func succeed(
    _ arguments: String..., in folder: WorkingFolder, input: Data? = nil,
    environment: [String: String?] = [:], sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Output {
    let output = try run(arguments, in: folder, input: input, environment: environment)
    try #require(
      output.status == 0, "trends \(arguments.joined(separator: " ")): \(output.stderr)",
      sourceLocation: sourceLocation)
    return output
  }

  /// The same for every machine, but for where the run-time libraries are.
  private static let plainEnvironment: [String: String?] = [
    "PATH": "/usr/bin:/bin", "HOME": "/", "LANG": "C.UTF-8", "TZ": "UTC",
    "SWIFT_BACKTRACE": "enable=no",
    "LD_LIBRARY_PATH": ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"],
  ]
}

/// Expects that a run was refused: this status, nothing on standard output, and one line on standard
/// error, which starts with `error: ` and holds the texts.
func expectRefused(
  _ output: TrendsProgram.Output, status: Int32, naming texts: String...,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(output.status == status, "\(output.stderr)", sourceLocation: sourceLocation)
  #expect(output.stdout.isEmpty, sourceLocation: sourceLocation)
  #expect(
    output.errorLines.count == 1 && output.stderr.hasSuffix("\n")
      && output.stderr.hasPrefix("error: "),
    "not one line that starts with 'error: ': \(output.stderr)", sourceLocation: sourceLocation)
  for text in texts {
    #expect(
      output.stderr.contains(text), "no '\(text)' in: \(output.stderr)",
      sourceLocation: sourceLocation)
  }
  #expect(
    !output.stderr.hasSuffix(".\n"), "a message ends without a period",
    sourceLocation: sourceLocation)
}
