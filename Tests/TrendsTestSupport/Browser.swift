public import Foundation
public import Testing

/// Chromium without a window, as someone's browser.
public enum Browser {
  /// What became of a page.
  public struct Visit: Sendable {
    /// The document after its script ran, as HTML.
    public var document: String
    /// What the browser complained of: errors, refused loads, broken policies.
    public var complaints: [String]
  }

  struct Failure: Error { var output: String }

  /// The program, or nil where it is not installed.
  public static let program: URL? = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin")
    .split(separator: ":").map {
      URL(fileURLWithPath: String($0)).appendingPathComponent("chromium")
    }
    .first { FileManager.default.isExecutableFile(atPath: $0.path) }

  /// Opens a page from a file, as from a memory stick, without a network.
  public static func open(_ page: String) throws -> Visit {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("trends-browser-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("report.html")
    try Data(page.utf8).write(to: file)
    var streams = ChildProcess.Streams()
    streams.output = folder.appendingPathComponent("document").path
    streams.errors = folder.appendingPathComponent("log").path
    for path in [streams.output, streams.errors] {
      try Data().write(to: URL(fileURLWithPath: path))
    }
    let child = try ChildProcess(
      program?.path ?? "chromium",
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir=\(folder.path)/profile",
        "--enable-logging=stderr", "--dump-dom", file.absoluteString,
      ],
      environment: ["PATH": "/usr/bin:/bin", "HOME": folder.path, "LC_ALL": "C.UTF-8"],
      folder: folder.path, streams: streams)
    let status = try child.wait()
    let log = String(
      decoding: try Data(contentsOf: URL(fileURLWithPath: streams.errors)), as: UTF8.self)
    guard status == 0 else { throw Failure(output: log) }
    return Visit(
      document: String(
        decoding: try Data(contentsOf: URL(fileURLWithPath: streams.output)), as: UTF8.self),
      complaints: log.split(separator: "\n").map(String.init).filter { $0.contains("CONSOLE") })
  }
}

extension Trait where Self == ConditionTrait {
  /// Runs a test only where Chromium is installed, and says so where it is not.
  public static var needsBrowser: Self {
    .enabled(
      if: Browser.program != nil, "skipped: no chromium; 'make browser' installs it")
  }
}
