internal import Glibc
import TrendsCompute

/// The ways in which documents can be dealt out over two to four periods, as shuffles do it: documents
/// with equally many appearances trade theirs.
package struct DateArrangements: Equatable, Sendable {
  /// The part of all ways that look as extreme as the most extreme one, in `0...1`.
  ///
  /// It is that one alone, and those that only rename periods of the same documents by number. No p
  /// over all ways can be below it.
  package let rarest: Double

  /// Counts the ways of some periods.
  ///
  /// - Parameter periods: the documents of each period, each once a period; at most 64 periods.
  package init(periods: [[Int]]) {
    var sets: [Int: UInt64] = [:]
    for (t, documents) in periods.enumerated() {
      for d in documents { sets[d, default: 0] |= 1 << UInt64(t) }
    }
    var counts: [UInt64: Int] = [:]
    for set in sets.values { counts[set, default: 0] += 1 }
    // ln of the multinomial coefficients, a stratum for each number of appearances.
    var strata: [Int: Int] = [:]
    var ways = 0.0
    for (set, count) in counts.sorted(by: { $0.key < $1.key }) {
      strata[set.nonzeroBitCount, default: 0] += count
      ways -= logGamma(Double(count) + 1)
    }
    for (_, count) in strata.sorted(by: { $0.key < $1.key }) { ways += logGamma(Double(count) + 1) }

    let renamings = Self.orders(of: periods.count).count { order in
      counts.allSatisfy { set, count in
        let renamed = order.enumerated().reduce(UInt64(0)) { renamed, pair in
          set & (1 << UInt64(pair.offset)) == 0 ? renamed : renamed | 1 << UInt64(pair.element)
        }
        return counts[renamed] == count
      }
    }
    rarest = min(1, Double(renamings) * exp(-ways))
  }

  /// The smallest p that so many shuffles can honestly give.
  package func smallestP(permutations: Int) -> Double {
    max(rarest, 1 / Double(1 + permutations))
  }

  /// Every order of `0..<count`; the order as it is alone for more than four, of which there would be
  /// too many.
  private static func orders(of count: Int) -> [[Int]] {
    guard count <= 4 else { return [Array(0..<count)] }
    return (0..<count).reduce([[]]) { orders, _ in
      orders.flatMap { order in
        (0..<count).filter { !order.contains($0) }.map { order + [$0] }
      }
    }
  }
}
