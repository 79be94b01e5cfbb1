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

extension BagOfWords {
  /// The tokens of a document.
  func length(of d: Int) -> Int {
    counts[documentStarts[d]..<documentStarts[d + 1]].reduce(0) { $0 + Int($1) }
  }
}

/// A sampler as the tests make it, with few parts so that tiny corpora fill them.
enum TestedSampler: String, CaseIterable, Sendable {
  case scalar, dense, sparse, lanesOfTwo, wordsOfTwo

  /// Those that draw from the posterior itself.
  static let exact: [TestedSampler] = [.scalar, .dense, .sparse]
  /// The Latin square with P = 2, dense and sparse.
  static let square: [TestedSampler] = [.lanesOfTwo, .wordsOfTwo]

  func make(_ bag: BagOfWords, alpha: [Double], beta: Double) throws -> any Sampler {
    switch self {
    case .scalar:
      SamplerState(
        tokens: try TokenSequence(bag), topicCount: alpha.count, alpha: alpha, beta: beta,
        kernel: .scalar)
    case .dense:
      SamplerState(
        tokens: try TokenSequence(bag), topicCount: alpha.count, alpha: alpha, beta: beta,
        kernel: .dense)
    case .sparse:
      WordSampler(
        layout: WordLayout(bag, parts: 1, topicCount: alpha.count), alpha: alpha, beta: beta)
    case .lanesOfTwo:
      LaneSampler(
        layout: LaneLayout(bag, parts: 2), topicCount: alpha.count, alpha: alpha, beta: beta)
    case .wordsOfTwo:
      WordSampler(
        layout: WordLayout(bag, parts: 2, topicCount: alpha.count), alpha: alpha, beta: beta)
    }
  }
}
