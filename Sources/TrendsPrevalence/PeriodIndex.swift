import TrendsCompute
public import TrendsCorpus

/// Which documents count in which period.
public struct PeriodIndex: Sendable {
  /// One period of a report.
  public struct Period: Equatable, Sendable {
    /// The dates that the period covers.
    public let bucket: DateBucket
    /// Whether listings and options cover the period to both its ends.
    public let isComplete: Bool
    /// The documents listed in it, ascending; each counts once, however often it was listed.
    public let documents: [Int]
  }

  /// The periods in order; empty ones between two listings are rows too, but for single dates.
  public let periods: [Period]
  /// All documents of the report, ascending: those of the periods, and where no dates were asked
  /// for, those that no period could take.
  public let documents: [Int]
  /// Documents without any date.
  public let undatedCount: Int
  /// Appearances whose date is coarser than the unit, e.g. a year by month.
  public let coarseCount: Int
  private let firstDay: Int
  private let lastDay: Int

  /// Whether a date lies in the range that was asked for.
  public func covers(_ date: ListingDate) -> Bool {
    date.firstDay >= firstDay && date.endDay - 1 <= lastDay
  }

  /// Sorts documents into periods.
  ///
  /// A period is complete if no listing of it was cut off and the gap between its ends and the
  /// nearest listing dates is no longer than the 95th percentile of the gaps between listing dates:
  /// a month whose last listing is on Friday the 29th has not ended early.
  ///
  /// - Parameters:
  ///   - dates: each document's listing dates.
  ///   - unit: the length of a period.
  ///   - since: the first day that counts, in days since 1970-01-01, or nil.
  ///   - until: the last day that counts, or nil.
  ///   - missing: dates of documents that are not among these: their periods are not complete.
  public init(
    dates: [[ListingDate]], unit: BucketUnit, since: Int? = nil, until: Int? = nil,
    missing: [ListingDate] = []
  ) {
    firstDay = since ?? Int.min
    lastDay = until ?? Int.max
    func covers(_ date: ListingDate) -> Bool {
      date.firstDay >= since ?? Int.min && date.endDay - 1 <= until ?? Int.max
    }
    var members: [DateBucket: Set<Int>] = [:]
    var allDays: Set<Int> = []
    var cutBuckets: Set<DateBucket> = []
    var coarse = 0
    for (d, appearances) in dates.enumerated() {
      for date in appearances {
        let inRange = covers(date)
        guard let bucket = DateBucket.containing(date, unit: unit) else {
          if inRange { coarse += 1 }
          continue
        }
        allDays.insert(date.firstDay)
        if inRange { members[bucket, default: []].insert(d) } else { cutBuckets.insert(bucket) }
      }
    }
    cutBuckets.formUnion(missing.compactMap { DateBucket.containing($0, unit: unit) })
    undatedCount = dates.count(where: \.isEmpty)
    coarseCount = coarse
    documents =
      since == nil && until == nil
      ? Array(dates.indices) : Set(members.values.joined()).sorted()

    let occupied = members.keys.sorted()
    guard let firstBucket = occupied.first, let lastBucket = occupied.last else {
      periods = []
      return
    }
    let buckets =
      unit == .date
      ? occupied
      : DateBucket.range(from: firstBucket.startDay, to: lastBucket.endDay - 1, unit: unit)
    let days = allDays.sorted()
    let gaps = zip(days.dropFirst(), days).map { Double($0 - $1) }
    let usualGap = quantiles([0.95], of: gaps)?.first ?? 0
    let inRangeEnds = dates.joined().filter {
      covers($0) && DateBucket.containing($0, unit: unit) != nil
    }
    let firstListed = inRangeEnds.map(\.firstDay).min() ?? 0
    let endListed = inRangeEnds.map { $0.endDay - 1 }.max() ?? 0
    periods = buckets.map { bucket in
      var complete = !cutBuckets.contains(bucket)
      if unit != .date {
        let before = bucket == firstBucket ? firstListed - bucket.startDay : 0
        let after = bucket == lastBucket ? bucket.endDay - endListed : 0
        complete = complete && Double(before) <= usualGap && Double(after) <= max(1, usualGap)
      }
      return Period(
        bucket: bucket, isComplete: complete, documents: (members[bucket] ?? []).sorted())
    }
  }
}
