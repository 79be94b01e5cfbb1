import Foundation
import Testing
import TrendsTestSupport

@testable import TrendsSignals

@Suite("Local level")
struct LocalLevelTests {
  @Test("Filter, smoother, likelihood and forecasts are those of the exact diffuse start")
  func reference() throws {
    let reference = try Reference(named: "local_level", in: .module)
    for example in reference.cases {
      let id = example.name
      let values = try #require(example["y"]).array.map(\.double)
      let noise = try example.requiredDouble("H_obs_var")
      let q = try example.requiredDouble("Q_level_var")
      let model = try #require(evenly(values, noise: noise))
      func compare(_ found: [Double], _ key: String) throws {
        let expected = try example.requiredDoubles(key)
        #expect(found.count == expected.count, "\(id) \(key)")
        for (found, value) in zip(found, expected) {
          expectClose(found, value, "\(id) \(key)")
        }
      }
      expectClose(
        model.logLikelihood(levelVariance: q), try example.requiredDouble("loglik"), id)
      // Several at a time are the same numbers, with a 0 among them too.
      let several = [q, 2 * q, q / 2, 10 * q, 0, 3 * q]
      #expect(
        model.logLikelihoods(levelVariances: several)
          == several.map { model.logLikelihood(levelVariance: $0) }, "\(id)")
      let filtered = model.filtered(levelVariance: q)
      try compare(filtered.compactMap { $0?.mean }, "filtered")
      try compare(filtered.compactMap { $0?.variance }, "filtered_var")
      let smoothed = model.smoothed(levelVariance: q)
      try compare(smoothed.map(\.mean), "smoothed")
      try compare(smoothed.map(\.variance), "smoothed_var")
      let ahead = try example.requiredDoubles("forecast").indices.map {
        model.predicted(
          daysAhead: Double($0 + 1), levelVariance: q, observationVariance: noise)
      }
      try compare(ahead.map(\.mean), "forecast")
      try compare(ahead.map(\.variance), "forecast_var")
      let z = 1.959963984540054
      try compare(ahead.map { $0.mean - z * $0.variance.squareRoot() }, "forecast_lo95")
      try compare(ahead.map { $0.mean + z * $0.variance.squareRoot() }, "forecast_hi95")

      // Where the file estimates H and Q together: given its H, no Q is more likely than ours.
      guard let both = example["mle_H_Q"]?.doubles, !both.isEmpty else { continue }
      let given = try #require(evenly(values, noise: both[0]))
      let likeliest = given.likeliestLevelVariance()
      let theirs = try example.requiredDouble("mle_loglik")
      expectClose(given.logLikelihood(levelVariance: both[1]), theirs, id)
      #expect(given.logLikelihood(levelVariance: likeliest) >= theirs, "\(id)")
      // Theirs, .0015 beside an H of 22469, is 0 as near as their search came.
      #expect(likeliest == 0, "\(id)")
    }
    #expect(reference.cases.count == 8)
  }

  /// R starts with a variance of 10⁴ var(y), which leaves differences below 10⁻³. R estimates H and Q
  /// together; at its H our Q must be its Q.
  @Test("The likeliest Q is that of R's StructTS")
  func referenceR() throws {
    let reference = try Reference(named: "local_level_r", in: .module)
    for example in reference.cases {
      let id = example.name
      let values = try example.requiredDoubles("y")
      let noise = try example.requiredDouble("var_epsilon")
      let q = try example.requiredDouble("var_level")
      let model = try #require(evenly(values, noise: noise))
      let found = model.likeliestLevelVariance()
      expectClose(found, q, relative: 1e-3, absolute: 1e-3 * noise, id)
      #expect(model.logLikelihood(levelVariance: found) >= model.logLikelihood(levelVariance: q))
      let smoothed = try example.requiredDoubles("smoothed")
      for (estimate, value) in zip(model.smoothed(levelVariance: found), smoothed) {
        expectClose(estimate.mean, value, relative: 1e-3, id)
      }
      for (h, value) in try example.requiredDoubles("forecast").enumerated() {
        let ahead = model.predicted(
          daysAhead: Double(h + 1), levelVariance: found, observationVariance: noise)
        expectClose(ahead.mean, value, relative: 1e-3, id)
        expectClose(
          ahead.variance.squareRoot(), try example.requiredDoubles("forecast_se")[h],
          relative: 1e-3, id)
      }
      // R's likelihood has the first observation, too, whose variance is 10⁴ var(y) + H
      // (10⁶ times its scale of var(y)/100).
      let mean = values.reduce(0, +) / Double(values.count)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
      expectClose(
        model.logLikelihood(levelVariance: q) - 0.5 * log(1e4 * variance + noise),
        try example.requiredDouble("loglik"), relative: 1e-3, id)
    }
    #expect(reference.cases.count == 4)
  }

  @Test("With Q = 0 the level is the weighted mean", arguments: 0..<10)
  func noMovement(seed: Int) throws {
    let random = SplitMix(seed: UInt64(seed))
    let count = 2 + random.below(20)
    let days = (0..<count).map { Double(7 * $0) }
    let values = days.map { _ in random.normal() }
    let noise = days.map { _ in 0.1 + random.uniform() }
    let model = try #require(
      LocalLevel(days: days, values: values, observationVariances: noise))
    let weight = noise.reduce(0) { $0 + 1 / $1 }
    let mean = zip(values, noise).reduce(0) { $0 + $1.0 / $1.1 } / weight
    for estimate in model.smoothed(levelVariance: 0) {
      expectClose(estimate.mean, mean, absolute: 1e-12)
      expectClose(estimate.variance, 1 / weight)
    }
    // And the likelihood is that of independent normals about it, the mean integrated out:
    // −½ [Σ (x − x̄)²/H + Σ ln H + ln Σ 1/H + (n) ln 2π], less what the diffuse start takes off.
    let squares = zip(values, noise).reduce(0) { $0 + ($1.0 - mean) * ($1.0 - mean) / $1.1 }
    let logs = noise.reduce(0) { $0 + log($1) }
    expectClose(
      model.logLikelihood(levelVariance: 0),
      -0.5 * (squares + logs + log(weight) + Double(count) * log(2 * Double.pi)))
  }

  @Test("A gap of n days is n steps of a day without observations")
  func irregularDays() throws {
    let sparse = try #require(
      LocalLevel(
        days: [0, 3, 4, 9], values: [1, 2, 1.5, 3], observationVariances: [0.5, 0.3, 0.2, 0.4]))
    var values = [Double?](repeating: nil, count: 10)
    var noise = [Double](repeating: .nan, count: 10)
    for (t, day) in [0, 3, 4, 9].enumerated() {
      values[day] = sparse.values[t]
      noise[day] = sparse.observationVariances[t]
    }
    let daily = try #require(
      LocalLevel(days: (0..<10).map(Double.init), values: values, observationVariances: noise))
    expectClose(
      daily.logLikelihood(levelVariance: 0.1), sparse.logLikelihood(levelVariance: 0.1))
    #expect(daily.likeliestLevelVariance() == sparse.likeliestLevelVariance())
    let (fine, coarse) = (
      daily.smoothed(levelVariance: 0.1), sparse.smoothed(levelVariance: 0.1)
    )
    for (t, day) in [0, 3, 4, 9].enumerated() {
      expectClose(fine[day].mean, coarse[t].mean)
      expectClose(fine[day].variance, coarse[t].variance)
    }
  }

  @Test("Dates before the first observation have no filtered level, and a wider smoothed one")
  func leadingGap() throws {
    let model = try #require(
      LocalLevel(days: [0, 2, 3], values: [nil, 1, 3], observationVariances: [1, 1, 1]))
    #expect(model.filtered(levelVariance: 0.5)[0] == nil)
    let smoothed = model.smoothed(levelVariance: 0.5)
    expectClose(smoothed[0].mean, smoothed[1].mean)
    expectClose(smoothed[0].variance, smoothed[1].variance + 1)
    let trailing = try #require(
      LocalLevel(days: [0, 1, 5], values: [1, 3, nil], observationVariances: [1, 1, 1]))
    let ahead = trailing.predicted(daysAhead: 2, levelVariance: 0.5, observationVariance: 0)
    let last = try #require(trailing.filtered(levelVariance: 0.5)[1])
    expectClose(ahead.mean, last.mean)
    expectClose(ahead.variance, last.variance + 6 * 0.5)
  }

  /// No noise: Q is the mean square of the steps, each over its days: (4/1 + 9/3 + 1/1)/3 = 8/3.
  @Test("The likeliest Q by hand, and 0 where nothing moves")
  func handCases() throws {
    let model = try #require(
      LocalLevel(days: [0, 1, 4, 5], values: [0, 2, -1, 0], observationVariances: [0, 0, 0, 0]))
    expectClose(model.likeliestLevelVariance(), 8.0 / 3, relative: 1e-6)
    let flat = try #require(
      LocalLevel(days: [0, 1, 2], values: [2, 2, 2], observationVariances: [0, 0, 0]))
    #expect(flat.likeliestLevelVariance() == 0)
    #expect(flat.levelVarianceWeights().map(\.weight) == [1])
    #expect(flat.smoothed(levelVariance: 0).map(\.mean) == [2, 2, 2])
  }

  @Test("Weights of Q sum to 1 and peak where the likelihood does", arguments: 0..<6)
  func weights(seed: Int) throws {
    let random = SplitMix(seed: UInt64(seed))
    var level = 0.0
    let values = (0..<40).map { _ -> Double? in
      level += 0.3 * random.normal()
      return level + 0.5 * random.normal()
    }
    let model = try #require(evenly(values, noise: 0.25))
    let grid = model.levelVarianceWeights()
    expectClose(grid.reduce(0) { $0 + $1.weight }, 1)
    let likeliest = model.likeliestLevelVariance().squareRoot()
    let heaviest = try #require(grid.max { $0.weight < $1.weight }).levelVariance.squareRoot()
    let step =
      (grid[grid.count - 1].levelVariance.squareRoot()
        - grid[grid.count - 2].levelVariance.squareRoot())
    #expect(abs(heaviest - likeliest) <= step)
    // Twice the grid would weigh nothing more: its last point is far down.
    #expect(grid[grid.count - 1].weight < 1e-2 * (grid.map(\.weight).max() ?? 0))
  }

  @Test("What cannot be used is no model")
  func unusable() {
    #expect(LocalLevel(days: [0], values: [nil], observationVariances: [1]) == nil)
    #expect(LocalLevel(days: [1, 0], values: [1, 1], observationVariances: [1, 1]) == nil)
    #expect(LocalLevel(days: [0], values: [.nan], observationVariances: [1]) == nil)
    #expect(LocalLevel(days: [0], values: [1], observationVariances: [-1]) == nil)
    #expect(LocalLevel(days: [0, 1], values: [1], observationVariances: [1]) == nil)
  }

  /// One observation a day.
  private func evenly(_ values: [Double?], noise: Double) -> LocalLevel? {
    LocalLevel(
      days: values.indices.map(Double.init), values: values,
      observationVariances: values.map { _ in noise })
  }
}
