import GRDB
import Synchronization

/// One SQLite file with everything: documents, what was left out, fitted models and their draws.
///
/// The file can be copied to another place as it is. It is kept in SQLite's rollback-journal mode,
/// not in write-ahead mode: then all committed data is in the one file at any time, and it can be
/// read from a read-only folder or a network drive, which write-ahead mode cannot. Readers see one
/// consistent state for the length of a call (of several calls: ``snapshot(_:)``); a writer holds
/// them up only while it commits.
///
/// One writer at a time: it holds a lock from opening to closing, and a second one is refused at
/// once. Every saving call is one transaction: after a crash the store holds all of it or none.
///
/// Methods may be called from any thread, one at a time runs. All of them throw ``StoreError``.
public final class Store: Sendable {
  /// What a store is opened for.
  public enum Mode: Hashable, Sendable {
    /// Reading; the file must be there.
    case readOnly
    /// Reading and writing; the file must be there.
    case readWrite
    /// Reading and writing; the file is made if missing.
    case create
  }

  /// The path as the caller gave it.
  public let path: String
  /// What the store was opened for.
  public let mode: Mode

  let queue: DatabaseQueue
  private let lock: Mutex<WriterLock?>

  /// How long a transaction waits for others to finish theirs, in seconds.
  static let patience = 30

  /// Opens or makes a store.
  ///
  /// A store of an older version is brought up to date first, also for reading.
  ///
  /// - Throws: ``StoreError/noSuchFile(path:)``, ``StoreError/cannotRead(path:reason:)``,
  ///   ``StoreError/noDocuments(path:)`` for an empty file, ``StoreError/notAStore(path:found:)``,
  ///   ``StoreError/newerVersion(path:found:supported:)``, ``StoreError/damaged(path:what:)``,
  ///   ``StoreError/locked(path:process:)``, ``StoreError/cannotWrite(path:reason:)``.
  public convenience init(path: String, mode: Mode) throws {
    try self.init(path: path, mode: mode, schema: .current)
  }

  init(path: String, mode: Mode, schema: Schema) throws {
    self.path = path
    self.mode = mode
    let size = try StoreFile.check(path)
    if mode != .create {
      guard let size else { throw StoreError.noSuchFile(path: path) }
      guard size > 0 else { throw StoreError.noDocuments(path: path) }
    }
    // SQLite takes `file:…` for an address and `:memory:` for no file at all.
    let file = path.hasPrefix("/") ? path : "./" + path
    var heldLock: WriterLock?
    if mode != .readOnly {
      heldLock = try WriterLock(store: StoreFile.resolved(file), name: path)
    }
    do {
      queue = try StoreError.translated(path: path, writing: mode != .readOnly) {
        try Self.open(file, mode: mode, isNew: (size ?? 0) == 0, schema: schema, name: path)
      }
    } catch is OlderVersion {
      try Store(path: path, mode: .readWrite, schema: schema).close()
      queue = try StoreError.translated(path: path, writing: false) {
        try Self.open(file, mode: mode, isNew: false, schema: schema, name: path)
      }
    }
    lock = Mutex(heldLock)
  }

  deinit { try? close() }

  /// Closes the file and lets the next writer in; the store is of no use afterwards.
  public func close() throws {
    try StoreError.translated(path: path, writing: mode != .readOnly) { try queue.close() }
    lock.withLock { $0 = nil }
  }

  /// Runs several reading calls against one state of the store, whatever a writer does meanwhile.
  ///
  /// A writer's commit waits for the end of `body`: keep it to reading.
  ///
  /// - Throws: what `body` throws.
  public func snapshot<Value>(_ body: () throws -> Value) throws -> Value {
    try reading { _ in try body() }
  }

  /// Runs `body` in a read transaction, or in the one that is open.
  func reading<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try StoreError.translated(path: path, writing: false) {
      try queue.unsafeReentrantRead { db in
        if db.isInsideTransaction { return try body(db) }
        return try db.inReadTransaction(body)
      }
    }
  }

  /// Runs `body` in a write transaction: all of it is kept, or on any error none.
  func writing<Value>(_ body: (Database) throws -> Value) throws -> Value {
    guard mode != .readOnly else {
      throw StoreError.cannotWrite(path: path, reason: "it was opened for reading")
    }
    return try StoreError.translated(path: path, writing: true) {
      try queue.unsafeReentrantWrite { db in
        precondition(!db.isInsideTransaction, "a snapshot is for reading")
        return try db.inWriteTransaction(body)
      }
    }
  }
}

extension Store {
  private static func open(
    _ file: String, mode: Mode, isNew: Bool, schema: Schema, name: String
  ) throws -> DatabaseQueue {
    var configuration = Configuration()
    // A writer finds out at once whether another program writes; later its commits wait.
    configuration.busyMode = mode == .readOnly ? .timeout(Double(patience)) : .immediateError
    configuration.prepareDatabase { db in
      // The file may come from anywhere: no functions called from its schema, pages checked.
      try db.execute(sql: "PRAGMA trusted_schema = OFF")
      try db.execute(sql: "PRAGMA cell_size_check = ON")
      // Readers are kept out only during the commit, however much a transaction changes.
      try db.execute(sql: "PRAGMA cache_spill = OFF")
      if mode == .readOnly {
        // Not opened read-only: a commit that was cut off could then not be rolled back.
        try db.execute(sql: "PRAGMA query_only = ON")
      } else {
        try db.execute(sql: "PRAGMA synchronous = EXTRA")
        if isNew {
          // A page holds a dozen abstracts, so that few of them spill over and fewer pages are moved.
          try db.execute(sql: "PRAGMA page_size = 16384")
          try db.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
        }
      }
    }
    let queue = try DatabaseQueue(path: file, configuration: configuration)
    try queue.unsafeReentrantWrite { db in
      if mode == .readOnly {
        _ = try db.inReadTransaction {
          try checkVersion($0, mode: mode, schema: schema, name: name)
        }
      } else {
        try db.inWriteTransaction { db in
          let found = try checkVersion(db, mode: mode, schema: schema, name: name)
          if found < schema.version { try schema.migrate(db, from: found) }
        }
        // Undoes what another program may have set.
        try db.execute(sql: "PRAGMA journal_mode = DELETE")
        try db.execute(sql: "PRAGMA busy_timeout = \(patience * 1000)")
      }
    }
    return queue
  }

  /// The version of the file: 0 where it has no tables yet.
  private static func checkVersion(
    _ db: Database, mode: Mode, schema: Schema, name: String
  ) throws -> Int {
    let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    if application == 0, version == 0,
      try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
    {
      guard mode == .create else { throw StoreError.noDocuments(path: name) }
      return 0
    }
    guard application == Schema.applicationID else {
      throw StoreError.notAStore(path: name, found: "another program's SQLite database")
    }
    guard version > 0 else { throw StoreError.damaged(path: name, what: "it has no version") }
    guard version <= schema.version else {
      throw StoreError.newerVersion(path: name, found: version, supported: schema.version)
    }
    if mode == .readOnly, version < schema.version { throw OlderVersion() }
    return version
  }
}

extension Database {
  fileprivate func inReadTransaction<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try execute(sql: "BEGIN DEFERRED")
    return try finish(body)
  }

  fileprivate func inWriteTransaction<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try execute(sql: "BEGIN IMMEDIATE")
    return try finish(body)
  }

  private func finish<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do {
      let value = try body(self)
      try execute(sql: "COMMIT")
      return value
    } catch {
      // SQLite has already rolled back after some errors, such as a full device.
      if isInsideTransaction { try? execute(sql: "ROLLBACK") }
      throw error
    }
  }
}

extension Store {
  /// The version of SQLite that the program runs with, e.g. `3.40.1`.
  public static var libraryVersion: String {
    let number = Int(Database.sqliteLibVersionNumber)
    return "\(number / 1_000_000).\(number / 1000 % 1000).\(number % 1000)"
  }
}
