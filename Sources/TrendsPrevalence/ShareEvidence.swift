/// What a topic's share among some documents is made of, document by document.
///
/// With c(d,k) the tokens of document *d* in topic *k*, summed over the S draws
/// that speak of topic *k*, and N(d) its length:
///
///     documents = Σ_d c(d,k) / (N(d)·S),   share = documents / D,   tokens = Σ_d c(d,k) / S
///
/// over the D documents with tokens. These are the numbers of ``TopicShare``, bit for bit, where the
/// documents are added up in the order in which they stand here.
public struct ShareEvidence: Equatable, Sendable {
  /// What one document adds.
  public struct Contribution: Equatable, Sendable {
    /// The document.
    public var document: Int
    /// Its tokens, N(d).
    public var length: Int
    /// Its tokens in each topic, the mean over draws, `[K]`; they sum to `length`.
    public var topicTokens: [Double]
    /// The topic's share of its tokens, `0...1`: what it adds to the expected documents.
    public var share: Double
  }

  /// The topic.
  public let topic: Int
  /// The documents with tokens of the topic in at least one draw, ascending.
  public let contributions: [Contribution]
  /// Documents that count with no token of the topic in any draw, ascending.
  public let untouched: [Int]
  /// Documents without any token, which do not count, ascending.
  public let empty: [Int]
  /// The expected number of documents, the sum of the shares.
  public let documents: Double
  /// The expected number of tokens.
  public let tokens: Double
  /// All tokens of the documents.
  public let tokenCount: Int

  /// The documents that count: the denominator of the share.
  public var documentCount: Int { contributions.count + untouched.count }
  /// The mean over documents of the topic's share; nil where no document counts.
  public var share: Double? { documentCount > 0 ? documents / Double(documentCount) : nil }

  /// Takes a share apart.
  ///
  /// - Parameters:
  ///   - topic: in `0..<K`.
  ///   - documents: those of a period, ascending, each once.
  /// - Complexity: O(documents · K).
  public init(topic: Int, documents: [Int], draws: AlignedDraws) {
    let lengths = draws.documentLengths
    let drawCounts = draws.drawsOfTopic.map(\.count)
    var contributions: [Contribution] = []
    var untouched: [Int] = []
    var expected = 0.0
    var tokens = 0
    for d in documents where lengths[d] > 0 {
      let counts = draws.tokenSums[d * draws.topicCount..<(d + 1) * draws.topicCount].map(Int.init)
      guard counts[topic] > 0 else {
        untouched.append(d)
        continue
      }
      let share = Double(counts[topic]) / Double(lengths[d] * drawCounts[topic])
      expected += share
      tokens += counts[topic]
      contributions.append(
        Contribution(
          document: d, length: lengths[d],
          topicTokens: Self.filled(
            zip(counts, drawCounts).map { Double($0) / Double($1) }, topic: topic,
            length: lengths[d]), share: share))
    }
    self.topic = topic
    self.contributions = contributions
    self.untouched = untouched
    empty = documents.filter { lengths[$0] == 0 }
    self.documents = expected
    self.tokens = Double(tokens) / Double(drawCounts[topic])
    tokenCount = documents.reduce(0) { $0 + lengths[$1] }
  }
  /// Tokens of all topics that make up the document: those of one topic as they are, the others in
  /// proportion. Where some chains did not find a topic, the means over draws alone need not.
  private static func filled(_ tokens: [Double], topic: Int, length: Int) -> [Double] {
    let others = tokens.reduce(0, +) - tokens[topic]
    let room = max(0, Double(length) - tokens[topic])
    guard others > 0 else { return tokens }
    return tokens.indices.map { $0 == topic ? tokens[$0] : tokens[$0] * room / others }
  }
}
