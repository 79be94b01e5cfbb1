/// A paper as the model sees it: fitted once, counted on every date it was listed.
public struct Document: Equatable, Sendable {
  /// One listing of the document.
  public struct Appearance: Hashable, Sendable {
    /// The listing date.
    public var date: ListingDate
    /// Whether its year was inferred from neighbours.
    public var dateIsInferred: Bool
    /// The input that listed it.
    public var source: String
    /// The line in that input, from 1.
    public var line: Int

    /// An appearance from its parts.
    public init(date: ListingDate, dateIsInferred: Bool = false, source: String, line: Int) {
      self.date = date
      self.dateIsInferred = dateIsInferred
      self.source = source
      self.line = line
    }
  }

  /// The permanent identifier: the input's own, else one made from the title.
  public var id: String
  /// The title; may be empty.
  public var title: String
  /// The abstract or body, as the newest listing gives it; may be empty.
  public var text: String
  /// A link to the paper, or nil.
  public var url: String?
  /// The user's own columns, in input order.
  public var columns: [Column]
  /// Where it was listed: ordered by date, one row a date; empty for undated documents.
  public var appearances: [Appearance]

  /// A document from its parts.
  public init(
    id: String, title: String, text: String, url: String? = nil, columns: [Column] = [],
    appearances: [Appearance]
  ) {
    self.id = id
    self.title = title
    self.text = text
    self.url = url
    self.columns = columns
    self.appearances = appearances
  }
}
