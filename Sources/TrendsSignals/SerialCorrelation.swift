import TrendsCompute

/// How much each date of a series remembers the last, once its trend is taken out.
public enum SerialCorrelation {
  /// The AR(1) coefficient φ of a series, corrected for the bias of short series.
  ///
  /// Theil and Sen's line over the numbers of the dates is taken out, then with x′ centred
  ///
  ///     r₁ = Σ x′(i)·x′(i+1) / Σ x′(i)²        φ = clip( (T·r₁ + 2)/(T − 4), 0, 0.95 )
  ///
  /// - Parameter series: in the order of dates.
  /// - Returns: in `0...0.95`; 0 where the values lie on a line, so that nothing is left to
  ///   remember; nil below five dates or for a value that is not finite.
  /// - Complexity: O(T²).
  ///
  /// Source: Kendall (1954), *Note on bias in the estimation of autocorrelation*, Biometrika 41,
  /// 403–404 <https://doi.org/10.1093/biomet/41.3-4.403>; Marriott & Pope (1954), *Bias in the
  /// estimation of autocorrelations*, Biometrika 41, 390–402.
  public static func autoregressiveCoefficient(of series: [Double]) -> Double? {
    guard series.count >= 5, let rest = detrended(series) else { return nil }
    let count = Double(series.count)
    let mean = rest.reduce(0, +) / count
    let squares = rest.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    // What a line leaves is rounding, a few units in the last place of the largest value.
    let rounding = (series.map(abs).max() ?? 0) * 16 * Double.ulpOfOne
    guard squares > rounding * rounding * count else { return 0 }
    let products = zip(rest, rest.dropFirst()).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - mean) }
    let corrected = (count * (products / squares) + 2) / (count - 4)
    return min(max(corrected, 0), AutoregressiveVariance.largestPhi)
  }

  /// What Hamed and Rao multiply Var₀ by, from the autocorrelation of the ranks of the detrended
  /// series; only lags beyond Φ⁻¹(.975)/√T count.
  ///
  ///     1 + 2/(T(T − 1)(T − 2)) · Σ_i (T − i)(T − i − 1)(T − i − 2)·r(i)
  ///
  /// For comparison with other tools. It can reject two to four times too often, and can come out
  /// at or below 0: then it is taken for 1.
  ///
  /// - Parameters:
  ///   - series: in the order of dates.
  ///   - largestLag: the last lag that counts; nil for all.
  /// - Returns: above 0; nil below three dates or for a value that is not finite.
  /// - Complexity: O(T²).
  ///
  /// Source: Hamed & Rao (1998), <https://doi.org/10.1016/S0022-1694(97)00125-X>.
  public static func hamedRaoFactor(of series: [Double], largestLag: Int? = nil) -> Double? {
    guard series.count >= 3, let rest = detrended(series) else { return nil }
    let count = series.count
    let ranks = averageRanks(rest).map { $0 - Double(count + 1) / 2 }
    let squares = ranks.reduce(0) { $0 + $1 * $1 }
    guard squares > 0, let quantile = normalQuantile(0.975) else { return 1 }
    let bound = quantile / Double(count).squareRoot()
    var sum = 0.0
    for lag in 1...max(1, min(largestLag ?? count - 1, count - 1)) {
      let products = zip(ranks, ranks.dropFirst(lag)).reduce(0) { $0 + $1.0 * $1.1 }
      let correlation = products / squares
      guard abs(correlation) > bound else { continue }
      let left = Double(count - lag)
      sum += left * (left - 1) * (left - 2) * correlation
    }
    let total = Double(count)
    let factor = 1 + 2 / (total * (total - 1) * (total - 2)) * sum
    return factor > 0 ? factor : 1
  }

  /// The series less its Theil–Sen line over 1, 2, 3 …; nil where there is no slope.
  ///
  /// Where the line starts is of no matter, but for rounding: two dates that define the median slope
  /// leave the same rest, and rounding decides which of them ranks higher. The other tools count
  /// from 1.
  private static func detrended(_ series: [Double]) -> [Double]? {
    guard series.allSatisfy(\.isFinite) else { return nil }
    var pairs = PairwiseSlopes(days: Array(series.indices))
    guard let slope = pairs.slope(of: series)?.median else { return nil }
    return series.enumerated().map { $1 - slope * Double($0 + 1) }
  }

  /// Ranks from 1; equal values share the mean of theirs.
  private static func averageRanks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for i in start..<end { ranks[order[i]] = Double(start + end + 1) / 2 }
      start = end
    }
    return ranks
  }
}
