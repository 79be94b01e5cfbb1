import Testing
import TrendsTestSupport

@testable import TrendsQuality

@Suite("Novelty against periods")
struct PeriodNoveltyTests {
  private let theta: [[Double]] = (0..<9).map { d in
    let weights = (0..<3).map { k in 1 + Double((d * 7 + k * 5) % 11) }
    return weights.map { $0 / weights.reduce(0, +) }
  }

  @Test("Periods of one document each give the novelty of a sequence", arguments: [1, 2, 4])
  func sequence(window: Int) {
    let expected = novelties(theta: theta, window: window)
    let found = periodNovelties(
      theta: theta.flatMap(\.self), topicCount: 3, periods: theta.indices.map { [$0] },
      window: window
    ).flatMap(\.self)
    for (found, expected) in zip(found, expected) {
      #expect((found == nil) == (expected == nil))
      if let found, let expected {
        expectClose(found.novelty, expected.novelty)
        expectClose(found.transience, expected.transience)
      }
    }
  }

  @Test("A document is compared with every document of the periods around its own")
  func meanOverDocuments() throws {
    let periods = [[0, 1, 2], [3, 4], [5, 6, 7]]
    let found = periodNovelties(
      theta: theta.flatMap(\.self), topicCount: 3, periods: periods, window: 1)
    #expect(found[0].allSatisfy { $0 == nil } && found[2].allSatisfy { $0 == nil })
    for (place, d) in periods[1].enumerated() {
      let novelty = try #require(found[1][place])
      let mean = periods[0].reduce(0) { $0 + kullbackLeiblerDivergence(theta[d], theta[$1]) } / 3
      expectClose(novelty.novelty, mean / 0.693_147_180_559_945_3)
    }
  }
}
