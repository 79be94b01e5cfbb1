/// The distribution of Mann and Kendall's score where every order of the values is equally likely,
/// ties included: the exact test.
///
/// Built one group of equal values at a time, from the lowest. Among the *b* lower values, *a*
/// equal ones fall into inversions with them as Mann and Whitney's U does, independently of the
/// groups before:
///
///     c(a, b; i) = c(a − 1, b; i − b)  +  c(a, b − 1; i)
///
/// orders have *i* of them, and S = untied pairs − 2·inversions. Without ties every group is one value
/// and this is the recurrence of inversion counts, c(m; i) = Σ_{j<m} c(m − 1; i − j). Orders are counted
/// and divided once: a p that is as small as a limit is no rounding above it, up to 18 dates, and beyond
/// them the far tail is as good as the middle, since all terms are positive.
///
/// Source: Kendall (1975), *Rank Correlation Methods*, chapter 5; Mann & Whitney (1947), *On a test
/// of whether one of two random variables is stochastically larger than the other*, Annals of
/// Mathematical Statistics 18, 50–60. <https://doi.org/10.1214/aoms/1177730491>
struct ScoreDistribution: Sendable {
  /// The most dates that the distribution is made for.
  static let mostDates = 60

  /// How many orders have each number of inversions, 0 to all untied pairs.
  let inversionCounts: [Double]
  /// T!/Πu!, all orders.
  let orderCount: Double

  /// The distribution for T values with these ties.
  ///
  /// - Parameter groupSizes: how often each distinct value occurs, ascending.
  /// - Returns: nil for more than ``mostDates`` dates.
  /// - Complexity: O(T⁴) time at most, 6 million steps for 60 dates; thousands below ten.
  init?(groupSizes: [Int]) {
    guard groupSizes.reduce(0, +) <= Self.mostDates else { return nil }
    var distribution = [1.0]
    var lower = 0
    for size in groupSizes {
      distribution = Self.sum(distribution, Self.inversions(of: size, below: lower))
      lower += size
    }
    inversionCounts = distribution
    orderCount = distribution.reduce(0, +)
  }

  /// P(|S| ≥ |score|): the exact two-sided p, in `(0, 1]`.
  func twoSidedP(score: Int) -> Double {
    min(1, 2 * upperTail(score: abs(score)))
  }

  /// P(S ≥ score).
  func upperTail(score: Int) -> Double {
    let most = inversionCounts.count - 1
    guard score <= most else { return 0 }
    let inversions = min(most, (most - score) / 2)
    return min(1, inversionCounts[...inversions].reduce(0, +) / orderCount)
  }

  /// The smallest two-sided p that these values can reach, 2·Πu!/T!, or 1 where none differ.
  var smallestP: Double { twoSidedP(score: inversionCounts.count - 1) }

  /// How many orders of `a` equal values and `b` lower ones have each number of inversions.
  private static func inversions(of a: Int, below b: Int) -> [Double] {
    // rows[i] holds the distribution for i equal values and as many lower ones as were reached.
    var rows = Array(repeating: [1.0], count: a + 1)
    for lower in stride(from: 1, through: b, by: 1) {
      for equal in stride(from: 1, through: a, by: 1) {
        var row = [Double](repeating: 0, count: equal * lower + 1)
        for (i, orders) in rows[equal].enumerated() { row[i] = orders }
        for (i, orders) in rows[equal - 1].enumerated() { row[i + lower] += orders }
        rows[equal] = row
      }
    }
    return rows[a]
  }

  /// The distribution of the sum of two independent counts.
  private static func sum(_ first: [Double], _ second: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: first.count + second.count - 1)
    for (i, m) in first.enumerated() {
      for (j, n) in second.enumerated() { result[i + j] += m * n }
    }
    return result
  }
}

extension MannKendall {
  /// The exact two-sided p: how often |S| is at least this large over all orders of the values.
  ///
  /// - Returns: in `(0, 1]`, never 0; 1 where all values are equal; nil beyond 60 dates.
  public func exactP() -> Double? {
    ScoreDistribution(groupSizes: groupSizes)?.twoSidedP(score: score)
  }

  /// The smallest ``exactP()`` that any order of these values can reach; nil beyond 60 dates.
  public func smallestExactP() -> Double? {
    ScoreDistribution(groupSizes: groupSizes)?.smallestP
  }
}
