public import ArgumentParser
public import TrendsCorpus
import TrendsPrevalence

/// The dates and periods that a command looks at.
struct RangeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The first date, e.g. 2025-03-12, or 90d for the days up to the newest listing.",
      valueName: "date"))
  var since: String?

  @Option(help: ArgumentHelp("The last date, inclusive.", valueName: "date"))
  var until: String?

  @Option(
    help: ArgumentHelp(
      "The length of a period: \(BucketUnit.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "unit"))
  var by: BucketUnit = .date

  /// The periods of a fit's documents.
  ///
  /// - Throws: ``CommandError`` where a date is none, or where nothing is in the range.
  func index(_ documents: [Document], store: String) throws -> PeriodIndex {
    let dates = documents.map { $0.appearances.map(\.date) }
    let newest = dates.joined().max { ($0.endDay, $0.firstDay) < ($1.endDay, $1.firstDay) }
    let oldest = dates.joined().min { $0.firstDay < $1.firstDay }
    let first = try since.map { try firstDay($0, newest: newest, store: store) }
    let last = try until.map { try date($0, flag: "--until").endDay - 1 }
    if let first, let last, first > last {
      throw CommandError.badArgument(
        "--since \(since ?? "") is after --until \(until ?? ""); exchange them")
    }
    let index = PeriodIndex(dates: dates, unit: by, since: first, until: last)
    if first != nil || last != nil, index.periods.isEmpty {
      guard let newest, let oldest else {
        throw CommandError.nothingInRange("the documents of \(store) have no dates")
      }
      let asked =
        switch (since, until) {
        case (let since?, nil): "on or after \(since)"
        case (nil, let until?): "on or before \(until)"
        default: "from \(since ?? "") to \(until ?? "")"
        }
      throw CommandError.nothingInRange(
        "no listings \(asked); those of \(store) go from \(oldest) to \(newest)")
    }
    return index
  }

  private func firstDay(_ text: String, newest: ListingDate?, store: String) throws -> Int {
    if text.last == "d", let days = Int(text.dropLast()), days >= 1 {
      guard let newest else {
        throw CommandError.nothingInRange("the documents of \(store) have no dates")
      }
      return newest.endDay - min(days, 4_000_000)
    }
    return try date(text, flag: "--since").firstDay
  }

  private func date(_ text: String, flag: String) throws -> ListingDate {
    guard let date = ListingDate(iso: text) else {
      throw CommandError.badArgument(
        "\(flag) '\(text)' is not a date; expected YYYY-MM-DD, YYYY-MM or YYYY"
          + (flag == "--since" ? ", or days such as 90d" : ""))
    }
    return date
  }
}

extension BucketUnit: ExpressibleByArgument {}
