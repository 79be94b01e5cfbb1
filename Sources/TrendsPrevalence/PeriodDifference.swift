/// How two of a report's periods differ, topic by topic.
public struct PeriodDifference: Equatable, Sendable {
  /// The earlier period, an index into those that were compared.
  public let first: Int
  /// The later one.
  public let second: Int
  /// One comparison a topic.
  public internal(set) var topics: [DateDifference]

  /// Compares every pair of two to four periods: what so few can say.
  ///
  /// - Parameters:
  ///   - draws: as for the series.
  ///   - periods: the documents with tokens of each, ascending; none empty.
  ///   - judged: which topics may be judged, `[K]`.
  ///   - options: as for the series.
  /// - Returns: pairs by their first, then their second period; none for any other number of periods.
  ///   q is over all topics of all pairs.
  public static func pairs(
    draws: AlignedDraws, periods: [[Int]], judged: [Bool],
    options: PrevalenceSeries.Options = .init()
  ) -> [PeriodDifference] {
    guard (2...4).contains(periods.count) else { return [] }
    var pairs: [PeriodDifference] = []
    for first in periods.indices {
      for second in periods.indices.dropFirst(first + 1) {
        guard
          let topics = DateDifference.compare(
            draws: draws, groups: [periods[first], periods[second]], options: options)
        else { continue }
        pairs.append(PeriodDifference(first: first, second: second, topics: topics))
      }
    }
    let q = FalseDiscovery.adjusted(
      pairs.flatMap { $0.topics.map(\.p) }, counting: pairs.flatMap { _ in judged })
    for i in pairs.indices {
      for k in pairs[i].topics.indices { pairs[i].topics[k].q = q[i * draws.topicCount + k] }
    }
    return pairs
  }
}
