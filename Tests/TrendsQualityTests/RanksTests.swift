import Testing

@testable import TrendsQuality

@Suite struct RanksTests {
  private func ranks(_ values: [Double]) -> [Double] {
    var ranks = AverageRanks(count: values.count)
    var result = values.map { _ in 0.0 }
    values.withUnsafeBufferPointer { values in
      ranks.ofValues(values) { result[$0] = $1 }
    }
    return result
  }

  @Test func equalValuesShareTheirRanks() {
    #expect(ranks([3, 1, 3, -2]) == [3.5, 2, 3.5, 1])
    #expect(ranks([0, -0.0, 1]) == [1.5, 1.5, 3])
    let least = Double.leastNonzeroMagnitude
    #expect(ranks([.infinity, -.infinity, least, -least]) == [4, 1, 3, 2])
    #expect(ranks([]).isEmpty)
    #expect(ranks([7]) == [1])
  }

  @Test(arguments: 1...20)
  func ranksAreThoseOfCounting(seed: UInt64) {
    var random = XorShift(seed: seed)
    let values = (0..<300).map { _ in
      random.below(2) == 0 ? Double(random.below(20)) - 10 : random.uniform() * 1e-9 - 5e-10
    }
    let expected = values.map { value in
      Double(values.count { $0 < value }) + Double(values.count { $0 == value } + 1) / 2
    }
    #expect(ranks(values) == expected)
  }

  @Test func aSecondRankingForgetsTheFirst() {
    var ranks = AverageRanks(count: 3)
    var found: [[Double]] = []
    for values in [[3.0, 2, 1], [1.0, 1, 1], [2.0, 9, 4]] {
      var result = [0.0, 0, 0]
      values.withUnsafeBufferPointer { values in ranks.ofValues(values) { result[$0] = $1 } }
      found.append(result)
    }
    #expect(found == [[3, 2, 1], [2, 2, 2], [1, 3, 2]])
  }
}
