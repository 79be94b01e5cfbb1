/// The k-th smallest of some numbers, found in place by partitioning.
///
/// On return the number at `k` is the one that sorting would put there, none before it is greater
/// and none after it is less. The pivot is a pseudo-median of nine at fixed places, so the result
/// and its time depend on the numbers alone.
///
/// - Parameters:
///   - k: in the indices of `values`.
///   - values: free of NaN; reordered.
/// - Returns: the k-th smallest, counted from 0.
/// - Complexity: O(n) on average, no allocation; numbers made to defeat the pivots cost O(n log n).
package func selectInPlace(_ k: Int, of values: UnsafeMutableBufferPointer<Double>) -> Double {
  precondition(values.indices.contains(k), "the rank is one of the numbers'")
  var (low, high) = (0, values.count)
  var rounds = 0
  while high - low > 16 {
    rounds += 1
    if rounds > 64 { break }
    let pivot = ninther(values, low, high)
    let middle = partition(values, low, high) { $0 < pivot }
    if k < middle {
      high = middle
      continue
    }
    // Where little lies below the pivot, many may equal it: set those apart, or ties cost O(n²).
    if middle - low < (high - low) / 8 {
      let above = partition(values, middle, high) { $0 <= pivot }
      if k < above { return pivot }
      low = above
    } else {
      low = middle
    }
  }
  values[low..<high].sort()
  return values[k]
}

/// Moves the numbers that belong first to the front, and says how far they reach.
///
/// Every step swaps, needed or not: no branch depends on the numbers, which is three times as fast
/// as one that the processor cannot foresee.
@inline(__always)
private func partition(
  _ values: UnsafeMutableBufferPointer<Double>, _ low: Int, _ high: Int,
  belongsFirst: (Double) -> Bool
) -> Int {
  var next = low
  for i in low..<high {
    let value = values[i]
    values[i] = values[next]
    values[next] = value
    next += belongsFirst(value) ? 1 : 0
  }
  return next
}

/// The median of three medians of three, from nine evenly spaced places.
private func ninther(_ values: UnsafeMutableBufferPointer<Double>, _ low: Int, _ high: Int)
  -> Double
{
  let step = (high - low) / 9
  func median(_ a: Double, _ b: Double, _ c: Double) -> Double {
    max(min(a, b), min(max(a, b), c))
  }
  func three(_ i: Int) -> Double {
    median(values[low + i * step], values[low + (i + 1) * step], values[low + (i + 2) * step])
  }
  return median(three(0), three(3), three(6))
}

/// The median of some numbers, which are reordered: the middle one, or the mean of the middle two.
///
/// - Returns: nil for no numbers.
/// - Complexity: O(n) on average, no allocation.
package func medianInPlace(_ values: UnsafeMutableBufferPointer<Double>) -> Double? {
  guard !values.isEmpty else { return nil }
  let upper = selectInPlace(values.count / 2, of: values)
  guard values.count.isMultiple(of: 2) else { return upper }
  var lower = values[0]
  for i in 0..<(values.count / 2) where values[i] > lower { lower = values[i] }
  return (lower + upper) / 2
}
