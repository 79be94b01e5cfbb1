import Testing
import TrendsCompute
import TrendsLDA

@Suite("Numbers of tokens, in two bytes or in four")
struct TokenCountsTests {
  /// 500 random edits of counts around 65,535, and of an array in the same way.
  @Test("They are what an array of them is", arguments: 1...20)
  func likeAnArray(seed: Int) {
    var random = RandomWords(RandomStream(seed: UInt64(seed), purpose: .simulation))
    func below(_ bound: Int) -> Int { Int(random.below(UInt32(bound))) }
    var counts: TokenCounts = []
    var array: [UInt32] = []
    for _ in 0..<500 {
      let limit = below(200) == 0 ? 70_000 : 65_536
      let count = UInt32(below(limit))
      switch below(4) {
      case 0 where !array.isEmpty:
        let i = below(array.count)
        counts[i] = count
        array[i] = count
      case 1 where array.count > 3:
        let i = below(array.count - 2)
        counts.replaceSubrange(i..<i + 2, with: [count, 1, 65_535])
        array.replaceSubrange(i..<i + 2, with: [count, 1, 65_535])
      case 2:
        counts.append(contentsOf: [count, count / 2])
        array.append(contentsOf: [count, count / 2])
      default:
        counts.append(count)
        array.append(count)
      }
    }
    #expect(Array(counts) == array && counts == TokenCounts(array))
    #expect(counts[10..<20].elementsEqual(array[10..<20]))
  }

  @Test("They are compared by value, however they are kept")
  func equality() {
    var wide: TokenCounts = [1, 65_536]
    wide[1] = 65_535
    #expect(wide == [1, 65_535] && wide != [1, 65_534] && wide != [1])
  }
}
