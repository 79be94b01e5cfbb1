public import TrendsPrevalence

/// A topic's share on one date to come.
public struct ForecastPoint: Equatable, Sendable {
  /// Days after the last date with documents.
  public let daysAhead: Double
  /// The expected share, in `0...1`.
  public let mean: Double
  /// The variance about it: of the level now, of its steps until then, and of the documents listed
  /// then, which are taken to be as many as on the mean date.
  public let variance: Double
  /// Holds the share with probability .8; within `0...1`.
  public let interval80: ClosedRange<Double>
  /// Holds the share with probability .95; within `0...1`.
  public let interval95: ClosedRange<Double>
}

/// Where a topic's share will be if it goes on wandering as it did. No slope is ever extrapolated.
public struct Forecast: Equatable, Sendable {
  /// One point a date asked for.
  public let points: [ForecastPoint]
  /// Whether the level was followed on the scale of logits, which keeps small shares above 0.
  public let isLogit: Bool
  /// The variance of the level's steps a day, on that scale: the mean over its likelihood.
  public let levelVariance: Double

  /// The fewest dates with documents from which a forecast is made.
  public static let fewestDates = 8

  /// How many dates ahead can be forecast from T dates: 1 below 10, else T/4.
  public static func longestHorizon(dates: Int) -> Int { dates < 10 ? 1 : max(1, dates / 4) }
}

/// Forecasts a topic's share with a local level.
///
/// The variance of the level's steps, Q, is not known, so that the forecast is a mixture over its
/// likelihood: with the likeliest Q alone the intervals would be too narrow. Where any share is below
/// .05 all is done with logits.
///
/// - Parameters:
///   - series: at least 8 dates with documents.
///   - daysAhead: for each date to forecast, in order, its days after the last date with documents;
///     at most ``Forecast/longestHorizon(dates:)`` of them.
/// - Returns: the forecast; or `insufficientDates`, `horizonTooLong`, `zeroVariance` for a topic that
///   is nowhere or documents that do not differ, `insufficientDocuments` where their variance is not
///   known (NaN), `notFinite`.
/// - Complexity: O(T), some 500 passes.
///
/// Source: Durbin & Koopman (2012), as for ``LocalLevel``.
public func forecast(_ series: ShareSeries, daysAhead: [Double])
  -> Result<Forecast, ReasonCode>
{
  series.usable(fewestDates: Forecast.fewestDates).flatMap { series in
    guard daysAhead.allSatisfy({ $0 > 0 && $0.isFinite }) else { return .failure(.notFinite) }
    guard daysAhead.count <= Forecast.longestHorizon(dates: series.days.count) else {
      return .failure(.horizonTooLong)
    }
    guard let model = ShareModel(series) else { return .failure(.notFinite) }
    let points = daysAhead.compactMap { model.predicted(daysAhead: $0) }
    guard points.count == daysAhead.count else { return .failure(.notFinite) }
    return .success(
      Forecast(
        points: points, isLogit: model.isLogit, levelVariance: model.meanLevelVariance))
  }
}
