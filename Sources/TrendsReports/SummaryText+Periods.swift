extension SummaryWriter {
  /// The shares by period: side by side at two periods, as bars from three on.
  mutating func writeShares() {
    let unit = content.unit
    let complete = comparablePeriods
    switch complete.count {
    case 0 where content.periods.isEmpty:
      page.addSpace()
      page.add(
        "The papers carry no dates: shares over time cannot be given (insufficient_dates).")
    case 0:
      page.addSpace()
      page.add(
        "No \(unit.rawValue) is complete: shares by \(unit.rawValue) cannot be compared "
          + "(insufficient_dates).")
    case 1 where content.periods.count > 1:
      page.addSpace()
      page.add(
        "Only \(TerminalText.line(content.periods[complete[0]].name)) is complete and has papers: "
          + "one \(unit.rawValue) cannot show a difference or a trend (insufficient_dates). The "
          + "shares above are of all papers together; those by \(unit.rawValue) are in trends.csv.")
    case 1:
      page.addSpace()
      page.add(
        "\(sentence(unit.counted(1))): the shares above are all there is to say. One "
          + "\(unit.rawValue) cannot show a difference or a trend (insufficient_dates); two can "
          + "show what differs between them, and from five on there can be a trend.")
    case 2:
      writeTwoPeriods(complete[0], complete[1])
    default:
      writeBars(completePeriods)
    }
  }

  /// The shares of two periods with interval and papers, in one line a topic.
  private mutating func writeTwoPeriods(_ first: Int, _ second: Int) {
    let pair = [first, second]
    let heads = pair.map { index in
      let period = content.periods[index]
      return "\(TerminalText.line(period.name)) (\(NumberText.grouped(period.paperCount))"
        + "\(noun(period.paperCount, "paper")))"
    }
    page.addSection(
      "SHARE BY \(content.unit.rawValue.uppercased())",
      "\(heads[0]) and \(heads[1]): share, interval, expected papers")
    var columns = [TextTable.Column(heading: "", givesWay: true)]
    for index in pair {
      let name = TerminalText.line(content.periods[index].name)
      columns.append(.init(heading: "", alignment: .right, gap: 1))
      columns.append(.init(heading: name, gap: 1))
      columns.append(.init(heading: "", alignment: .right, gap: 1))
    }
    var table = TextTable(columns)
    for topic in content.topics {
      table.append([name(of: topic)] + pair.flatMap { cells(of: topic, in: $0) })
    }
    page.add(table.lines(width: page.width))
  }

  /// Share, interval and papers of a topic in a period; dashes where there is none.
  private func cells(of topic: SummaryContent.Topic, in period: Int) -> [String] {
    guard topic.series.indices.contains(period), let point = topic.series[period] else {
      return ["-", "", "-"]
    }
    return [
      point.share.shareText, point.share.intervalText,
      NumberText.grouped(point.papers, decimals: 1),
    ]
  }

  /// A bar a period and the figures of the last period.
  private mutating func writeBars(_ periods: [Int]) {
    let unit = content.unit
    let last = periods[periods.count - 1]
    let lastPeriod = content.periods[last]
    let figures = content.topics.map { cells(of: $0, in: last) }
    let lastPapers = NumberText.grouped(lastPeriod.paperCount)
    let widths = (0..<3).map { column in
      (figures.map { displayWidth($0[column]) } + [column == 2 ? lastPapers.count : 0]).max() ?? 0
    }
    let barWidth = max(8, page.width - 22 - 4 * 2 + 1 - widths.reduce(0, +))
    let papers = Sparkline(
      periods.map { Double(content.periods[$0].paperCount) }, width: barWidth)

    let emptyCount = periods.count { content.periods[$0].paperCount == 0 }
    let without = emptyCount == 0 ? "" : ", \(emptyCount) of them without papers"
    var heading =
      "\(TerminalText.line(content.periods[periods[0]].name)) to "
      + "\(TerminalText.line(lastPeriod.name)), \(periods.count) complete \(unit.noun(2))\(without); bars "
      + "grow from 0 to the row's own largest; figures: share, interval and expected papers of "
      + "the last, of \(lastPapers)"
    if papers.bucketSize > 1 {
      heading +=
        "; each bar is the mean of \(NumberText.inWords(papers.bucketSize)) adjacent "
        + unit.noun(2)
      let rest = periods.count % papers.bucketSize
      if rest > 0 { heading += " (the last one of \(NumberText.inWords(rest)))" }
    }
    page.addSection("SHARE BY \(unit.rawValue.uppercased())", heading)

    var table = TextTable([
      .init(heading: "", givesWay: true), .init(heading: axis(periods, papers)),
      .init(heading: "", alignment: .right), .init(heading: "", gap: 1),
      .init(heading: "", alignment: .right),
    ])
    table.append(["papers listed", papers.text, "", "", lastPapers])
    for (topic, figures) in zip(content.topics, figures) {
      let values = periods.map { period in
        topic.series.indices.contains(period) ? topic.series[period]?.share.value : nil
      }
      table.append([name(of: topic), Sparkline(values, width: barWidth).text] + figures)
    }
    page.add(table.lines(width: page.width).filter { !$0.isEmpty })
    page.add(paperCounts(periods))
    if content.signals.map({ !$0.canShowTrends }) ?? true {
      page.add(
        "\(sentence(unit.counted(periods.count))) cannot show a trend (insufficient_dates); from "
          + "five on they can.")
    }
  }

  /// Letters over the bars where each stands for one period: months by initial, quarters by number.
  private func axis(_ periods: [Int], _ bars: Sparkline) -> String {
    guard bars.bucketSize == 1 else { return "" }
    let marks = periods.compactMap { period -> String? in
      let name = content.periods[period].name
      switch content.unit {
      case .month:
        let initials = ["J", "F", "M", "A", "M", "J", "J", "A", "S", "O", "N", "D"]
        let month = Int(name.suffix(2)) ?? 0
        return (1...12).contains(month) ? initials[month - 1] : nil
      case .quarter: return name.last.map { TerminalText.line(String($0)) }
      case .date, .week, .year: return nil
      }
    }
    return marks.count == periods.count ? marks.joined(separator: bars.isSpaced ? " " : "") : ""
  }

  /// The denominators: each where they are few, else the smallest and the largest.
  private func paperCounts(_ periods: [Int]) -> String {
    let unit = content.unit
    let all = periods.map { content.periods[$0] }
    if all.count <= 24 {
      let counts = all.map {
        "\(TerminalText.line($0.name))\u{A0}\(NumberText.grouped($0.paperCount))"
      }
      return "Papers: \(counts.joined(separator: ", "))."
    }
    let least = all.map(\.paperCount).min() ?? 0
    let most = all.map(\.paperCount).max() ?? 0
    return "From \(NumberText.grouped(least)) to \(NumberText.grouped(most)) papers a "
      + "\(unit.rawValue); each \(unit.rawValue)'s are in trends.csv."
  }

  /// Periods with few papers or none.
  mutating func writeThinPeriods() {
    let unit = content.unit
    let total = NumberText.grouped(content.periods.count)
    let thin = content.periods.filter { (1..<max(1, content.thinLimit)).contains($0.paperCount) }
    let empty = content.periods.filter { $0.paperCount == 0 }
    if !thin.isEmpty {
      let names = thin.map { "\(TerminalText.line($0.name))\u{A0}(\($0.paperCount))" }
      page.addSection(
        "THIN",
        "\(NumberText.grouped(thin.count)) of \(total) \(unit.noun(content.periods.count)) "
          + "with fewer than \(content.thinLimit) papers: \(listed(names))")
    }
    if !empty.isEmpty {
      page.addSection(
        "EMPTY",
        "\(NumberText.grouped(empty.count)) of \(total) \(unit.noun(content.periods.count)) "
          + "without papers: \(listed(empty.map { TerminalText.line($0.name) }))")
    }
  }

  /// How two periods differ.
  mutating func writeDifferences() {
    guard let comparison = content.comparison, comparablePeriods.count == 2 else { return }
    let unit = content.unit
    let total = comparison.differences.count
    let judged = comparison.differences.count { $0.reason == nil }
    page.addSection("WHAT DIFFERS", content.differencesSentence(comparison))

    var table = TextTable([
      .init(heading: "", givesWay: true), .init(heading: "points", alignment: .right),
      .init(heading: "interval", gap: 1), .init(heading: "p", alignment: .right),
      .init(heading: "q", alignment: .right), .init(heading: ""),
    ])
    for difference in comparison.differences {
      let topic = content.topics.first { $0.id == difference.topicID }
      table.append([
        topic.map(name(of:)) ?? TerminalText.line(difference.topicID),
        NumberText.points(difference.difference.value), difference.difference.pointsIntervalText,
        difference.p.map(NumberText.probability) ?? "-",
        difference.q.map(NumberText.probability) ?? "-",
        difference.reason != nil
          ? "cannot say" : comparison.finds(difference) ? "differs" : "",
      ])
    }
    page.add(table.lines(width: page.width))
    guard judged > 0 else { return }
    let counts = comparablePeriods.map { NumberText.grouped(content.periods[$0].paperCount) }
    page.add(
      "Points are percentage points, the later share less the earlier one. p is by "
        + "\(NumberText.grouped(comparison.shuffleCount)) shuffles of the \(counts[0]) and "
        + "\(counts[1]) papers between the two \(unit.noun(2)) and cannot be below "
        + "\(NumberText.plain(comparison.smallestP)); q is p corrected for \(total) topics "
        + "(Benjamini-Hochberg).")
  }
}
