/// p-values adjusted so that a threshold on them bounds the false discovery rate.
public enum FalseDiscovery {
  /// Benjamini–Hochberg: q(i) = min over j ≥ i of min(1, m·p(j) / j), p ascending.
  ///
  /// - Parameter p: one value a test in `0...1`; tests that cannot be made count with p = 1.
  /// - Returns: one q a test, in the order of `p`.
  /// - Complexity: O(m log m).
  ///
  /// Source: Benjamini & Hochberg (1995), *Controlling the false discovery rate*, JRSS B 57.
  public static func benjaminiHochberg(_ p: [Double]) -> [Double] {
    adjusted(p, factor: Double(p.count))
  }

  /// Benjamini–Yekutieli: as Benjamini–Hochberg, times Σ 1/i; valid under any dependence.
  ///
  /// Source: Benjamini & Yekutieli (2001), *The control of the false discovery rate in multiple
  /// testing under dependency*, Annals of Statistics 29.
  public static func benjaminiYekutieli(_ p: [Double]) -> [Double] {
    let harmonic = p.indices.reduce(0.0) { $0 + 1 / Double($1 + 1) }
    return adjusted(p, factor: Double(p.count) * harmonic)
  }

  /// Adjusts the p of tests of which some may conclude nothing, such as those of topics that the chains
  /// do not agree on.
  ///
  /// Those keep their place in the family with p = 1: their small p would lower the q of the others
  /// and are not among what is said, so that the rate would not hold for what is.
  ///
  /// - Parameters:
  ///   - p: one value a test in `0...1`.
  ///   - counted: which tests may conclude something.
  ///   - adjust: one of the methods above.
  /// - Returns: one q a test; nil for one that does not count.
  public static func adjusted(
    _ p: [Double], counting counted: [Bool], by adjust: ([Double]) -> [Double] = benjaminiHochberg
  ) -> [Double?] {
    let q = adjust(zip(p, counted).map { $1 ? $0 : 1 })
    return zip(q, counted).map { $1 ? $0 : nil }
  }

  private static func adjusted(_ p: [Double], factor: Double) -> [Double] {
    let order = p.indices.sorted { (p[$0], $0) < (p[$1], $1) }
    var q = p
    var smallest = 1.0
    for (rank, i) in order.enumerated().reversed() {
      smallest = min(smallest, factor * p[i] / Double(rank + 1))
      q[i] = smallest
    }
    return q
  }
}
