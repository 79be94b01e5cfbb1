import ArgumentParser
import Foundation
import TrendsCorpus
import TrendsFeatures
import TrendsReports
import TrendsStore

struct PhrasesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "phrases",
    abstract: "Write the phrase table as CSV, or take one back that you have edited.",
    discussion: """
      The columns are phrase, count, documents, npmi, g2, action and alias_of. To change what the \
      next fit counts, edit the action and apply the file: accept makes a phrase a term, reject \
      leaves it to its words (or an acronym as it is), alias_of counts it as the term in the column \
      alias_of. An empty action takes an edit back. All other rows may stay or go: what the table \
      itself says of them, such as accepted, is no edit.

      Edits are kept in the store and hold for every later fit, over all listings; the report of a \
      fit shows those it used. Words that are written with hyphens and function words inside, such \
      as text-to-image, are one word and stay so.

      EXAMPLE:
        trends phrases --out phrases.csv
        trends phrases --apply phrases.csv && trends fit
      """)

  @Option(help: ArgumentHelp("Where to write (default: standard output).", valueName: "path"))
  var out: String?

  @Option(help: ArgumentHelp("An edited table to take back.", valueName: "path"))
  var apply: String?

  @Flag(help: "Forget all edits.")
  var reset = false

  @Flag(help: "Write phrases as they are, unprotected from spreadsheets.")
  var rawCSV = false

  @Option(help: ArgumentHelp("The fit (default: the newest).", valueName: "number"))
  var fit: Int?

  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    guard [apply != nil, reset, out != nil].count(where: { $0 }) <= 1 else {
      throw CommandError.badArgument("--apply, --reset and --out exclude one another")
    }
    if reset {
      let store = try storeOptions.open(.readWrite)
      let edits = try store.phraseEdits()
      try store.replacePhraseEdits([])
      printError("forgot \(count(edits.count, "edit")) of phrases; run 'trends fit' to go without")
    } else if let apply {
      try take(TextFile(apply))
    } else {
      try write()
    }
  }

  /// Writes the table with the edits that are in force.
  private func write() throws {
    let store = try storeOptions.open(.readOnly)
    let record = try fitRecord(store)
    let edits = try editsByKey(store, options: options(of: record))
    let rows = zip(PhraseRow.rows(of: record), record.phrases).map { row, phrase in
      var row = row
      guard let edit = edits[phrase.key] else {
        row.action = Self.unedited(row.action)
        if phrase.action == .aliasOf { row.aliasOf = nil }
        return row
      }
      row.action = edit.action.rawValue
      row.aliasOf = edit.aliasOf
      return row
    }
    let known = Set(record.phrases.map(\.key))
    let others = edits.filter { !known.contains($0.key) }.values.map(\.phrase).sorted()
    if !others.isEmpty {
      printError(
        "\(count(others.count, "edit")) in force of phrases that fit \(record.id) did not consider: "
          + others.map { "'\($0)'" }.joined(separator: ", "))
    }
    let csv = try PhraseRow.table.csv(rows, protection: rawCSV ? .none : .spreadsheet)
    guard let out, out != OutputPath.standardOutput else {
      return FileHandles.standardOutput.write(csv)
    }
    let path = try OutputPath(out, option: "--out")
    try writeAtomically([(path.name, Array(csv.utf8))], into: path.folder)
    printError("\(count(rows.count, "phrase")) in \(out)")
  }

  /// Takes an edited table back: all of it, or on any error none.
  private func take(_ file: TextFile) throws {
    let store = try storeOptions.open(.readWrite)
    let record = try store.fits().isEmpty ? nil : try fitRecord(store)
    let options = try record.map(options) ?? FeatureOptions()
    var statuses: [String: String] = [:]
    if let record {
      let found = PhraseStatuses(record)
      let edits = try editsByKey(store, options: options)
      for phrase in record.phrases {
        let status = found.status(of: phrase)
        statuses[phrase.phrase] = edits[phrase.key] == nil ? Self.unedited(status) : status
      }
    }
    let edits = try PhraseEditFile(file) { statuses[$0] }
    guard try store.contents() != .bagOfWords else {
      throw CommandError.badArgument(
        "\(storeOptions.path) holds a bag of words, whose terms are as they came")
    }
    let documents = try store.documents()
    let all = try edits.merged(
      into: try store.phraseEdits(), keys: { phraseKeys($0, options: options) },
      counts: {
        try phraseCounts(
          $0, in: documents, options: options,
          threadCount: ProcessInfo.processInfo.activeProcessorCount)
      }, documentCount: documents.count, store: storeOptions.path)
    try store.replacePhraseEdits(all)
    if let first = edits.differing.first {
      printError(
        "\(file.path):\(first.line): '\(first.phrase)' has the action '\(first.action)', which fit "
          + "\(record.map { "\($0.id)" } ?? "0") did not give it and which is no edit; write accept, "
          + "reject or alias_of"
          + (edits.differing.count > 1 ? " (\(edits.differing.count) such rows)" : ""))
    }
    let changed = edits.rows.count { $0.edit != nil }
    printError(
      "took \(count(changed, "edit")) from \(file.path); \(storeOptions.path) holds "
        + "\(grouped(all.count)); run 'trends fit' to use them")
  }

  /// The action of a phrase that no edit names: one that was only joined for another phrase's edit, or for
  /// an edit that was taken back since, is nobody's wish.
  private static func unedited(_ action: String) -> String {
    switch PhraseEdit.Action(rawValue: action) {
    case .accept, .aliasOf: Phrase.Action.accepted.rawValue
    case .reject: Phrase.Action.rejected.rawValue
    case nil: action
    }
  }

  private func fitRecord(_ store: Store) throws -> FitRecord {
    if let fit { return try store.fit(fit) }
    return try store.newestFit()
  }

  private func options(of record: FitRecord) throws -> FeatureOptions {
    guard record.features != "{}" else { return FeatureOptions() }
    guard
      let options = try? JSONDecoder().decode(
        FeatureOptions.self, from: Data(record.features.utf8))
    else {
      throw StoreError.damaged(
        path: storeOptions.path, what: "the options of terms of fit \(record.id) cannot be read")
    }
    return options
  }

  private func editsByKey(_ store: Store, options: FeatureOptions) throws -> [String: PhraseEdit] {
    let edits = try store.phraseEdits()
    return Dictionary(
      zip(phraseKeys(edits.map(\.phrase), options: options), edits),
      uniquingKeysWith: { $1 })
  }
}
