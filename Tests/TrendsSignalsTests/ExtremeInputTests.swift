import Testing

@testable import TrendsSignals

/// Nothing that can stand in a file may end the program: an answer is finite, or there is none.
@Suite("Extreme input")
struct ExtremeInputTests {
  private static let extremes = [
    0, 1, 0.5, 0.05, 1e-9, -1, 2, 1e300, -1e300, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
    .nan,
    .infinity, -.infinity,
  ]

  /// Ordinary values with here and there an extreme one; the seed says how many.
  private static func values(_ random: SplitMix, count: Int, rarity: Int) -> [Double] {
    (0..<count).map { _ in
      random.below(rarity) == 0 ? extremes[random.below(extremes.count)] : random.uniform()
    }
  }

  private static func days(_ random: SplitMix, count: Int) -> [Double] {
    switch random.below(4) {
    case 0: values(random, count: count, rarity: 2).sorted()
    case 1: (0..<count).map { Double($0) * 1e306 }
    case 2: (0..<count).map { Double($0) * .leastNonzeroMagnitude }
    default: (0..<count).map { Double($0) }
    }
  }

  @Test("Bursts", arguments: 0..<200)
  func bursts(seed: Int) {
    let random = SplitMix(seed: UInt64(seed))
    let (count, rarity) = (random.below(20), 1 + random.below(30))
    let counts = BurstCounts(
      hits: Self.values(random, count: count, rarity: rarity).map { $0 * 3 },
      totals: Self.values(random, count: count, rarity: rarity).map { $0 * 9 })
    let dispersion = Self.values(random, count: 1, rarity: 2)[0]
    let options = BurstOptions(
      rateRatio: 1 + Self.values(random, count: 1, rarity: 3)[0],
      transitionCost: Self.values(random, count: 1, rarity: 3)[0])
    if case .success(let found) = findBursts(in: counts, dispersion: dispersion, options: options) {
      #expect(found.allSatisfy { $0.weight.isFinite && $0.first <= $0.last })
    }
    let weight = largestBurstWeight(
      hits: counts.hits, totals: counts.totals, dispersion: dispersion, options: options)
    #expect(!(weight < 0))
    let offsets = Self.values(random, count: count, rarity: rarity)
    if case .success(let found) = nestedBursts(offsets: offsets, options: options) {
      #expect(found.allSatisfy { $0.start <= $0.end })
    }
  }

  @Test("Change points and curves", arguments: 0..<200)
  func changePoints(seed: Int) {
    let random = SplitMix(seed: UInt64(1000 + seed))
    let (count, rarity) = (random.below(24), 1 + random.below(40))
    let x = Self.days(random, count: count)
    let values = Self.values(random, count: count, rarity: rarity)
    let weights = Self.values(random, count: count, rarity: rarity)
    let options = ChangePointOptions(
      penalty: .fixed(Self.values(random, count: 1, rarity: 3)[0]),
      minimumLength: [-3, 0, 1, 3, 9, .max][random.below(6)])
    if case .success(let found) = findChangePoints(
      values: values, weights: weights, options: options)
    {
      for point in found {
        #expect(point.candidates.contains(point.start) && point.shift.isFinite)
        let test = ChangePointTest(
          values: Array(values[point.window]), weights: Array(weights[point.window]),
          options: options)
        #expect(test.isReached(by: Array(values[point.window])))
        let other = Self.values(random, count: point.window.count, rarity: rarity)
        _ = test.isReached(by: other)
      }
    }
    let loess = LoessOptions(
      span: Self.values(random, count: 1, rarity: 2)[0], degree: random.below(5) - 1,
      robustRounds: random.below(4) - 1)
    if case .success(let curve) = smoothCurve(
      days: x, shares: values, weights: weights, options: loess)
    {
      #expect(curve.fitted.count == count && curve.fitted.allSatisfy(\.isFinite))
      for place in Self.extremes { _ = curve.estimate(at: place) }
    }
    let line = lowess(x: x, y: values, fraction: loess.span, iterations: loess.robustRounds)
    #expect(line == nil || line?.count == count)
  }

  @Test("Levels and forecasts", arguments: 0..<200)
  func forecasts(seed: Int) {
    let random = SplitMix(seed: UInt64(2000 + seed))
    let (count, rarity) = (random.below(24), 1 + random.below(100))
    let series = ShareSeries(
      days: Self.days(random, count: count),
      shares: Self.values(random, count: count, rarity: rarity),
      documentCounts: Self.values(random, count: count, rarity: rarity),
      documentVariance: Self.values(random, count: 1, rarity: 2)[0],
      topicCount: [0, 1, 20, .max][random.below(4)])
    let ahead = Self.values(random, count: 1, rarity: 2)
    if case .success(let found) = forecast(series, daysAhead: ahead) {
      #expect(found.points.allSatisfy { $0.mean.isFinite && $0.variance >= 0 })
      #expect(found.points.allSatisfy { 0...1 ~= $0.mean && $0.interval95.lowerBound >= 0 })
    }
    if case .success(let scores) = backtest(series, horizon: random.below(5) - 1) {
      #expect(scores.allSatisfy { $0.meanAbsoluteError.isFinite })
    }
    if let level = LocalLevel(
      days: series.days, values: series.shares, observationVariances: series.documentCounts)
    {
      #expect(level.likeliestLevelVariance() >= 0)
      #expect(!level.levelVarianceWeights().isEmpty)
      #expect(level.smoothed(levelVariance: ahead[0]).count == count)
    }
  }

  @Test("Terms and quadrants", arguments: 0..<50)
  func terms(seed: Int) {
    let random = SplitMix(seed: UInt64(3000 + seed))
    let (count, rarity) = (random.below(9), 1 + random.below(5))
    let window = Self.values(random, count: count, rarity: rarity)
    let rest = Self.values(random, count: count, rarity: rarity)
    for change in termChanges(window: window, rest: rest, fewestTokens: 0) {
      #expect(change.p >= 0 && change.p <= 1)
    }
    let evidence = zip(window, rest).map {
      QuadrantEvidence(recentShare: $0, logRatioSlope: $1, call: CallWord.allCases[random.below(5)])
    }
    #expect(quadrants(evidence).count == count)
  }
}
