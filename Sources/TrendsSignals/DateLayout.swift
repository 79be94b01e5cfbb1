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
    var lengths = [Int](repeating: 0, count: documentCount)
    var latest = [Int](repeating: -1, count: documentCount)
    for (t, members) in periods.enumerated() {
      for d in members where latest[d] != t {
        lengths[d] += 1
        latest[d] = t
      }
    }
    let (documents, strata) = Self.order(lengths, counts: counts)
    var next = [Int](repeating: 0, count: documentCount)
    for stratum in strata {
      for u in stratum.units { next[documents[u]] = stratum.labels(of: u).lowerBound }
    }
    var labels = [UInt32](repeating: 0, count: lengths.reduce(0, +))
    for d in latest.indices { latest[d] = -1 }
    for (t, members) in periods.enumerated() {
      for d in members where latest[d] != t {
        labels[next[d]] = UInt32(t)
        next[d] += 1
        latest[d] = t
      }
    }
    self.documents = documents
    self.strata = strata
    self.labels = labels

    var sizes = [Double](repeating: 0, count: periods.count)
    for t in labels { sizes[Int(t)] += 1 }
    self.sizes = sizes
    let total = sizes.reduce(0, +)
    let center = zip(sizes, days).reduce(0.0) { $0 + $1.0 * Double($1.1) } / total
    centredDays = days.map { Double($0) - center }
  }

  /// The documents in their order, and their strata.
  private static func order(_ lengths: [Int], counts: (Int) -> Bool) -> ([Int], [Stratum]) {
    var byLength: [Int: (counting: [Int], idle: [Int])] = [:]
    for (d, length) in lengths.enumerated() where length > 0 {
      if counts(d) {
        byLength[length, default: ([], [])].counting.append(d)
      } else {
        byLength[length, default: ([], [])].idle.append(d)
      }
    }
    var documents: [Int] = []
    var strata: [Stratum] = []
    var start = 0
    for (length, members) in byLength.sorted(by: { $0.key < $1.key }) {
      let first = documents.count
      documents += members.counting + members.idle
      strata.append(
        Stratum(
          units: first..<documents.count, counting: members.counting.count, length: length,
          start: start))
      start += (documents.count - first) * length
    }
    return (documents, strata)
  }

  /// L and H of sums by period.
  func statistics(ofSums sums: TopicSums) -> DateStatistics {
    statistics(topicCount: sums.topicCount) { sums[$0, $1] }
  }

  /// L and H of shares as they are, s(d,k), `[D × K]`.
  func statistics(ofShares shares: [Double], topicCount: Int) -> DateStatistics {
    var sums = [Double](repeating: 0, count: sizes.count * topicCount)
    for stratum in strata {
      for u in stratum.units {
        for t in labels[stratum.labels(of: u)] {
          for k in 0..<topicCount {
            sums[Int(t) * topicCount + k] += shares[documents[u] * topicCount + k]
          }
        }
      }
    }
    return statistics(topicCount: topicCount) { sums[$0 * topicCount + $1] }
  }

  private func statistics(topicCount: Int, sum: (_ period: Int, _ topic: Int) -> Double)
    -> DateStatistics
  {
    let appearances = Double(labels.count)
    var linear = [Double](repeating: 0, count: topicCount)
    var heterogeneity = linear
    for k in linear.indices {
      var mean = 0.0
      for t in sizes.indices {
        linear[k] += centredDays[t] * sum(t, k)
        mean += sum(t, k)
      }
      mean /= appearances
      for (t, size) in sizes.enumerated() {
        let deviation = sum(t, k) / size - mean
        heterogeneity[k] += size * deviation * deviation
      }
    }
    return DateStatistics(linear: linear, heterogeneity: heterogeneity)
  }

  /// A shuffle: the labels that each unit is dealt. The units of one stratum trade theirs.
  func deal(_ stream: RandomStream) -> [UInt32] {
    var dealt = [UInt32](repeating: 0, count: labels.count)
    deal(stream, into: &dealt, at: 0)
    return dealt
  }

  /// The same, in some of the places of an array.
  func deal(_ stream: RandomStream, into dealt: inout [UInt32], at first: Int) {
    precondition(first >= 0 && first + labels.count <= dealt.count, "room for a deal")
    var random = RandomWords(stream)
    dealt.withUnsafeMutableBufferPointer {
      _ = UnsafeMutableBufferPointer(rebasing: $0[first...]).update(from: labels)
    }
    for stratum in strata {
      let places = first + stratum.start
      guard stratum.length > 1 else {
        random.shuffle(
          &dealt, in: places..<places + stratum.units.count, settling: stratum.counting)
        continue
      }
      var units = stratum.units.map(UInt32.init)
      random.shuffle(&units)
      for (u, giver) in zip(stratum.units, units) {
        for (place, given) in zip(stratum.labels(of: u), stratum.labels(of: Int(giver))) {
          dealt[first + place] = labels[given]
        }
      }
    }
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
        for k in expected.indices { expected[k] += days * columns[u, k] }
      }
    }
    return expected
  }

  /// Each topic's mean share over all appearances.
  func means(_ columns: TopicColumns) -> [Double] {
    var sums = [Double](repeating: 0, count: columns.topicCount)
    for stratum in strata {
      for u in stratum.units {
        for k in sums.indices { sums[k] += Double(stratum.length) * columns[u, k] }
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
