internal import Glibc
internal import TrendsCompute

/// How a topic's words were on one date: φ(t)(w|k) = (n(k,w,t) + κ·φ(k,w)) / (n(k,t) + κ).
///
/// A date with few tokens of the topic is drawn to the topic as a whole, as κ further tokens would.
///
/// - Parameters:
///   - counts: n(k,w,t), tokens of each term on the topic on that date, `[V]`; means over draws need
///     not be whole.
///   - phi: the topic's probabilities over all dates, `[V]`, sum to 1.
///   - priorTokens: κ, above 0.
/// - Returns: `[V]`, sums to 1.
/// - Complexity: O(V).
public func termProbabilities(counts: [Double], phi: [Double], priorTokens: Double = 50)
  -> [Double]
{
  precondition(counts.count == phi.count, "one count a term")
  precondition(priorTokens > 0, "the prior weighs something")
  let total = counts.reduce(0, +) + priorTokens
  return zip(counts, phi).map { ($0 + priorTokens * $1) / total }
}

/// A term whose part in a topic is compared between some dates and the rest.
public struct TermChange: Equatable, Sendable {
  /// The term, an index into the vocabulary.
  public let term: Int
  /// Its tokens on the topic within the window.
  public let windowCount: Double
  /// Its tokens on the topic outside of it.
  public let restCount: Double
  /// G², with a minus where the term is rarer within the window.
  public let signedG2: Double
  /// P(χ² ≥ G²) with one degree of freedom: input for Benjamini–Hochberg over all terms returned.
  /// It takes tokens for independent, which those of one document are not: an order of terms to look
  /// at, not a proof of change.
  public let p: Double
}

/// Which terms of a topic a window of dates has more of, and less of, than the other dates.
///
/// For each term G² = 2 Σ O·ln(O/E) of the 2×2 table of term or other term, window or rest, over the
/// tokens of the topic.
///
/// - Parameters:
///   - window: tokens of each term on the topic within the window, `[V]`, each at least 0.
///   - rest: the same on all other dates, `[V]`.
///   - fewestTokens: a term with fewer in both together is passed over.
/// - Returns: the terms with tokens enough, by index; none where the window or the rest is empty.
/// - Complexity: O(V).
///
/// Source: Dunning (1993), *Accurate methods for the statistics of surprise and coincidence*,
/// Computational Linguistics 19, 61–74.
public func termChanges(window: [Double], rest: [Double], fewestTokens: Double = 5)
  -> [TermChange]
{
  precondition(window.count == rest.count, "one count a term")
  let (windowTotal, restTotal) = (window.reduce(0, +), rest.reduce(0, +))
  let total = windowTotal + restTotal
  guard windowTotal > 0, restTotal > 0, total.isFinite else { return [] }
  return window.indices.compactMap { term in
    let (inside, outside) = (window[term], rest[term])
    let tokens = inside + outside
    guard tokens >= fewestTokens, tokens > 0 else { return nil }
    func part(_ observed: Double, _ row: Double, _ column: Double) -> Double {
      observed > 0 ? observed * log(observed / (row / total * column)) : 0
    }
    let others = total - tokens
    let sum =
      part(inside, tokens, windowTotal) + part(outside, tokens, restTotal)
      + part(windowTotal - inside, others, windowTotal)
      + part(restTotal - outside, others, restTotal)
    let g2 = max(0, 2 * sum)
    let isRarer = inside * restTotal < outside * windowTotal
    return TermChange(
      term: term, windowCount: inside, restCount: outside, signedG2: isRarer ? -g2 : g2,
      p: chiSquaredUpperTail(g2, degreesOfFreedom: 1) ?? 1)
  }
}
