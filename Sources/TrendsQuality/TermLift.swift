internal import Glibc

/// How much likelier each term is in a topic than in the corpus, shrunk towards "as likely".
///
/// The lift φ(k,w) / p(w) equals P(k | w) / π(k), the share of a term's occurrences that the topic
/// holds over the topic's share of all tokens. A term of three occurrences has them all in one topic
/// by chance, so P(k | w) is shrunk towards π(k) by c further occurrences spread like the corpus:
///
///     lift(k,w) = ( (n(k,w) + c·π(k)) / (n(w) + c) ) / π(k)
///
/// It is below 1 / π(k), so that no rare term can dominate a sum of logarithms.
struct TermLift {
  /// c, in occurrences: a term's own count must reach this to be believed by half.
  static let priorOccurrences = 10.0

  let topicCount: Int
  let termCount: Int
  /// n(k,w), `[K × V]`.
  let counts: [UInt32]
  /// n(k), `[K]`.
  let topicTotals: [Double]
  /// n(w), `[V]`.
  let termTotals: [Double]
  /// N.
  let total: Double
  /// c in units of `counts`.
  private let prior: Double

  /// - Parameters:
  ///   - counts: n(k,w), `[K × V]`, row-major.
  ///   - topicCount: K.
  ///   - drawCount: over how many draws `counts` is summed, at least 1.
  init(counts: [UInt32], topicCount: Int, drawCount: Int) {
    precondition(drawCount > 0, "counts come from at least one draw")
    let termCount = TrendsQuality.termCount(of: counts, topicCount: topicCount)
    var topicTotals = [Double](repeating: 0, count: topicCount)
    var termTotals = [Double](repeating: 0, count: termCount)
    for k in 0..<topicCount {
      for w in 0..<termCount {
        let count = Double(counts[k * termCount + w])
        topicTotals[k] += count
        termTotals[w] += count
      }
    }
    self.topicCount = topicCount
    self.termCount = termCount
    self.counts = counts
    self.topicTotals = topicTotals
    self.termTotals = termTotals
    total = topicTotals.reduce(0, +)
    prior = Self.priorOccurrences * Double(drawCount)
  }

  /// ln lift(k,w), at most ``ceiling(of:)``; 0 for a topic without tokens.
  func logarithm(topic k: Int, term w: Int) -> Double {
    guard topicTotals[k] > 0 else { return 0 }
    let share = topicTotals[k] / total
    let count = Double(counts[k * termCount + w])
    return log((count + prior * share) / ((termTotals[w] + prior) * share))
  }

  /// −ln π(k), the ln lift of a term that occurs in no other topic; 0 for a topic without tokens.
  func ceiling(of k: Int) -> Double {
    topicTotals[k] > 0 ? -log(topicTotals[k] / total) : 0
  }
}
