/// Numbers of tokens in one byte each while none is above 255, then in two while none is above 65,535,
/// and in four from then on: a large corpus keeps a hundred draws, and abstracts need the one byte.
@frozen
public struct TokenCounts: Equatable, Sendable {
  @usableFromInline var bytes: [UInt8] = []
  /// All counts, once one is above 255.
  @usableFromInline var pairs: [UInt16]?
  /// All counts, once one is above 65,535.
  @usableFromInline var words: [UInt32]?

  /// No counts.
  @inlinable public init() {}

  /// Some counts.
  @inlinable public init(_ counts: [UInt32]) {
    switch counts.max() ?? 0 {
    case ...255: bytes = counts.map { UInt8(truncatingIfNeeded: $0) }
    case ...65_535: pairs = counts.map { UInt16(truncatingIfNeeded: $0) }
    default: words = counts
    }
  }

  /// Calls `body` with the places and counts of a range.
  @inlinable @inline(__always)
  public func forEach(in range: Range<Int>, _ body: (_ place: Int, _ count: UInt32) -> Void) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "the range is of the counts")
    if let words {
      for i in range { body(i, words[i]) }
    } else if let pairs {
      for i in range { body(i, UInt32(pairs[i])) }
    } else {
      bytes.withUnsafeBufferPointer { bytes in
        for i in range { body(i, UInt32(bytes[i])) }
      }
    }
  }

  /// The counts as they lie in memory.
  @frozen @usableFromInline enum Places {
    case bytes(UnsafeBufferPointer<UInt8>)
    case pairs(UnsafeBufferPointer<UInt16>)
    case words(UnsafeBufferPointer<UInt32>)
  }

  /// Calls `body` with the counts as they lie in memory.
  @usableFromInline func withPlaces<Result>(_ body: (Places) -> Result) -> Result {
    if let words { return words.withUnsafeBufferPointer { body(.words($0)) } }
    if let pairs { return pairs.withUnsafeBufferPointer { body(.pairs($0)) } }
    return bytes.withUnsafeBufferPointer { body(.bytes($0)) }
  }

  /// The counts as numbers, in order.
  @inlinable public static func == (left: TokenCounts, right: TokenCounts) -> Bool {
    left.elementsEqual(right)
  }

  /// Makes the places wide enough for a count.
  @usableFromInline mutating func widen(for count: UInt32) {
    if words == nil, count > UInt16.max {
      words = pairs.map { $0.map(UInt32.init) } ?? bytes.map(UInt32.init)
      (bytes, pairs) = ([], nil)
    } else if words == nil, pairs == nil, count > UInt8.max {
      pairs = bytes.map(UInt16.init)
      bytes = []
    }
  }
}

extension TokenCounts: RandomAccessCollection, MutableCollection {
  /// 0.
  @inlinable public var startIndex: Int { 0 }
  /// How many there are.
  @inlinable public var endIndex: Int { words?.count ?? pairs?.count ?? bytes.count }

  /// One of the counts.
  @inlinable public subscript(index: Int) -> UInt32 {
    get {
      if let words { return words[index] }
      if let pairs { return UInt32(pairs[index]) }
      return UInt32(bytes[index])
    }
    set {
      widen(for: newValue)
      if words != nil {
        words?[index] = newValue
      } else if pairs != nil {
        pairs?[index] = UInt16(truncatingIfNeeded: newValue)
      } else {
        bytes[index] = UInt8(truncatingIfNeeded: newValue)
      }
    }
  }
}

extension TokenCounts: RangeReplaceableCollection {
  /// Puts counts in the place of some.
  @inlinable public mutating func replaceSubrange(
    _ range: Range<Int>, with counts: some Collection<UInt32>
  ) {
    widen(for: counts.max() ?? 0)
    if words != nil {
      words?.replaceSubrange(range, with: counts)
    } else if pairs != nil {
      pairs?.replaceSubrange(range, with: counts.lazy.map { UInt16($0) })
    } else {
      bytes.replaceSubrange(range, with: counts.lazy.map { UInt8($0) })
    }
  }

  /// Adds a count.
  @inlinable public mutating func append(_ count: UInt32) {
    widen(for: count)
    if words != nil {
      words?.append(count)
    } else if pairs != nil {
      pairs?.append(UInt16(truncatingIfNeeded: count))
    } else {
      bytes.append(UInt8(truncatingIfNeeded: count))
    }
  }

  /// Makes room for so many in all.
  @inlinable public mutating func reserveCapacity(_ capacity: Int) {
    if words != nil {
      words?.reserveCapacity(capacity)
    } else if pairs != nil {
      pairs?.reserveCapacity(capacity)
    } else {
      bytes.reserveCapacity(capacity)
    }
  }
}

extension TokenCounts: ExpressibleByArrayLiteral {
  /// The counts as listed.
  @inlinable public init(arrayLiteral counts: UInt32...) { self.init(counts) }
}
