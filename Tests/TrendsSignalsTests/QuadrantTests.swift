import Testing
import TrendsTestSupport

@testable import TrendsSignals

@Suite("Quadrants")
struct QuadrantTests {
  /// Shares .01 to .05 with the median .03; slopes −2 to 2 with the median 0.
  @Test(
    "A topic stands where its share, slope and call put it",
    arguments: [
      (0.01, 2.0, CallWord.rising, Quadrant.emerging), (0.03, 2, .rising, .hot),
      (0.05, 2, .rising, .hot), (0.05, -2, .declining, .fading), (0.01, -2, .declining, .fading),
      (0.05, 0, .stable, .established), (0.01, 0, .stable, .uncertain),
      // The call and the log-ratio disagree.
      (0.05, -2, .rising, .uncertain), (0.05, 2, .declining, .uncertain),
      (0.05, -2, .diluted, .uncertain), (0.05, 2, .uncertain, .uncertain),
    ])
  func hand(share: Double, slope: Double, call: CallWord, expected: Quadrant) {
    let others = [(0.01, -2.0), (0.02, -1), (0.03, 0), (0.04, 1), (0.05, 2)].map {
      QuadrantEvidence(recentShare: $0.0, logRatioSlope: $0.1, call: .uncertain)
    }
    // Doubled, so that the topic itself does not move the medians.
    let topic = QuadrantEvidence(recentShare: share, logRatioSlope: slope, call: call)
    let found = quadrants(others + others + others + [topic])
    #expect(found.last == expected)
    #expect(found.dropLast().allSatisfy { $0 == .uncertain })
  }

  @Test("Without a share or a slope nothing is said")
  func missing() {
    let whole = QuadrantEvidence(recentShare: 0.5, logRatioSlope: 1, call: .stable)
    #expect(
      quadrants([
        whole, QuadrantEvidence(recentShare: nil, logRatioSlope: 1, call: .rising),
        QuadrantEvidence(recentShare: 0.5, logRatioSlope: nil, call: .stable),
        QuadrantEvidence(recentShare: .nan, logRatioSlope: 1, call: .stable),
      ]) == [.established, .uncertain, .uncertain, .uncertain])
    #expect(quadrants([]) == [])
  }
}

@Suite("Terms over time")
struct TermEvolutionTests {
  /// κ = 50: (6 + 50·.1)/(10 + 50) = 11/60; (4 + 50·.9)/60 = 49/60; and φ itself without tokens.
  @Test("Few tokens are drawn to the topic")
  func probabilities() {
    let found = termProbabilities(counts: [6, 4], phi: [0.1, 0.9])
    expectClose(found[0], 11.0 / 60)
    expectClose(found[1], 49.0 / 60)
    #expect(termProbabilities(counts: [0, 0], phi: [0.25, 0.75]) == [0.25, 0.75])
    expectClose(termProbabilities(counts: [6, 4], phi: [0.1, 0.9], priorTokens: 10)[0], 7.0 / 20)
  }

  /// The table 30 | 70, 10 | 190 has G² = 36.6 (R: 2·Σ O ln(O/E), E = 13.33, 86.67, 26.67, 173.33):
  /// 60·ln 2.25 + 140·ln .80769 + 20·ln .375 + 380·ln 1.09615 = 48.656 − 29.900 − 19.617 + 34.887.
  @Test("Terms that a window has more or less of carry the sign and size of G²")
  func changes() throws {
    let found = termChanges(window: [30, 68, 2], rest: [10, 188, 2])
    // The last term has four tokens.
    #expect(found.map(\.term) == [0, 1])
    expectClose(found[0].signedG2, 34.0262, relative: 1e-4)
    #expect(found[0].p > 1e-9 && found[0].p < 1e-8)
    #expect(found[1].signedG2 < 0)
    #expect(found[1].windowCount == 68 && found[1].restCount == 188)
    // 3.841 is the 5 % point of χ² with one degree of freedom; equal parts have G² = 0 and p = 1.
    let equal = termChanges(window: [5, 5], rest: [10, 10])
    #expect(equal.map(\.p) == [1, 1])
    #expect(equal.allSatisfy { abs($0.signedG2) < 1e-12 })
    // The other way round the signs turn.
    let turned = termChanges(window: [10, 188, 2], rest: [30, 68, 2])
    for (turned, found) in zip(turned, found) { expectClose(turned.signedG2, -found.signedG2) }
  }

  @Test("Nothing is compared with nothing")
  func empty() {
    #expect(termChanges(window: [0, 0], rest: [9, 9]).isEmpty)
    #expect(termChanges(window: [9, 9], rest: [0, 0]).isEmpty)
    #expect(termChanges(window: [], rest: []).isEmpty)
    // A topic of one term alone has no other to weigh it against.
    #expect(termChanges(window: [9], rest: [5]).map(\.signedG2) == [0])
    #expect(termChanges(window: [9], rest: [5]).map(\.p) == [1])
    #expect(termChanges(window: [3, 6], rest: [1, 6]).map(\.term) == [1])
    #expect(termChanges(window: [0, 6], rest: [0, 6], fewestTokens: 0).map(\.term) == [1])
  }
}
