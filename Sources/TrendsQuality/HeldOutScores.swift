internal import Dispatch
internal import Glibc
internal import Synchronization
public import TrendsFeatures

/// What one estimator says of one document.
public struct HeldOutScore: Equatable, Sendable {
  /// ln p of the scored tokens, in nats.
  public var logProbability: Double
  /// The tokens that were scored, at least 1.
  public var tokenCount: Int
  /// The standard error of `logProbability` over repeats of the estimate; nil for a single one.
  public var monteCarloError: Double?

  /// A score from its parts.
  public init(logProbability: Double, tokenCount: Int, monteCarloError: Double?) {
    self.logProbability = logProbability
    self.tokenCount = tokenCount
    self.monteCarloError = monteCarloError
  }
}

/// The scores of one held-out document.
public struct HeldOutDocument: Equatable, Sendable {
  /// Its tokens, those that are terms of the model.
  public var tokenCount: Int
  /// ln p of all of them; nil for no tokens, and above the length that is scored so.
  public var leftToRight: HeldOutScore?
  /// ln p of one half given the other; nil for less than two tokens.
  public var completion: HeldOutScore?

  /// Scores from their parts.
  public init(tokenCount: Int, leftToRight: HeldOutScore?, completion: HeldOutScore?) {
    self.tokenCount = tokenCount
    self.leftToRight = leftToRight
    self.completion = completion
  }
}

/// Scores held-out documents: by left-to-right particles, and by document completion.
///
/// A document's figures depend on the model, its tokens, its row and the options alone: they are the
/// same at any thread count.
///
/// - Parameters:
///   - bag: the documents, over the model's terms; other words are left out, and counted, before.
///   - model: topics that were learned without these documents.
///   - threadCount: documents that are scored at the same time, at least 1; changes speed only.
///   - progress: told of every document that is done, on any thread, one call at a time; answers
///     whether to go on.
/// - Returns: one entry a row of the bag, or nil where `progress` said to stop.
/// - Complexity: O(repeats · R · Σ N(d)² · K / 8) for documents that are short enough.
public func heldOutScores(
  of bag: BagOfWords, model: HeldOutModel, options: HeldOutOptions = HeldOutOptions(),
  threadCount: Int, progress: @escaping @Sendable () -> Bool = { true }
) -> [HeldOutDocument]? {
  precondition(bag.termCount == model.termCount, "documents are counted in the model's terms")
  precondition((1...100_000).contains(options.particleCount), "a left-to-right has particles")
  precondition((1..<1 << 24).contains(options.repeatCount), "an estimate is made at least once")
  precondition(options.sweepCount >= 1, "a completion has sweeps")
  struct Shared {
    var next = 0
    var stopped = false
    var scores: [HeldOutDocument?]
  }
  let count = bag.documentCount
  let shared = Mutex(Shared(scores: Array(repeating: nil, count: count)))
  DispatchQueue.concurrentPerform(iterations: max(1, min(threadCount, count))) { _ in
    while true {
      let document = shared.withLock { shared -> Int? in
        guard shared.next < count, !shared.stopped else { return nil }
        defer { shared.next += 1 }
        return shared.next
      }
      guard let document else { return }
      let score = model.score(bag.tokens(of: document), document: document, options: options)
      shared.withLock { shared in
        shared.scores[document] = score
        if !shared.stopped, !progress() { shared.stopped = true }
      }
    }
  }
  return shared.withLock { $0.stopped ? nil : $0.scores.compactMap(\.self) }
}

extension HeldOutModel {
  /// Both scores of one document.
  func score(_ tokens: [UInt32], document: Int, options: HeldOutOptions) -> HeldOutDocument {
    var result = HeldOutDocument(tokenCount: tokens.count, leftToRight: nil, completion: nil)
    if (1...max(1, options.longestDocument)).contains(tokens.count) {
      let repeats = (0..<options.repeatCount).map {
        leftToRight(tokens, document: document, repeat: $0, options: options)
      }
      // The mean of the estimates of p is without bias, as each of them is.
      result.leftToRight = HeldOutScore(
        logProbability: logMeanOfExponentials(repeats), tokenCount: tokens.count,
        monteCarloError: standardError(repeats))
    }
    if tokens.count > 1 {
      let halves = documentHalves(tokens, document: document, seed: options.seed)
      let repeats = completion(halves, document: document, options: options)
      result.completion = HeldOutScore(
        logProbability: repeats.reduce(0, +) / Double(repeats.count),
        tokenCount: halves.scored.count, monteCarloError: standardError(repeats))
    }
    return result
  }
}

/// What an estimator says of all documents together.
public struct HeldOutEstimate: Equatable, Sendable {
  /// Documents that were scored.
  public var documentCount: Int
  /// Tokens that were scored.
  public var tokenCount: Int
  /// ln p over all documents by their tokens, in nats.
  public var logProbabilityPerToken: Double
  /// Its standard error over repeats of the estimate; nil where each was made once.
  public var monteCarloError: Double?
  /// Its standard error over the documents, had others of their kind been drawn; it includes the
  /// Monte Carlo error. nil for a single document.
  public var documentError: Double?

  /// exp(−``logProbabilityPerToken``); its standard error is that of the logarithm times itself.
  public var perplexity: Double { exp(-logProbabilityPerToken) }
}

/// The scores of documents as one figure.
///
///     L = Σ_d ln p(d) / Σ_d N(d)
///
/// The error over documents is that of a ratio: √(D / (D − 1) · Σ_d (ln p(d) − L·N(d))²) / Σ_d N(d).
///
/// - Parameter scores: of the documents that have one.
/// - Returns: nil for no documents.
///
/// Source: Cochran (1977), *Sampling techniques*, section 6.4, for the error of a ratio.
public func heldOutEstimate(of scores: [HeldOutScore]) -> HeldOutEstimate? {
  let tokens = scores.reduce(0) { $0 + $1.tokenCount }
  guard tokens > 0 else { return nil }
  let perToken = scores.reduce(0) { $0 + $1.logProbability } / Double(tokens)
  var squares = 0.0
  for score in scores {
    let excess = score.logProbability - perToken * Double(score.tokenCount)
    squares += excess * excess
  }
  let errors = scores.compactMap(\.monteCarloError)
  let count = Double(scores.count)
  return HeldOutEstimate(
    documentCount: scores.count, tokenCount: tokens, logProbabilityPerToken: perToken,
    monteCarloError: errors.count == scores.count
      ? errors.reduce(0) { $0 + $1 * $1 }.squareRoot() / Double(tokens) : nil,
    documentError: scores.count > 1
      ? (squares * count / (count - 1)).squareRoot() / Double(tokens) : nil)
}

/// The standard error of a mean; nil for less than two values.
private func standardError(_ values: [Double]) -> Double? {
  guard values.count > 1 else { return nil }
  let count = Double(values.count)
  let mean = values.reduce(0, +) / count
  let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return (squares / (count - 1) / count).squareRoot()
}

extension BagOfWords {
  /// The tokens of a document, by term.
  fileprivate func tokens(of document: Int) -> [UInt32] {
    (documentStarts[document]..<documentStarts[document + 1]).flatMap {
      repeatElement(terms[$0], count: Int(counts[$0]))
    }
  }
}
