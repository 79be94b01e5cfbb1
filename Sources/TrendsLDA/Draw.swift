/// How many tokens of each document are assigned to each topic, in compressed sparse rows: n(d,k).
///
/// Row *d* is the slice `documentStarts[d]..<documentStarts[d + 1]`; topics ascend within a row and
/// every count is at least 1, so that a row sums to the document's length.
public struct DocumentTopics: Equatable, Sendable {
  /// Where each row starts, `[D + 1]`, ascending from 0.
  public var documentStarts: [Int]
  /// The topics of all rows, each in `0..<K`.
  public var topics: [UInt16]
  /// How many tokens each holds, as long as `topics`.
  public var counts: TokenCounts

  /// Counts from their arrays.
  public init(documentStarts: [Int], topics: [UInt16], counts: TokenCounts) {
    self.documentStarts = documentStarts
    self.topics = topics
    self.counts = counts
  }

  /// D, the number of documents.
  public var documentCount: Int { documentStarts.count - 1 }

  /// Calls `body` with each topic of a document and how many of its tokens have it.
  @inlinable @inline(__always)
  public func forEachTopic(of document: Int, _ body: (_ topic: Int, _ tokens: UInt32) -> Void) {
    let row = documentStarts[document]..<documentStarts[document + 1]
    precondition(row.upperBound <= topics.count, "rows end with the topics")
    topics.withUnsafeBufferPointer { topics in
      counts.forEach(in: row) { i, tokens in body(Int(topics[i]), tokens) }
    }
  }

  /// Calls `body` with the rows as they lie in memory, for loops over all documents: each
  /// ``forEachTopic(of:_:)`` counts references anew.
  @inlinable public func withRows<Result>(_ body: (Rows) -> Result) -> Result {
    precondition(
      documentStarts.last == topics.count && topics.count == counts.count,
      "rows end with the topics")
    return documentStarts.withUnsafeBufferPointer { starts in
      topics.withUnsafeBufferPointer { topics in
        counts.withPlaces { body(Rows(starts: starts, topics: topics, counts: $0)) }
      }
    }
  }

  /// Rows that lie still as long as ``withRows(_:)`` runs.
  @frozen public struct Rows {
    @usableFromInline let starts: UnsafeBufferPointer<Int>
    @usableFromInline let topics: UnsafeBufferPointer<UInt16>
    @usableFromInline let counts: TokenCounts.Places

    @inlinable init(
      starts: UnsafeBufferPointer<Int>, topics: UnsafeBufferPointer<UInt16>,
      counts: TokenCounts.Places
    ) {
      (self.starts, self.topics, self.counts) = (starts, topics, counts)
    }

    /// Calls `body` with each topic of a document and how many of its tokens have it.
    @inlinable @inline(__always)
    public func forEachTopic(of document: Int, _ body: (_ topic: Int, _ tokens: UInt32) -> Void) {
      precondition(document >= 0 && document < starts.count - 1, "a document that there is")
      let row = starts[document]..<starts[document + 1]
      switch counts {
      case .bytes(let counts): for i in row { body(Int(topics[i]), UInt32(counts[i])) }
      case .pairs(let counts): for i in row { body(Int(topics[i]), UInt32(counts[i])) }
      case .words(let counts): for i in row { body(Int(topics[i]), counts[i]) }
      }
    }
  }
}

/// A kept state of a chain, as far as shares need it.
public struct Draw: Equatable, Sendable {
  /// The sweep after which it was kept, from 1.
  public var sweep: Int
  /// ln p(w, z | alpha, beta) in nats.
  public var logLikelihood: Double
  /// The document–topic prior at that sweep, `[K]`.
  public var alpha: [Double]
  /// The topic–term prior at that sweep.
  public var beta: Double
  /// n(d,k) of the state.
  public var documentTopics: DocumentTopics

  /// A draw from its parts.
  public init(
    sweep: Int, logLikelihood: Double, alpha: [Double], beta: Double,
    documentTopics: DocumentTopics
  ) {
    self.sweep = sweep
    self.logLikelihood = logLikelihood
    self.alpha = alpha
    self.beta = beta
    self.documentTopics = documentTopics
  }
}

/// What a finished chain leaves behind.
public struct ChainResult: Equatable, Sendable {
  /// A point of the chain's trace.
  public struct TracePoint: Equatable, Sendable {
    /// The sweep, from 1.
    public var sweep: Int
    /// ln p(w, z | alpha, beta) in nats after that sweep.
    public var logLikelihood: Double

    /// A point from its parts.
    public init(sweep: Int, logLikelihood: Double) {
      self.sweep = sweep
      self.logLikelihood = logLikelihood
    }
  }

  /// The chain's number, from 0.
  public var chain: Int
  /// The kept draws, by sweep.
  public var draws: [Draw]
  /// n(k,w) summed over the draws, `[K × V]`, row-major.
  public var topicTermCounts: [UInt32]
  /// z after the last sweep, one a token: documents in order, within a document by term.
  public var assignments: [UInt16]
  /// The likelihood every few sweeps, from the first sweep on.
  public var trace: [TracePoint]

  /// A result from its parts.
  public init(
    chain: Int, draws: [Draw], topicTermCounts: [UInt32], assignments: [UInt16],
    trace: [TracePoint]
  ) {
    self.chain = chain
    self.draws = draws
    self.topicTermCounts = topicTermCounts
    self.assignments = assignments
    self.trace = trace
  }
}
