import Testing
import TrendsSignals
import TrendsTestSupport

@Suite struct DateRulesTests {
  /// What becomes allowed at each number of dates: difference, trend, correction, smoothing, change
  /// points; then the horizon.
  @Test(arguments: [
    (0, "-----", 0), (1, "-----", 0), (2, "d----", 0), (4, "d----", 0), (5, "dt---", 0),
    (7, "dt---", 0), (8, "dtas-", 1), (9, "dtas-", 1), (10, "dtasc", 2), (11, "dtasc", 2),
    (12, "dtasc", 3), (252, "dtasc", 63),
  ])
  func eachNumberOfDatesAllowsWhatTheTableSays(dates: Int, allowed: String, horizon: Int) {
    let rules = DateRules(dateCount: dates)
    let found = [
      (rules.comparesDates, "d"), (rules.testsTrend, "t"), (rules.correctsAutocorrelation, "a"),
      (rules.smooths, "s"), (rules.seeksChangePoints, "c"),
    ].map { $0.0 ? $0.1 : "-" }.joined()
    #expect(found == allowed)
    #expect(rules.forecastHorizon == horizon)
  }

  @Test(arguments: [(1, 1.0), (2, 1), (3, 3), (4, 12), (5, 60), (6, 360), (7, 2520)])
  func theSmallestPOfFewDates(dates: Int, inverse: Double) {
    expectClose(DateRules(dateCount: dates).smallestP, 1 / inverse)
  }

  @Test(arguments: [5, 9, 10, 30])
  func aPerfectTrendReachesTheSmallestP(dates: Int) throws {
    let score = try #require(MannKendall((0..<dates).map(Double.init)))
    let p = dates < 10 ? score.exactP() : score.normalP(variance: score.independentVariance)
    expectClose(DateRules(dateCount: dates).smallestP, try #require(p), absolute: 0)
  }

  @Test func twentyTopicsNeedSixDates() {
    // 1/60 is above .10/20 = 1/200, and 1/360 below it.
    #expect(!DateRules(dateCount: 5).couldPass(topicCount: 20, limit: 0.1))
    #expect(DateRules(dateCount: 6).couldPass(topicCount: 20, limit: 0.1))
    #expect(DateRules.fewestDates(topicCount: 20, limit: 0.1) == 6)
    #expect(DateRules.fewestDates(topicCount: 1, limit: 0.1) == 5)
    #expect(DateRules.fewestDates(topicCount: 20, limit: 0) == nil)
    #expect(!DateRules(dateCount: 4).couldPass(topicCount: 1, limit: 0.5))
  }

  @Test func theMinimumDetectableChangeByHand() throws {
    // One topic at q .05 and power .5: z is 1.96 and 0, so 1.96 errors in 30 days, over a year.
    let change = DateRules.minimumDetectableChange(
      slopeError: 0.01, window: 12, topicCount: 1, limit: 0.05, power: 0.5)
    expectClose(try #require(change), 1.959963984540054 * 0.01 * 12)
    // Twenty topics at .10, power .8: Φ⁻¹(.9975) + Φ⁻¹(.8) = 2.807 + .842.
    let usual = DateRules.minimumDetectableChange(
      slopeError: 1, window: 1, topicCount: 20, limit: 0.1)
    expectClose(try #require(usual), 2.8070337683438042 + 0.8416212335729143)
    for limit in [0, -1, .nan] {
      #expect(
        DateRules.minimumDetectableChange(slopeError: 1, window: 1, topicCount: 1, limit: limit)
          == nil)
    }
    #expect(
      DateRules.minimumDetectableChange(slopeError: .nan, window: 1, topicCount: 1, limit: 0.1)
        == nil)
  }
}
