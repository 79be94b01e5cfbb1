/// How many documents hold exactly *n* tokens of a topic, and how many have exactly *n* tokens: all
/// that the likelihood of alpha needs to know of a state.
///
/// Everything here is sums, products and quotients in double precision, in one order, so that the
/// learned alpha has the same bits on every CPU: the digamma differences of the fixed point are
/// finite sums, ψ(n + α) − ψ(α) = Σ_{i<n} 1 / (α + i).
struct AlphaStatistics {
  /// `[K]`, each a histogram: entry *n* counts the documents with *n* tokens on the topic, *n* ≥ 1.
  var topicHistograms: [[Int]]
  /// Entry *n* counts the documents of *n* tokens, *n* ≥ 1.
  var lengthHistogram: [Int]

  /// The histograms of a matrix of counts.
  init(_ documentTopics: DocumentTopics, topicCount: Int) {
    topicHistograms = Array(repeating: [], count: topicCount)
    lengthHistogram = []
    for d in 0..<documentTopics.documentCount {
      var length = 0
      for i in documentTopics.documentStarts[d]..<documentTopics.documentStarts[d + 1] {
        let count = Int(documentTopics.counts[i])
        length += count
        Self.count(count, in: &topicHistograms[Int(documentTopics.topics[i])])
      }
      if length > 0 { Self.count(length, in: &lengthHistogram) }
    }
  }

  private static func count(_ n: Int, in histogram: inout [Int]) {
    if histogram.count <= n {
      histogram.append(contentsOf: repeatElement(0, count: n + 1 - histogram.count))
    }
    histogram[n] += 1
  }
}

/// Asymmetric alpha by a fixed point on the Dirichlet–multinomial likelihood of the counts n(d,k).
///
///     α(k) ← [ α(k) · Σ_d (ψ(n(d,k) + α(k)) − ψ(α(k))) + s − 1 ] / [ Σ_d (ψ(N(d) + A) − ψ(A)) + 1/c ]
///
/// with A = Σ α and a Gamma(s, c) prior on each α(k). Without the prior this is Minka's fixed point.
///
/// Source: Minka (2000), *Estimating a Dirichlet distribution*; the histogram form is Wallach
/// (2008), *Structured topic models for language*, section 2.3. Why alpha should be asymmetric and
/// beta not: Wallach, Mimno & McCallum (2009), *Rethinking LDA: why priors matter*, NIPS 22.
struct AlphaFixedPoint {
  /// The prior's shape s; 1 with an infinite `scale` is no prior.
  var shape = 1.001
  /// The prior's scale c.
  var scale = 1.0
  /// No alpha falls below this.
  var floor = 1e-4

  /// Repeats the fixed point until no alpha moves by more than a relative tolerance.
  ///
  /// - Parameters:
  ///   - alpha: the start, `[K]`, each > 0.
  ///   - limit: steps at most. A chain takes a few a time, since its counts move on anyway.
  /// - Returns: the new alpha, `[K]`, each at least `floor`.
  /// - Complexity: O(steps · (K · longest run of counts + longest document)).
  func maximum(
    from alpha: [Double], statistics: AlphaStatistics, tolerance: Double = 1e-3, limit: Int = 20
  ) -> [Double] {
    var alpha = alpha
    for _ in 0..<limit {
      var sum = 0.0
      for value in alpha { sum += value }
      let denominator = digammaSum(statistics.lengthHistogram, at: sum) + 1 / scale
      guard denominator > 0 else { return alpha }
      var largestChange = 0.0
      for k in alpha.indices {
        let old = alpha[k]
        let numerator = old * digammaSum(statistics.topicHistograms[k], at: old) + shape - 1
        alpha[k] = max(floor, numerator / denominator)
        largestChange = max(largestChange, abs(alpha[k] - old) / old)
      }
      if largestChange < tolerance { break }
    }
    return alpha
  }

  /// Σ_n histogram(n) · (ψ(n + x) − ψ(x)).
  private func digammaSum(_ histogram: [Int], at x: Double) -> Double {
    var sum = 0.0
    var difference = 0.0
    for n in 1..<max(1, histogram.count) {
      difference += 1 / (x + Double(n - 1))
      if histogram[n] > 0 { sum += Double(histogram[n]) * difference }
    }
    return sum
  }
}
