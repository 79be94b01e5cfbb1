/// Gives listings without a year the one that they most soundly have.
///
/// In this order: the year of the date line itself, that of the options, that in the file's name,
/// and that of the neighbouring listings of the same import. The clock is never asked.
enum YearInference {
  /// The date of a listing once its year is settled.
  struct Resolved: Equatable {
    var date: ListingDate
    var isInferred: Bool
  }

  /// The dates of all listings of an import, page by page; nil where errors are noted.
  ///
  /// Neighbours are trusted only where the dates ascend: after a dated listing the same year as
  /// long as month and day do not go back, and the next one from December to January; before a
  /// dated listing the other way round. Where the two sides disagree, nothing is inferred.
  ///
  /// - Throws: ``CorpusError/missingYear(_:at:)``, ``CorpusError/unreadableDate(_:expected:at:)``.
  static func dates(of pages: [ListingPage], options: ReadingOptions, log: inout ReadingLog) throws
    -> [[Resolved?]]
  {
    var dates: [[Resolved?]] = []
    for page in pages {
      let hint = NameDate(fileName(page.source))
      warnOfDisagreement(page, hint: hint, options: options, log: &log)
      dates.append(
        try page.listings.map { try stated($0, of: page, hint: hint, options: options, log: &log) })
    }
    // Listings in import order, so that neighbours may be in other files.
    let order = pages.indices.flatMap { page in
      pages[page].listings.indices.map { (page: page, listing: $0) }
    }
    let flat = order.map { dates[$0.page][$0.listing] }
    let lines = order.map { pages[$0.page].listings[$0.listing].dateLine }
    let forward = propagated(flat.map { $0?.date }, lines, ascending: true)
    let backward = Array(
      propagated(flat.map { $0?.date }.reversed(), lines.reversed(), ascending: false).reversed())
    for (i, at) in order.enumerated() where flat[i] == nil {
      let listing = pages[at.page].listings[at.listing]
      // A stated year for which there is no such day was reported already.
      if listing.dateLine.year != nil || options.year != nil { continue }
      let candidates = Set([forward[i], backward[i]].compactMap { $0 })
      if candidates.count == 1, let date = candidates.first {
        dates[at.page][at.listing] = Resolved(date: date, isInferred: true)
      } else {
        let place = SourcePlace(pages[at.page].source, line: listing.line)
        try log.fail(.missingYear(listing.dateText, at: place))
      }
    }
    warnOfWeekdays(pages, dates, log: &log)
    return dates
  }

  /// The date by the line itself, the options or the file's name; nil where none has a year.
  private static func stated(
    _ listing: PageListing, of page: ListingPage, hint: NameDate?, options: ReadingOptions,
    log: inout ReadingLog
  ) throws -> Resolved? {
    let line = listing.dateLine
    let named = { hint?.year(for: line, isOnlyListing: page.listings.count == 1) }
    guard let year = line.year ?? options.year ?? named() else { return nil }
    guard let date = line.resolved(year: year) else {
      let place = SourcePlace(page.source, line: listing.line)
      let expected = "a day of the calendar (\(year) is not a leap year)"
      try log.fail(.unreadableDate(listing.dateText, expected: expected, at: place))
      return nil
    }
    return Resolved(date: date, isInferred: false)
  }

  /// Carries years from each dated listing over the undated ones after it.
  private static func propagated(
    _ known: [ListingDate?], _ lines: [DateLine], ascending: Bool
  ) -> [ListingDate?] {
    var result = known
    for i in result.indices.dropFirst() where result[i] == nil {
      guard let neighbour = result[i - 1], let month = neighbour.month, let day = neighbour.day
      else { continue }
      let line = lines[i]
      let step = ascending ? 1 : -1
      if ((line.month - month) * 100 + line.day - day) * step >= 0 {
        result[i] = line.resolved(year: neighbour.year)
      } else if ascending ? (month == 12 && line.month == 1) : (month == 1 && line.month == 12) {
        result[i] = line.resolved(year: neighbour.year + step)
      }
    }
    return result
  }

  private static func warnOfDisagreement(
    _ page: ListingPage, hint: NameDate?, options: ReadingOptions, log: inout ReadingLog
  ) {
    guard options.year == nil, let hint, let month = hint.month, let day = hint.day,
      let first = page.listings.first,
      !page.listings.contains(where: { $0.dateLine.month == month && $0.dateLine.day == day })
    else { return }
    log.warn(
      "'\(first.dateText)' is not the day in the file's name; the date line is taken",
      at: SourcePlace(page.source, line: first.line))
  }

  private static func warnOfWeekdays(
    _ pages: [ListingPage], _ dates: [[Resolved?]], log: inout ReadingLog
  ) {
    for (page, dates) in zip(pages, dates) {
      for (listing, resolved) in zip(page.listings, dates) {
        guard let weekday = listing.dateLine.weekday, let resolved else { continue }
        let actual = DateBucket.weekdayIndex(resolved.date.firstDay)
        if actual != weekday {
          let names = [
            "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
          ]
          log.warn(
            "'\(listing.dateText)': \(resolved.date) is a \(names[actual]); check the year",
            at: SourcePlace(page.source, line: listing.line))
        }
      }
    }
  }
}

/// The date in a file's name: `listing-2025-03-12.txt`, `2025_03.txt`, `20250312.txt`, `2025.txt`.
struct NameDate: Equatable {
  var year: Int
  var month: Int?
  var day: Int?

  /// The date in a name, or nil where it has none or names several years.
  init?(_ name: String) {
    var found: [NameDate] = []
    // Runs of digits with what parts them; a four-digit run from 1900 to 2099 is a year.
    let bytes = Array(name.utf8)
    var runs: [(start: Int, digits: [UInt8])] = []
    for (i, byte) in bytes.enumerated() where isASCIIDigit(byte) {
      if let last = runs.last, last.start + last.digits.count == i {
        runs[runs.count - 1].digits.append(byte)
      } else {
        runs.append((i, [byte]))
      }
    }
    for (i, run) in runs.enumerated() {
      let follows = { (j: Int) -> [UInt8]? in
        guard j < runs.count, runs[j].digits.count == 2,
          runs[j].start == runs[j - 1].start + runs[j - 1].digits.count + 1,
          "-_.".utf8.contains(bytes[runs[j].start - 1])
        else { return nil }
        return runs[j].digits
      }
      switch run.digits.count {
      case 4:
        let month = follows(i + 1)
        found.append(
          NameDate(digits: run.digits, month: month, day: month == nil ? nil : follows(i + 2)))
      case 8:
        found.append(
          NameDate(
            digits: Array(run.digits[..<4]), month: Array(run.digits[4..<6]),
            day: Array(run.digits[6...])))
      default: continue
      }
    }
    found = found.filter { (1900...2099).contains($0.year) }
    guard let first = found.first, found.allSatisfy({ $0.year == first.year }) else { return nil }
    self = first
  }

  private init(digits: [UInt8], month: [UInt8]?, day: [UInt8]?) {
    func number(_ digits: [UInt8]) -> Int { digits.reduce(0) { $0 * 10 + Int($1 - 48) } }
    year = number(digits)
    let date = ListingDate(year: year, month: month.map(number), day: day.map(number))
    self.month = date?.month
    self.day = date?.day
  }

  /// The year of a date line in a file of this name.
  ///
  /// A page saved on another day than it lists may lie across the turn of the year: where it is the
  /// only listing of a file named after a whole day, and the year before or after brings it within
  /// a week of that day, that year is taken. `Dec 31` in `listing-2025-01-01.txt` is of 2024.
  func year(for line: DateLine, isOnlyListing: Bool) -> Int {
    guard isOnlyListing, let month, let day else { return year }
    let named = CalendarDay.number(year: year, month: month, day: day)
    return [year, year - 1, year + 1].first { candidate in
      line.resolved(year: candidate).map { abs($0.firstDay - named) <= 7 } ?? false
    } ?? year
  }
}
