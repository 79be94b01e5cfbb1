/// A calendar date as a listing carries it: a day, or a whole month or year where no more is known.
///
/// Dates are proleptic Gregorian and carry no time zone. A month or a year stands for the whole
/// period and is never pretended to be one of its days.
public struct ListingDate: Hashable, Sendable, CustomStringConvertible {
  /// How much of the date is known.
  public enum Precision: Int, Hashable, Sendable, Comparable {
    case year, month, day

    /// Coarser precisions order before finer ones.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// The year, in `1...9999`.
  public let year: Int
  /// The month, in `1...12`; nil for a whole year.
  public let month: Int?
  /// The day of the month, from 1; nil for a whole month or year.
  public let day: Int?

  /// A date from its parts, or nil where the calendar has no such date (`Feb 30`, month 13).
  public init?(year: Int, month: Int? = nil, day: Int? = nil) {
    guard (1...9999).contains(year) else { return nil }
    if let month {
      guard (1...12).contains(month) else { return nil }
      if let day {
        guard (1...CalendarDay.dayCount(year: year, month: month)).contains(day) else { return nil }
      }
    } else if day != nil {
      return nil
    }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day of a number of days since 1970-01-01; days outside the years 1 to 9999 are taken for
  /// the nearest one inside.
  public init(dayNumber: Int) {
    let first = CalendarDay.number(year: 1, month: 1, day: 1)
    let last = CalendarDay.number(year: 9999, month: 12, day: 31)
    let parts = CalendarDay.parts(min(max(dayNumber, first), last))
    year = parts.year
    month = parts.month
    day = parts.day
  }

  /// A date from ISO 8601 text: `2025-03-12`, `2025-03` or `2025`, ASCII digits only; else nil.
  public init?(iso text: some StringProtocol) {
    var values: [Int] = []
    var (value, width) = (0, 0)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
        width += 1
        guard width <= 4 else { return nil }
      case UInt8(ascii: "-"):
        guard width == (values.isEmpty ? 4 : 2), values.count < 2 else { return nil }
        values.append(value)
        (value, width) = (0, 0)
      default: return nil
      }
    }
    guard width == (values.isEmpty ? 4 : 2) else { return nil }
    values.append(value)
    self.init(
      year: values[0], month: values.count > 1 ? values[1] : nil,
      day: values.count > 2 ? values[2] : nil)
  }

  /// What is known: a day, a month or a year.
  public var precision: Precision { day != nil ? .day : month != nil ? .month : .year }

  /// The first day that the date covers, in days since 1970-01-01.
  public var firstDay: Int { CalendarDay.number(year: year, month: month ?? 1, day: day ?? 1) }

  /// The day after the last one that the date covers, in days since 1970-01-01.
  public var endDay: Int {
    if day != nil { return firstDay + 1 }
    if let month {
      return month == 12
        ? CalendarDay.number(year: year + 1, month: 1, day: 1)
        : CalendarDay.number(year: year, month: month + 1, day: 1)
    }
    return CalendarDay.number(year: year + 1, month: 1, day: 1)
  }

  /// ISO 8601: `2025-03-12`, `2025-03` or `2025`.
  public var description: String {
    var text = padded(year, to: 4)
    if let month { text += "-" + padded(month, to: 2) }
    if let day { text += "-" + padded(day, to: 2) }
    return text
  }
}

extension ListingDate: Comparable {
  /// Dates order by their first day; of two with the same first day, the coarser comes first.
  public static func < (left: Self, right: Self) -> Bool {
    (left.firstDay, left.precision.rawValue) < (right.firstDay, right.precision.rawValue)
  }
}

/// Arithmetic on days of the proleptic Gregorian calendar, without Foundation and time zones.
package enum CalendarDay {
  /// Days in a month.
  package static func dayCount(year: Int, month: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    default: 31
    }
  }

  /// Days since 1970-01-01.
  package static func number(year: Int, month: Int, day: Int) -> Int {
    // Count from March, so that the leap day ends the year; 146,097 days make 400 years.
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The year, month and day of a day number: the inverse of ``number(year:month:day:)``.
  package static func parts(_ number: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}

/// A whole number with leading zeros, free of any locale.
package func padded(_ value: Int, to width: Int) -> String {
  let digits = String(value)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
