import Testing
import TrendsPrevalence
import TrendsTestSupport

@testable import TrendsSignals

@Suite struct ScoreDistributionTests {
  @Test func threeDatesByHand() throws {
    // Six orders: S is 3, 1, 1, −1, −1, −3.
    let distribution = try #require(ScoreDistribution(groupSizes: [1, 1, 1]))
    for (found, expected) in zip(distribution.inversionCounts, [1, 2, 2, 1]) {
      #expect(found == Double(expected))
    }
    #expect(distribution.orderCount == 6)
    expectClose(distribution.smallestP, 1.0 / 3)
    #expect(distribution.twoSidedP(score: 1) == 1)
  }

  @Test func inversionsAreCountedAsPublished() throws {
    let reference = try Reference(named: "mann_kendall_exact", in: .module)
    for count in 2...10 {
      let expected = try #require(reference["null_inversions"]?["\(count)"]?.doubles)
      let distribution = try #require(
        ScoreDistribution(groupSizes: Array(repeating: 1, count: count)))
      #expect(distribution.inversionCounts == expected)
      let smallest = try #require(reference["min_two_sided_p"]?["\(count)"]?.double)
      expectClose(distribution.smallestP, smallest, relative: 1e-13, absolute: 0)
    }
  }

  @Test func agreesWithSciPyAndEnumeration() throws {
    let reference = try Reference(named: "mann_kendall_exact", in: .module)
    #expect(reference.cases.count == 37)
    var (exact, enumerated, neither) = (0, 0, 0)
    for example in reference.cases {
      let id = try example.text(at: "id")
      let score = try #require(MannKendall(try example.numbers(at: "x")))
      #expect(score.score == example["S"]?.int, "\(id)")
      let tau = try example.number(at: "tau_b")
      expectClose(score.tauB ?? .nan, tau, id)
      #expect(score.groupSizes.contains { $0 > 1 } == (example["has_ties"]?.value as? Bool))
      let distribution = try #require(ScoreDistribution(groupSizes: score.groupSizes))
      let (both, upper) = (
        distribution.twoSidedP(score: score.score), distribution.upperTail(score: score.score)
      )
      if let expected = example["p_exact_two_sided"]?.double {
        exact += 1
        expectClose(both, expected, absolute: 0, id)
        expectClose(upper, try example.number(at: "p_exact_greater"), absolute: 0, id)
      }
      if let expected = example["p_permutation_two_sided"]?.double {
        enumerated += 1
        expectClose(both, expected, absolute: 0, id)
        expectClose(upper, try example.number(at: "p_permutation_greater"), absolute: 0, id)
      }
      if example["p_exact_two_sided"] == nil, example["p_permutation_two_sided"] == nil {
        neither += 1
      }
    }
    // Five tied series are too long for the reference to enumerate.
    #expect((exact, enumerated, neither) == (29, 14, 5))
  }

  @Test(arguments: 1...12, [5, 6, 7])
  func tiedSeriesAgreeWithEnumeratingAllOrders(seed: Int, count: Int) throws {
    let series = Samples.tied(count: count, seed: 100 * count + seed)
    let score = try #require(MannKendall(series))
    var (extreme, all) = (0, 0)
    forEachOrder(of: series) { order in
      all += 1
      if abs(MannKendall(order)?.score ?? 0) >= abs(score.score) { extreme += 1 }
    }
    expectClose(try #require(score.exactP()), Double(extreme) / Double(all), relative: 1e-13)
  }

  @Test(arguments: [[1], [3], [2, 1, 4], [5, 5], Array(repeating: 1, count: 60), [20, 20, 20]])
  func probabilitiesSumToOneAndAreSymmetric(groupSizes: [Int]) throws {
    let distribution = try #require(ScoreDistribution(groupSizes: groupSizes))
    let probabilities = distribution.inversionCounts.map { $0 / distribution.orderCount }
    expectClose(probabilities.reduce(0, +), 1, relative: 1e-12)
    for (found, mirrored) in zip(probabilities, probabilities.reversed()) {
      expectClose(found, mirrored, relative: 1e-11, absolute: 0)
    }
    #expect(distribution.upperTail(score: probabilities.count) == 0)
    expectClose(distribution.upperTail(score: -probabilities.count), 1)
  }

  @Test(arguments: [(5, 10, 6), (6, 15, 36), (6, 13, 6), (7, 19, 36), (7, 21, 252), (8, 26, 252)])
  func aLimitThatIsReachedExactlyIsPassed(dates: Int, score: Int, topics: Int) throws {
    // A p such as 2/5! over six topics is q = 0.1, not a rounding above it.
    let distribution = try #require(
      ScoreDistribution(groupSizes: Array(repeating: 1, count: dates)))
    let p = distribution.twoSidedP(score: score)
    let q = FalseDiscovery.benjaminiHochberg([p] + Array(repeating: 1, count: topics - 1))
    #expect(q[0] <= 0.1)
    expectClose(q[0], 0.1, relative: 1e-12)
    #expect(p <= 0.1 / Double(topics))
  }

  @Test func thereIsNoneBeyondSixtyDates() {
    #expect(ScoreDistribution(groupSizes: Array(repeating: 1, count: 61)) == nil)
    #expect(MannKendall((0..<61).map(Double.init))?.exactP() == nil)
  }

  /// Heap's algorithm.
  private func forEachOrder(of values: [Double], _ body: ([Double]) -> Void) {
    var values = values
    func permute(_ count: Int) {
      guard count > 1 else { return body(values) }
      for i in 0..<count {
        permute(count - 1)
        if i < count - 1 { values.swapAt(count.isMultiple(of: 2) ? i : 0, count - 1) }
      }
    }
    permute(values.count)
  }
}
