/// Everything that determines a fit besides the corpus: two fits with equal options and equal bags
/// of words give equal bytes, at any thread count.
public struct LDAOptions: Equatable, Sendable, Codable {
  /// K, in `1...65535`.
  public var topicCount = 20
  /// Independent chains, at least 1.
  public var chainCount = 4
  /// Sweeps a chain, at least 1; one sweep is one pass over every token.
  public var sweepCount = 600
  /// Sweeps before the first draw may be kept, in `0..<sweepCount`.
  public var burnIn = 300
  /// Draws kept a chain, spread evenly after the burn-in; at least 1.
  public var drawsPerChain = 25
  /// The seed; 0 is a seed like any other.
  public var seed: UInt64 = 1
  /// `philox`, or the name of one of GSL's own generators such as `mt19937`.
  public var generator = "philox"
  /// How tokens are resampled.
  public var sampler = SamplerKind.auto
  /// A, the sum of the document–topic prior at the start, > 0; each topic starts at A / K.
  public var alphaSum = 5.0
  /// The topic–term prior at the start, > 0, the same for every term.
  public var beta = 0.01
  /// Whether the asymmetric alpha is learned every 20 sweeps from sweep 100 on.
  public var learnsAlpha = true
  /// Whether the symmetric beta is learned at the same sweeps.
  public var learnsBeta = true

  /// The defaults.
  public init() {}

  /// Options as a store has them; what a store says nothing of had not been thought of yet, and was
  /// off.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    topicCount = try values.decode(Int.self, forKey: .topicCount)
    chainCount = try values.decode(Int.self, forKey: .chainCount)
    sweepCount = try values.decode(Int.self, forKey: .sweepCount)
    burnIn = try values.decode(Int.self, forKey: .burnIn)
    drawsPerChain = try values.decode(Int.self, forKey: .drawsPerChain)
    seed = try values.decode(UInt64.self, forKey: .seed)
    generator = try values.decode(String.self, forKey: .generator)
    sampler = try values.decode(SamplerKind.self, forKey: .sampler)
    alphaSum = try values.decode(Double.self, forKey: .alphaSum)
    beta = try values.decode(Double.self, forKey: .beta)
    learnsAlpha = try values.decode(Bool.self, forKey: .learnsAlpha)
    learnsBeta = try values.decodeIfPresent(Bool.self, forKey: .learnsBeta) ?? false
  }
}

/// How tokens are resampled.
public enum SamplerKind: String, Equatable, Sendable, Codable, CaseIterable {
  /// Chosen by the number of tokens and of topics; see ``LDAOptions/resolvedSampler(for:)``.
  case auto
  /// Exact: the scalar reference, plain and slow, and what the others are tested against.
  case scalar
  /// Exact: sixteen topics at a time, the fastest exact one up to ``mostDenseTopics``, 128.
  case dense
  /// Exact: term by term, only the topics of a document, for many topics.
  case sparse
  /// Very nearly exact: blocks of a Latin square side by side, for large corpora and threads. How
  /// many tokens each topic has is at most two percent of a sweep out of date, on corpora of some
  /// thousand tokens and more.
  case square
}
