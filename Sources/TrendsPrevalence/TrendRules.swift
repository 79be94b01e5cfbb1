/// What a number of dates allows to be said; see also ``DateDifference``.
public enum TrendRules {
  /// The fewest dates from which any trend test is made.
  public static let fewestDates = 5

  /// The smallest two-sided p that an exact Mann–Kendall test can reach, 2 / T!.
  ///
  /// - Parameter dates: T, at least 1.
  public static func smallestP(dates: Int) -> Double {
    guard dates >= 2 else { return 1 }
    var permutations = 1.0
    for t in 2...min(dates, 170) { permutations *= Double(t) }
    return min(1, 2 / permutations)
  }

  /// The fewest dates from which a lone trend among many topics can pass Benjamini–Hochberg: the
  /// smallest attainable p must be at most q / K.
  public static func datesForTrend(topicCount: Int, qLimit: Double) -> Int {
    var dates = fewestDates
    while smallestP(dates: dates) > qLimit / Double(max(1, topicCount)), dates < 170 { dates += 1 }
    return dates
  }
}
