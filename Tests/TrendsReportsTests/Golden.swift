import Foundation
import Testing

/// Expects a text to be that of `Golden/NAME`; with `TRENDS_RECORD=1` writes it there instead.
func expectGolden(
  _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  if ProcessInfo.processInfo.environment["TRENDS_RECORD"] == "1" {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    try Data(text.utf8).write(to: folder.appendingPathComponent("Golden/\(name)"))
    return
  }
  let url = try #require(
    Bundle.module.url(forResource: name, withExtension: nil, subdirectory: "Golden"),
    "no Golden/\(name); TRENDS_RECORD=1 writes it", sourceLocation: sourceLocation)
  let expected = try Data(contentsOf: url)
  guard Data(text.utf8) != expected else { return }
  let found = text.split(separator: "\n", omittingEmptySubsequences: false)
  let wanted = String(decoding: expected, as: UTF8.self)
    .split(separator: "\n", omittingEmptySubsequences: false)
  let line =
    zip(found, wanted).enumerated().first { $1.0 != $1.1 }?.offset
    ?? min(found.count, wanted.count)
  Issue.record(
    """
    Golden/\(name) differs from line \(line + 1) on
    expected: \(line < wanted.count ? String(wanted[line]) : "<end>")
    found:    \(line < found.count ? String(found[line]) : "<end>")
    """, sourceLocation: sourceLocation)
}
