public import TrendsCorpus

/// What `trends why` shows: the papers and words that a share is made of.
public struct ShareOrigin: Equatable, Sendable {
  /// A term of a paper with its tokens in the topic.
  public struct Term: Equatable, Sendable {
    /// The term as a reader sees it.
    public var term: String
    /// Its tokens in the topic; an estimate, while their sum is exact.
    public var tokens: Double
    /// How often the paper has it.
    public var count: Int

    /// A term from its parts.
    public init(term: String, tokens: Double, count: Int) {
      self.term = term
      self.tokens = tokens
      self.count = count
    }
  }

  /// A paper of the share.
  public struct Paper: Equatable, Sendable {
    /// The permanent identifier.
    public var id: String
    /// The listing dates that lie in the period.
    public var dates: [ListingDate]
    /// The title.
    public var title: String
    /// A link to it, or nil.
    public var url: String?
    /// The user's own columns.
    public var columns: [Column]
    /// The topic's share of the paper, `0...1`.
    public var share: Double
    /// Its tokens in the topic, the mean over draws.
    public var tokens: Double
    /// All its tokens.
    public var length: Int
    /// Its terms, most tokens first; the tokens sum to `tokens`.
    public var terms: [Term]

    /// A paper from its parts.
    public init(
      id: String, dates: [ListingDate], title: String, url: String?, columns: [Column],
      share: Double, tokens: Double, length: Int, terms: [Term]
    ) {
      self.id = id
      self.dates = dates
      self.title = title
      self.url = url
      self.columns = columns
      self.share = share
      self.tokens = tokens
      self.length = length
      self.terms = terms
    }
  }

  /// The figures of a table's row that the share was compared with.
  public struct GivenRow: Equatable, Sendable {
    /// The table's file.
    public var table: String
    /// The share that stands there; nil where the table has none or the cell is empty.
    public var share: Double?
    /// The expected papers that stand there.
    public var documents: Double?

    /// A row from its figures.
    public init(table: String, share: Double?, documents: Double?) {
      self.table = table
      self.share = share
      self.documents = documents
    }
  }

  /// The topic.
  public var topicID: String
  /// Its name.
  public var label: String
  /// The fit: `fit 3 of trends.db`.
  public var fitName: String
  /// How many draws the figures are means of.
  public var drawCount: Int
  /// The period's name; nil for all periods together.
  public var period: String?
  /// The share as `trends.csv` has it; nil where no paper counts.
  public var share: Double?
  /// The expected papers as `trends.csv` has them: the sum of the papers' shares, in their order.
  public var documents: Double
  /// The papers that count.
  public var paperCount: Int
  /// The tokens as `trends.csv` has them.
  public var tokens: Double
  /// All tokens of the papers that count.
  public var tokenCount: Int
  /// The papers with tokens of the topic, in the order of the fit.
  public var papers: [Paper]
  /// Papers that count with no token of the topic: identifiers.
  public var untouched: [String]
  /// Papers that do not count, since they have no known word: identifiers.
  public var empty: [String]
  /// The row that the user gave, or nil.
  public var given: GivenRow?

  /// An origin from its parts.
  public init(
    topicID: String, label: String, fitName: String, drawCount: Int, period: String?,
    share: Double?, documents: Double, paperCount: Int, tokens: Double, tokenCount: Int,
    papers: [Paper], untouched: [String], empty: [String], given: GivenRow?
  ) {
    self.topicID = topicID
    self.label = label
    self.fitName = fitName
    self.drawCount = drawCount
    self.period = period
    self.share = share
    self.documents = documents
    self.paperCount = paperCount
    self.tokens = tokens
    self.tokenCount = tokenCount
    self.papers = papers
    self.untouched = untouched
    self.empty = empty
    self.given = given
  }

  /// Whether the row's figures are these, as far as it has any; nil where no row was given.
  ///
  /// A spreadsheet may have rounded the last of seventeen digits away.
  public var rowAgrees: Bool? {
    guard let given else { return nil }
    func agree(_ left: Double?, _ right: Double?) -> Bool {
      guard let left else { return true }
      guard let right else { return false }
      return abs(left - right) <= 1e-9 * max(1, abs(right))
    }
    return agree(given.share, share) && agree(given.documents, documents)
  }

  /// The origin as JSON, for `--json`: every paper, with every digit.
  ///
  /// - Parameter limit: the most papers, largest share first; nil for all, in the order of the fit,
  ///   in which their shares add up to `documents` bit for bit.
  public func json(limit: Int? = nil) -> String {
    let shown = limit.map { Array(largestFirst.prefix($0)) } ?? papers
    let papers = shown.map { paper in
      JSONValue.object([
        .init("document_id", .string(paper.id)),
        .init("dates", .strings(paper.dates.map(\.description))),
        .init("title", .string(paper.title)), .init("url", .optional(paper.url)),
        .init("share", .number(paper.share)), .init("tokens", .number(paper.tokens)),
        .init("document_tokens", .integer(paper.length)),
        .init(
          "terms",
          .array(
            paper.terms.map {
              .object([
                .init("term", .string($0.term)), .init("tokens", .number($0.tokens)),
                .init("count", .integer($0.count)),
              ])
            })),
        .init(
          "columns", .object(paper.columns.map { .init($0.name, .string($0.value)) })),
      ])
    }
    var row = JSONValue.null
    if let given {
      row = .object([
        .init("table", .string(given.table)), .init("share", .optional(given.share)),
        .init("documents", .optional(given.documents)),
        .init("agrees", .boolean(rowAgrees ?? true)),
      ])
    }
    return JSONValue.object([
      .init("schema_version", .integer(ReportTables.schemaVersion)),
      .init("fit", .string(fitName)), .init("draws", .integer(drawCount)),
      .init("topic_id", .string(topicID)), .init("label", .string(label)),
      .init("period", .optional(period)), .init("share", .optional(share)),
      .init("documents", .number(documents)), .init("period_documents", .integer(paperCount)),
      .init("tokens", .number(tokens)), .init("period_tokens", .integer(tokenCount)),
      .init("row", row), .init("papers", .array(papers)),
      .init("papers_left_out", .integer(self.papers.count - shown.count)),
      .init("no_token_of_the_topic", .strings(untouched)),
      .init("no_known_word", .strings(empty)),
    ]).text
  }

  /// The papers by share, the largest first.
  var largestFirst: [Paper] {
    papers.indices.sorted { (-papers[$0].share, $0) < (-papers[$1].share, $1) }.map { papers[$0] }
  }
}
