import Testing
import TrendsTestSupport

@testable import TrendsCompute
@testable import TrendsLDA

/// The bars of Griffiths & Steyvers (2004): ten topics that are the rows and columns of a 5 × 5 grid.
///
/// A single chain may end in a local mode in which two bars share a topic, as the reference's chains
/// do too; a fit takes the likeliest of its four chains for reference, and so does the test.
@Suite("Planted topics")
struct BarsTests {
  @Test("Bars are found as well as the reference finds them, in four of five seeds")
  func recoversBars() throws {
    let reference = try Reference(named: "bars_recovery", in: .module)
    let truth = try #require(reference["phi_true"]?.array.map(\.doubles))
    for corpus in reference.cases {
      let documents = try #require(corpus["docs"]?.array.map(\.ints))
      let alpha = try #require(corpus["true_alpha"]?.double)
      let beta = try #require(corpus["beta_used"]?.double)
      let best = try #require(corpus["tomotopy"]?.array.compactMap { $0["mean_tv"]?.double }.min())
      let distances = try (1...5).map { seed in
        var options = plainOptions(topics: 10, sweeps: 500, seed: UInt64(seed))
        options.chainCount = 4
        options.alphaSum = 10 * alpha
        options.beta = beta
        let chains = try #require(
          try fitChains(bag(of: documents, termCount: 25), options: options, threadCount: 2))
        let best = try #require(
          chains.max { $0.draws[0].logLikelihood < $1.draws[0].logLikelihood })
        return meanDistance(best.topicTermCounts, beta: beta, to: truth)
      }
      let close = distances.count { $0 <= best + 0.03 }
      #expect(close >= 4, "\(corpus["id"]?.string ?? ""): \(distances) against \(best)")
    }
  }

  /// Mean total variation between topics and bars, matched one to one.
  private func meanDistance(_ counts: [UInt32], beta: Double, to truth: [[Double]]) -> Double {
    let cost = truth.indices.flatMap { k in
      let row = counts[k * 25..<(k + 1) * 25].map(Double.init)
      let total = row.reduce(0, +) + 25 * beta
      return truth.map { bar in
        zip(row, bar).reduce(0) { $0 + abs(($1.0 + beta) / total - $1.1) } / 2
      }
    }
    let matched = minimumCostAssignment(cost: cost, rows: 10, columns: 10)
    return matched.enumerated().reduce(0) { $0 + cost[$1.offset * 10 + ($1.element ?? 0)] } / 10
  }
}
