import TrendsCorpus

/// The plain-text report: what was read and fitted, what moves and bursts, what is uncertain or
/// cannot be said, what was left out, how often it would cry wolf; then the topics and their shares.
///
/// Lines have at most 80 columns, no colour and no trailing spaces, and nothing depends on when or
/// where the report is made, so that two reports can be compared line by line. The text says that
/// shares differ, rise or fall only where a test says so.
///
/// - Precondition: every figure is finite, and every p and q in `0...1`.
public func summaryText(_ content: SummaryContent) -> String {
  var summary = SummaryWriter(content: content)
  summary.writeHeader()
  summary.writeMoves()
  summary.writeDifferences()
  summary.writeFewPeriods()
  summary.writeBursts()
  summary.writeUncertain()
  summary.writeCannotSay()
  summary.writeLeftOut()
  summary.writeFalseAlarms()
  summary.writeTopics()
  summary.writeShares()
  summary.writeThinPeriods()
  summary.writeCommand()
  return summary.page.text
}

/// Writes the sections of the plain-text report one after the other.
struct SummaryWriter {
  /// What the report says.
  let content: SummaryContent
  /// What was written so far.
  var page = TextPage(width: 80)

  /// The periods that shares are shown of: an unfinished period would look like a fall.
  var completePeriods: [Int] {
    content.periods.indices.filter { content.periods[$0].isComplete }
  }

  /// The complete periods that have papers: those whose shares can be compared.
  var comparablePeriods: [Int] {
    completePeriods.filter { content.periods[$0].paperCount > 0 }
  }

  /// The papers, the fit, how far its chains agree, and what a share is.
  mutating func writeHeader() {
    page.add("trends report: \(content.papersText)")
    page.add(content.fitText)
    for sentence in content.agreementSentences { page.add(sentence) }
    page.add(content.shareSentence)
    for warning in content.warnings { page.add("Warning: " + TerminalText.line(warning)) }
  }

  /// Every topic: share, interval, papers, stability, label, phrases.
  mutating func writeTopics() {
    page.addSection("TOPICS", "share of all papers together; * see CANNOT SAY")
    var table = TextTable([
      .init(heading: "topic"),
      .init(heading: "", givesWay: true),
      .init(heading: "share", alignment: .right),
      .init(heading: "interval", gap: 1),
      .init(heading: "papers", alignment: .right),
      .init(heading: "stability"),
    ])
    for topic in content.topics {
      table.append([
        TerminalText.line(topic.id), TerminalText.line(topic.label),
        topic.share?.shareText ?? "-", topic.share?.intervalText ?? "",
        topic.papers.map { NumberText.grouped($0, decimals: 1) } ?? "-",
        (topic.stability.map(NumberText.stability) ?? "-")
          + (topic.reasons.isEmpty ? "" : " *"),
      ])
    }
    let lines = table.lines(width: page.width)
    page.add([lines[0]])
    for (topic, line) in zip(content.topics, lines.dropFirst()) {
      page.add([line])
      let phrases = topic.labelPhrases.map(TerminalText.line).filter { !$0.isEmpty }
      page.add(phrases.joined(separator: "; "), indent: 7)
    }
  }

  /// The topics from which nothing may be concluded, and why.
  mutating func writeCannotSay() {
    let doubtful = content.topics.compactMap { topic -> (SummaryContent.Topic, [String])? in
      let untested = content.comparison?.differences.first { $0.topicID == topic.id }?.reason
      let more = untested.map { topic.reasons.contains($0) ? [] : [$0] } ?? []
      let reasons = topic.reasons + more
      return reasons.isEmpty ? nil : (topic, reasons)
    }
    guard !doubtful.isEmpty else { return }
    page.addSection(
      "CANNOT SAY",
      "\(doubtful.count) of \(content.topics.count) topics; nothing is concluded from "
        + (doubtful.count == 1 ? "it" : "them"))
    for code in firstSeen(doubtful.flatMap(\.1)) {
      let names = doubtful.filter { $0.1.contains(code) }.map { topic, _ in
        let stability = topic.stability.map { " " + NumberText.stability($0) } ?? ""
        return TerminalText.line(topic.id) + stability
      }
      let hasStability = doubtful.contains { $0.0.stability != nil }
      page.add(
        "\(reasonWords(code)) (\(TerminalText.line(code)))"
          + (hasStability ? ", with the stability: " : ": ") + names.joined(separator: ", "),
        hanging: 7)
    }
  }

  /// What is not in the figures.
  mutating func writeLeftOut() {
    let lines = content.leftOutLines
    page.addSection(
      "LEFT OUT",
      content.leftOut.isEmpty
        ? lines.isEmpty ? "nothing" : "no paper and no term"
        : "every item is in excluded.csv with its reason")
    for line in lines { page.add(line, indent: 2, hanging: 4) }
  }

  /// The command that makes the report again.
  mutating func writeCommand() {
    page.addSpace()
    page.add(commandLines(content.command, after: "Again:", width: page.width))
  }

  /// `T0004 agents, tool use`.
  func name(of topic: SummaryContent.Topic) -> String {
    TerminalText.line(topic.id + " " + topic.label)
  }
}
