/// The local level of a topic's share, on the scale of shares or of their logits, with what is known
/// of its Q.
struct ShareModel {
  let isLogit: Bool
  private let level: LocalLevel
  private let weights: [(levelVariance: Double, weight: Double)]
  /// H of a date with as many documents as the mean date.
  private let futureVariance: Double

  /// Shares below this are not near enough to normal, and make the whole series be taken as logits.
  static let leastPlainShare = 0.05

  /// - Parameter series: a usable one.
  /// - Returns: nil where the numbers are too extreme for the filter.
  init?(_ series: ShareSeries) {
    let meanCount =
      series.documentCounts.reduce(0, +) / Double(series.documentCounts.count)
    isLogit = series.shares.contains { $0 < Self.leastPlainShare }
    guard isLogit else {
      let variances = series.documentCounts.map { series.documentVariance / $0 }
      guard
        let level = LocalLevel(
          days: series.days, values: series.shares, observationVariances: variances)
      else { return nil }
      self.level = level
      weights = level.levelVarianceWeights()
      futureVariance = series.documentVariance / meanCount
      return
    }

    // A document's variance is taken as φ′·p(1 − p); on the scale of logits that of a date's mean is
    // φ′ / (D·p(1 − p)). The p is first the mean of the series, then its smoothed level: the observed
    // share itself would make low dates look uncertain just because they are low.
    let floors = series.documentCounts.map { 0.5 / ($0 * Double(series.topicCount)) }
    let logits = zip(series.shares, floors).map { share, floor in
      logit(min(max(share, floor), 1 - floor))
    }
    let total = series.documentCounts.reduce(0, +)
    let mean =
      zip(series.shares, series.documentCounts).reduce(0) { $0 + $1.0 * $1.1 } / total
    let dispersion = series.documentVariance / (mean * (1 - mean))
    func model(_ shares: [Double]) -> LocalLevel? {
      let variances = zip(shares, series.documentCounts).map { share, count in
        dispersion / (count * share * (1 - share))
      }
      return LocalLevel(days: series.days, values: logits, observationVariances: variances)
    }
    guard let rough = model(series.shares.map { _ in mean }) else { return nil }
    let smoothed = rough.smoothed(levelVariance: rough.likeliestLevelVariance())
    guard let level = model(smoothed.map { logistic($0.mean) }) else { return nil }
    self.level = level
    let likeliest = level.likeliestLevelVariance()
    weights = level.levelVarianceWeights(likeliest: likeliest)
    let last = level.predicted(daysAhead: 0, levelVariance: likeliest, observationVariance: 0)
    let share = logistic(last.mean)
    futureVariance = dispersion / (meanCount * share * (1 - share))
  }

  /// The mean of Q over its likelihood, a day, on the scale of the model.
  var meanLevelVariance: Double { weights.reduce(0) { $0 + $1.levelVariance * $1.weight } }

  /// A share to come; nil where the numbers are too extreme for it.
  func predicted(daysAhead: Double) -> ForecastPoint? {
    let estimates = level.predicted(
      daysAhead: daysAhead, levelVariances: weights.map(\.levelVariance),
      observationVariance: futureVariance)
    let mixture = NormalMixture(
      components: zip(weights, estimates).map { weight, estimate in
        NormalMixture.Component(
          weight: weight.weight, mean: estimate.mean, deviation: estimate.variance.squareRoot())
      })
    func share(_ x: Double) -> Double { isLogit ? logistic(x) : min(max(x, 0), 1) }
    let ends = [0.025, 0.1, 0.9, 0.975].map { share(mixture.quantile($0)) }
    let moments = isLogit ? mixture.logisticMoments() : (share(mixture.mean), mixture.variance)
    guard zip(ends, ends.dropFirst()).allSatisfy({ $0 <= $1 }), moments.0.isFinite,
      moments.1.isFinite
    else { return nil }
    return ForecastPoint(
      daysAhead: daysAhead, mean: moments.0, variance: moments.1, interval80: ends[1]...ends[2],
      interval95: ends[0]...ends[3])
  }
}
