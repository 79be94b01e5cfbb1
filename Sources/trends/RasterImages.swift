import Foundation
import TrendsReports

/// PNG pictures of SVG files, made by `rsvg-convert` where that is installed.
enum RasterImages {
  /// The program; nil where `PATH` has none.
  static let program: URL? = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":").map {
      URL(fileURLWithPath: String($0)).appendingPathComponent("rsvg-convert")
    }
    .first { FileManager.default.isExecutableFile(atPath: $0.path) }

  /// One picture a file, twice as many pixels as the SVG has units.
  ///
  /// - Throws: ``CommandError/cannotWrite(path:reason:)``.
  static func images(of files: [ReportTables.File], by program: URL) throws
    -> [(name: String, contents: [UInt8])]
  {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("trends-\(ProcessInfo.processInfo.globallyUniqueString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try files.map { file in
      try Interrupt.check()
      let source = folder.appendingPathComponent(file.name)
      let name = String(file.name.dropLast(4)) + ".png"
      let image = folder.appendingPathComponent(name)
      try Data(file.text.utf8).write(to: source)
      let process = Process()
      process.executableURL = program
      process.arguments = ["--zoom", "2", "--output", image.path, source.path]
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      guard process.terminationStatus == 0,
        let bytes = FileManager.default.contents(atPath: image.path)
      else { throw CommandError.cannotWrite(path: name, reason: "rsvg-convert cannot draw it") }
      return (name, Array(bytes))
    }
  }
}
