import TrendsCorpus
import TrendsFeatures

/// A phrase table that a user has edited: the CSV of `trends phrases`, fed back.
///
/// An action of the user's, `accept`, `reject` or `alias_of`, is an edit, and an empty one takes an edit
/// back. What a table says of its own, such as `accepted`, is none: the table may be that of an older fit,
/// whose figures were others. Where it is not what the newest fit says, that is noted.
struct PhraseEditFile {
  /// One row that says something.
  struct Row: Equatable {
    var line: Int
    var phrase: String
    /// What is wanted; nil where the figures shall decide again.
    var edit: PhraseEdit?
  }

  private static let required = ["phrase", "action"]
  private static let known = ["phrase", "count", "documents", "npmi", "g2", "action", "alias_of"]
  /// What a table says of phrases without an edit.
  private static let statuses = Set(
    Phrase.Action.allCases.map(\.rawValue) + Phrase.Absence.allCases.map(\.rawValue)
  ).subtracting(PhraseEdit.Action.allCases.map(\.rawValue))

  let path: String
  private(set) var rows: [Row] = []
  /// Rows whose action is none of the user's, and not the fit's either.
  private(set) var differing: [(line: Int, phrase: String, action: String)] = []

  /// Reads the rows.
  ///
  /// - Parameters:
  ///   - file: the file.
  ///   - status: what the table has of a phrase; nil for a phrase that it does not hold.
  /// - Throws: ``CommandError/badFile(_:)`` with the line at fault.
  init(_ file: TextFile, status: (String) -> String?) throws {
    path = file.path
    var scanner = TableScanner(
      file.bytes, separator: TableReader.sniffedSeparator(file.bytes), source: path)
    guard let header = try scanner.next() else {
      throw CommandError.badFile("\(path): empty; expected a table with columns phrase and action")
    }
    let names = header.fields.map { $0.lowercased() }
    for (index, name) in names.enumerated() {
      guard Self.known.contains(name) else {
        throw bad(
          header.line,
          "unknown column '\(header.fields[index])'; expected \(Self.known.joined(separator: ","))")
      }
      guard names.firstIndex(of: name) == index else {
        throw bad(header.line, "column '\(name)' is there twice")
      }
    }
    for name in Self.required where !names.contains(name) {
      throw bad(
        header.line, "no column '\(name)'; found \(names.map { "'\($0)'" }.joined(separator: ", "))"
      )
    }
    while let row = try scanner.next() {
      guard row.fields.count == names.count else {
        throw bad(row.line, "\(row.fields.count) fields, but the header has \(names.count)")
      }
      var cells: [String: String] = [:]
      for (name, field) in zip(names, row.fields) { cells[name] = Self.trimmed(field) }
      try add(
        phrase: Self.unprotected(cells["phrase"] ?? ""), action: cells["action"] ?? "",
        aliasOf: Self.unprotected(cells["alias_of"] ?? ""), line: row.line, status: status)
    }
  }

  private mutating func add(
    phrase: String, action: String, aliasOf: String, line: Int, status: (String) -> String?
  ) throws {
    guard !phrase.isEmpty else { throw bad(line, "the phrase is empty") }
    if action.isEmpty {
      guard aliasOf.isEmpty else {
        throw bad(line, "'\(phrase)' has an alias_of, but no action; write alias_of")
      }
      rows.append(Row(line: line, phrase: phrase, edit: nil))
      return
    }
    if Self.statuses.contains(action) {
      guard aliasOf.isEmpty || action == Phrase.Action.acronym.rawValue else {
        throw bad(line, "'\(phrase)' has an alias_of and the action '\(action)'; write alias_of")
      }
      if status(phrase) ?? Phrase.Action.rejected.rawValue != action {
        differing.append((line, phrase, action))
      }
      return
    }
    guard let wanted = PhraseEdit.Action(rawValue: action) else {
      throw bad(
        line,
        "unknown action '\(action)'; expected accept, reject, alias_of, or what "
          + "'trends phrases' wrote")
    }
    guard (wanted == .aliasOf) != aliasOf.isEmpty else {
      throw bad(
        line,
        wanted == .aliasOf
          ? "'\(phrase)' has the action alias_of, but no alias_of"
          : "'\(phrase)' has an alias_of and the action '\(action)'; write alias_of")
    }
    rows.append(
      Row(
        line: line, phrase: phrase,
        edit: PhraseEdit(
          phrase: phrase, action: wanted, aliasOf: wanted == .aliasOf ? aliasOf : nil)))
  }

  /// Checks the rows against each other, against older edits and against the texts.
  ///
  /// - Parameters:
  ///   - older: the edits that are in force.
  ///   - keys: the keys of phrases.
  ///   - counts: how often each phrase occurs, and whether it is a stop word.
  ///   - documentCount: in how many documents that was looked for.
  ///   - store: the name of the store, for messages.
  /// - Returns: all edits in force afterwards.
  func merged(
    into older: [PhraseEdit], keys: ([String]) -> [String],
    counts: ([String]) throws -> [PhraseCount],
    documentCount: Int, store: String
  ) throws -> [PhraseEdit] {
    let rowKeys = keys(rows.map(\.phrase))
    var lines: [String: Int] = [:]
    for (row, key) in zip(rows, rowKeys) {
      guard !key.isEmpty else { throw bad(row.line, "'\(row.phrase)' holds no word") }
      if let line = lines[key] {
        throw bad(row.line, "'\(row.phrase)' is on line \(line) already; expected each phrase once")
      }
      lines[key] = row.line
    }
    let edits = rows.compactMap { row in row.edit.map { (line: row.line, edit: $0) } }
    let named = edits.flatMap { [$0.edit.phrase] + ($0.edit.aliasOf.map { [$0] } ?? []) }
    var found: [String: PhraseCount] = [:]
    for (phrase, count) in zip(named, try named.isEmpty ? [] : counts(named)) {
      found[phrase] = count
    }
    for (line, edit) in edits {
      for phrase in [edit.phrase] + (edit.aliasOf.map { [$0] } ?? [])
      where found[phrase]?.occurrences == 0 {
        throw bad(
          line,
          "'\(phrase)' is in none of the \(documentCount) documents of \(store); "
            + "correct it or remove the line")
      }
    }
    let kept = zip(older, keys(older.map(\.phrase))).filter { lines[$1] == nil }.map(\.0)
    let all = kept + edits.map(\.edit)
    for edit in edits {
      guard let target = edit.edit.aliasOf, found[target]?.isStopWord == true else { continue }
      throw bad(
        edit.line, "'\(target)' is a stop word, which nothing can be counted as; name a term")
    }
    try requireTargets(all, keys: keys, lines: lines)
    try requireNoCircle(all, keys: keys, lines: lines)
    return all
  }

  /// Nothing is counted as what is rejected.
  private func requireTargets(
    _ edits: [PhraseEdit], keys: ([String]) -> [String], lines: [String: Int]
  ) throws {
    let names = keys(edits.map(\.phrase))
    let targets = keys(edits.map { $0.aliasOf ?? "" })
    let rejected = Set(zip(names, edits).filter { $1.action == .reject }.map(\.0))
    for (i, target) in targets.enumerated() where rejected.contains(target) {
      throw bad(
        lines[names[i]] ?? lines[target] ?? 0,
        "'\(edits[i].phrase)' is counted as '\(edits[i].aliasOf ?? "")', which is rejected; "
          + "take one of the two back")
    }
  }

  private func requireNoCircle(
    _ edits: [PhraseEdit], keys: ([String]) -> [String], lines: [String: Int]
  ) throws {
    let aliases = edits.filter { $0.action == .aliasOf }
    let sources = keys(aliases.map(\.phrase))
    let targets = keys(aliases.map { $0.aliasOf ?? "" })
    var next: [String: Int] = [:]
    for (index, key) in sources.enumerated() { next[key] = index }
    for (index, key) in sources.enumerated() {
      var way = [aliases[index].phrase]
      var place = targets[index]
      while place != key, let step = next[place], way.count <= aliases.count {
        way.append(aliases[step].phrase)
        place = targets[step]
      }
      guard place == key else { continue }
      way.append(aliases[index].phrase)
      throw bad(
        lines[key] ?? 0,
        "a circle of aliases: \(way.map { "'\($0)'" }.joined(separator: " is counted as "))")
    }
  }

  private func bad(_ line: Int, _ what: String) -> CommandError {
    .badFile(line > 0 ? "\(path):\(line): \(what)" : "\(path): \(what)")
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }

  /// The phrase without the apostrophe that keeps a spreadsheet from making a number of it.
  private static func unprotected(_ text: String) -> String {
    text.hasPrefix("'") ? String(text.dropFirst()) : text
  }
}
