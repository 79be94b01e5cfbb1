import TrendsCompute

/// The method of composition for one corpus: what is common to all periods.
struct Composition: Sendable {
  let draws: AlignedDraws
  let lengths: [Int]
  let options: PrevalenceSeries.Options
  /// The topics that are asked for, ascending.
  let topics: [Int]
  /// v(k), the variance of documents' shares within a period, pooled over periods, `[K]`, and 0 for
  /// topics that are not asked for; nil where every period has a single document, or none is thin, so
  /// that nobody asks.
  let pooledVariances: [Double]?

  /// - Parameters:
  ///   - groups: the documents with tokens of each period.
  ///   - topics: those that are asked for, ascending; nil for all.
  init(
    draws: AlignedDraws, lengths: [Int], groups: [[Int]], options: PrevalenceSeries.Options,
    topics: [Int]? = nil
  ) {
    self.draws = draws
    self.lengths = lengths
    self.options = options
    self.topics = topics ?? Array(0..<draws.topicCount)
    let isAsked =
      options.population == .underlying
      && groups.contains { !$0.isEmpty && $0.count < PrevalenceSeries.thinPeriod }
    pooledVariances =
      isAsked
      ? Self.pooledVariances(
        draws: draws, lengths: lengths, groups: groups, topics: self.topics,
        threadCount: options.threadCount) : nil
  }

  /// v(k) = Σ_t Σ_{d∈t} (s(d,k) − p(t,k))² / Σ_t (D(t) − 1), averaged over draws.
  private static func pooledVariances(
    draws: AlignedDraws, lengths: [Int], groups: [[Int]], topics: [Int], threadCount: Int
  ) -> [Double]? {
    let degrees = groups.reduce(0) { $0 + max(0, $1.count - 1) }
    guard degrees > 0 else { return nil }
    let none = [Double](repeating: 0, count: draws.topicCount)
    let ofDraws = concurrentMap(draws.draws.count, threadCount: threadCount) { s in
      var (sums, first, second) = (none, none, none)
      for group in groups where group.count > 1 {
        for k in topics { (first[k], second[k]) = (0, 0) }
        for d in group {
          let scale = 1 / Double(lengths[d])
          draws.draws[s].forEachTopic(of: d) { k, tokens in
            let share = Double(tokens) * scale
            first[k] += share
            second[k] += share * share
          }
        }
        // Σ (s − mean)² = Σ s² − n·mean²; shares are of order one, so nothing cancels badly.
        for k in topics {
          sums[k] += max(0, second[k] - first[k] * first[k] / Double(group.count))
        }
      }
      return sums
    }
    let weights = draws.weights
    var variances = none
    for (s, sums) in ofDraws.enumerated() {
      for k in topics { variances[k] += sums[k] * weights[s * draws.topicCount + k] }
    }
    return variances.map { $0 / Double(degrees) }
  }

  /// The shares of all topics among some documents, each with at least one token.
  func shares(of documents: [Int], stream: Int, threadCount: Int) -> [TopicShare] {
    let topicCount = draws.topicCount
    guard let means = means(of: [documents], stream: stream, threadCount: threadCount)?.first
    else {
      return Array(
        repeating: TopicShare(
          share: nil, interval: nil, assignmentDeviation: nil, documentDeviation: nil,
          expectedDocuments: 0, tokenShare: nil, expectedTokens: 0, reason: .noDocuments),
        count: topicCount)
    }
    // In the order of the documents, so that whoever adds up their shares gets these very numbers.
    var expected = [Double](repeating: 0, count: topicCount)
    var tokens = [Int](repeating: 0, count: topicCount)
    let drawCounts = draws.drawsOfTopic.map(\.count)
    for d in documents {
      for k in 0..<topicCount {
        let sum = Int(draws.tokenSums[d * topicCount + k])
        expected[k] += Double(sum) / Double(lengths[d] * drawCounts[k])
        tokens[k] += sum
      }
    }
    let tokenTotal = documents.reduce(0.0) { $0 + Double(lengths[$1]) }
    let isThin =
      documents.count < PrevalenceSeries.thinPeriod && options.population == .underlying

    return (0..<topicCount).map { k in
      let plain = means.plain(of: k, in: draws)
      let share = expected[k] / Double(documents.count)
      let isOfListing = options.population == .listing
      let resampled = isOfListing ? nil : means.resampled(of: k, in: draws)
      // One draw says nothing of the assignments, and in these very listings nothing else is uncertain.
      let interval = (isOfListing ? (plain.count > 1 ? plain : nil) : resampled)
        .flatMap { quantiles([0.025, 0.975], of: $0) }
        .map { ShareInterval(low: min($0[0], share), high: max($0[1], share)) }
      let documentDeviation = resampled.map { values in
        let replicates = values.count / plain.count
        return mean(
          plain.indices.map { variance(values[$0 * replicates..<($0 + 1) * replicates]) }
        ).squareRoot()
      }
      return TopicShare(
        share: share, interval: interval,
        assignmentDeviation: plain.count > 1 ? variance(plain[...]).squareRoot() : nil,
        documentDeviation: documentDeviation, expectedDocuments: expected[k],
        tokenShare: Double(tokens[k]) / Double(drawCounts[k]) / tokenTotal,
        expectedTokens: Double(tokens[k]) / Double(drawCounts[k]),
        reason: interval == nil && !isOfListing
          ? .insufficientDocuments : isThin ? .thinPeriod : plain.count == 1 ? .singleDraw : nil)
    }
  }
}

/// The mean of some numbers, summed in order.
func mean(_ values: [Double]) -> Double {
  values.reduce(0, +) / Double(values.count)
}

/// The variance around the mean with n − 1 in the denominator; 0 for a single number.
func variance(_ values: ArraySlice<Double>) -> Double {
  guard values.count > 1 else { return 0 }
  let mean = values.reduce(0, +) / Double(values.count)
  return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
}
