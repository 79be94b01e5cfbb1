import GRDB

extension Store {
  /// Checks the whole store: SQLite's own structure, references, every checksum and every seal.
  ///
  /// - Throws: ``StoreError/damaged(path:what:)`` with the first problem, or what any reading throws.
  /// - Complexity: reads the whole file, and holds one fit in memory at a time.
  public func verify() throws {
    try snapshot {
      try reading { db in
        for problem in try Row.fetchAll(db, sql: "PRAGMA integrity_check(1)") {
          let text: String? = try? problem.checked(0)
          if text != "ok" { throw damaged(text ?? "SQLite cannot check it") }
        }
        // SQLite does not miss pages that hold nothing.
        let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        let pageSize = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0
        if let size = try StoreFile.check(path), size < pages * pageSize {
          throw damaged("it ends after \(size) of \(pages * pageSize) bytes")
        }
        if try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") != nil {
          throw damaged("a row refers to another that is not there")
        }
      }
      _ = try documents()
      _ = try exclusions()
      _ = try imports()
      _ = try bags()
      for summary in try fits() {
        _ = try fit(summary.id)
        _ = try chains(of: summary.id)
      }
    }
  }
}
