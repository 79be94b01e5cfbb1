/// One paper as one place of one input gives it: a title and a text under a date.
///
/// Nothing is cleaned yet; what the input says is what stands here, but for line ends, a byte-order
/// mark, NULs and invalid bytes.
public struct Paper: Equatable, Sendable {
  /// The identifier that the input gives, or nil where it gives none (listing pages).
  public var id: String?
  /// The listing date; nil only where the input has no dates at all.
  public var date: ListingDate?
  /// Whether the year was inferred from neighbours rather than stated.
  public var dateIsInferred: Bool
  /// The title; may be empty.
  public var title: String
  /// The abstract or body; may be empty.
  public var text: String
  /// A link to the paper, or nil.
  public var url: String?
  /// Every further column of the input, in input order.
  public var columns: [Column]
  /// The input's name for messages, as the user typed it.
  public var source: String
  /// The line where the record starts, from 1.
  public var line: Int

  /// A paper from its parts.
  public init(
    id: String? = nil, date: ListingDate?, dateIsInferred: Bool = false, title: String,
    text: String, url: String? = nil, columns: [Column] = [], source: String, line: Int
  ) {
    self.id = id
    self.date = date
    self.dateIsInferred = dateIsInferred
    self.title = title
    self.text = text
    self.url = url
    self.columns = columns
    self.source = source
    self.line = line
  }
}

/// A named value of the user's own that travels with a document into every table.
public struct Column: Hashable, Sendable, Codable {
  /// The column's name as the input gives it.
  public var name: String
  /// The value as text.
  public var value: String

  /// A column from its parts.
  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

/// Something that was left out or changed on the way, with the reason: one row of the audit.
public struct Exclusion: Hashable, Sendable {
  /// What kind of thing it is.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case document, appearance, revision, term, phrase
  }

  /// What kind of thing it is.
  public var kind: Kind
  /// The thing itself: a title, an identifier, a term.
  public var item: String
  /// Why, as a short code followed by what a reader needs, e.g. `below_minimum_documents: 1 of 2`.
  public var reason: String
  /// The input's name, or nil where none is to blame.
  public var source: String?
  /// The line in that input, from 1.
  public var line: Int?

  /// A row of the audit from its parts.
  public init(kind: Kind, item: String, reason: String, source: String? = nil, line: Int? = nil) {
    self.kind = kind
    self.item = item
    self.reason = reason
    self.source = source
    self.line = line
  }
}
