import TrendsCompute

/// One chain: one seed, one source of uniforms, one sampler state, swept from a random start.
///
/// A chain depends on its options, its number and the tokens alone: chains may run on any threads,
/// in any order, and give the same bytes.
struct Chain {
  /// Sweeps between two updates of the priors, and between two points of the trace.
  static let priorInterval = 20
  static let traceInterval = 10
  /// The first sweep after which the priors are learned.
  static let priorStart = 100

  let options: LDAOptions
  let number: Int
  let state: any Sampler
  private let uniforms: UniformSource

  /// A chain at its random start.
  ///
  /// - Throws: ``LDAError/generator(_:)``.
  init(_ plan: SamplerPlan, options: LDAOptions, number: Int) throws {
    self.options = options
    self.number = number
    let alpha = options.alphaSum / Double(options.topicCount)
    state = plan.makeSampler(
      alpha: Array(repeating: alpha, count: options.topicCount), beta: options.beta)
    uniforms = try UniformSource(options: options, chain: number)
    state.assignAtRandom(uniforms)
  }

  /// Runs all sweeps.
  ///
  /// - Parameters:
  ///   - threadCount: threads inside a sweep; changes speed only.
  ///   - afterSweep: told the sweep and, every ``traceInterval`` sweeps, the likelihood;
  ///     answers whether to go on.
  /// - Returns: nil where `afterSweep` said to stop.
  func run(threadCount: Int = 1, afterSweep: (Int, Double?) -> Bool) -> ChainResult? {
    let drawSweeps = options.drawSweeps
    var result = ChainResult(
      chain: number, draws: [],
      topicTermCounts: Array(repeating: 0, count: options.topicCount * state.bag.termCount),
      assignments: [], trace: [])
    for sweep in 1...options.sweepCount {
      uniforms.startSweep(sweep)
      state.sweep(uniforms, threadCount: threadCount)
      if sweep >= Self.priorStart, sweep % Self.priorInterval == 0 { learnPriors() }

      let isDraw = sweep == drawSweeps[result.draws.count]
      var logLikelihood: Double?
      if isDraw || sweep == 1 || sweep % Self.traceInterval == 0 || sweep == options.sweepCount {
        let value = state.logLikelihood()
        result.trace.append(.init(sweep: sweep, logLikelihood: value))
        logLikelihood = value
      }
      if isDraw, let logLikelihood {
        result.draws.append(
          Draw(
            sweep: sweep, logLikelihood: logLikelihood, alpha: state.alphaExact,
            beta: state.betaExact, documentTopics: state.documentTopics()))
        state.addTopicTermCounts(to: &result.topicTermCounts)
      }
      guard afterSweep(sweep, logLikelihood) else { return nil }
    }
    result.assignments = state.assignmentsInDocumentOrder()
    return result
  }

  /// Learns alpha and beta from the counts, each where the options say so.
  private func learnPriors() {
    guard options.learnsAlpha || options.learnsBeta else { return }
    var (alpha, beta) = (state.alphaExact, state.betaExact)
    if options.learnsAlpha {
      let statistics = AlphaStatistics(state.documentTopics(), topicCount: options.topicCount)
      alpha = DirichletFixedPoint().alpha(from: alpha, statistics: statistics)
    }
    if options.learnsBeta {
      beta = DirichletFixedPoint().beta(from: beta, statistics: BetaStatistics(state))
    }
    state.setPriors(alpha: alpha, beta: beta)
  }
}
