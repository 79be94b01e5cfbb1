import Testing

@testable import TrendsCorpus

/// Reads a page from text.
func read(
  _ text: String, source: String = "page.txt", options: ReadingOptions = ReadingOptions(year: 2025)
) throws -> Reading {
  try readPapers(Array(text.utf8), source: source, options: options)
}

/// The message of the error that an input ends in, or nil where it is read.
func message(
  _ bytes: [UInt8], source: String = "page.txt",
  options: ReadingOptions = ReadingOptions(year: 2025)
) -> String? {
  do {
    _ = try readPapers(bytes, source: source, options: options)
    return nil
  } catch {
    return "\(error)"
  }
}

/// A header, a date and two papers.
private let samplePage = """
  new

  Sign up

  Mar 12

  First title

  The first abstract is longer.

  Second title

  The second abstract is
    on two lines.
  """

@Suite("ListingReader")
struct ListingReaderTests {
  @Test("A page is a header, a date, then titles and abstracts")
  func page() throws {
    let reading = try read(samplePage)
    let date = ListingDate(year: 2025, month: 3, day: 12)
    #expect(
      reading.papers == [
        Paper(
          date: date, title: "First title", text: "The first abstract is longer.",
          source: "page.txt", line: 7),
        Paper(
          date: date, title: "Second title", text: "The second abstract is on two lines.",
          source: "page.txt", line: 11),
      ])
    #expect(reading.listingCount == 1)
    #expect(reading.headerParagraphCount == 2)
    #expect(reading.warnings == [])
  }

  @Test(
    "Line ends, byte-order mark, blank lines and Unicode breaks do not matter",
    arguments: [
      samplePage.replacing("\n", with: "\r\n"), samplePage.replacing("\n", with: "\r"),
      "\u{FEFF}" + samplePage, samplePage.replacing("\n\n", with: "\n \t\n\u{A0}\n\n"),
      samplePage.replacing("is\n  on", with: "is\u{2028} on"), samplePage + "\r\n\n\r",
    ])
  func lineEnds(_ text: String) throws {
    let contents = try read(text).papers.map { [$0.title, $0.text] }
    #expect(contents == (try read(samplePage).papers.map { [$0.title, $0.text] }))
  }

  @Test("A copy of the header and a date start the next listing")
  func severalListings() throws {
    let second = samplePage.replacing("Mar 12", with: "Mar 13")
    let reading = try read(samplePage + "\n\n" + second)
    #expect(reading.listingCount == 2)
    #expect(reading.headerParagraphCount == 4)
    #expect(reading.papers.map { $0.date?.day } == [12, 12, 13, 13])
    #expect(reading.warnings == [])
  }

  @Test("A date alone starts the next listing too")
  func bareDate() throws {
    let reading = try read("Mar 12\n\nA\n\nText a\n\nMar 13\n\nB\n\nText b")
    #expect(reading.papers.map { $0.date?.day } == [12, 13])
    let withHeader = try read("new\n\nMar 12\n\nA\n\nText a\n\nMar 13\n\nB\n\nText b")
    #expect(withHeader.papers.map { $0.date?.day } == [12, 13])
    #expect(withHeader.papers.map(\.text) == ["Text a", "Text b"])
  }

  @Test("A title that reads like a date is a title where only so everything pairs up")
  func titleLikeADate() throws {
    let reading = try read("new\n\nMar 12\n\nA\n\nText a\n\nMay 4\n\nOf the fourth of May.")
    #expect(reading.papers.map(\.title) == ["A", "May 4"])
    #expect(
      reading.warnings == [
        "page.txt:9: 'May 4' is read as a title, since what follows pairs up only so"
      ])
  }

  @Test("A long paragraph above the date is audited, not lost without a word")
  func paperInHeader() throws {
    let abstract = String(repeating: "word ", count: 50)
    let reading = try read("Title\n\n\(abstract)\n\nMar 12\n\nA\n\nText a")
    #expect(reading.papers.count == 1)
    #expect(reading.exclusions.map(\.line) == [3])
    #expect(
      reading.exclusions.map(\.reason) == [
        "before_date_line: 249 bytes of text above the first date"
      ])
    #expect(reading.warnings.count == 1)
  }

  @Test(
    "What is wrong is said with its line",
    arguments: [
      ("", "page.txt: is empty; expected papers"),
      (" \n\t\r\n", "page.txt: is empty; expected papers"),
      (
        "A title\n\nIts text",
        "page.txt:1: no date line, only 'A title'; expected a paragraph such as 'Mar 12' above "
          + "the papers"
      ),
      (
        "Mar 12\n\nA\n\nThe text of a\n\nB\n\nC\n\nThe text of c",
        "page.txt:7: 'B' has no partner; titles and abstracts must alternate, parted by blank lines"
      ),
      (
        "Mar 12\n\nA\n\nThe text of a\n\nMore text of a\n\nC\n\nThe text of c",
        "page.txt:7: 'More text of a' has no partner; titles and abstracts must alternate, "
          + "parted by blank lines"
      ),
      (
        "new\n\nFeb 30\n\nA\n\nB",
        "page.txt:3: 'Feb 30' is not a date; expected a day of the calendar"
      ),
      (
        "Feb 29\n\nA\n\nB",
        "page.txt:1: 'Feb 29' is not a date; expected a day of the calendar (2025 is not a leap year)"
      ),
      ("Mar 12, 25\n\nA\n\nB", "page.txt:1: 'Mar 12, 25' has a year of two digits; write all four"),
      (
        "03/04/25\n\nA\n\nB",
        "page.txt:1: '03/04/25' can be read in more than one way; write YYYY-MM-DD or give "
          + "--date-format"
      ),
      (
        "Mar 12\n\nA b\n\nText\n\na B!\n\nText",
        "page.txt:7: 'a B!' stands already on line 3 under 2025-03-12; remove one of them"
      ),
    ])
  func errors(_ text: String, _ expected: String) {
    #expect(message(Array(text.utf8)) == expected)
  }

  @Test("A long unpaired paragraph is cut in the message")
  func longUnpaired() {
    let text = "Mar 12\n\n" + String(repeating: "eleven char", count: 20)
    let found = message(Array(text.utf8)) ?? ""
    #expect(found.hasPrefix("page.txt:3: 'eleven chareleven"))
    #expect(found.utf8.count < 160)
  }

  @Test("Broken bytes and NULs are replaced and counted once")
  func brokenBytes() throws {
    var bytes = Array("Mar 12\n\nA".utf8)
    bytes += [0xFF, 0x00, 0xE2, 0x82] + Array("\n\nText \u{1F600}".utf8) + [0xC0, 0xAF]
    let reading = try readPapers(bytes, source: "page.txt", options: ReadingOptions(year: 2025))
    #expect(reading.papers.map(\.title) == ["A\u{FFFD}\u{FFFD}\u{FFFD}"])
    #expect(reading.papers.map(\.text) == ["Text \u{1F600}\u{FFFD}\u{FFFD}"])
    #expect(
      reading.warnings == [
        "page.txt:3: 4 broken UTF-8 sequence(s) and 1 NUL byte(s) replaced by U+FFFD, the first on "
          + "this line; save the file as UTF-8"
      ])
  }

  @Test("UTF-16 is named")
  func utf16() {
    #expect(message([0xFF, 0xFE, 0x41, 0x00]) == "page.txt: is UTF-16 text; save it as UTF-8")
  }

  @Test("A line of 64 MiB is read, one byte more is refused", arguments: [0, 1])
  func longLine(_ excess: Int) {
    let length = InputText.lineLimit + excess
    let bytes = Array("Mar 12\n\nA\n\n".utf8) + [UInt8](repeating: 97, count: length)
    let expected =
      excess == 0 ? nil : "page.txt:5: the line is longer than 64 MiB; break it or check the file"
    #expect(message(bytes) == expected)
  }

  @Test("A doctor lists every problem by line, where an import stops at the first")
  func diagnosis() {
    let text = "Sun, Mar 12\n\nA\n\nText\n\nFeb 30\n\nB\n\nText\n\nMar 14\n\nC\n\nText c\n\nD"
    let found = diagnose(Array(text.utf8), source: "page.txt", options: ReadingOptions(year: 2025))
    #expect(
      found.map(\.description) == [
        "page.txt:1: 'Sun, Mar 12': 2025-03-12 is a Wednesday; check the year",
        "page.txt:7: 'Feb 30' is not a date; expected a day of the calendar",
        "page.txt:19: 'D' has no partner; titles and abstracts must alternate, parted by blank lines",
      ])
    #expect(found.map(\.severity) == [.warning, .error, .error])
  }

  @Test(
    "Of an odd number of paragraphs the one out of rhythm is named",
    arguments: [
      ([5], 0), ([5, 50, 6], 2), ([5, 6, 50], 0), ([5, 50, 60, 6, 70], 2), ([5, 50, 6, 7, 70], 2),
    ])
  func oddOneOut(_ lengths: [Int], _ expected: Int) {
    #expect(ListingReader.oddOneOut(lengths) == expected)
  }
}
