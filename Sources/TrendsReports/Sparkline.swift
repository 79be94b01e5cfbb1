/// A series as a row of small bars: `▂▃▅▇`.
package struct Sparkline: Equatable, Sendable {
  /// The bars, one a bucket; spaced out where there is room.
  package let text: String
  /// How many values each bar averages: 1 where every value has its own.
  package let bucketSize: Int
  /// Whether a space stands between the bars.
  package let isSpaced: Bool

  /// The eight heights of a bar.
  private static let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  /// Stands where there is no value.
  package static let gap: Character = "."

  /// Draws a series into at most so many columns.
  ///
  /// Bars grow from zero, never from the smallest value: a steady series looks steady. Where the
  /// series is longer than the columns, adjacent values are averaged, the same number to a bar (the
  /// last bar may have fewer), leaving out missing ones.
  ///
  /// - Parameters:
  ///   - values: at least 0 and finite, or nil where there is none.
  ///   - maximum: what a full bar stands for; nil for the largest bar of this series.
  ///   - width: the columns there are, at least 1.
  package init(_ values: [Double?], maximum: Double? = nil, width: Int) {
    precondition(width >= 1, "a sparkline takes at least one column")
    let size = max(1, (values.count + width - 1) / width)
    let buckets = stride(from: 0, to: values.count, by: size).map { start -> Double? in
      let present = values[start..<min(start + size, values.count)].compactMap { $0 }
      guard !present.isEmpty else { return nil }
      return present.reduce(0) { $0 + $1 / Double(present.count) }
    }
    let top = maximum ?? buckets.compactMap { $0 }.max() ?? 0
    isSpaced = buckets.count * 2 - 1 <= width
    bucketSize = size
    var text = ""
    for (index, bucket) in buckets.enumerated() {
      if isSpaced, index > 0 { text.append(" ") }
      text.append(bucket.map { Self.bar($0, of: top) } ?? Self.gap)
    }
    self.text = text
  }

  /// The bar of a value: the eighth of the maximum that it reaches into.
  private static func bar(_ value: Double, of maximum: Double) -> Character {
    precondition(value.isFinite, "only a finite number can be drawn")
    guard maximum > 0, value > 0 else { return bars[0] }
    let eighths = (min(1, value / maximum) * 8).rounded(.up)
    return bars[min(7, max(0, Int(eighths) - 1))]
  }
}
