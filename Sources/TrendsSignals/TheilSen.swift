import TrendsCompute

/// An interval of a slope.
public struct SlopeInterval: Equatable, Sendable {
  /// The lower end, in the unit of the slope.
  public let low: Double
  /// The upper end.
  public let high: Double
  /// How often such intervals hold the slope, in `0...1`.
  public let confidence: Double

  /// An interval from its ends.
  public init(low: Double, high: Double, confidence: Double) {
    self.low = low
    self.high = high
    self.confidence = confidence
  }

  /// Whether 0 is outside.
  public var excludesZero: Bool { low > 0 || high < 0 }

  /// The standard error that a normal interval of this width has; nil for a confidence of 0 or 1.
  public var standardError: Double? {
    normalQuantile((1 + confidence) / 2).flatMap { $0 > 0 ? (high - low) / (2 * $0) : nil }
  }
}

/// Theil and Sen's line through a series: the median of the slopes between all pairs of dates.
///
/// Source: Theil (1950), *A rank-invariant method of linear and polynomial regression analysis*;
/// Sen (1968), *Estimates of the regression coefficient based on Kendall's tau*, Journal of the
/// American Statistical Association 63, 1379–1389. <https://doi.org/10.1080/01621459.1968.10480934>
public struct TheilSen: Equatable, Sendable {
  /// The days that a slope is told for.
  public static let slopeDays = 30.0

  /// The median change in ``slopeDays`` days.
  public let slope: Double
  /// The line at day 0: median(x) − slope·median(t).
  public let intercept: Double
  /// An interval of the slope in the same unit; nil where no variance was given.
  public let interval: SlopeInterval?

  /// Fits the line.
  ///
  /// With N slopes sorted from 0, Var the variance of Mann and Kendall's score and z = Φ⁻¹(α/2),
  /// which is below 0, the interval reaches
  ///
  ///     from s[ max(rint((N + z√Var)/2) − 1, 0) ]  to  s[ min(rint((N − z√Var)/2), N − 1) ]
  ///
  /// with halves rounded to even.
  ///
  /// - Parameters:
  ///   - series: the values, in the order of `days`.
  ///   - days: of each value, ascending, no two alike; from any origin.
  ///   - scoreVariance: of S, e.g. ``TrendTest/variance`` or ``MannKendall/independentVariance``;
  ///     nil gives no interval. It is 0 where all values are equal, and the interval then no wider
  ///     than the slope: whoever prints it says `zero_variance` instead.
  ///   - confidence: 1 − α, in `0..<1`.
  /// - Returns: nil for fewer than two dates, or a value that is not finite.
  /// - Complexity: O(T²) time and space.
  public init?(
    _ series: [Double], days: [Int], scoreVariance: Double?, confidence: Double = 0.95
  ) {
    precondition(series.count == days.count, "every value has its day")
    guard series.allSatisfy(\.isFinite) else { return nil }
    var pairs = PairwiseSlopes(days: days)
    let interval = scoreVariance.flatMap { variance in
      Self.ranks(count: pairs.count, variance: variance, confidence: confidence)
    }
    guard let (slope, ends) = pairs.slope(of: series, ranks: interval),
      let level = median(of: series), let day = median(of: days.map(Double.init))
    else { return nil }
    self.slope = slope * Self.slopeDays
    intercept = level - slope * day
    self.interval = ends.map {
      SlopeInterval(
        low: $0.low * Self.slopeDays, high: $0.high * Self.slopeDays, confidence: confidence)
    }
  }

  /// The line's value on a day.
  public func value(onDay day: Double) -> Double { intercept + slope * (day / Self.slopeDays) }

  /// The ranks of the interval's ends among `count` sorted slopes.
  private static func ranks(count: Int, variance: Double, confidence: Double) -> (Int, Int)? {
    guard count > 0, variance >= 0, variance.isFinite, confidence >= 0,
      let z = normalQuantile((1 - confidence) / 2)
    else { return nil }
    let reach = z * variance.squareRoot()
    let low = ((Double(count) + reach) / 2).rounded(.toNearestOrEven) - 1
    let high = ((Double(count) - reach) / 2).rounded(.toNearestOrEven)
    let last = Double(count - 1)
    return (Int(min(max(low, 0), last)), Int(min(max(high, 0), last)))
  }
}
