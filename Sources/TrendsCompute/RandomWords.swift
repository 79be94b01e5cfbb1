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
  package mutating func shuffle(_ values: inout [Int32]) {
    values.withUnsafeMutableBufferPointer { values in
      var i = values.count - 1
      while i > 0 {
        values.swapAt(i, Int(below(UInt32(i + 1))))
        i -= 1
      }
    }
  }
}
