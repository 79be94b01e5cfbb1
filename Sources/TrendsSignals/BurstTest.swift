/// Whether a topic's heaviest burst is heavier than shuffled documents make one.
///
/// The cost of entering a burst does not control errors: of topics that never change, 3 to 16 % have
/// a burst. So the weight of the heaviest one is compared with that of series made by dealing the
/// documents out to the dates anew; ``DatePermutation`` makes it. Both are weighed for a rise half as
/// large as the one that bursts are reported for: see ``BurstOptions/ofTest``.
///
/// Source: Phipson & Smyth (2010), *Permutation p-values should never be zero*, SAGMB 9, 39.
/// <https://doi.org/10.2202/1544-6115.1585>
public struct BurstTest: Equatable, Sendable {
  /// The weight of the heaviest burst of half the rise; 0 where there is none.
  public let weight: Double
  /// (1 + series with a burst at least as heavy) / (1 + series); never 0.
  public let p: Double
  /// How many shuffled series there were.
  public let permutationCount: Int

  /// A test from its parts.
  init(weight: Double, p: Double, permutationCount: Int) {
    self.weight = weight
    self.p = p
    self.permutationCount = permutationCount
  }
}
