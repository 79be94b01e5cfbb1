import TrendsCorpus
import TrendsReports

/// A topic as the page's table and its own section show it.
struct PageTopic {
  struct Paper {
    let link: String?
    let paper: String
    let detail: String
  }

  struct SeriesRow {
    let period: String
    let share: String
    let interval: String
    let papers: String
    let of: String
  }

  struct SeriesTable {
    let caption: String
    let rows: [SeriesRow]
  }

  struct EvidenceTable {
    struct Row {
      let period: String
      /// A phrase each: `5 of 50`.
      let cells: [String]
    }

    let caption: String
    let phrases: [String]
    let rows: [Row]
  }

  let topicID: String
  let label: String
  let isUnstable: Bool
  let share: String
  let interval: String
  let papers: String
  let sparkline: String
  let word: String
  let mark: String
  let why: String?
  let whySentence: String?
  let stability: String
  let terms: String
  let evidenceLine: String?
  let chart: String
  let phrases: String
  let topTerms: String
  let frexTerms: String
  let hasPapers: Bool
  let representatives: [Paper]
  let hasTables: Bool
  let seriesTable: SeriesTable?
  let evidenceTable: EvidenceTable?

  /// Rows of shares by period that a page has for all topics together, about.
  private static let seriesRows = 2400
  /// Periods up to which phrases are listed by period.
  private static let evidencePeriods = 24
  /// Terms in the table of all topics.
  private static let listedTerms = 5

  static func all(_ content: PageContent, series: [ChartSeries]) -> [PageTopic] {
    let evidence = Dictionary(grouping: content.evidence, by: \.topicID)
    let calls = Dictionary(
      content.calls.map { ($0.topicID, $0) }, uniquingKeysWith: { first, _ in first })
    let said = Dictionary(
      (content.summary.signals?.calls ?? []).map { ($0.topicID, $0) },
      uniquingKeysWith: { first, _ in first })
    return content.topics.indices.map { k in
      let topic = content.topics[k]
      return PageTopic(
        content, topic: topic, papers: content.papers.indices.contains(k) ? content.papers[k] : [],
        series: series[k], call: calls[topic.topicID], said: said[topic.topicID],
        evidence: evidence[topic.topicID] ?? [])
    }
  }

  private init(
    _ content: PageContent, topic: TopicRow, papers: [PageContent.Paper], series: ChartSeries,
    call: CallRow?, said: SummarySignals.Call?, evidence: [EvidenceRow]
  ) {
    topicID = topic.topicID
    label = PlainText.cut(topic.label)
    isUnstable = content.isUnstable(topic)
    let estimate = content.summary.topics.first { $0.id == topic.topicID }?.share
    share = topic.share.map { NumberText.percent($0) } ?? "–"
    interval = estimate?.intervalText ?? ""
    self.papers = topic.documents.map { NumberText.grouped($0, decimals: 1) } ?? "–"
    let hasLine = series.points.count { $0.isComplete && $0.share != nil } > 1
    sparkline = hasLine ? SparklineChart(series: series).svg.xml : ""
    let callWord = call?.call ?? "uncertain"
    word = callWord
    mark = CallMark.mark(callWord)
    why = isUnstable ? reasonWords(topic.status) : call?.reason.map(reasonWords)
    whySentence = why.map { sentence($0) + "." }
    stability = topic.stability.map(NumberText.stability) ?? "not known"
    terms = Self.list(topic.labelPhrases + topic.topTerms, Self.listedTerms)
    evidenceLine = said?.evidenceText.map { sentence(PlainText.keepingFigures($0)) }
    chart = content.seriesChart(series, id: "series-\(topic.topicID)", size: .full).svg.xml
    phrases = Self.list(topic.labelPhrases, 12)
    topTerms = Self.list(topic.topTerms, 12)
    frexTerms = Self.list(topic.frexTerms, 12)
    hasPapers = !papers.isEmpty
    representatives = papers.map { paper in
      let date = paper.row.date.map { "\($0), " } ?? ""
      let title = PlainText.cut(paper.row.title)
      return Paper(
        link: PlainText.link(paper.row.url),
        paper: title.isEmpty ? PlainText.cut(paper.row.documentID) : title,
        detail: date + NumberText.percent(paper.share, decimals: 0) + " of its words")
    }
    seriesTable = Self.table(series, of: content)
    evidenceTable = Self.table(evidence)
    hasTables = seriesTable != nil || evidenceTable != nil
  }

  private static func list(_ texts: [String], _ count: Int) -> String {
    let names = firstSeen(texts.map { PlainText.cut($0, to: 60) }).filter { !$0.isEmpty }
    return names.isEmpty ? "none" : names.prefix(count).joined(separator: ", ")
  }

  /// The shares by period: all of them, or the last where all topics' would make the page long.
  private static func table(_ series: ChartSeries, of content: PageContent) -> SeriesTable? {
    guard !series.points.isEmpty else { return nil }
    let room = max(12, seriesRows / max(1, content.topics.count))
    let shown = series.points.suffix(room)
    let unit = content.summary.unit
    let rest =
      shown.count < series.points.count
      ? "The last \(shown.count) of \(series.points.count) \(unit.noun(2)); all are in trends.csv."
      : "Share of papers by \(unit.rawValue)."
    return SeriesTable(
      caption: rest + " * not complete.",
      rows: shown.map { point in
        let estimate = point.share.flatMap { share in
          point.low.flatMap { low in
            point.high.map { ShareEstimate(share, low: low, high: $0) }
          }
        }
        let reason = point.reason.map { "(\(reasonWords($0)))" } ?? ""
        return SeriesRow(
          period: point.period + (point.isComplete ? "" : " *"),
          share: point.share.map { NumberText.percent($0) } ?? "–",
          interval: estimate?.intervalText ?? reason,
          papers: point.papers.map { NumberText.grouped($0, decimals: 1) } ?? "–",
          of: NumberText.grouped(point.periodPapers))
      })
  }

  /// Counts of phrases by period, where there are not too many; a row a period, as for shares, so
  /// that phones and paper have room for it.
  private static func table(_ rows: [EvidenceRow]) -> EvidenceTable? {
    let periods = firstSeen(rows.map(\.period))
    guard !periods.isEmpty, periods.count <= evidencePeriods else { return nil }
    let phrases = firstSeen(rows.map(\.phrase))
    let byPeriod = Dictionary(grouping: rows, by: \.period)
    return EvidenceTable(
      caption:
        "Papers that have the phrase, counted without the model, of all papers of the period.",
      phrases: phrases.map { PlainText.cut($0, to: 60) },
      rows: periods.map { period in
        let own = Dictionary(
          (byPeriod[period] ?? []).map { ($0.phrase, $0) },
          uniquingKeysWith: { first, _ in first })
        return EvidenceTable.Row(
          period: period,
          cells: phrases.map { phrase in
            own[phrase].map {
              "\(NumberText.grouped($0.documents)) of \(NumberText.grouped($0.periodDocuments))"
            } ?? ""
          })
      })
  }
}
