import TrendsCorpus
import TrendsQuality
import TrendsReports
import TrendsViews

// What the page shows of a report: the rows of its tables, and some of its papers.
extension ReportText {
  /// Typical papers of a topic on the page, for all topics together about, and at most for one.
  private static let papers = (together: 1200, each: 12)

  var pageContent: PageContent {
    let model = builder.model
    let map = TopicMap(phi: builder.quality.phi, topicCount: model.topicCount)
    return PageContent(
      summary: summary, topics: builder.topicRows(),
      diagnostics: builder.diagnosticRows(), calls: signals.callRows(),
      trends: builder.trendRows(), bursts: signals.burstRows(), evidence: signals.evidenceRows(),
      terms: builder.termRows(), papers: typicalPapers,
      map: map.map { map in
        PageContent.Map(places: map.places.map { ($0.x, $0.y) }, shown: map.shown)
      })
  }

  /// The most typical papers of every topic among those of the report.
  private var typicalPapers: [[PageContent.Paper]] {
    let model = builder.model
    let count = max(3, min(Self.papers.each, Self.papers.together / max(1, model.topicCount)))
    return builder.typicalPapers(count: count).enumerated().map { k, papers in
      papers.map { paper in
        let document = model.documents[paper.document]
        let top = model.topTopic(of: paper.document)
        return PageContent.Paper(
          row: DocumentRow(
            documentID: document.id,
            date: document.appearances.first { builder.index.covers($0.date) }?.date,
            title: TextCleaner.clean(document.title), url: document.url,
            topTopic: top.map { model.topicID($0.topic) }, topShare: top?.share, columns: []),
          share: model.theta[paper.document * model.topicCount + k])
      }
    }
  }
}
