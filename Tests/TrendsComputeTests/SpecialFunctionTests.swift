import Foundation
import Testing
import TrendsCompute
import TrendsTestSupport

@Suite struct SpecialFunctionTests {
  /// What the reference promises of GSL.
  private let relative = 1e-12

  @Test func gammaFunctionsAndNormalTailAgreeWithFortyDigits() throws {
    let reference = try Reference(named: "special_functions", in: .module)
    #expect(reference.cases.count == 15)
    for example in reference.cases {
      let x = try #require(example["x"]?.double)
      expectClose(logGamma(x), try #require(example["lgamma"]?.double), relative: relative)
      expectClose(digamma(x), try #require(example["digamma"]?.double), relative: relative)
      let tail = try #require(example["norm_sf"]?.double)
      expectClose(
        try #require(normalUpperTail(x)), tail, relative: relative, absolute: 0, "x \(x)")
      // P(½, x) of the incomplete gamma function is the lower tail of chi-squared with 1 degree at
      // 2x, so the upper tail is its complement.
      let lower = try #require(example["gammp_half"]?.double)
      expectClose(
        try #require(chiSquaredUpperTail(2 * x, degreesOfFreedom: 1)), 1 - lower,
        relative: relative)
    }
  }

  @Test func normalQuantilesAgreeWithFortyDigits() throws {
    let reference = try Reference(named: "special_functions", in: .module)
    let examples = reference["normal_quantile"]?.array ?? []
    #expect(examples.count == 14)
    for example in examples {
      let p = try #require(example["p"]?.double)
      let z = try #require(example["z"]?.double)
      expectClose(try #require(normalQuantile(p)), z, relative: relative)
    }
  }

  @Test func betaQuantilesAgreeWithSciPy() throws {
    let reference = try Reference(named: "special_functions", in: .module)
    let examples = reference["beta_quantile"]?.array ?? []
    #expect(examples.count == 15)
    for example in examples {
      let a = try #require(example["a"]?.double)
      let b = try #require(example["b"]?.double)
      let p = try #require(example["p"]?.double)
      let x = try #require(example["x"]?.double)
      expectClose(try #require(betaQuantile(p, a: a, b: b)), x, relative: relative)
    }
  }

  /// GSL's own inverse fails here; the expected values are SciPy's.
  @Test(arguments: [(0.025, 1e5, 1e7, 0.009840020777999234), (0.5, 2e5, 2e5, 0.5)])
  func betaQuantilesOfLargeShapes(p: Double, a: Double, b: Double, expected: Double) throws {
    expectClose(try #require(betaQuantile(p, a: a, b: b)), expected, relative: 1e-9)
  }

  @Test(arguments: [1e-10, 1e-3, 0.05, 0.5, 0.999], [1.0, 2, 7.5, 100])
  func theChiSquaredQuantileInvertsTheTail(q: Double, degrees: Double) throws {
    let x = try #require(chiSquaredUpperTailQuantile(q, degreesOfFreedom: degrees))
    let tail = try #require(chiSquaredUpperTail(x, degreesOfFreedom: degrees))
    expectClose(tail, q, relative: 1e-10, absolute: 0)
  }

  @Test func theChiSquaredQuantileByHand() throws {
    // Two degrees of freedom: the tail is exp(-x / 2), so the quantile at q is -2 ln q.
    let x = try #require(chiSquaredUpperTailQuantile(0.05, degreesOfFreedom: 2))
    expectClose(x, 5.991464547107982, relative: relative)
  }

  @Test func outsideTheDomainIsNilAndNoAbort() {
    for p in [-0.1, 0, 1, 1.1, .nan] { #expect(normalQuantile(p) == nil, "p \(p)") }
    #expect(normalUpperTail(.nan) == nil)
    #expect(normalUpperTail(.infinity) == 0)
    #expect(normalUpperTail(-.infinity) == 1)
    #expect(chiSquaredUpperTail(.nan, degreesOfFreedom: 1) == nil)
    #expect(chiSquaredUpperTail(3, degreesOfFreedom: 0) == nil)
    #expect(chiSquaredUpperTail(-3, degreesOfFreedom: 2) == 1)
    #expect(chiSquaredUpperTailQuantile(0, degreesOfFreedom: 1) == nil)
    #expect(chiSquaredUpperTailQuantile(1, degreesOfFreedom: 1) == 0)
    #expect(betaQuantile(0.5, a: 0, b: 1) == nil)
    #expect(betaQuantile(0.5, a: 1, b: .infinity) == nil)
    #expect(betaQuantile(.nan, a: 1, b: 1) == nil)
    #expect(betaQuantile(0, a: 2, b: 3) == 0)
    #expect(betaQuantile(1, a: 2, b: 3) == 1)
  }
}
