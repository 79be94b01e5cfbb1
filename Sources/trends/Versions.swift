import CKernels
import CNumerics
import Foundation
import TrendsStore

/// What this program is made of.
enum Versions {
  static let program = "0.1.0"

  /// Name and version of the program and of each library that has a say in results.
  static var parts: [(name: String, version: String)] {
    [
      ("trends", program),
      ("instruction set", String(cString: tr_instruction_set())),
      ("GSL", String(cString: tr_gsl_version())),
      ("OpenBLAS", openBLAS),
      ("SQLite", Store.libraryVersion),
    ]
  }

  /// One line each, as `--version` prints them.
  static var text: String {
    parts.map { "\($0.name) \($0.version)" }.joined(separator: "\n")
  }

  /// The same as JSON, as the store keeps it with a fit.
  static func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let parts = Dictionary(uniqueKeysWithValues: parts.map { ($0.name, $0.version) })
    return String(decoding: try encoder.encode(parts), as: UTF8.self)
  }

  /// The parts that the state of a chain follows from; the sampler gives the same bytes with every
  /// instruction set, and neither OpenBLAS nor SQLite has a say in it.
  private static let ofChains: Set = ["trends", "GSL"]

  /// Checks that a fit was begun by a program whose chains go on as they would have.
  ///
  /// - Parameter json: what ``json()`` gave then.
  static func requireSame(_ json: String) throws {
    guard let begun = try? JSONDecoder().decode([String: String].self, from: Data(json.utf8))
    else { throw CommandError.foreignCheckpoint("the checkpoint does not say what wrote it") }
    for part in parts where ofChains.contains(part.name) && begun[part.name] != part.version {
      throw CommandError.foreignCheckpoint(
        "the interrupted fit was begun with \(part.name) \(begun[part.name] ?? "unknown"), "
          + "and this is \(part.version)")
    }
  }

  /// The number alone: what OpenBLAS says of itself goes on with how it was built.
  private static var openBLAS: String {
    guard let configuration = openblas_get_config() else { return "unknown" }
    let words = String(cString: configuration).split(separator: " ")
    return words.dropFirst().first.map(String.init) ?? "unknown"
  }
}
