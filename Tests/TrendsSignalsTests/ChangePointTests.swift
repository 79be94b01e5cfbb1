import Foundation
import Testing
import TrendsTestSupport

@testable import TrendsSignals

@Suite("Change points")
struct ChangePointTests {
  @Test("Every reference objective is the least, also where pruning missed it")
  func reference() throws {
    let reference = try Reference(named: "pelt_l2", in: .module)
    var missedByPruning = 0
    for example in reference.cases {
      let id = example.name
      let values = try example.requiredDoubles("x")
      let penalty = try example.requiredDouble("pen")
      let minimumLength = try example.requiredInt("min_size")
      let weights = [Double](repeating: 1, count: values.count)
      let found = try #require(
        Partition(
          values: values, weights: weights, penalty: penalty, minimumLength: minimumLength))
      let exact = try example.requiredDouble("exact_objective")
      // Sums of some 40 squares of size 1 differ in their last digits only.
      expectClose(found.objective, exact, absolute: 1e-11, id)
      expectClose(
        found.cost + penalty * Double(found.starts.count), exact, absolute: 1e-11, id)
      if example["pelt_suboptimal"]?.value as? Bool == true {
        // The tool's own objective is no optimum: it must be above ours.
        #expect(try example.requiredDouble("penalised") > found.objective + 1e-6, "\(id)")
        missedByPruning += 1
        continue
      }
      // Its breakpoints cost the same; ours are others only where the optimum is not unique.
      let ends = try #require(example["breakpoints"]).ints
      let costs = SegmentCosts(values: values, weights: weights)
      let theirs = zip([0] + ends, ends).reduce(0.0) { $0 + costs.cost($1.0, $1.1) }
      expectClose(theirs + penalty * Double(ends.count - 1), exact, absolute: 1e-11, id)
    }
    #expect(reference.cases.count == 84)
    #expect(missedByPruning == 1)
  }

  @Test("The partition is the best of all partitions", arguments: 0..<40)
  func bruteForce(seed: Int) throws {
    let random = SplitMix(seed: UInt64(seed))
    let count = 1 + random.below(11)
    let values = (0..<count).map { Double($0 / 4) * 1.5 + random.normal() }
    let weights = (0..<count).map { _ in random.below(6) == 0 ? 0 : 0.2 + 3 * random.uniform() }
    let (penalty, shortest) = (3 * random.uniform(), 1 + random.below(3))
    func cost(_ range: Range<Int>) -> Double {
      let weight = range.reduce(0) { $0 + weights[$1] }
      guard weight > 0 else { return 0 }
      let mean = range.reduce(0) { $0 + weights[$1] * values[$1] } / weight
      return range.reduce(0) { $0 + weights[$1] * (values[$1] - mean) * (values[$1] - mean) }
    }
    var best = cost(0..<count)
    // Bit t − 1 of the number: whether a stretch starts at t.
    for cuts in 1..<max(2, 1 << (count - 1)) where count > 1 {
      let bounds = [0] + (1..<count).filter { cuts >> ($0 - 1) & 1 == 1 } + [count]
      let stretches = zip(bounds, bounds.dropFirst()).map { $0..<$1 }
      guard stretches.allSatisfy({ $0.count >= shortest }) else { continue }
      best = min(best, stretches.reduce(0) { $0 + cost($1) } + penalty * Double(bounds.count - 2))
    }
    let found = try #require(
      Partition(values: values, weights: weights, penalty: penalty, minimumLength: shortest))
    expectClose(found.objective, best, absolute: 1e-11)
    let bounds = [0] + found.starts + [count]
    #expect(
      found.starts.isEmpty || zip(bounds, bounds.dropFirst()).allSatisfy { $1 - $0 >= shortest })
  }

  /// Ten dates at .1, ten at .3, of weight 1000: the split gains 1000·.2²·(10·10/20) = 200. One date
  /// off, the level of 11 is mixed: Σ of squares 1000·.04·(10·1/11) = 36.4; hence one candidate. With
  /// weight 50 one date off costs 1.82, two 3.33, three 4.62: five candidates.
  @Test(
    "A step is found where it is, with the dates at which it fits nearly as well",
    arguments: [(1000.0, 10...10), (50, 8...12)])
  func step(weight: Double, candidates: ClosedRange<Int>) throws {
    let values = [Double](repeating: 0.1, count: 10) + [Double](repeating: 0.3, count: 10)
    let points = try findChangePoints(
      values: values, weights: [Double](repeating: weight, count: 20)
    ).get()
    #expect(points.count == 1)
    let point = try #require(points.first)
    #expect(point.start == 10 && point.window == 0..<20)
    expectClose(point.before, 0.1)
    expectClose(point.shift, 0.2)
    #expect(point.candidates == Array(candidates))
  }

  /// The gain of the step of 200 · weight / 1000 must exceed 3 ln 20 = 8.99 or 2 ln 20 = 5.99.
  @Test(
    "A penalty is paid for",
    arguments: [(40.0, 0, 1), (50, 1, 1), (25, 0, 0)])
  func penalties(weight: Double, strict: Int, bayesian: Int) throws {
    let values = [Double](repeating: 0.1, count: 10) + [Double](repeating: 0.3, count: 10)
    let weights = [Double](repeating: weight, count: 20)
    #expect(try findChangePoints(values: values, weights: weights).get().count == strict)
    #expect(
      try findChangePoints(
        values: values, weights: weights, options: ChangePointOptions(penalty: .bayesian)
      ).get().count == bayesian)
  }

  @Test("Dates without documents are passed over and counted by nobody")
  func emptyDates() throws {
    let values = [0.1, 0.1, .nan, 0.1, 0.1, 0.1, 0.1, .infinity, 0.3, 0.3, 0.3, 0.3, 0.3]
    let weights = values.map { $0.isFinite ? 1000.0 : 0 }
    let points = try findChangePoints(values: values, weights: weights).get()
    #expect(points.map(\.start) == [8] && points.map(\.window) == [0..<13])
    #expect(
      findChangePoints(values: Array(values[..<11]), weights: Array(weights[..<11]))
        == .failure(.insufficientDates))
    #expect(
      findChangePoints(values: values, weights: values.map { _ in 1 }) == .failure(.notFinite))
    #expect(changePointWeights(documentCounts: [20, 0], documentVariance: 0.02) == [1000, 0])
    #expect(changePointWeights(documentCounts: [20], documentVariance: 0) == nil)
  }

  /// 20 dates, split in the middle. Only orders that keep the step whole reach its gain.
  @Test("p looks at the best split of every shuffled series")
  func confirmation() throws {
    let values = [Double](repeating: 0.1, count: 10) + [Double](repeating: 0.3, count: 10)
    let weights = [Double](repeating: 1000, count: 20)
    let random = SplitMix(seed: 5)
    let test = ChangePointTest(values: values, weights: weights)
    #expect(Self.reached(test, shuffling: values, times: 99, random) == 0)
    #expect(ChangePointTest.p(reached: 0, of: 99) == 0.01)
    // A series that is the step, elsewhere, or downwards, is as good.
    #expect(test.isReached(by: values) && test.isReached(by: values.reversed()))
    expectClose(largestSplitGain(values: values, weights: weights, minimumLength: 3), 200)
  }

  /// 500 runs of 16 dates of noise, tested with 39 shuffles: p ≤ .05 in 2.5 % or 5 % of runs. The
  /// split was chosen, so a test at its date would reject in far more. Binomial standard error of 5 %
  /// over 500: .0097; at most .05 + 4·.0097.
  @Test("Noise is confirmed as rarely as p says")
  func size() throws {
    var (points, confirmed) = (0, 0)
    for seed in 0..<500 {
      let random = SplitMix(seed: UInt64(1000 + seed))
      let values = (0..<16).map { _ in random.normal() }
      let weights = [Double](repeating: 1, count: 16)
      // Without a penalty there is always a point; a minimum length of 8 leaves one place for it.
      let options = ChangePointOptions(penalty: .fixed(0), minimumLength: 5)
      for point in try findChangePoints(values: values, weights: weights, options: options).get()
      where point.window == 0..<16 {
        points += 1
        let test = ChangePointTest(
          values: Array(values[point.window]), weights: Array(weights[point.window]),
          options: options)
        let reached = Self.reached(test, shuffling: values, times: 39, random)
        if ChangePointTest.p(reached: reached, of: 39) <= 0.05 { confirmed += 1 }
      }
    }
    #expect(points > 100)
    let rate = Double(confirmed) / Double(points)
    #expect(rate <= 0.05 + 4 * (0.05 * 0.95 / Double(points)).squareRoot())
    #expect(confirmed > 0)
  }

  /// How many shuffles of a series reach a test.
  private static func reached(
    _ test: ChangePointTest, shuffling values: [Double], times: Int, _ random: SplitMix
  ) -> Int {
    var series = values
    return (0..<times).count { _ in
      for t in series.indices.dropFirst() { series.swapAt(t, random.below(t + 1)) }
      return test.isReached(by: series)
    }
  }
}
