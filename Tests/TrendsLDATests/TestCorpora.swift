import TrendsFeatures

@testable import TrendsCompute
@testable import TrendsLDA

/// A bag of words from lists of terms; tokens are reordered by term within a document.
func bag(of documents: [[Int]], termCount: Int) -> BagOfWords {
  var starts = [0]
  var terms: [UInt32] = []
  var counts: [UInt32] = []
  for document in documents {
    let first = terms.count
    for term in document.sorted() {
      if terms.count > first, terms.last == UInt32(term) {
        counts[counts.count - 1] += 1
      } else {
        terms.append(UInt32(term))
        counts.append(1)
      }
    }
    starts.append(terms.count)
  }
  return BagOfWords(documentStarts: starts, terms: terms, counts: counts, termCount: termCount)
}

/// A corpus drawn from a true model: `topicCount` topics over a vocabulary whose terms thin out.
func syntheticBag(
  documents: Int, length: Int, termCount: Int, topicCount: Int, seed: UInt64
) throws -> BagOfWords {
  let random = try GSLGenerator(RandomStream(seed: seed, purpose: .simulation))
  let base = (0..<termCount).map { 2 / Double($0 + 4) }
  let phi = (0..<topicCount).map { _ in random.dirichlet(base) }
  let alpha = [Double](repeating: 0.2, count: topicCount)
  let texts = (0..<documents).map { _ in
    let theta = random.dirichlet(alpha)
    return (0..<length).map { _ in draw(phi[draw(theta, random)], random) }
  }
  return bag(of: texts, termCount: termCount)
}

/// An index by its probability.
func draw(_ probabilities: [Double], _ random: GSLGenerator) -> Int {
  var rest = random.uniform() * probabilities.reduce(0, +)
  for (i, probability) in probabilities.enumerated() {
    rest -= probability
    if rest < 0 { return i }
  }
  return probabilities.count - 1
}

/// The options of a bare chain: no learning, few draws.
func plainOptions(topics: Int, sweeps: Int, seed: UInt64 = 1, sampler: SamplerKind = .dense)
  -> LDAOptions
{
  var options = LDAOptions()
  options.topicCount = topics
  options.chainCount = 1
  options.sweepCount = sweeps
  options.burnIn = sweeps - 1
  options.drawsPerChain = 1
  options.seed = seed
  options.sampler = sampler
  options.learnsAlpha = false
  options.learnsBeta = false
  return options
}

/// z of a state as an array.
func assignments(of state: SamplerState) -> [UInt16] {
  Array(UnsafeBufferPointer(start: state.assignments, count: state.tokens.tokenCount))
}
