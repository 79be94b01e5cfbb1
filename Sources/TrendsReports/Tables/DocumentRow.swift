public import TrendsCorpus

/// An appearance of a document: one row of `documents.csv`.
public struct DocumentRow: Equatable, Sendable {
  /// The document's permanent identifier.
  public var documentID: String
  /// The listing date; nil for an undated document, which has one row.
  public var date: ListingDate?
  /// The title.
  public var title: String
  /// A link to it, or nil.
  public var url: String?
  /// The topic with the largest share; nil for a document without known words.
  public var topTopic: String?
  /// That share, `0...1`; theta, as in ``DocumentTopicRow/share``.
  public var topShare: Double?
  /// The share of a topic that was asked for, `0...1`; nil where none was.
  public var askedShare: Double?
  /// The user's own columns, in input order.
  public var columns: [Column]

  /// A row from its cells.
  public init(
    documentID: String, date: ListingDate?, title: String, url: String?, topTopic: String?,
    topShare: Double?, askedShare: Double? = nil, columns: [Column]
  ) {
    self.documentID = documentID
    self.date = date
    self.title = title
    self.url = url
    self.topTopic = topTopic
    self.topShare = topShare
    self.askedShare = askedShare
    self.columns = columns
  }

  /// `documents.csv` with the input's columns after its own.
  ///
  /// An input column whose name is already taken is headed `input_NAME`, and where that is taken
  /// too, `input_NAME_2` and so on; one without a name `input_column`.
  ///
  /// - Parameters:
  ///   - inputColumns: their names as the input gives them, each once; see ``inputColumns(of:)``.
  ///   - topic: the topic that was asked for, whose share has a column then.
  public static func table(inputColumns: [String], asked topic: String? = nil) -> Table<Self> {
    var columns: [TableColumn<Self>] = [
      .identifier(
        "document_id",
        "identifier of the document; 'arXiv:' before an arXiv number and a leading ' keep it text"
      ) { $0.documentID },
      .date("date", "listing date of this appearance; empty where the document has none") {
        $0.date
      },
      .term("title", "title; a leading ' is not part of it") { $0.title },
      .text("url", "link to the document") { $0.url },
      .text("top_topic", "topic with the largest share; empty without known words") {
        $0.topTopic
      },
      .number(
        "top_share", unit: "fraction of tokens",
        "share of that topic in the document, as in document_topics.csv: smoothed by alpha, mean over the draws of all chains"
      ) { $0.topShare },
    ]
    if let topic {
      columns.append(
        .number("topic_share", unit: "fraction of tokens", "share of \(topic) in the document") {
          $0.askedShare
        })
    }
    var taken = Set(columns.map(\.name))
    for name in inputColumns {
      let header = freeName(name, taken: taken)
      taken.insert(header)
      let meaning = "column '\(name)' of the input, as it stands there"
      let value: @Sendable (Self) -> String? = { row in
        row.columns.first { $0.name == name }?.value
      }
      // An identifier that another input gave is protected as identifiers are.
      columns.append(
        name == "input_id" ? .identifier(header, meaning, value) : .given(header, meaning, value))
    }
    return Table(
      fileName: "documents.csv", grain: "an appearance of a document on a listing date",
      columns: columns)
  }

  /// The names of all input columns, in the order in which the rows first show them.
  public static func inputColumns(of rows: some Sequence<Self>) -> [String] {
    var names: [String] = []
    var seen: Set<String> = []
    for row in rows {
      for column in row.columns where seen.insert(column.name).inserted {
        names.append(column.name)
      }
    }
    return names
  }

  private static func freeName(_ name: String, taken: Set<String>) -> String {
    if !name.isEmpty, !taken.contains(name) { return name }
    let base = "input_" + (name.isEmpty ? "column" : name)
    var candidate = base
    var number = 2
    while taken.contains(candidate) {
      candidate = "\(base)_\(number)"
      number += 1
    }
    return candidate
  }
}
