import Testing
import TrendsFeatures

@testable import TrendsQuality

@Suite("Topics of two fits")
struct TopicMatchingTests {
  private func matching(_ overlap: [[Double]], bhattacharyya: [[Double]]? = nil) -> TopicMatching {
    let columns = overlap[0].count
    return TopicMatching(
      overlap: overlap.flatMap(\.self), oldTotals: overlap.map { $0.reduce(0, +) },
      newTotals: (0..<columns).map { j in overlap.reduce(0) { $0 + $1[j] } },
      bhattacharyya: bhattacharyya?.flatMap(\.self)
        ?? Array(repeating: 0.5, count: overlap.count * columns))
  }

  /// F(0,1) = 2·80/(100 + 90), F(1,0) = 2·90/(100 + 110).
  @Test("Topics that changed places are found again")
  func swapped() {
    let found = matching([[20, 80], [90, 10]])
    #expect(found.pairs.map(\.old) == [0, 1] && found.pairs.map(\.new) == [1, 0])
    #expect(found.pairs[0].similarity == 160.0 / 190)
    #expect(found.pairs[1].similarity == 180.0 / 210)
    #expect(found.deaths.isEmpty && found.births.isEmpty && found.splits.isEmpty)
  }

  /// Topic 0 goes half and half into 0 and 1: one heir with F = 2·50/(100 + 50), and a birth.
  @Test("A split has an heir, a birth and its parts")
  func split() {
    let found = matching([[50, 50, 0], [0, 0, 100]])
    #expect(found.pairs.map(\.old) == [0, 1])
    #expect(found.pairs[0].similarity == 100.0 / 150)
    #expect(found.births.count == 1 && found.deaths.isEmpty)
    #expect(found.splits.map(\.topic) == [0])
    #expect(found.splits[0].parts.map(\.topic) == [0, 1])
    #expect(found.splits[0].parts.map(\.share) == [0.5, 0.5])
    #expect(found.merges.isEmpty)
  }

  @Test("A merge has a death and its parts, the largest first")
  func merge() {
    let found = matching([[40, 0], [60, 0], [0, 100]])
    #expect(found.pairs.map(\.old) == [1, 2] && found.deaths == [0])
    #expect(found.merges.map(\.topic) == [0])
    #expect(found.merges[0].parts.map(\.topic) == [1, 0])
  }

  /// F = 2·40/(100 + 100) = 0.4 between 0.3 and 0.5.
  @Test(
    "A pair that shares little counts only where the terms are alike",
    arguments: [(0.79, 0), (0.8, 1)])
  func weak(coefficient: Double, count: Int) {
    let overlap = [[40.0, 60, 0], [20, 20, 60], [40, 20, 40]]
    let alike = (0..<3).map { _ in [coefficient, coefficient, coefficient] }
    let found = matching(overlap, bhattacharyya: alike)
    let weak = found.pairs.filter(\.isWeak)
    #expect(weak.count == count)
    #expect(found.pairs.count == 2 + count)
    #expect(found.deaths.count == 1 - count && found.births.count == 1 - count)
  }

  @Test("Where the overlap leaves a choice, the terms decide")
  func ties() {
    let found = matching([[50, 50], [50, 50]], bhattacharyya: [[0.1, 0.9], [0.9, 0.1]])
    #expect(found.pairs.map(\.new) == [1, 0])
  }

  @Test("Without any overlap nothing is matched")
  func nothing() {
    let found = matching([[0, 0], [0, 0]])
    #expect(found.pairs.isEmpty && found.deaths == [0, 1] && found.births == [0, 1])
  }

  @Test("Coefficients are over common terms, renormalised")
  func coefficients() {
    // The topics of the old fit on two common terms; what is missing to 1 is on terms that are gone.
    let found = bhattacharyyaCoefficients(
      old: [0.25, 0.25, 0.4, 0], oldCount: 2, new: [0.5, 0.5, 0, 1, 0, 0], newCount: 3)
    let half = 0.5.squareRoot()
    for (value, expected) in zip(found, [1, half, 0, half, 0, 0]) {
      #expect(abs(value - expected) < 1e-6)
    }
  }
}

@Suite("Tokens of documents that two fits share")
struct TokenOverlapTests {
  /// Old: document 0 is "a a b" with topics 0 1 0; new: its terms are "b a" (0 and 1), one more "a",
  /// and document order is turned. Tokens of b: (0, 2). The two old a's (0 and 1) against three new
  /// ones (1, 1, 0) pair with weight 1/3 each.
  @Test("Tokens of one term are paired as if at random")
  func handCase() {
    let old = TokenOverlap.Side(
      bag: BagOfWords(documentStarts: [0, 3], terms: [0, 1, 2], counts: [2, 1, 4], termCount: 3),
      assignments: [0, 1, 0, 1, 1, 1, 1], topicCount: 2)
    let new = TokenOverlap.Side(
      bag: BagOfWords(
        documentStarts: [0, 1, 3], terms: [0, 0, 1], counts: [1, 1, 3], termCount: 2),
      assignments: [0, 2, 1, 1, 0], topicCount: 3)
    let found = TokenOverlap(
      old: old, new: new, documents: [(old: 0, new: 1)], newTerms: [1, 0, nil])
    let expected = [1.0 / 3, 2.0 / 3, 1, 1.0 / 3, 2.0 / 3, 0]
    for (value, wanted) in zip(found.counts, expected) { #expect(abs(value - wanted) < 1e-12) }
    #expect(found.oldTokenCount == 7)
    #expect(found.lostTokenCount == 4)
  }

  @Test("A fit and itself are one")
  func identity() {
    let side = TokenOverlap.Side(
      bag: BagOfWords(
        documentStarts: [0, 2, 3], terms: [0, 1, 1], counts: [1, 1, 1], termCount: 2),
      assignments: [0, 1, 1], topicCount: 2)
    let found = TokenOverlap(
      old: side, new: side, documents: [(0, 0), (1, 1)], newTerms: [0, 1])
    #expect(found.counts == [1, 0, 0, 2])
    #expect(found.lostTokenCount == 0)
  }
}

@Suite("Why a share changed")
struct ShareChangeTests {
  /// .20 became .30: the shared documents went from .22 to .25.
  @Test("The parts add up to the change", arguments: [false, true], [nil, 0.005, 1.0])
  func parts(optionsChanged: Bool, error: Double?) {
    let change = ShareChange(
      old: 0.2, oldOnShared: 0.22, newOnShared: 0.25, new: 0.3, refitError: error,
      optionsChanged: optionsChanged)
    let sum = change.refit + change.options + change.newDocuments + change.goneDocuments
    #expect(abs(sum - 0.1) < 1e-12)
    #expect(abs(change.newDocuments - 0.05) < 1e-12)
    #expect(abs(change.goneDocuments - 0.02) < 1e-12)
    #expect(abs(change.refit + change.options - 0.03) < 1e-12)
    let expected: Double =
      switch (optionsChanged, error) {
      case (false, _): 0.03
      case (true, nil): 0
      case (true, 0.005?): 1.96 * 0.005
      default: 0.03
      }
    #expect(abs(change.refit - expected) < 1e-12)
  }

  @Test("A fall is put down alike")
  func fall() {
    let change = ShareChange(
      old: 0.3, oldOnShared: 0.3, newOnShared: 0.2, new: 0.2, refitError: 0.01,
      optionsChanged: true)
    #expect(abs(change.refit + 0.0196) < 1e-12)
    #expect(abs(change.options + 0.0804) < 1e-12)
    #expect(change.refitLimit == 1.96 * 0.01)
  }
}
