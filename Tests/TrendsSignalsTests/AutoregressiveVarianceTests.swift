import Foundation
import Testing
import TrendsCompute
import TrendsTestSupport

@testable import TrendsSignals

@Suite struct AutoregressiveVarianceTests {
  @Test func agreesWithTheFormulaAndWithSimulation() throws {
    let reference = try Reference(named: "mk_ar1_variance", in: .module)
    #expect(reference.cases.count == 40)
    for example in reference.cases {
      let id = try example.text(at: "id")
      let count = try example.count(at: "n")
      let phi = try example.number(at: "phi")
      let variance = AutoregressiveVariance.variance(dateCount: count, phi: phi)
      // The file's correlation of a pair with itself is 1 less one or two units in the last place,
      // of which the arcsine makes √(4 ulp) at most: so much is missing from each of the pairs.
      let slack = Double(count * (count - 1) / 2) * (2 / .pi) * (4 * Double.ulpOfOne).squareRoot()
      expectClose(
        variance, try example.number(at: "var_S_exact"), relative: 1e-12, absolute: slack,
        id)
      let simulated = try example.number(at: "monte_carlo_var")
      let error = try example.number(at: "monte_carlo_se")
      #expect(abs(variance - simulated) < 4 * error, "\(id)")
      let independent = try example.number(at: "iid_var")
      expectClose(MannKendall.untiedVariance(dateCount: count), independent)
      if phi == 0 { expectClose(variance, independent, relative: 1e-12) }
    }
  }

  /// The four-fold sum as the literature writes it.
  @Test(arguments: [2, 3, 9, 23], [0, 0.3, 0.95])
  func gatheringBySpanChangesNothing(count: Int, phi: Double) {
    var rho = Array(repeating: 1.0, count: count)
    for h in 1..<count { rho[h] = rho[h - 1] * phi }
    func correlation(_ i: Int, _ j: Int, _ k: Int, _ l: Int) -> Double {
      let covariance = rho[abs(j - l)] - rho[abs(i - l)] - rho[abs(j - k)] + rho[abs(i - k)]
      return covariance / ((2 - 2 * rho[j - i]) * (2 - 2 * rho[l - k])).squareRoot()
    }
    var sum = 0.0
    for j in 0..<count {
      for i in 0..<j {
        for l in 0..<count {
          for k in 0..<l {
            sum += i == k && j == l ? 1 : asin(correlation(i, j, k, l)) * (2 / .pi)
          }
        }
      }
    }
    expectClose(
      AutoregressiveVariance.variance(dateCount: count, phi: phi), sum, relative: 1e-12)
  }

  /// Beyond the longest span the terms are continued, not computed: compare 10,000 paths. The
  /// standard error of a variance of nearly normal scores is √(2/10,000), 1.4 %.
  @Test(.tags(.slow), .onlyWhenSlow, arguments: [80, 300], [0.0, 0.5, 0.9, 0.95])
  func longSeriesAgreeWithSimulation(count: Int, phi: Double) throws {
    let random = try GSLGenerator(
      RandomStream(seed: 11, purpose: .simulation, sweep: count, document: Int(phi * 100)))
    let paths = 10_000
    var squares = 0.0
    for _ in 0..<paths {
      let path = Samples.autoregressive(count: count, phi: phi, random: random)
      let score = Double(try #require(MannKendall(path)).score)
      squares += score * score
    }
    let variance = AutoregressiveVariance.variance(dateCount: count, phi: phi)
    #expect(abs(squares / Double(paths) / variance - 1) < 4 * (2 / Double(paths)).squareRoot())
  }

  /// The same sums to a span of 600, made once: V(600) at φ = .5, .8, .9 and .95 over V0.
  @Test(arguments: [
    (0.5, 2.90083), (0.8, 8.55056), (0.9, 17.67115), (0.95, 34.80599),
  ])
  func theContinuationHoldsAtSixHundredDates(phi: Double, expected: Double) {
    let ratio =
      AutoregressiveVariance.variance(dateCount: 600, phi: phi)
      / MannKendall.untiedVariance(dateCount: 600)
    expectClose(ratio, expected, relative: 1e-4)
  }

  @Test(arguments: [8, 10, 20, 60, 250])
  func theTableIsWithinTwoPerMilleOfTheSum(count: Int) {
    let table = AutoregressiveVariance(dateCount: count)
    let independent = MannKendall.untiedVariance(dateCount: count)
    for phi in [0, 0.01, 0.024, 0.05, 0.23, 0.475, 0.62, 0.825, 0.875, 0.925, 0.95] {
      let exact = AutoregressiveVariance.variance(dateCount: count, phi: phi) / independent
      expectClose(table.ratio(phi: phi), exact, relative: 2e-3, "T \(count) φ \(phi)")
    }
    expectClose(table.ratio(phi: -0.4), 1)
    #expect(table.ratio(phi: 2) == table.ratio(phi: 0.95))
  }

  @Test func moreMemoryMeansMoreVariance() {
    let table = AutoregressiveVariance(dateCount: 30)
    let ratios = stride(from: 0.0, through: 0.95, by: 0.01).map { table.ratio(phi: $0) }
    #expect(zip(ratios, ratios.dropFirst()).allSatisfy(<))
  }

  @Test(arguments: [0, 1])
  func noDatesAndOneDateHaveNone(count: Int) {
    #expect(AutoregressiveVariance.variance(dateCount: count, phi: 0.5) == 0)
    #expect(AutoregressiveVariance(dateCount: count).ratio(phi: 0.5) == 1)
  }
}
