/// The local polynomial of ``LoessSmoother`` at one place: which weights it gives the observations.
struct LoessKernel: Sendable {
  /// Ascending.
  let x: [Double]
  /// q: how many of the nearest points set the reach.
  let nearest: Int
  /// Times which the distance of the q-th nearest point is the reach.
  let stretch: Double
  let degree: Int

  /// - Returns: nil for a span that reaches fewer than two points.
  init?(x: [Double], span: Double, degree: Int) {
    let reached = (Double(x.count) * span + 1e-5).rounded(.down)
    guard reached >= 2 else { return nil }
    self.x = x
    nearest = Int(min(Double(x.count), reached))
    stretch = max(1, span).squareRoot()
    self.degree = degree
  }

  /// Writes l, for which the curve at `center` is Σ l(i)·y(i): weighted least squares on the
  /// polynomials that are orthogonal for these weights.
  ///
  /// - Parameters:
  ///   - weights: the observations' own weights, `[n]`, robust ones included.
  ///   - row: `[n]`; overwritten.
  /// - Returns: how many observations have weight; 0 and a row of zeros where the fit is undefined.
  func fillRow(at center: Double, weights: [Double], row: inout [Double]) -> Int {
    for i in row.indices { row[i] = 0 }
    let reach = stretch * distanceOfNearest(center)
    var (used, total, mean) = (0, 0.0, 0.0)
    for i in window(center, reach) {
      row[i] = tricube(distance: abs(x[i] - center), reach: reach) * weights[i]
      if row[i] > 0 { used += 1 }
      total += row[i]
      mean += row[i] * (x[i] - center)
    }
    guard total > 0 else { return 0 }
    mean /= total
    // A polynomial that hardly varies over the window is left out.
    let (least, bounds) = (1e-18 * total * reach * reach, window(center, reach))
    var (linear, cubic) = (0.0, 0.0)
    for i in bounds {
      let part = x[i] - center - mean
      linear += row[i] * part * part
      cubic += row[i] * part * part * part
    }
    let hasSlope = degree >= 1 && linear > least
    let (shift, offset) = linear > 0 ? (cubic / linear, linear / total) : (0, 0)
    var quadratic = 0.0
    if degree >= 2, hasSlope {
      for i in bounds {
        let part = x[i] - center - mean
        let square = (part - shift) * part - offset
        quadratic += row[i] * square * square
      }
    }
    let hasCurve = quadratic > least * reach * reach
    let squareAtCenter = (-mean - shift) * -mean - offset
    for i in bounds {
      let part = x[i] - center - mean
      var value = 1 / total
      if hasSlope { value += part * -mean / linear }
      if hasCurve { value += ((part - shift) * part - offset) * squareAtCenter / quadratic }
      row[i] *= value
    }
    return used
  }

  /// The distance of the q-th nearest point.
  private func distanceOfNearest(_ center: Double) -> Double {
    var low = firstIndex { $0 >= center }
    var high = low
    while high - low < nearest {
      let takesLeft =
        high == x.count || (low > 0 && center - x[low - 1] <= x[high] - center)
      if takesLeft { low -= 1 } else { high += 1 }
    }
    return max(center - x[low], x[high - 1] - center)
  }

  /// The points within the reach.
  private func window(_ center: Double, _ reach: Double) -> Range<Int> {
    firstIndex { $0 >= center - reach }..<firstIndex { $0 > center + reach }
  }

  /// The first index of an ascending x of which a condition holds, by bisection.
  private func firstIndex(where holds: (Double) -> Bool) -> Int {
    var (low, high) = (0, x.count)
    while low < high {
      let middle = (low + high) / 2
      if holds(x[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
