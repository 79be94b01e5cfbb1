import Testing

@testable import TrendsCompute
@testable import TrendsLDA

/// Geweke's joint test: draws of (z, w) from the prior and draws of a chain that alternates new
/// topics given words with new words given topics have one distribution, if the sampler is right.
///
/// Source: Geweke (2004), *Getting it right: joint distribution tests of posterior simulators*,
/// JASA 99, 799–804.
@Suite("Joint distribution")
struct GewekeTests {
  let alpha = [0.4, 0.7, 1.1]
  let beta = 0.3
  let termCount = 5
  let documentCount = 3
  let length = 5

  @Test("Both simulators agree on eight moments", arguments: TestedSampler.exact)
  func momentsAgree(sampler: TestedSampler) throws {
    let worst = try largestScore(sampler, steps: 100_000, seed: 5) {
      $0.sweep($1, threadCount: 1)
    }
    #expect(worst < 4, "the moments differ by \(worst) standard errors")
  }

  @Test(
    "Planted bugs show in the moments",
    arguments: PlantedBug.allCases.filter { $0 != .none && $0 != .lateCounts })
  func bugsShow(bug: PlantedBug) throws {
    let worst = try largestScore(.dense, steps: 20_000, seed: 5) {
      faultySweep($0, uniforms: $1, bug: bug)
    }
    #expect(worst > 6, "the bug stays within \(worst) standard errors")
  }

  private func largestScore(
    _ sampler: TestedSampler, steps: Int, seed: UInt64, sweep: (any Sampler, UniformSource) -> Void
  ) throws -> Double {
    let random = try GSLGenerator(RandomStream(seed: seed, purpose: .simulation))
    let prior = (0..<steps).map { _ in moments(priorDraw(random)) }
    var (words, topics) = priorDraw(random)
    let uniforms = try UniformSource(
      options: plainOptions(topics: alpha.count, sweeps: 1, seed: seed), chain: 0)
    var chain: [[Double]] = []
    for step in 1...steps {
      // The sampler wants tokens by term inside a document. They go back to their places before
      // words are redrawn: a place that depended on the word would not be a Gibbs step.
      let order = (0..<documentCount).flatMap { d in
        (d * length..<(d + 1) * length).sorted { (words[$0], $0) < (words[$1], $1) }
      }
      let documents = (0..<documentCount).map { Array(words[$0 * length..<($0 + 1) * length]) }
      let state = try sampler.make(
        bag(of: documents, termCount: termCount), alpha: alpha, beta: beta)
      state.setAssignments(order.map { UInt16(topics[$0]) })
      uniforms.startSweep(step)
      sweep(state, uniforms)
      let z = state.assignmentsInDocumentOrder()
      for (place, token) in order.enumerated() { topics[token] = Int(z[place]) }
      redrawWords(&words, topics: topics, random)
      chain.append(moments((words, topics)))
    }
    return (0..<8).map { i in score(prior.map { $0[i] }, chain.map { $0[i] }) }
      .max() ?? 0
  }

  private func priorDraw(_ random: GSLGenerator) -> (words: [Int], topics: [Int]) {
    let phi = alpha.map { _ in
      random.dirichlet([Double](repeating: beta, count: termCount))
    }
    var words: [Int] = []
    var topics: [Int] = []
    for _ in 0..<documentCount {
      let theta = random.dirichlet(alpha)
      for _ in 0..<length {
        topics.append(draw(theta, random))
        words.append(draw(phi[topics[topics.count - 1]], random))
      }
    }
    return (words, topics)
  }

  /// Each word from its predictive distribution given all others: p(w) ∝ n(k,w) + beta.
  private func redrawWords(_ words: inout [Int], topics: [Int], _ random: GSLGenerator) {
    for i in words.indices {
      var weights = [Double](repeating: beta, count: termCount)
      for j in words.indices where j != i && topics[j] == topics[i] { weights[words[j]] += 1 }
      words[i] = draw(weights, random)
    }
  }

  private func moments(_ sample: (words: [Int], topics: [Int])) -> [Double] {
    let (words, topics) = sample
    var table = [[Double]](
      repeating: [Double](repeating: 0, count: termCount), count: alpha.count)
    for (w, k) in zip(words, topics) { table[k][w] += 1 }
    var pairs = 0.0
    for i in topics.indices { for j in 0..<i where topics[i] == topics[j] { pairs += 1 } }
    let squares = table.joined().reduce(0) { $0 + $1 * $1 }
    let first = topics[0..<length]
    let inFirst = alpha.indices.map { k in Double(first.count { $0 == k }) }
    let totals = table.map { $0.reduce(0, +) }
    return [
      pairs, squares, inFirst[0], inFirst[0] * inFirst[0], totals[2], totals[1] * totals[1],
      first.allSatisfy { $0 == first[0] } ? 1 : 0,
      Double(Set(zip(words, topics).map { $0 * 8 + $1 }).count),
    ]
  }

  /// The difference of two means in standard errors: independent draws against 200 batch means.
  private func score(_ independent: [Double], _ chain: [Double]) -> Double {
    func meanAndVariance(_ values: [Double]) -> (Double, Double) {
      let mean = values.reduce(0, +) / Double(values.count)
      return (
        mean,
        values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
      )
    }
    let (mean1, variance1) = meanAndVariance(independent)
    let size = chain.count / 200
    let batches = (0..<200).map { batch in
      chain[batch * size..<(batch + 1) * size].reduce(0, +) / Double(size)
    }
    let (mean2, variance2) = meanAndVariance(batches)
    return abs(mean1 - mean2)
      / (variance1 / Double(independent.count) + variance2 / 200).squareRoot()
  }
}
