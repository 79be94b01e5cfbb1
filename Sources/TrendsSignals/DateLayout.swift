import TrendsCompute

/// Which documents appear when, in an order in which they can be shuffled.
///
/// A unit is a document that appears at all. Units with equally many appearances form a stratum, and
/// trade their appearances among each other.
struct DateLayout: Sendable {
  /// A run of units with equally many appearances.
  struct Stratum: Sendable {
    let units: Range<Int>
    /// How many of them, from the first on, have shares that count.
    let counting: Int
    /// Appearances of a unit.
    let length: Int
    /// Where their labels begin.
    let start: Int

    /// The labels of one unit.
    func labels(of unit: Int) -> Range<Int> {
      let first = start + (unit - units.lowerBound) * length
      return first..<first + length
    }
  }

  /// The documents that appear at all, by number of appearances; then those that count; then by
  /// number.
  let documents: [Int]
  /// The periods of each unit, ascending, unit by unit.
  let labels: [UInt32]
  let strata: [Stratum]
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
  ///   - counts: whether a document has a share other than 0 of any topic that will be asked for:
  ///     only such documents need be dealt out. All by default.
  init(
    documentCount: Int, periods: [[Int]], days: [Int], counts: (Int) -> Bool = { _ in true }
  ) {
    var appearances = Array(repeating: [Int](), count: documentCount)
    for (t, members) in periods.enumerated() {
      for d in members where appearances[d].last != t { appearances[d].append(t) }
    }
    let counting = appearances.indices.map { !appearances[$0].isEmpty && counts($0) }
    documents = appearances.indices.filter { !appearances[$0].isEmpty }
      .sorted {
        (appearances[$0].count, counting[$0] ? 0 : 1, $0)
          < (appearances[$1].count, counting[$1] ? 0 : 1, $1)
      }
    labels = documents.flatMap { appearances[$0].map(UInt32.init) }
    var strata: [Stratum] = []
    var (first, start) = (0, 0)
    for u in documents.indices
    where u + 1 == documents.count
      || appearances[documents[u + 1]].count != appearances[documents[u]].count
    {
      let length = appearances[documents[u]].count
      strata.append(
        Stratum(
          units: first..<u + 1, counting: documents[first...u].count { counting[$0] },
          length: length, start: start))
      (first, start) = (u + 1, start + (u + 1 - first) * length)
    }
    self.strata = strata

    var sizes = [Double](repeating: 0, count: periods.count)
    for t in labels { sizes[Int(t)] += 1 }
    self.sizes = sizes
    let total = sizes.reduce(0, +)
    let center = zip(sizes, days).reduce(0.0) { $0 + $1.0 * Double($1.1) } / total
    centredDays = days.map { Double($0) - center }
  }

  /// Σ s(d,k) over the documents of each period, `[T × topics]`.
  func sums(_ columns: TopicColumns) -> TopicMatrix { sums(columns, deals: [labels])[0] }

  /// The same, where the units have other labels: one matrix for each deal.
  ///
  /// Documents are taken a few at a time, so that their shares are fetched once for all deals.
  func sums(_ columns: TopicColumns, deals: [[UInt32]]) -> [TopicMatrix] {
    let shares = columns.shares
    precondition(shares.rowCount == documents.count, "a row of shares for each unit")
    var sums = deals.map { deal in
      precondition(deal.count == labels.count, "a deal of these documents")
      return TopicMatrix(
        rowCount: sizes.count, topicCount: columns.topicCount, unit: shares.unit)
    }
    let width = shares.width
    for panel in 0..<shares.panelCount {
      for stratum in strata {
        for first in stride(
          from: stratum.units.lowerBound, to: stratum.units.lowerBound + stratum.counting,
          by: Self.unitsTogether)
        {
          let units =
            first..<min(first + Self.unitsTogether, stratum.units.lowerBound + stratum.counting)
          let rows = (panel * documents.count + first) * width
          for s in deals.indices {
            Self.add(
              shares.vectors[rows..<rows + units.count * width], width: width,
              labels: deals[s][stratum.labels(of: first).lowerBound...], each: stratum.length,
              to: &sums[s].vectors, from: panel * sizes.count * width)
          }
        }
      }
    }
    return sums
  }

  /// Rows of shares that stay near while every deal adds them up: enough of them for its sums to come
  /// into the nearest cache and be used there.
  private static let unitsTogether = 1024

  /// Adds rows of a panel to the rows that their labels say.
  private static func add(
    _ rows: ArraySlice<TopicMatrix.Vector>, width: Int, labels: ArraySlice<UInt32>,
    each length: Int, to sums: inout [TopicMatrix.Vector], from start: Int
  ) {
    sums.withUnsafeMutableBufferPointer { sums in
      rows.withUnsafeBufferPointer { rows in
        labels.withUnsafeBufferPointer { labels in
          switch (width, length) {
          case (1, 1):
            for u in rows.indices { sums[start &+ Int(labels[u])] &+= rows[u] }
          case (2, 1):
            for u in 0..<rows.count / 2 {
              let row = start &+ Int(labels[u]) &* 2
              sums[row] &+= rows[u &* 2]
              sums[row &+ 1] &+= rows[u &* 2 &+ 1]
            }
          default:
            for u in 0..<rows.count / width {
              for i in 0..<length {
                let row = start &+ Int(labels[u &* length &+ i]) &* width
                for v in 0..<width { sums[row &+ v] &+= rows[u &* width &+ v] }
              }
            }
          }
        }
      }
    }
  }

  /// L and H of sums by period.
  func statistics(ofSums sums: TopicMatrix) -> DateStatistics {
    let appearances = Double(labels.count)
    var linear = [Double](repeating: 0, count: sums.topicCount)
    var heterogeneity = linear
    for k in linear.indices {
      var mean = 0.0
      for t in sizes.indices {
        linear[k] += centredDays[t] * sums[t, k]
        mean += sums[t, k]
      }
      mean /= appearances
      for (t, size) in sizes.enumerated() {
        let deviation = sums[t, k] / size - mean
        heterogeneity[k] += size * deviation * deviation
      }
    }
    return DateStatistics(linear: linear, heterogeneity: heterogeneity)
  }

  /// A shuffle: the labels that each unit is dealt. The units of one stratum trade theirs.
  func deal(_ stream: RandomStream) -> [UInt32] {
    var random = RandomWords(stream)
    var dealt = labels
    for stratum in strata {
      guard stratum.length > 1 else {
        random.shuffle(
          &dealt, in: stratum.start..<stratum.start + stratum.units.count,
          settling: stratum.counting)
        continue
      }
      var units = stratum.units.map(UInt32.init)
      random.shuffle(&units)
      for (u, giver) in zip(stratum.units, units) {
        dealt.replaceSubrange(stratum.labels(of: u), with: labels[stratum.labels(of: Int(giver))])
      }
    }
    return dealt
  }

  /// The documents of each period under a shuffle, ascending.
  func members(deal: [UInt32]) -> [[Int]] {
    var members = sizes.map { size in
      var documents: [Int] = []
      documents.reserveCapacity(Int(size))
      return documents
    }
    for stratum in strata {
      for u in stratum.units {
        for t in deal[stratum.labels(of: u)] { members[Int(t)].append(documents[u]) }
      }
    }
    return members.map { $0.sorted() }
  }

  /// The mean of L over all shuffles: in each stratum, every unit has the mean of its days.
  func expectedLinear(_ columns: TopicColumns) -> [Double] {
    var expected = [Double](repeating: 0, count: columns.topicCount)
    for stratum in strata {
      let places = stratum.start..<stratum.start + stratum.units.count * stratum.length
      let days =
        labels[places].reduce(0.0) { $0 + centredDays[Int($1)] } / Double(stratum.units.count)
      for u in stratum.units {
        for k in expected.indices { expected[k] += days * columns.shares[u, k] }
      }
    }
    return expected
  }

  /// Each topic's mean share over all appearances.
  func means(_ columns: TopicColumns) -> [Double] {
    var sums = [Double](repeating: 0, count: columns.topicCount)
    for stratum in strata {
      for u in stratum.units {
        for k in sums.indices { sums[k] += Double(stratum.length) * columns.shares[u, k] }
      }
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
