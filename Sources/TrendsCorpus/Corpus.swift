/// Documents in canonical order: the same papers give the same order, whatever they came from.
///
/// The order is by first listing date (undated documents last), then by title key, then by text,
/// then by identifier. It depends neither on the order of files nor on their format nor on the order
/// of imports, and so neither does anything that is computed from it.
public struct Corpus: Equatable, Sendable {
  /// The documents, in canonical order.
  public private(set) var documents: [Document]
  /// The title key of each document.
  private(set) var keys: [TitleKey]

  /// A corpus of documents, as a store gives them back; their order does not matter.
  ///
  /// - Precondition: identifiers are unique.
  public init(documents: [Document] = []) {
    self.documents = documents
    keys = documents.map { TitleKey(title: $0.title, text: $0.text) }
    sort()
    let identifiers = Set(documents.map(\.id))
    precondition(identifiers.count == documents.count, "every document has its own identifier")
  }

  /// Replaces the documents and puts them into canonical order.
  mutating func replace(_ documents: [Document], keys: [TitleKey]) {
    self.documents = documents
    self.keys = keys
    sort()
  }

  private mutating func sort() {
    let documents = documents
    let keys = keys
    let dates = documents.map { $0.appearances.first?.date }
    let order = documents.indices.sorted { left, right in
      switch (dates[left], dates[right]) {
      case (let a?, let b?) where a != b: return a < b
      case (_?, nil): return true
      case (nil, _?): return false
      default: break
      }
      if keys[left].value != keys[right].value {
        return bytesAscend(keys[left].value, keys[right].value)
      }
      if documents[left].text != documents[right].text {
        return bytesAscend(documents[left].text, documents[right].text)
      }
      return bytesAscend(documents[left].id, documents[right].id)
    }
    if order.elementsEqual(documents.indices) { return }
    self.documents = order.map { documents[$0] }
    self.keys = order.map { keys[$0] }
  }
}

/// Whether a text comes before another by its UTF-8 bytes.
func bytesAscend(_ left: String, _ right: String) -> Bool {
  left.utf8.lexicographicallyPrecedes(right.utf8)
}

/// What a merge did to a corpus.
public struct CorpusChange: Equatable, Sendable {
  /// The identifiers of new documents, in canonical order.
  public var addedDocuments: [String] = []
  /// The identifiers of documents that were there and differ now in anything, in canonical order.
  public var changedDocuments: [String] = []
  /// How many appearances were added, those of new documents included.
  public var addedAppearanceCount = 0
  /// How many texts gave way to, or were not taken over, a newer one.
  public var revisionCount = 0
  /// How many papers of the merge brought nothing new.
  public var unchangedPaperCount = 0
  /// The audit: dropped papers and superseded texts.
  public var exclusions: [Exclusion] = []

  /// A change of nothing.
  public init() {}

  /// Whether the corpus is as it was.
  public var isEmpty: Bool { addedDocuments.isEmpty && changedDocuments.isEmpty }
}
