// A fit whose number of sweeps is settled on the way runs in rounds, each up to twice the sweeps of
// the one before. Draws come from the later half of the sweeps, so those of a round are all its own,
// and a fit that ends after a round is, bit for bit, one that was asked for so many sweeps at once.

extension LDAOptions {
  /// The same options for another number of sweeps, of which the later half gives the draws.
  package func extended(to sweepCount: Int) -> LDAOptions {
    var options = self
    options.sweepCount = sweepCount
    options.burnIn = sweepCount / 2
    return options
  }
}

extension ChainCheckpoint {
  /// The chain on its way to more sweeps: its draws, all from before the new burn-in, are dropped,
  /// and its trace is what it would be without them.
  ///
  /// - Precondition: `sweep` is at most the burn-in of `options`.
  package func extended(to options: LDAOptions) -> ChainCheckpoint {
    precondition(sweep <= options.burnIn, "the chain has not reached the new draws")
    var longer = self
    longer.sweepCount = options.sweepCount
    longer.draws = []
    longer.topicTermCounts = Array(repeating: 0, count: topicTermCounts.count)
    longer.trace.removeAll { !Chain.isTraced($0.sweep) }
    return longer
  }
}
