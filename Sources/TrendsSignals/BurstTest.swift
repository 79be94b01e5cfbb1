/// Whether a topic's heaviest burst is heavier than shuffled documents make one.
///
/// The cost of entering a burst does not control errors: of topics that never change, 3 to 16 % have
/// a burst. So the weight of the heaviest one is compared with that of series made by dealing the
/// documents out to the dates anew, which only the caller can do.
public struct BurstTest: Equatable, Sendable {
  /// The weight of the heaviest burst; 0 where there is none.
  public let weight: Double
  /// (1 + series with a burst at least as heavy) / (1 + series); never 0.
  public let p: Double
  /// How many shuffled series there were.
  public let permutationCount: Int

  /// The smallest p that so many series can give.
  public var smallestP: Double { 1 / Double(1 + permutationCount) }

  /// A test from its parts.
  init(weight: Double, p: Double, permutationCount: Int) {
    self.weight = weight
    self.p = p
    self.permutationCount = permutationCount
  }

  /// Tests one topic against shuffled series.
  ///
  /// - Parameters:
  ///   - counts: the counts as they are, not scaled.
  ///   - dispersion: φ′; scales the counts and the shuffled series alike.
  ///   - options: s and γ.
  ///   - permutations: how many series, 999 by default and 9,999 where p is below .01.
  ///   - series: called with each number in `0..<permutations` in order, to write the shuffled hits
  ///     over the array it is given, `[T]`; the totals stay as they are.
  /// - Complexity: O(permutations · T) beside the calls, no allocation per series.
  ///
  /// Source: Phipson & Smyth (2010), *Permutation p-values should never be zero*, SAGMB 9, 39.
  /// <https://doi.org/10.2202/1544-6115.1585>
  public init(
    _ counts: BurstCounts, dispersion: Double, options: BurstOptions = BurstOptions(),
    permutations: Int, series: (_ permutation: Int, _ hits: inout [Double]) throws -> Void
  ) rethrows {
    weight = largestBurstWeight(
      hits: counts.hits.span, totals: counts.totals.span, dispersion: dispersion, options: options)
    var hits = counts.hits
    var atLeast = 0
    for permutation in 0..<max(0, permutations) {
      try series(permutation, &hits)
      let shuffled = largestBurstWeight(
        hits: hits.span, totals: counts.totals.span, dispersion: dispersion, options: options)
      // A shuffle that only renames documents must count in spite of rounding.
      if shuffled >= weight * (1 - 1e-12) { atLeast += 1 }
    }
    permutationCount = max(0, permutations)
    p = Double(1 + atLeast) / Double(1 + permutationCount)
  }

  /// Tests one topic against shuffled series that have been made already.
  ///
  /// - Parameter shuffled: hits, `[B × T]`, row-major, a series a row.
  public init(
    _ counts: BurstCounts, dispersion: Double, options: BurstOptions = BurstOptions(),
    shuffled: [Double]
  ) {
    let dates = counts.hits.count
    precondition(
      dates > 0 && shuffled.count.isMultiple(of: dates), "every series has one count a date")
    self.init(
      counts, dispersion: dispersion, options: options, permutations: shuffled.count / dates
    ) { permutation, hits in
      for t in 0..<dates { hits[t] = shuffled[permutation * dates + t] }
    }
  }
}
