import TrendsCompute
package import TrendsFeatures

/// The tokens of a corpus in the order that a fit's sampler wants, shared by all its chains.
enum SamplerPlan: Sendable {
  case documents(TokenSequence, DocumentKernel)
  case lanes(LaneLayout)
  case words(WordLayout)

  /// Tokens from which `auto` gives up exactness for speed.
  static let squareTokenCount = 2_000_000

  /// - Parameter options: with a sampler other than `auto`.
  /// - Throws: ``LDAError`` where the corpus is empty, or the sampler cannot hold it.
  init(_ bag: BagOfWords, options: LDAOptions) throws {
    guard bag.tokenCount > 0 else { throw LDAError.noTokens }
    guard bag.tokenCount < Int(Int32.max) else { throw LDAError.tooManyTokens(bag.tokenCount) }
    let sampler = options.resolvedSampler(for: bag)
    if let obstacle = sampler.obstacle(bag, options: options) { throw obstacle }
    switch sampler {
    case .scalar: self = .documents(try TokenSequence(bag), .scalar)
    case .dense, .auto: self = .documents(try TokenSequence(bag), .dense)
    case .sparse: self = .words(WordLayout(bag, parts: 1, topicCount: options.topicCount))
    case .square:
      self =
        options.topicCount <= SamplerKind.mostLaneTopics
        ? .lanes(LaneLayout(bag, parts: LaneSampler.parts))
        : .words(
          WordLayout(bag, parts: WordSampler.squareParts, topicCount: options.topicCount))
    }
  }

  var bag: BagOfWords {
    switch self {
    case .documents(let tokens, _): tokens.bag
    case .lanes(let layout): layout.bag
    case .words(let layout): layout.bag
    }
  }

  /// A sampler with every token on topic 0.
  func makeSampler(alpha: [Double], beta: Double) -> any Sampler {
    switch self {
    case .documents(let tokens, let kernel):
      SamplerState(
        tokens: tokens, topicCount: alpha.count, alpha: alpha, beta: beta, kernel: kernel)
    case .lanes(let layout):
      LaneSampler(layout: layout, topicCount: alpha.count, alpha: alpha, beta: beta)
    case .words(let layout):
      WordSampler(layout: layout, alpha: alpha, beta: beta)
    }
  }
}

extension LDAOptions {
  /// The sampler that these options mean for a corpus; `auto` is decided by the corpus, K and the
  /// generator. The number of threads has no say, since it must not change the result.
  ///
  /// With many topics several chains use the threads better, each exact and as fast; one chain of
  /// a large corpus is divided.
  package func resolvedSampler(for bag: BagOfWords) -> SamplerKind {
    guard sampler == .auto else { return sampler }
    if SamplerKind.sparse.obstacle(bag, options: self) != nil { return .dense }
    if bag.tokenCount >= SamplerPlan.squareTokenCount,
      topicCount <= SamplerKind.mostDenseTopics || chainCount == 1,
      SamplerKind.square.obstacle(bag, options: self) == nil
    {
      return .square
    }
    return topicCount <= SamplerKind.mostDenseTopics ? .dense : .sparse
  }
}

extension SamplerKind {
  /// How many threads can share a sweep of one chain.
  package func tasks(topicCount: Int) -> Int {
    guard self == .square else { return 1 }
    return topicCount <= Self.mostLaneTopics ? LaneSampler.parts : WordSampler.squareParts
  }

  /// K up to which the dense kernel is the faster exact one, on AVX2: at 100 both take 58 to 75 ns a
  /// token on kos and arxiv-listing-2025, at 200 sparse takes 68 to 93 and dense 88 to 113.
  package static let mostDenseTopics = 128
  /// K up to which dense rows are the faster ones in the Latin square, on AVX2: between 200 and 300.
  package static let mostLaneTopics = 256

  /// Why this sampler cannot use a generator, or nil: the square's threads need numbers that can be
  /// had in any order.
  func obstacle(generator: String) -> LDAError? {
    guard self == .square, generator != "philox" else { return nil }
    return .option(
      flag: "--sampler", expected: "auto, dense or sparse with --rng \(generator)",
      found: rawValue)
  }

  /// Why this sampler cannot hold a corpus, or nil.
  func obstacle(_ bag: BagOfWords, options: LDAOptions) -> LDAError? {
    func refuse(_ expected: String) -> LDAError {
      .option(flag: "--sampler", expected: expected, found: rawValue)
    }
    switch self {
    case .auto, .scalar, .dense: return nil
    case .sparse, .square: break
    }
    if let obstacle = obstacle(generator: options.generator) { return obstacle }
    // Counts of documents have sixteen bits in these samplers.
    let longest = (0..<bag.documentCount).map { d in
      bag.counts[bag.documentStarts[d]..<bag.documentStarts[d + 1]].reduce(0) { $0 + Int($1) }
    }.max()
    if let longest, longest > Int(UInt16.max) {
      return refuse("auto or dense with a document of \(longest) tokens")
    }
    if self == .square, bag.largestTermTotal >= 1 << 24 {
      return refuse("auto, dense or sparse with a term of \(bag.largestTermTotal) tokens")
    }
    return nil
  }
}

extension BagOfWords {
  /// The tokens of the commonest term.
  var largestTermTotal: Int {
    var totals = [Int](repeating: 0, count: termCount)
    for (term, count) in zip(terms, counts) { totals[Int(term)] += Int(count) }
    return totals.max() ?? 0
  }
}
