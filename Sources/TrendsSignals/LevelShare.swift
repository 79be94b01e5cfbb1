import TrendsCompute
public import TrendsPrevalence

/// A topic's mean share over several periods, with what it rests on.
public struct LevelShare: Equatable, Sendable {
  /// The mean, in `0...1`.
  public let share: Double
  /// 95 % of the composition draws of the mean; nil where documents are too few to draw any.
  public let interval: ShareInterval?
  /// The documents of the periods; one that is listed in two of them counts twice.
  public let documentCount: Int
}

/// The mean shares of one topic over two sets of periods, and how they differ.
///
/// Both come from the same composition draws, so that what the two have in common, the assignment of
/// tokens and documents listed in both, does not widen the interval of their difference.
public struct LevelComparison: Equatable, Sendable {
  /// Over the earlier periods.
  public let before: LevelShare
  /// Over the later ones.
  public let after: LevelShare
  /// Holds after − before at 95 %; nil where documents are too few.
  public let shiftInterval: ShareInterval?

  /// Compares two runs of periods of one topic.
  ///
  /// - Parameters:
  ///   - series: x(t), `[T]`.
  ///   - rows: its composition draws, `[draws × T]`; nil where there are none.
  ///   - earlier: the periods of the first mean; not empty.
  ///   - later: those of the second.
  ///   - documentCounts: D(t), `[T]`.
  ///   - weighsDocuments: whether a period counts by its documents; else all periods count alike.
  init(
    _ series: [Double], rows: [Double]?, earlier: Range<Int>, later: Range<Int>,
    documentCounts: [Double], weighsDocuments: Bool
  ) {
    func mean(_ periods: Range<Int>, of values: ArraySlice<Double>) -> Double {
      var (sum, total) = (0.0, 0.0)
      for t in periods {
        let weight = weighsDocuments ? documentCounts[t] : 1
        sum += weight * values[values.startIndex + t]
        total += weight
      }
      return sum / total
    }
    let drawn = rows.map { rows in
      stride(from: 0, to: rows.count, by: series.count).map { start in
        let row = rows[start..<start + series.count]
        return (mean(earlier, of: row), mean(later, of: row))
      }
    }
    func interval(_ value: ((Double, Double)) -> Double) -> ShareInterval? {
      drawn.flatMap { quantiles([0.025, 0.975], of: $0.map(value)) }
        .map { ShareInterval(low: $0[0], high: $0[1]) }
    }
    func documents(_ periods: Range<Int>) -> Int {
      Int(periods.reduce(0) { $0 + documentCounts[$1] })
    }
    before = LevelShare(
      share: mean(earlier, of: series[...]), interval: interval(\.0),
      documentCount: documents(earlier))
    after = LevelShare(
      share: mean(later, of: series[...]), interval: interval(\.1),
      documentCount: documents(later))
    shiftInterval = interval { $0.1 - $0.0 }
  }
}
