/// How new a document's mix of topics was, and whether it stayed: one row of `novelty.csv`.
public struct NoveltyRow: Equatable, Sendable {
  /// The document's identifier.
  public var documentID: String
  /// The first period that lists it.
  public var period: String
  /// Its title.
  public var title: String
  /// Mean divergence from the documents of the periods before.
  public var novelty: Double?
  /// Mean divergence from those of the periods after.
  public var transience: Double?
  /// Novelty less transience: what was new and stayed.
  public var resonance: Double?
  /// How many periods before and after are looked at.
  public var window: Int
  /// Reason code of cells that are empty: too few periods on one side.
  public var reason: String?

  /// A row from its cells.
  public init(
    documentID: String, period: String, title: String, novelty: Double?, transience: Double?,
    resonance: Double?, window: Int, reason: String?
  ) {
    self.documentID = documentID
    self.period = period
    self.title = title
    self.novelty = novelty
    self.transience = transience
    self.resonance = resonance
    self.window = window
    self.reason = reason
  }

  /// `novelty.csv`.
  public static let table = Table<Self>(
    fileName: "novelty.csv", grain: "a document in the first of its periods",
    columns: [
      .identifier("document_id", "the document's identifier") { $0.documentID },
      .period("period", "the first period that lists it") { $0.period },
      .term("title", "its title") { $0.title },
      .number("novelty", unit: "bits", "mean divergence from the documents of the periods before") {
        $0.novelty
      },
      .number("transience", unit: "bits", "mean divergence from those of the periods after") {
        $0.transience
      },
      .number("resonance", unit: "bits", "novelty less transience: what was new and stayed") {
        $0.resonance
      },
      .integer("window", unit: "periods", "how many periods before and after are looked at") {
        $0.window
      },
      .text("reason", "reason code of cells that are empty: too few periods on one side") {
        $0.reason
      },
    ])
}
