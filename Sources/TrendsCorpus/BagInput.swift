/// Counts of terms as a bag of words gives them, with its vocabulary and its dates.
///
/// Row *d* is the slice `documentStarts[d]..<documentStarts[d + 1]` of `terms` and `counts`; terms
/// ascend within a row and every count is at least 1. A document may be empty.
public struct BagInput: Equatable, Sendable {
  /// The terms, `[V]`; unique.
  public var vocabulary: [String]
  /// Where each row starts, `[D + 1]`, ascending from 0.
  public var documentStarts: [Int]
  /// The terms of all rows, one after the other, each in `0..<V`.
  public var terms: [UInt32]
  /// How often each occurs, as long as `terms`, each at least 1.
  public var counts: [UInt32]
  /// The listing dates of each document, `[D]`: ascending, none twice, empty where undated.
  public var dates: [[ListingDate]]
  /// What stands but deserves a look: one line each, with its place.
  public var warnings: [String]

  /// Counts from their arrays, which must be sound as described above.
  public init(
    vocabulary: [String], documentStarts: [Int], terms: [UInt32], counts: [UInt32],
    dates: [[ListingDate]], warnings: [String] = []
  ) {
    self.vocabulary = vocabulary
    self.documentStarts = documentStarts
    self.terms = terms
    self.counts = counts
    self.dates = dates
    self.warnings = warnings
  }

  /// D, the number of documents.
  public var documentCount: Int { documentStarts.count - 1 }

  /// The identifiers of the documents: `1` to D.
  public var documentIDs: [String] { (0..<documentCount).map { String($0 + 1) } }

  /// The sum of all counts.
  public var tokenCount: Int { counts.reduce(0) { $0 + Int($1) } }
}

/// Reads a bag of words: UCI (`docword.txt`) or LDA-C (`ap.dat`), compressed or not.
///
/// UCI starts with three numbers, D, W and the number of entries, and goes on with one entry a line,
/// `document term count`, both counted from 1. LDA-C has a line a document, `M term:count ...`, with
/// terms counted from 0. Entries may come in any order; one term twice in a document is an error.
///
/// - Parameters:
///   - input: the counts.
///   - vocabulary: one term a line, at least as many as the counts name.
///   - dates: a table with the columns `document` (1 to D) and `date`, one row an appearance; nil
///     for undated documents.
///   - options: its format and limit of expanded bytes count; the rest is for papers.
/// - Throws: ``CorpusError/malformedBag(found:expected:at:)`` and the errors of tables and dates,
///   each with its line.
/// - Complexity: O(*n*) in the bytes, and O(log) of a row's length more for rows out of order.
public func readBag(
  _ input: NamedInput, vocabulary: NamedInput, dates: NamedInput? = nil,
  options: ReadingOptions = ReadingOptions()
) throws -> BagInput {
  var log = ReadingLog()
  let counts = try expanded(input, options: options, log: &log)
  let words = try VocabularyReader.read(
    try expanded(vocabulary, options: options, log: &log), source: vocabulary.source, log: &log)
  let format = options.format ?? InputFormat.detect(head: Array(counts.prefix(1 << 16)), name: "")
  let place = SourcePlace(input.source)
  var bag: BagInput
  switch format {
  case .uci:
    bag = try DocwordReader.read(
      counts, source: input.source, vocabulary: words, vocabularySource: vocabulary.source)
  case .ldac: bag = try LDACReader.read(counts, source: input.source, vocabulary: words)
  default:
    throw CorpusError.malformedBag(
      found: counts.isEmpty ? "an empty file" : "text",
      expected: "a bag of words: 'docword.txt' of UCI or 'M term:count ...' of LDA-C", at: place)
  }
  if bag.vocabulary.count < words.count {
    log.warn(
      "\(words.count) terms, but the counts name \(bag.vocabulary.count); the rest is left out",
      at: SourcePlace(vocabulary.source))
  }
  if let dates {
    let table = try InputText(
      try expanded(dates, options: options, log: &log), source: dates.source, log: &log)
    let documentCount = bag.documentCount
    bag.dates = try DocumentDates.read(
      table, documentCount: documentCount,
      named: { Int($0).flatMap { (1...max(1, documentCount)).contains($0) ? $0 - 1 : nil } },
      expecting: "a number from 1 to \(documentCount)", options: options, log: &log)
  }
  bag.warnings = log.warnings
  return bag
}

/// The bytes of an input without its compression.
func expanded(_ input: NamedInput, options: ReadingOptions, log: inout ReadingLog) throws -> [UInt8]
{
  guard isGzip(input.bytes) else { return input.bytes }
  let result = try gunzip(input.bytes, source: input.source, limit: options.expandedByteLimit)
  if result.trailingByteCount > 0 {
    log.warn(
      "\(result.trailingByteCount) bytes after the compressed data are ignored",
      at: SourcePlace(input.source))
  }
  return result.bytes
}

/// Reads a vocabulary: one term a line; empty lines at the end are no terms.
enum VocabularyReader {
  static func read(_ bytes: [UInt8], source: String, log: inout ReadingLog) throws -> [String] {
    let text = try InputText(bytes, source: source, log: &log)
    var words: [String] = []
    var lineOf: [String: Int] = [:]
    var firstEmpty: Int?
    var lines = LineCursor()
    while let line = text.bytes.withUnsafeBufferPointer({ lines.next(in: $0) }) {
      let word = text.field(line.range)
      let place = SourcePlace(source, line: line.number)
      if word.isEmpty {
        firstEmpty = firstEmpty ?? line.number
        continue
      }
      if let firstEmpty {
        throw CorpusError.malformedBag(
          found: "an empty line", expected: "one term a line",
          at: SourcePlace(source, line: firstEmpty))
      }
      if let first = lineOf.updateValue(line.number, forKey: word) {
        throw CorpusError.malformedBag(
          found: "'\(word)' stands already on line \(first)", expected: "each term once", at: place)
      }
      words.append(word)
    }
    return words
  }
}

/// Reads the dates of documents: a table of `document` and `date`, one row an appearance.
enum DocumentDates {
  /// - Parameters:
  ///   - named: the index of the document that a cell names, or nil where it names none.
  ///   - expected: what names a document, for messages.
  static func read(
    _ input: InputText, documentCount: Int, named: (String) -> Int?, expecting expected: String,
    options: ReadingOptions, log: inout ReadingLog
  ) throws -> [[ListingDate]] {
    var scanner = TableScanner(
      input.bytes, separator: TableReader.sniffedSeparator(input.bytes), source: input.source)
    guard let header = try scanner.next() else {
      throw CorpusError.emptyInput(at: SourcePlace(input.source))
    }
    let names = header.fields.map { fieldText(Array($0.utf8)[...]).lowercased() }
    func column(_ accepted: [String], option: String) throws -> Int {
      if let index = names.firstIndex(where: accepted.contains) { return index }
      throw CorpusError.missingColumn(
        accepted[0], option: option, found: header.fields,
        at: SourcePlace(input.source, line: header.line))
    }
    let documentColumn = try column(["document", "doc", "id"], option: "a header 'document,date'")
    let dateColumn = try column(
      [options.columns.date?.lowercased() ?? "date"], option: "--date")
    var dates: [[ListingDate]] = Array(repeating: [], count: documentCount)
    while let row = try scanner.next() {
      let place = SourcePlace(input.source, line: row.line)
      guard row.fields.count == names.count else {
        throw CorpusError.raggedRow(found: row.fields.count, expected: names.count, at: place)
      }
      let name = fieldText(Array(row.fields[documentColumn].utf8)[...])
      guard let document = named(name), documentCount > 0 else {
        throw CorpusError.malformedBag(
          found: "document '\(firstWords(name))'", expected: expected, at: place)
      }
      let text = fieldText(Array(row.fields[dateColumn].utf8)[...])
      if text.isEmpty { continue }
      let date = try recordDate(text, options: options, at: place)
      if dates[document].contains(date) {
        log.warn("document \(name) is listed on \(date) already", at: place)
      } else {
        dates[document].append(date)
      }
    }
    for document in dates.indices { dates[document].sort() }
    return dates
  }
}
