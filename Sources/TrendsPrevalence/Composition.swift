import TrendsCompute
import TrendsLDA

/// The method of composition for one corpus: what is common to all periods.
struct Composition: Sendable {
  private let draws: AlignedDraws
  private let lengths: [Int]
  private let options: PrevalenceSeries.Options
  /// The topics that are asked for, ascending.
  private let topics: [Int]
  /// v(k), the variance of documents' shares within a period, pooled over periods, `[K]`, and 0 for
  /// topics that are not asked for; nil where every period has a single document.
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
    pooledVariances = Self.pooledVariances(
      draws: draws, lengths: lengths, groups: groups, topics: self.topics)
  }

  /// v(k) = Σ_t Σ_{d∈t} (s(d,k) − p(t,k))² / Σ_t (D(t) − 1), averaged over draws.
  private static func pooledVariances(
    draws: AlignedDraws, lengths: [Int], groups: [[Int]], topics: [Int]
  ) -> [Double]? {
    let degrees = groups.reduce(0) { $0 + max(0, $1.count - 1) }
    guard degrees > 0 else { return nil }
    var sums = [Double](repeating: 0, count: draws.topicCount)
    let weights = draws.weights
    var isWanted = [Bool](repeating: false, count: draws.topicCount)
    for k in topics { isWanted[k] = true }
    var (first, second) = (sums, sums)
    for (s, draw) in draws.draws.enumerated() {
      for group in groups where group.count > 1 {
        for k in topics { (first[k], second[k]) = (0, 0) }
        for d in group {
          draw.forEachShare(of: d, length: lengths[d]) { k, share in
            guard isWanted[k] else { return }
            first[k] += share
            second[k] += share * share
          }
        }
        // Σ (s − mean)² = Σ s² − n·mean²; shares are of order one, so nothing cancels badly.
        for k in topics {
          sums[k] +=
            max(0, second[k] - first[k] * first[k] / Double(group.count))
            * weights[s * draws.topicCount + k]
        }
      }
    }
    return sums.map { $0 / Double(degrees) }
  }

  /// The composition draws of the mean shares of some documents.
  struct Means {
    /// The topics that there are means of, ascending.
    var topics: [Int]
    /// Unweighted means, `[draws × topics]`.
    var plain: [Double] = []
    /// Resampled means, `[draws · replicates × topics]`; nil where the documents are too few to say.
    var resampled: [Double]?

    /// The unweighted means of one topic, a draw each of those that speak of it.
    func plain(of topic: Int, in draws: AlignedDraws) -> [Double] {
      let column = column(of: topic)
      return draws.drawsOfTopic[topic].map { plain[$0 * topics.count + column] }
    }

    /// The resampled means of one topic: the replicates of each draw that speaks of it.
    func resampled(of topic: Int, in draws: AlignedDraws) -> [Double]? {
      let column = column(of: topic)
      return resampled.map { all in
        let replicates = all.count / plain.count
        return draws.drawsOfTopic[topic].flatMap { s in
          (s * replicates..<(s + 1) * replicates).map { all[$0 * topics.count + column] }
        }
      }
    }

    private func column(of topic: Int) -> Int {
      let column = topics.firstIndex(of: topic)
      precondition(column != nil, "the topic is one of those asked for")
      return column ?? 0
    }
  }

  /// Mean shares of groups of documents over all draws and replicates.
  ///
  /// A document has one weight a replicate, in whichever groups it is: what two groups share does
  /// not add to the spread of their difference.
  ///
  /// - Parameters:
  ///   - groups: documents with tokens, ascending; none of the groups empty.
  ///   - stream: tells the random numbers of one call from another's.
  /// - Returns: one result a group, or nil where a group is empty.
  func means(of groups: [[Int]], stream: Int) -> [Means]? {
    guard groups.allSatisfy({ !$0.isEmpty }),
      let random = try? GSLGenerator(RandomStream(seed: options.seed, purpose: .bootstrap))
    else { return nil }
    let documents = groups.count == 1 ? groups[0] : Set(groups.joined()).sorted()
    let places = groups.map { group in
      groups.count == 1 ? Array(group.indices) : group.map { place(of: $0, in: documents) }
    }
    let resamples = options.population == .underlying
    let isThin = groups.map { resamples && $0.count < PrevalenceSeries.thinPeriod }
    var means = isThin.map {
      Means(topics: topics, resampled: $0 && pooledVariances == nil ? nil : [])
    }
    var rows = ShareRows(topics: topics, topicCount: draws.topicCount)
    let even = DocumentWeights(documentCount: documents.count, replicates: 1)
    var weights = DocumentWeights(
      documentCount: resamples && isThin.contains(false) ? documents.count : 0,
      replicates: options.replicates)
    var drawn = [Double](repeating: 1, count: documents.count)
    for (s, draw) in draws.draws.enumerated() {
      // Chain 0 of this purpose has the normal numbers, chain 1 the exponential ones.
      random.set(
        RandomStream(seed: options.seed, purpose: .bootstrap, sweep: s, document: stream))
      let exponentials = RandomStream(
        seed: options.seed, purpose: .bootstrap, chain: 1, sweep: s, document: stream)
      rows.read(draw, documents: documents, lengths: lengths)
      for g in groups.indices { means[g].plain += rows.weightedMeans(of: places[g], even) }
      guard resamples else { continue }
      if isThin.contains(false) {
        var batch = 0
        for r in 0..<options.replicates {
          batch = exponentials.fillExponentials(&drawn, first: batch)
          weights.set(r, drawn)
        }
      }
      for g in groups.indices where !isThin[g] {
        means[g].resampled? += rows.weightedMeans(of: places[g], weights)
      }
      guard let pooledVariances else { continue }
      for _ in 0..<options.replicates {
        for g in groups.indices where isThin[g] {
          let drawn = noisy(
            means[g].plain.suffix(topics.count), variances: pooledVariances,
            documentCount: groups[g].count, random)
          means[g].resampled? += drawn
        }
      }
    }
    if !resamples { for g in means.indices { means[g].resampled = means[g].plain } }
    return means
  }

  /// The means of a thin period with normal noise. Every topic of the fit has its random number,
  /// whether asked for or not, so that the others' do not depend on what is asked.
  private func noisy(
    _ plain: ArraySlice<Double>, variances: [Double], documentCount: Int, _ random: GSLGenerator
  ) -> [Double] {
    let noise = (0..<draws.topicCount).map { _ in random.normal() }
    return zip(plain, topics).map { mean, k in
      let deviation = (variances[k] / Double(documentCount)).squareRoot()
      return min(1, max(0, mean + deviation * noise[k]))
    }
  }

  /// Where a document stands in an ascending list that holds it.
  private func place(of document: Int, in documents: [Int]) -> Int {
    var (low, high) = (0, documents.count)
    while low < high {
      let middle = (low + high) / 2
      if documents[middle] < document { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The shares of all topics among some documents, each with at least one token.
  func shares(of documents: [Int], stream: Int) -> [TopicShare] {
    let topicCount = draws.topicCount
    guard let means = means(of: [documents], stream: stream)?.first else {
      return Array(
        repeating: TopicShare(
          share: nil, interval: nil, assignmentDeviation: nil, documentDeviation: nil,
          expectedDocuments: 0, tokenShare: nil, expectedTokens: 0, reason: .noDocuments),
        count: topicCount)
    }
    // In the order of the documents, so that whoever adds up their shares gets these very numbers.
    var expected = [Double](repeating: 0, count: topicCount)
    var tokens = [Int](repeating: 0, count: topicCount)
    var counts = tokens
    let drawCounts = draws.drawsOfTopic.map(\.count)
    for d in documents {
      draws.sumTokens(of: d, into: &counts)
      for k in 0..<topicCount {
        expected[k] += Double(counts[k]) / Double(lengths[d] * drawCounts[k])
        tokens[k] += counts[k]
      }
    }
    let tokenTotal = documents.reduce(0.0) { $0 + Double(lengths[$1]) }
    let isThin =
      documents.count < PrevalenceSeries.thinPeriod && options.population == .underlying

    return (0..<topicCount).map { k in
      let plain = means.plain(of: k, in: draws)
      let share = expected[k] / Double(documents.count)
      let resampled = means.resampled(of: k, in: draws)
      let interval = resampled.flatMap { quantiles([0.025, 0.975], of: $0) }
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
        reason: interval == nil
          ? .insufficientDocuments : isThin ? .thinPeriod : plain.count == 1 ? .singleDraw : nil)
    }
  }
}

extension DocumentTopics {
  /// Calls `body` with each topic of a document and its share of the document's tokens.
  @inline(__always)
  func forEachShare(of d: Int, length: Int, _ body: (Int, Double) -> Void) {
    let scale = 1 / Double(length)
    for i in documentStarts[d]..<documentStarts[d + 1] {
      body(Int(topics[i]), Double(counts[i]) * scale)
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
