import Testing
import TrendsCorpus
import TrendsTestSupport

@testable import TrendsPrevalence

@Suite("Ways to deal documents out over periods")
struct DateArrangementsTests {
  /// By hand: 3 and 3 documents in 20 ways, of which the mirror image is as extreme; 2 and 3 in 10;
  /// two and two beside one on both dates in 6; 2, 1 and 1 in 12, of which 2 are alike; 12 documents
  /// on four dates in 12!/6⁴ ways, of which 4! are alike. Of the last, those on one date are one
  /// stratum and those on two another: 3 · 2 ways, and no two dates have the same documents.
  @Test(
    "The rarest one is counted as by hand",
    arguments: [
      ([[0, 1, 2], [3, 4, 5]], 2.0 / 20), ([[0, 1], [2, 3, 4]], 1.0 / 10),
      ([[0, 1, 9], [2, 3, 9]], 2.0 / 6), ([[7, 8], [7, 8]], 1), ([[0], [1], [2]], 1),
      ([[0, 1], [2], [3]], 2.0 / 12),
      ([[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 10, 11]], 24.0 * 1296 / 479_001_600),
      ([[0, 5, 6], [1, 2, 5], [6]], 1.0 / 6), ([[], []], 1),
    ] as [([[Int]], Double)])
  func byHand(periods: [[Int]], rarest: Double) {
    let arrangements = DateArrangements(periods: periods)
    expectClose(arrangements.rarest, rarest, relative: 1e-12)
    #expect(arrangements.smallestP(permutations: 999) == max(arrangements.rarest, 0.001))
  }

  @Test("Shuffles decide where there are many ways")
  func many() {
    let periods = [Array(0..<3000), Array(3000..<9000)]
    #expect(DateArrangements(periods: periods).smallestP(permutations: 9999) == 1e-4)
  }

  /// Four documents on one date and four on the other, in 70 ways: the greatest difference there is
  /// has p = 2/70 by all of them, and shuffles may not make it smaller.
  @Test("No p of two dates is below what all ways give", arguments: 1...20)
  func twoDates(seed: UInt64) throws {
    let days = [try date("2025-03-12"), try date("2025-03-13")]
    var options = PrevalenceSeries.Options()
    options.seed = seed
    let found = try #require(
      DateDifference.compare(
        draws: alignedDraws([(0..<8).map { $0 < 4 ? [9 + $0, 1] : [1, 9 + $0] }]),
        index: PeriodIndex(dates: (0..<8).map { [days[$0 / 4]] }, unit: .date), options: options))
    expectClose(found[0].smallestP, 2.0 / 70)
    #expect(found[0].p >= found[0].smallestP && found[0].p < 0.06)
  }
}
