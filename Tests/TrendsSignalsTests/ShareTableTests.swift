import Testing
import TrendsCorpus
import TrendsPrevalence
import TrendsTestSupport

@testable import TrendsSignals

@Suite("Shares of all periods")
struct ShareTableTests {
  private static func periods(_ documents: [[Int]]) -> TestedPeriods {
    TestedPeriods(
      buckets: documents.indices.map { DateBucket(day: 20_000 + $0, unit: .date) },
      documents: documents)
  }

  @Test("Shares and variances by hand")
  func byHand() throws {
    // One topic of two; documents of .2 and .4 on the first day, .5, .7 and .9 on the second.
    let shares = [0.2, 0.4, 0.5, 0.7, 0.9].flatMap { [$0, 1 - $0] }
    let table = ShareTable(
      documentShares: shares, topicCount: 2, periods: Self.periods([[0, 1], [2, 3, 4]]))
    expectClose(table.series(of: 0)[0], 0.3)
    expectClose(table.series(of: 0)[1], 0.7)
    expectClose(table.expectedDocuments(of: 0)[1], 2.1)
    // (.01 + .01 + .04 + 0 + .04) / (1 + 2)
    expectClose(try #require(table.documentVariances)[0], 0.1 / 3)
    #expect(table.dispersions == [1, 1])
  }

  @Test("Periods of single documents leave the variance unknown")
  func singleDocuments() {
    let table = ShareTable(
      documentShares: [0.1, 0.9, 0.2, 0.8, 0.3, 0.7], topicCount: 2,
      periods: Self.periods([[0], [1], [2]]))
    #expect(table.documentVariances == nil)
    #expect(table.varianceAboutLevel(of: 0) == nil)
    #expect(table.burstDispersion(of: 0, options: BurstOptions()) == nil)
  }

  @Test("Log-ratios of a period sum to 0, zeros and all")
  func logRatios() throws {
    let table = ShareTable(
      documentShares: [0, 0.25, 0.75, 0.5, 0.5, 0], topicCount: 3,
      periods: Self.periods([[0], [1]]))
    let ratios = try #require(table.centredLogRatios())
    for t in 0..<2 { expectClose(1 + ratios[3 * t..<3 * t + 3].reduce(0, +), 1) }
  }

  /// A cubic in time has no scatter about a cubic; a line none about a line.
  @Test("A smooth course is left without scatter", arguments: [6, 11, 12, 30, 200])
  func smoothCourse(count: Int) throws {
    let days = (0..<count).map { 20_000 + $0 * $0 % 7 + 9 * $0 }
    let weights = (0..<count).map { Double(5 + $0 * 13 % 11) }
    let course = try #require(SmoothCourse(days: days, weights: weights))
    let degree = count < 12 ? 1 : 3
    let curve = days.map { day -> Double in
      let x = Double(day - 20_000) / Double(9 * count)
      return 0.2 + 0.3 * x + (degree == 3 ? 0.5 * x * x - 0.7 * x * x * x : 0)
    }
    #expect(course.residualVariance(of: curve) < 1e-20)
    let jagged = curve.indices.map { curve[$0] + ($0 % 2 == 0 ? 0.1 : -0.1) }
    #expect(course.residualVariance(of: jagged) > 0.01)
  }

  /// 500 series of 20 standard normal values, weights 1; four of them then lie 3 higher. Without them
  /// the rest scatters by 1 as before (standard error of the mean of 500 about .02), and with them by
  /// more than 2.
  @Test("A burst does not scatter the other periods")
  func apartFromBurst() throws {
    let course = try #require(
      SmoothCourse(days: Array(0..<20), weights: Array(repeating: 1, count: 20)))
    let random = SplitMix(seed: 9)
    var (all, apart) = (0.0, 0.0)
    for _ in 0..<500 {
      var series = (0..<20).map { _ in random.normal() }
      for t in 10..<14 { series[t] += 3 }
      all += course.residualVariance(of: series) / 500
      apart += try #require(course.residualVariance(of: series, apartFrom: 10...13)) / 500
    }
    #expect(all > 1.8 && abs(apart - 1) < 0.08)
    // All periods together have the level that the course has, too.
    #expect(course.residualVariance(of: Array(repeating: 1, count: 20), apartFrom: 0...19) == nil)
  }

  @Test("Too few periods have no course", arguments: [1, 2])
  func tooFew(count: Int) {
    #expect(
      SmoothCourse(days: Array(0..<count), weights: Array(repeating: 1, count: count)) == nil)
  }

  @Test("Scatter beyond the documents' shows as dispersion above 1")
  func dispersion() throws {
    // 20 days of 200 documents of .3 or .5; odd days have more of the latter.
    var shares: [Double] = []
    var periods: [[Int]] = []
    for day in 0..<20 {
      let high = day % 2 == 0 ? 60 : 140
      periods.append((0..<200).map { shares.count / 2 + $0 })
      for i in 0..<200 { shares += i < high ? [0.5, 0.5] : [0.3, 0.7] }
    }
    let table = ShareTable(documentShares: shares, topicCount: 2, periods: Self.periods(periods))
    let variance = try #require(table.documentVariances)[0]
    // v = .04·.3·.7 and the days scatter by .04: 200·.04²/v.
    expectClose(variance, 0.04 * 0.21 * 200 / 199, relative: 1e-9)
    #expect(table.dispersions[0] > 30 && table.dispersions[0] < 60)
  }

  @Test(
    "Days to come",
    arguments: [
      (BucketUnit.month, ["2025-01", "2025-02"], ["2025-03-01", "2025-04-01"]),
      (.year, ["2024", "2025"], ["2026-01-01", "2027-01-01"]),
    ])
  func comingDays(unit: BucketUnit, listed: [String], coming: [String]) throws {
    let dates = try listed.map { [try #require(ListingDate(iso: $0))] }
    let index = PeriodIndex(dates: dates, unit: unit)
    let periods = TestedPeriods(
      buckets: index.periods.map(\.bucket), documents: index.periods.map(\.documents))
    #expect(
      periods.comingDays(unit: unit, count: 2).map { ListingDate(dayNumber: $0).description }
        == coming)
  }

  @Test("Listing dates to come are as far apart as they were")
  func comingDates() throws {
    let dates = try ["2025-03-03", "2025-03-05", "2025-03-07", "2025-03-14"].map {
      [try #require(ListingDate(iso: $0))]
    }
    let periods = TestedPeriods(
      PeriodIndex(dates: dates, unit: .date), lengths: [1, 1, 1, 1])
    #expect(
      periods.comingDays(unit: .date, count: 2).map { ListingDate(dayNumber: $0).description }
        == ["2025-03-16", "2025-03-18"])
  }
}
