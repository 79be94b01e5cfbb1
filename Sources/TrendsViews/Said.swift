import TrendsReports

/// What can be said, on top of the page: the same statements as in the text report.
struct Said {
  /// A topic that moves.
  struct Card {
    let topicID: String
    let label: String
    let word: String
    let mark: String
    let change: String?
    let chart: String
    let lines: [String]
  }

  /// A row of the table of differences.
  struct Row {
    let topicID: String
    let label: String
    let points: String
    let interval: String
    let p: String
    let q: String
    let found: String
  }

  struct Differences {
    let caption: String
    let rows: [Row]
  }

  struct Item {
    let topicID: String?
    let text: String
  }

  struct Block {
    let heading: String
    let lead: String?
    let items: [Item]
  }

  let heading: String
  let lead: [String]
  let cards: [Card]
  let afterwards: [String]
  let differences: Differences?
  let blocks: [Block]

  init(_ content: PageContent, series: [ChartSeries]) {
    let words = SaidWords(content: content, series: series)
    heading = words.heading
    lead = words.lead
    cards = words.cards
    afterwards = words.afterwards
    differences = words.differences
    blocks = words.blocks
  }
}

/// Words what can be said.
private struct SaidWords {
  let content: PageContent
  let series: [ChartSeries]

  private var summary: SummaryContent { content.summary }
  private var unit: String { summary.unit.rawValue }
  private var units: String { summary.unit.noun(2) }
  /// Complete periods with papers.
  private var comparable: [SummaryContent.Period] {
    summary.periods.filter { $0.isComplete && $0.paperCount > 0 }
  }
  /// What is said of topics over time, where there are periods enough for trends.
  private var signals: SummarySignals? {
    summary.signals.flatMap { $0.canShowTrends ? $0 : nil }
  }
  private var moving: [SummarySignals.Call] { summary.signals?.moving ?? [] }

  var heading: String { signals == nil ? "What can be said" : "What moves" }

  var lead: [String] {
    if let signals {
      let judged = signals.judgedCount
      let found =
        moving.isEmpty
        ? signals.nothingMovesSentence
        : "\(moving.count) of \(judged)\(noun(judged, "topic")) that could be judged passed."
      return [
        "\(signals.periodCount) complete \(units) with papers; false discovery rate held to "
          + "\(NumberText.percent(signals.qLimit, decimals: 0)). \(found)"
      ]
    }
    if let comparison = summary.comparison, comparable.count == 2 {
      return [summary.differencesSentence(comparison)]
    }
    if let signals = summary.signals, signals.canOnlyDiffer {
      return [summary.fewPeriodsSentence(signals)]
    }
    if summary.periods.isEmpty {
      return ["The papers carry no dates: shares over time cannot be given."]
    }
    return [
      "\(sentence(summary.unit.counted(comparable.count))) complete and with papers: that cannot "
        + "show a difference or a trend. Two can show what differs between them, and from five on "
        + "there can be a trend."
    ]
  }

  var afterwards: [String] {
    guard let signals, !moving.isEmpty else { return [] }
    return [summary.movesSentence(signals)]
  }

  var cards: [Said.Card] {
    let found =
      signals == nil ? (summary.signals?.calls ?? []).filter { $0.word == "differs" } : moving
    return found.compactMap { call in
      guard let k = content.topics.firstIndex(where: { $0.topicID == call.topicID }) else {
        return nil
      }
      let change = call.levels.map { PlainText.keepingFigures($0.text(showsPapers: false)) }
      let chart = content.seriesChart(series[k], id: "moves-\(call.topicID)", size: .small)
      return Said.Card(
        topicID: call.topicID, label: PlainText.cut(content.topics[k].label, to: 80),
        word: call.word, mark: CallMark.mark(call.word), change: signals == nil ? nil : change,
        chart: chart.svg.xml, lines: lines(call))
    }
  }

  private func lines(_ call: SummarySignals.Call) -> [String] {
    var lines: [String] = []
    let q = call.q.map { "q \(NumberText.probability($0))" }
    if signals == nil {
      if let q { lines.append(q) }
    } else if let slope = call.slope {
      lines.append(slope.slopeText(by: summary.unit) + (q.map { ", \($0)" } ?? ""))
    }
    if call.word == "diluted" {
      lines.append("No fall of its papers is shown, only of its share.")
    }
    if let evidence = call.evidenceText { lines.append(evidence) }
    return lines.map { sentence(PlainText.keepingFigures($0)) }
  }

  var differences: Said.Differences? {
    guard let comparison = summary.comparison, comparable.count == 2 else { return nil }
    let counts = comparable.map { "\($0.name): \(NumberText.grouped($0.paperCount)) papers" }
    return Said.Differences(
      caption: "Percentage points, the later share less the earlier one "
        + "(\(counts.joined(separator: "; "))). p by \(NumberText.grouped(comparison.shuffleCount)) "
        + "shuffles of the papers; q is p corrected for all topics.",
      rows: comparison.differences.map { difference in
        Said.Row(
          topicID: difference.topicID,
          label: PlainText.cut(
            content.topics.first { $0.topicID == difference.topicID }?.label ?? ""),
          points: NumberText.points(difference.difference.value),
          interval: difference.difference.pointsIntervalText,
          p: difference.p.map(NumberText.probability) ?? "–",
          q: difference.q.map(NumberText.probability) ?? "–",
          found: difference.reason.map { "cannot say: \(reasonWords($0))" }
            ?? (comparison.finds(difference) ? "differs" : "no difference shown"))
      })
  }

  var blocks: [Said.Block] {
    var blocks: [Said.Block] = []
    if let signals {
      blocks.append(
        Said.Block(
          heading: "Bursts",
          lead: signals.bursts.isEmpty
            ? "None that passed its test."
            : "Heavier than shuffled papers make them "
              + "(q ≤ \(NumberText.fixed(signals.qLimit, decimals: 2))).",
          items: signals.bursts.map(item)))
      if !signals.changes.isEmpty {
        blocks.append(
          Said.Block(
            heading: "New levels",
            lead: "A change from one level to another; in brackets when, at 95 %.",
            items: signals.changes.map(item)))
      }
      let stable = signals.calls.filter { $0.word == "stable" }
      if !stable.isEmpty {
        blocks.append(
          Said.Block(
            heading: "Stable", lead: nil,
            items: stable.map { Said.Item(topicID: $0.topicID, text: label($0.topicID)) }))
      }
      blocks += uncertain(signals)
    }
    return blocks + cannotSay
  }

  private func item(_ burst: SummarySignals.Burst) -> Said.Item {
    let last = burst.first == burst.last ? "" : " to \(burst.last)"
    return Said.Item(
      topicID: burst.topicID,
      text: PlainText.keepingFigures(
        "\(label(burst.topicID)): \(burst.first)\(last)\(burst.isOpen ? ", still open" : ""), "
          + "weight \(NumberText.fixed(burst.weight, decimals: 1)), "
          + "p \(NumberText.probability(burst.p)), q \(NumberText.probability(burst.q))"))
  }

  private func item(_ change: SummarySignals.Change) -> Said.Item {
    Said.Item(
      topicID: change.topicID,
      text: PlainText.keepingFigures(
        "\(label(change.topicID)): from \(change.period) [\(change.earliest), "
          + "\(change.latest)], \(change.levels.text(showsPapers: true)), "
          + "q \(NumberText.probability(change.q))"))
  }

  private func uncertain(_ signals: SummarySignals) -> [Said.Block] {
    let uncertain = signals.calls.filter { $0.word == "uncertain" && !$0.isSetAside }
    guard !uncertain.isEmpty else { return [] }
    let items = firstSeen(uncertain.compactMap(\.reason)).map { code in
      let topics = uncertain.filter { $0.reason == code }.map { call in
        call.topicID
          + (call.minimumDetectable.map { "\u{A0}\(NumberText.percentFigure($0))" } ?? "")
      }
      return Said.Item(
        topicID: nil, text: "\(reasonWords(code)): \(topics.joined(separator: ", "))")
    }
    return [
      Said.Block(
        heading: "Uncertain",
        lead: "\(uncertain.count)\(noun(uncertain.count, "topic")); in points the smallest change "
          + "over all \(units) that would have shown four times in five.", items: items)
    ]
  }

  /// Topics from which nothing may be concluded.
  private var cannotSay: [Said.Block] {
    let doubtful = summary.topics.filter { !$0.reasons.isEmpty }
    guard !doubtful.isEmpty else { return [] }
    let items = firstSeen(doubtful.flatMap(\.reasons)).map { code in
      let names = doubtful.filter { $0.reasons.contains(code) }.map { topic in
        topic.id + (topic.stability.map { "\u{A0}" + NumberText.stability($0) } ?? "")
      }
      return Said.Item(
        topicID: nil,
        text: "\(reasonWords(code)), with the stability: \(names.joined(separator: ", "))")
    }
    return [
      Said.Block(
        heading: "Cannot say",
        lead: "\(doubtful.count) of \(summary.topics.count) topics; nothing is concluded from "
          + "\(doubtful.count == 1 ? "it" : "them").", items: items)
    ]
  }

  private func label(_ topicID: String) -> String {
    PlainText.cut(content.topics.first { $0.topicID == topicID }?.label ?? "", to: 80)
  }
}

/// A sign beside the word of a call; the word says it all.
enum CallMark {
  static func mark(_ word: String) -> String {
    switch word {
    case "rising": "▲"
    case "declining": "▼"
    case "diluted": "◇"
    case "stable": "■"
    case "differs": "≠"
    default: "?"
    }
  }
}
