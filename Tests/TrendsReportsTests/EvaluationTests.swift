import Foundation
import Testing

@testable import TrendsReports

@Suite("What an evaluation prints") struct EvaluationTests {
  static let summary = EvaluationSummary(
    fitName: "fit 3 of trends.db",
    heldOutHow: "fitted again without a fraction of 0.1 of its documents",
    topics: 20, terms: 6906, chain: 2, chains: 4, sweeps: 600, seed: 1, documents: 343,
    emptyDocuments: 1, longDocuments: 12, longestDocument: 300, tokens: 46_012,
    unknownTokens: 1234, particles: 100, completionSweeps: 20, repeats: 4,
    leftToRight: .init(
      documents: 330, tokens: 41_012, logProbabilityPerToken: -7.375, perplexity: 1595.5,
      monteCarloError: 0.0004, documentError: 0.0121),
    completion: .init(
      documents: 342, tokens: 22_950, logProbabilityPerToken: -7.5, perplexity: 1808.042414456063,
      monteCarloError: 0.0002, documentError: 0.0125))

  @Test("The text is as recorded, and fits the width", arguments: [60, 80, 120])
  func text(width: Int) throws {
    let text = Self.summary.text(width: width)
    if width == 80 { try expectGolden(text, "evaluate-80.txt") }
    #expect(
      text.split(separator: "\n").allSatisfy { displayWidth($0) <= width && $0.last != " " })
  }

  @Test("The JSON is as recorded, and is JSON")
  func json() throws {
    try expectGolden(Self.summary.json, "evaluate.json")
    #expect(throws: Never.self) {
      try JSONSerialization.jsonObject(with: Data(Self.summary.json.utf8))
    }
  }

  @Test("What was not estimated is a dash or null, never a number")
  func missing() {
    var summary = Self.summary
    summary.leftToRight = nil
    summary.completion?.monteCarloError = nil
    summary.repeats = 1
    summary.tokens = 0
    summary.unknownTokens = 0
    let text = summary.text()
    #expect(text.contains("perplexity                                         -     1,808.0\n"))
    #expect(text.contains("  standard error, Monte Carlo                      -           -\n"))
    #expect(text.contains("its own error is unknown"))
    #expect(!text.contains("%"))
    #expect(summary.json.contains("\"left_to_right\": null"))
    #expect(summary.json.contains("\"monte_carlo_error\": null"))
    #expect(summary.json.contains("\"unknown_share\": null"))
  }

  @Test("A name that would play with the terminal does not", arguments: nastyTexts)
  func nasty(text: String) {
    var summary = Self.summary
    summary.fitName = text
    for line in summary.text(width: 80).split(separator: "\n") {
      #expect(displayWidth(line) <= 80)
      #expect(!line.unicodeScalars.contains { $0.properties.generalCategory == .control })
    }
  }

  @Test("The table is as recorded")
  func table() throws {
    try expectGolden(
      HeldOutRow.table.csv([
        HeldOutRow(
          documentID: "2401.01230", tokens: 9, unknownTokens: 2,
          leftToRight: .init(tokens: 9, logProbability: -60.5, monteCarloError: 0.25),
          completion: .init(tokens: 4, logProbability: -28, monteCarloError: nil), reason: nil),
        HeldOutRow(
          documentID: "=a,b", tokens: 0, unknownTokens: 3, leftToRight: nil, completion: nil,
          reason: "no_known_term"),
      ]), "held_out.csv")
  }
}
