/// Shares of topics in rows, or sums of them, laid out to be added up fast: whole multiples of a small
/// unit in panels of sixteen topics, two vectors a row, that hold all rows one after the other. The
/// last panel is filled up with zeros.
///
/// So the rows of one panel stay in the nearest cache while they are added to; and a sum is the same in
/// whatever order it is made, on every machine.
struct TopicMatrix: Sendable {
  typealias Vector = SIMD8<UInt32>

  let rowCount: Int
  let topicCount: Int
  /// Vectors of a row in a panel: one if there are no more than eight topics.
  let width: Int
  /// What 1 stands for.
  let unit: Double
  /// `[panels × rows × width]`.
  var vectors: [Vector]

  init(rowCount: Int, topicCount: Int, unit: Double) {
    self.rowCount = rowCount
    self.topicCount = topicCount
    self.unit = unit
    width = topicCount > 8 ? 2 : 1
    let panelCount = (topicCount + 8 * width - 1) / (8 * width)
    vectors = Array(repeating: Vector(), count: panelCount * rowCount * width)
  }

  var panelCount: Int { rowCount == 0 ? 0 : vectors.count / (rowCount * width) }

  /// The figure of a row; a new one is rounded to the nearest multiple of the unit.
  subscript(row: Int, topic: Int) -> Double {
    get { Double(vectors[vector(row, topic)][topic % 8]) * unit }
    set { vectors[vector(row, topic)][topic % 8] = UInt32((newValue / unit).rounded()) }
  }

  /// One topic of all rows.
  func column(_ topic: Int) -> [Double] { (0..<rowCount).map { self[$0, topic] } }

  /// All rows without the filling, row-major.
  var values: [Double] {
    (0..<rowCount).flatMap { row in (0..<topicCount).map { self[row, $0] } }
  }

  private func vector(_ row: Int, _ topic: Int) -> Int {
    let panel = topic / (8 * width)
    return (panel * rowCount + row) * width + topic / 8 % width
  }
}

/// The shares of some topics of the documents that appear.
struct TopicColumns: Sendable {
  var topicCount: Int { shares.topicCount }
  /// `[units × topics]`.
  let shares: TopicMatrix

  /// - Parameters:
  ///   - topics: the columns.
  ///   - shares: s(d,k), `[D × K]`, each in `0...1`.
  ///   - topicCount: K.
  ///   - layout: the documents.
  ///   - unit: what shares are rounded to, a power of 2; made larger where a sum would overflow, which
  ///     takes 2³¹ and more units in all the documents of a period.
  init(
    of topics: [Int], shares: [Double], topicCount: Int, layout: DateLayout,
    unit: Double = 0x1p-31
  ) {
    let largestSum = layout.sizes.max() ?? 1
    var unit = unit
    while largestSum / unit >= 0x1p32 { unit *= 2 }
    var rows = TopicMatrix(
      rowCount: layout.documents.count, topicCount: topics.count, unit: unit)
    for (u, d) in layout.documents.enumerated() {
      for (i, k) in topics.enumerated() { rows[u, i] = shares[d * topicCount + k] }
    }
    self.shares = rows
  }
}
