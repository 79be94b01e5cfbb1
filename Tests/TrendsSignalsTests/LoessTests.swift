import Foundation
import Testing
import TrendsPrevalence
import TrendsTestSupport

@testable import TrendsSignals

@Suite("LOESS and LOWESS")
struct LoessTests {
  @Test("Curves, standard errors and degrees of freedom are those of R")
  func reference() throws {
    let reference = try Reference(named: "loess", in: .module)
    for example in reference.cases {
      let id = example.name
      let options = LoessOptions(
        span: try example.requiredDouble("span"), degree: try example.requiredInt("degree"),
        robustRounds: example["family"]?.string == "symmetric" ? 3 : 0)
      let smoother = try #require(
        LoessSmoother(
          x: try example.requiredDoubles("x"), weights: example["weights"]?.doubles,
          options: options), "\(id)")
      let curve = try #require(smoother.fit(try example.requiredDoubles("y")), "\(id)")
      func compare(_ found: Double, _ key: String) throws {
        expectClose(
          found, try example.requiredDouble(key), relative: 1e-7, "\(id) \(key)")
      }
      try compare(smoother.equivalentParameters, "enp")
      try compare(smoother.delta1, "one.delta")
      try compare(smoother.delta2, "two.delta")
      try compare(smoother.degreesOfFreedom, "df")
      try compare(curve.residualScale, "residual_scale")
      for (i, value) in try example.requiredDoubles("fitted").enumerated() {
        expectClose(curve.fitted[i], value, relative: 1e-7, "\(id) fitted \(i)")
      }
      for (i, value) in try example.requiredDoubles("se").enumerated() {
        expectClose(curve.standardErrors[i], value, relative: 1e-7, "\(id) se \(i)")
      }
      for (i, place) in (example["newx"]?.doubles ?? []).enumerated() {
        let estimate = try #require(curve.estimate(at: place))
        expectClose(
          estimate.value, try example.requiredDoubles("newfit")[i], relative: 1e-7, id)
        expectClose(
          estimate.standardError, try example.requiredDoubles("newse")[i], relative: 1e-7, id)
      }
    }
    #expect(reference.cases.count == 21)
  }

  @Test("LOWESS is R's")
  func lowessReference() throws {
    let reference = try Reference(named: "lowess", in: .module)
    for example in reference.cases {
      let id = example.name
      let fit = try #require(
        lowess(
          x: try example.requiredDoubles("x"), y: try example.requiredDoubles("y"),
          fraction: try example.requiredDouble("f"),
          iterations: try example.requiredInt("iter")))
      let expected = try example.requiredDoubles("fit")
      #expect(fit.count == expected.count)
      for (i, value) in expected.enumerated() {
        expectClose(fit[i], value, relative: 1e-9, "\(id) \(i)")
      }
    }
    #expect(reference.cases.count == 16)
  }

  @Test("The curve of a line is the line, and of a parabola the parabola", arguments: 0..<12)
  func polynomials(seed: Int) throws {
    let random = SplitMix(seed: UInt64(seed))
    var day = 0.0
    let days = (0..<(12 + random.below(20))).map { _ -> Double in
      day += Double(1 + random.below(20))
      return day
    }
    let (a, b) = (random.normal(), random.normal())
    let weights = days.map { _ in 1 + 50 * random.uniform() }
    for (degree, c) in [(1, 0.0), (2, random.normal())] {
      let options = LoessOptions(
        span: 0.6 + random.uniform(), degree: degree, robustRounds: random.below(2) * 3)
      let smoother = try #require(LoessSmoother(x: days, weights: weights, options: options))
      let y = days.map { a + b * $0 / day + c * $0 * $0 / day / day }
      let curve = try #require(smoother.fit(y))
      for (fitted, y) in zip(curve.fitted, y) { expectClose(fitted, y, absolute: 1e-9) }
      let estimate = try #require(curve.estimate(at: day / 3))
      expectClose(estimate.value, a + b / 3 + c / 9, absolute: 1e-9)
      if degree == 1 {
        let line = try #require(lowess(x: days, y: y, fraction: 0.7))
        for (fitted, y) in zip(line, y) { expectClose(fitted, y, absolute: 1e-9) }
      }
    }
  }

  @Test("Few dates, or few in a window, give no curve")
  func reasons() throws {
    let days = (0..<8).map(Double.init)
    let shares = days.map { 0.1 + 0.01 * $0 }
    func reason(_ result: Result<LoessCurve, ReasonCode>) -> ReasonCode? {
      if case .failure(let reason) = result { reason } else { nil }
    }
    #expect(reason(smoothCurve(days: days, shares: shares)) == nil)
    #expect(
      reason(smoothCurve(days: Array(days.dropLast()), shares: Array(shares.dropLast())))
        == .insufficientDates)
    // Of 4 points in a window the farthest has no weight.
    #expect(
      reason(smoothCurve(days: days, shares: shares, options: LoessOptions(span: 0.5)))
        == .insufficientDates)
    #expect(
      reason(smoothCurve(days: days, shares: shares.map { $0 == shares[3] ? .nan : $0 }))
        == .notFinite)
    #expect(
      reason(smoothCurve(days: [0, 1, 1, 2, 3, 4, 5, 6], shares: shares)) == .notFinite)
    #expect(
      reason(smoothCurve(days: days, shares: shares, weights: [1, 1, 1, 0, 1, 1, 1, 1]))
        == .notFinite)
    #expect(lowess(x: [0], y: [1], fraction: 0.5) == nil)
    #expect(lowess(x: [1, 0], y: [1, 2], fraction: 0.5) == nil)
    #expect(LoessSmoother(x: [], options: LoessOptions()) == nil)
  }

  /// y is flat but for one point, which the robust curve passes by.
  @Test("Robust rounds leave out an outlier")
  func robust() throws {
    let days = (0..<20).map(Double.init)
    var y = days.map { 0.1 + 0.001 * sin($0) }
    y[9] = 1
    let plain = try #require(LoessSmoother(x: days)?.fit(y))
    let robust = try #require(
      LoessSmoother(x: days, options: LoessOptions(robustRounds: 3))?.fit(y))
    #expect(plain.fitted[9] > 0.15)
    #expect(abs(robust.fitted[9] - 0.1) < 0.002)
  }
}
