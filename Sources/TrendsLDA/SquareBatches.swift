/// How the blocks of a step of the Latin square are cut into batches, for each of which n(k) stands
/// still: at most one percent of the corpus, and at most a number of tokens of each block.
///
/// A batch sees what all batches before the last one changed, so that n(k) lags behind by at most two
/// percent; it sees all where it begins a step, or where batches are of few tokens.
struct SquareBatches {
  /// Batches of a step.
  let perStep: Int
  /// Batches with a number that is a multiple of this see all before them.
  let barrierInterval: Int

  /// Tokens of a block in a batch from which a batch need not see the last one.
  static let leastForLag = 64

  /// One batch a step: for a sampler that keeps n(k) exact by itself.
  static let whole = SquareBatches(perStep: 1, barrierInterval: 1)

  private init(perStep: Int, barrierInterval: Int) {
    self.perStep = perStep
    self.barrierInterval = barrierInterval
  }

  /// - Parameters:
  ///   - blockTokens: where each block starts among the tokens, `[P² + 1]`.
  ///   - limit: tokens of a block in a batch at most.
  init(blockTokens: [Int], limit: Int) {
    let parts = Int(Double(blockTokens.count - 1).squareRoot())
    let total = blockTokens.last ?? 0
    let size = max(1, min(limit, total / (100 * parts)))
    let largest = zip(blockTokens, blockTokens.dropFirst()).map { $1 - $0 }.max() ?? 0
    perStep = max(1, (largest + size - 1) / size)
    barrierInterval = size < Self.leastForLag ? 1 : perStep
  }

  /// The tokens of a block that belong to one batch of its step.
  func tokens(_ batch: Int, of block: Range<Int>) -> Range<Int> {
    let start = block.lowerBound + block.count * batch / perStep
    return start..<block.lowerBound + block.count * (batch + 1) / perStep
  }

  /// Whether the batch after that of a number sees it.
  func isSeenAtOnce(_ number: Int) -> Bool { (number + 1).isMultiple(of: barrierInterval) }
}
