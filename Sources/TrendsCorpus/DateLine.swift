/// A day as a date line writes it: the year and the weekday may be missing.
struct DateLine: Equatable {
  var year: Int?
  var month: Int
  var day: Int
  /// Days since Monday, in `0...6`; nil where no weekday is given.
  var weekday: Int?

  /// What a paragraph turns out to be.
  enum Outcome: Equatable {
    case date(DateLine)
    case notADate
    /// It is laid out as a date but cannot be one.
    case flawed(Flaw)
  }

  enum Flaw: Equatable {
    case noSuchDay
    case ambiguous
    case twoDigitYear

    func error(_ text: String, at place: SourcePlace) -> CorpusError {
      switch self {
      case .noSuchDay:
        .unreadableDate(text, expected: "a day of the calendar", at: place)
      case .ambiguous: .ambiguousDate(text, at: place)
      case .twoDigitYear: .twoDigitYear(text, at: place)
      }
    }
  }

  /// Reads a whole text as a date: `Mar 12`, `12 March 2025`, `Wed, Mar 12, 2025`, `2025-03-12` or,
  /// in the order of a format, `12/03/2025`.
  ///
  /// Nothing else may stand in the text. Names of months and weekdays are English, whole or cut to
  /// three letters. Without a format, a numeric date is read only where it has one reading.
  static func parse(_ text: String, format: DateFormat? = nil) -> Outcome {
    guard text.utf8.count <= 40 else { return .notADate }
    var words = text.lowercased().split { $0 == " " || $0 == "," || $0 == "\t" || $0 == "\u{A0}" }
      .map { $0.hasSuffix(".") ? $0.dropLast() : $0 }
    var weekday: Int?
    if words.count > 1, let first = words.first, let index = weekdays[String(first)] {
      weekday = index
      words.removeFirst()
    }
    switch words.count {
    case 1: return numeric(words[0], format: format, weekday: weekday)
    case 2, 3: return named(words, weekday: weekday)
    default: return .notADate
    }
  }

  /// The date once its year is known; nil where that year has no such day.
  func resolved(year: Int) -> ListingDate? { ListingDate(year: year, month: month, day: day) }

  private static func named(_ words: [Substring], weekday: Int?) -> Outcome {
    let month: Int
    let dayWord: Substring
    if let index = months[String(words[0])] {
      (month, dayWord) = (index, words[1])
    } else if let index = months[String(words[1])] {
      (month, dayWord) = (index, words[0])
    } else {
      return .notADate
    }
    guard let day = dayNumber(dayWord) else { return .notADate }
    var year: Int?
    if words.count == 3 {
      let digits = words[2].drop { $0 == "'" || $0 == "’" }
      guard digits.utf8.allSatisfy(isASCIIDigit), let number = Int(digits) else { return .notADate }
      if digits.count == 2 { return .flawed(.twoDigitYear) }
      guard digits.count == 4, number > 0 else { return .notADate }
      year = number
    }
    return checked(DateLine(year: year, month: month, day: day, weekday: weekday))
  }

  private static func numeric(_ word: Substring, format: DateFormat?, weekday: Int?) -> Outcome {
    guard let separator = word.first(where: { "/-.".contains($0) }) else { return .notADate }
    let parts = word.split(separator: separator, omittingEmptySubsequences: false)
    guard parts.count == 3, parts.allSatisfy({ $0.utf8.allSatisfy(isASCIIDigit) }) else {
      return .notADate
    }
    let widths = parts.map(\.utf8.count)
    let values = parts.compactMap { Int($0) }
    guard values.count == 3, widths.allSatisfy({ $0 <= 4 }) else { return .notADate }
    if let format {
      var line = DateLine(year: nil, month: 0, day: 0, weekday: weekday)
      for (part, (value, width)) in zip(format.parts, zip(values, widths)) {
        switch part {
        case .year: if width == 4 { line.year = value }
        case .month: line.month = value
        case .day: line.day = value
        }
      }
      if line.year != nil { return checked(line) }
    }
    if widths[0] == 4, widths[1] <= 2, widths[2] <= 2 {
      return checked(
        DateLine(year: values[0], month: values[1], day: values[2], weekday: weekday))
    }
    guard widths[0] <= 2, widths[1] <= 2 else { return .notADate }
    if widths[2] <= 2 {
      // `1.2.3` is a version; `03/04/25` is a date of which no part is certain.
      if separator == "." { return .notADate }
      return .flawed(format == nil ? .ambiguous : .twoDigitYear)
    }
    guard widths[2] == 4 else { return .notADate }
    let readings = [(values[0], values[1]), (values[1], values[0])].filter {
      ListingDate(year: values[2], month: $0.0, day: $0.1) != nil
    }
    guard let (month, day) = readings.first else { return .flawed(.noSuchDay) }
    if readings.count == 2, month != day { return .flawed(.ambiguous) }
    return .date(DateLine(year: values[2], month: month, day: day, weekday: weekday))
  }

  /// A date line that the calendar has; February 29 stands while the year is open.
  private static func checked(_ line: DateLine) -> Outcome {
    ListingDate(year: line.year ?? 2000, month: line.month, day: line.day) == nil
      ? .flawed(.noSuchDay) : .date(line)
  }

  /// A day of a month: one or two digits, or those with `st`, `nd`, `rd` or `th`.
  private static func dayNumber(_ word: Substring) -> Int? {
    var digits = word
    for ending in ["st", "nd", "rd", "th"] where word.hasSuffix(ending) {
      digits = word.dropLast(2)
    }
    guard (1...2).contains(digits.utf8.count), digits.utf8.allSatisfy(isASCIIDigit) else {
      return nil
    }
    return Int(digits)
  }

  private static let months = names([
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]).merging(["sept": 9]) { first, _ in first }

  private static let weekdays = names([
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]).merging(["tues": 2, "weds": 3, "thur": 4, "thurs": 4]) { first, _ in first }
    .mapValues { $0 - 1 }

  /// Each name and its first three letters, numbered from 1.
  private static func names(_ words: [String]) -> [String: Int] {
    var names: [String: Int] = [:]
    for (index, word) in words.enumerated() {
      names[word] = index + 1
      names[String(word.prefix(3))] = index + 1
    }
    return names
  }
}

/// The date of a record, which states its year: ISO 8601 with or without a time, a month, a year,
/// or what a date line may hold.
///
/// Of a timestamp the date part is taken as it is written; no time zone is applied.
///
/// - Throws: the ``CorpusError`` that says what is wrong with it.
func recordDate(_ text: String, options: ReadingOptions, at place: SourcePlace) throws
  -> ListingDate
{
  if let date = ListingDate(iso: text) { return date }
  if let date = ListingDate(iso: text.prefix(10)), date.day != nil, isTime(text.dropFirst(10)) {
    return date
  }
  switch DateLine.parse(text, format: options.dateFormat) {
  case .date(let line):
    guard let year = line.year ?? options.year else {
      throw CorpusError.missingYear(text, at: place)
    }
    guard let date = line.resolved(year: year) else {
      throw DateLine.Flaw.noSuchDay.error(text, at: place)
    }
    return date
  case .flawed(let flaw): throw flaw.error(firstWords(text), at: place)
  case .notADate:
    throw CorpusError.unreadableDate(
      firstWords(text), expected: "YYYY-MM-DD, YYYY-MM or YYYY", at: place)
  }
}

/// Whether text goes on like the time of an RFC 3339 timestamp: `T12:30`, ` 12:30:00Z`.
private func isTime(_ text: Substring) -> Bool {
  let bytes = Array(text.utf8.prefix(6))
  return bytes.count == 6 && [84, 116, 32].contains(bytes[0]) && bytes[3] == UInt8(ascii: ":")
    && [1, 2, 4, 5].allSatisfy { isASCIIDigit(bytes[$0]) }
}
