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
///
/// Sorts by radix, eleven bits at a time: ten times as fast as comparing, for the thousands of rows
/// of a large model.
struct AverageRanks {
  private static let digitBits = 11
  private static let digitCount = 1 << digitBits

  /// The places in ascending order of their values, and room to sort them into.
  private var order: [UInt32]
  private var sorted: [UInt32]
  /// The values as whole numbers that order as they do.
  private var keys: [UInt64]
  private var starts: [Int]

  /// Room for ranking `count` values at a time.
  init(count: Int) {
    precondition(count <= Int(UInt32.max), "places are counted in 32 bits")
    order = Array(0..<UInt32(count))
    sorted = order
    keys = [UInt64](repeating: 0, count: count)
    starts = [Int](repeating: 0, count: Self.digitCount + 1)
  }

  /// Calls `assign` with each place and its rank.
  ///
  /// `assign` may overwrite the value at the place that it is given. The values hold no NaN.
  ///
  /// - Complexity: O(n), no allocation.
  mutating func ofValues(
    _ values: UnsafeBufferPointer<Double>, assign: (_ place: Int, _ rank: Double) -> Void
  ) {
    precondition(values.count == order.count, "as many values as there is room for")
    sort(values)
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

  /// Brings `order` into ascending order of the values.
  private mutating func sort(_ values: UnsafeBufferPointer<Double>) {
    var varying: UInt64 = 0
    for place in values.indices {
      let bits = values[place].bitPattern
      // Patterns order as the numbers do, but backwards below 0.
      keys[place] = bits >> 63 == 0 ? bits | 1 << 63 : ~bits
      varying |= keys[place] ^ keys[0]
    }
    for shift in stride(from: 0, to: UInt64.bitWidth, by: Self.digitBits) {
      let mask = UInt64(Self.digitCount - 1)
      guard varying >> UInt64(shift) & mask != 0 else { continue }
      for digit in starts.indices { starts[digit] = 0 }
      for key in keys { starts[Int(key >> UInt64(shift) & mask) + 1] += 1 }
      for digit in 0..<Self.digitCount { starts[digit + 1] += starts[digit] }
      for place in order {
        let digit = Int(keys[Int(place)] >> UInt64(shift) & mask)
        sorted[starts[digit]] = place
        starts[digit] += 1
      }
      swap(&order, &sorted)
    }
  }
}
