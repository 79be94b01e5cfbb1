/// The shares of some topics of the documents that are dealt out, laid out to be added up fast: whole
/// multiples of a small unit, in panels of a few topics that hold the rows of all documents one after
/// the other. The last panel is filled up with zeros.
///
/// Sums of whole numbers are the same in whatever order they are made, on every machine.
final class TopicColumns: @unchecked Sendable {
  let topicCount: Int
  /// What 1 stands for, a power of 2.
  let unit: Double
  /// Topics of a panel.
  let lanes: Int
  /// Documents.
  let rowCount: Int
  /// Whether sums by period are likely to have room in sixteen bits.
  let mayBeSummedNarrowly: Bool
  /// `[panels × rows × lanes]`, each row within one cache line. Nothing is written after the
  /// initialiser, so that threads may share it.
  private let rows: UnsafeMutablePointer<UInt16>

  /// The finest unit that shares up to 1 allow.
  static let finestUnit = 0x1p-15

  /// - Parameters:
  ///   - topics: the columns.
  ///   - shares: s(d,k), `[D × K]`, each in `0...1`.
  ///   - topicCount: K.
  ///   - layout: the documents.
  ///   - unit: what shares are rounded to, a power of 2; made larger where a sum would overflow, which
  ///     takes 2³² and more units in all the documents of a period.
  init(
    of topics: [Int], shares: [Double], topicCount: Int, layout: DateLayout,
    unit: Double = finestUnit
  ) {
    precondition(unit >= Self.finestUnit, "a share is at most 1, and has sixteen bits")
    let largestSum = layout.sizes.max() ?? 1
    var unit = unit
    while largestSum / unit >= 0x1p32 { unit *= 2 }
    self.topicCount = topics.count
    self.unit = unit
    lanes = topics.count > 16 ? 32 : topics.count > 8 ? 16 : 8
    rowCount = layout.documents.count
    let count = (topics.count + lanes - 1) / lanes * rowCount * lanes
    rows = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, count) * MemoryLayout<UInt16>.stride, alignment: 64
    ).bindMemory(to: UInt16.self, capacity: max(1, count))
    rows.initialize(repeating: 0, count: max(1, count))
    var totals = [Int](repeating: 0, count: topics.count)
    for stratum in layout.strata {
      for u in stratum.units {
        for (i, k) in topics.enumerated() {
          let share = min(1, shares[layout.documents[u] * topicCount + k])
          let units = UInt16((share / unit).rounded())
          rows[(i / lanes * rowCount + u) * lanes + i % lanes] = units
          totals[i] += Int(units) * stratum.length
        }
      }
    }
    // Twice the mean, as some periods have more than others.
    let mean = Double(totals.max() ?? 0) / Double(max(1, layout.labels.count))
    mayBeSummedNarrowly = 2 * mean * largestSum < Double(UInt16.max)
  }

  deinit { rows.deallocate() }

  var panelCount: Int { (topicCount + lanes - 1) / lanes }

  /// The rows of a panel, from one of them on.
  func row(_ row: Int, panel: Int) -> UnsafePointer<UInt16> {
    UnsafePointer(rows + (panel * rowCount + row) * lanes)
  }

  /// The share of a document.
  subscript(row: Int, topic: Int) -> Double { Double(rows[place(row, topic)]) * unit }

  private func place(_ row: Int, _ topic: Int) -> Int {
    (topic / lanes * rowCount + row) * lanes + topic % lanes
  }
}

/// Σ s(d,k) over the documents of each period.
final class TopicSums: @unchecked Sendable {
  let periodCount: Int
  let topicCount: Int
  private let unit: Double
  private let lanes: Int
  /// `[panels × periods × lanes]`, in units, each row within one cache line. Nothing is written once
  /// the sums are handed on.
  private let sums: UnsafeMutablePointer<UInt32>

  /// Sums of no documents.
  init(periodCount: Int, columns: TopicColumns) {
    self.periodCount = periodCount
    topicCount = columns.topicCount
    unit = columns.unit
    lanes = columns.lanes
    let count = max(1, columns.panelCount * periodCount * columns.lanes)
    sums = UnsafeMutableRawPointer.allocate(
      byteCount: count * MemoryLayout<UInt32>.stride, alignment: 64
    ).bindMemory(to: UInt32.self, capacity: count)
    sums.initialize(repeating: 0, count: count)
  }

  deinit { sums.deallocate() }

  /// The sums of a panel, `[periods × lanes]`.
  func panel(_ panel: Int) -> UnsafeMutablePointer<UInt32> { sums + panel * periodCount * lanes }

  /// Puts 0 in the place of all sums of a panel.
  func clear(_ panel: Int) {
    self.panel(panel).update(repeating: 0, count: periodCount * lanes)
  }

  /// The sum of one topic in one period.
  subscript(period: Int, topic: Int) -> Double {
    precondition(period < periodCount && topic < topicCount, "a sum that there is")
    return Double(sums[(topic / lanes * periodCount + period) * lanes + topic % lanes]) * unit
  }

  /// The sums of four topics in one period; 0 for those that there are not.
  ///
  /// - Precondition: the first of them is a multiple of four.
  func four(_ period: Int, _ first: Int) -> SIMD4<Double> {
    precondition(
      period < periodCount && first < topicCount && first.isMultiple(of: 4), "sums that there are")
    let place = (first / lanes * periodCount + period) * lanes + first % lanes
    return unit
      * SIMD4(
        Double(sums[place]), Double(sums[place + 1]), Double(sums[place + 2]),
        Double(sums[place + 3]))
  }

  /// One topic in all periods.
  func column(_ topic: Int) -> [Double] { (0..<periodCount).map { self[$0, topic] } }

  /// All sums, `[periods × topics]`, row-major.
  var values: [Double] {
    (0..<periodCount).flatMap { period in (0..<topicCount).map { self[period, $0] } }
  }
}
