import Foundation
import Testing
import TrendsQuality
import TrendsTestSupport

@Suite struct RankOverlapTests {
  @Test func overlapsAreThoseOfOtherPrograms() throws {
    let reference = try Reference(named: "rank_overlap", in: .module)
    #expect(reference.cases.count == 8)
    for example in reference.cases {
      let (a, b) = (try #require(example["a"]).strings, try #require(example["b"]).strings)
      let comment = example["id"]?.string ?? ""
      let depth = try #require(example["average_jaccard_depth"]?.int)
      expectClose(
        averageJaccard(a, b, depth: depth),
        try #require(example["average_jaccard_greene"]?.double), relative: 1e-12, comment)
      for p in [0.5, 0.9, 0.98] {
        expectClose(
          rankBiasedOverlap(a, b, persistence: p),
          try #require(example["rbo_ext_p\(p)"]?.double), relative: 1e-12, comment)
      }
    }
  }

  @Test func averageJaccardByHand() {
    // Depth 1: 0/2; depth 2: {a, b} of {a, b}: 1; depth 3: 2 of 4. (0 + 1 + 1/2) / 3.
    #expect(averageJaccard(["a", "b", "c"], ["b", "a", "d"]) == 0.5)
    #expect(averageJaccard([Int](), [Int](), depth: 10) == 0)
    #expect(averageJaccard([1], [], depth: 10) == 0)
    #expect(rankBiasedOverlap([Int](), [1]) == 0)
  }

  @Test(arguments: 1...20)
  func overlapsAreSymmetricAndBetweenZeroAndOne(seed: UInt64) {
    var random = XorShift(seed: seed)
    func list() -> [Int] {
      var terms = Array(0..<15)
      for i in terms.indices.dropLast() { terms.swapAt(i, i + random.below(15 - i)) }
      return Array(terms.prefix(1 + random.below(12)))
    }
    let (a, b) = (list(), list())
    #expect((0...1).contains(averageJaccard(a, b, depth: 10)))
    #expect(averageJaccard(a, b, depth: 10) == averageJaccard(b, a, depth: 10))
    #expect((0...1).contains(rankBiasedOverlap(a, b)))
    expectClose(rankBiasedOverlap(a, b), rankBiasedOverlap(b, a), relative: 1e-12)
    expectClose(rankBiasedOverlap(a, a), 1, relative: 1e-12)
  }
}

@Suite struct ChainAlignmentTests {
  /// Three topics over six terms, two terms each, with a little overlap.
  private let topics: [[UInt32]] = [
    [50, 40, 1, 0, 0, 0],
    [0, 2, 60, 30, 0, 0],
    [1, 0, 0, 3, 20, 70],
  ]

  private func counts(_ order: [Int]) -> [UInt32] { order.flatMap { topics[$0] } }

  @Test(arguments: [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
  func aPermutedChainIsPutBackInOrder(order: [Int]) {
    let chains = [counts(order), counts([0, 1, 2])]
    let found = chainAlignment(topicTermCounts: chains, topicCount: 3, reference: 1)
    #expect(found.topics[1] == [0, 1, 2])
    for k in 0..<3 {
      // Topic k of the reference stands at the place where the order has k.
      #expect(order[found.topics[0][k]] == k)
      expectClose(found.similarities[0][k], 1, relative: 1e-12)
    }
    let stability = topicStability(topicTermCounts: chains, topicCount: 3, alignment: found)
    #expect(stability?.map(\.value) == [1, 1, 1])
    #expect(stability?.allSatisfy { $0.isStable && $0.agreeingShare == 1 } == true)
  }

  @Test func similarityIsTheBhattacharyyaCoefficient() {
    // φ = (.5, .5) and (.8, .2): √.4 + √.1.
    let found = chainAlignment(topicTermCounts: [[5, 5], [8, 2]], topicCount: 1, reference: 0)
    expectClose(found.similarities[1][0], 0.9486832980505138, relative: 1e-12)
  }

  @Test func stabilityIsTheMedianOverTheOtherChains() throws {
    // The last chain's topics are one term each: its list 5 shares half of 5 4 (AJ 3/4), its
    // list 3 a quarter of 2 3 and its list 4 nothing of 0 1. The two others agree in everything.
    let other: [UInt32] = [0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 9, 0, 0, 0, 0, 9, 0, 0]
    let chains = [counts([0, 1, 2]), counts([1, 2, 0]), counts([2, 0, 1]), other]
    let alignment = chainAlignment(topicTermCounts: chains, topicCount: 3, reference: 0)
    let found = try #require(
      topicStability(topicTermCounts: chains, topicCount: 3, alignment: alignment, depth: 2))
    #expect(found.map(\.value) == [1, 1, 1])
    let shares: [Double] = [2.0 / 3, 2.0 / 3, 1]
    #expect(found.map(\.agreeingShare) == shares)
  }

  @Test func oneChainHasNoStability() {
    let alignment = chainAlignment(
      topicTermCounts: [counts([0, 1, 2])], topicCount: 3, reference: 0)
    #expect(alignment.topics == [[0, 1, 2]])
    #expect(
      topicStability(
        topicTermCounts: [counts([0, 1, 2])], topicCount: 3, alignment: alignment) == nil)
  }

  @Test func aTopicWithoutTokensIsUnstable() throws {
    let chains: [[UInt32]] = [[0, 0, 3, 4], [3, 4, 0, 0]]
    let alignment = chainAlignment(topicTermCounts: chains, topicCount: 2, reference: 0)
    #expect(alignment.topics[1] == [1, 0])
    #expect(alignment.similarities[1] == [0, 1])
    let found = try #require(
      topicStability(topicTermCounts: chains, topicCount: 2, alignment: alignment, depth: 2))
    #expect(found.map(\.value) == [0, 1])
    #expect(!found[0].isStable)
  }
}
