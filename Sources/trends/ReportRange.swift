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
      "The length of a period: \(BucketUnit.allCases.map(\.rawValue).joined(separator: ", ")) "
        + "(default: date, or month or year where no date is known to the day).",
      valueName: "unit"))
  var by: BucketUnit?

  /// The unit asked for, or the finest that any date of the fit can be counted by.
  func unit(_ model: FittedModel) -> BucketUnit {
    if let by { return by }
    let finest = model.documents.lazy.flatMap { $0.appearances.map(\.date.precision) }.max()
    switch finest {
    case .year: return .year
    case .month: return .month
    default: return .date
    }
  }

  /// The periods of a fit's documents.
  ///
  /// - Throws: ``CommandError`` where a date is none, or where nothing is in the range.
  func index(_ model: FittedModel, store: String) throws -> PeriodIndex {
    let documents = model.documents
    let dates = documents.map { $0.appearances.map(\.date) }
    let newest = dates.joined().max { ($0.endDay, $0.firstDay) < ($1.endDay, $1.firstDay) }
    let oldest = dates.joined().min { $0.firstDay < $1.firstDay }
    let first = try since.map { try firstDay($0, newest: newest, store: store) }
    let last = try until.map { try date($0, flag: "--until").endDay - 1 }
    if let first, let last, first > last {
      throw CommandError.badArgument(
        "--since \(since ?? "") is after --until \(until ?? ""); exchange them")
    }
    let index = PeriodIndex(
      dates: dates, unit: unit(model), since: first, until: last, missing: model.laterDates)
    if index.periods.isEmpty, index.coarseCount > 0 {
      let coarser = BucketUnit.allCases.filter { other in
        !PeriodIndex(
          dates: dates, unit: other, since: first, until: last, missing: model.laterDates
        ).periods.isEmpty
      }
      throw CommandError.badArgument(
        "the dates of \(store) are known too coarsely for --by \(unit(model).rawValue); use --by "
          + coarser.map(\.rawValue).joined(separator: " or "))
    }
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
