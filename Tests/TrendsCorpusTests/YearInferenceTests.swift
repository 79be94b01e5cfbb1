import Testing

@testable import TrendsCorpus

@Suite("Years of listings")
struct YearInferenceTests {
  /// Reads one page a date line; returns the dates, inferred ones with a question mark, or the error.
  private func dates(
    _ pages: [(name: String, line: String)], year: Int? = nil
  ) -> ([String], warnings: [String]) {
    let inputs = pages.map { page in
      NamedInput(Array("\(page.line)\n\nTitle\n\nText".utf8), source: page.name)
    }
    do {
      let reading = try readPapers(from: inputs, options: ReadingOptions(year: year))
      return (
        reading.papers.map { ($0.date?.description ?? "-") + ($0.dateIsInferred ? "?" : "") },
        reading.warnings
      )
    } catch {
      return (["\(error)"], [])
    }
  }

  @Test(
    "The date line beats the option, the option the name, the name the neighbours",
    arguments: [
      ("listing-2023-03-12.txt", "Mar 12, 2022", 2024, "2022-03-12"),
      ("listing-2023-03-12.txt", "Mar 12", 2024, "2024-03-12"),
      ("listing-2023-03-12.txt", "Mar 12", nil, "2023-03-12"),
    ] as [(String, String, Int?, String)])
  func order(_ name: String, _ line: String, _ year: Int?, _ expected: String) {
    #expect(dates([(name, line)], year: year).0 == [expected])
  }

  @Test(
    "A year is inferred from neighbours whose dates ascend, over the turn of the year too",
    arguments: [
      (["Mar 10, 2025", "Mar 12", "Mar 13"], ["2025-03-10", "2025-03-12?", "2025-03-13?"]),
      (["Dec 30", "Jan 2, 2025"], ["2024-12-30?", "2025-01-02"]),
      (["Dec 30, 2024", "Jan 2", "Jan 3"], ["2024-12-30", "2025-01-02?", "2025-01-03?"]),
      (["Mar 1, 2024", "Mar 2", "Mar 3, 2024"], ["2024-03-01", "2024-03-02?", "2024-03-03"]),
    ])
  func neighbours(_ lines: [String], _ expected: [String]) {
    let pages = lines.enumerated().map { (name: "page-\($0.offset).txt", line: $0.element) }
    #expect(dates(pages).0 == expected)
  }

  @Test(
    "Nothing is inferred backwards, over a gap of the calendar, or where the two sides disagree",
    arguments: [
      (["Mar 10, 2025", "Mar 9"], "page-1.txt:1: 'Mar 9'"),
      (["Nov 3, 2024", "Mar 9"], "page-1.txt:1: 'Mar 9'"),
      (["Mar 1, 2024", "Mar 2", "Mar 3, 2025"], "page-1.txt:1: 'Mar 2'"),
      (["Mar 12"], "page-0.txt:1: 'Mar 12'"),
    ])
  func refused(_ lines: [String], _ start: String) {
    let pages = lines.enumerated().map { (name: "page-\($0.offset).txt", line: $0.element) }
    #expect(
      dates(pages).0
        == [start + " has no year; give --year YYYY or name the file listing-YYYY-MM-DD.txt"])
  }

  @Test("A name of another day gives its year, and a warning")
  func disagreement() {
    let (found, warnings) = dates([("listing-2025-03-12.txt", "Mar 13")])
    #expect(found == ["2025-03-13"])
    #expect(
      warnings == [
        "listing-2025-03-12.txt:1: 'Mar 13' is not the day in the file's name; the date line is taken"
      ])
  }

  @Test("A page saved after the turn of the year belongs to the year before")
  func savedLate() {
    #expect(dates([("listing-2025-01-01.txt", "Dec 31")]).0 == ["2024-12-31"])
    #expect(dates([("listing-2025-12-31.txt", "Jan 2")]).0 == ["2026-01-02"])
    #expect(dates([("listing-2025-12-31.txt", "Feb 2")]).0 == ["2025-02-02"])
  }
}
