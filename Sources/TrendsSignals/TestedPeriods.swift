import TrendsCompute
public import TrendsCorpus
public import TrendsPrevalence

/// The periods that a series of shares is made of: complete ones with documents, in order.
///
/// A period that is cut off would look like a fall, and an empty one has no share.
public struct TestedPeriods: Sendable {
  /// The periods, `[T]`.
  public let buckets: [DateBucket]
  /// The documents with tokens of each, ascending.
  public let documents: [[Int]]
  /// The first day of each, in days since 1970-01-01.
  public let days: [Int]

  /// Picks the periods of an index that tests may look at.
  ///
  /// - Parameter lengths: N(d), `[D]`.
  public init(_ index: PeriodIndex, lengths: [Int]) {
    let tested = index.periods.filter(\.isComplete)
      .map { ($0.bucket, $0.documents.filter { lengths[$0] > 0 }) }
      .filter { !$0.1.isEmpty }
    self.init(buckets: tested.map(\.0), documents: tested.map(\.1))
  }

  /// Periods as they are given: none empty, in order.
  init(buckets: [DateBucket], documents: [[Int]]) {
    self.buckets = buckets
    self.documents = documents
    days = buckets.map(\.startDay)
  }

  /// T.
  public var count: Int { buckets.count }
  /// D(t), `[T]`.
  public var documentCounts: [Double] { documents.map { Double($0.count) } }
  /// The days from the first period to the last.
  public var window: Int { (days.last ?? 0) - (days.first ?? 0) }

  /// The first days of the periods that come after the last: of the calendar, or for listing dates as
  /// far apart as the dates were in the median.
  public func comingDays(unit: BucketUnit, count: Int) -> [Int] {
    guard var last = buckets.last else { return [] }
    guard unit != .date else {
      let gap = median(of: zip(days.dropFirst(), days).map { Double($0 - $1) }) ?? 1
      return (1...max(1, count)).map { last.startDay + Int(gap * Double($0)) }
    }
    return (0..<count).map { _ in
      last = last.next
      return last.startDay
    }
  }
}
