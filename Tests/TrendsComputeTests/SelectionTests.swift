import Testing
import TrendsCompute

@Suite struct SelectionTests {
  @Test(arguments: [1, 2, 3, 16, 17, 18, 100, 1001], [1, 3, 1000])
  func everyRankIsWhatSortingGives(count: Int, kinds: Int) {
    var random = RandomWords(
      RandomStream(seed: UInt64(count + kinds), purpose: .simulation))
    let values = (0..<count).map { _ in Double(random.below(UInt32(kinds))) }
    let sorted = values.sorted()
    for k in stride(from: 0, to: count, by: max(1, count / 20)) {
      var work = values
      let found = work.withUnsafeMutableBufferPointer { selectInPlace(k, of: $0) }
      #expect(found == sorted[k])
      #expect(work[..<k].allSatisfy { $0 <= found } && work[k...].allSatisfy { $0 >= found })
      #expect(work.sorted() == sorted)
    }
  }

  enum Shape: CaseIterable { case rising, falling, flat, alternating, roof }

  @Test(arguments: Shape.allCases)
  func orderedAndTiedNumbersHaveTheirMedian(shape: Shape) {
    let values: [Double] = (0..<5000).map { (i: Int) -> Double in
      switch shape {
      case .rising: Double(i)
      case .falling: Double(-i)
      case .flat: 1
      case .alternating: Double(i % 2)
      case .roof: Double(min(i, 5000 - i))
      }
    }
    var work = values
    let sorted = values.sorted()
    let found = work.withUnsafeMutableBufferPointer { medianInPlace($0) }
    #expect(found == (sorted[2499] + sorted[2500]) / 2)
  }

  @Test func noNumbersHaveNoMedian() {
    var none: [Double] = []
    #expect(none.withUnsafeMutableBufferPointer { medianInPlace($0) } == nil)
  }
}
