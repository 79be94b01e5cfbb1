/// Weighted squares about the mean of any run of values, in constant time.
///
///     C(a, b) = Σ ω(t)·(x(t) − x̄)²  over a ≤ t < b,  x̄ = Σωx / Σω over the same
struct SegmentCosts {
  private let center: Double
  /// Σω, Σω(x − c) and Σω(x − c)² over the first t values, `[T + 1]` each; c is the overall mean,
  /// taken off first so that little is lost where the squares are subtracted.
  private var weights: [Double]
  private var sums: [Double]
  private var squares: [Double]

  init(values: [Double], weights: [Double]) {
    precondition(values.count == weights.count, "one weight a value")
    let total = weights.reduce(0, +)
    let center = total > 0 ? zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / total : 0
    self.center = center
    self.weights = [0]
    sums = [0]
    squares = [0]
    self.weights.reserveCapacity(values.count + 1)
    sums.reserveCapacity(values.count + 1)
    squares.reserveCapacity(values.count + 1)
    var (weightSum, sum, square) = (0.0, 0.0, 0.0)
    for (value, weight) in zip(values, weights) {
      let deviation = value - center
      weightSum += weight
      sum += weight * deviation
      square += weight * deviation * deviation
      self.weights.append(weightSum)
      sums.append(sum)
      squares.append(square)
    }
  }

  /// C(a, b); 0 where there is no weight.
  func cost(_ a: Int, _ b: Int) -> Double {
    let weight = weights[b] - weights[a]
    guard weight > 0 else { return 0 }
    let sum = sums[b] - sums[a]
    return max(0, squares[b] - squares[a] - sum * sum / weight)
  }

  /// The weighted mean of a run; the overall one where there is no weight.
  func mean(_ a: Int, _ b: Int) -> Double {
    let weight = weights[b] - weights[a]
    return weight > 0 ? center + (sums[b] - sums[a]) / weight : center
  }
}
