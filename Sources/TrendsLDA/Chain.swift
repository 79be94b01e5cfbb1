import TrendsCompute

/// One chain: one seed, one source of uniforms, one sampler state, swept from a random start.
///
/// A chain depends on its options, its number and the tokens alone: chains may run on any threads,
/// in any order, and give the same bytes. One that goes on from a ``ChainCheckpoint`` gives those of
/// one that never stopped.
struct Chain {
  /// Sweeps between two updates of alpha, and between two points of the trace.
  static let alphaInterval = 20
  static let traceInterval = 10
  /// The first sweep after which alpha is learned.
  static let alphaStart = 100

  let options: LDAOptions
  let number: Int
  let state: SamplerState
  /// The sweeps that are done.
  private(set) var sweep = 0
  private var draws: [Draw] = []
  private var topicTermCounts: [UInt32]
  private var trace: [ChainResult.TracePoint] = []
  private let uniforms: UniformSource
  private let drawSweeps: [Int]

  /// A chain at its random start.
  ///
  /// - Throws: ``LDAError/generator(_:)``.
  init(tokens: TokenSequence, options: LDAOptions, number: Int) throws {
    self.options = options
    self.number = number
    let alpha = options.alphaSum / Double(options.topicCount)
    state = SamplerState(
      tokens: tokens, topicCount: options.topicCount,
      alpha: Array(repeating: alpha, count: options.topicCount), beta: options.beta)
    topicTermCounts = Array(repeating: 0, count: options.topicCount * tokens.termCount)
    uniforms = try UniformSource(options: options, chain: number)
    drawSweeps = options.drawSweeps
    state.assignAtRandom(uniforms)
  }

  /// A chain where a checkpoint left it.
  ///
  /// - Throws: ``LDAError/generator(_:)``, ``LDAError/checkpoint(chain:problem:)``.
  init(tokens: TokenSequence, options: LDAOptions, resuming checkpoint: ChainCheckpoint) throws {
    if let problem = checkpoint.brokenInvariant(options: options, tokens: tokens) {
      throw LDAError.checkpoint(chain: checkpoint.chain, problem: problem)
    }
    self.options = options
    number = checkpoint.chain
    sweep = checkpoint.sweep
    draws = checkpoint.draws
    topicTermCounts = checkpoint.topicTermCounts
    trace = checkpoint.trace
    drawSweeps = options.drawSweeps
    state = SamplerState(
      tokens: tokens, topicCount: options.topicCount, alpha: checkpoint.alpha,
      beta: checkpoint.beta)
    state.setAssignments(checkpoint.assignments)
    uniforms = try UniformSource(options: options, chain: number)
    guard uniforms.restore(checkpoint.generatorState) else {
      throw LDAError.checkpoint(
        chain: number, problem: "has a state that does not fit the generator \(options.generator)")
    }
  }

  /// Whether all sweeps are done.
  var isFinished: Bool { sweep == options.sweepCount }

  /// The chain as it stands.
  ///
  /// - Complexity: O(N).
  var checkpoint: ChainCheckpoint {
    ChainCheckpoint(
      chain: number, sweep: sweep, sweepCount: options.sweepCount, alpha: state.alphaExact,
      beta: state.betaExact,
      assignments: Array(
        UnsafeBufferPointer(start: state.assignments, count: state.tokens.tokenCount)),
      generatorState: uniforms.generatorState, draws: draws, topicTermCounts: topicTermCounts,
      trace: trace)
  }

  /// Does one sweep, and what is due after it: alpha, the trace, a draw.
  ///
  /// - Precondition: not all sweeps are done.
  /// - Returns: the likelihood, where it was computed.
  mutating func advance() -> Double? {
    precondition(!isFinished, "a finished chain has no further sweep")
    sweep += 1
    uniforms.startSweep(sweep)
    state.sweep(options.sampler, uniforms: uniforms)
    if options.learnsAlpha, sweep >= Self.alphaStart, sweep % Self.alphaInterval == 0 {
      learnAlpha()
    }

    let isDraw = draws.count < drawSweeps.count && sweep == drawSweeps[draws.count]
    guard isDraw || Self.isTraced(sweep) || isFinished else { return nil }
    let logLikelihood = state.logLikelihood()
    trace.append(.init(sweep: sweep, logLikelihood: logLikelihood))
    if isDraw {
      draws.append(
        Draw(
          sweep: sweep, logLikelihood: logLikelihood, alpha: state.alphaExact,
          beta: state.betaExact, documentTopics: state.documentTopics()))
      state.addTopicTermCounts(to: &topicTermCounts)
    }
    return logLikelihood
  }

  /// Whether a sweep has a point in the trace whatever else happens after it.
  static func isTraced(_ sweep: Int) -> Bool { sweep == 1 || sweep % traceInterval == 0 }

  private func learnAlpha() {
    let statistics = AlphaStatistics(state.documentTopics(), topicCount: options.topicCount)
    let alpha = AlphaFixedPoint().maximum(from: state.alphaExact, statistics: statistics)
    state.setPriors(alpha: alpha, beta: state.betaExact)
  }
}
