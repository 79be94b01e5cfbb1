public import TrendsPrevalence

/// How forecasts of a series would have done in the past, a number of dates ahead.
public struct BacktestScore: Equatable, Sendable {
  /// How many dates ahead.
  public let horizon: Int
  /// How many forecasts were made.
  public let forecastCount: Int
  /// The part of them whose 80 % interval held the share.
  public let coverage80: Double
  /// The part of them whose 95 % interval held the share.
  public let coverage95: Double
  /// The mean of |share − forecast|.
  public let meanAbsoluteError: Double
  /// The mean of |share − last share known then|, over the same dates.
  public let lastValueError: Double
  /// The mean absolute scaled error: each error over the mean change between neighbouring dates up to
  /// its origin. Nil where the shares did not change.
  public let meanAbsoluteScaledError: Double?

  /// Whether the report must say "no better than last value": the scaled error is at least 1, or
  /// the last value was at least as near on the same dates.
  public var isNoBetterThanLastValue: Bool {
    meanAbsoluteError >= lastValueError || (meanAbsoluteScaledError ?? 1) >= 1
  }

  /// The fewest dates with documents from which forecasts are tried on the past.
  public static let fewestDates = 12
}

/// Forecasts every date of the past, from the ninth on, from the dates before it alone.
///
/// The origin moves on by one date at a time and everything is estimated anew. The documents of the
/// date to come count as unknown, as they are in a forecast. The variance between documents is that
/// of the whole series.
///
/// - Parameters:
///   - series: at least 12 dates with documents.
///   - horizon: up to how many dates ahead, at most ``Forecast/longestHorizon(dates:)``.
///   - tried: how many of the last dates are forecast; nil for all from the ninth on.
/// - Returns: one score for each number of dates ahead from 1; or why there is none, as for
///   ``forecast(_:daysAhead:)``.
/// - Complexity: O(T²), some 250 passes of the filter for each origin.
///
/// Source: Hyndman & Koehler (2006), *Another look at measures of forecast accuracy*, International
/// Journal of Forecasting 22, 679–688. <https://doi.org/10.1016/j.ijforecast.2006.03.001>
public func backtest(_ series: ShareSeries, horizon: Int = 1, tried: Int? = nil)
  -> Result<[BacktestScore], ReasonCode>
{
  series.usable(fewestDates: BacktestScore.fewestDates).flatMap { series in
    let count = series.days.count
    guard horizon <= Forecast.longestHorizon(dates: count) else {
      return .failure(.horizonTooLong)
    }
    var tallies = [BacktestTally](repeating: BacktestTally(), count: max(0, horizon))
    let first = max(Forecast.fewestDates, tried.map { count - max(1, $0) } ?? 0)
    for origin in first..<count {
      // A topic that began later has no past to forecast from yet.
      guard case .success(let past) = series.prefix(origin).usable(fewestDates: origin),
        let model = ShareModel(past)
      else { continue }
      let steps = zip(past.shares.dropFirst(), past.shares).reduce(0) { $0 + abs($1.0 - $1.1) }
      for ahead in tallies.indices where origin + ahead < count {
        guard
          let point = model.predicted(
            daysAhead: series.days[origin + ahead] - series.days[origin - 1])
        else { return .failure(.notFinite) }
        tallies[ahead].add(
          point, share: series.shares[origin + ahead], lastShare: series.shares[origin - 1],
          meanStep: steps / Double(origin - 1))
      }
    }
    guard tallies.allSatisfy({ $0.count > 0 }) else { return .failure(.insufficientDates) }
    return .success(tallies.enumerated().map { $1.score(horizon: $0 + 1) })
  }
}

/// Sums over the forecasts of one horizon.
private struct BacktestTally {
  private(set) var count = 0
  private var within80 = 0
  private var within95 = 0
  private var error = 0.0
  private var lastValueError = 0.0
  private var scaledError = 0.0
  private var scaledCount = 0

  mutating func add(_ point: ForecastPoint, share: Double, lastShare: Double, meanStep: Double) {
    count += 1
    if point.interval80.contains(share) { within80 += 1 }
    if point.interval95.contains(share) { within95 += 1 }
    error += abs(share - point.mean)
    lastValueError += abs(share - lastShare)
    if meanStep > 0 {
      scaledError += abs(share - point.mean) / meanStep
      scaledCount += 1
    }
  }

  func score(horizon: Int) -> BacktestScore {
    let total = Double(count)
    return BacktestScore(
      horizon: horizon, forecastCount: count, coverage80: Double(within80) / total,
      coverage95: Double(within95) / total, meanAbsoluteError: error / total,
      lastValueError: lastValueError / total,
      meanAbsoluteScaledError: scaledCount > 0 ? scaledError / Double(scaledCount) : nil)
  }
}
