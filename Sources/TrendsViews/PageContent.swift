public import TrendsReports

/// Everything that a page, pictures or a workbook of a report show: the rows of its tables, and what
/// the text report says of them.
public struct PageContent: Sendable {
  /// A paper that stands for a topic.
  public struct Paper: Equatable, Sendable {
    /// Its row of `documents.csv`.
    public var row: DocumentRow
    /// The topic's share of it, `0...1`, as in `document_topics.csv`.
    public var share: Double

    /// A paper from its parts.
    public init(row: DocumentRow, share: Double) {
      self.row = row
      self.share = share
    }
  }

  /// Where topics lie on a map.
  public struct Map: Equatable, Sendable {
    /// A place a topic, in their order.
    public var places: [(x: Double, y: Double)]
    /// The part of all squared distance that the map shows, `0...1`.
    public var shown: Double

    /// A map from its parts.
    public init(places: [(x: Double, y: Double)], shown: Double) {
      self.places = places
      self.shown = shown
    }

    /// Whether two maps have the same places.
    public static func == (left: Self, right: Self) -> Bool {
      left.shown == right.shown && left.places.elementsEqual(right.places, by: ==)
    }
  }

  /// What the text report says.
  public var summary: SummaryContent
  /// Rows of `topics.csv`, in the order of the summary's topics.
  public var topics: [TopicRow]
  /// Rows of `diagnostics.csv`, in the same order.
  public var diagnostics: [DiagnosticRow]
  /// Rows of `calls.csv`, in the same order.
  public var calls: [CallRow]
  /// Rows of `trends.csv`, by period and topic.
  public var trends: [TrendRow]
  /// Rows of `bursts.csv`.
  public var bursts: [BurstRow]
  /// Rows of `evidence.csv`.
  public var evidence: [EvidenceRow]
  /// Rows of `terms.csv` over all periods.
  public var terms: [TermRow]
  /// The most typical papers of every topic, in the topics' order.
  public var papers: [[Paper]]
  /// nil where there is none: below three topics.
  public var map: Map?

  /// Content from its parts.
  public init(
    summary: SummaryContent, topics: [TopicRow], diagnostics: [DiagnosticRow], calls: [CallRow],
    trends: [TrendRow], bursts: [BurstRow], evidence: [EvidenceRow], terms: [TermRow],
    papers: [[Paper]], map: Map?
  ) {
    self.summary = summary
    self.topics = topics
    self.diagnostics = diagnostics
    self.calls = calls
    self.trends = trends
    self.bursts = bursts
    self.evidence = evidence
    self.terms = terms
    self.papers = papers
    self.map = map
  }

  /// A topic's series by its identifier, in the order of the topics.
  var series: [ChartSeries] {
    let rows = Dictionary(grouping: trends, by: \.topicID)
    return topics.map {
      ChartSeries(topicID: $0.topicID, label: $0.label, rows: rows[$0.topicID] ?? [])
    }
  }

  /// Whether chains disagree on a topic or it is junk, so that nothing may be concluded from it.
  func isUnstable(_ topic: TopicRow) -> Bool { !["ok", "not_checked"].contains(topic.status) }
}
