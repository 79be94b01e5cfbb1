internal import TrendsCompute

/// A series smoothed by ``LoessSmoother``.
public struct LoessCurve: Sendable {
  /// The curve at the observed places, `[n]`.
  public let fitted: [Double]
  /// The standard errors of `fitted`, `[n]`, for a curve without bias.
  public let standardErrors: [Double]
  /// The standard deviation of an observation of weight 1 about the curve.
  public let residualScale: Double

  private let smoother: LoessSmoother
  private let y: [Double]
  /// The observations' weights in the last round, robust ones included.
  private let roundWeights: [Double]

  init?(smoother: LoessSmoother, y: [Double]) {
    self.smoother = smoother
    self.y = y
    let own = smoother.weights
    let rounds = max(0, smoother.options.robustRounds)
    var roundWeights = own
    var rows = smoother.operatorRows
    var fitted = Self.products(rows, y)
    for _ in 0..<rounds {
      let residuals = zip(y, fitted).map { abs($0 - $1) }
      let robust = bisquareWeights(residuals: residuals)
      roundWeights = robust.map { zip(own, $0).map { $0 * $1 } } ?? own
      guard let round = Self.rows(smoother.kernel, weights: roundWeights) else { return nil }
      rows = round
      fitted = Self.products(rows, y)
    }
    self.fitted = fitted
    self.roundWeights = roundWeights

    var residuals = zip(y, fitted).map { $0 - $1 }
    if rounds > 0 {
      // Residuals of pseudo-values, which stand for the observations as least squares would.
      let pseudo = Self.pseudoValues(y: y, fitted: fitted, own: own, round: roundWeights)
      residuals = zip(pseudo, Self.products(smoother.operatorRows, pseudo)).map { $0 - $1 }
    }
    let squares = zip(residuals, own).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
    let scale = smoother.delta1 > 0 ? (squares / smoother.delta1).squareRoot() : 0
    residualScale = scale
    standardErrors = rows.map { scale * Self.length($0, weights: own) }
  }

  /// The curve and its standard error at any place.
  ///
  /// - Returns: nil for a place that is not finite, or too far out for any point to have weight.
  /// - Complexity: O(n).
  public func estimate(at place: Double) -> (value: Double, standardError: Double)? {
    guard place.isFinite else { return nil }
    var row = [Double](repeating: 0, count: y.count)
    guard smoother.kernel.fillRow(at: place, weights: roundWeights, row: &row) > 0 else {
      return nil
    }
    let value = zip(row, y).reduce(0) { $0 + $1.0 * $1.1 }
    return (value, residualScale * Self.length(row, weights: smoother.weights))
  }

  /// √Σ l²/ω: the standard deviation of Σ l·y where y(i) has the variance 1/ω(i).
  private static func length(_ row: [Double], weights: [Double]) -> Double {
    zip(row, weights).reduce(0) { $0 + $1.0 * $1.0 / $1.1 }.squareRoot()
  }

  private static func products(_ rows: [[Double]], _ y: [Double]) -> [Double] {
    rows.map { row in zip(row, y).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  private static func rows(_ kernel: LoessKernel, weights: [Double]) -> [[Double]]? {
    var rows: [[Double]] = []
    var row = weights
    for center in kernel.x {
      guard kernel.fillRow(at: center, weights: weights, row: &row) > 0 else { return nil }
      rows.append(row)
    }
    return rows
  }

  /// fitted + c·ρ·residual, with ρ the robust weights and c such that the influence of the residuals
  /// averages 1.
  private static func pseudoValues(
    y: [Double], fitted: [Double], own: [Double], round: [Double]
  ) -> [Double] {
    let residuals = zip(y, fitted).map { $0 - $1 }
    let scaled = zip(residuals, own).map { abs($0) * $1.squareRoot() }
    let middle = median(of: scaled) ?? 0
    let reach = (6 * middle) * (6 * middle) / 5
    guard reach > 0 else { return y }
    var sum = 0.0
    for i in y.indices {
      sum += (1 - residuals[i] * residuals[i] * own[i] / reach) * round[i].squareRoot()
    }
    guard sum != 0 else { return y }
    let factor = Double(y.count) / sum
    return y.indices.map { fitted[$0] + factor * round[$0] * residuals[$0] }
  }
}
