import TrendsPrevalence

/// A topic's shares by date, with what is known of their noise.
public struct ShareSeries: Equatable, Sendable {
  /// Days on a common scale, `[T]`, ascending, no two alike.
  public var days: [Double]
  /// p(t), `[T]`, each in `0...1`; ignored on dates without documents.
  public var shares: [Double]
  /// D(t), `[T]`, each at least 0.
  public var documentCounts: [Double]
  /// v·φ: the variance of one document's share about the level, so that H(t) = v·φ / D(t).
  public var documentVariance: Double
  /// K: a share of 0 is taken for 0.5 / (D·K) where logarithms are needed.
  public var topicCount: Int

  /// A series from its parts.
  public init(
    days: [Double], shares: [Double], documentCounts: [Double], documentVariance: Double,
    topicCount: Int
  ) {
    self.days = days
    self.shares = shares
    self.documentCounts = documentCounts
    self.documentVariance = documentVariance
    self.topicCount = topicCount
  }

  /// The series without the dates that have no documents, or why no forecast can be made of it.
  func usable(fewestDates: Int) -> Result<ShareSeries, ReasonCode> {
    guard days.count == shares.count, days.count == documentCounts.count, topicCount > 0,
      days.allSatisfy(\.isFinite), zip(days, days.dropFirst()).allSatisfy({ $0 < $1 }),
      documentCounts.allSatisfy({ $0 >= 0 && $0.isFinite })
    else { return .failure(.notFinite) }
    let dates = days.indices.filter { documentCounts[$0] > 0 }
    guard dates.allSatisfy({ (0...1).contains(shares[$0]) }) else { return .failure(.notFinite) }
    guard dates.count >= fewestDates else { return .failure(.insufficientDates) }
    guard documentVariance.isFinite else { return .failure(.insufficientDocuments) }
    guard documentVariance > 0, dates.contains(where: { shares[$0] > 0 }),
      dates.contains(where: { shares[$0] < 1 })
    else { return .failure(.zeroVariance) }
    return .success(
      ShareSeries(
        days: dates.map { days[$0] }, shares: dates.map { shares[$0] },
        documentCounts: dates.map { documentCounts[$0] }, documentVariance: documentVariance,
        topicCount: topicCount))
  }

  /// The first dates of the series.
  func prefix(_ count: Int) -> ShareSeries {
    ShareSeries(
      days: Array(days.prefix(count)), shares: Array(shares.prefix(count)),
      documentCounts: Array(documentCounts.prefix(count)), documentVariance: documentVariance,
      topicCount: topicCount)
  }
}
