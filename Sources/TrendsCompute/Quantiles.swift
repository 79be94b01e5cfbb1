/// Quantiles of a sample, by linear interpolation between order statistics (type 7).
///
/// With *n* values x₀ ≤ x₁ ≤ … and h = (n − 1)·p:
///
///     Q(p) = x[⌊h⌋] + (h − ⌊h⌋) · (x[⌊h⌋ + 1] − x[⌊h⌋])
///
/// - Parameters:
///   - probabilities: a few p, each in `0...1`.
///   - values: in any order.
/// - Returns: one quantile a probability, or nil for an empty sample, a NaN in it, or a probability
///   outside `0...1`.
/// - Complexity: O(n) on average for each probability.
///
/// Source: Hyndman & Fan (1996), *Sample quantiles in statistical packages*, The American
/// Statistician 50, 361–365, definition 7; the default of R and NumPy.
/// <https://doi.org/10.1080/00031305.1996.10473566>
package func quantiles(_ probabilities: [Double], of values: [Double]) -> [Double]? {
  guard !values.isEmpty, probabilities.allSatisfy({ $0 >= 0 && $0 <= 1 }),
    !values.contains(where: \.isNaN)
  else { return nil }
  var work = values
  return work.withUnsafeMutableBufferPointer { work in
    probabilities.map { probability in
      let position = Double(work.count - 1) * probability
      let index = Int(position)
      let lower = selectInPlace(index, of: work)
      // Equal neighbours are returned as they stand, so that infinities do not turn into NaN.
      guard let upper = work[(index + 1)...].min(), upper > lower else { return lower }
      return lower + (position - Double(index)) * (upper - lower)
    }
  }
}

/// The median: the middle value, or the mean of the two middle ones.
///
/// - Parameter values: in any order.
/// - Returns: the median, or nil for an empty sample or one with a NaN.
/// - Complexity: O(n) on average.
package func median(of values: [Double]) -> Double? {
  quantiles([0.5], of: values)?.first
}
