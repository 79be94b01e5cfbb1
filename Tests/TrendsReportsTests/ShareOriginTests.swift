import Foundation
import Testing
import TrendsCorpus

@testable import TrendsReports

@Suite("The text and JSON of trends why")
struct ShareOriginTests {
  static func paper(_ id: String, title: String, share: Double, tokens: Double, length: Int)
    -> ShareOrigin.Paper
  {
    ShareOrigin.Paper(
      id: id, dates: [ListingDate(year: 2025, month: 3, day: 12)].compactMap(\.self), title: title,
      url: nil, columns: [Column(name: "venue", value: "=A1")], share: share, tokens: tokens,
      length: length,
      terms: [
        .init(term: "agent", tokens: tokens * 0.75, count: length / 2),
        .init(term: "tool use", tokens: tokens * 0.25, count: length / 2),
      ])
  }

  static func origin(titles: [String] = ["First", "Second", "Third"]) -> ShareOrigin {
    let shares = [1.0 / 3, 2.0 / 3, 1.0 / 6]
    let papers = zip(titles.indices, titles).map { i, title in
      paper(
        "p\(i)", title: title, share: shares[i % 3], tokens: shares[i % 3] * 30, length: 30)
    }
    let documents = papers.reduce(0.0) { $0 + $1.share }
    return ShareOrigin(
      topicID: "T0007", label: "agents", fitName: "fit 1 of trends.db", drawCount: 100,
      period: "2025-M03", share: documents / Double(papers.count + 1), documents: documents,
      paperCount: papers.count + 1, tokens: documents * 30, tokenCount: 30 * papers.count + 12,
      papers: papers, untouched: ["q1"], empty: ["e1", "e2"], given: nil)
  }

  @Test("The text names the number, the papers by share, and those without tokens")
  func text() throws {
    try expectGolden(Self.origin().text(), "why.txt")
  }

  @Test("With a limit the rest is one line, and the column still adds up", arguments: 1...3)
  func limit(_ limit: Int) throws {
    let lines = Self.origin().text(limit: limit).split(separator: "\n").map(String.init)
    let start = try #require(lines.firstIndex { $0.contains("tokens  of") })
    let end = try #require(lines.firstIndex { $0.hasSuffix("the sum") })
    let figures = lines[(start + 1)...end].filter { !$0.hasPrefix("       ") }
      .compactMap { $0.split(separator: " ").first.flatMap { Double($0) } }
    #expect(figures.count == min(limit, 3) + (limit < 3 ? 2 : 1))
    let units = figures.map { ($0 * 10_000).rounded() }
    #expect(units.dropLast().reduce(0, +) == units.last)
    #expect(figures.last == 1.1667)
  }

  @Test("The shares of the JSON add up to its documents, bit for bit")
  func json() throws {
    let value = try JSONSerialization.jsonObject(with: Data(Self.origin().json().utf8))
    let object = try #require(value as? [String: Any])
    let papers = try #require(object["papers"] as? [[String: Any]])
    let sum = papers.compactMap { $0["share"] as? Double }.reduce(0, +)
    #expect(sum == object["documents"] as? Double)
    #expect(object["period_documents"] as? Int == 4)
    #expect(object["no_token_of_the_topic"] as? [String] == ["q1"])
    #expect(object["no_known_word"] as? [String] == ["e1", "e2"])
    #expect((papers[0]["columns"] as? [String: String])?["venue"] == "=A1")
    let limited = try JSONSerialization.jsonObject(with: Data(Self.origin().json(limit: 1).utf8))
    #expect((limited as? [String: Any])?["papers_left_out"] as? Int == 2)
  }

  @Test(
    "A row agrees if it has these figures, also after a spreadsheet rounded them",
    arguments: [
      (1.1666666666666667, true), (1.16666666666667, true), (1.1667, false), (0, false),
    ])
  func rows(documents: Double, agrees: Bool) {
    var origin = Self.origin()
    #expect(origin.rowAgrees == nil)
    origin.given = .init(table: "trends.csv", share: nil, documents: documents)
    #expect(origin.rowAgrees == agrees)
    let text = origin.text()
    #expect(text.contains("The row of trends.csv says the same.") == agrees)
    #expect(text.contains("it is of another fit") == !agrees)
  }

  @Test("No title breaks the page", arguments: nastyTexts)
  func nasty(title: String) {
    let text = Self.origin(titles: [title, title, title]).text()
    for line in text.split(separator: "\n") { #expect(displayWidth(line) <= 80) }
    #expect(
      text.unicodeScalars.allSatisfy {
        $0 == "\n" || $0.properties.generalCategory != .control
      })
  }

  @Test("Where no paper counts there is no number")
  func nothing() {
    var origin = Self.origin(titles: [])
    origin.share = nil
    #expect(origin.text().contains("No paper counts"))
  }
}

@Suite("Rounding of the parts of a sum")
struct RoundedPartsTests {
  /// Thirds: 0.3333 each make 0.9999, so the first is rounded up.
  @Test("The missing unit goes to the part that lost most, of equal ones to the first")
  func thirds() {
    let thirds = roundedParts([1.0 / 3, 1.0 / 3, 1.0 / 3], total: 1, decimals: 4)
    #expect(thirds.parts == ["0.3334", "0.3333", "0.3333"])
    #expect(thirds.sum == "1.0000")
    #expect(roundedParts([0.25, 0.75], total: 1, decimals: 0).parts == ["0", "1"])
    #expect(roundedParts([], total: 0, decimals: 1).sum == "0.0")
  }

  @Test("Parts add up and no part is off by a unit", arguments: 1...50)
  func sums(count: Int) {
    let parts = (0..<count).map { Double(($0 * 7919 + count) % 101) / 97 }
    let rounded = roundedParts(parts, total: parts.reduce(0, +), decimals: 2)
    let units = rounded.parts.map { Int((Double($0) ?? -1) * 100 + 0.5) }
    #expect(units.reduce(0, +) == Int((Double(rounded.sum) ?? -1) * 100 + 0.5))
    for (part, unit) in zip(parts, units) { #expect(abs(part * 100 - Double(unit)) < 1) }
  }
}
