import Testing

@testable import TrendsCorpus

@Suite("Date lines")
struct DateLineTests {
  @Test(
    "A date line may be written in many ways",
    arguments: [
      ("Mar 12", DateLine(month: 3, day: 12)), ("March 12", DateLine(month: 3, day: 12)),
      ("mar. 12", DateLine(month: 3, day: 12)), ("Sept 1st", DateLine(month: 9, day: 1)),
      ("Mar 12, 2025", DateLine(year: 2025, month: 3, day: 12)),
      ("12 March 2025", DateLine(year: 2025, month: 3, day: 12)),
      ("Wed, Mar 12, 2025", DateLine(year: 2025, month: 3, day: 12, weekday: 2)),
      ("Sunday 2 Feb", DateLine(month: 2, day: 2, weekday: 6)),
      ("2025-03-12", DateLine(year: 2025, month: 3, day: 12)),
      ("2025/3/12", DateLine(year: 2025, month: 3, day: 12)),
      ("13/04/2025", DateLine(year: 2025, month: 4, day: 13)),
      ("03/03/2025", DateLine(year: 2025, month: 3, day: 3)),
      ("Feb 29", DateLine(month: 2, day: 29)),
    ])
  func dates(_ text: String, _ expected: DateLine) {
    #expect(DateLine.parse(text) == .date(expected))
  }

  @Test(
    "Other short paragraphs are no dates",
    arguments: [
      "", "new", "March", "May", "May 4 be with you", "12", "Mar twelve", "Mar 123", "1.2.3",
      "3-4", "March of the Penguins", "Monday", "GPT 4", "Mar 12 at noon", "2025", "Mar 12 2025 x",
    ])
  func others(_ text: String) { #expect(DateLine.parse(text) == .notADate) }

  @Test(
    "Impossible and unclear dates are told apart",
    arguments: [
      ("Feb 30", DateLine.Flaw.noSuchDay), ("Apr 31, 2025", .noSuchDay), ("2025-13-01", .noSuchDay),
      ("Feb 29, 2025", .noSuchDay), ("31/31/2025", .noSuchDay), ("Mar 12, 25", .twoDigitYear),
      ("12 March '25", .twoDigitYear), ("03/04/25", .ambiguous), ("3/4/2025", .ambiguous),
    ])
  func flaws(_ text: String, _ flaw: DateLine.Flaw) {
    #expect(DateLine.parse(text) == .flawed(flaw))
  }

  @Test(
    "A format settles numeric dates",
    arguments: [
      ("DD/MM/YYYY", "03/04/2025", "2025-04-03"), ("MM/DD/YYYY", "03/04/2025", "2025-03-04"),
      ("dd.mm.yyyy", "3.4.2025", "2025-04-03"), ("DD/MM/YYYY", "2025-04-03", "2025-04-03"),
    ])
  func formats(_ pattern: String, _ text: String, _ expected: String) throws {
    let format = try #require(DateFormat(pattern))
    let options = ReadingOptions(dateFormat: format)
    #expect(try recordDate(text, options: options, at: SourcePlace("x")).description == expected)
    #expect(DateLine.parse("03/04/25", format: format) == .flawed(.twoDigitYear))
  }

  @Test("A format with two digits for the year is none", arguments: ["DD/MM/YY", "DD/MM", "x", ""])
  func badFormats(_ pattern: String) { #expect(DateFormat(pattern) == nil) }

  @Test(
    "The date of a record may be a timestamp, a month or a year",
    arguments: [
      ("2025-03-12", "2025-03-12"), ("2025-03-12T23:59:59+14:00", "2025-03-12"),
      ("2025-03-12 08:15", "2025-03-12"), ("2025-03", "2025-03"), ("1987", "1987"),
      ("Mar 12, 2025", "2025-03-12"), ("Mar 12", "2024-03-12"),
    ])
  func recordDates(_ text: String, _ expected: String) throws {
    let date = try recordDate(text, options: ReadingOptions(year: 2024), at: SourcePlace("x"))
    #expect(date.description == expected)
  }

  @Test(
    "A record's date that is none says what was expected",
    arguments: [
      ("2024-13-02", "x:7: '2024-13-02' is not a date; expected a day of the calendar"),
      ("soon", "x:7: 'soon' is not a date; expected YYYY-MM-DD, YYYY-MM or YYYY"),
      (
        "03/04/25",
        "x:7: '03/04/25' can be read in more than one way; write YYYY-MM-DD or give --date-format"
      ),
      ("Mar 12, 25", "x:7: 'Mar 12, 25' has a year of two digits; write all four"),
      (
        "Mar 12",
        "x:7: 'Mar 12' has no year; give --year YYYY or name the file listing-YYYY-MM-DD.txt"
      ),
      (
        "2025-03-12 or so",
        "x:7: '2025-03-12 or so' is not a date; expected YYYY-MM-DD, YYYY-MM or YYYY"
      ),
    ])
  func recordDateErrors(_ text: String, _ message: String) {
    let error = #expect(throws: CorpusError.self) {
      try recordDate(text, options: ReadingOptions(), at: SourcePlace("x", line: 7))
    }
    #expect(error?.description == message)
  }

  @Test(
    "A file's name may hold a date",
    arguments: [
      ("listing-2025-03-12.txt", 2025, 3, 12), ("listing_20250312.txt.gz", 2025, 3, 12),
      ("2025.txt", 2025, nil, nil), ("papers-2025-03.txt", 2025, 3, nil),
      ("2025-99-12.txt", 2025, nil, nil), ("cs.CL-2025.03.12-v2.txt", 2025, 3, 12),
    ] as [(String, Int, Int?, Int?)])
  func names(_ name: String, _ year: Int, _ month: Int?, _ day: Int?) throws {
    let date = try #require(NameDate(name))
    #expect(date.year == year)
    #expect(date.month == month)
    #expect(date.day == day)
  }

  @Test(
    "Other names hold none", arguments: ["listing-mar-12.txt", "2024-to-2025.txt", "1234.txt", ""])
  func otherNames(_ name: String) { #expect(NameDate(name) == nil) }
}
