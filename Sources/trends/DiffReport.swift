import Foundation
import TrendsCorpus
import TrendsReports

extension DiffSide {
  /// A report from its folder: its tables and manifest.
  ///
  /// Shares of documents come from `document_topics.csv`, which leaves out those below 0.02, and
  /// terms from `terms.csv`, which has the first fifty of each topic.
  static func report(folder: String) throws -> DiffSide {
    let topics = try ReportFile(folder, TopicRow.table.fileName)
    let ids = try topics.column("topic_id")
    let places = Dictionary(ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { a, _ in a })
    let shares = try topics.numbers("share")
    var side = DiffSide(
      name: folder, documentIDs: [], shares: [],
      topics: zip(zip(ids, try topics.column("label")), shares).map { ($0.0, $0.1, $1) },
      terms: [], phi: [], periods: [:], options: try manifestOptions(folder))

    let documents = try ReportFile(folder, DocumentTopicRow.table.fileName)
    var documentPlaces: [String: Int] = [:]
    let cells = zip(
      zip(try documents.column("document_id"), try documents.column("topic_id")),
      try documents.numbers("share"))
    for ((document, topic), share) in cells {
      guard let k = places[topic], let share else { continue }
      let d = documentPlaces[document] ?? side.documentIDs.count
      if d == side.documentIDs.count {
        documentPlaces[document] = d
        side.documentIDs.append(document)
        side.shares += Array(repeating: 0, count: ids.count)
      }
      side.shares[d * ids.count + k] = share
    }

    let terms = try ReportFile(folder, TermRow.table.fileName)
    let names = try terms.column("term")
    side.terms = Set(names).sorted()
    let termPlaces = Dictionary(
      uniqueKeysWithValues: side.terms.enumerated().map { ($1, $0) })
    side.phi = Array(repeating: 0, count: ids.count * side.terms.count)
    let rows = zip(
      zip(try terms.column("topic_id"), try terms.column("period")),
      zip(names, try terms.numbers("probability")))
    for ((topic, period), (name, probability)) in rows where period.isEmpty {
      guard let k = places[topic], let w = termPlaces[name], let probability else { continue }
      side.phi[k * side.terms.count + w] = probability
    }

    let trends = try ReportFile(folder, TrendRow.table.fileName)
    let series = zip(
      zip(try trends.column("period"), try trends.column("topic_id")), try trends.numbers("share"))
    for ((period, topic), share) in series {
      guard let k = places[topic] else { continue }
      side.periods[period, default: Array(repeating: nil, count: ids.count)][k] = share
    }
    return side
  }

  private static func manifestOptions(_ folder: String) throws -> [String: String] {
    let path = folder + "/manifest.json"
    let bytes = try InputFiles.read(path)
    guard
      let manifest = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
      let options = manifest["options"] as? [String: Any]
    else {
      throw CommandError.cannotRead(path: path, reason: "it is no manifest of a report")
    }
    var texts = options.mapValues(text)
    // Sizes follow from the documents, and the number of a fit says nothing.
    for name in ["fit", "documents", "terms", "tokens"] { texts[name] = nil }
    for name in ["seed", "version"] { texts[name] = manifest[name].map(text) }
    return texts
  }
}

/// A table of a report as it was written: in either dialect.
private struct ReportFile {
  private let path: String
  private let header: [String]
  private let rows: [[String]]
  private let hasDecimalCommas: Bool

  /// - Throws: ``CommandError`` where the file is missing, ``CorpusError`` where it is no table.
  init(_ folder: String, _ name: String) throws {
    path = folder + "/" + name
    let bytes = try InputFiles.read(path)
    let firstLine = bytes.prefix { $0 != 0x0A }
    hasDecimalCommas = firstLine.contains(UInt8(ascii: ";"))
    var scanner = TableScanner(
      bytes, separator: UInt8(ascii: hasDecimalCommas ? ";" : ","), source: path)
    guard let first = try scanner.next() else {
      throw CommandError.cannotRead(path: path, reason: "it is empty")
    }
    header = first.fields
    var rows: [[String]] = []
    while let row = try scanner.next() {
      guard row.fields.count == first.fields.count else {
        throw CorpusError.raggedRow(
          found: row.fields.count, expected: first.fields.count,
          at: SourcePlace(path, line: row.line))
      }
      rows.append(row.fields)
    }
    self.rows = rows
  }

  func column(_ name: String) throws -> [String] {
    guard let place = header.firstIndex(of: name) else {
      throw CommandError.cannotRead(path: path, reason: "it has no column '\(name)'")
    }
    return rows.map { $0[place] }
  }

  /// The numbers of a column; nil for an empty cell.
  func numbers(_ name: String) throws -> [Double?] {
    try column(name).map { text in
      if text.isEmpty { return nil }
      let plain = hasDecimalCommas ? text.replacing(",", with: ".") : text
      guard let value = Double(plain), value.isFinite else {
        throw CommandError.cannotRead(path: path, reason: "'\(text)' in '\(name)' is no number")
      }
      return value
    }
  }
}
