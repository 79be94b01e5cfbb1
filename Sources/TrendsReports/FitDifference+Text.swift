extension FitDifference {
  /// Papers of both below which matched topics are doubted.
  private static let fewSharedDocuments = 50

  /// The difference for a terminal.
  ///
  /// - Parameters:
  ///   - width: the terminal's columns; no line is longer, unless it is below 60.
  ///   - usesColour: whether escape sequences for colour are written.
  public func text(width: Int = 80, usesColour: Bool = false) -> String {
    let width = max(TopicList.leastWidth, width)
    let style = TerminalStyle(usesColour: usesColour)
    var page = TextPage(width: width)
    page.add("trends diff: \(TerminalText.line(oldName)) -> \(TerminalText.line(newName))")
    page.addSpace()
    page.add(
      "papers\u{A0}\u{A0}\u{A0}\(NumberText.grouped(sharedDocuments)) in both, "
        + "\(NumberText.grouped(newDocuments)) new, \(NumberText.grouped(goneDocuments)) gone",
      hanging: 9)
    page.add(
      "terms\u{A0}\u{A0}\u{A0}\u{A0}\(NumberText.grouped(oldTerms)) -> \(NumberText.grouped(newTerms)), "
        + "\(NumberText.grouped(sharedTerms)) in both"
        + (lostTokens.map {
          "; \(NumberText.percent($0)) of the old tokens are not in the new fit"
        } ?? "; the reports have the likeliest of each topic alone"), hanging: 9)
    page.add("options\u{A0}\u{A0}" + optionsText, hanging: 9)
    page.addSpace()
    page.add(table(width: width, style: style))
    page.addSpace()
    page.add(restatementText)
    page.add(listText("BIRTHS", births))
    page.add(listText("DEATHS", deaths))
    for family in splits { page.add("SPLIT  " + familyText(family, joint: "into"), hanging: 7) }
    for family in merges { page.add("MERGED " + familyText(family, joint: "from"), hanging: 7) }
    page.addSpace()
    page.add(
      "Shares of all papers in percent, changes in points. new = old + papers + refit + options. "
        + "papers: what new papers bring and gone ones took away. refit: the papers of both, "
        + "fitted again; +- is what that alone changes 19 times of 20, from the chains. options: "
        + "what is beyond that where options changed. F: tokens that both topics share (2 C / (n + "
        + "m)); * a weak pair, below \(NumberText.fixed(0.5, decimals: 1)).")
    if sharedDocuments < Self.fewSharedDocuments {
      page.add(
        "Topics are matched by the papers of both: by so few as \(sharedDocuments), the pairs mean "
          + "little.")
    }
    for note in notes { page.add(note) }
    return page.text
  }

  private var optionsText: String {
    let real = options.filter { !$0.isNoise }.map(Self.text)
    let noise = options.filter(\.isNoise).map(Self.text)
    return (real.isEmpty ? "the same" : real.joined(separator: "; "))
      + (noise.isEmpty
        ? ""
        : "\(real.isEmpty ? " but for " : "; ")\(noise.joined(separator: "; ")), which is noise")
  }

  private static func text(_ option: OptionChange) -> String {
    func value(_ text: String) -> String { text.isEmpty ? "none" : TerminalText.line(text) }
    return "\(TerminalText.line(option.name)) \(value(option.old)) -> \(value(option.new))"
  }

  private func table(width: Int, style: TerminalStyle) -> [String] {
    guard !changes.isEmpty else { return ["no topic of one is a topic of the other"] }
    var table = TextTable([
      .init(heading: "topic"), .init(heading: "old", alignment: .right),
      .init(heading: "new", alignment: .right), .init(heading: "papers", alignment: .right),
      .init(heading: "refit", alignment: .right), .init(heading: "+-", alignment: .right, gap: 1),
      .init(heading: "options", alignment: .right), .init(heading: "F"),
      .init(heading: "label", givesWay: true),
    ])
    for change in changes {
      table.append([
        "\(TerminalText.line(change.old.id)) \(TerminalText.line(change.new.id))",
        change.old.share.map { NumberText.percentFigure($0) } ?? "-",
        change.new.share.map { NumberText.percentFigure($0) } ?? "-",
        NumberText.points(change.newDocuments + change.goneDocuments),
        NumberText.points(change.refit),
        change.refitLimit.map { NumberText.percentFigure($0) } ?? "-",
        NumberText.points(change.options),
        NumberText.fixed(change.similarity, decimals: 2) + (change.isWeak ? "*" : ""),
        TerminalText.line(change.new.label),
      ])
    }
    return table.lines(width: width) { row, column, text in
      if row < 0 { return style.faint(text) }
      return column == 0 ? style.strong(text) : text
    }
  }

  private var restatementText: String {
    let restated = changes.compactMap { change in
      change.restatement.map { (change.new, $0) }
    }
    guard let (topic, most) = restated.max(by: { abs($0.1.difference) < abs($1.1.difference) })
    else { return "" }
    return "The largest restatement of a period: \(TerminalText.line(topic.id)) in "
      + "\(TerminalText.line(most.period)), \(NumberText.points(most.difference)) points."
  }

  private func listText(_ title: String, _ topics: [Topic]) -> String {
    guard !topics.isEmpty else { return "" }
    return "\(title) " + topics.map(Self.text).joined(separator: "; ")
  }

  private static func text(_ topic: Topic) -> String {
    "\(TerminalText.line(topic.id)) \(TerminalText.line(topic.label))"
      + (topic.share.map { " (\(NumberText.percent($0)))" } ?? "")
  }

  private func familyText(_ family: Family, joint: String) -> String {
    "\(TerminalText.line(family.topic.id)) \(joint) "
      + family.parts.map {
        "\(TerminalText.line($0.topic.id)) (\(NumberText.percent($0.share, decimals: 0)))"
      }.joined(separator: ", ")
  }
}
