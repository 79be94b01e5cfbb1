import Glibc

/// The novelty of every document against those of the periods before and after its own.
///
/// Listings have no order inside a period, so that a document is compared with all documents of the
/// `window` periods before and after, every one counting the same.
///
/// - Parameters:
///   - theta: topic shares, `[D × K]`, row-major; every entry > 0, each row sums to 1.
///   - topicCount: K.
///   - periods: the documents of each period in order of time, each in one period only, none empty.
///   - window: how many periods on each side, at least 1.
/// - Returns: for each period one novelty a document, in their order; nil for the first and last
///   `window` periods, which lack neighbours.
/// - Complexity: O(D·K·window).
///
/// Source: Barron, Huang, Spang & DeDeo (2018), *Individuals, institutions, and innovation in the
/// debates of the French Revolution*, PNAS 115, 4607–4612.
/// <https://doi.org/10.1073/pnas.1717729115>
public func periodNovelties(theta: [Double], topicCount: Int, periods: [[Int]], window: Int)
  -> [[Novelty?]]
{
  precondition(window > 0, "a window holds at least one neighbour")
  precondition(theta.count.isMultiple(of: topicCount), "theta is D × K")
  let logs = theta.map { log2($0) }
  // The mean of KL(θ ‖ θ') over documents θ' is Σ θ·log θ − Σ θ·(mean of log θ'): so the logarithms
  // of a period are summed once for all.
  let sums = periods.map { documents in
    documents.reduce(into: [Double](repeating: 0, count: topicCount)) { sums, d in
      for k in 0..<topicCount { sums[k] += logs[d * topicCount + k] }
    }
  }
  func meanLogs(_ neighbours: Range<Int>) -> [Double] {
    var means = [Double](repeating: 0, count: topicCount)
    for t in neighbours {
      for k in 0..<topicCount { means[k] += sums[t][k] }
    }
    let count = neighbours.reduce(0) { $0 + periods[$1].count }
    return means.map { $0 / Double(count) }
  }
  return periods.indices.map { t in
    guard t >= window, periods.count - t > window else { return periods[t].map { _ in nil } }
    let before = meanLogs(t - window..<t)
    let after = meanLogs(t + 1..<t + 1 + window)
    return periods[t].map { d in
      var novelty = 0.0
      var transience = 0.0
      for k in 0..<topicCount {
        let i = d * topicCount + k
        novelty += theta[i] * (logs[i] - before[k])
        transience += theta[i] * (logs[i] - after[k])
      }
      return Novelty(novelty: max(0, novelty), transience: max(0, transience))
    }
  }
}
