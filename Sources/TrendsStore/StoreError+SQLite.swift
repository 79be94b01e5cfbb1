import GRDB

/// Thrown inside the target only: the file needs a migration before it can be read.
struct OlderVersion: Error {}

extension StoreError {
  /// Runs `body` and turns what SQLite says into one of our errors.
  ///
  /// - Parameter writing: whether a refusal by the system means that a result is lost.
  static func translated<Value>(
    path: String, writing: Bool, _ body: () throws -> Value
  ) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw StoreError(error, path: path, writing: writing)
    }
  }

  private init(_ error: DatabaseError, path: String, writing: Bool) {
    let reason = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_NOTADB:
      self = .notAStore(path: path, found: "no SQLite database")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self = .locked(path: path, process: nil)
    case .SQLITE_FULL, .SQLITE_READONLY, .SQLITE_TOOBIG:
      self = .cannotWrite(path: path, reason: reason)
    case .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_IOERR, .SQLITE_AUTH:
      self =
        writing ? .cannotWrite(path: path, reason: reason) : .cannotRead(path: path, reason: reason)
    default:
      // What remains is an answer that a sound file of ours cannot give: a malformed page, a
      // missing table, a broken constraint.
      self = .damaged(path: path, what: reason)
    }
  }
}
