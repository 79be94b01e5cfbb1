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
        // Cut, not rounded: one below its limit is seen to be.
        let value = try #require(Double(try cell("stability")))
        let shown = try #require(Double(stability.text.replacing(" *", with: "")))
        #expect(shown <= value && value < shown + 0.01, "\(id)")
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

  /// The figures of a sentence of the page, without the names of periods in it.
  private func figures(_ sentence: String, without names: [String] = []) -> [String] {
    var rest = sentence
    for name in names.sorted(by: { $0.count > $1.count }) where !name.isEmpty {
      rest = rest.replacing(name, with: " ")
    }
    return rest.matches(of: /[+-]?[0-9][0-9,]*(\.[0-9]+)?/).map { String($0.output.0) }
  }

  @Test("Slopes, bursts, levels and their q are those of the tables", arguments: ["date", "month"])
  func whatMoves(unit: String) throws {
    let folder = try report(by: unit)
    let page = try XMLTree.read(page: try folder.text("reports/report.html"))
    let said = try #require(page.all("section").first { $0["id"] == "said" })
    let calls = try ResultTable(try folder.text("reports/calls.csv"))
    let moving = try calls.column("call").count { ["rising", "declining", "diluted"].contains($0) }
    let cards = said.all("article")
    // The few months cannot show a trend.
    #expect(cards.count == moving && (moving > 0 || unit == "month"))
    for card in cards {
      let id = String(try #require(card.all("a").first?["href"]).dropFirst())
      let k = try #require(try calls.column("topic_id").firstIndex(of: id))
      func cell(_ name: String) throws -> String { try calls.column(name)[k] }
      let call = try cell("call")
      #expect(card.all("span").contains { $0.text.contains(call) })
      let line = try #require(card.all("p").map(\.text).first { $0.contains("in 30 days") })
      let shown = figures(line)
      try #require(shown.count == 5 && shown[1] == "30", "\(line)")
      expect(shown[0], is: try cell("slope_pp_per_30_days"), decimals: 2, id)
      expect(shown[2], is: try cell("slope_lo"), decimals: 2, id)
      expect(shown[3], is: try cell("slope_hi"), decimals: 2, id)
      expect(probability: shown[4], in: line, is: try cell("q"), id)
    }

    let items = said.all("li").map(\.text)
    let bursts = try found("bursts", in: folder)
    let shownBursts = items.filter { $0.contains(", weight ") }
    #expect(shownBursts.count == bursts.count)
    for row in bursts {
      let id = row["topic_id"] ?? ""
      let line = try #require(
        shownBursts.first { $0.hasPrefix(id) && $0.contains(row["first_period"] ?? "–") })
      let names = ["topic_id", "label", "first_period", "last_period"].compactMap { row[$0] }
      let shown = figures(line, without: names)
      try #require(shown.count == 3, "\(line)")
      expect(shown[0], is: row["weight"] ?? "", id)
      expect(probability: shown[1], in: line, is: row["p"] ?? "", id)
      expect(probability: shown[2], in: line, is: row["q"] ?? "", id)
    }
    let levels = try found("changepoints", in: folder)
    let shownLevels = items.filter { $0.contains(" → ") }
    #expect(shownLevels.count == levels.count)
    for row in levels {
      let id = row["topic_id"] ?? ""
      let line = try #require(
        shownLevels.first { $0.hasPrefix(id) && $0.contains("from \(row["period"] ?? "–")") })
      let names = ["topic_id", "label", "period", "earliest", "latest"].compactMap { row[$0] }
      let shown = figures(line, without: names)
      try #require(shown.count == 3, "\(line)")
      expect(shown[0], is: row["level_before"] ?? "", times: 100, id)
      expect(shown[1], is: row["level_after"] ?? "", times: 100, id)
      expect(probability: shown[2], in: line, is: row["q"] ?? "", id)
    }
  }

  /// The rows of a table that passed their test, by column.
  private func found(_ name: String, in folder: WorkingFolder) throws -> [[String: String]] {
    let table = try ResultTable(try folder.text("reports/\(name).csv"))
    return table.rows.map { Dictionary(uniqueKeysWithValues: zip(table.header, $0)) }
      .filter { $0["reason"] == "" && (Double($0["q"] ?? "") ?? 1) <= 0.1 }
  }

  /// Expects a probability of three decimals, or `<0.001`, to be that of a table.
  private func expect(
    probability shown: String, in line: String, is cell: String, _ place: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    if let value = Double(cell), value < 0.001 {
      #expect(line.contains("<0.001"), "\(place): \(line)", sourceLocation: sourceLocation)
    } else {
      expect(shown, is: cell, decimals: 3, place, sourceLocation: sourceLocation)
    }
  }
}
