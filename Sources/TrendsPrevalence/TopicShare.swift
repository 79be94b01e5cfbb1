public import TrendsCorpus

/// An interval of a share, in `0...1`.
public struct ShareInterval: Equatable, Sendable {
  /// The 2.5 % quantile.
  public let low: Double
  /// The 97.5 % quantile.
  public let high: Double

  /// An interval from its ends.
  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }
}

/// A topic's prevalence among some documents.
public struct TopicShare: Equatable, Sendable {
  /// The mean over documents of the topic's share of their tokens, in `0...1`: one paper, one vote.
  /// Nil where no document holds a token.
  public let share: Double?
  /// 95 % of the composition draws lie in here; nil with a reason, such as a single draw where nothing
  /// but the assignments is uncertain.
  public let interval: ShareInterval?
  /// The standard deviation over draws of the assignments; nil for a single draw.
  public let assignmentDeviation: Double?
  /// The standard deviation over resampled documents; nil where documents are not resampled.
  public let documentDeviation: Double?
  /// The expected number of documents, share × documents with tokens.
  public let expectedDocuments: Double
  /// The topic's share of all tokens, in `0...1`; long documents weigh more.
  public let tokenShare: Double?
  /// The expected number of tokens.
  public let expectedTokens: Double
  /// Why a figure is missing, or must be read with care.
  public let reason: ReasonCode?
}

/// All topics' prevalence among some documents.
public struct GroupShares: Equatable, Sendable {
  /// Documents with tokens: the denominator of the shares.
  public let documentCount: Int
  /// Documents without a token of the vocabulary: in no share.
  public let emptyDocumentCount: Int
  /// Tokens of all documents: the denominator of the token-weighted shares.
  public let tokenCount: Int
  /// One share a topic, `[K]`; they sum to 1 where every chain found every topic.
  public let topics: [TopicShare]
}

/// All topics' prevalence in one period.
public struct PeriodShares: Equatable, Sendable {
  /// The period.
  public let bucket: DateBucket
  /// Whether the period is covered to both its ends.
  public let isComplete: Bool
  /// The shares among its documents.
  public let shares: GroupShares
}
