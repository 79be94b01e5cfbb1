/// A quantile of a sorted sample, by linear interpolation between order statistics (type 7).
///
/// With *n* values x₀ ≤ x₁ ≤ … and h = (n − 1)·p:
///
///     Q(p) = x[⌊h⌋] + (h − ⌊h⌋) · (x[⌊h⌋ + 1] − x[⌊h⌋])
///
/// - Parameters:
///   - probability: p in `0...1`.
///   - values: ascending and free of NaN; this is not checked.
/// - Returns: the quantile, or nil for an empty sample or a p outside `0...1`.
/// - Complexity: O(1).
///
/// Source: Hyndman & Fan (1996), *Sample quantiles in statistical packages*, The American
/// Statistician 50, 361–365, definition 7; the default of R and NumPy.
/// <https://doi.org/10.1080/00031305.1996.10473566>
package func quantile(_ probability: Double, ofSorted values: [Double]) -> Double? {
  guard let last = values.last, probability >= 0, probability <= 1 else { return nil }
  let position = Double(values.count - 1) * probability
  let index = Int(position)
  guard index + 1 < values.count else { return last }
  let (lower, upper) = (values[index], values[index + 1])
  // Equal neighbours are returned as they stand, so that infinities do not turn into NaN.
  return lower == upper ? lower : lower + (position - Double(index)) * (upper - lower)
}

/// Several type-7 quantiles of one sample, which is sorted once.
///
/// - Parameters:
///   - probabilities: each in `0...1`.
///   - values: in any order.
/// - Returns: one quantile a probability, or nil for an empty sample, a NaN in it, or a probability
///   outside `0...1`.
/// - Complexity: O(n log n).
package func quantiles(_ probabilities: [Double], of values: [Double]) -> [Double]? {
  guard !values.isEmpty, !values.contains(where: \.isNaN) else { return nil }
  let sorted = values.sorted()
  var result: [Double] = []
  result.reserveCapacity(probabilities.count)
  for probability in probabilities {
    guard let value = quantile(probability, ofSorted: sorted) else { return nil }
    result.append(value)
  }
  return result
}

/// The median: the middle value, or the mean of the two middle ones.
///
/// - Parameter values: in any order.
/// - Returns: the median, or nil for an empty sample or one with a NaN.
/// - Complexity: O(n log n).
package func median(of values: [Double]) -> Double? {
  quantiles([0.5], of: values)?.first
}
