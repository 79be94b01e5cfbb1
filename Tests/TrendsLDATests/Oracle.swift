import Testing
import TrendsTestSupport

@testable import TrendsLDA

/// One case of exact enumeration: a corpus so small that every assignment can be listed.
struct TinyPosterior: Sendable, CustomTestStringConvertible {
  let name: String
  let documents: [[Int]]
  let termCount: Int
  let alpha: [Double]
  let beta: Double
  /// P(z(i) = z(j) | w), tokens in the order of ``TokenSequence``.
  let sameTopic: [[Double]]
  let meanLogLikelihood: Double

  var testDescription: String { name }

  init(_ reference: Reference) throws {
    name = try #require(reference["id"]?.string)
    documents = try #require(reference["docs"]?.array.map(\.ints))
    termCount = try #require(reference["V"]?.int)
    beta = try #require(reference["beta"]?.double)
    let topicCount = try #require(reference["K"]?.int)
    let alphas = try #require(reference["alpha"])
    alpha = alphas.double.map { Array(repeating: $0, count: topicCount) } ?? alphas.doubles
    meanLogLikelihood = try #require(reference["mean_complete_loglik"]?.double)
    let matrix = try #require(reference["prob_same_topic"]?.array.map(\.doubles))
    // The file keeps tokens as written, the sampler sorts them by term.
    var order: [Int] = []
    for document in documents {
      let start = order.count
      order += document.indices.sorted { (document[$0], $0) < (document[$1], $1) }
        .map { start + $0 }
    }
    sameTopic = order.map { i in order.map { j in matrix[i][j] } }
  }

  static func all() throws -> [TinyPosterior] {
    try Reference(named: "lda_exact_posterior", in: .module).cases.map { try TinyPosterior($0) }
  }
}

/// The distance of a long run from the exact posterior, in Monte Carlo standard errors.
///
/// Two functions are compared: P(z(i) = z(j)) for all pairs, and E[ln p(w, z)]. The standard error
/// comes from 100 batch means, so that autocorrelation is in it.
///
/// - Returns: the largest |error| / MCSE. With up to 29 functions a case, a sound sampler exceeds
///   4.5 about once in 5,000 runs; seeds are fixed. At 100,000 sweeps an error of 1 % in one of
///   these probabilities is 3 to 6 standard errors: what is smaller is not seen.
func largestError(
  of posterior: TinyPosterior, sampler: TestedSampler, sweeps: Int = 100_000, seed: UInt64,
  generator: String = "philox",
  sweep: (any Sampler, UniformSource) -> Void = { $0.sweep($1, threadCount: 1) }
) throws -> Double {
  let state = try sampler.make(
    bag(of: posterior.documents, termCount: posterior.termCount), alpha: posterior.alpha,
    beta: posterior.beta)
  var options = plainOptions(topics: posterior.alpha.count, sweeps: sweeps, seed: seed)
  options.generator = generator
  let uniforms = try UniformSource(options: options, chain: 0)
  state.assignAtRandom(uniforms)

  let n = state.bag.tokenCount
  let batchCount = 100
  let batchSize = sweeps / batchCount
  var batches: [[Double]] = []
  for batch in 0..<batchCount {
    var sums = [Double](repeating: 0, count: n * n + 1)
    for step in 1...batchSize {
      uniforms.startSweep(batch * batchSize + step)
      sweep(state, uniforms)
      let z = state.assignmentsInDocumentOrder()
      for i in 0..<n { for j in 0..<i where z[i] == z[j] { sums[i * n + j] += 1 } }
      sums[n * n] += state.logLikelihood()
    }
    batches.append(sums.map { $0 / Double(batchSize) })
  }

  var largest = 0.0
  func compare(_ cell: Int, with expected: Double) {
    let means = batches.map { $0[cell] }
    let mean = means.reduce(0, +) / Double(batchCount)
    let variance = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(batchCount - 1)
    let error = (variance / Double(batchCount)).squareRoot()
    largest = max(largest, error > 0 ? abs(mean - expected) / error : mean == expected ? 0 : 99)
  }
  for i in 0..<n { for j in 0..<i { compare(i * n + j, with: posterior.sameTopic[i][j]) } }
  compare(n * n, with: posterior.meanLogLikelihood)
  return largest
}
