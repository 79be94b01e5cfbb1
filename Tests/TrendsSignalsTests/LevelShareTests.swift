import Testing
import TrendsPrevalence
import TrendsTestSupport

@testable import TrendsSignals

@Suite("Shares over several periods")
struct LevelShareTests {
  /// Periods of 10, 30 and 60 documents: (10·.1 + 30·.3)/40 = .25 where documents weigh, .2 where
  /// periods do; 100 documents in two draws.
  @Test("The mean is over documents or over periods, the denominator over documents")
  func means() throws {
    let rows = [0.0, 0.4, 0.5, 0.2, 0.2, 0.9]
    func compare(weighsDocuments: Bool) -> LevelComparison {
      LevelComparison(
        [0.1, 0.3, 0.7], rows: rows, earlier: 0..<2, later: 2..<3, documentCounts: [10, 30, 60],
        weighsDocuments: weighsDocuments)
    }
    let byDocuments = compare(weighsDocuments: true)
    expectClose(byDocuments.before.share, 0.25)
    expectClose(byDocuments.after.share, 0.7)
    #expect(byDocuments.before.documentCount == 40)
    #expect(byDocuments.after.documentCount == 60)
    expectClose(compare(weighsDocuments: false).before.share, 0.2)
    // The draws have (30·.4)/40 = .3 and .2 before, .5 and .9 after, .2 and .7 between: type 7 of two
    // values is low + .025 of their distance.
    let before = try #require(byDocuments.before.interval)
    expectClose(before.low, 0.2025)
    expectClose(before.high, 0.2975)
    let shift = try #require(byDocuments.shiftInterval)
    expectClose(shift.low, 0.2125)
    expectClose(shift.high, 0.6875)
  }

  @Test("Without draws there are shares and no intervals")
  func withoutDraws() {
    let levels = LevelComparison(
      [0.1, 0.3], rows: nil, earlier: 0..<1, later: 1..<2, documentCounts: [1, 1],
      weighsDocuments: true)
    #expect(levels.before.interval == nil && levels.after.interval == nil)
    #expect(levels.shiftInterval == nil)
    expectClose(levels.after.share, 0.3)
  }

  @Test(
    "A quarter of the dates is rounded up", arguments: [(1, 1), (4, 1), (5, 2), (8, 2), (9, 3)])
  func quarters(dates: Int, expected: Int) {
    #expect(DateRules(dateCount: dates).quarterLength == expected)
  }
}
