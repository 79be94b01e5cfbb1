import Testing
import TrendsTestSupport

@testable import TrendsCompute
@testable import TrendsLDA

/// Simulation-based calibration: where truths are drawn from the prior and data from the truths, the
/// rank of each truth among the draws of its posterior is uniform, if the sampler is right.
///
/// What is ranked does not change when topics swap names: ln p(w, z), Σ (n(k)/N)², and whether the
/// first two tokens share a topic, with ties broken at random.
///
/// Source: Talts, Betancourt, Simpson, Vehtari & Gelman (2018), *Validating Bayesian inference
/// algorithms with simulation-based calibration*, arXiv 1804.06788.
@Suite("Simulation-based calibration")
struct SimulationCalibrationTests {
  let alpha = [0.4, 0.7, 1.1]
  let beta = 0.3
  let termCount = 5
  let documentCount = 3
  let length = 6
  /// With 63 draws a rank has 64 values; four of them share a bin.
  let drawCount = 63
  let binCount = 16

  @Test("Ranks are uniform in 320 simulations", arguments: TestedSampler.exact)
  func ranksAreUniform(sampler: TestedSampler) throws {
    let p = try smallestP(sampler, simulations: 320, thinning: 8, seed: 17) {
      $0.sweep($1, threadCount: 1)
    }
    #expect(p > 1e-4, "ranks this uneven have a chance of \(p)")
  }

  @Test(
    "Ranks are uniform in 1,000 simulations of well-thinned draws", .tags(.slow), .onlyWhenSlow,
    arguments: TestedSampler.exact)
  func ranksAreUniformAtLength(sampler: TestedSampler) throws {
    let p = try smallestP(sampler, simulations: 1000, thinning: 40, seed: 18) {
      $0.sweep($1, threadCount: 1)
    }
    #expect(p > 1e-4, "ranks this uneven have a chance of \(p)")
  }

  /// What it cannot see in so few simulations: a mean rank that is off by less than a tenth, which is
  /// all that a token's own count or an alpha of another topic does here. The enumerated posterior
  /// and the joint test see those.
  @Test(
    "Planted bugs show in the ranks",
    arguments: [PlantedBug.none, .betaForVBeta, .lastTopicNeverDrawn])
  func bugsShow(bug: PlantedBug) throws {
    let p = try smallestP(.dense, simulations: 192, thinning: 4, seed: 17) {
      faultySweep($0, uniforms: $1, bug: bug)
    }
    if bug == .none {
      #expect(p > 1e-4, "a sound kernel was refused")
    } else {
      #expect(p < 1e-6, "the bug leaves ranks with a chance of \(p)")
    }
  }

  /// The smallest p of the chi-squared tests of the three ranks against uniform ones.
  private func smallestP(
    _ sampler: TestedSampler, simulations: Int, thinning: Int, seed: UInt64,
    sweep: (any Sampler, UniformSource) -> Void
  ) throws -> Double {
    let random = try GSLGenerator(RandomStream(seed: seed, purpose: .simulation))
    var bins = [[Int]](repeating: [Int](repeating: 0, count: binCount), count: 3)
    for simulation in 0..<simulations {
      let (state, truth) = try simulated(sampler, random)
      let uniforms = try UniformSource(
        options: plainOptions(topics: alpha.count, sweeps: 1, seed: seed), chain: simulation)
      // The truth is itself a draw from the posterior: a chain that starts there needs no burn-in,
      // but would be near it at first. It starts at random instead and warms up.
      state.assignAtRandom(uniforms)
      var ranks = [Int](repeating: 0, count: 3)
      for step in 1...(10 + drawCount) * thinning {
        uniforms.startSweep(step)
        sweep(state, uniforms)
        guard step % thinning == 0, step > 10 * thinning else { continue }
        let draw = statistics(of: state, random)
        for i in 0..<3 where draw[i] < truth[i] { ranks[i] += 1 }
      }
      for i in 0..<3 { bins[i][ranks[i] * binCount / (drawCount + 1)] += 1 }
    }
    let expected = Double(simulations) / Double(binCount)
    return try bins.map { counts in
      let chiSquared = counts.reduce(0.0) {
        $0 + (Double($1) - expected) * (Double($1) - expected) / expected
      }
      return try #require(
        chiSquaredUpperTail(chiSquared, degreesOfFreedom: Double(binCount - 1)))
    }.min() ?? 0
  }

  /// A state with a corpus from the prior, and what is ranked of the true assignments.
  private func simulated(_ sampler: TestedSampler, _ random: GSLGenerator) throws
    -> (any Sampler, [Double])
  {
    let phi = alpha.map { _ in random.dirichlet([Double](repeating: beta, count: termCount)) }
    var documents: [[Int]] = []
    var topics: [UInt16] = []
    for _ in 0..<documentCount {
      let theta = random.dirichlet(alpha)
      let tokens = (0..<length).map { _ in
        let k = draw(theta, random)
        return (word: draw(phi[k], random), topic: k)
      }
      // The sampler keeps tokens by term; tokens of one term are alike.
      let sorted = tokens.sorted { $0.word < $1.word }
      documents.append(sorted.map(\.word))
      topics += sorted.map { UInt16($0.topic) }
    }
    let state = try sampler.make(
      bag(of: documents, termCount: termCount), alpha: alpha, beta: beta)
    state.setAssignments(topics)
    return (state, statistics(of: state, random))
  }

  private func statistics(of state: any Sampler, _ random: GSLGenerator) -> [Double] {
    let z = state.assignmentsInDocumentOrder()
    let n = Double(state.bag.tokenCount)
    let squares = (0..<state.topicCount).reduce(0.0) {
      let share = Double(state.topicCounts[$1]) / n
      return $0 + share * share
    }
    let together = z[0] == z[1] ? 1.0 : 0
    // All take few values in so small a corpus: a jitter below their steps breaks ties evenly.
    return [
      state.logLikelihood() + 1e-6 * random.uniform(), squares + 1e-6 * random.uniform(),
      together + 0.5 * random.uniform(),
    ]
  }
}
