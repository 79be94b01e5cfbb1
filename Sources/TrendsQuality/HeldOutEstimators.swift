internal import Glibc
internal import TrendsCompute

extension HeldOutModel {
  /// ln p(w | φ, α) of the tokens of one document, by left-to-right particles.
  ///
  /// For every particle and position, the topics of the earlier positions are drawn anew; then
  ///
  ///     p(i) = Σ_k φ(k,w(i)) · (n(k) + α(k)) / (i − 1 + A)
  ///
  /// and a topic is drawn for the position itself. The estimate is the mean over particles of the
  /// *product* of p(i): its expectation is p(w). The product of the means over particles is not: it
  /// is off by up to a tenth of a nat on documents of four tokens.
  ///
  /// Where few particles carry most of the weight, all are drawn anew by their weights, evenly
  /// spaced along a line (systematic resampling); the expectation stays.
  ///
  /// - Parameters:
  ///   - tokens: terms below V, at least one.
  ///   - document: names the streams, with the seed and the repeat.
  /// - Returns: the logarithm of the estimate, in nats.
  /// - Complexity: O(R · N² · K / 8).
  ///
  /// Source: Buntine (2009), *Estimating likelihoods for topic models*, ACML, after Wallach, Murray,
  /// Salakhutdinov & Mimno (2009), *Evaluation methods for topic models*, ICML.
  func leftToRight(_ tokens: [UInt32], document: Int, repeat number: Int, options: HeldOutOptions)
    -> Double
  {
    let count = options.particleCount
    let particles = HeldOutParticles(
      particleCount: count, topicCount: topicCount, positionCount: tokens.count)
    let alphaSum = alpha.reduce(0, +)
    var logWeights = [Double](repeating: 0, count: count)
    var logProbability = 0.0
    for position in tokens.indices {
      let stream = RandomStream(
        seed: options.seed, purpose: .leftToRight, chain: number, sweep: position,
        document: document)
      let denominator = Double(position) + alphaSum
      for group in 0..<particles.groupCount {
        particles.draw(
          tokens, 0..<position, areAssigned: true, of: group, model: self, stream: stream)
        let sums = particles.weigh(Int(tokens[position]), group: group, model: self)
        let first = group * HeldOutParticles.width
        for lane in 0..<min(HeldOutParticles.width, count - first) {
          logWeights[first + lane] += log(sums[lane] / denominator)
        }
      }
      if position == tokens.count - 1 { break }
      for group in 0..<particles.groupCount {
        particles.draw(
          tokens, position..<position + 1, areAssigned: false, of: group, model: self,
          stream: stream)
      }
      let weights = relativeWeights(logWeights)
      let sum = weights.values.reduce(0, +)
      let squares = weights.values.reduce(0) { $0 + $1 * $1 }
      if sum * sum < options.leastEffectiveShare * Double(count) * squares {
        logProbability += weights.largest + log(sum / Double(count))
        let offset = RandomStream(
          seed: options.seed, purpose: .leftToRight, chain: number, sweep: position,
          document: document
        ).uniform(afterBatches: particles.groupCount * ((tokens.count + 7) / 8))
        particles.replace(
          by: systematicSample(weights.values, sum: sum, offset: offset),
          assignedCount: position + 1)
        logWeights = [Double](repeating: 0, count: count)
      }
    }
    return logProbability + logMeanOfExponentials(logWeights)
  }

  /// ln p of the second half of a document given its first, over all tokens of the second half; one
  /// figure a repeat.
  ///
  /// Topics of the first half are drawn in sweeps with phi fixed, theta is averaged over the sweeps,
  /// and the second half is scored as Σ ln Σ_k θ(k) · φ(k,w). The repeats share the halves and
  /// differ in the sweeps.
  ///
  /// - Parameter halves: the tokens of both, neither empty.
  /// - Complexity: O(repeats · sweeps · N · K / 8).
  func completion(
    _ halves: (known: [UInt32], scored: [UInt32]), document: Int, options: HeldOutOptions
  ) -> [Double] {
    let particles = HeldOutParticles(
      particleCount: options.repeatCount, topicCount: topicCount,
      positionCount: halves.known.count)
    let scale = 1 / (Double(halves.known.count) + alpha.reduce(0, +)) / Double(options.sweepCount)
    var scores: [Double] = []
    for group in 0..<particles.groupCount {
      var theta = [HeldOutParticles.Lanes](repeating: .zero, count: topicCount)
      for sweep in 0...options.sweepCount {
        // Sweep 0 is the start: each token given those before it.
        particles.draw(
          halves.known, halves.known.indices, areAssigned: sweep > 0, of: group, model: self,
          stream: RandomStream(
            seed: options.seed, purpose: .documentCompletion, sweep: sweep, document: document))
        guard sweep > 0 else { continue }
        for k in 0..<topicCount {
          theta[k] += (particles.count(of: k, group: group) + alpha[k]) * scale
        }
      }
      var sums = HeldOutParticles.Lanes.zero
      for term in halves.scored {
        var probability = HeldOutParticles.Lanes.zero
        for k in 0..<topicCount {
          probability += theta[k] * termTopics[Int(term) * topicCount + k]
        }
        for lane in 0..<HeldOutParticles.width { sums[lane] += log(probability[lane]) }
      }
      scores += (0..<HeldOutParticles.width).map { sums[$0] }
    }
    return Array(scores.prefix(options.repeatCount))
  }
}

/// The tokens of a document in two halves, by a seeded hash of their places; of an odd number the
/// first half has one more.
func documentHalves(_ tokens: [UInt32], document: Int, seed: UInt64)
  -> (known: [UInt32], scored: [UInt32])
{
  let stream = RandomStream(
    seed: seed, purpose: .documentCompletion, chain: 1, document: document)
  var words = [UInt32](repeating: 0, count: (tokens.count + 63) / 64 * 64)
  words.withUnsafeMutableBufferPointer { words in
    guard let base = words.baseAddress else { return }
    for batch in 0..<words.count / RandomStream.batch {
      stream.fillWords(base + batch * RandomStream.batch, batch: batch)
    }
  }
  let order = tokens.indices.sorted { (words[$0], $0) < (words[$1], $1) }
  let half = (tokens.count + 1) / 2
  return (order[..<half].map { tokens[$0] }, order[half...].map { tokens[$0] })
}

/// Weights with the largest as 1, and the logarithm that it had.
private func relativeWeights(_ logWeights: [Double]) -> (values: [Double], largest: Double) {
  let largest = logWeights.max() ?? 0
  return (logWeights.map { exp($0 - largest) }, largest)
}

/// ln of the mean of exp(x), without overflow.
func logMeanOfExponentials(_ values: [Double]) -> Double {
  let weights = relativeWeights(values)
  return weights.largest + log(weights.values.reduce(0, +) / Double(values.count))
}

/// As many indices as there are weights, ascending: those that evenly spaced points of the line of
/// all weights fall on.
///
/// - Parameter offset: of the first point, in `0..<1` steps.
func systematicSample(_ weights: [Double], sum: Double, offset: Double) -> [Int] {
  let step = sum / Double(weights.count)
  var index = 0
  var end = weights[0]
  return weights.indices.map { point in
    let place = (Double(point) + offset) * step
    while end <= place, index < weights.count - 1 {
      index += 1
      end += weights[index]
    }
    return index
  }
}

extension RandomStream {
  /// One uniform in `0..<1` that stands after so many batches of the stream.
  fileprivate func uniform(afterBatches count: Int) -> Double {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.batch) { words in
      guard let base = words.baseAddress else { return 0 }
      fillWords(base, batch: count)
      return Double(base[0]) * 0x1p-32
    }
  }
}
