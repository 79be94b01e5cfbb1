import Testing
import TrendsTestSupport

@testable import TrendsSignals

@Suite struct TheilSenTests {
  @Test func threeDatesByHand() throws {
    // Days 0, 10, 30 and 1, 2, 7: slopes .1, .2, .25; the middle one is .2 a day, 6 in 30 days.
    let line = try #require(TheilSen([1, 2, 7], days: [0, 10, 30], scoreVariance: nil))
    expectClose(line.slope, 6)
    expectClose(line.intercept, 2 - 0.2 * 10)
    expectClose(line.value(onDay: 20), 4)
    #expect(line.interval == nil)
  }

  @Test func agreesWithSciPy() throws {
    let reference = try Reference(named: "theil_sen", in: .module)
    #expect(reference.cases.count == 56)
    for example in reference.cases {
      let id = try example.text(at: "id")
      let series = try example.numbers(at: "y")
      let days = try #require(example["t"]?.ints)
      #expect(days.map(Double.init) == example["t"]?.doubles, "\(id): days are whole")
      let variance = try #require(MannKendall(series)).independentVariance
      let line = try #require(
        TheilSen(
          series, days: days, scoreVariance: variance,
          confidence: try example.number(at: "confidence")))
      let interval = try #require(line.interval)
      for (found, field) in [
        (line.slope, "slope"), (interval.low, "low"), (interval.high, "high"),
      ] {
        expectClose(
          found / TheilSen.slopeDays, try example.number(at: field), "\(id) \(field)")
      }
      expectClose(line.intercept, try example.number(at: "intercept"), id)
    }
  }

  @Test func moreVarianceWidensTheInterval() throws {
    let series = Samples.uniforms(count: 20, seed: 3)
    let days = (0..<20).map { 7 * $0 }
    let variance = try #require(MannKendall(series)).independentVariance
    let plain = try #require(TheilSen(series, days: days, scoreVariance: variance)?.interval)
    let wide = try #require(TheilSen(series, days: days, scoreVariance: 4 * variance)?.interval)
    #expect(wide.low < plain.low && plain.high < wide.high)
    let error = try #require(plain.standardError)
    expectClose(error, (plain.high - plain.low) / (2 * 1.959963984540054))
  }

  @Test(arguments: 1...10)
  func theOriginOfDaysOnlyMovesTheIntercept(seed: Int) throws {
    let series = Samples.uniforms(count: 15, seed: seed)
    let days = (0..<15).map { $0 * $0 + $0 }
    let near = try #require(TheilSen(series, days: days, scoreVariance: 400))
    let far = try #require(TheilSen(series, days: days.map { $0 + 20_000 }, scoreVariance: 400))
    #expect(far.slope == near.slope && far.interval == near.interval)
    expectClose(far.value(onDay: 20_007), near.value(onDay: 7), relative: 1e-9)
  }

  @Test(arguments: 1...10)
  func rowsOfDrawsGiveWhatSingleSeriesGive(seed: Int) throws {
    let days = [0, 3, 4, 9, 11, 30, 31]
    let draws = Samples.uniforms(count: 5 * days.count, seed: seed)
    var pairs = PairwiseSlopes(days: days)
    let found = pairs.slopes(ofRows: draws)
    let slopes = try #require(found)
    for (row, slope) in slopes.enumerated() {
      let series = Array(draws[row * days.count..<(row + 1) * days.count])
      #expect(TheilSen(series, days: days, scoreVariance: nil)?.slope == slope)
    }
    #expect(slopes.count == 5)
  }

  @Test func undefinedSlopesAreNil() {
    #expect(TheilSen([1], days: [4], scoreVariance: nil) == nil)
    #expect(TheilSen([], days: [], scoreVariance: nil) == nil)
    #expect(TheilSen([1, .nan], days: [1, 2], scoreVariance: nil) == nil)
    #expect(TheilSen([1, 2], days: [1, 2], scoreVariance: .nan)?.interval == nil)
    func slopes(_ draws: [Double]) -> [Double]? {
      var pairs = PairwiseSlopes(days: [1, 2])
      return pairs.slopes(ofRows: draws)
    }
    #expect(slopes([1, .infinity]) == nil)
    #expect(slopes([1, 2, 3]) == nil)
    #expect(slopes([]) == [])
    // Differences that overflow have no median.
    #expect(slopes([-1e308, 1e308]) == nil)
  }
}

@Suite struct PairwiseSlopesTests {
  enum Shape: CaseIterable { case noise, rising, flat, steps, mostlyZero, outliers }

  /// 300 dates and more have so many pairs that only those near the median are looked at.
  @Test(arguments: Shape.allCases, [299, 300, 415])
  func manyDatesHaveTheMedianOfAllPairs(shape: Shape, dateCount: Int) throws {
    let noise = Samples.uniforms(count: dateCount, seed: dateCount)
    let series = noise.enumerated().map { t, u -> Double in
      switch shape {
      case .noise: u
      case .rising: Double(t) * 1e-3
      case .flat: 0.25
      case .steps: Double(t / 100) + Double(Int(u * 3))
      case .mostlyZero: u < 0.9 ? 0 : u
      case .outliers: u < 0.02 ? 1e12 * u : u
      }
    }
    let days = (0..<dateCount).map { $0 * 2 + $0 / 7 }
    var slopes: [Double] = []
    for i in 0..<dateCount {
      for j in i + 1..<dateCount {
        slopes.append((series[j] - series[i]) / Double(days[j] - days[i]))
      }
    }
    slopes.sort()
    let expected = (slopes[(slopes.count - 1) / 2] + slopes[slopes.count / 2]) / 2
    var pairs = PairwiseSlopes(days: days)
    let found = pairs.slopes(ofRows: series + series)
    #expect(found == [expected * 30, expected * 30])
    #expect(pairs.slope(of: series)?.median == expected)
  }
}
