package import TrendsCorpus

/// A share or a difference of shares with its interval, or with the reason why it has none.
public struct ShareEstimate: Equatable, Sendable {
  /// The value: a share in `0...1`, or a difference in `-1...1`.
  public var value: Double
  /// The lower bound of the 95 % interval; nil together with `high`.
  public var low: Double?
  /// The upper bound.
  public var high: Double?
  /// The reason code where there is no interval.
  public var reason: String?

  /// An estimate with an interval.
  public init(_ value: Double, low: Double, high: Double) {
    self.value = value
    self.low = low
    self.high = high
  }

  /// An estimate that has no interval, for a reason.
  public init(_ value: Double, without reason: String) {
    self.value = value
    self.reason = reason
  }

  /// The value as a share: `8.1 %`.
  package var shareText: String { NumberText.percent(value) }

  /// The interval in percent, `[7.0, 9.3]`, or the reason in words.
  package var intervalText: String {
    guard let low, let high else { return "(\(reasonWords(reason ?? "no_interval")))" }
    return "[\(NumberText.percentFigure(low)), \(NumberText.percentFigure(high))]"
  }

  /// The interval of a difference in points, `[-0.5, +2.0]`, or the reason in words.
  package var pointsIntervalText: String { pointsIntervalText(decimals: 1) }

  /// The same with as many decimals as asked for.
  package func pointsIntervalText(decimals: Int) -> String {
    guard let low, let high else { return "(\(reasonWords(reason ?? "no_interval")))" }
    return "[\(NumberText.points(low, decimals: decimals)), "
      + "\(NumberText.points(high, decimals: decimals))]"
  }

  /// A slope in 30 days, as the tables have it, in the words for a unit of periods:
  /// `+0.40 points in 30 days [+0.30, +0.50]`, `+4.87 points a year [+3.65, +6.09]`.
  package func slopeText(by unit: BucketUnit) -> String {
    let (words, days) = unit.slopeSpan
    var scaled = self
    scaled.value *= days / 30
    scaled.low = low.map { $0 * days / 30 }
    scaled.high = high.map { $0 * days / 30 }
    return "\(NumberText.points(scaled.value, decimals: 2)) points \(words) "
      + scaled.pointsIntervalText(decimals: 2)
  }
}

/// A reason code in words: `unstable_topic` is `its terms differ between chains`.
///
/// An unknown code gives its own words, so that no reason is ever lost.
package func reasonWords(_ code: String) -> String {
  switch code {
  case "insufficient_dates": "too few dates"
  case "insufficient_documents": "too few papers"
  case "not_converged": "the chains have not converged"
  case "unstable_topic": "its terms differ between chains"
  case "junk_topic": "its top terms hardly occur together, or are spread like the whole corpus"
  case "zero_variance": "the same in every period"
  case "beyond_reach": "even a perfect trend could not pass"
  case "not_significant": "no trend shown"
  case "slope_uncertain": "the slope could be 0"
  case "draws_disagree": "the draws disagree on the direction"
  case "small_change": "a change too small for a word"
  case "stability_unknown": "one chain cannot say whether others agree"
  default: TerminalText.line(code).split(separator: "_").joined(separator: " ")
  }
}

/// Each of some codes or numbers once, in the order in which they first come.
package func firstSeen<Element: Hashable>(_ elements: [Element]) -> [Element] {
  var seen: Set<Element> = []
  return elements.filter { seen.insert($0).inserted }
}

extension BucketUnit {
  /// So many of them, as a sentence begins: `Two listing dates`.
  package func counted(_ count: Int) -> String {
    "\(NumberText.inWords(count)) \(self == .date ? "listing " : "")\(noun(count))"
  }

  /// The time over which slopes are told: the period where it is longer than a month, so that no
  /// slope of years is rounded to nothing; 30 days, as in the tables, for all others.
  package var slopeSpan: (words: String, days: Double) {
    switch self {
    case .date, .week, .month: ("in 30 days", 30)
    case .quarter: ("a quarter", 365.25 / 4)
    case .year: ("a year", 365.25)
    }
  }

  /// The noun: `date`, `dates`.
  package func noun(_ count: Int) -> String { count == 1 ? rawValue : rawValue + "s" }
}
