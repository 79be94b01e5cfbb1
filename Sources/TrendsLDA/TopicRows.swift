/// What the blocks of a step read of each topic: its prior, and n(k) with inverses, which stand still
/// while a batch is drawn. Each group of documents writes down its changes by itself; they are merged
/// when all groups have come to the end of the batch.
///
/// Nothing here is shared within a batch but what stands still: a group could have its own copy.
final class TopicRows: @unchecked Sendable {
  let topicCount: Int
  /// The length of a row; padding has an inverse and a prior of zero, so that its weight is zero.
  let paddedTopicCount: Int
  let alpha: UnsafeMutablePointer<Float>
  /// n(k).
  let counts: UnsafeMutablePointer<Int32>
  /// 1 / (n(k) + V·beta).
  let inverses: UnsafeMutablePointer<Float>
  /// 1 / (n(k) − 1 + V·beta), for the topic that a token is on.
  let inversesWithout: UnsafeMutablePointer<Float>
  /// Changes of n(k) by each group since the batch began, `[groupCount × paddedTopicCount]`.
  let changes: UnsafeMutablePointer<Int32>

  private(set) var alphaExact: [Double]
  private(set) var betaExact: Double
  private let groupCount: Int
  private let termCount: Int

  /// Rows with counts of zero; ``refresh()`` follows when there are some.
  init(paddedTopicCount padded: Int, groupCount: Int, termCount: Int, alpha: [Double], beta: Double)
  {
    topicCount = alpha.count
    paddedTopicCount = padded
    self.groupCount = groupCount
    self.termCount = termCount
    self.alpha = allocateRow(padded, of: 0)
    counts = allocateRow(padded, of: 0)
    inverses = allocateRow(padded, of: 0)
    inversesWithout = allocateRow(padded, of: 0)
    changes = allocateRow(groupCount * padded, of: 0)
    alphaExact = alpha
    betaExact = beta
    setPriors(alpha: alpha, beta: beta)
  }

  deinit {
    alpha.deallocate()
    counts.deallocate()
    inverses.deallocate()
    inversesWithout.deallocate()
    changes.deallocate()
  }

  /// Sets the priors, and what is cached from them.
  func setPriors(alpha newAlpha: [Double], beta newBeta: Double) {
    precondition(newAlpha.count == topicCount, "one alpha a topic")
    alphaExact = newAlpha
    betaExact = newBeta
    for k in 0..<topicCount { alpha[k] = Float(newAlpha[k]) }
    refresh()
  }

  /// Brings the inverses in step with the counts.
  func refresh() {
    let betaSum = Float(betaExact * Double(termCount))
    for k in 0..<topicCount {
      inverses[k] = 1 / (Float(counts[k]) + betaSum)
      inversesWithout[k] = 1 / (Float(counts[k] - 1) + betaSum)
    }
  }

  /// Ends a batch: the changes of all groups go into n(k), in the order of the groups.
  func mergeChanges() {
    for g in 0..<groupCount {
      let row = changes + g * paddedTopicCount
      for k in 0..<paddedTopicCount {
        counts[k] &+= row[k]
        row[k] = 0
      }
    }
    refresh()
  }
}
