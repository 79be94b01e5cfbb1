import TrendsCompute

/// Which documents appear when, in an order in which they can be shuffled.
///
/// A unit is a document that appears at all. Units with equally many appearances form a stratum, and
/// trade their appearances among each other.
struct DateLayout: Sendable {
  /// The documents that appear at all, by number of appearances, then by number.
  let documents: [Int]
  /// The periods of each unit, ascending; unit *u* has `labelStarts[u]..<labelStarts[u + 1]`.
  let labels: [Int]
  let labelStarts: [Int]
  /// Runs of units with equally many appearances.
  let strata: [Range<Int>]
  /// D(t).
  let sizes: [Double]
  /// t − t̄ in days, with t̄ the mean over appearances.
  let centredDays: [Double]

  /// Lays out the documents of some periods.
  ///
  /// - Parameters:
  ///   - documentCount: one more than the largest document.
  ///   - periods: the documents of each period; none empty.
  ///   - days: a day for each period.
  init(documentCount: Int, periods: [[Int]], days: [Int]) {
    var appearances = Array(repeating: [Int](), count: documentCount)
    for (t, members) in periods.enumerated() {
      for d in members where appearances[d].last != t { appearances[d].append(t) }
    }
    documents = appearances.indices.filter { !appearances[$0].isEmpty }
      .sorted { (appearances[$0].count, $0) < (appearances[$1].count, $1) }
    labels = documents.flatMap { appearances[$0] }
    var starts = [0]
    for d in documents { starts.append(starts[starts.count - 1] + appearances[d].count) }
    labelStarts = starts
    var strata: [Range<Int>] = []
    var first = 0
    for u in documents.indices
    where u + 1 == documents.count
      || appearances[documents[u + 1]].count != appearances[documents[u]].count
    {
      strata.append(first..<u + 1)
      first = u + 1
    }
    self.strata = strata

    var sizes = [Double](repeating: 0, count: periods.count)
    for t in labels { sizes[t] += 1 }
    self.sizes = sizes
    let total = sizes.reduce(0, +)
    let center = zip(sizes, days).reduce(0.0) { $0 + $1.0 * Double($1.1) } / total
    centredDays = days.map { Double($0) - center }
  }

  /// Σ s(d,k) over the documents of each period, `[T × topics]`, where unit *u* has the appearances
  /// of unit `order[u]`.
  func sums(_ columns: TopicColumns, order: [Int32]) -> TopicMatrix {
    var sums = TopicMatrix(rowCount: sizes.count, topicCount: columns.topicCount)
    let width = sums.width
    sums.vectors.withUnsafeMutableBufferPointer { sums in
      columns.shares.vectors.withUnsafeBufferPointer { shares in
        labels.withUnsafeBufferPointer { labels in
          labelStarts.withUnsafeBufferPointer { starts in
            for (u, place) in order.enumerated() {
              let from = u &* width
              for i in starts[Int(place)]..<starts[Int(place) &+ 1] {
                let row = labels[i] &* width
                for v in 0..<width { sums[row &+ v] += shares[from &+ v] }
              }
            }
          }
        }
      }
    }
    return sums
  }

  /// L and H of sums by period.
  func statistics(ofSums sums: TopicMatrix) -> DateStatistics {
    let width = sums.width
    let appearances = Double(labels.count)
    var linear = TopicMatrix(rowCount: 1, topicCount: sums.topicCount)
    var heterogeneity = linear
    for v in 0..<width {
      var (l, h, mean) = (TopicMatrix.Vector(), TopicMatrix.Vector(), TopicMatrix.Vector())
      for t in sizes.indices {
        let sum = sums.vectors[t * width + v]
        l += centredDays[t] * sum
        mean += sum
      }
      mean /= appearances
      for (t, size) in sizes.enumerated() {
        let deviation = sums.vectors[t * width + v] / size - mean
        h += size * deviation * deviation
      }
      linear.vectors[v] = l
      heterogeneity.vectors[v] = h
    }
    return DateStatistics(linear: linear.row(0), heterogeneity: heterogeneity.row(0))
  }

  /// A shuffle: which unit's appearances each unit has. The units of one stratum trade theirs.
  func order(_ stream: RandomStream) -> [Int32] {
    var random = RandomWords(stream)
    var order: [Int32] = []
    order.reserveCapacity(documents.count)
    for stratum in strata {
      var units = stratum.map(Int32.init)
      random.shuffle(&units)
      order += units
    }
    return order
  }

  /// The documents of each period under a shuffle, ascending.
  func members(order: [Int32]) -> [[Int]] {
    var members = sizes.map { size in
      var documents: [Int] = []
      documents.reserveCapacity(Int(size))
      return documents
    }
    for (u, place) in order.enumerated() {
      for i in labelStarts[Int(place)]..<labelStarts[Int(place) + 1] {
        members[labels[i]].append(documents[u])
      }
    }
    return members.map { $0.sorted() }
  }

  /// The mean of L over all shuffles: in each stratum, every unit has the mean of its days.
  func expectedLinear(_ columns: TopicColumns) -> [Double] {
    var expected = [Double](repeating: 0, count: columns.topicCount)
    for stratum in strata {
      let places = labelStarts[stratum.lowerBound]..<labelStarts[stratum.upperBound]
      let days = places.reduce(0.0) { $0 + centredDays[labels[$1]] } / Double(stratum.count)
      for u in stratum {
        for k in expected.indices { expected[k] += days * columns.shares[u, k] }
      }
    }
    return expected
  }

  /// Each topic's mean share over all appearances.
  func means(_ columns: TopicColumns) -> [Double] {
    var sums = [Double](repeating: 0, count: columns.topicCount)
    for u in documents.indices {
      let weight = Double(labelStarts[u + 1] - labelStarts[u])
      for k in sums.indices { sums[k] += weight * columns.shares[u, k] }
    }
    return sums.map { $0 / Double(labels.count) }
  }

  /// What L would be if all days counted in one direction: the size that its rounding goes by.
  func linearScale(_ columns: TopicColumns) -> [Double] {
    let reach = zip(sizes, centredDays).reduce(0.0) { $0 + $1.0 * abs($1.1) }
    return means(columns).map { $0 * reach }
  }
}

/// L and H of every topic.
struct DateStatistics {
  let linear: [Double]
  let heterogeneity: [Double]
}
