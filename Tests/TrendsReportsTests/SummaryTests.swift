import Foundation
import Testing
import TrendsCorpus
import TrendsTestSupport

@testable import TrendsReports

@Suite struct SummaryTests {
  // A slope of 0.4 points in 30 days is 0.4 · 91.3125 / 30 a quarter and 0.4 · 365.25 / 30 a year.
  @Test(
    "Slopes are told in 30 days, or in the periods where these are longer",
    arguments: [
      (BucketUnit.date, "+0.40 points in 30 days [-0.30, +0.50]"),
      (.week, "+0.40 points in 30 days [-0.30, +0.50]"),
      (.month, "+0.40 points in 30 days [-0.30, +0.50]"),
      (.quarter, "+1.22 points a quarter [-0.91, +1.52]"),
      (.year, "+4.87 points a year [-3.65, +6.09]"),
    ])
  func slopes(unit: BucketUnit, text: String) {
    #expect(ShareEstimate(0.004, low: -0.003, high: 0.005).slopeText(by: unit) == text)
  }

  @Test("The report is as recorded", arguments: [0, 1, 2, 3, 12, 252])
  func golden(periodCount: Int) throws {
    try expectGolden(
      summaryText(Samples.summary(periodCount: periodCount)), "summary-\(periodCount).txt")
  }

  @Test("Two dates are worded as promised")
  func twoDates() {
    let text = summaryText(Samples.summary(periodCount: 2))
    let words = text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    #expect(
      words.contains(
        "Two listing dates. 1 of 20 topics differs between them beyond what different papers "
          + "would give (q <= 0.10); 2 cannot be judged. Two dates cannot show a trend; from five "
          + "dates on they can, and with 20 topics from six."))
  }

  @Test("Few topics need no more than five dates")
  func fewTopics() throws {
    var content = Samples.summary(periodCount: 2)
    var comparison = try #require(content.comparison)
    comparison.periodsForTrend = 5
    comparison.qLimit = 0.001
    content.comparison = comparison
    let words = summaryText(content).split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    #expect(words.contains("None of 20 topics differs between them"))
    #expect(words.contains("from five dates on they can. "))
  }

  @Test(
    "Nothing is said to rise or fall without a call that says so",
    arguments: [0, 1, 2, 3, 5, 12, 252])
  func noTrendWords(periodCount: Int) {
    var content = Samples.summary(periodCount: periodCount)
    for i in content.signals?.calls.indices ?? 0..<0 {
      content.signals?.calls[i].word = "uncertain"
      content.signals?.calls[i].reason = content.topics[i].reasons.first ?? "not_significant"
    }
    content.signals?.bursts = []
    content.signals?.changes = []
    content.signals?.falseAlarms = nil
    // The heading of the bursts says that there are none.
    let text = summaryText(content).lowercased()
      .replacingOccurrences(of: "bursts  none that passed its test", with: "")
    for word in [
      "rising", "falling", "rises", "declin", "trend up", "upward", "downward", "increas",
      "decreas",
      "fading", "burst", "->", "→", "↑", "↓",
    ] {
      #expect(!text.contains(word), "'\(word)'")
    }
  }

  @Test("No line is wider than 80 columns, whatever the texts", arguments: nastyTexts)
  func widths(text: String) {
    for periodCount in [1, 2, 12] {
      var content = Samples.summary(periodCount: periodCount)
      content.fitName = text
      content.command = ["trends", text, "--out", text]
      content.warnings = [text]
      content.leftOut = [.init(count: 3, kind: .term, reason: text)]
      for index in content.topics.indices.prefix(1) {
        content.topics[index].id = text
        content.topics[index].label = text
        content.topics[index].labelPhrases = [text, text]
        content.topics[index].reasons = [text]
      }
      for index in content.periods.indices.prefix(2) { content.periods[index].name = text }
      let report = summaryText(content)
      let bad = report.split(separator: "\n").filter { displayWidth($0) > 80 || $0.last == " " }
      #expect(bad.isEmpty, "\(periodCount) periods")
      #expect(
        !report.unicodeScalars.contains {
          $0 != "\n" && $0.properties.generalCategory == .control
            || TerminalText.isBidirectionalControl($0)
        })
      #expect(!report.contains("\n\n\n") && report.hasSuffix("\n"))
    }
  }

  @Test("What speaks against a call, and what says nothing, is said to do so")
  func doubts() throws {
    var content = Samples.summary(periodCount: 12)
    let call = try #require(content.signals?.calls.firstIndex { $0.word == "rising" })
    content.signals?.calls[call].evidence = [
      .init(phrase: "falls", before: .init(5, of: 100), after: .init(3, of: 100)),
      .init(phrase: "keeps", before: .init(10, of: 200), after: .init(9, of: 200)),
    ]
    #expect(
      content.signals?.calls[call].evidenceText?.contains("3 of 100 (3.0 %) (the other way), ")
        == true)
    #expect(content.signals?.calls[call].evidenceText?.contains("9 of 200 (4.5 %) (") == false)
    #expect(summaryText(content).contains("sum to between"))
    #expect(!summaryText(content).contains("says nothing of calls"))

    let equal = ShareEstimate(1 / Double(content.topics.count), low: 0, high: 1)
    for k in content.topics.indices {
      for t in content.topics[k].series.indices {
        content.topics[k].series[t]?.share = equal
      }
    }
    #expect(!summaryText(content).contains("sum to between"))

    for i in content.signals?.calls.indices ?? 0..<0 {
      content.signals?.calls[i].word = "uncertain"
      content.signals?.calls[i].q = nil
    }
    let text = summaryText(content)
    #expect(text.contains("Nothing can be said of any topic: none could be judged."))
    #expect(text.contains("says nothing of calls"))
  }

  @Test("A report of nothing is still a report")
  func empty() throws {
    let content = SummaryContent(
      paperCount: 0, listingDateCount: 0, firstDate: nil, lastDate: nil, fitName: "fit 1",
      chainCount: 1, sweepCount: 1, seed: 0, unit: .week,
      convergence: .init(
        agreeingTopicCount: nil, logLikelihoodRHat: nil, fewestEffectiveDraws: nil),
      population: .theseListings, periods: [], topics: [], leftOut: [], command: [])
    try expectGolden(summaryText(content), "summary-empty.txt")
  }

  @Test("A share without interval says why")
  func noInterval() {
    var content = Samples.summary(periodCount: 1)
    content.topics[0].share = ShareEstimate(0.2, without: "insufficient_documents")
    #expect(summaryText(content).contains(" 20.0 % (too few papers)"))
  }

  @Test(
    "The command can be pasted into a shell, whatever its words",
    arguments: nastyTexts.filter { !$0.contains("\0") })
  func command(text: String) throws {
    var content = Samples.summary(periodCount: 1)
    content.command = ["printf", "%s|", "a b", text, "it's"]
    let report = summaryText(content)
    let command = try #require(report.range(of: "\nAgain: "))
    let output = FileManager.default.temporaryDirectory
      .appendingPathComponent("trends-command-\(UUID().uuidString)")
    try Data().write(to: output)
    defer { try? FileManager.default.removeItem(at: output) }
    var streams = ChildProcess.Streams()
    streams.output = output.path
    let shell = try ChildProcess(
      "/bin/bash", ["-c", String(report[command.upperBound...])],
      environment: ["LC_ALL": "C.UTF-8"], folder: "/", streams: streams)
    _ = try shell.wait()
    let printed = try Data(contentsOf: output)
    #expect(String(decoding: printed, as: UTF8.self) == "a b|\(text)|it's|")
  }

  @Test("Exclusions are counted by kind and code, the largest first")
  func leftOut() {
    let exclusions: [Exclusion] = [
      .init(kind: .term, item: "a", reason: "below_minimum_documents: 1 of 2"),
      .init(kind: .term, item: "b", reason: "below_minimum_documents: 1 of 2"),
      .init(kind: .term, item: "c", reason: "above_maximum_documents: 9 of 5"),
      .init(kind: .document, item: "d", reason: "no_text"),
    ]
    #expect(
      SummaryContent.counted(exclusions) == [
        .init(count: 1, kind: .document, reason: "no_text"),
        .init(count: 2, kind: .term, reason: "below_minimum_documents"),
        .init(count: 1, kind: .term, reason: "above_maximum_documents"),
      ])
  }

  @Test(
    "Reason codes have words",
    arguments: [
      ("insufficient_dates", "too few dates"),
      ("unstable_topic", "its terms differ between chains"),
      ("junk_topic", "its top terms hardly occur together, or are spread like the whole corpus"),
      ("brand_new_code", "brand new code"), ("", ""),
    ])
  func reasons(code: String, expected: String) {
    #expect(reasonWords(code) == expected)
  }
}
