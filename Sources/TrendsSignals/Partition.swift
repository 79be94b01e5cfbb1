/// The best way to cut a series into stretches of constant level.
public struct Partition: Equatable, Sendable {
  /// The first value of every stretch but the first one, ascending.
  public let starts: [Int]
  /// Σ of the stretches' weighted squares about their means.
  public let cost: Double
  /// The cost and the penalty of every start: what is least of all partitions.
  public let objective: Double

  /// Finds the partition by optimal partitioning, exact and without pruning:
  ///
  ///     F(t) = min over s of  F(s) + C(s, t) + penalty
  ///
  /// Among partitions that cost the same, the one whose last stretch is longest is taken, and so on
  /// towards the front.
  ///
  /// - Parameters:
  ///   - values: x, `[T]`.
  ///   - weights: ω, `[T]`, each at least 0: the inverse variances, for a penalty in units of
  ///     likelihood.
  ///   - penalty: what a change point costs, at least 0.
  ///   - minimumLength: the fewest values of a stretch, at least 1. A series shorter than twice that
  ///     is one stretch.
  /// - Returns: nil where a value, weight or penalty cannot be used.
  /// - Complexity: O(T²) time, O(T) space.
  ///
  /// Source: Jackson et al. (2005), *An algorithm for optimal partitioning of data on an interval*,
  /// IEEE Signal Processing Letters 12, 105–108. <https://doi.org/10.1109/LSP.2001.838216>
  public init?(values: [Double], weights: [Double], penalty: Double, minimumLength: Int) {
    guard values.count == weights.count, values.allSatisfy(\.isFinite),
      weights.allSatisfy({ $0 >= 0 && $0.isFinite }), penalty >= 0, penalty.isFinite
    else { return nil }
    let count = values.count
    let shortest = max(1, minimumLength)
    let costs = SegmentCosts(values: values, weights: weights)
    var best = [Double](repeating: .infinity, count: count + 1)
    var origin = [Int](repeating: 0, count: count + 1)
    best[0] = -penalty
    for t in stride(from: shortest, through: count, by: 1) {
      for s in 0...(t - shortest) where best[s] < .infinity {
        let objective = best[s] + costs.cost(s, t) + penalty
        if objective < best[t] { (best[t], origin[t]) = (objective, s) }
      }
    }
    // Fewer values than one stretch must have are one stretch all the same.
    guard best[count] < .infinity, count > 0 else {
      self.init(starts: [], cost: costs.cost(0, count), objective: costs.cost(0, count))
      return
    }
    var starts: [Int] = []
    var t = origin[count]
    while t > 0 {
      starts.append(t)
      t = origin[t]
    }
    starts.reverse()
    let bounds = [0] + starts + [count]
    self.init(
      starts: starts,
      cost: zip(bounds, bounds.dropFirst()).reduce(0) { $0 + costs.cost($1.0, $1.1) },
      objective: best[count])
  }

  private init(starts: [Int], cost: Double, objective: Double) {
    self.starts = starts
    self.cost = cost
    self.objective = objective
  }
}
