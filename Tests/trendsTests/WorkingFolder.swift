import Foundation

/// An empty folder for one test, gone with the last reference to it.
final class WorkingFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("trends-tests-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The place of a file; the path may lead through folders.
  func file(_ path: String) -> URL { url.appendingPathComponent(path) }

  /// Writes a file and makes the folders that lead to it.
  func write(_ path: String, _ contents: Data) throws {
    let file = file(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try contents.write(to: file)
  }

  func write(_ path: String, _ text: String) throws { try write(path, Data(text.utf8)) }

  /// Writes files by their names into a folder.
  func write(_ files: [String: String], into folder: String) throws {
    for (name, text) in files { try write(folder + "/" + name, text) }
  }

  func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(at: file(path), withIntermediateDirectories: true)
  }

  func bytes(_ path: String) throws -> Data { try Data(contentsOf: file(path)) }

  func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }

  /// The paths of all files and folders below a folder, hidden ones too, sorted.
  func everything(in folder: String = "") -> [String] {
    let paths = FileManager.default.subpaths(atPath: file(folder).path) ?? []
    return paths.sorted()
  }

  /// All files of a folder with their bytes.
  func contents(of folder: String) throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for path in everything(in: folder) { contents[path] = try bytes(folder + "/" + path) }
    return contents
  }
}
