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
  private let layout: DateLayout

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
    layout = DateLayout(documentCount: documentCount, periods: periods, days: days)
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
  ///     above ``dispersionLimit`` what chance gives is widened: L by √φ, and H, which is made of
  ///     squares, by φ. Nil for none.
  /// - Returns: one result a topic.
  /// - Complexity: O(permutations·appearances·K).
  public func test(seed: UInt64, threadCount: Int = 1, dispersions: [Double]? = nil)
    -> [DateHeterogeneity]
  {
    precondition(dispersions?.count ?? topicCount == topicCount, "every topic has its dispersion")
    let widening = dispersions?.map { $0 > Self.dispersionLimit ? $0 : 1 }
    let all = TopicColumns(
      of: Array(0..<topicCount), shares: shares, topicCount: topicCount, documents: layout.documents
    )
    let observed = layout.statistics(all, order: layout.documents.indices.map(Int32.init))
    let criteria = Criteria(
      observed, expected: layout.expectedLinear(all), linearScale: layout.linearScale(all),
      appearances: Double(layout.labels.count), means: layout.means(all),
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
        of: worthwhile, shares: shares, topicCount: topicCount, documents: layout.documents)
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
        order.reserveCapacity(layout.documents.count)
        for stratum in layout.strata {
          var units = stratum.map(Int32.init)
          random.shuffle(&units)
          order += units
        }
        criteria.count(layout.statistics(columns, order: order), into: &hits)
      }
      total.withLock { total in
        for k in hits.indices { total[k] += hits[k] }
      }
    }
    return total.withLock(\.self)
  }
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
    _ observed: DateStatistics, expected: [Double], linearScale: [Double], appearances: Double,
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

  func count(_ statistics: DateStatistics, into hits: inout [Hits]) {
    for k in hits.indices {
      if abs(statistics.linear[k] - expected[k]) >= linear[k] { hits[k].linear += 1 }
      if statistics.heterogeneity[k] >= heterogeneity[k] { hits[k].heterogeneity += 1 }
    }
  }
}
