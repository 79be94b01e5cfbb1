import Testing
import TrendsCompute
import TrendsTestSupport

@testable import TrendsSignals

@Suite("Shuffles of documents over dates")
struct DateLayoutTests {
  /// Twelve documents on dates of 8, 5 and 2, three of them on two dates; half have no share. The
  /// shares of a shuffle add up to those there are, and over 4,000 shuffles a date has its part: the
  /// sum of a date has a standard deviation of at most 1, its mean one of .016.
  @Test("Documents without shares need not be dealt out", arguments: [false, true])
  func idleDocuments(all: Bool) {
    let periods = [[0, 1, 2, 3, 4, 5, 9, 10], [0, 6, 7, 8, 9], [10, 11]]
    let shares = (0..<12).map { $0 % 2 == 0 ? Double(1 + $0) / 12 : 0 }
    let layout = DateLayout(documentCount: 12, periods: periods, days: [0, 1, 2]) {
      all || shares[$0] > 0
    }
    let columns = TopicColumns(of: [0], shares: shares, topicCount: 1, layout: layout)
    let total = periods.joined().reduce(0) { $0 + shares[$1] }
    let ofShuffles = layout.eachShuffle(
      of: columns, 0..<4000, threadCount: 2,
      stream: { RandomStream(seed: 3, purpose: .permutation, sweep: $0) }
    ) { _, sums in sums.column(0) }
    var means = [0.0, 0, 0]
    for sums in ofShuffles {
      // Shares are rounded to 2⁻¹⁵.
      #expect(abs(sums.reduce(0, +) - total) < 15 * 0x1p-16)
      for t in 0..<3 { means[t] += sums[t] / 4000 }
    }
    // Those on one date trade nine places, five, three and one a date; those on two, documents 0, 9 and 10, theirs.
    let (once, twice) = ([1, 2, 3, 4, 5, 6, 7, 8, 11], [0, 9, 10])
    let (onceTotal, twiceTotal) = (
      once.reduce(0) { $0 + shares[$1] }, twice.reduce(0) { $0 + shares[$1] }
    )
    let expected: [Double] = [
      5.0 / 9 * onceTotal + twiceTotal, 3.0 / 9 * onceTotal + 2.0 / 3 * twiceTotal,
      1.0 / 9 * onceTotal + 1.0 / 3 * twiceTotal,
    ]
    for (mean, expected) in zip(means, expected) {
      #expect(abs(mean - expected) < 0.07)
    }
  }

  /// Eleven shuffles, which no four divides, of 60 documents on one to three of seven dates: each
  /// label's rounded shares, added up one by one.
  @Test("Sums of shuffles are those of what is dealt", arguments: [1, 3, 8, 9, 16, 17, 40])
  func sumsOfShuffles(topicCount: Int) throws {
    let random = try #require(Samples.generator(seed: topicCount))
    let shares = (0..<60 * topicCount).map { _ in random.uniform() < 0.3 ? random.uniform() : 0 }
    let periods = (0..<7).map { t in (0..<60).filter { $0 % 7 == t || $0 % 11 == t % 3 } }
    let layout = DateLayout(documentCount: 60, periods: periods, days: Array(0..<7))
    let columns = TopicColumns(
      of: Array(0..<topicCount), shares: shares, topicCount: topicCount, layout: layout,
      unit: 0x1p-8)
    #expect(columns.mayBeSummedNarrowly)
    expectSums(of: columns, layout, shuffles: 5..<16)
  }

  /// The 400 documents of two dates have 9 tenths of a topic, too many for sixteen bits, and appear as
  /// often as no others do, so that every shuffle leaves them where they are; all others have none.
  @Test("Sums without room in sixteen bits are made anew")
  func largeSums() {
    let shares = (0..<5600).map { $0 < 400 ? 0.9 : 0 }
    let periods =
      [Array(0..<400), Array(0..<400)] + (0..<13).map { Array(400 + $0 * 400..<800 + $0 * 400) }
    let layout = DateLayout(documentCount: 5600, periods: periods, days: Array(0..<15))
    let columns = TopicColumns(
      of: [0], shares: shares, topicCount: 1, layout: layout, unit: 0x1p-8)
    #expect(columns.mayBeSummedNarrowly)
    let largest = layout.sums(columns)[0, 0]
    #expect(largest * 256 > 65_535)
    expectSums(of: columns, layout, shuffles: 0..<6)
  }

  /// Compares the sums of some shuffles with those of their deals, label by label.
  private func expectSums(of columns: TopicColumns, _ layout: DateLayout, shuffles: Range<Int>) {
    let stream: @Sendable (Int) -> RandomStream = {
      RandomStream(seed: 3, purpose: .permutation, sweep: $0)
    }
    let found = layout.eachShuffle(of: columns, shuffles, threadCount: 2, stream: stream) {
      (shuffle: $0, sums: $1.values)
    }
    #expect(found.map(\.shuffle) == Array(shuffles))
    for (shuffle, sums) in found {
      let deal = layout.deal(stream(shuffle))
      #expect(deal.sorted() == layout.labels.sorted())
      var expected = [Double](repeating: 0, count: sums.count)
      for stratum in layout.strata {
        for u in stratum.units {
          for t in deal[stratum.labels(of: u)] {
            for k in 0..<columns.topicCount {
              expected[Int(t) * columns.topicCount + k] += columns[u, k]
            }
          }
        }
      }
      #expect(sums == expected)
    }
  }
}
