public import TrendsCorpus

/// What `trends show T0007` shows of one topic.
public struct TopicDetail: Equatable, Sendable {
  /// A term of the topic.
  public struct Term: Equatable, Sendable {
    /// The term as a reader sees it.
    public var term: String
    /// Its probability in the topic, `0...1`.
    public var probability: Double
    /// Its score as frequent and exclusive, `0...1`; nil where unknown.
    public var frex: Double?

    /// A term from its parts.
    public init(term: String, probability: Double, frex: Double?) {
      self.term = term
      self.probability = probability
      self.frex = frex
    }
  }

  /// A phrase of the topic, with counts that need no model.
  public struct Phrase: Equatable, Sendable {
    /// The phrase.
    public var phrase: String
    /// How often it occurs in the topic.
    public var count: Int
    /// In how many papers of the report it occurs, alone or inside a longer phrase.
    public var papers: Int
    /// In how many papers of each period it does, as long as the series.
    public var papersByPeriod: [Int]
    /// Why it is a term: `accepted`, `lexicon`, …; nil where it was written as one word.
    public var origin: String?

    /// A phrase from its parts.
    public init(
      phrase: String, count: Int, papers: Int, papersByPeriod: [Int], origin: String? = nil
    ) {
      self.phrase = phrase
      self.count = count
      self.papers = papers
      self.papersByPeriod = papersByPeriod
      self.origin = origin
    }
  }

  /// A paper that is much about the topic.
  public struct Paper: Equatable, Sendable {
    /// The document's identifier.
    public var id: String
    /// Its first listing date; nil for an undated one.
    public var date: ListingDate?
    /// The topic's share of it, `0...1`.
    public var share: Double
    /// Its title.
    public var title: String

    /// A paper from its parts.
    public init(id: String, date: ListingDate?, share: Double, title: String) {
      self.id = id
      self.date = date
      self.share = share
      self.title = title
    }
  }

  /// The topic's share of a period.
  public struct Point: Equatable, Sendable {
    /// The period's name.
    public var period: String
    /// Whether the listings cover all of it; others are not drawn.
    public var isComplete: Bool
    /// The share; nil where there is none.
    public var share: ShareEstimate?
    /// The papers of the period.
    public var paperCount: Int

    /// A point from its parts.
    public init(period: String, isComplete: Bool, share: ShareEstimate?, paperCount: Int) {
      self.period = period
      self.isComplete = isComplete
      self.share = share
      self.paperCount = paperCount
    }
  }

  /// The topic as the list has it.
  public var topic: TopicList.Entry
  /// The papers that were fitted.
  public var paperCount: Int
  /// Its terms, best first.
  public var terms: [Term]
  /// Its phrases, best first.
  public var phrases: [Phrase]
  /// The papers with the largest shares, largest first.
  public var papers: [Paper]
  /// What a period is.
  public var unit: BucketUnit
  /// Its shares by period.
  public var series: [Point]

  /// A topic's details from their parts.
  public init(
    topic: TopicList.Entry, paperCount: Int, terms: [Term], phrases: [Phrase], papers: [Paper],
    unit: BucketUnit, series: [Point]
  ) {
    self.topic = topic
    self.paperCount = paperCount
    self.terms = terms
    self.phrases = phrases
    self.papers = papers
    self.unit = unit
    self.series = series
  }

  /// The topic for a terminal.
  ///
  /// - Parameters:
  ///   - width: the terminal's columns; no line is longer, unless it is below 60.
  ///   - usesColour: whether escape sequences for colour are written; nothing else changes.
  public func text(width: Int = 80, usesColour: Bool = false) -> String {
    let width = max(TopicList.leastWidth, width)
    let style = TerminalStyle(usesColour: usesColour)
    var page = TextPage(width: width)
    let name = TerminalText.line(topic.id + " " + topic.label)
    page.add(TextLayout.wrap(name, width: width, indent: 7).map(style.strong))
    page.add(factsText)
    let further = topic.labelPhrases.map(TerminalText.line).filter { !$0.isEmpty }
    if !further.isEmpty { page.add("about: " + further.joined(separator: ", "), hanging: 7) }
    if !topic.reasons.isEmpty {
      let reasons = topic.reasons.map { "\(reasonWords($0)) (\(TerminalText.line($0)))" }
      let text = "Nothing is concluded from it: \(reasons.joined(separator: ", "))."
      page.add(TextLayout.wrap(text, width: width).map(style.warning))
    }
    addSeries(to: &page, style)
    addTable(
      to: &page, style, headings: ["TERMS", "probability", "FREX"],
      rows: terms.map { term in
        [
          TerminalText.line(term.term), NumberText.fixed(term.probability, decimals: 4),
          term.frex.map { NumberText.fixed($0, decimals: 3) } ?? "-",
        ]
      })
    addPhrases(to: &page, style)
    addPapers(to: &page, style)
    return page.text
  }

  /// Share, papers and stability in one sentence.
  private var factsText: String {
    var facts: [String] = []
    if let share = topic.share { facts.append("share \(share.shareText) \(share.intervalText)") }
    if let papers = topic.papers {
      facts.append(
        "\(NumberText.grouped(papers, decimals: 1)) of \(NumberText.grouped(paperCount)) papers")
    }
    if let stability = topic.stability {
      facts.append("stability \(NumberText.stability(stability))")
    }
    return facts.joined(separator: "; ")
  }

  private func addSeries(to page: inout TextPage, _ style: TerminalStyle) {
    let complete = series.filter(\.isComplete)
    guard let first = complete.first, let last = complete.last, complete.count > 1 else { return }
    let bars = Sparkline(complete.map { $0.share?.value }, width: page.width - 2)
    page.addSpace()
    var heading =
      "\(TerminalText.line(first.period)) to \(TerminalText.line(last.period)), bars grow from 0 "
      + "to the largest"
    if bars.bucketSize > 1 {
      heading +=
        "; each is the mean of \(NumberText.inWords(bars.bucketSize)) adjacent \(unit.noun(2))"
    }
    page.addSection("SHARE BY \(unit.rawValue.uppercased())", heading)
    page.add(["  " + style.figure(bars.text)])
    if let share = last.share {
      page.add(
        "last: \(share.shareText) \(share.intervalText), "
          + "\(NumberText.grouped(last.paperCount)) papers", indent: 2)
    }
  }

  /// A short table, its first column as wide as it needs to be.
  private func addTable(
    to page: inout TextPage, _ style: TerminalStyle, headings: [String], rows: [[String]]
  ) {
    guard !rows.isEmpty else { return }
    let needed = ([headings] + rows).map { displayWidth($0[0]) }.max() ?? 0
    var table = TextTable([
      .init(heading: headings[0], givesWay: true),
      .init(heading: headings[1], alignment: .right),
      .init(heading: headings[2], alignment: .right),
    ])
    for row in rows { table.append(row) }
    page.addSpace()
    page.add(
      table.lines(width: min(page.width, max(24, needed) + 26)) { row, _, text in
        row < 0 ? style.faint(text) : text
      })
  }

  /// The phrases with their counts, and in how many papers of each period they occur.
  private func addPhrases(to page: inout TextPage, _ style: TerminalStyle) {
    guard !phrases.isEmpty else { return }
    let complete = series.indices.filter { series[$0].isComplete }
    let drawn = complete.count > 1 ? complete : []
    let barWidth = max(8, page.width / 3)
    var table = TextTable([
      .init(heading: "PHRASES", givesWay: true),
      .init(heading: "here", alignment: .right), .init(heading: "papers", alignment: .right),
      .init(
        heading: drawn.isEmpty
          ? "" : "papers by \(unit.rawValue)" + (drawn.count > barWidth ? " (means)" : "")),
    ])
    for phrase in phrases {
      let counts = drawn.map { period in
        phrase.papersByPeriod.indices.contains(period)
          ? Double(phrase.papersByPeriod[period]) : nil
      }
      table.append([
        TerminalText.line(phrase.phrase), NumberText.grouped(phrase.count),
        NumberText.grouped(phrase.papers),
        counts.isEmpty ? "" : Sparkline(counts, width: barWidth).text,
      ])
    }
    page.addSpace()
    page.add(
      table.lines(width: page.width) { row, column, text in
        row < 0 ? style.faint(text) : column == 3 ? style.figure(text) : text
      })
  }

  private func addPapers(to page: inout TextPage, _ style: TerminalStyle) {
    guard !papers.isEmpty else { return }
    var table = TextTable([
      .init(heading: "TYPICAL PAPERS"), .init(heading: "share", alignment: .right),
      .init(heading: "title", givesWay: true),
    ])
    for paper in papers {
      table.append([
        paper.date.map(CSVWriter.text(of:)) ?? "no date",
        NumberText.percent(paper.share, decimals: 0),
        TerminalText.line(paper.title.isEmpty ? paper.id : paper.title),
      ])
    }
    page.addSpace()
    page.add(
      table.lines(width: page.width) { row, column, text in
        row < 0 ? style.faint(text) : column == 1 ? style.figure(text) : text
      })
  }

  /// The topic as JSON, for `--json`.
  public var json: String {
    let terms = terms.map { term in
      JSONValue.object([
        .init("term", .string(term.term)), .init("probability", .number(term.probability)),
        .init("frex", .optional(term.frex)),
      ])
    }
    let phrases = phrases.map { phrase in
      JSONValue.object([
        .init("phrase", .string(phrase.phrase)), .init("count", .integer(phrase.count)),
        .init("documents", .integer(phrase.papers)),
        .init("action", .optional(phrase.origin)),
        .init(
          "documents_by_period",
          .array(phrase.papersByPeriod.map { JSONValue.integer($0) })),
      ])
    }
    let papers = papers.map { paper in
      JSONValue.object([
        .init("document_id", .string(paper.id)),
        .init("date", .optional(paper.date.map(\.description))),
        .init("share", .number(paper.share)), .init("title", .string(paper.title)),
      ])
    }
    let series = series.map { point in
      JSONValue.object(
        [
          .init("period", .string(point.period)), .init("complete", .boolean(point.isComplete)),
        ] + JSONValue.share(point.share) + [
          .init("period_documents", .integer(point.paperCount))
        ])
    }
    return JSONValue.object(
      [
        .init("schema_version", .integer(ReportTables.schemaVersion)),
        .init("topic_id", .string(topic.id)), .init("label", .string(topic.label)),
      ] + JSONValue.share(topic.share) + [
        .init("documents", .optional(topic.papers)),
        .init("stability", .optional(topic.stability)),
        .init("reasons", .strings(topic.reasons)),
        .init("label_phrases", .strings(topic.labelPhrases)), .init("terms", .array(terms)),
        .init("phrases", .array(phrases)), .init("papers", .array(papers)),
        .init("series", .array(series)),
      ]
    ).text
  }
}
