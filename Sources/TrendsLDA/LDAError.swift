import TrendsCompute

/// What can be wrong with the input of a fit.
public enum LDAError: Error, Equatable, CustomStringConvertible {
  /// K out of range.
  case topicCount(Int)
  /// More topics than documents that hold tokens.
  case moreTopicsThanDocuments(topics: Int, documents: Int)
  /// An option out of range: its flag, what it must be, what it is.
  case option(flag: String, expected: String, found: String)
  /// A generator that does not exist, with the message that says so.
  case generator(String)
  /// A corpus without a single token.
  case noTokens
  /// A corpus too large for 32-bit counts.
  case tooManyTokens(Int)
  /// A checkpoint that does not belong to the corpus and options it came with.
  case checkpoint(chain: Int, problem: String)

  /// The message: which option, what it must be, what it is.
  public var description: String {
    switch self {
    case .topicCount(let count):
      "--topics must be from 1 to 65535, but is \(count)"
    case .moreTopicsThanDocuments(let topics, let documents):
      "--topics is \(topics), but only \(documents) documents hold a term; "
        + "give at most \(documents) or add documents"
    case .option(let flag, let expected, let found):
      "\(flag) must be \(expected), but is \(found)"
    case .generator(let message):
      message
    case .noTokens:
      "no document holds a term of the vocabulary; lower --min-documents or add documents"
    case .tooManyTokens(let count):
      "the corpus has \(count) tokens; at most 2147483646 fit into one model"
    case .checkpoint(let chain, let problem):
      "the checkpoint of chain \(chain) \(problem); fit again without --resume"
    }
  }
}

extension LDAOptions {
  /// Checks every option against its range.
  ///
  /// - Parameter documentCount: the documents that hold at least one token.
  /// - Throws: ``LDAError`` with the flag at fault.
  public func validate(documentCount: Int) throws {
    guard (1...65_535).contains(topicCount) else { throw LDAError.topicCount(topicCount) }
    func require(_ holds: Bool, _ flag: String, _ expected: String, _ found: some Any) throws {
      guard holds else {
        throw LDAError.option(flag: flag, expected: expected, found: "\(found)")
      }
    }
    try require((1...4096).contains(chainCount), "--chains", "from 1 to 4096", chainCount)
    try require(
      (1...1_000_000).contains(sweepCount), "--sweeps", "from 1 to 1000000", sweepCount)
    try require(
      burnIn >= 0 && burnIn < sweepCount, "--burn-in", "at least 0 and below --sweeps", burnIn)
    let mostDraws = min(10_000, sweepCount - burnIn)
    try require(
      (1...mostDraws).contains(drawsPerChain), "--draws",
      "from 1 to \(mostDraws), at most one a sweep after the burn-in", drawsPerChain)
    // What the kernels' single precision can hold, with room to spare.
    let priors = 1e-6...1e6
    try require(
      priors.contains(alphaSum / Double(topicCount)), "--alpha-sum",
      "from 1e-6 to 1e6 for each topic", alphaSum)
    try require(priors.contains(beta), "--beta", "from 1e-6 to 1e6", beta)
    guard GSLGenerator.names.contains(generator) else {
      throw LDAError.generator(GSLGenerator.Failure.unknown(name: generator).description)
    }
    if let obstacle = sampler.obstacle(generator: generator) { throw obstacle }
    guard topicCount <= documentCount else {
      throw LDAError.moreTopicsThanDocuments(topics: topicCount, documents: documentCount)
    }
  }

  /// The sweeps after which a draw is kept, ascending: evenly spread, the last one always among them.
  package var drawSweeps: [Int] {
    (1...drawsPerChain).map { burnIn + (sweepCount - burnIn) * $0 / drawsPerChain }
  }
}
