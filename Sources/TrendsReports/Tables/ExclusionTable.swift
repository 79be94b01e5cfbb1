public import TrendsCorpus

extension Exclusion {
  /// `excluded.csv`: everything that was left out or changed on the way, with its reason.
  public static let table = Table<Self>(
    fileName: "excluded.csv", grain: "a thing that was left out or changed",
    columns: [
      .text("kind", "document, appearance, revision, term or phrase") { $0.kind.rawValue },
      .identifier("item", "the thing itself: a title, an identifier, a term") { $0.item },
      .text("reason", "reason code and what a reader needs to know") { $0.reason },
      .term("source", "input that it stands in; empty where none is to blame") { $0.source },
      .integer("line", unit: "", "line of that input, from 1") { $0.line },
    ])
}
