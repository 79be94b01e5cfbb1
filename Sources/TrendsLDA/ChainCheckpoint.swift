import TrendsFeatures

/// A chain between two sweeps: all that its further sweeps and its result follow from, besides the
/// corpus and the options.
///
/// Counts are not part of it: they follow from z. A chain that has done all its sweeps has a
/// checkpoint like any other.
public struct ChainCheckpoint: Equatable, Sendable {
  /// The chain's number, from 0.
  public var chain: Int
  /// The sweeps that are done, at least 1.
  public var sweep: Int
  /// The sweeps that the chain is to do in all.
  public var sweepCount: Int
  /// The document–topic prior, `[K]`.
  public var alpha: [Double]
  /// The topic–term prior.
  public var beta: Double
  /// z, one a token: documents in order, within a document by term.
  public var assignments: [UInt16]
  /// The state of a generator of GSL, as it lies in memory; empty for `philox`, which has none.
  public var generatorState: [UInt8]
  /// The draws kept so far.
  public var draws: [Draw]
  /// n(k,w) summed over those draws, `[K × V]`, row-major.
  public var topicTermCounts: [UInt32]
  /// The likelihood every few sweeps, so far.
  public var trace: [ChainResult.TracePoint]

  /// A checkpoint from its parts.
  public init(
    chain: Int, sweep: Int, sweepCount: Int, alpha: [Double], beta: Double, assignments: [UInt16],
    generatorState: [UInt8], draws: [Draw], topicTermCounts: [UInt32],
    trace: [ChainResult.TracePoint]
  ) {
    self.chain = chain
    self.sweep = sweep
    self.sweepCount = sweepCount
    self.alpha = alpha
    self.beta = beta
    self.assignments = assignments
    self.generatorState = generatorState
    self.draws = draws
    self.topicTermCounts = topicTermCounts
    self.trace = trace
  }

  /// What the chain leaves behind, once it has done all its sweeps.
  public var result: ChainResult {
    ChainResult(
      chain: chain, draws: draws, topicTermCounts: topicTermCounts, assignments: assignments,
      trace: trace)
  }

  /// What keeps a fit of these tokens and options from going on here, or nil.
  func brokenInvariant(options: LDAOptions, bag: BagOfWords) -> String? {
    let topicCount = options.topicCount
    if sweepCount != options.sweepCount {
      return "is on its way to \(sweepCount) sweeps, not \(options.sweepCount)"
    }
    if !(1...sweepCount).contains(sweep) {
      return "is at sweep \(sweep) of \(options.sweepCount)"
    }
    if alpha.count != topicCount { return "has \(alpha.count) values of alpha, not \(topicCount)" }
    if !(alpha + [beta]).allSatisfy({ $0 > 0 && $0.isFinite }) {
      return "has a prior that is not above 0"
    }
    if assignments.count != bag.tokenCount {
      return "assigns \(assignments.count) tokens, not \(bag.tokenCount)"
    }
    if let topic = assignments.first(where: { $0 >= topicCount }) {
      return "assigns a token to topic \(topic) of \(topicCount)"
    }
    if topicTermCounts.count != topicCount * bag.termCount {
      return "has \(topicTermCounts.count) counts, not \(topicCount) x \(bag.termCount)"
    }
    if draws.map(\.sweep) != Array(options.drawSweeps.prefix { $0 <= sweep }) {
      return "has draws of other sweeps"
    }
    for draw in draws
    where draw.alpha.count != topicCount
      || draw.documentTopics.documentCount != bag.documentCount
    {
      return "has a draw of another shape"
    }
    return nil
  }
}

/// How a running fit leaves checkpoints. Neither of the two has a say in its result.
public struct CheckpointSaver: Sendable {
  /// Whether a chain that has just finished a sweep is to be saved. Asked on the chain's thread.
  public var isDue: @Sendable (_ chain: Int, _ sweep: Int) -> Bool
  /// Keeps a checkpoint. Called on the threads of the chains: for several chains at once, for one
  /// chain one call at a time.
  public var save: @Sendable (ChainCheckpoint) throws -> Void

  /// A saver from its parts.
  public init(
    isDue: @escaping @Sendable (_ chain: Int, _ sweep: Int) -> Bool,
    save: @escaping @Sendable (ChainCheckpoint) throws -> Void
  ) {
    self.isDue = isDue
    self.save = save
  }
}
