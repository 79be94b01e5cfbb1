/// A held-out document: one row of what `trends evaluate --out` writes.
public struct HeldOutRow: Equatable, Sendable {
  /// A document's score by one estimator.
  public struct Score: Equatable, Sendable {
    /// The tokens that were scored.
    public var tokens: Int
    /// ln p of them, in nats.
    public var logProbability: Double
    /// Its standard error over repeats; nil for a single one.
    public var monteCarloError: Double?

    /// A score from its parts.
    public init(tokens: Int, logProbability: Double, monteCarloError: Double?) {
      self.tokens = tokens
      self.logProbability = logProbability
      self.monteCarloError = monteCarloError
    }
  }

  /// The document's identifier.
  public var documentID: String
  /// Its tokens that are terms of the model.
  public var tokens: Int
  /// Its tokens that are none, without stop words.
  public var unknownTokens: Int
  /// By left-to-right; nil where it was not scored so.
  public var leftToRight: Score?
  /// By document completion; nil where it was not scored so.
  public var completion: Score?
  /// Why a score is missing, as a code; nil where none is.
  public var reason: String?

  /// A row from its cells.
  public init(
    documentID: String, tokens: Int, unknownTokens: Int, leftToRight: Score?, completion: Score?,
    reason: String?
  ) {
    self.documentID = documentID
    self.tokens = tokens
    self.unknownTokens = unknownTokens
    self.leftToRight = leftToRight
    self.completion = completion
    self.reason = reason
  }

  /// The table of held-out documents; its file is named by the user.
  public static let table = Table<Self>(
    fileName: "held_out.csv", grain: "a held-out document",
    columns: [
      .identifier("document_id", "identifier of the document") { $0.documentID },
      .integer("tokens", unit: "tokens", "tokens that are terms of the model") { $0.tokens },
      .integer(
        "unknown_tokens", unit: "tokens", "tokens, stop words apart, that are no terms; left out"
      ) { $0.unknownTokens },
      .number(
        "left_to_right", unit: "nats",
        "ln p of all tokens by left-to-right; empty where it was not scored so"
      ) { $0.leftToRight?.logProbability },
      .number(
        "left_to_right_error", unit: "nats", "its standard error over repeats of the estimate"
      ) { $0.leftToRight?.monteCarloError },
      .integer(
        "completion_tokens", unit: "tokens", "tokens of the half that document completion scores"
      ) { $0.completion?.tokens },
      .number(
        "completion", unit: "nats",
        "ln p of that half given the other; empty where it was not scored so"
      ) { $0.completion?.logProbability },
      .number(
        "completion_error", unit: "nats", "its standard error over repeats of the estimate"
      ) { $0.completion?.monteCarloError },
      .text("reason", "why a score is missing, as a code") { $0.reason },
    ])
}
