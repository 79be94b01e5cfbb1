import TrendsCorpus
import TrendsReports

// The charts of a report, for its page and for files of their own.
extension PageContent {
  /// nil where there is no map.
  func mapChart(id: String) -> TopicMapChart? {
    guard let map, map.places.count == topics.count else { return nil }
    return TopicMapChart(
      places: zip(topics, map.places).map { topic, place in
        TopicMapChart.Place(
          topicID: topic.topicID, label: topic.label, x: place.x, y: place.y,
          share: topic.share ?? 0, isUnstable: isUnstable(topic))
      }, id: id)
  }

  /// nil below two complete periods with papers.
  func stackedChart(_ series: [ChartSeries], id: String) -> StackedChart? {
    let complete = summary.periods.count { $0.isComplete && $0.paperCount > 0 }
    guard complete > 1 else { return nil }
    let largest = topics.indices.filter { !isUnstable(topics[$0]) && topics[$0].share != nil }
      .sorted { (topics[$1].share ?? 0, $0) < (topics[$0].share ?? 0, $1) }
      .prefix(StackedChart.topicLimit)
    guard !largest.isEmpty else { return nil }
    return StackedChart(series: largest.map { series[$0] }, id: id, unit: summary.unit.rawValue)
  }

  /// nil where no topic has a burst.
  func burstChart(id: String) -> BurstChart? {
    guard let first = trends.first, let last = trends.last else { return nil }
    let unstable = Set(topics.filter(isUnstable).map(\.topicID))
    let bars = bursts.compactMap { burst -> BurstChart.Bar? in
      guard let start = burst.start, let end = burst.end, let weight = burst.weight,
        !unstable.contains(burst.topicID)
      else { return nil }
      var periods = "\(burst.firstPeriod ?? "")"
      if burst.lastPeriod != burst.firstPeriod { periods += " to \(burst.lastPeriod ?? "")" }
      let q = burst.q.map { "q \(NumberText.probability($0))" }
      let figures = ["weight \(NumberText.fixed(weight, decimals: 1))"] + (q.map { [$0] } ?? [])
      let notes = [[periods] + figures, figures, q.map { [$0] } ?? figures].map {
        $0.joined(separator: ", ")
      }
      return BurstChart.Bar(
        topicID: burst.topicID, label: burst.label,
        days: start.firstDay...max(start.firstDay, end.endDay - 1), isFound: isFound(burst),
        isOpen: burst.isOpen == "true", notes: notes)
    }
    guard !bars.isEmpty else { return nil }
    return BurstChart(
      bars: bars,
      days: first.periodStart
        .firstDay...max(
          first.periodStart.firstDay, last.periodEnd.endDay - 1),
      id: id)
  }

  /// The chart of a topic's shares.
  func seriesChart(_ series: ChartSeries, id: String, size: SeriesChart.Size) -> SeriesChart {
    SeriesChart(
      series: series, size: size,
      bursts: bursts.filter { $0.topicID == series.topicID && isFound($0) }.compactMap { burst in
        guard let start = burst.start, let end = burst.end else { return nil }
        return start.firstDay...max(start.firstDay, end.endDay - 1)
      }, id: id, unit: summary.unit.rawValue)
  }

  /// Whether the text report names a burst.
  private func isFound(_ burst: BurstRow) -> Bool {
    summary.signals?.bursts.contains {
      $0.topicID == burst.topicID && $0.first == burst.firstPeriod && burst.q != nil
    } ?? false
  }
}
