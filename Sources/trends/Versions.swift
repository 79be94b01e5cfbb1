import CKernels
import CNumerics
import TrendsStore

/// What this program is made of.
enum Versions {
  static let program = "0.1.0"

  /// Name and version of the program and of each library that has a say in results.
  static var parts: [(name: String, version: String)] {
    [
      ("trends", program),
      ("instruction set", String(cString: tr_instruction_set())),
      ("GSL", GSL_VERSION),
      ("OpenBLAS", openBLAS),
      ("SQLite", Store.libraryVersion),
    ]
  }

  /// One line each, as `--version` prints them.
  static var text: String {
    parts.map { "\($0.name) \($0.version)" }.joined(separator: "\n")
  }

  /// The number alone: what OpenBLAS says of itself goes on with how it was built.
  private static var openBLAS: String {
    guard let configuration = openblas_get_config() else { return "unknown" }
    let words = String(cString: configuration).split(separator: " ")
    return words.dropFirst().first.map(String.init) ?? "unknown"
  }
}
