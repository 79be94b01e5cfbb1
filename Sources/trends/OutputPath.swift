/// The path of a file to write, as the user gives it: its name, and the folder it is in.
struct OutputPath {
  /// What a user writes for standard output, where a command can write there.
  static let standardOutput = "-"

  let folder: String
  let name: String

  /// - Parameter option: the flag that the path comes with, for messages.
  init(_ path: String, option: String) throws {
    guard path != Self.standardOutput else {
      throw CommandError.badArgument("\(option) cannot be standard output here; name a file")
    }
    guard let slash = path.lastIndex(of: "/") else {
      guard !path.isEmpty else { throw CommandError.badArgument("\(option) is empty; name a file") }
      (folder, name) = (".", path)
      return
    }
    folder = slash == path.startIndex ? "/" : String(path[..<slash])
    name = String(path[path.index(after: slash)...])
    guard !name.isEmpty else {
      throw CommandError.badArgument("\(option) '\(path)' ends in a slash; name a file")
    }
  }
}
