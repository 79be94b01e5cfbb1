internal import Glibc

/// The variance of Mann and Kendall's score where each date remembers the last: Gaussian AR(1).
///
/// With ρ(h) = φ^|h| and all pairs of dates i < j and k < l,
///
///     Var(S) = Σ Σ (2/π) asin( (ρ(j−l) − ρ(i−l) − ρ(j−k) + ρ(i−k))
///                              / (√(2 − 2ρ(i−j)) · √(2 − 2ρ(k−l))) )
///
/// The terms depend on how two intervals of dates lie to each other, not on where. So they are
/// gathered by the span *s* of the two together, into g(s), and Var(S) = Σ_{s<T} (T − s)·g(s).
/// Once φ^s is nothing, g grows by a constant with each s: from there on it is continued as a line.
/// That takes the place of simulated paths for long series: it needs no seed, and at T = 600 it is
/// off by 1e-4 at φ = .95, by 1e-6 at .9 and by less below.
///
/// Source: Hamed & Rao (1998), *A modified Mann–Kendall trend test for autocorrelated data*, Journal
/// of Hydrology 204, 182–196. <https://doi.org/10.1016/S0022-1694(97)00125-X>
public struct AutoregressiveVariance: Sendable {
  /// The largest φ that is corrected for; a series with more memory is treated as if with this.
  public static let largestPhi = 0.95
  /// Spans up to this one are always added up term by term, and up to ``longestSpan`` where φ asks.
  static let shortestSpan = 60
  /// The longest span whose terms are added up.
  static let longestSpan = 200

  /// T, the length of the series.
  public let dateCount: Int
  /// ln(Var/Var₀) at φ = 0, .05 … .95.
  private let logRatios: [Double]

  private static let step = 0.05
  private static let nodeCount = 20

  /// Tabulates the variance for series of T dates over φ.
  ///
  /// - Parameter dateCount: T; fewer than two dates have no variance.
  /// - Complexity: O(min(T, 200)³): milliseconds for 60 dates, a tenth of a second for more.
  public init(dateCount: Int) {
    self.dateCount = dateCount
    guard dateCount >= 2 else {
      logRatios = Array(repeating: 0, count: Self.nodeCount)
      return
    }
    let independent = MannKendall.untiedVariance(dateCount: dateCount)
    logRatios = (0..<Self.nodeCount).map {
      log(Self.variance(dateCount: dateCount, phi: Double($0) * Self.step) / independent)
    }
  }

  /// Var(S) over its value for independent dates, at least 1.
  ///
  /// The cubic in atanh φ through the four nearest nodes of ln(Var/Var₀), which for long series is
  /// almost a line there; within 2e-3 of the sum.
  ///
  /// - Parameter phi: clipped to `0...0.95`.
  public func ratio(phi: Double) -> Double {
    let phi = min(max(phi, 0), Self.largestPhi)
    let first = min(max(Int(phi / Self.step) - 1, 0), Self.nodeCount - 4)
    let nodes = (first..<first + 4).map { atanh(Double($0) * Self.step) }
    let position = atanh(phi)
    var logRatio = 0.0
    for i in nodes.indices {
      var weight = 1.0
      for j in nodes.indices where j != i {
        weight *= (position - nodes[j]) / (nodes[i] - nodes[j])
      }
      logRatio += weight * logRatios[first + i]
    }
    return max(1, exp(logRatio))
  }

  /// Var(S) itself, without a table and without ties.
  ///
  /// - Parameters:
  ///   - dateCount: T.
  ///   - phi: in `0...0.95`, clipped.
  /// - Returns: 0 for fewer than two dates.
  /// - Complexity: O(min(T, 200)³).
  public static func variance(dateCount: Int, phi: Double) -> Double {
    guard dateCount >= 2 else { return 0 }
    let phi = min(max(phi, 0), largestPhi)
    // Beyond this span dates at its ends have forgotten each other.
    let settled = phi == 0 ? 0 : Int((log(1e-9) / log(phi)).rounded(.up))
    let longest = max(shortestSpan, min(settled, longestSpan))
    let terms = SpanTerms(phi: phi, longest: min(dateCount - 1, longest))
    var (variance, sum, term, growth) = (0.0, 0.0, 0.0, 0.0)
    for span in 1..<dateCount {
      if span <= terms.longest {
        let next = terms.sum(span: span)
        (growth, term) = (next - term, next)
      } else {
        term += growth
      }
      // Σ_{s<T} (T − s)·g(s) is g summed twice.
      sum += term
      variance += sum
    }
    return variance
  }
}

/// The terms of Var(S) by the span of their two intervals, for one φ.
private struct SpanTerms {
  /// The longest span that ``sum(span:)`` takes.
  let longest: Int
  /// φ^h.
  private let rho: [Double]
  /// 1/√(2 − 2φ^h); the first is not used.
  private let scale: [Double]

  init(phi: Double, longest: Int) {
    self.longest = longest
    rho = (0...longest).map { $0 == 0 ? 1 : pow(phi, Double($0)) }
    scale = rho.map { 1 / max(2 - 2 * $0, .leastNormalMagnitude).squareRoot() }
  }

  /// g(s): the sum over all ordered pairs of intervals that together reach from date 0 to date s.
  func sum(span: Int) -> Double {
    var sum = 0.0
    // Each pair has a mirror image, with the dates s, s − 1 … 0, and both have the same term: only
    // those with k + l ≤ s are visited.
    // One interval is the whole span, the other, from k to l, inside it.
    for k in 0...span / 2 {
      for l in stride(from: k + 1, through: span - k, by: 1) where l - k < span {
        sum += (k + l < span ? 2 : 1) * term(0, span, k, l)
      }
    }
    // One begins the span and reaches to l, the other begins at k and ends it.
    for l in stride(from: 1, to: span, by: 1) {
      for k in stride(from: 1, through: min(span - 1, span - l), by: 1) {
        sum += (k + l < span ? 2 : 1) * term(0, l, k, span)
      }
    }
    // Each pair of different intervals comes in two orders; an interval with itself adds asin 1.
    return 1 + 2 * sum
  }

  private func term(_ i: Int, _ j: Int, _ k: Int, _ l: Int) -> Double {
    let covariance = rho[abs(j - l)] - rho[abs(i - l)] - rho[abs(j - k)] + rho[abs(i - k)]
    return asin(min(1, max(-1, covariance * scale[j - i] * scale[l - k]))) * (2 / .pi)
  }
}
