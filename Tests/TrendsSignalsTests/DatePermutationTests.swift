import Testing
import TrendsCompute
import TrendsTestSupport

@testable import TrendsSignals

@Suite struct DatePermutationTests {
  @Test func statisticsByHand() throws {
    // Days 0, 1, 5; documents 0, 1 | 2 | 3 with shares 0, .2, .5, 1 of the first topic. t̄ = 1.5:
    // L = −1.5·.2 − .5·.5 + 3.5·1 = 2.95; p = .425, H = 2·.325² + .075² + .575².
    let shares = [0, 0.2, 0.5, 1].flatMap { [$0, 1 - $0] }
    let test = try #require(
      DatePermutation(
        shares: shares, topicCount: 2, periods: [[0, 1], [2], [3]], days: [0, 1, 5]))
    let results = test.test(seed: 1)
    // Shares are rounded to 2⁻³⁰ where a date has two documents.
    expectClose(results[0].linear, 2.95, relative: 1e-8)
    expectClose(
      results[0].heterogeneity, 2 * 0.325 * 0.325 + 0.075 * 0.075 + 0.575 * 0.575, relative: 1e-8)
    // The second topic mirrors the first.
    expectClose(results[1].linear, -2.95, relative: 1e-8)
    #expect(results[1].linearP == results[0].linearP)
    #expect(results[1].heterogeneityP == results[0].heterogeneityP)
  }

  /// Four documents on dates of 2, 1 and 1 can be dealt in 24 ways; 999 shuffles find the exact p
  /// within four standard errors.
  @Test func pIsThatOfAllWaysToDealTheDates() throws {
    let values = [0, 0.2, 0.5, 1]
    let test = try #require(
      DatePermutation(
        shares: values, topicCount: 1, periods: [[0, 1], [2], [3]], days: [0, 1, 5]))
    let days = [0.0, 0, 1, 5]
    var (linear, heterogeneous, all) = (0, 0, 0)
    func statistics(_ order: [Int]) -> (Double, Double) {
      let l = order.indices.reduce(0.0) { $0 + (days[$1] - 1.5) * values[order[$1]] }
      let means = [(values[order[0]] + values[order[1]]) / 2, values[order[2]], values[order[3]]]
      let h = zip([2.0, 1, 1], means).reduce(0) { $0 + $1.0 * ($1.1 - 0.425) * ($1.1 - 0.425) }
      return (l, h)
    }
    let observed = statistics([0, 1, 2, 3])
    for a in 0..<4 {
      for b in 0..<4 where b != a {
        for c in 0..<4 where c != a && c != b {
          let (l, h) = statistics([a, b, c, 6 - a - b - c])
          all += 1
          if abs(l) >= abs(observed.0) - 1e-9 { linear += 1 }
          if h >= observed.1 - 1e-9 { heterogeneous += 1 }
        }
      }
    }
    #expect(all == 24)
    let result = test.test(seed: 4)[0]
    for (found, hits) in [(result.linearP, linear), (result.heterogeneityP, heterogeneous)] {
      let exact = Double(hits) / 24
      let error = (exact * (1 - exact) / 1000).squareRoot()
      #expect(abs(found - exact) < 4 * error + 0.001, "found \(found), exact \(exact)")
    }
  }

  @Test(arguments: [2, 3, 7])
  func threadsChangeNothing(threadCount: Int) throws {
    let test = try planted(strength: 0.3)
    #expect(
      test.test(seed: 5, threadCount: threadCount) == test.test(seed: 5)
    )
    #expect(test.test(seed: 6) != test.test(seed: 5))
  }

  @Test func aPlantedTrendIsFoundAndShuffledMoreOften() throws {
    let results = try planted(strength: 0.5).test(seed: 2)
    #expect(results[0].linear > 0)
    #expect(results[0].linearP <= 0.001 && results[0].heterogeneityP <= 0.001)
    #expect(results[0].permutationCount == 9999)
    #expect(results[2].linearP > 0.01)
    #expect(results[2].permutationCount == 999)
  }

  @Test func aLoneOddDateIsNoTrend() throws {
    // Days 0 to 4, ten documents each, the middle date different: L is 0, H is large.
    let shares = (0..<50).map { $0 / 10 == 2 ? 0.9 : 0.1 }
    let test = try #require(
      DatePermutation(
        shares: shares, topicCount: 1, periods: (0..<5).map { Array(10 * $0..<10 * $0 + 10) },
        days: Array(0..<5)))
    let result = test.test(seed: 1)[0]
    expectClose(result.linear, 0)
    #expect(result.linearP == 1)
    #expect(result.heterogeneityP == 1e-4)
  }

  @Test func equalSharesDifferNowhere() throws {
    let test = try #require(
      DatePermutation(
        shares: Array(repeating: 0.1, count: 30), topicCount: 1,
        periods: [Array(0..<7), Array(7..<19), Array(19..<30)], days: [3, 17, 40]))
    let result = test.test(seed: 1)[0]
    #expect(result.linearP == 1 && result.heterogeneityP == 1)
  }

  @Test func documentsOnAllDatesStayWhereTheyAre() throws {
    // All eight documents are on all three dates: whatever is shuffled, nothing changes.
    let test = try #require(
      DatePermutation(
        shares: Samples.uniforms(count: 8, seed: 1), topicCount: 1,
        periods: Array(repeating: Array(0..<8), count: 3), days: [0, 1, 2]))
    let result = test.test(seed: 1)[0]
    #expect(result.linearP == 1 && result.heterogeneityP == 1)
  }

  /// Three documents on one date each can be dealt in 6 ways, two of which are as extreme: 1/3. If
  /// they were dealt among the twenty on all dates as well, it would be near 0.
  @Test func appearancesAreTradedOnlyForEquallyMany() throws {
    let all = Array(3..<23)
    let test = try #require(
      DatePermutation(
        shares: [0, 0.5, 1] + Array(repeating: 0, count: 20), topicCount: 1,
        periods: [[0] + all, [1] + all, [2] + all], days: [0, 1, 2]))
    let result = test.test(seed: 1)[0]
    expectClose(result.linear, 1)
    #expect(abs(result.linearP - 1.0 / 3) < 4 * (2.0 / 9 / 999).squareRoot())
  }

  @Test func dispersionBelowItsLimitChangesNothingAndAboveItWidens() throws {
    let test = try planted(strength: 0.12)
    let plain = test.test(seed: 3)
    #expect(test.test(seed: 3, dispersions: [1.3, 0.2, 1]) == plain)
    let wide = test.test(seed: 3, dispersions: [4, 4, 4])
    for (wide, plain) in zip(wide, plain) {
      #expect(wide.linear == plain.linear && wide.heterogeneity == plain.heterogeneity)
      #expect(wide.linearP >= plain.linearP && wide.heterogeneityP >= plain.heterogeneityP)
    }
    #expect(wide[0].linearP > plain[0].linearP)
  }

  /// Independent documents, some on two dates: p at most .05 in 5 % of 400 listings and no more;
  /// the standard error is 1.1 points.
  @Test func falseAlarmsStayAtTheLevel() throws {
    let random = try #require(Samples.generator(seed: 31))
    var (linear, heterogeneous) = (0, 0)
    for run in 0..<400 {
      let shares = (0..<40).map { _ in random.uniform() }
      let periods = (0..<4).map { t in
        (0..<40).filter { $0 % 4 == t || ($0 < 12 && ($0 + 1) % 4 == t) }
      }
      let test = try #require(
        DatePermutation(shares: shares, topicCount: 1, periods: periods, days: [0, 1, 3, 4]))
      let result = test.test(seed: UInt64(run))[0]
      if result.linearP <= 0.05 { linear += 1 }
      if result.heterogeneityP <= 0.05 { heterogeneous += 1 }
    }
    for hits in [linear, heterogeneous] {
      #expect((2...37).contains(hits), "\(hits) of 400")
    }
  }

  @Test func whatCannotBeTestedIsNil() {
    func make(_ shares: [Double], _ periods: [[Int]]) -> DatePermutation? {
      DatePermutation(
        shares: shares, topicCount: 1, periods: periods, days: Array(periods.indices))
    }
    #expect(make([0, 1], [[0], [1]]) == nil, "two periods")
    #expect(make([0, 1], [[0], [1], []]) == nil, "an empty period")
    #expect(make([0, 1], [[0], [1], [2]]) == nil, "a document without shares")
    #expect(make([0, .nan], [[0], [1], [1]]) == nil, "a share that is no number")
    #expect(make([0, 1], [[0], [1], [1]]) != nil)
  }

  /// Five dates of two documents; the three that are on the topic, two on one date and one on the
  /// next, can lie in 120 ways, of which 16 have a burst as heavy: p = .133, and .011 is the standard
  /// error of 999 shuffles.
  @Test("The p of a burst is that of all ways to deal the documents out")
  func bursts() throws {
    func weight(_ onTopic: [Int]) -> Double {
      var hits = [0.0, 0, 0, 0, 0]
      for d in onTopic { hits[d / 2] += 1 }
      return largestBurstWeight(
        hits: hits, totals: [2.0, 2, 2, 2, 2], dispersion: 0.2)
    }
    let observed = weight([4, 5, 6])
    var (ways, atLeast) = (0, 0)
    for a in 0..<10 {
      for b in a + 1..<10 {
        for c in b + 1..<10 {
          ways += 1
          if weight([a, b, c]) >= observed * (1 - 1e-12) { atLeast += 1 }
        }
      }
    }
    #expect(observed > 0 && ways == 120 && atLeast == 16)

    var shares: [Double] = []
    for d in 0..<10 { shares += (4...6).contains(d) ? [1, 0] : [0, 1] }
    let periods = [[0, 1], [2, 3], [4, 5], [6, 7], [8, 9]]
    let permutation = try #require(
      DatePermutation(shares: shares, topicCount: 2, periods: periods, days: [0, 1, 2, 3, 4]))
    let search = DatePermutation.BurstSearch(dispersions: [0.2, nil])
    let found = permutation.bursts(search, seed: 1)
    let test = try #require(found.tests[0])
    expectClose(test.weight, observed)
    #expect(abs(test.p - 16.0 / 120) < 4 * 0.011 && test.permutationCount == 999)
    // A topic not asked for has no test, and what the shuffles gave is kept for it as 0.
    #expect(found.tests[1] == nil && found.weights.count == 2 * 999)
    #expect(stride(from: 1, to: 2 * 999, by: 2).allSatisfy { found.weights[$0] == 0 })
    let reached = stride(from: 0, to: 2 * 999, by: 2).count {
      found.weights[$0] >= observed * (1 - 1e-12)
    }
    #expect(test.p == Double(1 + reached) / 1000)
    let threaded = permutation.bursts(search, seed: 1, threadCount: 3)
    #expect(threaded.tests == found.tests && threaded.weights == found.weights)
  }

  /// Three topics over five dates of 30 documents: the first grows by `strength` from first to last
  /// date, the second makes room, the third does not change.
  private func planted(strength: Double) throws -> DatePermutation {
    let random = try #require(Samples.generator(seed: 77))
    var shares: [Double] = []
    for d in 0..<150 {
      let growth = strength * Double(d / 30) / 4
      let first = 0.4 * random.uniform() + growth
      let third = 0.1 * random.uniform()
      shares += [first, 1 - first - third, third]
    }
    return try #require(
      DatePermutation(
        shares: shares, topicCount: 3, periods: (0..<5).map { Array(30 * $0..<30 * $0 + 30) },
        days: [0, 7, 14, 21, 28]))
  }
}
