/// Numbers of tokens, each at least 1 as a rule, in two bytes each while none is above 65,535 and in
/// four from then on: a large corpus keeps a hundred draws, and hardly ever needs the four.
@frozen
public struct TokenCounts: Equatable, Sendable {
  @usableFromInline var narrow: [UInt16] = []
  /// All counts, once one is above 65,535.
  @usableFromInline var wide: [UInt32]?

  /// No counts.
  @inlinable public init() {}

  /// The counts as numbers, in order.
  @inlinable public static func == (left: TokenCounts, right: TokenCounts) -> Bool {
    left.elementsEqual(right)
  }
}

extension TokenCounts: RandomAccessCollection, MutableCollection {
  /// 0.
  @inlinable public var startIndex: Int { 0 }
  /// How many there are.
  @inlinable public var endIndex: Int { wide?.count ?? narrow.count }

  /// One of the counts.
  @inlinable public subscript(index: Int) -> UInt32 {
    get {
      if let wide { return wide[index] }
      return UInt32(narrow[index])
    }
    set {
      if wide == nil, let value = UInt16(exactly: newValue) {
        narrow[index] = value
      } else {
        widen()
        wide?[index] = newValue
      }
    }
  }

  @usableFromInline mutating func widen() {
    guard wide == nil else { return }
    wide = narrow.map(UInt32.init)
    narrow = []
  }
}

extension TokenCounts: RangeReplaceableCollection {
  /// Puts counts in the place of some.
  @inlinable public mutating func replaceSubrange(
    _ range: Range<Int>, with counts: some Collection<UInt32>
  ) {
    if wide == nil, counts.allSatisfy({ $0 <= UInt16.max }) {
      narrow.replaceSubrange(range, with: counts.lazy.map { UInt16($0) })
    } else {
      widen()
      wide?.replaceSubrange(range, with: counts)
    }
  }

  /// Adds a count.
  @inlinable public mutating func append(_ count: UInt32) {
    if wide == nil, let value = UInt16(exactly: count) {
      narrow.append(value)
    } else {
      widen()
      wide?.append(count)
    }
  }

  /// Makes room for so many in all.
  @inlinable public mutating func reserveCapacity(_ capacity: Int) {
    if wide == nil { narrow.reserveCapacity(capacity) } else { wide?.reserveCapacity(capacity) }
  }
}

extension TokenCounts: ExpressibleByArrayLiteral {
  /// The counts as listed.
  @inlinable public init(arrayLiteral counts: UInt32...) { self.init(counts) }
}
