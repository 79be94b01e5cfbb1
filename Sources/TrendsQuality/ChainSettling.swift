public import TrendsLDA

/// Whether chains have come to rest, each by itself, and whether they agree with one another: what
/// ends a fit whose number of sweeps is settled on the way.
///
/// Both are judged by ln p(w, z) at every tenth sweep after the burn-in. A chain is at rest where
/// the two halves of it do not differ (its own split R-hat). That chains agree is more and seldom
/// so: chains of LDA come to rest in different modes, and no number of sweeps brings them together.
public struct ChainSettling: Equatable, Sendable {
  /// The largest R-hat of a chain at rest, and of chains that agree.
  public static let largestRHat = 1.05
  /// The least effective number of values over all chains that a judgement rests on.
  public static let leastEffectiveCount = 100.0

  /// The split R-hat of each chain by itself; nil where it is undefined.
  public var ownRHats: [Double?]
  /// The effective number of values of all chains, each by itself; nil where one is undefined.
  public var effectiveCount: Double?
  /// The rank-normalised split R-hat over all chains; nil where it is undefined.
  public var commonRHat: Double?

  /// The judgement of chains that have done all their sweeps.
  public init(of chains: [ChainResult], burnIn: Int) {
    let traces = chains.map { chain in
      chain.trace.filter { $0.sweep > burnIn && $0.sweep % 10 == 0 }.map(\.logLikelihood)
    }
    let own = traces.map { convergence(of: [$0]) }
    ownRHats = own.map(\.rHat)
    let counts = own.compactMap(\.bulkESS)
    effectiveCount = counts.count == own.count ? counts.reduce(0, +) : nil
    commonRHat = convergence(of: traces).rHat
  }

  /// Whether every chain is at rest, and enough values say so.
  public var areSettled: Bool {
    let atRest = ownRHats.allSatisfy { ($0 ?? .infinity) <= Self.largestRHat }
    return atRest && (effectiveCount ?? 0) >= Self.leastEffectiveCount
  }

  /// Whether the chains agree with one another.
  public var agree: Bool { (commonRHat ?? .infinity) <= Self.largestRHat }
}
