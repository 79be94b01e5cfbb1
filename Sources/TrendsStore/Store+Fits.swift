import Foundation
import GRDB
import TrendsFeatures
public import TrendsLDA

extension Store {
  /// Saves a fit with its chains, in one transaction.
  ///
  /// - Parameters:
  ///   - fit: the record; its number is given here.
  ///   - chains: one a chain, of the shapes that the record says.
  /// - Returns: the number of the fit: 1, 2, 3…
  /// - Throws: ``StoreError/cannotWrite(path:reason:)``, also where one part is above SQLite's limit
  ///   of 1,000,000,000 bytes, and what any writing throws.
  /// - Precondition: the shapes of record and chains agree, and topics ascend within a row.
  @discardableResult
  public func save(fit: FitRecord, chains: [ChainResult]) throws -> Int {
    if let problem = fit.brokenInvariant() { preconditionFailure(problem) }
    for chain in chains {
      if let problem = fit.summary.brokenInvariant(of: chain) { preconditionFailure(problem) }
    }
    let head = try FitHead(fit)
    return try writing { db in
      let id = try Self.nextFitID(db)
      try db.execute(
        sql: """
          INSERT INTO fits (id, options, features, programs, inputs, documents, terms, tokens, seal)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, '')
          """,
        arguments: [
          id, head.options, head.features, head.programs, head.inputs, head.documentCount,
          head.termCount, head.tokenCount,
        ])
      let parts = try PartWriter(db, fit: id)
      try parts.insert(DocumentIDs(fit.documentIDs))
      try parts.insert(fit.vocabulary)
      try parts.insert(fit.bag)
      try parts.insert(PhraseTable(fit.phrases))
      try parts.insert(ExclusionTable(fit.exclusions))
      for chain in chains {
        for (number, draw) in chain.draws.enumerated() {
          try parts.insert(draw, chain: chain.chain, number: number)
        }
        let counts = TopicTermCounts(
          topicCount: fit.options.topicCount, termCount: fit.bag.termCount,
          counts: chain.topicTermCounts)
        try parts.insert(counts, chain: chain.chain)
        try parts.insert(Assignments(chain.assignments), chain: chain.chain)
        try parts.insert(Trace(chain.trace), chain: chain.chain)
      }
      try db.execute(
        sql: "UPDATE fits SET seal = ? WHERE id = ?",
        arguments: [try Self.seal(of: id, head, db), id])
      return id
    }
  }

  /// One line a fit, oldest first; empty where nothing was fitted.
  public func fits() throws -> [FitSummary] {
    try reading { db in
      try Int.fetchAll(db, sql: "SELECT id FROM fits ORDER BY id").map { id in
        try FitHead(id: id, db, damaged).summary(id: id, damaged)
      }
    }
  }

  /// The fit saved last.
  ///
  /// - Throws: ``StoreError/noFit(path:)``, ``StoreError/damaged(path:what:)``.
  public func newestFit() throws -> FitRecord {
    try reading { db in
      guard let id = try Self.newestFitID(db) else { throw StoreError.noFit(path: path) }
      return try fit(id)
    }
  }

  /// A fit without its chains.
  ///
  /// - Throws: ``StoreError/noFit(path:)``, ``StoreError/noSuchFit(path:id:newest:)``,
  ///   ``StoreError/damaged(path:what:)``.
  public func fit(_ id: Int) throws -> FitRecord {
    try reading { db in
      let head = try sealedHead(of: id, db)
      let parts = PartReader(store: self, db: db, fit: id)
      let summary = try head.summary(id: id, damaged)
      let record = FitRecord(
        id: id, options: summary.options, features: head.features, programs: head.programs,
        inputs: try head.decodedInputs(damaged),
        documentIDs: try parts.part(DocumentIDs.self).ids,
        vocabulary: try parts.part(Vocabulary.self),
        bag: try parts.part(BagOfWords.self),
        phrases: try parts.part(PhraseTable.self).phrases,
        exclusions: try parts.part(ExclusionTable.self).exclusions)
      if let problem = record.brokenInvariant() { throw damaged("fit \(id) has \(problem)") }
      guard record.summary == summary else {
        throw damaged("fit \(id) has a bag of words of another size")
      }
      return record
    }
  }

  /// The chains of a fit, by number.
  ///
  /// - Throws: ``StoreError/noFit(path:)``, ``StoreError/noSuchFit(path:id:newest:)``,
  ///   ``StoreError/damaged(path:what:)``.
  public func chains(of id: Int) throws -> [ChainResult] {
    try reading { db in
      let summary = try sealedHead(of: id, db).summary(id: id, damaged)
      let parts = PartReader(store: self, db: db, fit: id)
      let numbers = try Int.fetchAll(
        db, sql: "SELECT DISTINCT chain FROM fit_parts WHERE fit = ? AND chain >= 0 ORDER BY chain",
        arguments: [id])
      return try numbers.map { number in
        let chain = ChainResult(
          chain: number,
          draws: try parts.all(Draw.self, chain: number),
          topicTermCounts: try parts.part(TopicTermCounts.self, chain: number).counts,
          assignments: try parts.part(Assignments.self, chain: number).topics,
          trace: try parts.part(Trace.self, chain: number).points)
        if let problem = summary.brokenInvariant(of: chain) {
          throw damaged("fit \(id) has \(problem)")
        }
        return chain
      }
    }
  }

  /// Removes a fit with its chains and gives the space back; its number stays used.
  ///
  /// - Throws: ``StoreError/noFit(path:)``, ``StoreError/noSuchFit(path:id:newest:)``, and what any
  ///   writing throws.
  public func deleteFit(_ id: Int) throws {
    try writing { db in
      try db.execute(sql: "DELETE FROM fits WHERE id = ?", arguments: [id])
      guard db.changesCount > 0 else { throw try noSuchFit(id, db) }
      try db.execute(sql: "PRAGMA incremental_vacuum")
    }
  }

  /// The number that the next saved fit gets.
  public func nextFitNumber() throws -> Int { try reading { try Self.nextFitID($0) } }

  private static func nextFitID(_ db: Database) throws -> Int {
    let last = try Int.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'fits'")
    return (last ?? 0) + 1
  }

  private static func newestFitID(_ db: Database) throws -> Int? {
    try Int.fetchOne(db, sql: "SELECT max(id) FROM fits")
  }

  private func noSuchFit(_ id: Int, _ db: Database) throws -> StoreError {
    guard let newest = try Self.newestFitID(db) else { return .noFit(path: path) }
    return .noSuchFit(path: path, id: id, newest: newest)
  }

  /// The row of a fit, once its seal holds.
  private func sealedHead(of id: Int, _ db: Database) throws -> FitHead {
    guard
      let seal = try DatabaseValue.fetchOne(
        db, sql: "SELECT seal FROM fits WHERE id = ?", arguments: [id])
    else { throw try noSuchFit(id, db) }
    let head = try FitHead(id: id, db, damaged)
    guard String.fromDatabaseValue(seal) == (try Self.seal(of: id, head, db)) else {
      throw damaged("fit \(id) does not match its seal")
    }
    return head
  }

  /// What holds a fit together: a digest of its row and of the places and frames of its parts.
  ///
  /// Each frame has the checksum of its part, so a part that was changed, lost, added or taken from
  /// elsewhere shows, and no part needs to be read in full for it.
  private static func seal(of id: Int, _ head: FitHead, _ db: Database) throws -> String {
    var writer = ByteWriter()
    writer.integer(id)
    head.write(into: &writer)
    let frames = try Row.fetchCursor(
      db,
      sql: """
        SELECT chain, kind, number, substr(data, 1, \(Blob.headerSize)) FROM fit_parts
        WHERE fit = ? ORDER BY chain, kind, number
        """, arguments: [id])
    while let row = try frames.next() {
      for column in 0..<3 { writer.integer((try? row.checked(column)) ?? -2) }
      let frame = (try? row.checked(3, as: Data.self)) ?? Data()
      writer.integer(frame.count)
      writer.append([UInt8](frame))
    }
    return ContentDigest(of: writer.bytes).description
  }
}
