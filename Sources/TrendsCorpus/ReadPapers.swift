/// An input as the reader takes it: its bytes, and a name for messages.
public struct NamedInput: Equatable, Sendable {
  /// The bytes, compressed by gzip or not.
  public var bytes: [UInt8]
  /// The name, usually the path as the user typed it; its last part may state a date.
  public var source: String

  /// An input from its parts.
  public init(_ bytes: [UInt8], source: String) {
    self.bytes = bytes
    self.source = source
  }
}

/// What was read from one or several inputs.
public struct Reading: Equatable, Sendable {
  /// The papers, in input order.
  public var papers: [Paper] = []
  /// What was left out, with reasons.
  public var exclusions: [Exclusion] = []
  /// What stands but deserves a look: one line each, with its place.
  public var warnings: [String] = []
  /// How many listings were read: date lines of pages, or distinct dates of other inputs.
  public var listingCount = 0
  /// How many paragraphs of page headers were skipped.
  public var headerParagraphCount = 0

  /// How many papers were read.
  public var paperCount: Int { papers.count }

  /// A reading of nothing.
  public init() {}
}

/// Reads the papers of one input: listing pages, JSON lines or a table, compressed or not.
///
/// - Parameters:
///   - bytes: the whole input.
///   - source: its name; it helps to tell the format and may state the year of a page.
///   - options: how to read it.
/// - Throws: the first ``CorpusError`` of the input.
/// - Complexity: O(*n*) time and space, where *n* is the expanded length.
public func readPapers(
  _ bytes: [UInt8], source: String, options: ReadingOptions = ReadingOptions()
) throws -> Reading {
  try readPapers(from: [NamedInput(bytes, source: source)], options: options)
}

/// Reads the papers of several inputs as one import.
///
/// The inputs' order matters only to listings without a year: they may take it from a neighbouring
/// listing, also of another input. Give the files of a folder sorted by name.
///
/// - Parameters:
///   - inputs: their bytes are let go of once they are read: a caller that needs them no longer saves
///     memory by `consume`.
///   - options: how to read them.
/// - Throws: the first ``CorpusError`` of the first input that has one.
public func readPapers(
  from inputs: consuming [NamedInput], options: ReadingOptions = ReadingOptions()
) throws -> Reading {
  var log = ReadingLog()
  return try PaperReader(options: options).read(consume inputs, log: &log)
}

/// Every problem of an input, not only the first one: errors and warnings, by line.
///
/// An error that hides the rest, such as damaged compression, ends the list. At most 1,000 problems
/// are given.
public func diagnose(
  _ bytes: [UInt8], source: String, options: ReadingOptions = ReadingOptions()
) -> [Diagnosis] {
  diagnose([NamedInput(bytes, source: source)], options: options)
}

/// Every problem of several inputs that belong to one import, input by input and by line.
public func diagnose(_ inputs: [NamedInput], options: ReadingOptions = ReadingOptions())
  -> [Diagnosis]
{
  var log = ReadingLog(notesErrors: true)
  do {
    _ = try PaperReader(options: options).read(inputs, log: &log)
  } catch let error as CorpusError {
    log.note(error)
  } catch {
    log.warn("\(error)", at: SourcePlace(inputs.first?.source ?? ""))
  }
  var rank: [String: Int] = [:]
  for input in inputs where rank[input.source] == nil { rank[input.source] = rank.count }
  // Sorting is stable, so problems of one line stay in the order in which they were found.
  return log.diagnoses.sorted { left, right in
    let (l, r) = (rank[left.place.source] ?? 0, rank[right.place.source] ?? 0)
    return (l, left.place.line ?? 0) < (r, right.place.line ?? 0)
  }
}

/// Reads inputs of any format and settles what only the whole import can.
struct PaperReader {
  let options: ReadingOptions

  private enum Content {
    case page(ListingPage)
    case records([Paper])
  }

  func read(_ inputs: consuming [NamedInput], log: inout ReadingLog) throws -> Reading {
    var inputs = consume inputs
    var contents: [Content] = []
    for index in inputs.indices {
      var input = NamedInput([], source: inputs[index].source)
      swap(&input, &inputs[index])
      do {
        contents.append(try content(of: consume input, log: &log))
      } catch let error as CorpusError {
        try log.fail(error)
      }
    }
    let pages = contents.compactMap { if case .page(let page) = $0 { page } else { nil } }
    var dates = try YearInference.dates(of: pages, options: options, log: &log).makeIterator()
    var reading = Reading()
    for content in contents {
      switch content {
      case .page(let page):
        reading.exclusions += page.exclusions
        reading.headerParagraphCount += page.headerParagraphCount
        reading.listingCount += page.listings.count
        let papers = PaperReader.papers(of: page, dates: dates.next() ?? [])
        try append(papers, to: &reading, log: &log)
      case .records(let papers):
        reading.listingCount += Set(papers.compactMap(\.date)).count
        warnOfUndated(papers, log: &log)
        try append(papers, to: &reading, log: &log)
      }
    }
    reading.warnings = log.warnings
    return reading
  }

  private func content(of input: consuming NamedInput, log: inout ReadingLog) throws -> Content {
    let source = input.source
    var bytes = input.bytes
    input.bytes = []
    if isGzip(bytes) {
      let expanded = try gunzip(bytes, source: source, limit: options.expandedByteLimit)
      bytes = expanded.bytes
      if expanded.trailingByteCount > 0 {
        log.warn(
          "\(expanded.trailingByteCount) bytes after the compressed data are ignored",
          at: SourcePlace(source))
      }
    }
    let format =
      options.format ?? InputFormat.detect(head: Array(bytes.prefix(1 << 16)), name: source)
    if format.isBagOfWords { throw CorpusError.isBagOfWords(at: SourcePlace(source)) }
    let text = try InputText(bytes, source: source, log: &log)
    switch format {
    case .jsonl:
      return .records(try JSONLinesReader.read(text, options: options, log: &log))
    case .csv:
      return .records(try TableReader.read(text, separator: nil, options: options, log: &log))
    case .tsv:
      return .records(try TableReader.read(text, separator: 9, options: options, log: &log))
    default:
      return .page(try ListingReader.read(text, options: options, log: &log))
    }
  }

  private static func papers(of page: ListingPage, dates: [YearInference.Resolved?]) -> [Paper] {
    zip(page.listings, dates).flatMap { listing, resolved -> [Paper] in
      guard let resolved else { return [] }
      return listing.entries.map { entry in
        Paper(
          date: resolved.date, dateIsInferred: resolved.isInferred, title: entry.title,
          text: entry.text, source: page.source, line: entry.line)
      }
    }
  }

  /// Adds the papers of one input, without those that hold nothing; a paper twice is an error.
  private func append(_ papers: [Paper], to reading: inout Reading, log: inout ReadingLog) throws {
    struct Key: Hashable {
      var identity: String
      var date: ListingDate?
    }
    var firstLines: [Key: Int] = [:]
    if reading.papers.isEmpty { reading.papers.reserveCapacity(papers.count) }
    for paper in papers {
      if paper.title.isEmpty, paper.text.isEmpty {
        reading.exclusions.append(
          Exclusion(
            kind: .document, item: paper.id ?? "", reason: "no_text: neither title nor text",
            source: paper.source, line: paper.line))
        continue
      }
      let key = Key(identity: paper.id ?? TitleKey(of: paper).madeID, date: paper.date)
      if let firstLine = firstLines[key] {
        let item = paper.id ?? firstWords(paper.title.isEmpty ? paper.text : paper.title)
        try log.fail(
          .duplicatePaper(
            item, date: paper.date, firstLine: firstLine,
            at: SourcePlace(paper.source, line: paper.line)))
        continue
      }
      firstLines[key] = paper.line
      reading.papers.append(paper)
    }
  }

  private func warnOfUndated(_ papers: [Paper], log: inout ReadingLog) {
    let undated = papers.filter { $0.date == nil }
    guard let first = undated.first else { return }
    log.warn(
      "\(undated.count) of \(papers.count) records have no date, the first on this line; "
        + "they are fitted but never counted",
      at: SourcePlace(first.source, line: first.line))
  }
}
