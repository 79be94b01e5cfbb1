import Foundation
import Testing
import TrendsSignals
import TrendsTestSupport

@Suite struct MannKendallTests {
  @Test func pairsAndTiesByHand() throws {
    // 1 3 2 2: rises 1-3, 1-2, 1-2; falls 3-2, 3-2; one tie. Var0 = (4·3·13 − 2·1·9) / 18.
    let score = try #require(MannKendall([1, 3, 2, 2]))
    #expect(score.score == 1)
    #expect(score.groupSizes == [1, 2, 1])
    #expect(score.pairCount == 6)
    #expect(score.untiedPairCount == 5)
    #expect(score.independentVariance == 138.0 / 18)
    expectClose(try #require(score.tauA), 1.0 / 6)
    expectClose(try #require(score.tauB), 1 / 30.0.squareRoot())
    // The correction for continuity takes the single step away.
    #expect(score.z(variance: score.independentVariance) == 0)
    #expect(score.normalP(variance: score.independentVariance) == 1)
  }

  @Test func agreesWithPymannkendall() throws {
    let reference = try Reference(named: "mann_kendall", in: .module)
    #expect(reference.cases.count == 44)
    for example in reference.cases {
      let id = try example.text(at: "id")
      let series = try example.numbers(at: "x")
      let expected = try #require(example["original"])
      let score = try #require(MannKendall(series))
      #expect(score.score == expected["s"]?.int, "\(id)")
      expectClose(try #require(score.tauA), try expected.number(at: "Tau"), id)
      let variance = score.independentVariance
      expectClose(variance, try expected.number(at: "var_s"), id)
      let line = try #require(TheilSen(series, days: Array(series.indices), scoreVariance: nil))
      expectClose(
        line.slope / TheilSen.slopeDays, try expected.number(at: "slope"), id)
      expectClose(line.intercept, try expected.number(at: "intercept"), id)
      if score.untiedPairCount == 0 {
        // The tool calls a constant series "z 0, p 1"; to us it has neither.
        #expect(expected["p"]?.double == 1, "\(id)")
        #expect(score.z(variance: variance) == nil && score.normalP(variance: variance) == nil)
        #expect(score.tauB == nil)
        continue
      }
      expectClose(
        try #require(score.z(variance: variance)), try expected.number(at: "z"), id)
      // The tool takes 2(1 − Φ), which far out is the rounding of 1: two halves of its last place.
      expectClose(
        try #require(score.normalP(variance: variance)), try expected.number(at: "p"),
        absolute: 2 * Double.ulpOfOne, id)
    }
  }

  @Test(arguments: [nil, 3])
  func hamedRaoAgreesWithPymannkendall(largestLag: Int?) throws {
    let reference = try Reference(named: "mann_kendall", in: .module)
    let field = largestLag == nil ? "hamed_rao_all_lags" : "hamed_rao_lag3"
    var (compared, undefined) = (0, 0)
    for example in reference.cases {
      let id = try example.text(at: "id")
      let series = try example.numbers(at: "x")
      guard let expected = example[field], let variance = expected["var_s"]?.double else {
        continue
      }
      let score = try #require(MannKendall(series))
      let factor = try #require(
        SerialCorrelation.hamedRaoFactor(of: series, largestLag: largestLag))
      let ours = score.independentVariance * factor
      if variance.isNaN {
        // The tool gives NaN where its factor is not above 0 or not defined; ours is then 1.
        undefined += 1
        #expect(factor == 1, "\(id)")
        continue
      }
      compared += 1
      expectClose(ours, variance, id)
      expectClose(
        try #require(score.z(variance: ours)), try expected.number(at: "z"), id)
      expectClose(
        try #require(score.normalP(variance: ours)), try expected.number(at: "p"),
        absolute: 2 * Double.ulpOfOne, id)
    }
    // Of 44 series, two are too short for the tool at all lags, five at three lags.
    #expect(compared + undefined == (largestLag == nil ? 42 : 39))
    #expect(undefined == (largestLag == nil ? 4 : 2))
  }

  @Test func agreesWithR() throws {
    let reference = try Reference(named: "mann_kendall_r", in: .module)
    #expect(reference.cases.count == 42)
    for example in reference.cases {
      let id = try example.text(at: "id")
      let series = try example.numbers(at: "x")
      let expected = try #require(example["mk"])
      let score = try #require(MannKendall(series))
      #expect(score.score == expected["S"]?.int, "\(id)")
      let variance = score.independentVariance
      expectClose(variance, try expected.number(at: "varS"), id)
      let tau = try expected.number(at: "tau_b")
      if tau.isNaN {
        #expect(score.tauB == nil && score.z(variance: variance) == nil, "\(id)")
      } else {
        expectClose(try #require(score.tauB), tau, id)
        expectClose(
          try #require(score.z(variance: variance)), try expected.number(at: "z"), id)
        expectClose(
          try #require(score.normalP(variance: variance)), try expected.number(at: "p"),
          absolute: 0, id)
      }
      let line = try #require(TheilSen(series, days: Array(series.indices), scoreVariance: nil))
      // R writes 15 digits of slopes of up to 6 digits, some of which are rounding around 0.
      expectClose(
        line.slope / TheilSen.slopeDays, try #require(example["sens"]?["slope"]?.double), id)

      guard let corrected = example["mmkh"]?["new.variance"]?.double else {
        // mmkh stops where its factor is undefined; ours is then 1.
        #expect(example["mmkh"]?["error"] != nil, "\(id)")
        #expect(SerialCorrelation.hamedRaoFactor(of: series) == 1, "\(id)")
        continue
      }
      let factor = try #require(SerialCorrelation.hamedRaoFactor(of: series))
      expectClose(factor, try #require(example["mmkh"]?["N/N*"]?.double), id)
      expectClose(variance * factor, corrected, id)
      expectClose(
        try #require(score.normalP(variance: corrected)),
        try #require(example["mmkh"]?["new P-value"]?.double), absolute: 0, id)
    }
  }

  @Test(arguments: 1...20)
  func reversingTurnsTheSignAround(seed: Int) throws {
    let series = Samples.tied(count: 5 + seed, seed: seed)
    let forward = try #require(MannKendall(series))
    let backward = try #require(MannKendall(series.reversed()))
    #expect(backward.score == -forward.score)
    #expect(backward.groupSizes == forward.groupSizes)
    #expect(backward.exactP() == forward.exactP())
  }

  @Test(arguments: 1...20)
  func onlyTheOrderOfValuesCounts(seed: Int) throws {
    let series = Samples.tied(count: 5 + seed, seed: seed)
    let stretched = series.map { exp($0 / 3) - 7 }
    #expect(MannKendall(stretched) == MannKendall(series))
  }

  @Test func valuesThatAreNoNumbersHaveNoScore() {
    #expect(MannKendall([1, .nan, 2]) == nil)
    #expect(MannKendall([1, .infinity]) == nil)
  }

  @Test func noDatesAndOneDateHaveNoPairs() throws {
    for series in [[], [0.3]] {
      let score = try #require(MannKendall(series))
      #expect(score.score == 0 && score.pairCount == 0 && score.independentVariance == 0)
      #expect(score.tauA == nil && score.tauB == nil && score.tieFactor == 1)
      #expect(score.exactP() == 1)
    }
  }
}
