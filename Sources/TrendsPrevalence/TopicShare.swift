public import TrendsCorpus

/// Why a figure is missing, or must be read with care.
public enum ReasonCode: String, Sendable, Codable, CaseIterable {
  /// Too few dates for what was asked.
  case insufficientDates = "insufficient_dates"
  /// Too few documents to say how much documents differ.
  case insufficientDocuments = "insufficient_documents"
  /// Nothing was listed in the period.
  case noDocuments = "no_documents"
  /// Fewer than ten documents in the period: the interval rests on the spread over all periods.
  case thinPeriod = "thin_period"
  /// The fit is a single draw: how far the assignment of tokens is uncertain cannot be known.
  case singleDraw = "single_draw"
  /// The chains disagree on the topic.
  case unstableTopic = "unstable_topic"
  /// The chains had not settled.
  case notConverged = "not_converged"
  /// The series does not vary.
  case zeroVariance = "zero_variance"
}

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
  /// 95 % of the composition draws lie in here; nil with a reason.
  public let interval: ShareInterval?
  /// The standard deviation over draws of the assignments; nil for a single draw.
  public let assignmentDeviation: Double?
  /// The standard deviation over resampled documents.
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
  /// One share a topic, `[K]`; they sum to 1 where there is any document.
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
