internal import Glibc

// Distances between probability distributions: arrays of one length that each sum to 1. Logarithms
// are natural unless the name says bits.

/// The Kullback–Leibler divergence of p from q: Σ p ln(p / q), in nats.
///
/// - Returns: a number at least 0; infinite where q is 0 and p is not. Never print that.
/// - Complexity: O(n).
public func kullbackLeiblerDivergence(_ p: [Double], _ q: [Double]) -> Double {
  precondition(p.count == q.count, "distributions over the same outcomes")
  var sum = 0.0
  for (p, q) in zip(p, q) where p > 0 {
    guard q > 0 else { return .infinity }
    sum += p * log(p / q)
  }
  return max(0, sum)
}

/// The Jensen–Shannon divergence: the mean divergence of p and q from their average, in nats.
///
/// - Returns: a number in `0...ln 2`.
/// - Complexity: O(n).
public func jensenShannonDivergence(_ p: [Double], _ q: [Double]) -> Double {
  precondition(p.count == q.count, "distributions over the same outcomes")
  var sum = 0.0
  for (p, q) in zip(p, q) {
    let average = (p + q) / 2
    if p > 0 { sum += p * log(p / average) }
    if q > 0 { sum += q * log(q / average) }
  }
  return min(max(0, sum / 2), log(2))
}

/// The Hellinger distance: √(Σ (√p − √q)² / 2).
///
/// - Returns: a number in `0...1`.
/// - Complexity: O(n).
public func hellingerDistance(_ p: [Double], _ q: [Double]) -> Double {
  precondition(p.count == q.count, "distributions over the same outcomes")
  var sum = 0.0
  for (p, q) in zip(p, q) {
    let difference = p.squareRoot() - q.squareRoot()
    sum += difference * difference
  }
  return min(1, (sum / 2).squareRoot())
}

/// The entropy −Σ p ln p, in nats.
///
/// - Complexity: O(n).
public func entropy(_ p: [Double]) -> Double {
  p.reduce(0) { $1 > 0 ? $0 - $1 * log($1) : $0 }
}

/// How much a document differs from those before it and from those after it.
public struct Novelty: Equatable, Sendable {
  /// The mean divergence from the documents before, in bits.
  public var novelty: Double
  /// The mean divergence from the documents after, in bits.
  public var transience: Double
  /// Novelty less transience: what was new and stayed.
  public var resonance: Double { novelty - transience }

  /// A novelty from its parts.
  public init(novelty: Double, transience: Double) {
    self.novelty = novelty
    self.transience = transience
  }
}

/// The novelty of each document against `window` neighbours on either side, in order of time.
///
/// - Parameters:
///   - theta: topic shares of each document in order of time; every entry > 0, each sums to 1.
///   - window: how many neighbours on each side, at least 1.
/// - Returns: one novelty a document, nil for the first and last `window`, which lack neighbours.
/// - Complexity: O(D·window·K).
///
/// Source: Barron, Huang, Spang & DeDeo (2018), *Individuals, institutions, and innovation in the
/// debates of the French Revolution*, PNAS 115, 4607–4612.
/// <https://doi.org/10.1073/pnas.1717729115>
public func novelties(theta: [[Double]], window: Int) -> [Novelty?] {
  precondition(window > 0, "a window holds at least one neighbour")
  return theta.indices.map { d in
    guard d >= window, theta.count - d > window else { return nil }
    func meanDivergence(_ neighbours: some Sequence<Int>) -> Double {
      let sum = neighbours.reduce(0) { $0 + kullbackLeiblerDivergence(theta[d], theta[$1]) }
      return sum / Double(window) / log(2)
    }
    return Novelty(
      novelty: meanDivergence(d - window..<d), transience: meanDivergence(d + 1...d + window))
  }
}
