import TrendsCompute

/// Mann and Kendall's score of a series: how many pairs rise, less those that fall.
///
///     S = Σ_{i<j} sgn(x(j) − x(i))
///
/// It depends on the order of the values alone, so on neither their scale nor their spread.
///
/// Source: Mann (1945), *Nonparametric tests against trend*, Econometrica 13, 245–259
/// <https://doi.org/10.2307/1907187>; Kendall (1975), *Rank Correlation Methods*.
public struct MannKendall: Equatable, Sendable {
  /// T, the length of the series.
  public let dateCount: Int
  /// S, in `−T(T − 1)/2 ... T(T − 1)/2`.
  public let score: Int
  /// How often each distinct value occurs, by ascending value; the sizes add up to T.
  public let groupSizes: [Int]

  /// Scores a series.
  ///
  /// - Parameter series: in the order of dates; the time between them does not matter.
  /// - Returns: nil if a value is not finite.
  /// - Complexity: O(T log T).
  public init?(_ series: [Double]) {
    guard series.allSatisfy(\.isFinite) else { return nil }
    dateCount = series.count
    var sorted = series
    let discordant = Self.sortCountingDescents(&sorted)
    var sizes: [Int] = []
    var previous: Double?
    for value in sorted {
      if value == previous { sizes[sizes.count - 1] += 1 } else { sizes.append(1) }
      previous = value
    }
    // Of the pairs that differ, all ascend but these.
    let differing =
      series.count * (series.count - 1) / 2 - sizes.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
    score = differing - 2 * discordant
    groupSizes = sizes
  }

  /// Sorts by merging longer and longer runs, and counts the pairs of which the first was greater: a
  /// value taken from the right run is passed by all that are left of the left one.
  ///
  /// Source: Knight (1966), *A computer method for calculating Kendall's tau with ungrouped data*,
  /// Journal of the American Statistical Association 61, 436–439.
  private static func sortCountingDescents(_ values: inout [Double]) -> Int {
    var merged = values
    var descents = 0
    var length = 1
    while length < values.count {
      for first in stride(from: 0, to: values.count, by: 2 * length) {
        let middle = min(first + length, values.count)
        let end = min(first + 2 * length, values.count)
        var (left, right) = (first, middle)
        for place in first..<end {
          if right == end || (left < middle && values[left] <= values[right]) {
            merged[place] = values[left]
            left += 1
          } else {
            merged[place] = values[right]
            right += 1
            descents += middle - left
          }
        }
      }
      swap(&values, &merged)
      length *= 2
    }
    return descents
  }

  /// n₀ = T(T − 1)/2, all pairs of dates.
  public var pairCount: Int { dateCount * (dateCount - 1) / 2 }

  /// The pairs whose values differ, which is the largest score these values can reach.
  public var untiedPairCount: Int { pairCount - groupSizes.reduce(0) { $0 + $1 * ($1 - 1) / 2 } }

  /// τ_a = S / n₀, in `−1...1`; nil for fewer than two dates.
  public var tauA: Double? { pairCount > 0 ? Double(score) / Double(pairCount) : nil }

  /// τ_b = S / √((n₀ − ties)·n₀), in `−1...1`; nil where all values are equal.
  public var tauB: Double? {
    guard untiedPairCount > 0 else { return nil }
    return Double(score) / (Double(untiedPairCount) * Double(pairCount)).squareRoot()
  }

  /// Var₀(S) where the dates are independent, corrected for ties; 0 where all values are equal.
  ///
  ///     Var₀ = ( T(T − 1)(2T + 5) − Σ_g u(g)(u(g) − 1)(2u(g) + 5) ) / 18
  public var independentVariance: Double {
    let ties = groupSizes.reduce(0.0) { $0 + Self.cubic($1) }
    return (Self.cubic(dateCount) - ties) / 18
  }

  /// Var₀ with these ties over Var₀ without any, in `0...1`; 1 for fewer than two dates.
  public var tieFactor: Double {
    pairCount > 0 ? independentVariance / Self.untiedVariance(dateCount: dateCount) : 1
  }

  /// Var₀(S) of T independent dates without ties, T(T − 1)(2T + 5)/18.
  public static func untiedVariance(dateCount: Int) -> Double { cubic(dateCount) / 18 }

  /// u(u − 1)(2u + 5).
  private static func cubic(_ count: Int) -> Double {
    let u = Double(count)
    return u * (u - 1) * (2 * u + 5)
  }

  /// The score in standard deviations, moved one towards 0 for continuity: (S − sgn S)/√Var.
  ///
  /// - Parameter variance: of S, as the dates' dependence makes it.
  /// - Returns: 0 where S is 0; nil where the variance is not above 0.
  public func z(variance: Double) -> Double? {
    guard variance > 0, variance.isFinite else { return nil }
    return Double(score - score.signum()) / variance.squareRoot()
  }

  /// The two-sided p of the normal approximation, 2·Φ(−|z|); exact far out in the tail.
  ///
  /// - Parameter variance: of S.
  /// - Returns: in `0...1`, or nil where the variance is not above 0.
  public func normalP(variance: Double) -> Double? {
    z(variance: variance).flatMap { normalUpperTail(abs($0)) }.map { min(1, 2 * $0) }
  }

  /// The smallest ``normalP(variance:)`` that any order of these values can reach.
  public func smallestNormalP(variance: Double) -> Double? {
    guard variance > 0, variance.isFinite else { return nil }
    let z = Double(max(0, untiedPairCount - 1)) / variance.squareRoot()
    return normalUpperTail(z).map { min(1, 2 * $0) }
  }
}
