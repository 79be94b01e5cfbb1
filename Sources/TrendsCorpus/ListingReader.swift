/// One listing of a page: a date line and the papers under it.
struct PageListing: Equatable {
  struct Entry: Equatable {
    var title: String
    var text: String
    var line: Int
  }

  var dateLine: DateLine
  /// The date line as it stands in the page.
  var dateText: String
  /// Where the date line is.
  var line: Int
  var entries: [Entry]
}

/// What a page holds, before the years of its dates are settled.
struct ListingPage: Equatable {
  var source: String
  var listings: [PageListing] = []
  /// Paragraphs above the first date line and their copies above later ones.
  var headerParagraphCount = 0
  /// Header paragraphs as long as an abstract, which are worth a line in the audit.
  var exclusions: [Exclusion] = []
}

/// Reads listing pages: junk paragraphs, a date line, then titles and abstracts in turn.
///
/// Paragraphs are parted by one or more blank lines; the lines of one paragraph are joined by
/// spaces. Whatever stands above the first date line is the page's header. A later paragraph that
/// reads as a date, at a place where a title may stand, starts the next listing; a copy of the
/// header above it, or of its end, belongs to it. Where the page has a header and the copy is
/// missing, such a paragraph is a date only if the paragraphs pair up that way: otherwise it is a
/// title such as "May 4", and a warning says so.
struct ListingReader {
  /// A header paragraph from this many bytes on looks like an abstract.
  static let abstractLength = 200

  private struct Paragraph {
    var text: String
    var line: Int
    var outcome: DateLine.Outcome
  }

  private let source: String
  private let paragraphs: [Paragraph]

  /// Reads a page.
  ///
  /// - Throws: ``CorpusError/missingDateLine(found:at:)``,
  ///   ``CorpusError/unpairedParagraph(_:at:)``, or what is wrong with a date line.
  static func read(_ input: InputText, options: ReadingOptions, log: inout ReadingLog) throws
    -> ListingPage
  {
    try ListingReader(input, format: options.dateFormat).page(log: &log)
  }

  private init(_ input: InputText, format: DateFormat?) {
    source = input.source
    var paragraphs: [Paragraph] = []
    var lines = LineCursor()
    var open: (range: Range<Int>, line: Int, lineCount: Int)?
    func close() {
      guard let (range, line, lineCount) = open else { return }
      let text = input.field(range)
      // A date line is a paragraph of one line; longer ones need no look.
      let outcome = lineCount == 1 ? DateLine.parse(text, format: format) : .notADate
      paragraphs.append(Paragraph(text: text, line: line, outcome: outcome))
      open = nil
    }
    while let line = input.bytes.withUnsafeBufferPointer({ lines.next(in: $0) }) {
      let core = trimmed(input.bytes[line.range])
      if core.isEmpty {
        close()
      } else if let start = open {
        open = (start.range.lowerBound..<core.endIndex, start.line, start.lineCount + 1)
      } else {
        open = (core.indices, line.number, 1)
      }
    }
    close()
    self.paragraphs = paragraphs
  }

  private func page(log: inout ReadingLog) throws -> ListingPage {
    var page = ListingPage(source: source)
    guard let first = paragraphs.firstIndex(where: { $0.outcome != .notADate }) else {
      let found = paragraphs.first.map { firstWords($0.text) } ?? ""
      throw CorpusError.missingDateLine(found: found, at: SourcePlace(source, line: 1))
    }
    let header = paragraphs[..<first].map(\.text)
    page.headerParagraphCount = header.count
    for paragraph in paragraphs[..<first]
    where paragraph.text.utf8.count >= ListingReader.abstractLength {
      page.exclusions.append(
        Exclusion(
          kind: .document, item: firstWords(paragraph.text),
          reason:
            "before_date_line: \(paragraph.text.utf8.count) bytes of text above the first date",
          source: source, line: paragraph.line))
      log.warn(
        "'\(firstWords(paragraph.text))' is above the first date line and is left out",
        at: SourcePlace(source, line: paragraph.line))
    }
    var date = first
    while date < paragraphs.count {
      let end = nextDate(after: date, header: header, log: &log)
      let copied =
        end < paragraphs.count ? headerLength(before: end, after: date, header: header) : 0
      page.headerParagraphCount += copied
      let body = paragraphs[(date + 1)..<(end - copied)]
      if let listing = try listing(dated: paragraphs[date], body: body, log: &log) {
        page.listings.append(listing)
      }
      date = end
    }
    return page
  }

  /// The index of the paragraph that starts the next listing, or the end.
  private func nextDate(after date: Int, header: [String], log: inout ReadingLog) -> Int {
    var i = date + 1
    while i < paragraphs.count {
      guard paragraphs[i].outcome != .notADate else {
        i += 1
        continue
      }
      let copied = headerLength(before: i, after: date, header: header)
      if copied > 0 || header.isEmpty { return i }
      // No header above it: a date only if everything pairs up with it, else a title or a text.
      let before = i - date - 1
      let rest = paragraphs[(i + 1)...]
      let next = rest.firstIndex { $0.outcome != .notADate }
      let after = (next ?? paragraphs.count) - i - 1
      let following = next.map { headerLength(before: $0, after: i, header: header) } ?? 0
      if before % 2 == 0, (after - following) % 2 == 1 {
        log.warn(
          "'\(paragraphs[i].text)' is read as a title, since what follows pairs up only so",
          at: SourcePlace(source, line: paragraphs[i].line))
        i += 1
        continue
      }
      return i
    }
    return paragraphs.count
  }

  /// How many paragraphs right before an index repeat the end of the header.
  private func headerLength(before index: Int, after date: Int, header: [String]) -> Int {
    var length = 0
    while length < header.count, index - length - 1 > date,
      paragraphs[index - length - 1].text == header[header.count - length - 1]
    {
      length += 1
    }
    return length
  }

  /// The listing under a date line; nil where errors are noted and the line is no date.
  private func listing(dated date: Paragraph, body: ArraySlice<Paragraph>, log: inout ReadingLog)
    throws -> PageListing?
  {
    var body = Array(body)
    if body.count % 2 == 1 {
      let odd = ListingReader.oddOneOut(body.map(\.text.utf8.count))
      try log.fail(
        .unpairedParagraph(
          firstWords(body[odd].text), at: SourcePlace(source, line: body[odd].line)))
      body.remove(at: odd)
    }
    let entries = stride(from: 0, to: body.count, by: 2).map { i in
      PageListing.Entry(title: body[i].text, text: body[i + 1].text, line: body[i].line)
    }
    let place = SourcePlace(source, line: date.line)
    switch date.outcome {
    case .date(let line):
      if entries.isEmpty { log.warn("no papers under '\(date.text)'", at: place) }
      return PageListing(dateLine: line, dateText: date.text, line: date.line, entries: entries)
    case .flawed(let flaw):
      try log.fail(flaw.error(date.text, at: place))
      return nil
    case .notADate:
      return nil
    }
  }

  /// Which of an odd number of paragraphs has no partner, judged by their lengths.
  ///
  /// Titles are much shorter than their abstracts. The paragraph is named whose removal leaves the
  /// pairs in which, summed over all, the second is the most binary orders longer than the first; of
  /// equally good ones the last.
  ///
  /// - Complexity: O(*n*).
  static func oddOneOut(_ lengths: [Int]) -> Int {
    let orders = lengths.map { Int.bitWidth - $0.leadingZeroBitCount }
    // Removing paragraph 2j keeps the pairs (0,1), (2,3)... before it and (2j+1,2j+2)... after it.
    var score = stride(from: 1, to: orders.count - 1, by: 2).reduce(0) {
      $0 + orders[$1 + 1] - orders[$1]
    }
    var best = (index: 0, score: score)
    for i in stride(from: 2, to: orders.count, by: 2) {
      score += (orders[i - 1] - orders[i - 2]) - (orders[i] - orders[i - 1])
      if score >= best.score { best = (i, score) }
    }
    return best.index
  }
}
