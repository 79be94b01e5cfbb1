extension SummaryWriter {
  /// The column at which the text of a call begins.
  private static let textColumn = 11

  /// The topics that are called rising, declining, diluted or stable: from five periods on.
  mutating func writeMoves() {
    guard let signals = content.signals, signals.canShowTrends else { return }
    let unit = content.unit
    page.addSection(
      "WHAT MOVES",
      "\(signals.periodCount) complete \(unit.noun(2)) with papers; false discovery rate held to "
        + NumberText.percent(signals.qLimit, decimals: 0))
    let moving = signals.moving
    for call in moving { writeMove(call) }
    if moving.isEmpty {
      page.add(signals.nothingMovesSentence)
    } else {
      page.add(
        content.movesSentence(signals)
          + (signals.periodCount < 8
            ? " So few \(unit.noun(2)) (\(signals.periodCount)) make the intervals rough." : ""))
    }
    let stable = signals.calls.filter { $0.word == "stable" }
    if !stable.isEmpty {
      let names = stable.map { topicName($0.topicID) }.joined(separator: "; ")
      var lines = TextLayout.wrap(
        names, width: page.width, indent: Self.textColumn, firstIndent: Self.textColumn)
      lines[0] =
        TextLayout.padded("stable", to: Self.textColumn) + lines[0].dropFirst(Self.textColumn)
      page.add(lines)
    }
  }

  private mutating func writeMove(_ call: SummarySignals.Call) {
    let word = TextLayout.padded(call.word, to: Self.textColumn)
    let q = call.q.map { "q \(NumberText.probability($0))" } ?? ""
    let room = page.width - Self.textColumn - displayWidth(q) - 2
    page.add([
      word + TextLayout.padded(TextLayout.cut(topicName(call.topicID), to: room), to: room)
        + "  " + q
    ])
    if let levels = call.levels {
      page.add(levels.text(showsPapers: false), indent: Self.textColumn)
    }
    if let slope = call.slope {
      page.add(slope.slopeText(by: content.unit), indent: Self.textColumn)
    }
    if call.word == "diluted" {
      page.add("no fall of its papers is shown, only of its share", indent: Self.textColumn)
    }
    guard let evidence = call.evidenceText else { return }
    page.add(evidence, indent: Self.textColumn, hanging: Self.textColumn + 2)
  }

  /// Which topics differ over three or four periods, which can show no trend.
  mutating func writeFewPeriods() {
    guard let signals = content.signals, signals.canOnlyDiffer else { return }
    let unit = content.unit
    let differing = signals.calls.filter { $0.word == "differs" }
    page.addSection("WHAT DIFFERS", content.fewPeriodsSentence(signals))
    for call in differing {
      let topic = content.topics.first { $0.id == call.topicID }
      let shares = comparablePeriods.compactMap { period in
        topic.flatMap { $0.series.indices.contains(period) ? $0.series[period] : nil }
      }
      page.add(
        "\(topicName(call.topicID)): "
          + shares.map { $0.share.shareText + " " + $0.share.intervalText }.joined(separator: ", ")
          + (call.q.map { "; q \(NumberText.probability($0))" } ?? ""),
        hanging: 6)
    }
    if !differing.isEmpty { page.add("Each pair of \(unit.noun(2)) is in differences.csv.") }
  }

  /// Bursts and changes of level that passed their tests.
  mutating func writeBursts() {
    guard let signals = content.signals, signals.canShowTrends else { return }
    page.addSection(
      "BURSTS",
      signals.bursts.isEmpty
        ? "none that passed its test"
        : "heavier than shuffled papers make them (q <= "
          + "\(NumberText.fixed(signals.qLimit, decimals: 2)))")
    for burst in signals.bursts {
      let last = burst.first == burst.last ? "" : " to \(TerminalText.line(burst.last))"
      page.add(
        "\(topicName(burst.topicID)): \(TerminalText.line(burst.first))\(last)"
          + "\(burst.isOpen ? ", still open" : ""), weight "
          + "\(NumberText.fixed(burst.weight, decimals: 1)), "
          + "p \(NumberText.probability(burst.p)), q \(NumberText.probability(burst.q))",
        hanging: 6)
    }
    guard !signals.changes.isEmpty else { return }
    page.addSection("NEW LEVELS", "a change from one level to another; in brackets when, at 95 %")
    for change in signals.changes {
      page.add(
        "\(topicName(change.topicID)): from \(TerminalText.line(change.period)) "
          + "[\(TerminalText.line(change.earliest)), \(TerminalText.line(change.latest))], "
          + "\(change.levels.text(showsPapers: true)), "
          + "q \(NumberText.probability(change.q))",
        hanging: 6)
    }
  }

  /// The topics of which nothing is shown, with the change that would have been.
  mutating func writeUncertain() {
    guard let signals = content.signals, signals.canShowTrends else { return }
    let uncertain = signals.calls.filter { $0.word == "uncertain" && !$0.isSetAside }
    guard !uncertain.isEmpty else { return }
    page.addSection(
      "UNCERTAIN",
      "\(uncertain.count)\(noun(uncertain.count, "topic")); in points the smallest change over "
        + "all \(content.unit.noun(2)) that would have shown four times in five")
    for code in firstSeen(uncertain.compactMap(\.reason)) {
      let topics = uncertain.filter { $0.reason == code }.map { call in
        TerminalText.line(call.topicID)
          + (call.minimumDetectable.map { "\u{A0}\(NumberText.percentFigure($0))" } ?? "")
      }
      page.add("\(reasonWords(code)): \(topics.joined(separator: ", "))", hanging: 7)
    }
  }

  /// How often the report would make a call where there is nothing to find.
  mutating func writeFalseAlarms() {
    guard let sentence = content.signals?.falseAlarmSentence else { return }
    page.addSection("FALSE ALARMS", sentence)
  }

  /// `T0004 agents, tool use`, or the identifier alone.
  private func topicName(_ id: String) -> String {
    content.topics.first { $0.id == id }.map(name(of:)) ?? TerminalText.line(id)
  }
}
