import GRDB
public import TrendsCorpus
public import TrendsFeatures

/// Documents of which only the word counts are known, from one input.
public struct StoredBag: Equatable, Sendable {
  /// The identifiers of the documents, `[D]`, in the order of the rows.
  public var documentIDs: [String]
  /// The terms, `[V]`.
  public var vocabulary: Vocabulary
  /// The counts, `[D × V]`.
  public var bag: BagOfWords
}

extension Store {
  /// Saves a bag of words with the documents of its rows, in one transaction.
  ///
  /// - Parameters:
  ///   - bag: the counts, `[D × V]`.
  ///   - vocabulary: the terms, `[V]`.
  ///   - documents: one a row, `[D]`, with dates where they are known; their texts are empty.
  ///   - exclusions: the audit of this call.
  ///   - imports: the inputs; when all are in the store already, nothing is written.
  /// - Throws: ``StoreError/mixedContents(path:holds:)`` where the store holds texts,
  ///   ``StoreError/duplicateDocument(path:id:)``, and what any writing throws.
  /// - Precondition: one document a row, one term a column.
  @discardableResult
  public func save(
    bag: BagOfWords, vocabulary: Vocabulary, documents: [Document],
    exclusions: [Exclusion] = [], imports: [ImportRecord]
  ) throws -> SaveSummary {
    precondition(documents.count == bag.documentCount, "one document a row")
    precondition(vocabulary.count == bag.termCount, "one term a column")
    return try writing { db in
      guard try Self.contents(db) != .texts else {
        throw StoreError.mixedContents(path: path, holds: .texts)
      }
      var seen: Set<String> = []
      let known = try db.makeStatement(sql: "SELECT 1 FROM documents WHERE id = ?")
      var none: [Document] = []
      let summary = try Self.save(db, documents: &none, exclusions: exclusions, imports: imports)
      if summary.nothingWasNew { return summary }
      let ids = documents.map { Self.storable($0.id) }
      for id in ids {
        known.setUncheckedArguments([id])
        guard try Int.fetchOne(known) == nil, seen.insert(id).inserted else {
          throw StoreError.duplicateDocument(path: path, id: id)
        }
      }
      var saved = documents
      var result = try Self.save(db, documents: &saved, exclusions: [], imports: [])
      result.imports = summary.imports
      try db.execute(
        sql: "INSERT INTO bags (documents, vocabulary, rows) VALUES (?, ?, ?)",
        arguments: [
          Blob.data(DocumentIDs(ids)), Blob.data(vocabulary), Blob.data(bag),
        ])
      return result
    }
  }

  /// The bags of words of the store, in the order saved; none where it holds texts.
  ///
  /// - Throws: ``StoreError/damaged(path:what:)``.
  public func bags() throws -> [StoredBag] {
    try reading { db in
      let rows = try Row.fetchCursor(
        db, sql: "SELECT documents, vocabulary, rows FROM bags ORDER BY number")
      var bags: [StoredBag] = []
      while let row = try rows.next() {
        let name = "bag of words \(bags.count + 1)"
        let bag = StoredBag(
          documentIDs: try blob(row, 0, as: DocumentIDs.self, of: name).ids,
          vocabulary: try blob(row, 1, as: Vocabulary.self, of: name),
          bag: try blob(row, 2, as: BagOfWords.self, of: name))
        guard bag.documentIDs.count == bag.bag.documentCount,
          bag.vocabulary.count == bag.bag.termCount
        else { throw damaged("the parts of \(name) do not belong together") }
        bags.append(bag)
      }
      return bags
    }
  }
}
