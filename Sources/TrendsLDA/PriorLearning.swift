/// How many times each count above 0 occurs: all that the likelihood of a Dirichlet prior needs.
struct CountHistogram: Equatable {
  /// The counts that occur, ascending, each at least 1.
  private(set) var counts: [Int]
  /// How many times each occurs.
  private(set) var multiplicities: [Int]

  /// The histogram of some counts; zeros are left out.
  init(_ values: [Int]) {
    counts = []
    multiplicities = []
    for value in values.filter({ $0 > 0 }).sorted() {
      if counts.last == value {
        multiplicities[multiplicities.count - 1] += 1
      } else {
        counts.append(value)
        multiplicities.append(1)
      }
    }
  }

  /// The histogram whose entry *n* says how many times *n* occurs; entry 0 is left out.
  init(dense: [Int]) {
    counts = dense.indices.filter { $0 > 0 && dense[$0] > 0 }
    multiplicities = counts.map { dense[$0] }
  }

  /// Σ over all counts *n* of ψ(n + x) − ψ(x), for x > 0.
  ///
  /// Made of sums and quotients in one order, so that the bits are the same on every CPU:
  /// ψ(n + x) − ψ(x) = Σ_{i<n} 1 / (x + i), and each count goes on where the one below it ended.
  ///
  /// - Complexity: O(largest count).
  func digammaSum(at x: Double) -> Double {
    var sum = 0.0
    var difference = 0.0
    var i = 0
    for (n, multiplicity) in zip(counts, multiplicities) {
      while i < n {
        difference += 1 / (x + Double(i))
        i += 1
      }
      sum += Double(multiplicity) * difference
    }
    return sum
  }
}

/// What the likelihood of alpha needs to know of a state.
struct AlphaStatistics {
  /// n(d,k) over the documents, `[K]`.
  var topicHistograms: [CountHistogram]
  /// N(d) over the documents.
  var lengthHistogram: CountHistogram

  /// The histograms of a matrix of counts.
  init(_ documentTopics: DocumentTopics, topicCount: Int) {
    var tally = DocumentTally(topicCount: topicCount)
    for d in 0..<documentTopics.documentCount {
      let cells = documentTopics.documentStarts[d]..<documentTopics.documentStarts[d + 1]
      tally.add(zip(documentTopics.topics[cells], documentTopics.counts[cells]))
    }
    self = tally.statistics
  }

  /// The histograms of a chain's state.
  init(_ state: any Sampler) {
    var tally = DocumentTally(topicCount: state.topicCount)
    state.forEachDocument { topics, counts in tally.add(zip(topics, counts)) }
    self = tally.statistics
  }

  private init(topicHistograms: [CountHistogram], lengthHistogram: CountHistogram) {
    self.topicHistograms = topicHistograms
    self.lengthHistogram = lengthHistogram
  }

  /// Counts the counts and lengths of documents.
  private struct DocumentTally {
    var topics: [CountTally]
    var lengths = CountTally()

    init(topicCount: Int) { topics = Array(repeating: CountTally(), count: topicCount) }

    mutating func add(_ cells: some Sequence<(UInt16, UInt32)>) {
      var length = 0
      for (k, count) in cells {
        topics[Int(k)].add(Int(count))
        length += Int(count)
      }
      lengths.add(length)
    }

    var statistics: AlphaStatistics {
      AlphaStatistics(
        topicHistograms: topics.map(\.histogram), lengthHistogram: lengths.histogram)
    }
  }
}

/// What the likelihood of beta needs to know of a state.
struct BetaStatistics {
  /// n(k,w) over all topics and terms.
  var cellHistogram: CountHistogram
  /// n(k) over the topics.
  var totalHistogram: CountHistogram
  /// V.
  var termCount: Int

  /// The histograms of n(k,w), `[K × V]` in any order, whose sums by topic are n(k), `[K]`.
  init(cells: some Sequence<Int32>, totals: [Int], termCount: Int) {
    var tally = CountTally()
    for cell in cells { tally.add(Int(cell)) }
    cellHistogram = tally.histogram
    totalHistogram = CountHistogram(totals)
    self.termCount = termCount
  }

  /// The histograms of a chain's state.
  init(_ state: any Sampler) {
    var tally = CountTally()
    for w in 0..<state.bag.termCount {
      state.withTermCounts(w) { row in
        for k in 0..<state.topicCount { tally.add(Int(row[k])) }
      }
    }
    cellHistogram = tally.histogram
    totalHistogram = CountHistogram((0..<state.topicCount).map { Int(state.topicCounts[$0]) })
    termCount = state.bag.termCount
  }
}

/// Counts counts as they come: nearly all are small and have a place of their own, the rest are sorted
/// in the end. So memory does not grow with how many there are.
private struct CountTally {
  private static let largestSmall = 1 << 12
  private var small: [Int] = []
  private var large: [Int] = []

  mutating func add(_ count: Int) {
    if count < small.count {
      small[count] += 1
    } else if count < Self.largestSmall {
      let size = min(Self.largestSmall, max(count + 1, 2 * small.count))
      small += Array(repeating: 0, count: size - small.count)
      small[count] += 1
    } else {
      large.append(count)
    }
  }

  var histogram: CountHistogram {
    var histogram = CountHistogram(dense: small)
    histogram.append(CountHistogram(large))
    return histogram
  }
}

extension CountHistogram {
  /// Adds a histogram whose counts are all above those of this one.
  fileprivate mutating func append(_ larger: CountHistogram) {
    counts += larger.counts
    multiplicities += larger.multiplicities
  }
}

/// Dirichlet priors by a fixed point on the Dirichlet–multinomial likelihood of counts.
///
/// The asymmetric alpha, from the counts n(d,k):
///
///     α(k) ← [ α(k) · Σ_d (ψ(n(d,k) + α(k)) − ψ(α(k))) + s − 1 ] / [ Σ_d (ψ(N(d) + A) − ψ(A)) + 1/c ]
///
/// with A = Σ α and a Gamma(s, c) prior on each α(k). The symmetric beta, from the counts n(k,w):
///
///     β ← [ β · Σ_k Σ_w (ψ(n(k,w) + β) − ψ(β)) + s − 1 ] / [ V · Σ_k (ψ(n(k) + V·β) − ψ(V·β)) + 1/c ]
///
/// with the same prior on β. Without the prior both are Minka's fixed point. Everything is sums,
/// products and quotients in double precision, in one order: the bits are the same on every CPU.
///
/// Source: Minka (2000), *Estimating a Dirichlet distribution*; the histogram form is Wallach
/// (2008), *Structured topic models for language*, section 2.3. Why alpha should be asymmetric and
/// beta not: Wallach, Mimno & McCallum (2009), *Rethinking LDA: why priors matter*, NIPS 22.
struct DirichletFixedPoint {
  /// The prior's shape s; 1 with an infinite `scale` is no prior.
  var shape = 1.001
  /// The prior's scale c.
  var scale = 1.0
  /// No parameter falls below this.
  var floor = 1e-4

  /// Repeats the fixed point of alpha until no part of it moves by more than a relative tolerance.
  ///
  /// - Parameters:
  ///   - alpha: the start, `[K]`, each > 0.
  ///   - limit: steps at most. A chain takes a few a time, since its counts move on anyway.
  /// - Returns: the new alpha, `[K]`, each at least `floor`.
  /// - Complexity: O(steps · (K · longest run of counts + longest document)).
  func alpha(
    from alpha: [Double], statistics: AlphaStatistics, tolerance: Double = 1e-3, limit: Int = 20
  ) -> [Double] {
    var alpha = alpha
    for _ in 0..<limit {
      var sum = 0.0
      for value in alpha { sum += value }
      let denominator = statistics.lengthHistogram.digammaSum(at: sum) + 1 / scale
      guard denominator > 0 else { return alpha }
      var largestChange = 0.0
      for k in alpha.indices {
        let old = alpha[k]
        let numerator = old * statistics.topicHistograms[k].digammaSum(at: old) + shape - 1
        alpha[k] = max(floor, numerator / denominator)
        largestChange = max(largestChange, abs(alpha[k] - old) / old)
      }
      if largestChange < tolerance { break }
    }
    return alpha
  }

  /// Follows the fixed point of beta to its end.
  ///
  /// The steps of a vocabulary of thousands are a thousandth of beta and less, each nearly as long
  /// as the last: two of them are taken, and then the sum of the series that they begin (Aitken).
  ///
  /// - Parameters:
  ///   - beta: the start, > 0.
  ///   - tolerance: the relative length of a step that is no longer followed.
  ///   - limit: pairs of steps at most.
  /// - Returns: the new beta, at least `floor`.
  /// - Complexity: O(limit · tokens of the largest topic).
  func beta(
    from beta: Double, statistics: BetaStatistics, tolerance: Double = 1e-6, limit: Int = 20
  ) -> Double {
    let termCount = Double(statistics.termCount)
    func step(_ beta: Double) -> Double {
      let denominator =
        termCount * statistics.totalHistogram.digammaSum(at: beta * termCount) + 1 / scale
      guard denominator > 0 else { return beta }
      return max(
        floor, (beta * statistics.cellHistogram.digammaSum(at: beta) + shape - 1) / denominator)
    }
    var beta = beta
    for _ in 0..<limit {
      let once = step(beta)
      let first = once - beta
      if abs(first) <= tolerance * beta { return once }
      let twice = step(once)
      let ratio = (twice - once) / first
      // The series converges, but not so slowly that its sum is mere rounding.
      let sum = ratio > 0 && ratio < 0.9999 ? beta + first / (1 - ratio) : twice
      beta = max(floor, min(max(sum, beta / 4), beta * 4))
    }
    return beta
  }
}
