/// What was done, to what, with what: the values of `manifest.json`.
///
/// It holds no time, no user and no folder, so that the same work gives the same bytes.
public struct Manifest: Equatable, Sendable {
  /// An input that was read.
  public struct Input: Equatable, Sendable {
    /// Its name, without a folder.
    public var name: String
    /// Its digest with the algorithm before it: `sha256:9f86…`.
    public var digest: String
    /// The papers it gave.
    public var paperCount: Int

    /// An input from its parts.
    public init(name: String, digest: String, paperCount: Int) {
      self.name = name
      self.digest = digest
      self.paperCount = paperCount
    }
  }

  /// A file of the report.
  public struct File: Equatable, Sendable {
    /// Its name, without a folder.
    public var name: String
    /// Its digest with the algorithm before it: `sha256:9f86…`.
    public var digest: String

    /// A file from its parts.
    public init(name: String, digest: String) {
      self.name = name
      self.digest = digest
    }
  }

  /// A topic's part in the agreement of the chains.
  public struct TopicConvergence: Equatable, Sendable {
    /// The topic.
    public var topicID: String
    /// R-hat of its share over the chains; nil where undefined.
    public var rHat: Double?
    /// Effective draws of its share; nil where undefined.
    public var effectiveDraws: Double?
    /// The reason code for which it is left out of conclusions, or nil.
    public var reason: String?

    /// A topic's figures.
    public init(topicID: String, rHat: Double?, effectiveDraws: Double?, reason: String?) {
      self.topicID = topicID
      self.rHat = rHat
      self.effectiveDraws = effectiveDraws
      self.reason = reason
    }
  }

  /// The version of the program.
  public var version: String
  /// The command that made the report, one word an element.
  public var command: [String]
  /// The seed of the fit.
  public var seed: UInt64
  /// Every option that can change a result, by name, in the order of the help page.
  public var options: [JSONValue.Member]
  /// The inputs, in the order they were read.
  public var inputs: [Input]
  /// The tables and their rows, as ``ReportTables`` counted them.
  public var tables: [ReportTables.Count]
  /// All files of the report but the manifest, by which a later report knows its own.
  public var files: [File]
  /// R-hat of the log likelihood; nil where undefined.
  public var logLikelihoodRHat: Double?
  /// Effective draws of the log likelihood; nil where undefined.
  public var logLikelihoodEffectiveDraws: Double?
  /// The topics' part, by identifier.
  public var topics: [TopicConvergence]
  /// What was warned of, one line each.
  public var warnings: [String]

  /// A manifest from its parts.
  public init(
    version: String, command: [String], seed: UInt64, options: [JSONValue.Member],
    inputs: [Input], tables: [ReportTables.Count], files: [File], logLikelihoodRHat: Double?,
    logLikelihoodEffectiveDraws: Double?, topics: [TopicConvergence], warnings: [String]
  ) {
    self.version = version
    self.command = command
    self.seed = seed
    self.options = options
    self.inputs = inputs
    self.tables = tables
    self.files = files
    self.logLikelihoodRHat = logLikelihoodRHat
    self.logLikelihoodEffectiveDraws = logLikelihoodEffectiveDraws
    self.topics = topics
    self.warnings = warnings
  }

  /// Files and their digests as the manifest lists them.
  package static func listing(_ files: [File]) -> JSONValue {
    .object(files.map { .init($0.name, .string($0.digest)) })
  }

  /// The text of `manifest.json`.
  ///
  /// - Precondition: every figure is finite.
  public var json: String {
    let inputs = inputs.map { input in
      JSONValue.object([
        .init("name", .string(input.name)), .init("digest", .string(input.digest)),
        .init("papers", .integer(input.paperCount)),
      ])
    }
    let tables = tables.map { JSONValue.Member($0.file, .integer($0.rowCount)) }
    let topics = topics.map { topic in
      JSONValue.object([
        .init("topic_id", .string(topic.topicID)), .init("r_hat", .optional(topic.rHat)),
        .init("effective_draws", .optional(topic.effectiveDraws)),
        .init("reason", .optional(topic.reason)),
      ])
    }
    return JSONValue.object([
      .init("program", .string("trends")),
      .init("version", .string(version)),
      .init("schema_version", .integer(ReportTables.schemaVersion)),
      .init("command", .strings(command)),
      .init("seed", .unsigned(seed)),
      .init("options", .object(options)),
      .init("inputs", .array(inputs)),
      .init("rows", .object(tables)),
      .init("files", Self.listing(files)),
      .init(
        "convergence",
        .object([
          .init("log_likelihood_r_hat", .optional(logLikelihoodRHat)),
          .init("log_likelihood_effective_draws", .optional(logLikelihoodEffectiveDraws)),
          .init("topics", .array(topics)),
        ])),
      .init("warnings", .strings(warnings)),
    ]).text
  }
}
