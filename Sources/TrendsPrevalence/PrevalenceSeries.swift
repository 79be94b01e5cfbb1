import Dispatch
import Synchronization
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
    let threadCount = max(1, min(options.threadCount, members.count))
    let slots = Mutex<[[TopicShare]]>(Array(repeating: [], count: members.count))
    // All documents together take as long as all periods together, so they come first.
    let next = Atomic(occupied.count - 1)
    DispatchQueue.concurrentPerform(iterations: threadCount) { _ in
      while true {
        let t = next.subtract(1, ordering: .relaxed).oldValue
        guard t >= 0 else { return }
        // A period's numbers depend on the period alone, not on what else the report holds.
        let stream = t < index.periods.count ? index.periods[t].bucket.startDay : Int(Int32.min)
        let shares = composition.shares(of: occupied[t], stream: stream)
        slots.withLock { $0[t] = shares }
      }
    }
    let groups = slots.withLock(\.self).enumerated().map { t, shares in
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
