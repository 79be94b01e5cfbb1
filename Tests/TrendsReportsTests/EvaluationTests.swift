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

@Suite("What a calibration prints")
struct CalibrationSummaryTests {
  private static func summary(
    _ alarms: SummarySignals.FalseAlarms?, judged: Int = 12, hasTooFewPeriods: Bool = false
  ) -> CalibrationSummary {
    let rate = ShareEstimate(0.045, low: 0.024, high: 0.083)
    return CalibrationSummary(
      fitName: "fit 3 of trends.db", periods: "84 complete weeks", seed: 1, topicCount: 20,
      judgedTopicCount: judged, hasTooFewPeriods: hasTooFewPeriods, falseAlarms: alarms,
      trendRate: rate, burstRate: rate, plantedTopics: ["T0001", "T0004"],
      power: [
        .init(
          plant: "ramp", dates: 20, documents: 100, factor: 2, trials: 50,
          found: ShareEstimate(0.84, low: 0.715, high: 0.917),
          alone: ShareEstimate(0.9, low: 0.79, high: 0.957), others: 3)
      ])
  }

  @Test("It is said of how many topics the rates are, and of none that they say nothing")
  func judged() {
    let alarms = SummarySignals.FalseAlarms(
      shuffleCount: 200, trendCount: 0, burstCount: 0, anyCount: 0,
      rate: ShareEstimate(0, low: 0, high: 0.019))
    #expect(Self.summary(alarms).text.contains("12 of 20 topics may be judged."))
    #expect(Self.summary(alarms, judged: 0).text.contains("None of 20 topics may be judged"))
    #expect(Self.summary(alarms, judged: 0).json.contains("\"judged_topics\": 0"))
  }

  @Test("Rates stand with their intervals, in 80 columns")
  func text() {
    let text = Self.summary(
      .init(
        shuffleCount: 200, trendCount: 5, burstCount: 4, anyCount: 9,
        rate: ShareEstimate(0.045, low: 0.024, high: 0.083))
    ).text
    let words = text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    #expect(words.contains("dates shuffled 200 times"))
    #expect(words.contains("50 of each kind, in turn in T0001, T0004"))
    #expect(words.contains("either 9 4.5 % [2.4, 8.3]"))
    #expect(words.contains("ramp 2.0 20 100 84.0 % [71.5, 91.7] 90.0 % 3"))
    for line in text.split(separator: "\n") { #expect(displayWidth(line) <= 80) }
  }

  @Test("Too few periods say so, in text and JSON")
  func few() {
    let few = Self.summary(nil, hasTooFewPeriods: true)
    #expect(few.text.contains("insufficient_dates"))
    #expect(few.json.contains("\"shuffles\": null"))
  }

  @Test("Where no shuffles are asked for, nothing is said of periods")
  func noShuffles() {
    let text = Self.summary(nil).text
    #expect(!text.contains("insufficient_dates") && !text.contains("FALSE ALARMS"))
    #expect(text.contains("POWER"))
  }
}
