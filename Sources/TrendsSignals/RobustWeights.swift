internal import TrendsCompute

/// Weights that leave out points far from a curve: (1 − (r / 6 MAD)²)², 0 beyond.
///
/// - Parameters:
///   - residuals: their absolute values.
///   - leastSpread: nil is returned where 6 MAD is below this part of the mean residual: the curve
///     goes through more than half of the points, and there is nothing to be robust about.
/// - Complexity: O(n log n).
///
/// Source: Cleveland (1979), as for ``lowess(x:y:fraction:iterations:)``, with R's flat top and edge.
func bisquareWeights(residuals: [Double], leastSpread: Double = 0) -> [Double]? {
  guard let middle = median(of: residuals) else { return nil }
  let reach = 6 * middle
  let mean = residuals.reduce(0, +) / Double(residuals.count)
  guard reach >= Double.leastNormalMagnitude, reach >= leastSpread * mean else { return nil }
  return residuals.map { residual in
    if residual <= 0.001 * reach { return 1 }
    guard residual <= 0.999 * reach else { return 0 }
    let part = 1 - residual / reach * (residual / reach)
    return part * part
  }
}
