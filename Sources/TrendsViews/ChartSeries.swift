import TrendsCorpus
import TrendsReports

/// The shares of a topic by period, as a chart draws them: rows of `trends.csv`.
struct ChartSeries {
  /// A period of a chart.
  struct Point: Equatable {
    var period: String
    /// Days since 1970-01-01, half-open.
    var startDay: Int
    var endDay: Int
    var isComplete: Bool
    /// Papers of the period, and those expected of the topic.
    var periodPapers: Int
    var papers: Double?
    var reason: String?
    var share: Double?
    var low: Double?
    var high: Double?

    /// Where a chart puts the period: its middle.
    var day: Double { Double(startDay + endDay - 1) / 2 }
  }

  let topicID: String
  let label: String
  let points: [Point]

  /// The series of one topic, from its rows by date.
  init(topicID: String, label: String, rows: some Sequence<TrendRow>) {
    self.topicID = topicID
    self.label = label
    points = rows.map { row in
      Point(
        period: row.period, startDay: row.periodStart.firstDay, endDay: row.periodEnd.endDay,
        isComplete: row.isComplete, periodPapers: row.periodDocuments, papers: row.documents,
        reason: row.reason, share: row.share, low: row.shareLow, high: row.shareHigh)
    }
  }

  /// The largest share or bound.
  var largest: Double { points.compactMap { $0.high ?? $0.share }.max() ?? 0 }

  /// Runs of adjacent periods that have a share, as indices; with a bound where asked for.
  func runs(completeOnly: Bool = false, withInterval: Bool = false) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for (i, point) in points.enumerated() {
      let isDrawn =
        point.share != nil && (point.isComplete || !completeOnly)
        && (!withInterval || (point.low != nil && point.high != nil))
      guard isDrawn else { continue }
      if let last = runs.last, last.upperBound == i {
        runs[runs.count - 1] = last.lowerBound..<i + 1
      } else {
        runs.append(i..<i + 1)
      }
    }
    return runs
  }
}
