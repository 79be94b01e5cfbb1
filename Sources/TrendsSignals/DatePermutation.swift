import Dispatch
import Synchronization
import TrendsCompute

/// How a topic's share differs over three or more periods, document by document.
///
/// A small p says that the shares changed beyond what different documents would give. It does not
/// say that they follow a trend: one odd date is enough.
public struct DateHeterogeneity: Equatable, Sendable {
  /// L = Σ (t − t̄)·s over all appearances of documents, in days: above 0 where shares grow.
  public let linear: Double
  /// How often shuffled dates give an L at least as far from what chance expects.
  public let linearP: Double
  /// H = Σ_t D(t)·(p(t) − p)²: any difference between periods.
  public let heterogeneity: Double
  /// How often shuffled dates give at least as large an H.
  public let heterogeneityP: Double
  /// Shuffles that both p rest on; neither can be below 1 / (1 + this).
  public let permutationCount: Int
}

/// Shuffles which documents were listed when, to tell change from the luck of the draw.
///
/// The null hypothesis is that documents with equally many appearances are exchangeable. A
/// document's appearances are moved as one unit, and only among documents that appear as often: so
/// every period keeps its size, and for two periods the documents on both stay where they are, as
/// in the comparison of two dates.
///
/// Source: Phipson & Smyth (2010), *Permutation p-values should never be zero*, Statistical
/// Applications in Genetics and Molecular Biology 9, 39. <https://doi.org/10.2202/1544-6115.1585>
public struct DatePermutation: Sendable {
  /// Shuffles of every topic.
  public static let permutationCount = 999
  /// Shuffles of the topics for which one p is below .01 after ``permutationCount``.
  public static let refinedCount = 9999
  /// A dispersion above this widens what chance is taken to give.
  public static let dispersionLimit = 1.3

  private let shares: [Double]
  private let topicCount: Int
  /// The documents that appear at all, by number of appearances, then by number.
  private let documents: [Int]
  /// The periods of each unit, ascending; unit *u* has `labelStarts[u]..<labelStarts[u + 1]`.
  private let labels: [Int]
  private let labelStarts: [Int]
  /// Runs of units with equally many appearances.
  private let strata: [Range<Int>]
  /// D(t).
  private let sizes: [Double]
  /// t − t̄ in days, with t̄ the mean over appearances.
  private let centredDays: [Double]

  /// Lays out the documents of some periods.
  ///
  /// - Parameters:
  ///   - shares: s(d,k), each document's share of each topic, `[D × K]`, row-major.
  ///   - topicCount: K.
  ///   - periods: the documents of each period, each once a period; complete periods only.
  ///   - days: a day for each period, such as its first.
  /// - Returns: nil for fewer than three periods, one without documents, shares that are not
  ///   finite, or a document that has none.
  public init?(shares: [Double], topicCount: Int, periods: [[Int]], days: [Int]) {
    precondition(topicCount > 0 && shares.count.isMultiple(of: topicCount), "shares are D × K")
    precondition(periods.count == days.count, "every period has its day")
    let documentCount = shares.count / topicCount
    guard periods.count >= 3, periods.allSatisfy({ !$0.isEmpty }),
      periods.joined().allSatisfy({ (0..<documentCount).contains($0) }),
      shares.allSatisfy(\.isFinite)
    else { return nil }
    self.shares = shares
    self.topicCount = topicCount

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

  /// Tests every topic.
  ///
  /// Shuffle *b* draws from the stream of purpose `permutation`, chain 1, sweep *b*, stratum by
  /// stratum, so it is the same whichever thread makes it.
  ///
  /// - Parameters:
  ///   - seed: the key of all streams.
  ///   - threadCount: changes speed only.
  ///   - dispersions: φ(k), how much more the shares vary between dates than documents explain;
  ///     above ``dispersionLimit`` what chance gives is widened by √φ. Nil for none.
  /// - Returns: one result a topic.
  /// - Complexity: O(permutations·appearances·K).
  public func test(seed: UInt64, threadCount: Int = 1, dispersions: [Double]? = nil)
    -> [DateHeterogeneity]
  {
    precondition(dispersions?.count ?? topicCount == topicCount, "every topic has its dispersion")
    let widening = dispersions?.map { $0 > Self.dispersionLimit ? $0 : 1 }
    let all = TopicColumns(
      of: Array(0..<topicCount), shares: shares, topicCount: topicCount, documents: documents)
    let observed = statistics(all, order: Array(documents.indices.map(Int32.init)))
    let criteria = Criteria(
      observed, expected: expectedLinear(all), linearScale: linearScale(all),
      appearances: Double(labels.count), means: means(all),
      widening: widening ?? Array(repeating: 1, count: topicCount))
    var hits = count(
      all, criteria, shuffles: 0..<Self.permutationCount, seed: seed, threadCount: threadCount)
    var permutations = Array(repeating: Self.permutationCount, count: topicCount)

    // p < .01: worth more shuffles, of these topics alone. The first ones are kept.
    let worthwhile = hits.indices.filter { k in
      hits[k].linearP(of: Self.permutationCount) < 0.01
        || hits[k].heterogeneityP(of: Self.permutationCount) < 0.01
    }
    if !worthwhile.isEmpty {
      let columns = TopicColumns(
        of: worthwhile, shares: shares, topicCount: topicCount, documents: documents)
      let more = count(
        columns, criteria.selecting(worthwhile),
        shuffles: Self.permutationCount..<Self.refinedCount, seed: seed, threadCount: threadCount)
      for (k, extra) in zip(worthwhile, more) {
        hits[k] += extra
        permutations[k] = Self.refinedCount
      }
    }
    return (0..<topicCount).map { k in
      DateHeterogeneity(
        linear: observed.linear[k], linearP: hits[k].linearP(of: permutations[k]),
        heterogeneity: observed.heterogeneity[k],
        heterogeneityP: hits[k].heterogeneityP(of: permutations[k]),
        permutationCount: permutations[k])
    }
  }
}

/// The shares of some topics of the documents that appear, laid out to be summed fast.
private struct TopicColumns: Sendable {
  let topicCount: Int
  /// `[units × topics]`, row-major.
  let shares: [Double]

  init(of topics: [Int], shares: [Double], topicCount: Int, documents: [Int]) {
    self.topicCount = topics.count
    var rows: [Double] = []
    rows.reserveCapacity(documents.count * topics.count)
    for d in documents {
      for k in topics { rows.append(shares[d * topicCount + k]) }
    }
    self.shares = rows
  }
}

/// L and H of every topic.
private struct Statistics {
  var linear: [Double]
  var heterogeneity: [Double]
}

/// How many shuffles were as extreme.
private struct Hits: Sendable {
  var linear = 0
  var heterogeneity = 0

  func linearP(of permutations: Int) -> Double {
    Double(1 + linear) / Double(1 + permutations)
  }

  func heterogeneityP(of permutations: Int) -> Double {
    Double(1 + heterogeneity) / Double(1 + permutations)
  }

  static func += (left: inout Hits, right: Hits) {
    left.linear += right.linear
    left.heterogeneity += right.heterogeneity
  }
}

/// What a shuffle must reach to count against each topic.
private struct Criteria: Sendable {
  /// What L is under the null hypothesis on average.
  private var expected: [Double]
  /// |L − expected| must reach this, and H that; just short of what was observed, so that a shuffle
  /// that gives the same sums in another order counts in spite of rounding.
  private var linear: [Double]
  private var heterogeneity: [Double]

  init(
    _ observed: Statistics, expected: [Double], linearScale: [Double], appearances: Double,
    means: [Double], widening: [Double]
  ) {
    self.expected = expected
    linear = observed.linear.indices.map {
      let distance = abs(observed.linear[$0] - expected[$0]) - 1e-12 * linearScale[$0]
      return distance / widening[$0].squareRoot()
    }
    heterogeneity = observed.heterogeneity.indices.map {
      let rounding = 1e-24 * appearances * means[$0] * means[$0]
      return (observed.heterogeneity[$0] * (1 - 1e-12) - rounding) / widening[$0]
    }
  }

  func selecting(_ topics: [Int]) -> Criteria {
    var selected = self
    selected.expected = topics.map { expected[$0] }
    selected.linear = topics.map { linear[$0] }
    selected.heterogeneity = topics.map { heterogeneity[$0] }
    return selected
  }

  func count(_ statistics: Statistics, into hits: inout [Hits]) {
    for k in hits.indices {
      if abs(statistics.linear[k] - expected[k]) >= linear[k] { hits[k].linear += 1 }
      if statistics.heterogeneity[k] >= heterogeneity[k] { hits[k].heterogeneity += 1 }
    }
  }
}

extension DatePermutation {
  /// Counts the shuffles that reach the criteria; the counts do not depend on the threads.
  private func count(
    _ columns: TopicColumns, _ criteria: Criteria, shuffles: Range<Int>, seed: UInt64,
    threadCount: Int
  ) -> [Hits] {
    let threadCount = max(1, min(threadCount, shuffles.count))
    let total = Mutex(Array(repeating: Hits(), count: columns.topicCount))
    DispatchQueue.concurrentPerform(iterations: threadCount) { thread in
      let random = try? GSLGenerator(RandomStream(seed: seed, purpose: .permutation, chain: 1))
      var hits = Array(repeating: Hits(), count: columns.topicCount)
      for b in stride(from: shuffles.lowerBound + thread, to: shuffles.upperBound, by: threadCount)
      {
        guard let random else {
          // Nothing was shuffled, so nothing may be found.
          for k in hits.indices { hits[k] += Hits(linear: 1, heterogeneity: 1) }
          continue
        }
        random.set(RandomStream(seed: seed, purpose: .permutation, chain: 1, sweep: b))
        var order: [Int32] = []
        order.reserveCapacity(documents.count)
        for stratum in strata {
          var units = stratum.map(Int32.init)
          random.shuffle(&units)
          order += units
        }
        criteria.count(statistics(columns, order: order), into: &hits)
      }
      total.withLock { total in
        for k in hits.indices { total[k] += hits[k] }
      }
    }
    return total.withLock(\.self)
  }

  /// L and H where unit *u* has the appearances of unit `order[u]`.
  private func statistics(_ columns: TopicColumns, order: [Int32]) -> Statistics {
    let width = columns.topicCount
    var sums = [Double](repeating: 0, count: sizes.count * width)
    sums.withUnsafeMutableBufferPointer { sums in
      columns.shares.withUnsafeBufferPointer { shares in
        for (u, place) in order.enumerated() {
          for i in labelStarts[Int(place)]..<labelStarts[Int(place) + 1] {
            let (row, from) = (labels[i] * width, u * width)
            for k in 0..<width { sums[row + k] += shares[from + k] }
          }
        }
      }
    }
    let appearances = Double(labels.count)
    var linear = [Double](repeating: 0, count: width)
    var heterogeneity = linear
    var means = linear
    for t in sizes.indices {
      for k in 0..<width {
        linear[k] += centredDays[t] * sums[t * width + k]
        means[k] += sums[t * width + k]
      }
    }
    for k in 0..<width { means[k] /= appearances }
    for (t, size) in sizes.enumerated() {
      for k in 0..<width {
        let deviation = sums[t * width + k] / size - means[k]
        heterogeneity[k] += size * deviation * deviation
      }
    }
    return Statistics(linear: linear, heterogeneity: heterogeneity)
  }

  /// The mean of L over all shuffles: in each stratum, every unit has the mean of its days.
  private func expectedLinear(_ columns: TopicColumns) -> [Double] {
    var expected = [Double](repeating: 0, count: columns.topicCount)
    for stratum in strata {
      let places = labelStarts[stratum.lowerBound]..<labelStarts[stratum.upperBound]
      let days = places.reduce(0.0) { $0 + centredDays[labels[$1]] } / Double(stratum.count)
      for u in stratum {
        for k in expected.indices { expected[k] += days * columns.shares[u * expected.count + k] }
      }
    }
    return expected
  }

  /// Each topic's mean share over all appearances.
  private func means(_ columns: TopicColumns) -> [Double] {
    var sums = [Double](repeating: 0, count: columns.topicCount)
    for u in documents.indices {
      let weight = Double(labelStarts[u + 1] - labelStarts[u])
      for k in sums.indices { sums[k] += weight * columns.shares[u * sums.count + k] }
    }
    return sums.map { $0 / Double(labels.count) }
  }

  /// What L would be if all days counted in one direction: the size that its rounding goes by.
  private func linearScale(_ columns: TopicColumns) -> [Double] {
    let reach = zip(sizes, centredDays).reduce(0.0) { $0 + $1.0 * abs($1.1) }
    return means(columns).map { $0 * reach }
  }
}
