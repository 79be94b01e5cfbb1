import Glibc
import TrendsCompute

/// How strongly two neighbouring words hang together, from counts alone.
enum PhraseScores {
  /// The log-likelihood ratio G² of the 2×2 table of a pair: 2 Σ O ln(O/E), with 0·ln 0 = 0.
  ///
  /// The table is `pair`, `first − pair`, `second − pair` and the rest of `total`; a cell that
  /// would be negative (a word next to itself) counts as 0.
  ///
  /// - Parameters:
  ///   - pair: occurrences of the two side by side.
  ///   - first: occurrences of the first.
  ///   - second: occurrences of the second.
  ///   - total: occurrences of all words, > 0.
  /// - Returns: at least 0; large for attraction and for avoidance alike.
  ///
  /// Source: Dunning (1993), *Accurate methods for the statistics of surprise and coincidence*,
  /// Computational Linguistics 19, 61–74.
  static func g2(pair: Int, first: Int, second: Int, total: Int) -> Double {
    let (both, left) = (Double(pair), Double(max(0, first - pair)))
    let (right, neither) = (
      Double(max(0, second - pair)), Double(max(0, total - first - second + pair))
    )
    let rows = (both + left, right + neither)
    let columns = (both + right, left + neither)
    let sum = rows.0 + rows.1
    func part(_ observed: Double, _ row: Double, _ column: Double) -> Double {
      observed > 0 ? observed * log(observed * sum / (row * column)) : 0
    }
    var g2 = part(both, rows.0, columns.0)
    g2 += part(left, rows.0, columns.1)
    g2 += part(right, rows.1, columns.0)
    g2 += part(neither, rows.1, columns.1)
    return max(0, 2 * g2)
  }

  /// Normalised pointwise mutual information: ln(n_ab·N / (n_a·n_b)) / −ln(n_ab / N).
  ///
  /// - Returns: in `-1...1`; 1 for words that occur only together, 0 for independent ones, −1 for
  ///   words that never meet.
  ///
  /// Source: Bouma (2009), *Normalized (pointwise) mutual information in collocation extraction*,
  /// GSCL.
  static func npmi(pair: Int, first: Int, second: Int, total: Int) -> Double {
    guard pair > 0 else { return -1 }
    guard pair < total else { return 1 }
    let n = Double(total)
    let information = log(Double(pair) * n / (Double(first) * Double(second)))
    return min(1, max(-1, information / -log(Double(pair) / n)))
  }

  /// What G² must exceed so that one of `candidateCount` unrelated pairs does so with probability
  /// `errorRate` at most: the χ² quantile with one degree of freedom, after Bonferroni.
  static func threshold(errorRate: Double, candidateCount: Int) -> Double {
    let tail = errorRate / Double(max(1, candidateCount))
    return chiSquaredUpperTailQuantile(tail, degreesOfFreedom: 1) ?? .infinity
  }
}
