import Dispatch
import Synchronization
public import TrendsFeatures

/// How far a fit has come.
public struct FitProgress: Sendable {
  /// The chain that has just finished a sweep, from 0.
  public var chain: Int
  /// The sweep it finished, from 1.
  public var sweep: Int
  /// The likelihood after it, where it was computed.
  public var logLikelihood: Double?
}

/// Fits latent Dirichlet allocation by collapsed Gibbs sampling: several independent chains.
///
/// The chains are told apart by their random streams alone, and none depends on threads: the result is
/// the same at any thread count, and whether or not the fit was stopped and taken up again.
///
/// - Parameters:
///   - bag: the corpus; empty documents are allowed and hold no topics.
///   - options: see ``LDAOptions``.
///   - threadCount: at least 1; changes speed only. Chains run side by side, and where there are
///     fewer chains than threads the Latin square shares its sweeps among them.
///   - checkpoints: where chains are to go on, at most one a chain; the others start anew.
///   - saver: keeps checkpoints of the running chains; where the fit ends early, one of each chain
///     that has come further than its last.
///   - progress: told of every sweep, on any thread, one call at a time; answers whether to go on.
/// - Returns: the chains in order, or nil where `progress` said to stop.
/// - Throws: ``LDAError`` where an option is out of range, the corpus is empty or a checkpoint does
///   not belong to them; what `saver` throws.
/// - Complexity: O(chains · sweeps · N · K) time; a chain takes 2 bytes a token and two tables of 4
///   bytes a cell of K × V besides its draws, the tokens 4 bytes each once.
public func fitChains(
  _ bag: BagOfWords, options: LDAOptions, threadCount: Int,
  resuming checkpoints: [ChainCheckpoint] = [], saver: CheckpointSaver? = nil,
  progress: @escaping @Sendable (FitProgress) -> Bool = { _ in true }
) throws -> [ChainResult]? {
  try finishedChains(
    bag, options: options, threadCount: threadCount, resuming: checkpoints, saver: saver,
    progress: progress)?.map(\.result)
}

/// What ``fitChains(_:options:threadCount:resuming:saver:progress:)`` does, with the chains as they
/// stand after their last sweeps, so that they can be taken further.
package func finishedChains(
  _ bag: BagOfWords, options: LDAOptions, threadCount: Int,
  resuming checkpoints: [ChainCheckpoint], saver: CheckpointSaver?,
  progress: @escaping @Sendable (FitProgress) -> Bool
) throws -> [ChainCheckpoint]? {
  let occupied = (0..<bag.documentCount).count {
    bag.documentStarts[$0] < bag.documentStarts[$0 + 1]
  }
  guard occupied > 0 else { throw LDAError.noTokens }
  try options.validate(documentCount: occupied)
  let plan = try SamplerPlan(bag, options: options)
  // The sums over draws have 32 bits a cell; no cell holds more than the commonest term's tokens.
  let commonest = bag.largestTermTotal
  guard commonest <= Int(UInt32.max) / options.drawsPerChain else {
    throw LDAError.option(
      flag: "--draws", expected: "at most \(Int(UInt32.max) / commonest) for this corpus",
      found: "\(options.drawsPerChain)")
  }
  // A generator that does not exist is found out before any thread starts.
  _ = try UniformSource(options: options, chain: 0)
  var starts = [ChainCheckpoint?](repeating: nil, count: options.chainCount)
  for checkpoint in checkpoints {
    guard starts.indices.contains(checkpoint.chain), starts[checkpoint.chain] == nil else {
      throw LDAError.checkpoint(
        chain: checkpoint.chain, problem: "is one too many for \(options.chainCount) chains")
    }
    starts[checkpoint.chain] = checkpoint
  }

  let atOnce = max(1, min(threadCount, options.chainCount))
  let fit = RunningFit(
    plan: plan, options: options, threadsPerChain: max(1, threadCount / atOnce), starts: starts,
    saver: saver, progress: progress)
  DispatchQueue.concurrentPerform(iterations: atOnce) { _ in
    while let number = fit.nextChain() { fit.run(chain: number) }
  }
  return try fit.chains()
}

/// The chains of a fit on their threads.
private final class RunningFit: Sendable {
  private struct Shared {
    var next = 0
    var stopped = false
    var failure: (any Error)?
    var finished: [ChainCheckpoint?]
    /// Chains that are done and not yet in a checkpoint.
    var unsaved: [ChainCheckpoint] = []
    var isEnding: Bool { stopped || failure != nil }
  }

  private let plan: SamplerPlan
  /// Chains come first; what threads are left share the sweeps of each.
  private let threadsPerChain: Int
  private let options: LDAOptions
  private let starts: [ChainCheckpoint?]
  private let saver: CheckpointSaver?
  private let progress: @Sendable (FitProgress) -> Bool
  private let shared: Mutex<Shared>

  init(
    plan: SamplerPlan, options: LDAOptions, threadsPerChain: Int, starts: [ChainCheckpoint?],
    saver: CheckpointSaver?, progress: @escaping @Sendable (FitProgress) -> Bool
  ) {
    self.plan = plan
    self.threadsPerChain = threadsPerChain
    self.options = options
    self.starts = starts
    self.saver = saver
    self.progress = progress
    shared = Mutex(Shared(finished: Array(repeating: nil, count: options.chainCount)))
  }

  /// The next chain that no thread has taken, or nil where none is left or the fit ends early.
  func nextChain() -> Int? {
    shared.withLock { shared in
      guard shared.next < options.chainCount, !shared.isEnding else { return nil }
      defer { shared.next += 1 }
      return shared.next
    }
  }

  /// Runs a chain to its last sweep, or to the fit's early end.
  func run(chain number: Int) {
    do {
      var chain =
        try starts[number].map { try Chain(plan, options: options, resuming: $0) }
        ?? Chain(plan, options: options, number: number)
      var savedSweep = chain.sweep
      while !chain.isFinished {
        let logLikelihood = chain.advance(threadCount: threadsPerChain)
        guard goesOn(chain, logLikelihood) else {
          if let saver { try chain.withCheckpoint(saver.save) }
          try saveFinishedChains()
          return
        }
        if let saver, saver.isDue(number, chain.sweep), !chain.isFinished {
          try chain.withCheckpoint(saver.save)
          savedSweep = chain.sweep
          try saveFinishedChains()
        }
      }
      finish(chain.finished(), isSaved: savedSweep == chain.sweep)
    } catch {
      fail(error)
    }
  }

  /// Ends the fit; of several failures the first one counts.
  private func fail(_ error: any Error) {
    shared.withLock { $0.failure = $0.failure ?? error }
  }

  /// Tells of a sweep, and asks whether to go on.
  private func goesOn(_ chain: Chain, _ logLikelihood: Double?) -> Bool {
    shared.withLock { shared in
      if shared.isEnding { return false }
      shared.stopped = !progress(
        FitProgress(chain: chain.number, sweep: chain.sweep, logLikelihood: logLikelihood))
      return !shared.stopped
    }
  }

  private func finish(_ checkpoint: ChainCheckpoint, isSaved: Bool) {
    shared.withLock { shared in
      shared.finished[checkpoint.chain] = checkpoint
      if saver != nil, !isSaved { shared.unsaved.append(checkpoint) }
    }
  }

  /// Saves the chains that came to their end since the last checkpoint of any chain.
  ///
  /// They wait for it so that a short fit writes none at all.
  private func saveFinishedChains() throws {
    let unsaved = shared.withLock { shared in
      defer { shared.unsaved = [] }
      return shared.unsaved
    }
    for checkpoint in unsaved { try saver?.save(checkpoint) }
  }

  /// The chains in order, or nil where the fit was stopped.
  func chains() throws -> [ChainCheckpoint]? {
    // A chain may have come to its end after the one that stopped the fit had saved the others.
    if shared.withLock(\.isEnding) {
      do {
        try saveFinishedChains()
        // Those that were still to go on have come here with what may be in no checkpoint yet.
        for start in starts[shared.withLock(\.next)...] { if let start { try saver?.save(start) } }
      } catch { fail(error) }
    }
    return try shared.withLock { shared in
      if let failure = shared.failure { throw failure }
      return shared.stopped ? nil : shared.finished.compactMap(\.self)
    }
  }
}
