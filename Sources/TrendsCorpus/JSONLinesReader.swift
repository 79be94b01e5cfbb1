/// Reads papers from JSON lines: one object a line, blank lines skipped.
///
/// The keys `id`, `date` (else `published`), `title`, `text` (else `abstract`, `summary`, `body`) and
/// `url` (else `link`) have meaning; every other one is kept as a column, arrays and objects as
/// compact JSON. A null is no value.
enum JSONLinesReader {
  /// - Throws: ``CorpusError/malformedJSON(_:at:)``,
  ///   ``CorpusError/wrongValue(key:found:expected:at:)`` or what is wrong with a date.
  static func read(_ input: InputText, options: ReadingOptions, log: inout ReadingLog) throws
    -> [Paper]
  {
    var papers: [Paper] = []
    var roles: [String: FieldRole?] = [:]
    var replaced: (count: Int, line: Int)?
    var lines = LineCursor()
    try input.bytes.withUnsafeBufferPointer { bytes in
      while let line = lines.next(in: bytes) {
        guard bytes[line.range].contains(where: { !isASCIISpace($0) }) else { continue }
        let place = SourcePlace(input.source, line: line.number)
        do {
          var scanner = JSONScanner(bytes, line.range)
          papers.append(try paper(&scanner, place, options, &roles))
          if scanner.replacedCount > 0 {
            replaced = (
              (replaced?.count ?? 0) + scanner.replacedCount, replaced?.line ?? line.number
            )
          }
        } catch let error as CorpusError {
          try log.fail(error)
        }
      }
    }
    if let replaced {
      log.warn(
        "\(replaced.count) lone surrogate(s) or NUL(s) replaced by U+FFFD, the first on this line",
        at: SourcePlace(input.source, line: replaced.line))
    }
    return papers
  }

  private static func paper(
    _ scanner: inout JSONScanner, _ place: SourcePlace, _ options: ReadingOptions,
    _ roles: inout [String: FieldRole?]
  ) throws -> Paper {
    var record = RecordBuilder()
    var wrong: CorpusError?
    do {
      try scanner.object { key, value in
        let role: FieldRole?
        if let known = roles[key] {
          role = known
        } else {
          role = options.columns.role(of: key)
          // The keys of one input are few; a hostile one must not fill the memory.
          if roles.count < 10_000 { roles[key] = .some(role) }
        }
        switch value {
        case .null: break
        case .string(let text), .number(let text): record.add(key, text, role: role)
        case .boolean(let flag) where role == nil:
          record.add(key, flag ? "true" : "false", role: nil)
        case .nested(let text) where role == nil: record.add(key, text, role: nil)
        case .boolean, .nested:
          wrong =
            wrong
            ?? .wrongValue(key: key, found: value.kind, expected: "text or a number", at: place)
        }
      }
    } catch {
      throw CorpusError.malformedJSON(error.reason, at: place)
    }
    if let wrong { throw wrong }
    return try record.paper(at: place, options: options)
  }
}
