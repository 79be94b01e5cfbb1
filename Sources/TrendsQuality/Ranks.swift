/// V, from the length of a `[K × V]` array.
func termCount<Element>(of matrix: [Element], topicCount: Int) -> Int {
  precondition(topicCount > 0, "a model has at least one topic")
  precondition(matrix.count % topicCount == 0, "every topic has the same number of terms")
  return matrix.count / topicCount
}

/// The places of the highest values, highest first; of equal values the first place comes first.
///
/// - Parameter floor: values at or below it are left out; nil for none.
func highest<Value: Comparable>(_ count: Int, of values: ArraySlice<Value>, above floor: Value?)
  -> [Int]
{
  var best: [(place: Int, value: Value)] = []
  guard count > 0 else { return [] }
  for (place, value) in values.enumerated() {
    if let floor, value <= floor { continue }
    if best.count == count {
      guard value > best[count - 1].value else { continue }
      best.removeLast()
    }
    var position = best.count
    while position > 0, value > best[position - 1].value { position -= 1 }
    best.insert((place, value), at: position)
  }
  return best.map(\.place)
}

/// Ranks from 1, ascending; equal values share the average of their ranks.
struct AverageRanks {
  private var order: [Int32]

  /// Room for ranking `count` values at a time.
  init(count: Int) { order = Array(0..<Int32(clamping: count)) }

  /// Calls `assign` with each place and its rank.
  ///
  /// `assign` may overwrite the value at the place that it is given.
  ///
  /// - Complexity: O(n log n), no allocation of its own.
  mutating func ofValues(
    _ values: UnsafeBufferPointer<Double>, assign: (_ place: Int, _ rank: Double) -> Void
  ) {
    order.sort { left, right in
      let (a, b) = (values[Int(left)], values[Int(right)])
      return a != b ? a < b : left < right
    }
    var start = 0
    while start < order.count {
      let value = values[Int(order[start])]
      var end = start + 1
      while end < order.count, values[Int(order[end])] == value { end += 1 }
      let rank = Double(start + 1 + end) / 2
      for position in start..<end { assign(Int(order[position]), rank) }
      start = end
    }
  }
}
