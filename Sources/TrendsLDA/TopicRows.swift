/// What stands still while a batch is drawn, and what each group of documents changes in it.
struct BatchTopics {
  /// 1 / (n(k) + V·beta).
  let inverses: UnsafeMutablePointer<Float>
  /// 1 / (n(k) − 1 + V·beta), for the topic that a token is on.
  let inversesWithout: UnsafeMutablePointer<Float>
  /// Changes of n(k) by each group since the batch began, `[groupCount × paddedTopicCount]`.
  let changes: UnsafeMutablePointer<Int32>
}

/// What the blocks of a step read of each topic: its prior, and n(k) with inverses, which stand still
/// while a batch is drawn. Each group of documents writes down its changes by itself; they are merged
/// when all groups have come to the end of the batch.
///
/// A batch sees the changes of all batches but the last, so that a thread can go on with the next one
/// while another ends this one; ``SquareBatches`` tells which see all. So there are two of
/// ``BatchTopics``, for even and odd batches.
///
/// Nothing here is shared within a batch but what stands still: a group could have its own copy.
final class TopicRows: @unchecked Sendable {
  let topicCount: Int
  /// The length of a row; padding has an inverse and a prior of zero, so that its weight is zero.
  let paddedTopicCount: Int
  let alpha: UnsafeMutablePointer<Float>
  /// n(k).
  let counts: UnsafeMutablePointer<Int32>
  private let even: BatchTopics
  private let odd: BatchTopics

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
    let batches = (0..<2).map { _ in
      BatchTopics(
        inverses: allocateRow(padded, of: 0), inversesWithout: allocateRow(padded, of: 0),
        changes: allocateRow(groupCount * padded, of: 0))
    }
    (even, odd) = (batches[0], batches[1])
    alphaExact = alpha
    betaExact = beta
    setPriors(alpha: alpha, beta: beta)
  }

  deinit {
    alpha.deallocate()
    counts.deallocate()
    for batch in [even, odd] {
      batch.inverses.deallocate()
      batch.inversesWithout.deallocate()
      batch.changes.deallocate()
    }
  }

  /// Sets the priors, and what is cached from them.
  func setPriors(alpha newAlpha: [Double], beta newBeta: Double) {
    precondition(newAlpha.count == topicCount, "one alpha a topic")
    alphaExact = newAlpha
    betaExact = newBeta
    for k in 0..<topicCount { alpha[k] = Float(newAlpha[k]) }
    refresh()
  }

  /// What the batch of that number reads and writes.
  func batch(_ number: Int) -> BatchTopics { number & 1 == 0 ? even : odd }

  /// Brings all inverses in step with the counts.
  func refresh() {
    refresh(even)
    refresh(odd)
  }

  private func refresh(_ batch: BatchTopics) {
    let betaSum = Float(betaExact * Double(termCount))
    for k in 0..<topicCount {
      batch.inverses[k] = 1 / (Float(counts[k]) + betaSum)
      batch.inversesWithout[k] = 1 / (Float(counts[k] - 1) + betaSum)
    }
  }

  /// Ends a batch: the changes of all groups go into n(k), in the order of the groups, for the batch
  /// after the next, and for the next one too where that sees them at once.
  func mergeChanges(ofBatch number: Int, seenAtOnce: Bool) {
    let batch = batch(number)
    for g in 0..<groupCount {
      let row = batch.changes + g * paddedTopicCount
      for k in 0..<paddedTopicCount {
        counts[k] &+= row[k]
        row[k] = 0
      }
    }
    if seenAtOnce { refresh() } else { refresh(batch) }
  }
}
