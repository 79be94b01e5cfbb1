import TrendsLDA

/// s(d,k) of one draw for some documents and topics, in compressed rows without the zeros: read once
/// from the draw, summed with many weights.
struct ShareRows {
  /// The column of each topic, `[K]`; −1 for a topic that is not asked for.
  private let columns: [Int32]
  private let columnCount: Int
  private var starts: [Int] = []
  private var cells: [(column: Int32, share: Double)] = []

  init(topics: [Int], topicCount: Int) {
    var columns = [Int32](repeating: -1, count: topicCount)
    for (i, k) in topics.enumerated() { columns[k] = Int32(i) }
    self.columns = columns
    columnCount = topics.count
  }

  /// Reads the rows of some documents with tokens.
  mutating func read(_ draw: DocumentTopics, documents: [Int], lengths: [Int]) {
    cells.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    starts.append(0)
    for d in documents {
      draw.forEachShare(of: d, length: lengths[d]) { k, share in
        if columns[k] >= 0 { cells.append((columns[k], share)) }
      }
      starts.append(cells.count)
    }
  }

  /// Σ g(d)·s(d,k) / Σ g(d), a column each; `places` says which documents of those that were read,
  /// and which of the weights.
  func weightedMean(of places: [Int], weights: [Double]) -> [Double] {
    var row = [Double](repeating: 0, count: columnCount)
    var total = 0.0
    row.withUnsafeMutableBufferPointer { row in
      cells.withUnsafeBufferPointer { cells in
        for place in places {
          let weight = weights[place]
          total += weight
          for i in starts[place]..<starts[place + 1] {
            row[Int(cells[i].column)] += weight * cells[i].share
          }
        }
      }
    }
    for k in row.indices { row[k] /= total }
    return row
  }
}
