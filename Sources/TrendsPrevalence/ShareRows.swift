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

  /// Σ g(d)·s(d,k) / Σ g(d) for each replicate of the weights, `[replicates × topics]`; `places` says
  /// which documents of those that were read.
  func weightedMeans(of places: [Int], _ weights: DocumentWeights) -> [Double] {
    let width = weights.width
    var sums = [DocumentWeights.Vector](repeating: .zero, count: columnCount * width)
    var totals = [DocumentWeights.Vector](repeating: .zero, count: width)
    sums.withUnsafeMutableBufferPointer { sums in
      weights.vectors.withUnsafeBufferPointer { weights in
        cells.withUnsafeBufferPointer { cells in
          for place in places {
            let first = place &* width
            for v in 0..<width { totals[v] += weights[first &+ v] }
            for i in starts[place]..<starts[place + 1] {
              let row = Int(cells[i].column) &* width
              let share = cells[i].share
              for v in 0..<width { sums[row &+ v] += weights[first &+ v] * share }
            }
          }
        }
      }
    }
    return (0..<weights.replicates).flatMap { r in
      (0..<columnCount).map { sums[$0 * width + r / 4][r % 4] / totals[r / 4][r % 4] }
    }
  }
}

/// g(d) of some documents, for several replicates at once.
struct DocumentWeights {
  typealias Vector = SIMD4<Double>

  let replicates: Int
  /// Vectors a document; the last one is filled up with zeros.
  let width: Int
  /// `[documents × width]`.
  private(set) var vectors: [Vector]

  /// Weights of 1.
  init(documentCount: Int, replicates: Int) {
    self.replicates = replicates
    width = (replicates + 3) / 4
    vectors = Array(repeating: Vector(repeating: 1), count: documentCount * width)
  }

  /// Sets the weights of one replicate.
  mutating func set(_ replicate: Int, _ weights: [Double]) {
    for (d, weight) in weights.enumerated() {
      vectors[d * width + replicate / 4][replicate % 4] = weight
    }
  }
}
