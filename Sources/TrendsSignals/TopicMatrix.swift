/// Figures of topics in rows, laid out to be summed fast: a row is some vectors of four topics, the
/// last one filled up with zeros.
struct TopicMatrix: Sendable {
  typealias Vector = SIMD4<Double>

  let topicCount: Int
  /// Vectors a row.
  let width: Int
  /// `[rows × width]`, row-major.
  var vectors: [Vector]

  init(rowCount: Int, topicCount: Int) {
    self.topicCount = topicCount
    width = (topicCount + 3) / 4
    vectors = Array(repeating: Vector(), count: rowCount * width)
  }

  subscript(row: Int, topic: Int) -> Double {
    get { vectors[row * width + topic / 4][topic % 4] }
    set { vectors[row * width + topic / 4][topic % 4] = newValue }
  }

  /// The topics of one row.
  func row(_ row: Int) -> [Double] { (0..<topicCount).map { self[row, $0] } }

  /// One topic of all rows.
  func column(_ topic: Int) -> [Double] {
    stride(from: topic / 4, to: vectors.count, by: width).map { vectors[$0][topic % 4] }
  }

  /// All rows without the filling, row-major.
  var values: [Double] {
    (0..<(width == 0 ? 0 : vectors.count / width)).flatMap { row($0) }
  }
}

/// The shares of some topics of the documents that appear.
struct TopicColumns: Sendable {
  var topicCount: Int { shares.topicCount }
  /// `[units × topics]`.
  let shares: TopicMatrix

  init(of topics: [Int], shares: [Double], topicCount: Int, documents: [Int]) {
    var rows = TopicMatrix(rowCount: documents.count, topicCount: topics.count)
    for (u, d) in documents.enumerated() {
      for (i, k) in topics.enumerated() { rows[u, i] = shares[d * topicCount + k] }
    }
    self.shares = rows
  }
}
