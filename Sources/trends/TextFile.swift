import TrendsCorpus

/// A small file that a user writes: UTF-8, checked before anything is made of it.
struct TextFile {
  /// The path as the user typed it.
  let path: String
  /// The text without a byte-order mark.
  let bytes: [UInt8]

  /// - Throws: ``CommandError`` where there is no such file, or with the line where it stops being
  ///   UTF-8.
  init(_ path: String) throws {
    self.path = path
    let raw = try InputFiles.read(path)
    if raw.starts(with: [0xFF, 0xFE]) || raw.starts(with: [0xFE, 0xFF]) {
      throw CommandError.badFile(
        "\(path):1: UTF-16 text, but expected UTF-8; save the file as UTF-8")
    }
    let text = raw.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(raw[3...]) : raw
    if String(validating: text, as: UTF8.self) == nil {
      throw CommandError.badFile(
        "\(path):\(Self.firstBadLine(of: text)): not UTF-8 text; save the file as UTF-8")
    }
    bytes = text
  }

  /// The entries of a list: one a line, without spaces around it, empty lines and lines that start
  /// with #.
  var entries: [String] {
    bytes.split(whereSeparator: { $0 == 10 || $0 == 13 }).compactMap { line in
      let isSpace: (UInt8) -> Bool = { $0 == 32 || $0 == 9 }
      guard let first = line.firstIndex(where: { !isSpace($0) }),
        let last = line.lastIndex(where: { !isSpace($0) }), line[first] != UInt8(ascii: "#")
      else { return nil }
      return String(decoding: line[first...last], as: UTF8.self)
    }
  }

  /// The number of the first line that is not UTF-8.
  private static func firstBadLine(of bytes: [UInt8]) -> Int {
    var number = 1
    for line in bytes.split(separator: 10, omittingEmptySubsequences: false) {
      if String(validating: line, as: UTF8.self) == nil { break }
      number += 1
    }
    return number
  }
}
