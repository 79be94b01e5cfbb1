import GRDB
import Glibc
public import TrendsCorpus

extension Store {
  /// What the documents of the store are made of.
  public func contents() throws -> StoreContents {
    try reading { try Self.contents($0) }
  }

  /// Saves documents, what was left out of them, and the inputs they came from.
  ///
  /// A document whose identifier the store has is replaced and keeps its place; others are appended
  /// in the order given. When every one of `imports` is in the store already, nothing is written and
  /// the summary says so; imports are the same when digest, options and file name are.
  /// NULs in texts, which SQL tools take for the end, become U+FFFD.
  ///
  /// - Parameters:
  ///   - documents: those that are new or changed; the others need not be given. Each is let go of
  ///     once it is written.
  ///   - exclusions: the audit of this call; each goes with the import whose source it names.
  ///   - imports: the inputs that were read.
  /// - Throws: ``StoreError/mixedContents(path:holds:)`` where the store holds a bag of words, and
  ///   what any writing throws.
  /// - Complexity: O(*n*) in the bytes given; 70,000 abstracts take about three seconds.
  @discardableResult
  public func save(
    documents: consuming [Document], exclusions: [Exclusion] = [], imports: [ImportRecord]
  ) throws -> SaveSummary {
    var documents = consume documents
    return try writing { db in
      guard try Self.contents(db) != .bagOfWords else {
        throw StoreError.mixedContents(path: path, holds: .bagOfWords)
      }
      return try Self.save(
        db, documents: &documents, exclusions: exclusions, imports: imports)
    }
  }

  /// All documents, in the order they were first saved.
  ///
  /// - Throws: ``StoreError/damaged(path:what:)`` where a document is not as it was written.
  public func documents() throws -> [Document] {
    try reading { db in
      var documents: [Document] = []
      documents.reserveCapacity(try Int.fetchOne(db, sql: "SELECT count(*) FROM documents") ?? 0)
      let rows = try Row.fetchCursor(
        db,
        sql: "SELECT number, id, title, text, url, columns, checksum FROM documents ORDER BY number"
      )
      var appearances = try AppearanceCursor(db)
      do {
        while let row = try rows.next() {
          let number: Int = try row.checked(0)
          let id: String = try row.checked(1)
          let columnText: String = try row.checked(5)
          var document = Document(
            id: id, title: try row.checked(2), text: try row.checked(3),
            url: try row.checkedOptional(4), appearances: try appearances.next(of: number))
          let stored: Int = try row.checked(6)
          guard stored == Self.checksum(of: document, columns: columnText),
            let columns = ColumnsJSON.decode(columnText)
          else { throw damaged("document '\(id)' fails its checksum") }
          document.columns = columns
          documents.append(document)
        }
        try appearances.expectEnd()
      } catch let error as WrongType {
        throw damaged("a document holds a wrong value in column '\(error.column)'")
      }
      return documents
    }
  }

  /// Everything that was left out when inputs were read, in the order saved.
  public func exclusions() throws -> [Exclusion] {
    try reading { db in
      let rows = try Row.fetchCursor(
        db, sql: "SELECT kind, item, reason, source, line FROM exclusions ORDER BY number")
      var exclusions: [Exclusion] = []
      do {
        while let row = try rows.next() {
          guard let kind = Exclusion.Kind(rawValue: try row.checked(0)) else {
            throw WrongType(column: "kind")
          }
          exclusions.append(
            Exclusion(
              kind: kind, item: try row.checked(1), reason: try row.checked(2),
              source: try row.checkedOptional(3), line: try row.checkedOptional(4)))
        }
      } catch let error as WrongType {
        throw damaged("an exclusion holds a wrong value in column '\(error.column)'")
      }
      return exclusions
    }
  }

  /// The inputs that were read, in the order saved.
  public func imports() throws -> [ImportRecord] {
    try reading { db in
      let rows = try Row.fetchCursor(
        db, sql: "SELECT source, digest, options, papers FROM imports ORDER BY number")
      var records: [ImportRecord] = []
      do {
        while let row = try rows.next() {
          let digest: String = try row.checked(1)
          records.append(
            ImportRecord(
              source: try row.checked(0), digest: digest, options: try row.checked(2),
              paperCount: try row.checked(3)))
        }
      } catch let error as WrongType {
        throw damaged("an import holds a wrong value in column '\(error.column)'")
      }
      return records
    }
  }

  /// Whether the store has these bytes under this file name and these options already, so that an
  /// input need not even be parsed.
  public func holds(source: String, digest: ContentDigest, options: String) throws -> Bool {
    let record = ImportRecord(source: source, digest: digest, options: options, paperCount: 0)
    return try reading { try Self.importNumber(of: record, $0) != nil }
  }

  func damaged(_ what: String) -> StoreError { .damaged(path: path, what: what) }
}

extension Store {
  static func contents(_ db: Database) throws -> StoreContents {
    if try Int.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM bags)") == 1 { return .bagOfWords }
    let hasDocuments = try Int.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM documents)") == 1
    return hasDocuments ? .texts : .nothing
  }

  /// The part of a save that texts and bags of words share.
  static func save(
    _ db: Database, documents: inout [Document], exclusions: [Exclusion], imports: [ImportRecord]
  ) throws -> SaveSummary {
    var summary = SaveSummary()
    summary.imports = try imports.filter { try importNumber(of: $0, db) == nil }
    if summary.imports.isEmpty, !imports.isEmpty {
      summary.nothingWasNew = true
      return summary
    }
    let numbers = try insert(summary.imports, db)
    try upsert(&documents, db, &summary)
    let statement = try db.makeStatement(
      sql: "INSERT INTO exclusions (import, kind, item, reason, source, line) "
        + "VALUES (?, ?, ?, ?, ?, ?)")
    for exclusion in exclusions {
      statement.setUncheckedArguments([
        exclusion.source.flatMap { numbers[$0] }, exclusion.kind.rawValue,
        storable(exclusion.item), storable(exclusion.reason), exclusion.source.map(storable),
        exclusion.line,
      ])
      try statement.execute()
    }
    return summary
  }

  private static func importNumber(of record: ImportRecord, _ db: Database) throws -> Int? {
    try Int.fetchOne(
      db, sql: "SELECT number FROM imports WHERE digest = ? AND options = ? AND file_name = ?",
      arguments: [record.digest, storable(record.options), storable(record.fileName)])
  }

  /// Inserts the records; returns their numbers by source.
  private static func insert(_ records: [ImportRecord], _ db: Database) throws -> [String: Int] {
    let statement = try db.makeStatement(
      sql: "INSERT OR IGNORE INTO imports (source, file_name, digest, options, papers) "
        + "VALUES (?, ?, ?, ?, ?)")
    var numbers: [String: Int] = [:]
    for record in records {
      statement.setUncheckedArguments([
        storable(record.source), storable(record.fileName), record.digest,
        storable(record.options), record.paperCount,
      ])
      try statement.execute()
      numbers[record.source] = try importNumber(of: record, db)
    }
    return numbers
  }

  private static func upsert(
    _ documents: inout [Document], _ db: Database, _ summary: inout SaveSummary
  ) throws {
    // Looking first takes less than one statement that inserts or updates, and returns the number:
    // SQLite keeps what is returned in a table of its own.
    let lookup = try db.makeStatement(sql: "SELECT number FROM documents WHERE id = ?")
    let insertion = try db.makeStatement(
      sql: "INSERT INTO documents (title, text, url, columns, checksum, id) "
        + "VALUES (?, ?, ?, ?, ?, ?)")
    let update = try db.makeStatement(
      sql: "UPDATE documents SET title = ?, text = ?, url = ?, columns = ?, checksum = ? "
        + "WHERE id = ?")
    let deletion = try db.makeStatement(sql: "DELETE FROM appearances WHERE document = ?")
    let appearance = try db.makeStatement(
      sql: "INSERT INTO appearances (document, ordinal, date, inferred, source, line) "
        + "VALUES (?, ?, ?, ?, ?, ?)")
    for index in documents.indices {
      let document = storable(documents[index])
      documents[index] = Document(id: "", title: "", text: "", appearances: [])
      let columns = ColumnsJSON.encode(document.columns)
      lookup.setUncheckedArguments([document.id])
      let known = try Int.fetchOne(lookup)
      let statement = known == nil ? insertion : update
      statement.setUncheckedArguments([
        document.title, document.text, document.url, columns,
        checksum(of: document, columns: columns), document.id,
      ])
      try statement.execute()
      let number = known ?? Int(db.lastInsertedRowID)
      if let known {
        summary.updatedCount += 1
        deletion.setUncheckedArguments([known])
        try deletion.execute()
      } else {
        summary.addedCount += 1
      }
      for (ordinal, listing) in document.appearances.enumerated() {
        appearance.setUncheckedArguments([
          number, ordinal, listing.date.description, listing.dateIsInferred, listing.source,
          listing.line,
        ])
        try appearance.execute()
      }
    }
  }

  /// The checksum of a document as it is stored; `columns` are its own columns as JSON.
  private static func checksum(of document: Document, columns: String) -> Int {
    var checksum = Checksum()
    checksum.add(document.id)
    checksum.add(document.title)
    checksum.add(document.text)
    checksum.add(document.url)
    checksum.add(columns)
    checksum.add(document.appearances.count)
    for appearance in document.appearances {
      checksum.add(appearance.date.description)
      checksum.add(appearance.dateIsInferred ? 1 : 0)
      checksum.add(appearance.source)
      checksum.add(appearance.line)
    }
    return Int(checksum.value)
  }

  private static func storable(_ document: Document) -> Document {
    var document = document
    document.id = storable(document.id)
    document.title = storable(document.title)
    document.text = storable(document.text)
    document.url = document.url.map(storable)
    for i in document.appearances.indices {
      document.appearances[i].source = storable(document.appearances[i].source)
    }
    return document
  }

  /// The text with U+FFFD for NUL. SQLite would keep a NUL, but nearly everything that reads a
  /// database takes it for the end of the text.
  static func storable(_ text: String) -> String {
    var text = text
    let isPlain = text.withUTF8 { bytes in
      bytes.baseAddress.map { memchr($0, 0, bytes.count) == nil } ?? true
    }
    if isPlain { return text }
    return String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0.value == 0 ? "\u{FFFD}" : $0 }))
  }
}

/// Reads the appearances of all documents beside a cursor over the documents themselves.
private struct AppearanceCursor {
  private let rows: RowCursor
  private var pending: Row?

  init(_ db: Database) throws {
    rows = try Row.fetchCursor(
      db,
      sql: "SELECT document, date, inferred, source, line FROM appearances "
        + "ORDER BY document, ordinal")
    pending = try rows.next()
  }

  /// The appearances of document `number`; to be called with ascending numbers.
  mutating func next(of number: Int) throws -> [Document.Appearance] {
    var appearances: [Document.Appearance] = []
    while let row = pending, try row.checked(0) == number {
      guard let date = ListingDate(iso: try row.checked(1, as: String.self)) else {
        throw WrongType(column: "date")
      }
      appearances.append(
        Document.Appearance(
          date: date, dateIsInferred: try row.checked(2), source: try row.checked(3),
          line: try row.checked(4)))
      pending = try rows.next()
    }
    return appearances
  }

  func expectEnd() throws {
    if pending != nil { throw WrongType(column: "document") }
  }
}
