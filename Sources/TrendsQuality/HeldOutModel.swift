public import TrendsLDA

/// The topics that held-out documents are scored with: phi and alpha, both fixed.
public struct HeldOutModel: Equatable, Sendable {
  /// The document–topic prior, `[K]`, each > 0.
  public let alpha: [Double]
  /// V.
  public let termCount: Int
  /// phi by term, `[V × K]`, row-major: the topics of a term stand side by side.
  let termTopics: [Double]

  /// K.
  public var topicCount: Int { alpha.count }

  /// A model from its parameters.
  ///
  /// - Parameters:
  ///   - phi: topic–term probabilities, `[K × V]`, row-major; each row sums to 1, every entry > 0.
  ///   - alpha: the document–topic prior, `[K]`, each > 0.
  public init(phi: [Double], alpha: [Double]) {
    precondition(!alpha.isEmpty && phi.count % alpha.count == 0, "one row of phi a topic")
    precondition(alpha.allSatisfy { $0 > 0 && $0.isFinite }, "alpha is above 0")
    precondition(phi.allSatisfy { $0 > 0 && $0 <= 1 }, "every term is possible in every topic")
    let termCount = phi.count / alpha.count
    self.alpha = alpha
    self.termCount = termCount
    var termTopics = [Double](repeating: 0, count: phi.count)
    for k in alpha.indices {
      for w in 0..<termCount { termTopics[w * alpha.count + k] = phi[k * termCount + w] }
    }
    self.termTopics = termTopics
  }

  /// The model of a chain: counts and priors averaged over its draws.
  ///
  ///     φ(k,w) = (n̄(k,w) + β̄) / (n̄(k) + V·β̄)
  ///
  /// - Precondition: the chain has draws, as every finished one.
  public init(chain: ChainResult) {
    precondition(!chain.draws.isEmpty, "a chain keeps at least one draw")
    let drawCount = Double(chain.draws.count)
    let topicCount = chain.draws[0].alpha.count
    let alpha = (0..<topicCount).map { k in
      chain.draws.reduce(0.0) { $0 + $1.alpha[k] } / drawCount
    }
    let beta = chain.draws.reduce(0.0) { $0 + $1.beta } / drawCount
    let termCount = chain.topicTermCounts.count / topicCount
    var phi = chain.topicTermCounts.map { Double($0) / drawCount + beta }
    for k in 0..<topicCount {
      let row = k * termCount..<(k + 1) * termCount
      let total = phi[row].reduce(0, +)
      for i in row { phi[i] /= total }
    }
    self.init(phi: phi, alpha: alpha)
  }
}

/// How held-out documents are scored.
public struct HeldOutOptions: Equatable, Sendable {
  /// The seed; 0 is a seed like any other.
  public var seed: UInt64 = 1
  /// R, the particles of one left-to-right estimate, in `1...100_000`.
  public var particleCount = 100
  /// How often each estimate is repeated, for its Monte Carlo error; at least 1, which gives none.
  public var repeatCount = 4
  /// Gibbs sweeps over the first half of a document in document completion, at least 1.
  public var sweepCount = 20
  /// Documents of more tokens are scored by document completion alone: the time of left-to-right
  /// grows with the square of the length.
  public var longestDocument = 300
  /// Particles are resampled where their effective number falls below this share of R, in `0...1`.
  var leastEffectiveShare = 0.1

  /// The defaults.
  public init() {}
}
