/// What `trends topics` lists.
public struct TopicList: Equatable, Sendable {
  /// A topic of the list.
  public struct Entry: Equatable, Sendable {
    /// The permanent identifier.
    public var id: String
    /// The name.
    public var label: String
    /// Its share of all papers; nil where there is none.
    public var share: ShareEstimate?
    /// The expected number of papers.
    public var papers: Double?
    /// How well other chains find it, `0...1`; nil where unknown.
    public var stability: Double?
    /// The reason codes for which nothing may be concluded from it.
    public var reasons: [String]
    /// Further terms that say what it is about, best first.
    public var labelPhrases: [String]
    /// The most probable terms, best first.
    public var topTerms: [String]

    /// A topic from its parts.
    public init(
      id: String, label: String, share: ShareEstimate?, papers: Double?, stability: Double?,
      reasons: [String], labelPhrases: [String], topTerms: [String]
    ) {
      self.id = id
      self.label = label
      self.share = share
      self.papers = papers
      self.stability = stability
      self.reasons = reasons
      self.labelPhrases = labelPhrases
      self.topTerms = topTerms
    }
  }

  /// The fit's name: `fit 3 of trends.db`.
  public var fitName: String
  /// The papers that were fitted.
  public var paperCount: Int
  /// The topics, in the order to print.
  public var topics: [Entry]

  /// A list from its parts.
  public init(fitName: String, paperCount: Int, topics: [Entry]) {
    self.fitName = fitName
    self.paperCount = paperCount
    self.topics = topics
  }

  /// The narrowest terminal that the views lay out for; a narrower one wraps the lines itself.
  package static let leastWidth = 60

  /// The list for a terminal: a line a topic and, below 100 columns, a second one with the interval of
  /// its share and what it is about: the phrases beside its label, then its most probable terms.
  ///
  /// - Parameters:
  ///   - width: the terminal's columns; no line is longer, unless it is below 60.
  ///   - usesColour: whether escape sequences for colour are written; nothing else changes.
  public func text(width: Int = 80, usesColour: Bool = false) -> String {
    let width = max(Self.leastWidth, width)
    let isWide = width >= 100
    let style = TerminalStyle(usesColour: usesColour)
    let top = topics.compactMap { $0.share.map { $0.high ?? $0.value } }.max() ?? 0

    var columns: [TextTable.Column] = [
      .init(heading: "topic"), .init(heading: "share", alignment: .right),
    ]
    if isWide { columns.append(.init(heading: "interval", gap: 1)) }
    columns += [
      .init(heading: ""), .init(heading: "stability"), .init(heading: "label", givesWay: !isWide),
    ]
    if isWide { columns.append(.init(heading: "about", givesWay: true)) }
    var table = TextTable(columns)
    for topic in topics {
      let label = TerminalText.line(topic.label)
      var cells = [TerminalText.line(topic.id), topic.share?.shareText ?? "-"]
      if isWide { cells.append(topic.share?.intervalText ?? "") }
      cells.append(topic.share.map { Self.bar($0, top: top, width: isWide ? 12 : 16) } ?? "")
      cells.append(
        (topic.stability.map(NumberText.stability) ?? "-")
          + (topic.reasons.isEmpty ? "" : " *"))
      cells.append(isWide ? TextLayout.cut(label, to: width >= 120 ? 40 : 30) : label)
      if isWide { cells.append(Self.terms(topic)) }
      table.append(cells)
    }
    let barColumn = isWide ? 3 : 2
    let lines = table.lines(width: width) { row, column, text in
      if row < 0 { return style.faint(text) }
      switch column {
      case 0: return style.strong(text)
      case barColumn: return style.figure(text)
      case barColumn + 1 where !topics[row].reasons.isEmpty: return style.warning(text)
      default: return text
      }
    }

    var page = TextPage(width: width)
    page.add(
      "\(TerminalText.line(fitName)): \(topics.count) \(topics.count == 1 ? "topic" : "topics"), "
        + "\(NumberText.grouped(paperCount)) \(paperCount == 1 ? "paper" : "papers")")
    page.add([lines[0]])
    let intervalWidth = topics.map { displayWidth($0.share?.intervalText ?? "") }.max() ?? 0
    for (topic, line) in zip(topics, lines.dropFirst()) {
      page.add([line])
      if !isWide {
        let interval = topic.share?.intervalText ?? ""
        let about = [
          interval.isEmpty ? "" : TextLayout.padded(interval, to: intervalWidth),
          Self.terms(topic),
        ].filter { !$0.isEmpty }.joined(separator: "  ")
        if !about.isEmpty {
          page.add(["       " + style.faint(TextLayout.cut(about, to: width - 7))])
        }
      }
    }
    if top > 0 {
      page.addSpace()
      page.add(
        "Bars: solid up to the interval's lower bound, shaded up to its upper one; a full bar is "
          + "\(NumberText.percent(top)).")
    }
    for code in firstSeen(topics.flatMap(\.reasons)) {
      let names = topics.filter { $0.reasons.contains(code) }.map { TerminalText.line($0.id) }
      page.add(
        "* \(reasonWords(code)) (\(TerminalText.line(code))): \(names.joined(separator: ", "))",
        hanging: 2)
    }
    return page.text
  }

  /// The list as JSON, for `--json`.
  public var json: String {
    let entries = topics.map { topic in
      JSONValue.object(
        [.init("topic_id", .string(topic.id)), .init("label", .string(topic.label))]
          + JSONValue.share(topic.share) + [
            .init("documents", .optional(topic.papers)),
            .init("stability", .optional(topic.stability)),
            .init("reasons", .strings(topic.reasons)),
            .init("label_phrases", .strings(topic.labelPhrases)),
            .init("top_terms", .strings(topic.topTerms)),
          ])
    }
    return JSONValue.object([
      .init("schema_version", .integer(ReportTables.schemaVersion)),
      .init("fit", .string(fitName)), .init("documents", .integer(paperCount)),
      .init("topics", .array(entries)),
    ]).text
  }

  private static func terms(_ topic: Entry) -> String {
    firstSeen(topic.labelPhrases + topic.topTerms).map(TerminalText.line).filter { !$0.isEmpty }
      .joined(separator: ", ")
  }

  /// A bar that is solid up to the lower bound and shaded from there to the upper bound.
  private static func bar(_ share: ShareEstimate, top: Double, width: Int) -> String {
    guard top > 0 else { return "" }
    let columns = { (value: Double) in
      Int((min(1, max(0, value / top)) * Double(width)).rounded())
    }
    let solid = columns(share.low ?? share.value)
    let shaded = max(columns(share.high ?? share.value) - solid, 0)
    return String(repeating: "█", count: solid) + String(repeating: "▒", count: shaded)
  }
}

extension JSONValue {
  /// The members of a share; all null where there is none.
  static func share(_ share: ShareEstimate?) -> [Member] {
    [
      Member("share", .optional(share?.value)), Member("share_lo", .optional(share?.low)),
      Member("share_hi", .optional(share?.high)), Member("reason", .optional(share?.reason)),
    ]
  }
}
