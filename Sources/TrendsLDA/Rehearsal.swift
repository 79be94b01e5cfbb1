package import TrendsFeatures

/// What a fit asks of the machine, as far as it follows from the corpus and the options.
package struct SamplerMemory: Equatable, Sendable {
  /// Bytes that all chains share.
  package var shared: Int
  /// Bytes of each chain that runs: z and the counts, and the sums over its draws.
  package var perChain: Int
  /// Bytes of each chain that has ended or waits for its end: z, and the sums over its draws.
  package var perResult: Int

  /// - Complexity: O(entries of the bag).
  package init(_ bag: BagOfWords, options: LDAOptions) {
    let topicCount = options.topicCount
    let tokenCount = bag.tokenCount
    func padded(_ unit: Int) -> Int { (topicCount + unit - 1) / unit * unit }
    let sampler = options.resolvedSampler(for: bag)
    perResult = 2 * tokenCount + 4 * bag.termCount * topicCount
    // z in the order of the sampler, and the sums.
    perChain = 2 * tokenCount + 4 * bag.termCount * topicCount
    switch sampler {
    case .scalar, .dense, .auto:
      shared = 4 * tokenCount + 8 * bag.documentCount
      perChain += 4 * bag.termCount * padded(16)
    case .square where topicCount <= SamplerKind.mostLaneTopics:
      // A piece for each range of terms that a document has.
      let missed = 1 - 1 / Double(LaneSampler.parts)
      var pieces = 0.0
      var power = [1.0]
      for d in 0..<bag.documentCount {
        let entries = bag.documentStarts[d + 1] - bag.documentStarts[d]
        while power.count <= entries { power.append(power[power.count - 1] * missed) }
        pieces += Double(LaneSampler.parts) * (1 - power[entries])
      }
      shared = 4 * tokenCount + 8 * Int(pieces) + 6 * bag.documentCount
      perChain += 4 * bag.termCount * padded(8) + 2 * bag.documentCount * padded(8)
    case .sparse, .square:
      var units = 0
      for d in 0..<bag.documentCount {
        var length = 0
        for entry in bag.documentStarts[d]..<bag.documentStarts[d + 1] {
          length += Int(bag.counts[entry])
        }
        units += WordLayout.listUnits(length: length, topicCount: topicCount)
      }
      shared = 4 * tokenCount + 4 * bag.documentCount
      perChain += 4 * bag.termCount * padded(64) + 4 * WordLayout.listUnit * units
    }
  }
}

/// How often a sweep prepares the K numbers of a term: for each group of documents that has it, where
/// the sampler goes term by term, else never.
///
/// - Complexity: O(entries of the bag).
package func preparedRows(_ bag: BagOfWords, options: LDAOptions) -> Double {
  let parts: Int
  switch options.resolvedSampler(for: bag) {
  case .square where options.topicCount > SamplerKind.mostLaneTopics:
    parts = WordSampler.squareParts
  case .sparse: parts = 1
  case .scalar, .dense, .square, .auto: return 0
  }
  var documents = [Int](repeating: 0, count: bag.termCount)
  for w in bag.terms { documents[Int(w)] += 1 }
  // Documents are in a group as if by chance.
  var missed = [1.0]
  return documents.reduce(0) { sum, count in
    while missed.count <= min(count, 64) {
      missed.append(missed[missed.count - 1] * (1 - 1 / Double(parts)))
    }
    return sum + Double(parts) * (1 - missed[min(count, 64)])
  }
}

/// Sweeps some documents of a corpus a few times with the sampler and the topics of a fit, so that a
/// caller with a clock can tell how fast the fit will go on this machine.
///
/// The documents are spread over the corpus. Fewer of them find more of their counts in cache than all
/// will: that is the error of this way to foretell.
///
/// - Parameters:
///   - tokenCount: about how many tokens to take.
///   - afterSweep: called with the tokens swept, before the first sweep with 0.
/// - Returns: the ``preparedRows(_:options:)`` of those documents.
/// - Throws: what a fit of the same bag and options would throw.
@discardableResult
package func rehearse(
  _ bag: BagOfWords, options: LDAOptions, tokenCount: Int, sweepCount: Int,
  afterSweep: (Int) -> Void
) throws -> Double {
  var options = options
  options.sampler = options.resolvedSampler(for: bag)
  let stride = max(1, bag.tokenCount / max(1, tokenCount))
  var (starts, terms, counts) = ([0], [UInt32](), [UInt32]())
  for d in Swift.stride(from: 0, to: bag.documentCount, by: stride) {
    let entries = bag.documentStarts[d]..<bag.documentStarts[d + 1]
    terms += bag.terms[entries]
    counts += bag.counts[entries]
    starts.append(terms.count)
  }
  let part = BagOfWords(
    documentStarts: starts, terms: terms, counts: counts, termCount: bag.termCount)
  let alpha = options.alphaSum / Double(options.topicCount)
  let sampler = try SamplerPlan(part, options: options).makeSampler(
    alpha: Array(repeating: alpha, count: options.topicCount), beta: options.beta)
  let uniforms = try UniformSource(options: options, chain: 0)
  sampler.assignAtRandom(uniforms)
  afterSweep(0)
  for sweep in 1...sweepCount {
    uniforms.startSweep(sweep)
    sampler.sweep(uniforms, threadCount: 1)
    afterSweep(part.tokenCount)
  }
  return preparedRows(part, options: options)
}
