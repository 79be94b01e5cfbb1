extension DateBucket {
  /// The period that tables call by this name: ``label`` read back, its letter in either case.
  ///
  /// A month is also known as `2025-03`, as people type it.
  ///
  /// - Returns: nil for anything else, such as week 53 of a year that has 52.
  public init?(label text: some StringProtocol) {
    if let date = ListingDate(iso: text) {
      let unit: BucketUnit
      switch date.precision {
      case .day: unit = .date
      case .month: unit = .month
      case .year: unit = .year
      }
      self.init(day: date.firstDay, unit: unit)
      return
    }
    let parts = text.uppercased().split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let year = ListingDate(iso: parts[0]), year.precision == .year,
      let number = Int(parts[1].dropFirst()), number >= 1
    else { return nil }
    let unit: BucketUnit
    let day: Int
    switch parts[1].first {
    case "W" where number <= 53:
      unit = .week
      // Week 1 is the one with January 4.
      day = CalendarDay.number(year: year.year, month: 1, day: 4) + 7 * (number - 1)
    case "M" where number <= 12:
      unit = .month
      day = CalendarDay.number(year: year.year, month: number, day: 1)
    case "Q" where number <= 4:
      unit = .quarter
      day = CalendarDay.number(year: year.year, month: 3 * number - 2, day: 1)
    default: return nil
    }
    self.init(day: day, unit: unit)
    guard label == text.uppercased() else { return nil }
  }
}
