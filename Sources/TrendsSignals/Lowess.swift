internal import Glibc

/// Cleveland's original robust smoother, LOWESS: local lines with tricube weights.
///
/// Differs from ``LoessSmoother`` in what it calls near (the window slides over ranks and keeps
/// points tied with its farthest one), in slopes left out where the points hardly spread, and in
/// when its robust rounds stop. Kept for comparison with other tools.
///
/// - Parameters:
///   - x: ascending.
///   - y: one value a point.
///   - fraction: the part of the points in a window, above 0; 2/3 is usual.
///   - iterations: robust rounds after the first fit, 3 is usual.
/// - Returns: the smoothed values, `[n]`; nil where x is not ascending, a value cannot be used, or
///   there are fewer than two points.
/// - Complexity: O(n·window·iterations).
///
/// Source: Cleveland (1979), *Robust locally weighted regression and smoothing scatterplots*, JASA
/// 74, 829–836; with δ = 0, as R's `lowess`. <https://doi.org/10.1080/01621459.1979.10481038>
public func lowess(x: [Double], y: [Double], fraction: Double, iterations: Int = 3) -> [Double]? {
  guard x.count == y.count, x.count > 1, x.allSatisfy(\.isFinite), y.allSatisfy(\.isFinite),
    zip(x, x.dropFirst()).allSatisfy({ $0 <= $1 }), fraction > 0
  else { return nil }
  let count = x.count
  let window = Int(max(2, min(Double(count), (fraction * Double(count) + 1e-7).rounded(.down))))
  var robustness = [Double](repeating: 1, count: count)
  var smoothed = y
  for iteration in 0...max(0, iterations) {
    var left = 0
    for i in 0..<count {
      if i > 0, x[i] == x[i - 1] {
        smoothed[i] = smoothed[i - 1]
        continue
      }
      while left + window < count, x[left + window] - x[i] < x[i] - x[left] { left += 1 }
      smoothed[i] =
        localLine(x: x, y: y, robustness: robustness, at: x[i], left: left, window: window) ?? y[i]
    }
    if iteration == max(0, iterations) { break }
    let residuals = zip(y, smoothed).map { abs($0 - $1) }
    guard let weights = bisquareWeights(residuals: residuals, leastSpread: 1e-7) else { break }
    robustness = weights
  }
  return smoothed
}

/// The value of the local line at one place, nil where no point has weight.
private func localLine(
  x: [Double], y: [Double], robustness: [Double], at center: Double, left: Int, window: Int
) -> Double? {
  let range = x[x.count - 1] - x[0]
  let reach = max(center - x[left], x[left + window - 1] - center)
  // Points tied with the farthest one are in the window, too.
  var end = left
  while end < x.count, x[end] - center <= 0.999 * reach { end += 1 }
  var (sum, mean) = (0.0, 0.0)
  func weight(_ j: Int) -> Double {
    tricube(distance: abs(x[j] - center), reach: reach) * robustness[j]
  }
  for j in left..<end {
    sum += weight(j)
    mean += weight(j) * x[j]
  }
  guard sum > 0 else { return nil }
  mean /= sum
  var spread = 0.0
  for j in left..<end { spread += weight(j) / sum * (x[j] - mean) * (x[j] - mean) }
  let slope = spread.squareRoot() > 0.001 * range ? (center - mean) / spread : 0
  var value = 0.0
  for j in left..<end { value += weight(j) / sum * (1 + slope * (x[j] - mean)) * y[j] }
  return value
}

/// (1 − (δ/h)³)³, with R's flat top below 0.001 h and nothing beyond 0.999 h.
@inline(__always)
func tricube(distance: Double, reach: Double) -> Double {
  if distance <= 0.001 * reach { return 1 }
  guard distance <= 0.999 * reach else { return 0 }
  let ratio = distance / reach
  let part = 1 - ratio * ratio * ratio
  return part * part * part
}
