/// How many of a document's tokens of each term belong to each topic, as far as totals and phi say.
///
/// A fit keeps how many tokens of a document each topic has in every draw, but not which. This is
/// the table of terms and topics with the document's counts of terms as one margin and its tokens in
/// topics as the other that is nearest to what the model expects, n(d,w)·n(d,k)·φ(k,w): iterative
/// proportional fitting. So the sums over terms are exact, while a single cell is an estimate.
///
/// - Parameters:
///   - termCounts: how often each term of the document occurs, `[W]`, each at least 1.
///   - topicTokens: its tokens in each topic, `[K]`, as many in all as there are occurrences.
///   - probability: φ(k,w) of a topic and the document's *w*-th term, > 0.
/// - Returns: `[W × K]`, row-major. Columns sum to `topicTokens` up to rounding; rows to `termCounts`
///   to 1e-9 of a token, or less exactly where that takes more than a thousand rounds.
/// - Complexity: O(rounds · W · topics with tokens).
///
/// Source: Deming & Stephan (1940), *On a least squares adjustment of a sampled frequency table when
/// the expected marginal totals are known*, Annals of Mathematical Statistics 11, 427–444.
/// <https://doi.org/10.1214/aoms/1177731829>
public func termTokens(
  termCounts: [UInt32], topicTokens: [Double], probability: (_ topic: Int, _ term: Int) -> Double
) -> [Double] {
  let topicCount = topicTokens.count
  let topics = topicTokens.indices.filter { topicTokens[$0] > 0 }
  var table = [Double](repeating: 0, count: termCounts.count * topicCount)
  for w in termCounts.indices {
    for k in topics { table[w * topicCount + k] = topicTokens[k] * probability(k, w) }
  }
  for _ in 0..<1000 {
    for w in termCounts.indices {
      let row = w * topicCount
      let sum = topics.reduce(0.0) { $0 + table[row + $1] }
      guard sum > 0 else { continue }
      let scale = Double(termCounts[w]) / sum
      for k in topics { table[row + k] *= scale }
    }
    // How far the rows are about to be pulled off again.
    var worst = 0.0
    for k in topics {
      let sum = termCounts.indices.reduce(0.0) { $0 + table[$1 * topicCount + k] }
      guard sum > 0 else { continue }
      worst = max(worst, abs(sum - topicTokens[k]))
      let scale = topicTokens[k] / sum
      for w in termCounts.indices { table[w * topicCount + k] *= scale }
    }
    if worst < 1e-9 { break }
  }
  return table
}
