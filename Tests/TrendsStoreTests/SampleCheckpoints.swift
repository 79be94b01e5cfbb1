import TrendsFeatures
import TrendsLDA

@testable import TrendsStore

/// The identity of a fit of the sample corpus: two chains of 8 sweeps, draws after sweeps 5 to 8.
func sampleIdentity(generator: String = "philox", number: Int = 3) -> FitIdentity {
  let fit = sampleFit().fit
  var options = fit.options
  options.generator = generator
  options.chainCount = 2
  options.sweepCount = 8
  options.burnIn = 4
  options.drawsPerChain = 4
  return FitIdentity(
    options: options, features: fit.features, programs: fit.programs,
    corpus: corpusDigest(
      documentIDs: fit.documentIDs, vocabulary: fit.vocabulary, bag: fit.bag),
    number: number)
}

/// Chain 0 of the sample fit after each of its 8 sweeps, in order; any other chain is told apart by
/// its assignments.
func sampleCheckpoints(chain: Int = 0) -> [ChainCheckpoint] {
  let result = sampleFit().chains[0]
  var numbers = Numbers(seed: UInt64(chain) + 7)
  return (1...8).map { sweep in
    ChainCheckpoint(
      chain: chain, sweep: sweep, sweepCount: 8, alpha: [0.1 + 0.2, .leastNonzeroMagnitude, 1e300],
      beta: 0.01.nextUp,
      assignments: result.assignments.map { _ in UInt16.random(in: 0..<3, using: &numbers) },
      generatorState: [UInt8](repeating: UInt8(sweep), count: 9),
      draws: (5...8).filter { $0 <= sweep }.map { number in
        var draw = result.draws[number % 3]
        draw.sweep = number
        return draw
      },
      topicTermCounts: result.topicTermCounts.map { sweep < 5 ? 0 : $0 &+ UInt32(sweep) },
      trace: Array(result.trace.prefix(sweep)))
  }
}
