import Foundation
import Testing
import TrendsCompute
import TrendsTestSupport

@Suite struct AssignmentTests {
  /// The total of an assignment and whether no column is used twice.
  private func total(of assignment: [Int?], cost: [[Double]]) -> Double {
    zip(assignment, cost).reduce(0) { sum, pair in sum + (pair.0.map { pair.1[$0] } ?? 0) }
  }

  @Test func aMatrixByHand() {
    // 4 + 3 + 2 = 9 is beaten by 1 + 2 + 2 = 5: rows take columns 1, 0 and 2.
    let cost = [4.0, 1, 3, 2, 0, 5, 3, 2, 2]
    #expect(minimumCostAssignment(cost: cost, rows: 3, columns: 3) == [1, 0, 2])
  }

  @Test(arguments: ["hungarian", "hungarian_r"])
  func theTotalIsThatOfOtherSolvers(file: String) throws {
    let reference = try Reference(named: file, in: .module)
    #expect(reference.cases.count >= 8)
    for example in reference.cases {
      let cost = (example["cost"]?.array ?? []).map(\.doubles)
      let columns = try #require(cost.first?.count)
      let expected = try #require(example["total"]?.double)
      let found = minimumCostAssignment(
        cost: cost.flatMap { $0 }, rows: cost.count, columns: columns)
      let used = found.compactMap { $0 }
      #expect(used.count == min(cost.count, columns))
      #expect(Set(used).count == used.count, "a column is used twice")
      expectClose(
        total(of: found, cost: cost), expected, relative: 1e-12, example["id"]?.string ?? "")
    }
  }

  @Test(arguments: 0..<40)
  func noPermutationIsCheaper(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next() -> Double {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      // Multiples of 1/8 in -4..<4, so that sums are exact and ties occur.
      return Double(state >> 58) / 8 - 4
    }
    let (rows, columns) = (1 + seed % 4, 1 + seed / 4 % 5)
    let cost = (0..<rows).map { _ in (0..<columns).map { _ in next() } }
    func cheapest(from row: Int, used: Set<Int>, left: Int) -> Double {
      if row == rows { return left == 0 ? 0 : .infinity }
      var best = rows - row > left ? cheapest(from: row + 1, used: used, left: left) : .infinity
      guard left > 0 else { return best }
      for column in 0..<columns where !used.contains(column) {
        best = min(
          best,
          cost[row][column]
            + cheapest(from: row + 1, used: used.union([column]), left: left - 1))
      }
      return best
    }
    let found = minimumCostAssignment(cost: cost.flatMap { $0 }, rows: rows, columns: columns)
    #expect(
      total(of: found, cost: cost) == cheapest(from: 0, used: [], left: min(rows, columns)))
  }

  @Test func aForbiddenPairIsNeverChosen() {
    // Row 0 would take column 0 for 1, but row 1 can have no other.
    let cost = [1.0, 100, 1, .infinity]
    #expect(minimumCostAssignment(cost: cost, rows: 2, columns: 2) == [1, 0])
    #expect(minimumCostAssignment(cost: [.nan, .nan], rows: 1, columns: 2) == [nil])
    #expect(minimumCostAssignment(cost: [.infinity, 3], rows: 2, columns: 1) == [nil, 0])
  }

  @Test func hugeCostsDoNotOverflow() {
    let big = Double.greatestFiniteMagnitude
    #expect(
      minimumCostAssignment(cost: [big, -big, -big, big], rows: 2, columns: 2) == [1, 0])
  }

  @Test func anEmptySideGivesNoPairs() {
    #expect(minimumCostAssignment(cost: [], rows: 0, columns: 3).isEmpty)
    #expect(minimumCostAssignment(cost: [], rows: 2, columns: 0) == [nil, nil])
  }
}
