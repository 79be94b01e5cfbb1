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
/// The chains are told apart by their random streams alone, and none depends on threads: the result
/// is the same at any thread count.
///
/// - Parameters:
///   - bag: the corpus; empty documents are allowed and hold no topics.
///   - options: see ``LDAOptions``.
///   - threadCount: at least 1; changes speed only. Chains run side by side, and where there are
///     fewer chains than threads the Latin square shares its sweeps among them.
///   - progress: told of every sweep, on any thread, one call at a time; answers whether to go on.
/// - Returns: the chains in order, or nil where `progress` said to stop.
/// - Throws: ``LDAError`` where an option is out of range or the corpus is empty.
/// - Complexity: O(chains · sweeps · N · K) time; a chain takes 2 bytes a token and 4 bytes a cell
///   of K × V besides its draws, the tokens 4 bytes each once.
public func fitChains(
  _ bag: BagOfWords, options: LDAOptions, threadCount: Int,
  progress: @escaping @Sendable (FitProgress) -> Bool = { _ in true }
) throws -> [ChainResult]? {
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

  struct Shared {
    var next = 0
    var stopped = false
    var results: [ChainResult?]
    var failure: (any Error)?
  }
  let shared = Mutex(Shared(results: Array(repeating: nil, count: options.chainCount)))
  let atOnce = max(1, min(threadCount, options.chainCount))
  // Chains come first; what threads are left share the sweeps of each.
  let threadsPerChain = max(1, threadCount / atOnce)
  DispatchQueue.concurrentPerform(iterations: atOnce) { _ in
    while true {
      let number = shared.withLock { shared -> Int? in
        guard shared.next < options.chainCount, !shared.stopped, shared.failure == nil else {
          return nil
        }
        defer { shared.next += 1 }
        return shared.next
      }
      guard let number else { return }
      do {
        let chain = try Chain(plan, options: options, number: number)
        let result = chain.run(threadCount: threadsPerChain) { sweep, logLikelihood in
          shared.withLock { shared in
            if shared.stopped { return false }
            let goOn = progress(
              FitProgress(chain: number, sweep: sweep, logLikelihood: logLikelihood))
            if !goOn { shared.stopped = true }
            return goOn
          }
        }
        shared.withLock { $0.results[number] = result }
      } catch {
        shared.withLock { $0.failure = error }
      }
    }
  }
  return try shared.withLock { shared in
    if let failure = shared.failure { throw failure }
    return shared.stopped ? nil : shared.results.compactMap(\.self)
  }
}
