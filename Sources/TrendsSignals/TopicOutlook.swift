import TrendsCompute
public import TrendsPrevalence

/// Curves through the shares of a topic, and where they may go next.
public struct TopicOutlook: Equatable, Sendable {
  /// A curve's value in one period.
  public struct Level: Equatable, Sendable {
    /// The smoothed share.
    public let share: Double
    /// Its standard error.
    public let error: Double
  }

  /// The local regression through the shares (LOESS), `[T]`; nil with a reason.
  public let curve: [Level]?
  /// Why there is no curve.
  public let curveReason: ReasonCode?
  /// The smoothed local level, `[T]`, on the scale of shares; nil with a reason.
  public let level: [Level]?
  /// Why there is no level.
  public let levelReason: ReasonCode?
  /// The forecast of the next periods; nil with a reason.
  public let forecast: Forecast?
  /// How forecasts of one period ahead did in the past; nil below twelve periods, or without any.
  public let backtest: BacktestScore?
  /// Why there is no forecast.
  public let forecastReason: ReasonCode?
}

extension TopicOutlook {
  /// How many periods ahead are forecast at most.
  public static let longestHorizon = 12
  /// How many of the last periods forecasts are tried on.
  static let triedPeriods = 60

  /// The outlook of every topic.
  ///
  /// - Parameters:
  ///   - signals: whose periods and shares these are.
  ///   - daysAhead: of the periods to come, in days after the last one; as many are forecast as the
  ///     periods behind support.
  ///   - standings: a topic that may not be judged has no forecast.
  public static func all(
    _ signals: TopicSignals, daysAhead: [Int], standings: [TopicStanding], threadCount: Int
  ) -> [TopicOutlook] {
    let table = signals.table
    let days = signals.periods.days.map(Double.init)
    let horizon = min(
      DateRules(dateCount: days.count).forecastHorizon, Self.longestHorizon, daysAhead.count)
    let ahead = daysAhead.prefix(horizon).map(Double.init)
    let smoother = LoessSmoother.forReport(
      days: days, weights: table.documentCounts)
    return concurrentMap(table.topicCount, threadCount: threadCount) { k in
      outlook(
        of: k, table: table, days: days, daysAhead: ahead, smoother: smoother,
        standing: standings[k])
    }
  }

  private static func outlook(
    of topic: Int, table: ShareTable, days: [Double], daysAhead: [Double],
    smoother: Result<LoessSmoother, ReasonCode>, standing: TopicStanding
  ) -> TopicOutlook {
    let shares = table.series(of: topic)
    let series = ShareSeries(
      days: days, shares: shares, documentCounts: table.documentCounts,
      documentVariance: table.varianceAboutLevel(of: topic) ?? .nan, topicCount: table.topicCount)
    let curve = smoother.flatMap { $0.smoothed(shares) }.map { curve in
      zip(curve.fitted, curve.standardErrors).map {
        Level(share: min(max($0, 0), 1), error: $1)
      }
    }
    let level = smoothedLevel(series)
    let outcome: Result<Forecast, ReasonCode> =
      standing.reason.map { .failure($0) } ?? TrendsSignals.forecast(series, daysAhead: daysAhead)
    var score: BacktestScore?
    if case .success = outcome,
      case .success(let scores) = TrendsSignals.backtest(series, tried: triedPeriods)
    {
      score = scores.first
    }
    return TopicOutlook(
      curve: curve.value, curveReason: curve.error, level: level.value, levelReason: level.error,
      forecast: outcome.value, backtest: score, forecastReason: outcome.error)
  }

  /// The local level through a series, smoothed with the likeliest variance of its steps.
  private static func smoothedLevel(_ series: ShareSeries) -> Result<[Level], ReasonCode> {
    series.usable(fewestDates: Forecast.fewestDates).flatMap { series in
      let variances = series.documentCounts.map { series.documentVariance / $0 }
      guard
        let level = LocalLevel(
          days: series.days, values: series.shares, observationVariances: variances)
      else { return .failure(.notFinite) }
      return .success(
        level.smoothed(levelVariance: level.likeliestLevelVariance()).map {
          Level(share: min(max($0.mean, 0), 1), error: $0.variance.squareRoot())
        })
    }
  }
}

extension Result {
  /// What succeeded; nil for a failure.
  fileprivate var value: Success? {
    if case .success(let value) = self { return value }
    return nil
  }

  /// What failed; nil for a success.
  fileprivate var error: Failure? {
    if case .failure(let error) = self { return error }
    return nil
  }
}
