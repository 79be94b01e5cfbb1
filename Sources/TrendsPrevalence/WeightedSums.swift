import TrendsCompute
import TrendsLDA

/// Documents in groups, each document with the groups that it is in.
struct DocumentGroups: Sendable {
  /// All of them, ascending.
  let documents: [Int]
  /// The documents of each group.
  let counts: [Int]
  /// Where the groups of each document start, `[documents + 1]`, and the groups.
  private let starts: [Int]
  private let groups: [Int]

  /// - Parameter groups: documents, ascending.
  init(_ groups: [[Int]]) {
    counts = groups.map(\.count)
    guard groups.count > 1 else {
      documents = groups.first ?? []
      starts = Array(0...documents.count)
      self.groups = Array(repeating: 0, count: documents.count)
      return
    }
    let memberships = groups.enumerated()
      .flatMap { g, documents in documents.map { (document: $0, group: g) } }
      .sorted { ($0.document, $0.group) < ($1.document, $1.group) }
    var documents: [Int] = []
    var starts: [Int] = []
    for (i, member) in memberships.enumerated() where documents.last != member.document {
      documents.append(member.document)
      starts.append(i)
    }
    self.documents = documents
    self.starts = starts + [memberships.count]
    self.groups = memberships.map(\.group)
  }

  /// The groups of the document at a place.
  func groups(at place: Int) -> ArraySlice<Int> { groups[starts[place]..<starts[place + 1]] }
}

/// Σ g(d)·s(d,k) over the documents of each group, for several replicates of the weights g at once.
///
/// Weights are made for as many documents as a batch of random numbers is for, and used while they are
/// near: a corpus has more weights than a cache holds.
struct WeightedSums {
  private typealias Vector = SIMD4<Double>

  private let replicates: Int
  /// Vectors of one sum; the last one is filled up.
  private let width: Int
  /// The column of each topic, `[K]`; −1 for a topic that is not asked for.
  private let columns: [Int]
  private let columnCount: Int
  /// Σ s(d,k), `[groups × columns]`.
  private var plain: [Double]
  /// `[groups × (columns + 1) × width]`; the last row of a group is Σ g(d).
  private var weighted: [Vector]

  init(groupCount: Int, topics: [Int], topicCount: Int, replicates: Int) {
    var columns = [Int](repeating: -1, count: topicCount)
    for (i, k) in topics.enumerated() { columns[k] = i }
    self.columns = columns
    columnCount = topics.count
    self.replicates = replicates
    width = (replicates + 3) / 4
    plain = Array(repeating: 0, count: groupCount * columnCount)
    weighted = Array(repeating: .zero, count: groupCount * (columnCount + 1) * width)
  }

  /// Adds the documents of a draw, each with an exponential weight in each replicate.
  mutating func add(
    _ draw: DocumentTopics, _ members: DocumentGroups, lengths: [Int], exponentials: RandomStream
  ) {
    let batch = RandomStream.batch
    let batches = (members.documents.count + batch - 1) / batch
    withUnsafeTemporaryAllocation(of: Double.self, capacity: batch) { drawn in
      withUnsafeTemporaryAllocation(of: Vector.self, capacity: batch * width) { weights in
        weights.initialize(repeating: .zero)
        for b in 0..<batches {
          weights.withMemoryRebound(to: Double.self) { lanes in
            for r in 0..<replicates {
              guard let drawn = drawn.baseAddress else { return }
              exponentials.fillExponentials(drawn, batch: r * batches + b)
              for i in 0..<batch { lanes[i * width * 4 + r] = drawn[i] }
            }
          }
          add(
            draw, members, places: b * batch..<min((b + 1) * batch, members.documents.count),
            lengths: lengths, UnsafeBufferPointer(weights))
        }
      }
    }
  }

  /// Adds the documents of some places to their groups.
  ///
  /// - Parameter weights: `[places × width]`.
  private mutating func add(
    _ draw: DocumentTopics, _ members: DocumentGroups, places: Range<Int>, lengths: [Int],
    _ weights: UnsafeBufferPointer<Vector>
  ) {
    let (width, columnCount) = (self.width, self.columnCount)
    draw.withRows { rows in
      plain.withUnsafeMutableBufferPointer { plain in
        weighted.withUnsafeMutableBufferPointer { weighted in
          columns.withUnsafeBufferPointer { columns in
            for place in places {
              let d = members.documents[place]
              let scale = 1 / Double(lengths[d])
              let weight = (place - places.lowerBound) * width
              for group in members.groups(at: place) {
                let first = group * (columnCount + 1) * width
                rows.forEachTopic(of: d) { k, tokens in
                  let column = columns[k]
                  guard column >= 0 else { return }
                  let share = Double(tokens) * scale
                  plain[group &* columnCount &+ column] += share
                  let row = first &+ column &* width
                  for v in 0..<width { weighted[row &+ v] += weights[weight &+ v] * share }
                }
                let row = first &+ columnCount &* width
                for v in 0..<width { weighted[row &+ v] += weights[weight &+ v] }
              }
            }
          }
        }
      }
    }
  }

  /// Mean shares of a group, `[columns]`.
  func plain(of group: Int, documentCount: Int) -> [Double] {
    plain[group * columnCount..<(group + 1) * columnCount].map { $0 / Double(documentCount) }
  }

  /// Σ g(d)·s(d,k) / Σ g(d) of a group, `[replicates × columns]`.
  func weighted(of group: Int) -> [Double] {
    let first = group * (columnCount + 1) * width
    let totals = first + columnCount * width
    return (0..<replicates).flatMap { r in
      (0..<columnCount).map { column in
        weighted[first + column * width + r / 4][r % 4] / weighted[totals + r / 4][r % 4]
      }
    }
  }
}
