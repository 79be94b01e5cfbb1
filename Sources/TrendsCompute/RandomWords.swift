import CKernels

/// Whole numbers from one named stream, in turn.
package struct RandomWords {
  private let stream: RandomStream
  private var words = InlineArray<64, UInt32>(repeating: 0)
  private var position = RandomStream.batch
  private var batch = 0

  /// The numbers of a stream, from its beginning.
  package init(_ stream: RandomStream) { self.stream = stream }

  /// The next word.
  package mutating func next() -> UInt32 {
    if position == RandomStream.batch {
      var span = words.mutableSpan
      span.withUnsafeMutableBufferPointer { buffer in
        if let base = buffer.baseAddress { stream.fillWords(base, batch: batch) }
      }
      batch += 1
      position = 0
    }
    defer { position += 1 }
    return words[position]
  }

  /// A whole number in `0..<bound`, each equally likely.
  ///
  /// - Parameter bound: from 1.
  ///
  /// Source: Lemire (2019), *Fast random integer generation in an interval*, ACM Transactions on
  /// Modeling and Computer Simulation 29, 3. <https://doi.org/10.1145/3230636>
  package mutating func below(_ bound: UInt32) -> UInt32 {
    var product = UInt64(next()) * UInt64(bound)
    if UInt32(truncatingIfNeeded: product) < bound {
      let threshold = (0 &- bound) % bound
      while UInt32(truncatingIfNeeded: product) < threshold {
        product = UInt64(next()) * UInt64(bound)
      }
    }
    return UInt32(truncatingIfNeeded: product >> 32)
  }

  /// Fisher and Yates's shuffle: every order is equally likely.
  package mutating func shuffle(_ values: inout [UInt32]) {
    shuffle(&values, in: values.indices, settling: values.count)
  }

  /// Shuffles some of the values, as far as the first ones matter.
  ///
  /// - Parameters:
  ///   - range: the values that trade places; the others stay.
  ///   - count: how many of them, from the first on, must be as after a whole shuffle; at most as
  ///     many as there are.
  package mutating func shuffle(
    _ values: inout [UInt32], in range: Range<Int>, settling count: Int
  ) {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= values.count && count <= range.count,
      "some of the values")
    let end = range.upperBound
    let last = min(range.lowerBound + count, max(range.lowerBound, end - 1))
    values.withUnsafeMutableBufferPointer { values in
      var i = range.lowerBound
      while i < last {
        i = swap(&values, from: i, to: last, end: end)
        guard i < last else { return }
        // The word is one of the few that would favour some places.
        values.swapAt(i, i + Int(below(UInt32(truncatingIfNeeded: end - i))))
        i += 1
      }
    }
  }

  /// Swaps each value in turn with one of those up to `end`, while words last that need no second
  /// look; gives the first value that is still to be swapped.
  private mutating func swap(
    _ values: inout UnsafeMutableBufferPointer<UInt32>, from first: Int, to last: Int, end: Int
  ) -> Int {
    let count = min(last - first, RandomStream.batch - position)
    let swapped = words.span.withUnsafeBufferPointer { words in
      guard let values = values.baseAddress, let words = words.baseAddress else { return 0 }
      return Int(
        tr_swap_onward(values + first, Int64(count), Int64(end - first), words + position))
    }
    position += swapped
    return first + swapped
  }
}
