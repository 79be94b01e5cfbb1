import TrendsCompute

/// One chain: one seed, one source of uniforms, one sampler state, swept from a random start.
///
/// A chain depends on its options, its number and the tokens alone: chains may run on any threads,
/// in any order, and give the same bytes. One that goes on from a ``ChainCheckpoint`` gives those of
/// one that never stopped.
struct Chain {
  /// Sweeps between two updates of the priors, and between two points of the trace.
  static let priorInterval = 20
  static let traceInterval = 10
  /// The first sweep after which the priors are learned.
  static let priorStart = 100

  let options: LDAOptions
  let number: Int
  let state: any Sampler
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
  init(_ plan: SamplerPlan, options: LDAOptions, number: Int) throws {
    self.options = options
    self.number = number
    let alpha = options.alphaSum / Double(options.topicCount)
    state = plan.makeSampler(
      alpha: Array(repeating: alpha, count: options.topicCount), beta: options.beta)
    topicTermCounts = Array(repeating: 0, count: options.topicCount * state.bag.termCount)
    uniforms = try UniformSource(options: options, chain: number)
    drawSweeps = options.drawSweeps
    state.assignAtRandom(uniforms)
  }

  /// A chain where a checkpoint left it.
  ///
  /// - Throws: ``LDAError/generator(_:)``, ``LDAError/checkpoint(chain:problem:)``.
  init(_ plan: SamplerPlan, options: LDAOptions, resuming checkpoint: ChainCheckpoint) throws {
    if let problem = checkpoint.brokenInvariant(options: options, bag: plan.bag) {
      throw LDAError.checkpoint(chain: checkpoint.chain, problem: problem)
    }
    self.options = options
    number = checkpoint.chain
    sweep = checkpoint.sweep
    draws = checkpoint.draws
    topicTermCounts = checkpoint.topicTermCounts
    trace = checkpoint.trace
    drawSweeps = options.drawSweeps
    state = plan.makeSampler(alpha: checkpoint.alpha, beta: checkpoint.beta)
    state.setAssignments(checkpoint.assignments)
    uniforms = try UniformSource(options: options, chain: number)
    guard uniforms.restore(checkpoint.generatorState) else {
      throw LDAError.checkpoint(
        chain: number, problem: "has a state that does not fit the generator \(options.generator)")
    }
  }

  /// Whether all sweeps are done.
  var isFinished: Bool { sweep == options.sweepCount }

  /// Hands out the chain as it stands. Its copy of z takes the room of n(d,k) meanwhile, which is then
  /// counted anew, so that a checkpoint needs hardly more memory than a sweep.
  ///
  /// - Complexity: O(N).
  func withCheckpoint<Result>(_ body: (ChainCheckpoint) throws -> Result) rethrows -> Result {
    state.releaseDocumentCounts()
    defer { state.recountDocuments() }
    return try body(checkpoint)
  }

  /// The chain after its last sweep, whose sampler is not to be used again.
  func finished() -> ChainCheckpoint {
    precondition(isFinished, "a chain is finished after its last sweep")
    state.releaseDocumentCounts()
    return checkpoint
  }

  private var checkpoint: ChainCheckpoint {
    ChainCheckpoint(
      chain: number, sweep: sweep, sweepCount: options.sweepCount, alpha: state.alphaExact,
      beta: state.betaExact, assignments: state.assignmentsInDocumentOrder(),
      generatorState: uniforms.generatorState,
      draws: draws, topicTermCounts: topicTermCounts, trace: trace)
  }

  /// Does one sweep, and what is due after it: the priors, the trace, a draw.
  ///
  /// - Precondition: not all sweeps are done.
  /// - Parameter threadCount: threads inside the sweep; changes speed only.
  /// - Returns: the likelihood, where it was computed.
  mutating func advance(threadCount: Int = 1) -> Double? {
    precondition(!isFinished, "a finished chain has no further sweep")
    sweep += 1
    uniforms.startSweep(sweep)
    state.sweep(uniforms, threadCount: threadCount)
    if sweep >= Self.priorStart, sweep % Self.priorInterval == 0 { learnPriors() }

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

  /// Learns alpha and beta from the counts, each where the options say so.
  private func learnPriors() {
    guard options.learnsAlpha || options.learnsBeta else { return }
    var (alpha, beta) = (state.alphaExact, state.betaExact)
    if options.learnsAlpha {
      let statistics = AlphaStatistics(state)
      alpha = DirichletFixedPoint().alpha(from: alpha, statistics: statistics)
    }
    if options.learnsBeta {
      beta = DirichletFixedPoint().beta(from: beta, statistics: BetaStatistics(state))
    }
    state.setPriors(alpha: alpha, beta: beta)
  }
}
