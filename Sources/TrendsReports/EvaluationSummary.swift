/// What `trends evaluate` prints: how well a model foresees documents that it has not seen.
public struct EvaluationSummary: Equatable, Sendable {
  /// What one estimator says of all documents.
  public struct Estimate: Equatable, Sendable {
    /// Documents that it scored.
    public var documents: Int
    /// Tokens that it scored.
    public var tokens: Int
    /// ln p by tokens, in nats.
    public var logProbabilityPerToken: Double
    /// exp of its negative.
    public var perplexity: Double
    /// The standard error of ln p by tokens over repeats of the estimate; nil for a single one.
    public var monteCarloError: Double?
    /// The same over the documents; nil for a single one.
    public var documentError: Double?

    /// An estimate from its parts.
    public init(
      documents: Int, tokens: Int, logProbabilityPerToken: Double, perplexity: Double,
      monteCarloError: Double?, documentError: Double?
    ) {
      self.documents = documents
      self.tokens = tokens
      self.logProbabilityPerToken = logProbabilityPerToken
      self.perplexity = perplexity
      self.monteCarloError = monteCarloError
      self.documentError = documentError
    }
  }

  /// The model's name: `fit 3 of trends.db`.
  public var fitName: String
  /// How the model relates to the documents: `fitted again without them`.
  public var heldOutHow: String
  /// K.
  public var topics: Int
  /// V.
  public var terms: Int
  /// The chain that was scored, from 1.
  public var chain: Int
  /// The chains of the fit.
  public var chains: Int
  /// Sweeps a chain.
  public var sweeps: Int
  /// The seed of the scores.
  public var seed: UInt64
  /// Held-out documents, those without a known term included.
  public var documents: Int
  /// Documents without a known term.
  public var emptyDocuments: Int
  /// Documents too long for left-to-right.
  public var longDocuments: Int
  /// The most tokens that left-to-right takes.
  public var longestDocument: Int
  /// Tokens that are terms of the model.
  public var tokens: Int
  /// Tokens that are none.
  public var unknownTokens: Int
  /// Particles of a left-to-right estimate.
  public var particles: Int
  /// Sweeps of a document completion.
  public var completionSweeps: Int
  /// How often both were made.
  public var repeats: Int
  /// By left-to-right; nil where no document was scored so.
  public var leftToRight: Estimate?
  /// By document completion; nil where no document was scored so.
  public var completion: Estimate?

  /// A summary from its parts.
  public init(
    fitName: String, heldOutHow: String, topics: Int, terms: Int, chain: Int, chains: Int,
    sweeps: Int, seed: UInt64, documents: Int, emptyDocuments: Int, longDocuments: Int,
    longestDocument: Int, tokens: Int, unknownTokens: Int, particles: Int, completionSweeps: Int,
    repeats: Int, leftToRight: Estimate?, completion: Estimate?
  ) {
    self.fitName = fitName
    self.heldOutHow = heldOutHow
    self.topics = topics
    self.terms = terms
    self.chain = chain
    self.chains = chains
    self.sweeps = sweeps
    self.seed = seed
    self.documents = documents
    self.emptyDocuments = emptyDocuments
    self.longDocuments = longDocuments
    self.longestDocument = longestDocument
    self.tokens = tokens
    self.unknownTokens = unknownTokens
    self.particles = particles
    self.completionSweeps = completionSweeps
    self.repeats = repeats
    self.leftToRight = leftToRight
    self.completion = completion
  }

  /// The share of tokens that are no terms, `0...1`; nil where there are no tokens at all.
  public var unknownShare: Double? {
    let all = tokens + unknownTokens
    return all > 0 ? Double(unknownTokens) / Double(all) : nil
  }

  /// The summary for a terminal.
  ///
  /// - Parameter width: no line is longer, unless it is below 60.
  public func text(width: Int = 80) -> String {
    var page = TextPage(width: max(TopicList.leastWidth, width))
    page.add(
      "\(TerminalText.line(fitName)), \(TerminalText.line(heldOutHow)): "
        + "\(Self.counted(topics, "topic")), \(Self.counted(terms, "term")), "
        + "\(Self.counted(chains, "chain")) of \(Self.counted(sweeps, "sweep"))")
    page.add(
      "scored with chain \(chain)\(chains > 1 ? ", the likeliest" : ""); seed of the scores \(seed)"
    )
    page.addSpace()
    page.add("\(Self.counted(documents, "document")) held out")
    page.add(
      "\(Self.counted(tokens, "token")) scored; \(NumberText.grouped(unknownTokens)) out of the "
        + "vocabulary left out" + (unknownShare.map { " (\(NumberText.percent($0)))" } ?? ""))
    page.addSpace()
    page.add(table(width: page.width))
    page.addSpace()
    for note in notes { page.add(note, hanging: 2) }
    return page.text
  }

  private func table(width: Int) -> [String] {
    var table = TextTable([
      .init(heading: "", givesWay: true), .init(heading: "left-to-right", alignment: .right),
      .init(heading: "completion", alignment: .right),
    ])
    func row(_ name: String, _ cell: (Estimate) -> String?) {
      table.append([name] + [leftToRight, completion].map { $0.flatMap(cell) ?? "-" })
    }
    row("documents") { NumberText.grouped($0.documents) }
    row("tokens") { NumberText.grouped($0.tokens) }
    row("ln p a token") { NumberText.fixed($0.logProbabilityPerToken, decimals: 4) }
    row("  standard error, Monte Carlo") { $0.monteCarloError.map(Self.error) }
    row("  standard error, documents") { $0.documentError.map(Self.error) }
    row("perplexity") { NumberText.grouped($0.perplexity, decimals: 1) }
    row("  standard error, Monte Carlo") { estimate in
      estimate.monteCarloError.map {
        NumberText.grouped($0 * estimate.perplexity, decimals: 1)
      }
    }
    row("  standard error, documents") { estimate in
      estimate.documentError.map {
        NumberText.grouped($0 * estimate.perplexity, decimals: 1)
      }
    }
    return table.lines(width: min(width, 64))
  }

  private static func error(_ value: Double) -> String { NumberText.fixed(value, decimals: 4) }

  private var notes: [String] {
    var notes = [
      "left-to-right: p of all tokens of a document, by \(Self.counted(particles, "particle")); "
        + "completion: p of one half given the other, by "
        + "\(Self.counted(completionSweeps, "sweep")).",
      repeats > 1
        ? "Monte Carlo: over \(NumberText.inWords(repeats)) repeats of each estimate. documents: "
          + "had other documents of the kind been drawn; the Monte Carlo error is in it."
        : "documents: had other documents of the kind been drawn. Each estimate was made once, so "
          + "that its own error is unknown.",
    ]
    if longDocuments > 0 {
      notes.append(
        "\(Self.counted(longDocuments, "document")) of more than "
          + "\(Self.counted(longestDocument, "token")): completion only.")
    }
    if emptyDocuments > 0 {
      notes.append(
        "\(Self.counted(emptyDocuments, "document")) without a known term: not scored.")
    }
    notes.append(
      "Compare with figures of the same documents, vocabulary and estimator only.")
    return notes
  }

  private static func counted(_ number: Int, _ noun: String) -> String {
    "\(NumberText.grouped(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  /// The summary as JSON, for `--json`.
  public var json: String {
    func estimate(_ estimate: Estimate?) -> JSONValue {
      guard let estimate else { return .null }
      return .object([
        .init("documents", .integer(estimate.documents)),
        .init("tokens", .integer(estimate.tokens)),
        .init("log_likelihood_per_token", .number(estimate.logProbabilityPerToken)),
        .init("monte_carlo_error", .optional(estimate.monteCarloError)),
        .init("document_error", .optional(estimate.documentError)),
        .init("perplexity", .number(estimate.perplexity)),
        .init(
          "perplexity_monte_carlo_error",
          .optional(estimate.monteCarloError.map { $0 * estimate.perplexity })),
        .init(
          "perplexity_document_error",
          .optional(estimate.documentError.map { $0 * estimate.perplexity })),
      ])
    }
    return JSONValue.object([
      .init("schema_version", .integer(ReportTables.schemaVersion)),
      .init("fit", .string(fitName)), .init("held_out", .string(heldOutHow)),
      .init("topics", .integer(topics)), .init("terms", .integer(terms)),
      .init("chain", .integer(chain)), .init("chains", .integer(chains)),
      .init("sweeps", .integer(sweeps)), .init("seed", .unsigned(seed)),
      .init("documents", .integer(documents)),
      .init("documents_without_terms", .integer(emptyDocuments)),
      .init("documents_completed_only", .integer(longDocuments)),
      .init("tokens", .integer(tokens)), .init("unknown_tokens", .integer(unknownTokens)),
      .init("unknown_share", .optional(unknownShare)),
      .init("particles", .integer(particles)),
      .init("completion_sweeps", .integer(completionSweeps)),
      .init("repeats", .integer(repeats)), .init("left_to_right", estimate(leftToRight)),
      .init("completion", estimate(completion)),
    ]).text
  }
}
