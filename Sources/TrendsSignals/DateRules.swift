import TrendsCompute

/// What a number of dates allows to be said about a series, and what it does not.
///
/// | T | allowed from here on |
/// |---|---|
/// | 1 | shares |
/// | 2 | the difference of two dates |
/// | 3 | one test for any change over the dates |
/// | 5 | the exact trend test, a slope with its interval, bursts by permutation |
/// | 8 | the correction for dates that remember each other, smoothing, a forecast of one date |
/// | 10 | the normal approximation, change points, forecasts of T/4 dates |
/// | 12 | forecasts that were tried on the past |
public struct DateRules: Equatable, Sendable {
  /// T, the dates with documents that count.
  public let dateCount: Int

  /// The rules for T dates.
  public init(dateCount: Int) { self.dateCount = dateCount }

  /// How a series may be tested for a trend.
  public enum TrendPractice: Equatable, Sendable {
    /// Not at all.
    case none
    /// By the exact distribution of the score, dates taken for independent.
    case exact
    /// The larger p of the exact and the corrected test.
    case largerOfExactAndCorrected
    /// By the normal approximation with the corrected variance.
    case corrected
  }

  /// How a series of this length may be tested for a trend.
  public var trendPractice: TrendPractice {
    switch dateCount {
    case ..<5: .none
    case 5..<8: .exact
    case 8..<10: .largerOfExactAndCorrected
    default: .corrected
    }
  }

  /// Whether two dates may be compared: from two dates on.
  public var comparesDates: Bool { dateCount >= 2 }
  /// Whether a trend may be tested and a slope have an interval: from five on.
  public var testsTrend: Bool { trendPractice != .none }
  /// Whether the variance is corrected for autocorrelation: from eight on.
  public var correctsAutocorrelation: Bool { dateCount >= 8 }
  /// Whether a smooth curve or a local level may be drawn: from eight on.
  public var smooths: Bool { dateCount >= 8 }
  /// Whether change points may be sought: from ten on.
  public var seeksChangePoints: Bool { dateCount >= 10 }
  /// How many dates ahead may be forecast: none below eight, one below ten, then max(1, T/4).
  public var forecastHorizon: Int {
    switch dateCount {
    case ..<8: 0
    case 8..<10: 1
    default: max(1, dateCount / 4)
    }
  }

  /// How many dates the first and the last quarter of the series have: ⌈T/4⌉.
  public var quarterLength: Int { (dateCount + 3) / 4 }

  /// The smallest two-sided p that a perfect, untied trend reaches over independent dates.
  ///
  /// 2/T! of the exact test below ten dates, which for two to four is what forbids a trend test:
  /// 1, 1/3, 1/12. From ten on that of the normal approximation.
  public var smallestP: Double {
    guard dateCount >= 2 else { return 1 }
    if dateCount < 10 { return 2 / (2...dateCount).reduce(1.0) { $0 * Double($1) } }
    let pairs = Double(dateCount) * Double(dateCount - 1) / 2
    let variance = MannKendall.untiedVariance(dateCount: dateCount)
    return normalUpperTail((pairs - 1) / variance.squareRoot()).map { min(1, 2 * $0) } ?? 1
  }

  /// Whether a lone perfect trend among many topics can pass Benjamini and Hochberg's procedure:
  /// its p must be at most limit/K.
  ///
  /// - Parameters:
  ///   - topicCount: K, untestable topics too.
  ///   - limit: the false discovery rate that is held.
  public func couldPass(topicCount: Int, limit: Double) -> Bool {
    testsTrend && limit > 0 && smallestP <= limit / Double(max(1, topicCount))
  }

  /// The fewest dates with which ``couldPass(topicCount:limit:)`` holds.
  ///
  /// - Returns: nil where no number of dates up to 1,000 is enough.
  public static func fewestDates(topicCount: Int, limit: Double) -> Int? {
    (5...1000).first { DateRules(dateCount: $0).couldPass(topicCount: topicCount, limit: limit) }
  }

  /// The smallest change over a window that a test of K topics would have found.
  ///
  ///     ( Φ⁻¹(1 − q/(2K)) + Φ⁻¹(power) ) · SE(slope) · window
  ///
  /// - Parameters:
  ///   - slopeError: the standard error of the slope, e.g. ``SlopeInterval/standardError``.
  ///   - window: the length of the series in the slope's unit: days / 30 for a slope in 30 days.
  ///   - topicCount: K.
  ///   - limit: q, the false discovery rate that is held.
  ///   - power: how often it would have been found.
  /// - Returns: in the unit of the series, at least 0; nil outside the domain.
  public static func minimumDetectableChange(
    slopeError: Double, window: Double, topicCount: Int, limit: Double, power: Double = 0.8
  ) -> Double? {
    guard topicCount >= 1, slopeError >= 0, slopeError.isFinite, window >= 0, window.isFinite,
      let level = normalQuantile(1 - limit / (2 * Double(topicCount))),
      let reserve = normalQuantile(power)
    else { return nil }
    return max(0, level + reserve) * slopeError * window
  }
}
