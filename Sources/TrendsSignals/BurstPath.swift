internal import Glibc
internal import TrendsCompute
public import TrendsPrevalence

/// A run of dates on which a topic was listed about s times as often as otherwise.
public struct Burst: Equatable, Sendable {
  /// The first date, an index into the series.
  public let first: Int
  /// The last date, an index into the series.
  public let last: Int
  /// Σ (cost₀ − cost₁) over its dates, in nats: how much better a burst explains them.
  public let weight: Double
  /// Whether it reaches the last date with documents, so that its end is not known.
  public let isOpen: Bool

  /// A burst from its parts.
  public init(first: Int, last: Int, weight: Double, isOpen: Bool) {
    self.first = first
    self.last = last
    self.weight = weight
    self.isOpen = isOpen
  }
}

/// The cheapest sequence of states of Kleinberg's two-state automaton for batches of documents.
///
/// The whole sequence is optimised at once (Viterbi). The recursion runs from the last date back, so
/// that the pointers it leaves lead forward and, among sequences that cost the same, the one is
/// taken that stays in state 0 the longest. Dates without documents are left out of the automaton.
///
/// Source: Kleinberg (2002), *Bursty and hierarchical structure in streams*, KDD '02, section 4.
/// <https://doi.org/10.1145/775047.775061>
public struct BurstPath: Equatable, Sendable {
  /// p₀ = Σr/Σd.
  public let baseRate: Double
  /// p₁ = min(s·p₀, 0.9999).
  public let burstRate: Double
  /// Whether each date is in a burst, `[T]`; false on dates without documents.
  public let states: [Bool]
  /// The cost of the sequence, in nats: −ln of the binomial probabilities, and the moves up.
  public let cost: Double
  /// The bursts in order of time.
  public let bursts: [Burst]

  /// The best path of counts, whatever they allow to be said: see
  /// ``findBursts(in:dispersion:options:)`` for the rules of a report.
  ///
  /// - Parameters:
  ///   - counts: scaled, if scaling is wanted.
  ///   - options: s and γ.
  /// - Returns: nil where the counts or options are unsound, or p₀ is 0 or at least 0.9999.
  /// - Complexity: O(T).
  public init?(_ counts: BurstCounts, options: BurstOptions = BurstOptions()) {
    let dates = counts.totals.indices.filter { counts.totals[$0] > 0 }
    guard counts.isSound, options.isSound,
      let automaton = BurstAutomaton(
        hitSum: dates.reduce(0) { $0 + counts.hits[$1] },
        totalSum: dates.reduce(0) { $0 + counts.totals[$1] }, dateCount: dates.count,
        dispersion: 1, options: options)
    else { return nil }
    let gains = dates.map { automaton.gain(hits: counts.hits[$0], total: counts.totals[$0]) }

    // Whether to be in state 1 at a date, coming from state 0 and from state 1.
    var enters = [Bool](repeating: false, count: dates.count)
    var stays = enters
    var (low, high) = (0.0, 0.0)
    for t in dates.indices.reversed() {
      let burst = high + gains[t]
      enters[t] = burst - automaton.upCost > low
      stays[t] = burst > low
      high = stays[t] ? burst : low
      low = enters[t] ? burst - automaton.upCost : low
    }

    var states = [Bool](repeating: false, count: counts.totals.count)
    var cost = 0.0
    var isUp = false
    for (t, date) in dates.enumerated() {
      let next = isUp ? stays[t] : enters[t]
      if next && !isUp { cost += automaton.upCost }
      isUp = next
      states[date] = next
      cost += Self.cost(
        hits: counts.hits[date], total: counts.totals[date],
        rate: next ? automaton.burstRate : automaton.baseRate)
    }
    baseRate = automaton.baseRate
    burstRate = automaton.burstRate
    self.states = states
    self.cost = cost
    bursts = Self.bursts(states: states, dates: dates, gains: gains)
  }

  /// −ln of the binomial probability of r among d, continued to counts that are not whole.
  private static func cost(hits: Double, total: Double, rate: Double) -> Double {
    let misses = max(0, total - hits)
    let coefficient = logGamma(total + 1) - logGamma(hits + 1) - logGamma(misses + 1)
    return -(coefficient + hits * log(rate) + misses * log1p(-rate))
  }

  private static func bursts(states: [Bool], dates: [Int], gains: [Double]) -> [Burst] {
    var bursts: [Burst] = []
    var t = dates.count - 1
    while t >= 0 {
      guard states[dates[t]] else {
        t -= 1
        continue
      }
      let last = t
      var weight = 0.0
      while t >= 0, states[dates[t]] {
        weight += gains[t]
        t -= 1
      }
      bursts.append(
        Burst(
          first: dates[t + 1], last: dates[last], weight: weight, isOpen: last == dates.count - 1))
    }
    return bursts.reversed()
  }
}

/// The bursts of a topic, by the rules of a report.
///
/// - Parameters:
///   - counts: expected documents by date, not scaled.
///   - dispersion: φ′, by which the counts are scaled; see
///     ``BurstCounts/dispersion(documentVariance:overdispersion:)``.
///   - options: s and γ.
/// - Returns: the bursts in order of time, perhaps none; or why there can be no answer:
///   `insufficientDates` below 5 dates with documents, `insufficientDocuments` below 10 expected
///   documents, `notApplicable` where p₀ is 0 or above one half, `notFinite`.
/// - Complexity: O(T).
public func findBursts(
  in counts: BurstCounts, dispersion: Double, options: BurstOptions = BurstOptions()
) -> Result<[Burst], ReasonCode> {
  if let reason = counts.reasonAgainstBursts { return .failure(reason) }
  guard dispersion > 0, dispersion.isFinite else { return .failure(.notFinite) }
  guard let path = BurstPath(counts.scaled(by: dispersion), options: options) else {
    return .failure(.notFinite)
  }
  return .success(path.bursts)
}
