import Foundation
import Testing
import TrendsTestSupport

/// The page of the built program beside the tables that it wrote with it.
@Suite("Figures of the page and of the tables")
struct PageFiguresTests {
  /// A report of papers with a theme that grows, by a unit.
  private func report(by unit: String) throws -> WorkingFolder {
    let folder = try WorkingFolder.withFit()
    try TrendsProgram.succeed("report", "--by", unit, in: folder)
    return folder
  }

  /// A figure of the page: `8.4 %`, `+0.25`, `1,234.5`.
  private func figure(_ text: String) -> Double? {
    Double(text.replacing(" %", with: "").replacing(",", with: "").replacing("+", with: ""))
  }

  /// Expects a figure of the page to be that of a table, times a factor, rounded to some decimals.
  private func expect(
    _ shown: String, is cell: String, times factor: Double = 1, decimals: Int = 1,
    _ place: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard let value = Double(cell) else {
      #expect(shown == "–", "\(place): no figure in the table", sourceLocation: sourceLocation)
      return
    }
    let isRounded =
      figure(shown).map { abs($0 - value * factor) <= 0.5 * pow(10, -Double(decimals)) + 1e-9 }
      ?? false
    #expect(isRounded, "\(place): \(shown) for \(cell)", sourceLocation: sourceLocation)
  }

  /// Expects `[4.6, 6.5]` to be two shares.
  private func expect(
    interval: String, is low: String, _ high: String, _ place: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard !low.isEmpty else {
      #expect(!interval.hasPrefix("["), "\(place)", sourceLocation: sourceLocation)
      return
    }
    let bounds = interval.dropFirst().dropLast().split(separator: ", ").map(String.init)
    guard bounds.count == 2 else {
      Issue.record("\(place): \(interval) is no interval", sourceLocation: sourceLocation)
      return
    }
    expect(bounds[0], is: low, times: 100, place, sourceLocation: sourceLocation)
    expect(bounds[1], is: high, times: 100, place, sourceLocation: sourceLocation)
  }

  @Test("Every figure of a topic is that of the tables", arguments: ["date", "month"])
  func topics(unit: String) throws {
    let folder = try report(by: unit)
    let page = try XMLTree.read(page: try folder.text("reports/report.html"))
    let topics = try ResultTable(try folder.text("reports/topics.csv"))
    let trends = try ResultTable(try folder.text("reports/trends.csv"))
    let calls = try ResultTable(try folder.text("reports/calls.csv"))
    let rows = page.all("tr").filter { $0["data-topic"] != nil }
    #expect(rows.count == topics.rows.count && !rows.isEmpty)
    let said = zip(try calls.column("topic_id"), try calls.column("call"))
    let words = Dictionary(uniqueKeysWithValues: said.map { ($0, $1) })
    for (k, id) in try topics.column("topic_id").enumerated() {
      func cell(_ name: String) throws -> String { try topics.column(name)[k] }
      let row = try #require(rows.first { $0["data-topic"] == id })
      let cells = row.all("td")
      #expect(cells[0].text == (try cell("label")))
      #expect(cells[1].text.contains(try #require(words[id])))
      expect(cells[2].text, is: try cell("share"), times: 100, id)
      expect(interval: cells[3].text, is: try cell("share_lo"), try cell("share_hi"), id)
      expect(cells[4].text, is: try cell("documents"), id)
      if let stability = cells.first(where: { $0.text.hasPrefix("0.") || $0.text == "1.00" }) {
        expect(
          stability.text.replacing(" *", with: ""), is: try cell("stability"), decimals: 2, id)
      }
      let article = try #require(page.all("article").first { $0["id"] == id })
      let shown = try #require(article.all("table").first { $0.hasClass("series") }).all("tr")
        .dropFirst()
      let own = try trends.column("topic_id").indices.filter {
        try trends.column("topic_id")[$0] == id
      }
      #expect(shown.count == own.count)
      for (line, i) in zip(shown, own) {
        func trend(_ name: String) throws -> String { try trends.column(name)[i] }
        let place = "\(id) \(try trend("period"))"
        let isComplete = try trend("complete") == "true"
        #expect(line.all("th")[0].text == (try trend("period")) + (isComplete ? "" : " *"))
        let figures = line.all("td").map(\.text)
        expect(figures[0], is: try trend("share"), times: 100, place)
        expect(interval: figures[1], is: try trend("share_lo"), try trend("share_hi"), place)
        expect(figures[2], is: try trend("documents"), place)
        expect(figures[3], is: try trend("period_documents"), decimals: 0, place)
      }
    }
  }
}
