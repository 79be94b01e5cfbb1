import Foundation
import Testing
import TrendsPrevalence
import TrendsTestSupport

@testable import TrendsSignals

@Suite("Bursts of batches")
struct BurstTests {
  @Test("Every reference path is the optimum, also where the greedy package misses it")
  func reference() throws {
    let reference = try Reference(named: "kleinberg_batch", in: .module)
    var missedByGreedyPackage = 0
    for example in reference.cases {
      let id = example.name
      let counts = BurstCounts(
        hits: try example.requiredDoubles("r"), totals: try example.requiredDoubles("d"))
      let options = BurstOptions(
        rateRatio: try example.requiredDouble("s"),
        transitionCost: try example.requiredDouble("gamma"))
      let optimum = try #require(example["optimum"])
      let path = try #require(BurstPath(counts, options: options), "\(id)")

      expectClose(path.baseRate, try optimum.requiredDouble("p0"), id)
      expectClose(path.burstRate, try optimum.requiredDouble("p1"), id)
      expectClose(path.cost, try optimum.requiredDouble("cost"), id)
      let states = path.states.map { $0 ? 1 : 0 }
      #expect(states == optimum["states"]?.ints, "\(id)")
      let expected = try #require(optimum["bursts"]).array
      #expect(path.bursts.map(\.first) == expected.compactMap { $0["begin"]?.int }, "\(id)")
      #expect(path.bursts.map(\.last) == expected.compactMap { $0["end"]?.int }, "\(id)")
      for (burst, other) in zip(path.bursts, expected) {
        expectClose(burst.weight, try other.requiredDouble("weight"), id)
        #expect(burst.isOpen == (burst.last == counts.hits.count - 1), "\(id)")
      }

      // The package fixes each state before it sees the next date. Where that misses the optimum,
      // its path must differ from ours: that is what the file records.
      let greedy = try #require(example["burst_detection_pkg_states"]).ints
      let greedyIsRight = try #require(example["pkg_equals_optimum"]?.value as? Bool)
      #expect((states == greedy) == greedyIsRight, "\(id)")
      if !greedyIsRight { missedByGreedyPackage += 1 }
    }
    #expect(reference.cases.count == 52)
    #expect(missedByGreedyPackage == 21)
  }

  /// Every sequence of states of a short series, by the definition of its cost.
  @Test("The path is the best of all sequences", arguments: 0..<60)
  func bruteForce(seed: Int) throws {
    let random = SplitMix(seed: UInt64(seed))
    let dates = 1 + random.below(9)
    // Some dates have no documents; counts are not whole.
    let totals = (0..<dates).map { _ in random.below(5) == 0 ? 0 : 5 + 40 * random.uniform() }
    let hits = totals.map { $0 * 0.4 * random.uniform() * random.uniform() }
    let options = BurstOptions(
      rateRatio: 1.3 + 2 * random.uniform(), transitionCost: 1.5 * random.uniform())
    let counts = BurstCounts(hits: hits, totals: totals)
    guard let path = BurstPath(counts, options: options) else {
      #expect(hits.reduce(0, +) == 0)
      return
    }
    let kept = totals.indices.filter { totals[$0] > 0 }
    func cost(_ states: Int) -> Double {
      var cost = 0.0
      var before = 0
      for (t, date) in kept.enumerated() {
        let state = states >> t & 1
        let rate = state == 1 ? path.burstRate : path.baseRate
        let (r, d) = (hits[date], totals[date])
        cost -= lgamma(d + 1) - lgamma(r + 1) - lgamma(d - r + 1)
        cost -= r * log(rate) + (d - r) * log(1 - rate)
        if state > before { cost += options.transitionCost * log(Double(kept.count)) }
        before = state
      }
      return cost
    }
    let costs = (0..<(1 << kept.count)).map(cost)
    let best = try #require(costs.min())
    expectClose(path.cost, best)
    let ours = kept.enumerated().reduce(0) { $0 | (path.states[$1.1] ? 1 << $1.0 : 0) }
    expectClose(costs[ours], best)
    #expect(totals.indices.allSatisfy { totals[$0] > 0 || !path.states[$0] })
    // The quick score is that of the path, to the last bit.
    let largest = path.bursts.map(\.weight).max() ?? 0
    #expect(
      largestBurstWeight(hits: hits, totals: totals, options: options)
        == max(0, largest))
  }

  /// p₀ = 22/200 = .11 and p₁ = .22. In the burst 20 of 40 hit: each date gains
  /// 10·ln 2 + 10·ln(.78/.89) = 5.612 nats, far more than the ln 10 = 2.303 of going up.
  @Test("A burst at the end is open; dates without documents change nothing")
  func openBurst() throws {
    let totals = [20.0, 20, 20, 20, 20, 20, 20, 20, 20, 20]
    let hits = [0.0, 0, 1, 0, 0, 1, 0, 0, 10, 10]
    let found = try findBursts(in: BurstCounts(hits: hits, totals: totals), dispersion: 1).get()
    #expect(found.map(\.first) == [8] && found.map(\.last) == [9] && found.map(\.isOpen) == [true])
    expectClose(found[0].weight, 2 * (10 * log(2) + 10 * log(0.78 / 0.89)))

    // The same with an empty date inside the burst and one at the end.
    let gaps = BurstCounts(
      hits: hits[..<9] + [0] + hits[9...] + [0], totals: totals[..<9] + [0] + totals[9...] + [0])
    let other = try findBursts(in: gaps, dispersion: 1).get()
    #expect(other.map(\.first) == [8] && other.map(\.last) == [10])
    #expect(other.map(\.isOpen) == [true] && other[0].weight == found[0].weight)

    // And moved off the end it is closed.
    let moved = BurstCounts(hits: Array(hits.reversed()), totals: totals)
    #expect(try findBursts(in: moved, dispersion: 1).get().map(\.isOpen) == [false])
  }

  /// Twenty dates, the last with 10 of 20 hits and the others with 1: γ is set so that going up costs
  /// exactly what that date gains, then next to nothing less.
  @Test("A burst worth exactly what it costs is none, and one worth any more is one")
  func ties() throws {
    let counts = BurstCounts(
      hits: Array(repeating: 1, count: 19) + [10], totals: Array(repeating: 20, count: 20))
    let gain = try #require(BurstPath(counts)?.bursts.first).weight
    var cost = gain / log(20)
    while cost * log(20) < gain { cost = cost.nextUp }
    while cost * log(20) > gain { cost = cost.nextDown }
    try #require(cost * log(20) == gain)
    let even = try #require(BurstPath(counts, options: BurstOptions(transitionCost: cost)))
    #expect(even.bursts.isEmpty)
    let cheaper = BurstOptions(transitionCost: cost * (1 - 1e-12))
    let better = try #require(BurstPath(counts, options: cheaper))
    #expect(better.bursts.map(\.first) == [19])
  }

  @Test(
    "What bursts are not looked for in",
    arguments: [
      ([3.0, 3, 3, 3], [9.0, 9, 9, 9], ReasonCode.insufficientDates),
      ([3, 3, 3, 3, 0], [9, 9, 9, 9, 0], .insufficientDates),
      ([1, 1, 1, 1, 1], [9, 9, 9, 9, 9], .insufficientDocuments),
      ([0, 0, 0, 0, 0], [9, 9, 9, 9, 9], .notApplicable),
      ([5, 5, 5, 5, 5], [9, 9, 9, 9, 9], .notApplicable),
      ([5, 5, 5, 5, .nan], [9, 9, 9, 9, 9], .notFinite),
      ([5, 5, 5, 5, 10], [9, 9, 9, 9, 9], .notFinite),
      ([5, 5, 5, 5, -1], [9, 9, 9, 9, 9], .notFinite),
      ([5, 5, 5, 5], [9, 9, 9, 9, 9], .notFinite),
    ])
  func reasons(hits: [Double], totals: [Double], reason: ReasonCode) {
    #expect(
      findBursts(in: BurstCounts(hits: hits, totals: totals), dispersion: 1) == .failure(reason))
  }

  @Test("Half of the documents are not too many, and ten are enough")
  func limits() throws {
    let counts = BurstCounts(hits: [2, 2, 2, 2, 2], totals: [4, 4, 4, 4, 4])
    #expect(try findBursts(in: counts, dispersion: 1).get().isEmpty)
  }

  /// Shares of variance v = .0126 at p₀ = .1 have φ′ = .0126/.09 = .14; 1.5 times that with an
  /// overdispersion of 1.5.
  @Test("Scaling divides the counts, and weights with them")
  func scaling() throws {
    let counts = BurstCounts(
      hits: [1, 1, 1, 1, 4, 4, 1, 1, 3, 3], totals: Array(repeating: 20, count: 10))
    let rate = try #require(counts.baseRate)
    expectClose(rate, 0.1)
    let dispersion = try #require(counts.dispersion(documentVariance: 0.0126))
    expectClose(dispersion, 0.14)
    expectClose(
      try #require(counts.dispersion(documentVariance: 0.0126, overdispersion: 1.5)), 0.21)
    #expect(counts.dispersion(documentVariance: 0) == nil)

    let scaled = counts.scaled(by: dispersion)
    expectClose(scaled.hits[4], 4 / 0.14)
    let path = try #require(BurstPath(scaled))
    let largest = try #require(path.bursts.map(\.weight).max())
    expectClose(
      largestBurstWeight(
        hits: counts.hits, totals: counts.totals, dispersion: dispersion),
      largest)
    // Without it the same counts show no burst: twice 4 of 20 gains 1.78 for coins, under ln 10.
    #expect(try findBursts(in: counts, dispersion: 1).get().isEmpty)
    #expect(!(try findBursts(in: counts, dispersion: dispersion).get().isEmpty))
  }
}

@Suite("Bursts of events")
struct NestedBurstTests {
  @Test("Hierarchies are those of the CRAN package")
  func reference() throws {
    let reference = try Reference(named: "kleinberg_offsets", in: .module)
    for example in reference.cases {
      let id = example.name
      let found = try nestedBursts(
        offsets: try example.requiredDoubles("offsets"),
        options: BurstOptions(
          rateRatio: try example.requiredDouble("s"),
          transitionCost: try example.requiredDouble("gamma"))
      ).get()
      #expect(found.map(\.level) == example["level"]?.ints, "\(id)")
      #expect(found.map(\.start) == example["start"]?.doubles, "\(id)")
      #expect(found.map(\.end) == example["end"]?.doubles, "\(id)")
    }
    #expect(reference.cases.count == 40)
  }

  @Test("Order and unit of the times do not matter")
  func invariance() throws {
    let offsets = [0.0, 30, 60, 90, 92, 94, 95, 95.5, 96, 96.5, 97, 99, 130, 160]
    let found = try nestedBursts(offsets: offsets).get()
    #expect(try nestedBursts(offsets: offsets.reversed()).get() == found)
    let stretched = try nestedBursts(offsets: offsets.map { $0 * 8 }).get()
    #expect(stretched.map(\.start) == found.map { $0.start * 8 })
  }

  @Test(
    "Events that cannot be used give a reason",
    arguments: [
      ([], 2.0, 1.0, ReasonCode.insufficientDates), ([1, 1], 2, 1, .notFinite),
      ([1, .nan], 2, 1, .notFinite), ([1, 2], 1, 1, .notFinite), ([1, 2], 2, 0, .notFinite),
      ([0, 1e-300, 1e300], 1.0000001, 1, .notFinite),
    ])
  func reasons(offsets: [Double], ratio: Double, cost: Double, reason: ReasonCode) {
    let options = BurstOptions(rateRatio: ratio, transitionCost: cost)
    #expect(nestedBursts(offsets: offsets, options: options) == .failure(reason))
  }
}

/// The weight of a series' heaviest burst, looked for beside three other series.
func largestBurstWeight(
  hits: [Double], totals: [Double], dispersion: Double = 1, options: BurstOptions = BurstOptions()
) -> Double {
  let others = zip(hits, hits.reversed()).map { SIMD4($1, $0, 0, 3 * $0) }
  return largestBurstWeights(
    hits: others.span, totals: totals.span,
    dispersions: SIMD4(0.5, dispersion, dispersion, 2), options: options)[1]
}
