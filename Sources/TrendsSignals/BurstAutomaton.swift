internal import Glibc

/// How strong and how lasting a rise must be to count as a burst.
public struct BurstOptions: Equatable, Sendable {
  /// s, greater than 1: the rate inside a burst over the rate outside.
  public var rateRatio: Double
  /// γ, at least 0: what it costs to enter a burst, in units of ln T.
  public var transitionCost: Double

  /// The options of Kleinberg's paper by default.
  public init(rateRatio: Double = 2, transitionCost: Double = 1) {
    self.rateRatio = rateRatio
    self.transitionCost = transitionCost
  }

  var isSound: Bool {
    rateRatio > 1 && rateRatio.isFinite && transitionCost >= 0 && transitionCost.isFinite
  }
}

/// The two states of one series, and what each date gains in the upper one.
///
/// With p₀ = Σr/Σd and p₁ = min(s·p₀, 0.9999), a date in state *q* costs −ln Binomial(r; d, p(q)),
/// and going up costs γ·ln T. The binomial coefficients are the same in both states, so that only
///
///     gain(t) = cost₀(t) − cost₁(t) = r·ln(p₁/p₀) + (d − r)·ln((1 − p₁)/(1 − p₀))
///
/// decides: the best path has the largest sum of gains over its dates in state 1, less what it pays
/// to go up. T counts the dates with documents.
struct BurstAutomaton {
  let baseRate: Double
  let burstRate: Double
  /// γ·ln T.
  let upCost: Double
  private let hitGain: Double
  private let missGain: Double

  /// An automaton for one series, or nil where no burst rate above the base rate exists: p₀ is 0 or
  /// at least 0.9999, or undefined.
  ///
  /// - Parameter dispersion: φ′, by which the counts are divided.
  /// - Complexity: O(T), no allocation.
  @inline(__always)
  init?(hits: Span<Double>, totals: Span<Double>, dispersion: Double, options: BurstOptions) {
    var (hitSum, totalSum, dates) = (0.0, 0.0, 0)
    for t in totals.indices where totals[t] > 0 {
      hitSum += hits[t]
      totalSum += totals[t]
      dates += 1
    }
    baseRate = hitSum / totalSum
    burstRate = min(options.rateRatio * baseRate, 0.9999)
    guard baseRate > 0, burstRate > baseRate else { return nil }
    upCost = options.transitionCost * log(Double(dates))
    hitGain = log(burstRate / baseRate) / dispersion
    missGain = (log1p(-burstRate) - log1p(-baseRate)) / dispersion
  }

  /// cost₀ − cost₁ of a date.
  @inline(__always)
  func gain(hits: Double, total: Double) -> Double {
    hits * hitGain + max(0, total - hits) * missGain
  }
}

/// The weight of the heaviest burst of a series, 0 where there is none.
///
/// The same weight as that of the bursts of ``BurstPath``, bit for bit, without the path: made for
/// being called for every topic of every permutation.
///
/// - Parameters:
///   - hits: r(t), `[T]`.
///   - totals: d(t), `[T]`.
///   - dispersion: φ′, by which both are divided; see ``BurstCounts/scaled(by:)``.
///   - options: s and γ.
/// - Returns: at least 0; 0 also where p₀ is 0 or 0.9999 and more.
/// - Complexity: O(T) time, four logarithms, no allocation.
public func largestBurstWeight(
  hits: Span<Double>, totals: Span<Double>, dispersion: Double = 1,
  options: BurstOptions = BurstOptions()
) -> Double {
  precondition(hits.count == totals.count, "one count of hits a date")
  guard
    let automaton = BurstAutomaton(
      hits: hits, totals: totals, dispersion: dispersion, options: options)
  else { return 0 }
  // As in `BurstPath`, from the last date back.
  var (low, high) = (Continuation(), Continuation())
  for t in totals.indices.reversed() where totals[t] > 0 {
    let gain = automaton.gain(hits: hits[t], total: totals[t])
    let rest = Continuation(value: low.value, head: 0, largest: max(low.largest, low.head))
    let burst = Continuation(
      value: high.value + gain, head: high.head + gain, largest: high.largest)
    let entered = Continuation(
      value: burst.value - automaton.upCost, head: burst.head, largest: burst.largest)
    high = burst.value > rest.value ? burst : rest
    low = entered.value > rest.value ? entered : rest
  }
  return max(0, low.head, low.largest)
}

/// The best way on from one state at one date.
private struct Continuation {
  /// Gains of the dates to come, less what going up costs.
  var value = 0.0
  /// The weight of the burst that the next date is in; 0 where it is in none.
  var head = 0.0
  /// The weight of the heaviest burst after that.
  var largest = 0.0
}
