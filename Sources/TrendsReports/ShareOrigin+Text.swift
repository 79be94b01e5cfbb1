import TrendsCorpus

extension ShareOrigin {
  /// Terms of a paper in the text.
  private static let termsShown = 8
  /// Fewest tokens that a term is shown with.
  private static let leastTokens = 0.05
  /// Identifiers that are named of papers without tokens.
  private static let namesShown = 10

  /// The origin for a terminal.
  ///
  /// The figures of the papers are rounded so that they add up to the sum below them.
  ///
  /// - Parameters:
  ///   - width: the terminal's columns; no line is longer, unless it is below 60.
  ///   - limit: the most papers, largest share first; the others are one line.
  ///   - usesColour: whether escape sequences for colour are written.
  public func text(width: Int = 80, limit: Int = 20, usesColour: Bool = false) -> String {
    let width = max(TopicList.leastWidth, width)
    let style = TerminalStyle(usesColour: usesColour)
    var page = TextPage(width: width)
    let name = [topicID, label].map(TerminalText.line).filter { !$0.isEmpty }
      .joined(separator: " ")
    page.add(
      "\(name), \(period.map { "in \($0)" } ?? "all dates together") "
        + "(\(TerminalText.line(fitName)))")
    page.addSpace()
    guard let share else {
      page.add("No paper counts: none of these dates has a paper with a known word.")
      return page.text
    }
    page.add(
      "share \(NumberText.plain(share)) = \(NumberText.plain(documents)) expected papers / "
        + "\(NumberText.grouped(paperCount)) \(papersNoun(paperCount))")
    page.add(
      "\(NumberText.plain(tokens)) of \(NumberText.grouped(tokenCount)) tokens, means over "
        + "\(NumberText.grouped(drawCount)) \(drawCount == 1 ? "draw" : "draws")")
    if let given, let rowAgrees { page.add(sentence(of: given, agrees: rowAgrees)) }
    page.addSpace()
    page.add(table(width: width, limit: limit, style: style))
    page.addSpace()
    page.add(names(untouched, "without a token of \(TerminalText.line(topicID)) in any draw"))
    page.add(names(empty, "left out of the count for want of a known word"))
    page.add(
      "The shares are those of the tokens; figures are rounded so that they add up, and --json has "
        + "every digit. Tokens of single terms are estimated, their sum is not.")
    return page.text
  }

  private func sentence(of row: GivenRow, agrees: Bool) -> String {
    if agrees { return "The row of \(row.table) says the same." }
    let said = [
      row.share.map { "share \(NumberText.plain($0))" },
      row.documents.map { "\(NumberText.plain($0)) expected papers" },
    ].compactMap(\.self).joined(separator: ", ")
    return "The row of \(row.table) says \(said): it is of another fit, or of other dates."
  }

  private func table(width: Int, limit: Int, style: TerminalStyle) -> [String] {
    let all = largestFirst
    let shown = all.prefix(limit)
    let rest = all.dropFirst(limit)
    let restTokens = rest.reduce(0.0) { $0 + $1.tokens }
    let restShare = rest.reduce(0.0) { $0 + $1.share }
    let shares = roundedParts(shown.map(\.share) + [restShare], total: documents, decimals: 4)
    let tokens = roundedParts(shown.map(\.tokens) + [restTokens], total: self.tokens, decimals: 2)

    var table = TextTable([
      .init(heading: "share", alignment: .right), .init(heading: "tokens", alignment: .right),
      .init(heading: "of", alignment: .right), .init(heading: "date"),
      .init(heading: "paper", givesWay: true),
    ])
    for (i, paper) in shown.enumerated() {
      table.append([
        shares.parts[i], tokens.parts[i], NumberText.grouped(paper.length),
        paper.dates.first?.description ?? "-",
        TerminalText.line(paper.title.isEmpty ? paper.id : paper.title),
      ])
    }
    if let restShareText = shares.parts.last, let restTokensText = tokens.parts.last, !rest.isEmpty
    {
      table.append([
        restShareText, restTokensText,
        NumberText.grouped(rest.reduce(0) { $0 + $1.length }), "",
        "\(NumberText.grouped(rest.count)) more \(papersNoun(rest.count)), see --limit",
      ])
    }
    table.append([
      shares.sum, tokens.sum, NumberText.grouped(all.reduce(0) { $0 + $1.length }), "",
      "the sum",
    ])
    let lines = table.lines(width: width) { row, column, text in
      if row < 0 { return style.faint(text) }
      return column == 0 ? style.figure(text) : text
    }
    return [lines[0]]
      + zip(lines.dropFirst(), lines.indices).flatMap { line, i in
        guard shown.indices.contains(i) else { return [line] }
        let terms = TextLayout.cut(termsText(of: shown[i]), to: width - 7)
        return terms.isEmpty ? [line] : [line, "       " + style.faint(terms)]
      }
  }

  /// The terms with the most tokens: `agent 3.9, tool use 2.0`.
  private func termsText(of paper: Paper) -> String {
    let visible = paper.terms.filter { $0.tokens >= Self.leastTokens }
    let shown = visible.prefix(Self.termsShown).map {
      "\(TerminalText.line($0.term)) \(NumberText.fixed($0.tokens, decimals: 1))"
    }
    return shown.joined(separator: ", ") + (visible.count > shown.count ? ", …" : "")
  }

  private func names(_ ids: [String], _ what: String) -> String {
    guard !ids.isEmpty else { return "" }
    let shown = ids.prefix(Self.namesShown).map(TerminalText.line).joined(separator: ", ")
    let more = ids.count - Self.namesShown
    return "\(NumberText.grouped(ids.count)) \(papersNoun(ids.count)) \(what): \(shown)"
      + (more > 0 ? " and \(NumberText.grouped(more)) more" : "")
  }

  private func papersNoun(_ count: Int) -> String { count == 1 ? "paper" : "papers" }
}
