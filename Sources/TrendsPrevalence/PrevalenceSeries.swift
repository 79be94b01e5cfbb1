import TrendsCompute

/// The prevalence of every topic in every period, with its uncertainty.
public struct PrevalenceSeries: Sendable {
  /// What a share is a share of, and so what its interval allows for.
  public enum Population: String, CaseIterable, Sendable {
    /// Exactly these documents: only the assignment of tokens to topics is uncertain.
    case listing
    /// The rate behind the listing: other documents might have been listed, too.
    case underlying
  }

  /// How the uncertainty is computed.
  public struct Options: Equatable, Sendable {
    /// Bayesian-bootstrap replicates a draw; none are made for a listing by itself.
    public var replicates = 20
    /// What the intervals allow for.
    public var population = Population.underlying
    /// The seed of the resampling.
    public var seed: UInt64 = 1
    /// Threads; changes speed only.
    public var threadCount = 1

    /// The defaults.
    public init() {}
  }

  /// Fewer documents than this make a period thin.
  public static let thinPeriod = 10

  /// The periods in order.
  public let periods: [PeriodShares]
  /// The same over all documents of the report at once, each counting once.
  public let overall: GroupShares
  /// Computes shares with intervals by the method of composition.
  ///
  /// For each kept draw of the assignments and each of `replicates` Bayesian-bootstrap weightings of
  /// the period's documents, the weighted mean share is one composition draw; the interval holds
  /// 95 % of them. It therefore speaks of the rate underlying the listing; for the listing by itself
  /// there are no weights, and the draws alone give the interval.
  /// In a period of fewer than ten documents the bootstrap is replaced by normal noise with the
  /// variance between documents pooled over all periods, since it would be far too narrow.
  ///
  /// - Parameters:
  ///   - draws: aligned, with the documents in the order of `index`.
  ///   - index: which documents count when.
  ///   - options: replicates, seed, threads.
  /// - Returns: shares that sum to 1 over topics in every period with a document.
  /// - Complexity: O(draws · replicates · non-zero n(d,k)).
  ///
  /// Source: Tanner (1996), *Tools for Statistical Inference*; Rubin (1981), *The Bayesian
  /// bootstrap*; Treier & Jackman (2008); Roberts, Stewart & Tingley (2019), *stm*.
  public init(draws: AlignedDraws, index: PeriodIndex, options: Options = Options()) {
    let lengths = draws.documentLengths
    let composition = Composition(
      draws: draws, lengths: lengths,
      groups: index.periods.map { $0.documents.filter { lengths[$0] > 0 } }, options: options)
    let members = index.periods.map(\.documents) + [index.documents]
    let occupied = members.map { $0.filter { lengths[$0] > 0 } }
    // A period's numbers depend on the period alone, not on what else the report holds.
    let shares = concurrentMap(index.periods.count, threadCount: options.threadCount) { t in
      composition.shares(
        of: occupied[t], stream: index.periods[t].bucket.startDay, threadCount: 1)
    }
    // All documents together take as long as all periods together.
    let all = composition.shares(
      of: occupied[index.periods.count], stream: Int(Int32.min),
      threadCount: options.threadCount)
    let groups = (shares + [all]).enumerated().map { t, shares in
      GroupShares(
        documentCount: occupied[t].count,
        emptyDocumentCount: members[t].count - occupied[t].count,
        tokenCount: occupied[t].reduce(0) { $0 + lengths[$1] }, topics: shares)
    }
    periods = zip(index.periods, groups).map {
      PeriodShares(bucket: $0.bucket, isComplete: $0.isComplete, shares: $1)
    }
    overall = groups[groups.count - 1]
  }
}
