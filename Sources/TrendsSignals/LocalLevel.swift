internal import Glibc

/// A level that wanders, seen through noise of known variance on irregular days.
///
///     x(t) = μ(t) + ε(t),  ε ~ N(0, H(t));   μ(t + 1) = μ(t) + η(t),  η ~ N(0, Q·days between)
///
/// Nothing is assumed of the first level: the first observation sets it (exact diffuse start). H is
/// known, since shares are means over documents; only Q, the variance a day of the level, is not.
///
/// Source: Durbin & Koopman (2012), *Time Series Analysis by State Space Methods*, 2nd edition,
/// chapter 2. <https://doi.org/10.1093/acprof:oso/9780199641178.001.0001>
public struct LocalLevel: Sendable {
  /// A level and how well it is known.
  public struct Estimate: Equatable, Sendable {
    /// The mean of the level.
    public let mean: Double
    /// The variance about it.
    public let variance: Double

    /// An estimate from its parts.
    public init(mean: Double, variance: Double) {
      self.mean = mean
      self.variance = variance
    }
  }

  /// The days, `[T]`, in order.
  public let days: [Double]
  /// The observations, `[T]`; nil where there is none.
  public let values: [Double?]
  /// H(t), `[T]`.
  public let observationVariances: [Double]

  /// The same without the dates that lack an observation.
  private let observed: [(day: Double, value: Double, variance: Double)]

  /// A model of a series.
  ///
  /// - Parameters:
  ///   - days: `[T]`, none before the one before it.
  ///   - values: `[T]`, nil for a date without an observation.
  ///   - observationVariances: H(t), `[T]`, each at least 0; ignored where there is no observation.
  /// - Returns: nil where a number cannot be used, or nothing is observed.
  public init?(days: [Double], values: [Double?], observationVariances: [Double]) {
    guard days.count == values.count, days.count == observationVariances.count,
      days.allSatisfy(\.isFinite), zip(days, days.dropFirst()).allSatisfy({ $0 <= $1 })
    else { return nil }
    var observed: [(day: Double, value: Double, variance: Double)] = []
    for (t, value) in values.enumerated() {
      guard let value else { continue }
      let variance = observationVariances[t]
      guard value.isFinite, variance >= 0, variance.isFinite else { return nil }
      observed.append((days[t], value, variance))
    }
    guard !observed.isEmpty else { return nil }
    self.days = days
    self.values = values
    self.observationVariances = observationVariances
    self.observed = observed
  }

  /// The diffuse log-likelihood of Q; the first observation counts for −½ ln 2π alone.
  ///
  /// - Parameter levelVariance: Q, at least 0, a day.
  /// - Returns: −∞ where Q and H are both 0 and the level would have to move.
  /// - Complexity: O(T), no allocation.
  public func logLikelihood(levelVariance: Double) -> Double {
    var (day, mean, variance) = observed[0]
    var sum = 0.0
    // The logarithm is taken of products, which is several times as fast.
    var product = 1.0
    for next in observed.dropFirst() {
      let predicted = variance + levelVariance * (next.day - day)
      let total = predicted + next.variance
      let error = next.value - mean
      day = next.day
      guard total > 0 else {
        if error != 0 { return -.infinity }
        variance = 0
        continue
      }
      let gain = predicted / total
      mean += gain * error
      variance = gain * next.variance
      sum += error * error / total
      product *= total
      if product < 1e-150 || product > 1e150 {
        sum += log(product)
        product = 1
      }
    }
    return -0.5 * (sum + log(product) + Double(observed.count) * log(2 * Double.pi))
  }

  /// The log-likelihoods of several Q, the same numbers as one by one: four at a time, for what takes
  /// the time is to wait for each division.
  ///
  /// - Complexity: O(T) for every four.
  func logLikelihoods(levelVariances: [Double]) -> [Double] {
    stride(from: 0, to: levelVariances.count, by: 4).flatMap { first in
      let some = levelVariances[first..<min(first + 4, levelVariances.count)]
      return fourLogLikelihoods(some) ?? some.map { logLikelihood(levelVariance: $0) }
    }
  }

  /// Up to four log-likelihoods; nil where a variance is 0, which needs a second look.
  private func fourLogLikelihoods(_ levelVariances: ArraySlice<Double>) -> [Double]? {
    var levels = SIMD4<Double>(repeating: levelVariances[levelVariances.startIndex])
    for (lane, level) in levelVariances.enumerated() { levels[lane] = level }
    var day = observed[0].day
    var mean = SIMD4<Double>(repeating: observed[0].value)
    var variance = SIMD4<Double>(repeating: observed[0].variance)
    var (sum, product) = (SIMD4<Double>.zero, SIMD4<Double>.one)
    for next in observed.dropFirst() {
      let predicted = variance + levels * (next.day - day)
      let total = predicted + next.variance
      guard total.min() > 0 else { return nil }
      let error = next.value - mean
      day = next.day
      let gain = predicted / total
      mean += gain * error
      variance = gain * next.variance
      sum += error * error / total
      product *= total
      if product.min() < 1e-150 || product.max() > 1e150 {
        for lane in 0..<4 where product[lane] < 1e-150 || product[lane] > 1e150 {
          sum[lane] += log(product[lane])
          product[lane] = 1
        }
      }
    }
    return levelVariances.indices.map { i in
      let lane = i - levelVariances.startIndex
      return -0.5
        * (sum[lane] + log(product[lane]) + Double(observed.count) * log(2 * Double.pi))
    }
  }

  /// The level at every date, given the observations up to it: the Kalman filter.
  ///
  /// - Parameter levelVariance: Q, at least 0, a day.
  /// - Returns: `[T]`; nil before the first observation.
  /// - Complexity: O(T).
  public func filtered(levelVariance: Double) -> [Estimate?] {
    var state: Estimate?
    return days.indices.map { t in
      if let last = state {
        state = Estimate(
          mean: last.mean,
          variance: last.variance + levelVariance * (days[t] - days[t - 1]))
      }
      guard let value = values[t] else { return state }
      let noise = observationVariances[t]
      guard let predicted = state else {
        state = Estimate(mean: value, variance: noise)
        return state
      }
      let total = predicted.variance + noise
      if total > 0 {
        let gain = predicted.variance / total
        state = Estimate(
          mean: predicted.mean + gain * (value - predicted.mean), variance: gain * noise)
      }
      return state
    }
  }

  /// The level at every date, given all observations: the fixed-interval smoother.
  ///
  /// - Parameter levelVariance: Q, at least 0, a day.
  /// - Returns: `[T]`.
  /// - Complexity: O(T).
  public func smoothed(levelVariance: Double) -> [Estimate] {
    var next: Estimate?
    var smoothed: [Estimate] = []
    smoothed.reserveCapacity(days.count)
    let filtered = filtered(levelVariance: levelVariance)
    for t in filtered.indices.reversed() {
      let step = t + 1 < days.count ? levelVariance * (days[t + 1] - days[t]) : 0
      let estimate: Estimate
      switch (filtered[t], next) {
      case (let current?, let next?):
        let predicted = current.variance + step
        let gain = predicted > 0 ? current.variance / predicted : 1
        estimate = Estimate(
          mean: current.mean + gain * (next.mean - current.mean),
          variance: current.variance + gain * gain * (next.variance - predicted))
      case (let current?, nil):
        estimate = current
      case (nil, let next?):
        // Before the first observation only the dates after it speak.
        estimate = Estimate(mean: next.mean, variance: next.variance + step)
      case (nil, nil):
        return []
      }
      smoothed.append(estimate)
      next = estimate
    }
    return smoothed.reversed()
  }

  /// An observation to come: its mean, and its variance P + Q·days + H.
  ///
  /// - Parameters:
  ///   - daysAhead: after the last date, at least 0.
  ///   - levelVariance: Q, at least 0, a day.
  ///   - observationVariance: H of the observation to come; 0 for the level alone.
  /// - Complexity: O(T).
  public func predicted(daysAhead: Double, levelVariance: Double, observationVariance: Double)
    -> Estimate
  {
    predicted(
      daysAhead: daysAhead, levelVariances: [levelVariance],
      observationVariance: observationVariance)[0]
  }

  /// The same for several Q, four at a time.
  func predicted(daysAhead: Double, levelVariances: [Double], observationVariance: Double)
    -> [Estimate]
  {
    stride(from: 0, to: levelVariances.count, by: 4).flatMap { first in
      let some = levelVariances[first..<min(first + 4, levelVariances.count)]
      var levels = SIMD4<Double>.zero
      for (lane, level) in some.enumerated() { levels[lane] = level }
      var day = observed[0].day
      var mean = SIMD4<Double>(repeating: observed[0].value)
      var variance = SIMD4<Double>(repeating: observed[0].variance)
      for next in observed.dropFirst() {
        let predicted = variance + levels * (next.day - day)
        let total = predicted + next.variance
        let gain = (predicted / total).replacing(with: 0, where: total .<= 0)
        mean += gain * (next.value - mean)
        variance = gain * next.variance
        day = next.day
      }
      let ahead = daysAhead + (days[days.count - 1] - day)
      variance = variance + levels * ahead + observationVariance
      return some.indices.map { i in
        Estimate(mean: mean[i - first], variance: variance[i - first])
      }
    }
  }
}
