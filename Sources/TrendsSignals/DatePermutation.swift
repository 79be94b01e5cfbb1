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

  /// Which bursts to look for in the shuffles.
  public struct BurstSearch: Sendable {
    /// φ′(k), by which counts are scaled; nil for a topic whose bursts are not asked for.
    public var dispersions: [Double?]
    /// s and γ.
    public var options: BurstOptions

    /// A search from its parts.
    public init(dispersions: [Double?], options: BurstOptions = BurstOptions()) {
      self.dispersions = dispersions
      self.options = options
    }
  }

  /// What the shuffles gave.
  public struct Results: Sendable {
    /// One a topic.
    public let heterogeneity: [DateHeterogeneity]
    /// One a topic; nil where no bursts were asked for.
    public let bursts: [BurstTest?]
    /// The weight of the heaviest burst of each of the first ``permutationCount`` shuffles,
    /// `[shuffles × topics]`; 0 for topics not asked for.
    let shuffledBurstWeights: [Double]
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
  ///   - bursts: how to look for bursts; nil for not at all.
  /// - Complexity: O(permutations·appearances·K).
  public func test(
    seed: UInt64, threadCount: Int = 1, dispersions: [Double]? = nil, bursts: BurstSearch? = nil
  ) -> Results {
    precondition(dispersions?.count ?? topicCount == topicCount, "every topic has its dispersion")
    precondition(
      bursts?.dispersions.count ?? topicCount == topicCount, "every topic has its dispersion")
    let bursts = bursts ?? BurstSearch(dispersions: Array(repeating: nil, count: topicCount))
    let all = TopicColumns(
      of: Array(0..<topicCount), shares: shares, topicCount: topicCount, documents: layout.documents
    )
    let sums = layout.sums(all, order: layout.documents.indices.map(Int32.init))
    let observed = layout.statistics(ofSums: sums)
    let weights = burstWeights(sums: sums, bursts)
    let criteria = ShuffleCriteria(
      observed, expected: layout.expectedLinear(all), linearScale: layout.linearScale(all),
      appearances: Double(layout.labels.count), means: layout.means(all),
      widening: dispersions?.map { $0 > Self.dispersionLimit ? $0 : 1 }
        ?? Array(repeating: 1, count: topicCount),
      burstWeights: weights)
    var (hits, shuffled) = count(
      all, criteria, bursts, shuffles: 0..<Self.permutationCount, seed: seed,
      threadCount: threadCount)
    var permutations = Array(repeating: Self.permutationCount, count: topicCount)

    // p < .01: worth more shuffles, of these topics alone. The first ones are kept.
    let worthwhile = hits.indices.filter { k in
      hits[k].smallestP(of: Self.permutationCount, withBursts: bursts.dispersions[k] != nil) < 0.01
    }
    if !worthwhile.isEmpty {
      let columns = TopicColumns(
        of: worthwhile, shares: shares, topicCount: topicCount, documents: layout.documents)
      let more = count(
        columns, criteria.selecting(worthwhile),
        BurstSearch(
          dispersions: worthwhile.map { bursts.dispersions[$0] }, options: bursts.options),
        shuffles: Self.permutationCount..<Self.refinedCount, seed: seed, threadCount: threadCount
      ).hits
      for (k, extra) in zip(worthwhile, more) {
        hits[k] += extra
        permutations[k] = Self.refinedCount
      }
    }
    return Results(
      heterogeneity: (0..<topicCount).map { k in
        DateHeterogeneity(
          linear: observed.linear[k], linearP: hits[k].p(\.linear, of: permutations[k]),
          heterogeneity: observed.heterogeneity[k],
          heterogeneityP: hits[k].p(\.heterogeneity, of: permutations[k]),
          permutationCount: permutations[k])
      },
      bursts: (0..<topicCount).map { k in
        bursts.dispersions[k].map { _ in
          BurstTest(
            weight: weights[k], p: hits[k].p(\.burst, of: permutations[k]),
            permutationCount: permutations[k])
        }
      },
      shuffledBurstWeights: shuffled)
  }

  /// The weight of each topic's heaviest burst for sums by period, `[topics]`.
  private func burstWeights(sums: TopicMatrix, _ search: BurstSearch) -> [Double] {
    var weights = [Double](repeating: 0, count: sums.topicCount)
    var hits = [Double](repeating: 0, count: layout.sizes.count)
    for k in weights.indices {
      guard let dispersion = search.dispersions[k] else { continue }
      for t in hits.indices { hits[t] = sums[t, k] }
      weights[k] = largestBurstWeight(
        hits: hits.span, totals: layout.sizes.span, dispersion: dispersion,
        options: search.options)
    }
    return weights
  }

  /// Counts the shuffles that reach the criteria, and keeps the weights of their bursts,
  /// `[shuffles × topics]`; neither depends on the threads.
  private func count(
    _ columns: TopicColumns, _ criteria: ShuffleCriteria, _ search: BurstSearch,
    shuffles: Range<Int>, seed: UInt64, threadCount: Int
  ) -> (hits: [ShuffleHits], burstWeights: [Double]) {
    let threadCount = max(1, min(threadCount, shuffles.count))
    let width = columns.topicCount
    let seeksBursts = search.dispersions.contains { $0 != nil }
    let total = Mutex(
      (
        hits: Array(repeating: ShuffleHits(), count: width),
        weights: [Double](repeating: 0, count: shuffles.count * width)
      ))
    DispatchQueue.concurrentPerform(iterations: threadCount) { thread in
      var hits = Array(repeating: ShuffleHits(), count: width)
      for b in stride(from: shuffles.lowerBound + thread, to: shuffles.upperBound, by: threadCount)
      {
        let stream = RandomStream(seed: seed, purpose: .permutation, chain: 1, sweep: b)
        let sums = layout.sums(columns, order: layout.order(stream))
        let weights =
          seeksBursts ? burstWeights(sums: sums, search) : [Double](repeating: 0, count: width)
        criteria.count(layout.statistics(ofSums: sums), burstWeights: weights, into: &hits)
        if seeksBursts {
          total.withLock { total in
            let row = (b - shuffles.lowerBound) * width
            total.weights.replaceSubrange(row..<row + width, with: weights)
          }
        }
      }
      total.withLock { total in
        for k in hits.indices { total.hits[k] += hits[k] }
      }
    }
    return total.withLock { ($0.hits, $0.weights) }
  }
}
