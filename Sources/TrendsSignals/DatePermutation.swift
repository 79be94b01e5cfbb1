import TrendsCompute
internal import TrendsPrevalence

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
  /// How often shuffled dates give at least as large an H, and at least ``smallestP``.
  public let heterogeneityP: Double
  /// The smallest p of H that there can be: 1 / (1 + permutations), or more where few documents can
  /// trade their dates.
  public let smallestP: Double
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

  let topicCount: Int
  let layout: DateLayout
  private let shares: [Double]
  private let periods: [[Int]]
  private let days: [Int]

  /// Lays out the documents of some periods.
  ///
  /// - Parameters:
  ///   - shares: s(d,k), each document's share of each topic, `[D × K]`, row-major.
  ///   - topicCount: K.
  ///   - periods: the documents of each period, each once a period; complete periods only.
  ///   - days: a day for each period, such as its first.
  /// - Returns: nil for fewer than three periods, one without documents, shares outside `0...1`, or a
  ///   document that has none.
  public init?(shares: [Double], topicCount: Int, periods: [[Int]], days: [Int]) {
    precondition(topicCount > 0 && shares.count.isMultiple(of: topicCount), "shares are D × K")
    precondition(periods.count == days.count, "every period has its day")
    let documentCount = shares.count / topicCount
    guard periods.count >= 3, periods.allSatisfy({ !$0.isEmpty }),
      periods.joined().allSatisfy({ (0..<documentCount).contains($0) }),
      shares.allSatisfy({ $0 >= 0 && $0 <= 1 + 1e-9 })
    else { return nil }
    self.shares = shares
    self.topicCount = topicCount
    self.periods = periods
    self.days = days
    layout = DateLayout(documentCount: documentCount, periods: periods, days: days)
  }

  /// Tests every topic for any difference between periods.
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
  /// - Complexity: O(permutations·appearances·K).
  public func test(seed: UInt64, threadCount: Int = 1, dispersions: [Double]? = nil)
    -> [DateHeterogeneity]
  {
    precondition(dispersions?.count ?? topicCount == topicCount, "every topic has its dispersion")
    let all = columns(of: Array(0..<topicCount), layout, unit: TopicColumns.finestUnit)
    // Shuffles are compared with what they are made of: rounded shares.
    let observed = layout.statistics(ofSums: layout.sums(all))
    let criteria = ShuffleCriteria(
      observed, expected: layout.expectedLinear(all), linearScale: layout.linearScale(all),
      appearances: Double(layout.labels.count), means: layout.means(all),
      widening: dispersions?.map { $0 > Self.dispersionLimit ? $0 : 1 }
        ?? Array(repeating: 1, count: topicCount))
    let (hits, permutations) = refined(
      isWorthwhile: { $0.smallestP(of: Self.permutationCount) < 0.01 }
    ) { topics, shuffles in
      let criteria = criteria.selecting(topics)
      let ofShuffles = eachShuffle(
        of: topics, shuffles, unit: TopicColumns.finestUnit, seed: seed, threadCount: threadCount
      ) { _, sums in
        var hits = Array(repeating: ShuffleHits(), count: topics.count)
        criteria.count(layout.statistics(ofSums: sums), into: &hits)
        return hits
      }
      var total = Array(repeating: ShuffleHits(), count: topics.count)
      for hits in ofShuffles {
        for k in hits.indices { total[k] += hits[k] }
      }
      return total
    }
    let exact = layout.statistics(ofShares: shares, topicCount: topicCount)
    let arrangements = DateArrangements(periods: periods)
    return (0..<topicCount).map { k in
      let smallestP = arrangements.smallestP(permutations: permutations[k])
      return DateHeterogeneity(
        linear: exact.linear[k], linearP: hits[k].p(\.linear, of: permutations[k]),
        heterogeneity: exact.heterogeneity[k],
        heterogeneityP: max(smallestP, hits[k].p(\.heterogeneity, of: permutations[k])),
        smallestP: smallestP, permutationCount: permutations[k])
    }
  }

  /// Counts over the first shuffles, and over more of them for the topics that are worth it: those
  /// alone, with the first ones kept.
  ///
  /// - Parameter count: the hits of some topics in some shuffles.
  /// - Returns: the hits of every topic, and over how many shuffles.
  func refined<Hits: AdditiveHits>(
    isWorthwhile: (Hits) -> Bool, count: (_ topics: [Int], _ shuffles: Range<Int>) -> [Hits]
  ) -> (hits: [Hits], permutations: [Int]) {
    var hits = count(Array(0..<topicCount), 0..<Self.permutationCount)
    var permutations = Array(repeating: Self.permutationCount, count: topicCount)
    let worthwhile = hits.indices.filter { isWorthwhile(hits[$0]) }
    guard !worthwhile.isEmpty else { return (hits, permutations) }
    let more = count(worthwhile, Self.permutationCount..<Self.refinedCount)
    for (k, extra) in zip(worthwhile, more) {
      hits[k] += extra
      permutations[k] = Self.refinedCount
    }
    return (hits, permutations)
  }

  /// Goes through the sums by period of some topics in some shuffles; see
  /// ``DateLayout/eachShuffle(of:_:threadCount:stream:body:)``.
  ///
  /// - Parameter unit: what shares are rounded to. Where not all topics are asked for, documents
  ///   without them are not dealt out.
  func eachShuffle<Result: Sendable>(
    of topics: [Int], _ shuffles: Range<Int>, unit: Double, seed: UInt64, threadCount: Int,
    body: @Sendable (_ shuffle: Int, _ sums: TopicSums) -> Result
  ) -> [Result] {
    let layout =
      topics.count == topicCount
      ? layout
      : DateLayout(documentCount: shares.count / topicCount, periods: periods, days: days) { d in
        topics.contains { shares[d * topicCount + $0] >= unit / 2 }
      }
    return layout.eachShuffle(
      of: columns(of: topics, layout, unit: unit), shuffles, threadCount: threadCount,
      stream: { RandomStream(seed: seed, purpose: .permutation, chain: 1, sweep: $0) }, body: body)
  }

  /// The shares of some topics.
  func columns(of topics: [Int], _ layout: DateLayout, unit: Double) -> TopicColumns {
    TopicColumns(of: topics, shares: shares, topicCount: topicCount, layout: layout, unit: unit)
  }
}
