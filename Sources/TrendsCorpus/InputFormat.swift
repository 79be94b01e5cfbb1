/// The kinds of input that are read; each may also be compressed by gzip.
public enum InputFormat: String, CaseIterable, Sendable, Codable {
  /// Listing pages: junk, a date line, then titles and abstracts in turn.
  case listing
  /// One JSON object a line.
  case jsonl
  /// Comma- or semicolon-separated values with a header.
  case csv
  /// Tab-separated values with a header.
  case tsv
  /// A UCI bag of words (`docword.txt`).
  case uci
  /// An LDA-C bag of words (`ap.dat`).
  case ldac

  /// Whether it holds counts of terms rather than texts.
  public var isBagOfWords: Bool { self == .uci || self == .ldac }

  /// The format of an input, told by its name and its first bytes.
  ///
  /// Text that looks like nothing else is taken for listing pages, whose reader says what it
  /// misses.
  ///
  /// - Parameters:
  ///   - source: the input's name; only its last part counts, without `.gz`.
  ///   - bytes: the input, compressed or not; damage to it is left to the reader to report.
  public static func detect(_ bytes: [UInt8], source: String) -> InputFormat {
    let head = (try? expandedPrefix(bytes, source: source, length: 1 << 16)) ?? []
    return detect(head: head, name: source)
  }

  static func detect(head: [UInt8], name: String) -> InputFormat {
    var name = fileName(name).lowercased()
    if name.hasSuffix(".gz") { name.removeLast(3) }
    let suffix = name.split(separator: ".", omittingEmptySubsequences: false).last ?? ""
    switch suffix {
    case "jsonl", "ndjson", "json": return .jsonl
    case "csv": return .csv
    case "tsv", "tab": return .tsv
    default: break
    }
    let lines = firstLines(head, count: 3)
    guard let first = lines.first else { return .listing }
    if first.first == UInt8(ascii: "{") { return .jsonl }
    if lines.count == 3, lines.allSatisfy({ numberCount($0) == 1 }) { return .uci }
    if isTermCounts(first) { return .ldac }
    if isHeader(first, separator: 9) { return .tsv }
    if isHeader(first, separator: UInt8(ascii: ",")) { return .csv }
    return .listing
  }

  /// The first lines that are not blank, trimmed; the last of them may be cut off.
  private static func firstLines(_ head: [UInt8], count: Int) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var cursor = LineCursor()
    while lines.count < count, let line = head.withUnsafeBufferPointer({ cursor.next(in: $0) }) {
      let text = trimmed(head[line.range])
      if !text.isEmpty { lines.append(text) }
    }
    return lines
  }

  /// How many numbers a line consists of, or nil where it holds anything else.
  private static func numberCount(_ line: ArraySlice<UInt8>) -> Int? {
    guard line.allSatisfy({ isASCIIDigit($0) || isASCIISpace($0) }) else { return nil }
    return line.split(whereSeparator: isASCIISpace).count
  }

  /// Whether a line reads `M term:count term:count ...`.
  private static func isTermCounts(_ line: ArraySlice<UInt8>) -> Bool {
    let parts = line.split(whereSeparator: isASCIISpace)
    guard parts.count >= 2, parts[0].allSatisfy(isASCIIDigit) else { return false }
    let pair = parts[1].split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    return pair.count == 2 && pair.allSatisfy { !$0.isEmpty && $0.allSatisfy(isASCIIDigit) }
  }

  /// Whether a line names columns that a reader of papers knows.
  private static func isHeader(_ line: ArraySlice<UInt8>, separator: UInt8) -> Bool {
    let cells = line.split(separator: separator).map { cell in
      String(decoding: cell.filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self).lowercased()
    }
    return cells.count >= 2 && cells.contains("date")
      && cells.contains { FieldRole.defaults[$0] != nil && $0 != "date" }
  }
}

/// The last part of a path.
func fileName(_ path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? path
}
