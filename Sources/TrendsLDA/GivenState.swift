public import TrendsFeatures

extension ChainResult {
  /// A chain of one draw: a state that another program left.
  ///
  /// - Parameters:
  ///   - bag: the documents.
  ///   - assignments: z, one a token: documents in order, within a document by term.
  ///   - alpha: the document–topic prior, `[K]`, each > 0.
  ///   - beta: the topic–term prior, > 0.
  /// - Throws: ``LDAError/noTokens``, ``LDAError/tooManyTokens(_:)``.
  /// - Precondition: one topic in `0..<K` a token.
  public init(bag: BagOfWords, assignments: [UInt16], alpha: [Double], beta: Double)
    throws
  {
    let state = SamplerState(
      tokens: try TokenSequence(bag), topicCount: alpha.count, alpha: alpha, beta: beta)
    state.setAssignments(assignments)
    let logLikelihood = state.logLikelihood()
    var counts = [UInt32](repeating: 0, count: alpha.count * bag.termCount)
    state.addTopicTermCounts(to: &counts)
    self.init(
      chain: 0,
      draws: [
        Draw(
          sweep: 1, logLikelihood: logLikelihood, alpha: alpha, beta: beta,
          documentTopics: state.documentTopics())
      ],
      topicTermCounts: counts, assignments: assignments,
      trace: [TracePoint(sweep: 1, logLikelihood: logLikelihood)])
  }
}
