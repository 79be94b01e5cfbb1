import Testing
import TrendsCompute
import TrendsLDA

@Suite("Numbers of tokens, in one byte, in two or in four")
struct TokenCountsTests {
  /// 500 random edits of counts that begin below 256 and may come to be above 65,535, and of an array
  /// in the same way.
  @Test("They are what an array of them is", arguments: 1...20)
  func likeAnArray(seed: Int) {
    var random = RandomWords(RandomStream(seed: UInt64(seed), purpose: .simulation))
    func below(_ bound: Int) -> Int { Int(random.below(UInt32(bound))) }
    var counts: TokenCounts = []
    var array: [UInt32] = []
    for _ in 0..<500 {
      let limit = below(300) == 0 ? 70_000 : below(200) == 0 ? 65_536 : 256
      let count = UInt32(below(limit))
      switch below(4) {
      case 0 where !array.isEmpty:
        let i = below(array.count)
        counts[i] = count
        array[i] = count
      case 1 where array.count > 3:
        let i = below(array.count - 2)
        counts.replaceSubrange(i..<i + 2, with: [count, 1, 255])
        array.replaceSubrange(i..<i + 2, with: [count, 1, 255])
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
    var seen: [UInt32] = []
    counts.forEach(in: 3..<array.count) { place, count in
      #expect(counts[place] == count)
      seen.append(count)
    }
    #expect(seen == Array(array[3...]))
  }

  @Test("They are compared by value, however they are kept")
  func equality() {
    for (large, small) in [(256, 255), (65_536, 65_535), (65_536, 7)] as [(UInt32, UInt32)] {
      var wide: TokenCounts = [1, large]
      wide[1] = small
      #expect(wide == [1, small] && wide != [1, small - 1] && wide != [1])
    }
  }
  /// Three documents, the second empty, whose largest count takes one, two or four bytes.
  @Test("Rows as they lie in memory are the rows", arguments: [7, 255, 256, 65_535, 65_536])
  func rows(largest: UInt32) {
    let topics = DocumentTopics(
      documentStarts: [0, 2, 2, 5], topics: [1, 4, 0, 2, 3],
      counts: TokenCounts([3, largest, 1, 2, 1]))
    for d in 0..<3 {
      var expected: [[Int]] = []
      topics.forEachTopic(of: d) { expected.append([$0, Int($1)]) }
      let found = topics.withRows { rows in
        var found: [[Int]] = []
        rows.forEachTopic(of: d) { found.append([$0, Int($1)]) }
        return found
      }
      #expect(found == expected)
    }
    #expect(
      topics.withRows { rows in
        var sum: UInt32 = 0
        rows.forEachTopic(of: 0) { sum += $1 }
        return sum
      } == largest + 3)
  }
}
