/// How wide the periods of a series are.
public enum BucketUnit: String, CaseIterable, Sendable, Codable {
  /// One listing day; the only unit in which empty periods do not exist.
  case date
  /// Monday to Sunday, numbered by ISO 8601.
  case week
  /// A calendar month.
  case month
  /// Three calendar months, from January, April, July or October.
  case quarter
  /// A calendar year.
  case year

  /// The least that must be known of a date to place it in one period.
  var neededPrecision: ListingDate.Precision {
    switch self {
    case .date, .week: .day
    case .month, .quarter: .month
    case .year: .year
    }
  }
}

/// A period of the calendar, half-open: `startDay..<endDay` in days since 1970-01-01.
///
/// Buckets order by their start; of two units that start on one day, the shorter comes first.
public struct DateBucket: Hashable, Sendable {
  /// How wide it is.
  public let unit: BucketUnit
  /// The first day, in days since 1970-01-01.
  public let startDay: Int
  /// The day after the last one, in days since 1970-01-01.
  public let endDay: Int

  /// The bucket of a unit that holds a day, given in days since 1970-01-01.
  package init(day: Int, unit: BucketUnit) {
    let (year, month, _) = CalendarDay.parts(day)
    self.unit = unit
    switch unit {
    case .date:
      startDay = day
      endDay = day + 1
    case .week:
      startDay = day - DateBucket.weekdayIndex(day)
      endDay = startDay + 7
    case .month:
      startDay = DateBucket.monthStart(year: year, month: month)
      endDay = DateBucket.monthStart(year: year, month: month + 1)
    case .quarter:
      let first = (month - 1) / 3 * 3 + 1
      startDay = DateBucket.monthStart(year: year, month: first)
      endDay = DateBucket.monthStart(year: year, month: first + 3)
    case .year:
      startDay = DateBucket.monthStart(year: year, month: 1)
      endDay = DateBucket.monthStart(year: year, month: 13)
    }
  }

  /// The bucket that holds a date, or nil where the date is known too coarsely for the unit.
  ///
  /// A whole year fits only ``BucketUnit/year``; a whole month also fits a month and a quarter.
  public static func containing(_ date: ListingDate, unit: BucketUnit) -> DateBucket? {
    guard date.precision >= unit.neededPrecision else { return nil }
    return DateBucket(day: date.firstDay, unit: unit)
  }

  /// Every bucket between two days, both included, in order and with the empty ones.
  ///
  /// - Parameters:
  ///   - first: the first day, in days since 1970-01-01.
  ///   - last: the last day; where it is before the first, there are no buckets.
  ///   - unit: how wide the buckets are; with ``BucketUnit/date`` every calendar day is listed, so a
  ///     series by listing date is made of the dates themselves instead.
  public static func range(from first: Int, to last: Int, unit: BucketUnit) -> [DateBucket] {
    guard first <= last else { return [] }
    var buckets = [DateBucket(day: first, unit: unit)]
    while let bucket = buckets.last, bucket.endDay <= last { buckets.append(bucket.next) }
    return buckets
  }

  /// The bucket that follows.
  public var next: DateBucket { DateBucket(day: endDay, unit: unit) }

  /// How the period is written in tables: `2025-03-12`, `2025-W11`, `2025-M03`, `2025-Q1` or `2025`.
  ///
  /// The letters keep spreadsheets from reading a month as a date.
  public var label: String {
    let (year, month, _) = CalendarDay.parts(startDay)
    switch unit {
    case .date: return startDate
    case .week:
      // A week belongs to the year of its Thursday.
      let thursday = startDay + 3
      let weekYear = CalendarDay.parts(thursday).year
      let week = (thursday - DateBucket.monthStart(year: weekYear, month: 1)) / 7 + 1
      return padded(weekYear, to: 4) + "-W" + padded(week, to: 2)
    case .month: return padded(year, to: 4) + "-M" + padded(month, to: 2)
    case .quarter: return padded(year, to: 4) + "-Q" + String((month - 1) / 3 + 1)
    case .year: return padded(year, to: 4)
    }
  }

  /// The first day as ISO 8601 text.
  public var startDate: String { DateBucket.isoText(startDay) }

  /// The last day, which the bucket still holds, as ISO 8601 text.
  public var lastDate: String { DateBucket.isoText(endDay - 1) }

  /// The first day.
  public var firstDate: ListingDate { ListingDate(dayNumber: startDay) }

  /// The last day, which the bucket still holds.
  public var finalDate: ListingDate { ListingDate(dayNumber: endDay - 1) }

  /// Days since Monday, in `0...6`; 1970-01-01 was a Thursday.
  static func weekdayIndex(_ day: Int) -> Int { ((day + 3) % 7 + 7) % 7 }

  private static func monthStart(year: Int, month: Int) -> Int {
    month > 12
      ? CalendarDay.number(year: year + 1, month: month - 12, day: 1)
      : CalendarDay.number(year: year, month: month, day: 1)
  }

  private static func isoText(_ day: Int) -> String {
    let (year, month, day) = CalendarDay.parts(day)
    return padded(year, to: 4) + "-" + padded(month, to: 2) + "-" + padded(day, to: 2)
  }
}

extension DateBucket: Comparable {
  /// Buckets order by start, then by length.
  public static func < (left: Self, right: Self) -> Bool {
    (left.startDay, left.endDay) < (right.startDay, right.endDay)
  }
}
