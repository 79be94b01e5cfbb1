import Foundation
import Testing
import TrendsTestSupport

@testable import TrendsCorpus

/// Every input of a folder of the real data, sorted by name.
func realInputs(in folder: String) throws -> [NamedInput] {
  let root = try #require(realData).appendingPathComponent(folder)
  let names = try FileManager.default.contentsOfDirectory(atPath: root.path).sorted()
  return try names.map { name in
    NamedInput([UInt8](try Data(contentsOf: root.appendingPathComponent(name))), source: name)
  }
}

/// One file of the real data.
func realInput(_ path: String) throws -> NamedInput {
  let url = try #require(realData).appendingPathComponent(path)
  return NamedInput([UInt8](try Data(contentsOf: url)), source: url.lastPathComponent)
}

@Suite("Real listings", .needsRealData)
struct RealListingsTests {
  @Test("The two seed pages hold 193 papers and 183 documents, 10 of them on both dates")
  func seedPages() throws {
    let reading = try readPapers(
      from: realInputs(in: "seed-listings"), options: ReadingOptions(year: 2025))
    #expect(reading.paperCount == 193)
    #expect(reading.listingCount == 2)
    #expect(reading.headerParagraphCount == 8)
    #expect(reading.warnings == [])
    #expect(reading.exclusions == [])
    var corpus = Corpus()
    let change = corpus.merge(reading.papers)
    #expect(corpus.documents.count == 183)
    #expect(corpus.documents.count { $0.appearances.count == 2 } == 10)
    #expect(change.addedAppearanceCount == 193)
    let dates = Set(corpus.documents.flatMap { $0.appearances.map(\.date.description) })
    #expect(dates == ["2025-03-12", "2025-03-13"])
    let before = corpus
    #expect(corpus.merge(reading.papers).isEmpty)
    #expect(corpus == before)
  }

  @Test("The seed pages are refused without a year")
  func seedPagesWithoutYear() throws {
    let inputs = try realInputs(in: "seed-listings")
    let error = #expect(throws: CorpusError.self) { try readPapers(from: inputs) }
    #expect(
      error?.description == "listing-mar-12.txt:9: 'Mar 12' has no year; "
        + "give --year YYYY or name the file listing-YYYY-MM-DD.txt")
  }

  @Test("415 daily pages and their JSON lines give the same documents in the same order")
  func dailyPagesAndJSON() throws {
    let pages = try readPapers(from: realInputs(in: "hf-daily-listings"))
    #expect(pages.listingCount == 415)
    #expect(pages.paperCount == 6141)
    #expect(pages.warnings == [])
    let records = try readPapers(from: [realInput("hf-daily.jsonl.gz")])
    #expect(records.listingCount == 415)
    #expect(records.paperCount == 6141)
    #expect(records.warnings == [])

    struct Content: Equatable {
      var title: String
      var text: String
      var dates: [ListingDate]
    }
    func contents(_ papers: [Paper]) -> [Content] {
      var corpus = Corpus()
      corpus.merge(papers)
      return corpus.documents.map { document in
        Content(
          title: document.title, text: document.text, dates: document.appearances.map(\.date))
      }
    }
    let fromPages = contents(pages.papers)
    #expect(fromPages.count == 6141)
    #expect(fromPages == contents(records.papers))
    #expect(fromPages == contents(pages.papers.reversed()))

    // Pages over records: the documents keep the identifiers of the records.
    var corpus = Corpus()
    corpus.merge(records.papers)
    let before = corpus
    #expect(corpus.merge(pages.papers).isEmpty)
    #expect(corpus == before)
  }

  @Test("Large pages with LaTeX pair up")
  func arxivPages() throws {
    let reading = try readPapers(from: realInputs(in: "arxiv-listings"))
    #expect(reading.listingCount == 3)
    #expect(reading.warnings == [])
    #expect(reading.papers.allSatisfy { $0.title.utf8.count < $0.text.utf8.count })
  }

  @Test("Abstracts of 1987 to 2018 are dated by the year")
  func wholeYears() throws {
    let reading = try readPapers(from: [realInput("nips-abstracts.jsonl.gz")])
    #expect(reading.paperCount == 8048)
    let dates = reading.papers.compactMap(\.date)
    #expect(dates.count == 8048)
    #expect(dates.allSatisfy { $0.precision == .year })
    #expect(dates.min()?.description == "1987")
    #expect(dates.max()?.description == "2018")
  }

  @Test("News of 1988 and 1990 has no titles and no 1989")
  func news() throws {
    let reading = try readPapers(from: [realInput("ap.jsonl.gz")])
    let total = reading.paperCount + reading.exclusions.count
    #expect(total == 2246)
    let years = Set(reading.papers.compactMap { $0.date?.year })
    #expect(years == [1988, 1990])
    #expect(reading.papers.allSatisfy { $0.title.isEmpty })
  }
}
