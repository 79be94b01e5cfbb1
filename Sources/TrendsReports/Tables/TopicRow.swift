public import TrendsCorpus

/// A topic over all dates: one row of `topics.csv`.
public struct TopicRow: Equatable, Sendable {
  /// The identifier within the fit, `T0004`.
  public var topicID: String
  /// The name, the user's own or made from the phrases.
  public var label: String
  /// The mean over documents of the topic's share, `0...1`; nil where there is none, with `low` and
  /// `high` the bounds of its 95 % interval.
  public var share: Double?
  /// The interval's lower bound.
  public var shareLow: Double?
  /// The interval's upper bound.
  public var shareHigh: Double?
  /// The expected number of documents, the sum of their shares.
  public var documents: Double?
  /// The tokens assigned to the topic, the mean over draws.
  public var tokens: Double?
  /// How well the topic is found again by other chains, `0...1`.
  public var stability: Double?
  /// The coherence of its top terms, `-1...1`.
  public var npmi: Double?
  /// How much its ten most probable terms are its own, the sum of their FREX scores, `0...10`.
  public var exclusivity: Double?
  /// The first listing date with a document whose top topic it is.
  public var firstDate: ListingDate?
  /// `ok`, the reason code for which nothing may be concluded from the topic, or `not_checked` with a
  /// single chain.
  public var status: String
  /// The phrases that describe it best.
  public var labelPhrases: [String]
  /// The most probable terms, best first.
  public var topTerms: [String]
  /// The terms that are frequent and exclusive, best first.
  public var frexTerms: [String]
  /// The terms of the highest relevance at lambda 0.6, best first.
  public var relevanceTerms: [String]

  /// A row from its cells.
  public init(
    topicID: String, label: String, share: Double?, shareLow: Double?, shareHigh: Double?,
    documents: Double?, tokens: Double?, stability: Double?, npmi: Double?, exclusivity: Double?,
    firstDate: ListingDate?, status: String, labelPhrases: [String], topTerms: [String],
    frexTerms: [String], relevanceTerms: [String]
  ) {
    self.topicID = topicID
    self.label = label
    self.share = share
    self.shareLow = shareLow
    self.shareHigh = shareHigh
    self.documents = documents
    self.tokens = tokens
    self.stability = stability
    self.npmi = npmi
    self.exclusivity = exclusivity
    self.firstDate = firstDate
    self.status = status
    self.labelPhrases = labelPhrases
    self.topTerms = topTerms
    self.frexTerms = frexTerms
    self.relevanceTerms = relevanceTerms
  }

  /// `topics.csv`.
  public static let table = Table<Self>(
    fileName: "topics.csv", grain: "a topic over all dates",
    columns: [
      .text("topic_id", "the topic's identifier within its fit") { $0.topicID },
      .term("label", "name of the topic; a leading ' is not part of it") { $0.label },
      .number("share", unit: "fraction of documents", "mean over documents of the topic's share") {
        $0.share
      },
      .number("share_lo", unit: "fraction of documents", "lower bound of the 95 % interval") {
        $0.shareLow
      },
      .number("share_hi", unit: "fraction of documents", "upper bound of the 95 % interval") {
        $0.shareHigh
      },
      .number("documents", unit: "documents", "expected number: the sum of the documents' shares") {
        $0.documents
      },
      .number("tokens", unit: "tokens", "tokens assigned to the topic, mean over draws") {
        $0.tokens
      },
      .number("stability", unit: "from 0 to 1", "agreement of the top terms between chains") {
        $0.stability
      },
      .number("npmi", unit: "from -1 to 1", "coherence of the top terms in these documents") {
        $0.npmi
      },
      .number(
        "exclusivity", unit: "from 0 to 10",
        "sum of the FREX scores of the ten most probable terms; high where they are this topic's alone"
      ) {
        $0.exclusivity
      },
      .date("first_date", "first listing date of a document that has it as its top topic") {
        $0.firstDate
      },
      .text(
        "status",
        "ok, or why nothing may be concluded from the topic: unstable_topic (stability below 0.5), "
          + "junk_topic (leftover words: npmi below 0.025, or as near to the corpus as "
          + "diagnostics.csv says); not_checked: no junk, but one chain has no stability"
      ) { $0.status },
      .list("label_phrases", "phrases that describe the topic best") { $0.labelPhrases },
      .list("top_terms", "most probable terms, best first") { $0.topTerms },
      .list("frex_terms", "frequent and exclusive terms, best first") { $0.frexTerms },
      .list(
        "relevance_terms",
        "terms by 0.6 ln probability + 0.4 ln lift (Sievert and Shirley 2014), best first"
      ) { $0.relevanceTerms },
    ])
}
