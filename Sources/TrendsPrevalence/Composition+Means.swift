import TrendsCompute
import TrendsLDA

extension Composition {
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
  ///   - threadCount: changes speed only.
  /// - Returns: one result a group, or nil where a group is empty.
  func means(of groups: [[Int]], stream: Int, threadCount: Int) -> [Means]? {
    guard groups.allSatisfy({ !$0.isEmpty }) else { return nil }
    let members = DocumentGroups(groups)
    let resamples = options.population == .underlying
    let isThin = groups.map { resamples && $0.count < PrevalenceSeries.thinPeriod }
    let ofDraws = concurrentMap(draws.draws.count, threadCount: threadCount) { s in
      self.means(ofDraw: s, members, isThin: isThin, stream: stream)
    }
    var means = isThin.map {
      Means(topics: topics, resampled: $0 && pooledVariances == nil ? nil : [])
    }
    for draw in ofDraws {
      guard let draw else { return nil }
      for g in groups.indices {
        means[g].plain += draw[g].plain
        means[g].resampled? += draw[g].resampled ?? draw[g].plain
      }
    }
    return means
  }

  /// The means of one draw for each group, with those of its replicates where there are any.
  ///
  /// The random numbers are those of the draw: chain 0 of the purpose has the normal ones, chain 1 the
  /// exponential ones, batch by batch of documents and replicate by replicate.
  private func means(ofDraw s: Int, _ members: DocumentGroups, isThin: [Bool], stream: Int)
    -> [Means]?
  {
    let weighs = options.population == .underlying && isThin.contains(false)
    var sums = WeightedSums(
      groupCount: isThin.count, topics: topics, topicCount: draws.topicCount,
      replicates: weighs ? options.replicates : 0)
    sums.add(
      draws.draws[s], members, lengths: lengths,
      exponentials: RandomStream(
        seed: options.seed, purpose: .bootstrap, chain: 1, sweep: s, document: stream))
    var means = isThin.indices.map { g in
      Means(
        topics: topics, plain: sums.plain(of: g, documentCount: members.counts[g]),
        resampled: weighs && !isThin[g] ? sums.weighted(of: g) : nil)
    }
    guard let pooledVariances, isThin.contains(true) else { return means }
    guard
      let random = try? GSLGenerator(
        RandomStream(seed: options.seed, purpose: .bootstrap, sweep: s, document: stream))
    else { return nil }
    for _ in 0..<options.replicates {
      for g in isThin.indices where isThin[g] {
        let drawn = noisy(
          means[g].plain[...], variances: pooledVariances, documentCount: members.counts[g],
          random)
        means[g].resampled = (means[g].resampled ?? []) + drawn
      }
    }
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
}
