import Foundation
import GRDB
import Glibc
import Synchronization
import Testing
import TrendsCorpus

@testable import TrendsStore

@Suite struct StoreTests {
  @Test func aMissingFileIsMissing() throws {
    let scratch = try Scratch()
    for mode in [Store.Mode.readOnly, .readWrite] {
      let error = storeError { try Store(path: scratch.file("no.db"), mode: mode) }
      #expect(error == .noSuchFile(path: scratch.file("no.db")))
      #expect(error?.errorClass == .missing)
    }
    #expect(scratch.names == [])
  }

  @Test func anEmptyFileHoldsNothingAndMayBecomeAStore() throws {
    let scratch = try Scratch()
    let path = scratch.file("t.db")
    write([], to: path)
    #expect(storeError { try Store(path: path, mode: .readOnly) } == .noDocuments(path: path))
    try Store(path: path, mode: .create).close()
    #expect(try Store(path: path, mode: .readOnly).contents() == .nothing)
  }

  @Test(arguments: [
    "x", "not a database at all", "SQLite format 3", String(repeating: "title,date\n", count: 900),
  ])
  func anotherKindOfFileIsRefusedAndLeftAlone(text: String) throws {
    let scratch = try Scratch()
    let path = scratch.file("listing.txt")
    write(Array(text.utf8), to: path)
    for mode in [Store.Mode.readOnly, .readWrite, .create] {
      let error = storeError { try Store(path: path, mode: mode) }
      #expect(error == .notAStore(path: path, found: "no SQLite database"))
      #expect(error?.errorClass == .damaged)
    }
    #expect(bytes(of: path) == Array(text.utf8))
    #expect(scratch.names == ["listing.txt"])
  }

  @Test(arguments: [("/", "a folder"), ("/dev/null", "no regular file")])
  func whatIsNoFileIsNamed(path: String, found: String) {
    #expect(
      storeError { try Store(path: path, mode: .create) } == .notAStore(path: path, found: found))
  }

  @Test(arguments: ["PRAGMA application_id = 0", "PRAGMA application_id = 252006674"])
  func anotherProgramsDatabaseIsRefusedAndLeftAlone(sql: String) throws {
    let scratch = try Scratch()
    let path = scratch.file("foreign.db")
    do {
      let queue = try DatabaseQueue(path: path)
      try queue.unsafeReentrantWrite {
        try $0.execute(sql: "CREATE TABLE cookies (name TEXT)")
        try $0.execute(sql: sql)
      }
      try queue.close()
    }
    let before = bytes(of: path)
    for mode in [Store.Mode.readOnly, .readWrite, .create] {
      #expect(
        storeError { try Store(path: path, mode: mode) }
          == .notAStore(path: path, found: "another program's SQLite database"))
    }
    #expect(bytes(of: path) == before)
  }

  @Test func aStoreOfANewerVersionIsRefused() throws {
    let scratch = try Scratch()
    let path = scratch.file("trends.db")
    let newer = Schema(steps: Schema.current.steps + ["CREATE TABLE a (b)", "CREATE TABLE c (d)"])
    try Store(path: path, mode: .create, schema: newer).close()
    for mode in [Store.Mode.readOnly, .readWrite, .create] {
      let error = storeError { try Store(path: path, mode: mode) }
      let version = Schema.current.version
      #expect(error == .newerVersion(path: path, found: version + 2, supported: version))
      #expect(error?.errorClass == .damaged)
    }
    #expect(
      StoreError.newerVersion(path: "trends.db", found: 4, supported: 3).description
        == "trends.db was written by a newer version (schema 4, this is 3); update trends to open it"
    )
  }

  @Test(arguments: [Store.Mode.readOnly, .readWrite, .create])
  func aStoreOfAnOlderVersionIsBroughtUpToDate(mode: Store.Mode) throws {
    let scratch = try Scratch()
    let path = scratch.file("trends.db")
    let old = try Store(path: path, mode: .create)
    try old.save(documents: try sampleDocuments(), imports: [sampleImport])
    try old.close()
    let next = Schema(
      steps: Schema.current.steps + ["CREATE TABLE edits (a); INSERT INTO edits VALUES (7)"])
    let store = try Store(path: path, mode: mode, schema: next)
    #expect(try store.documents() == (try sampleDocuments()))
    let value = try store.reading { try Int.fetchOne($0, sql: "SELECT a FROM edits") }
    #expect(value == 7)
  }

  @Test func aFailingMigrationChangesNothing() throws {
    let scratch = try Scratch()
    let path = scratch.file("trends.db")
    try Store(path: path, mode: .create).close()
    let before = bytes(of: path)
    let broken = Schema(steps: Schema.current.steps + ["CREATE TABLE edits (a); SELECT nonsense"])
    #expect(storeError { try Store(path: path, mode: .readWrite, schema: broken) } != nil)
    #expect(bytes(of: path) == before)
    #expect(scratch.names == ["trends.db"])
  }

  @Test func aClosedStoreIsOneFile() throws {
    let scratch = try Scratch()
    let store = try Store(path: scratch.file("trends.db"), mode: .create)
    try store.save(documents: try sampleDocuments(), imports: [sampleImport])
    #expect(scratch.names == ["trends.db", "trends.db-lock"])
    try store.close()
    #expect(scratch.names == ["trends.db"])
    // What a colleague gets is the whole.
    write(bytes(of: scratch.file("trends.db")), to: scratch.file("copy.db"))
    let copy = try Store(path: scratch.file("copy.db"), mode: .readOnly)
    #expect(try copy.documents() == (try sampleDocuments()))
  }

  @Test func theFileSaysWhatItIs() throws {
    let scratch = try Scratch()
    try Store(path: scratch.file("trends.db"), mode: .create).close()
    let file = bytes(of: scratch.file("trends.db"))
    // SQLite's header: user_version at 60, application_id at 68, big-endian.
    #expect(Array(file[60..<64]) == [0, 0, 0, 2])
    #expect(Array(file[68..<72]) == Array("TRND".utf8))
  }

  @Test func aSecondWriterIsRefusedAtOnce() throws {
    let scratch = try Scratch()
    let path = scratch.file("trends.db")
    let first = try Store(path: path, mode: .create)
    for mode in [Store.Mode.readWrite, .create] {
      let error = storeError { try Store(path: path, mode: mode) }
      #expect(error == .locked(path: path, process: Int(getpid())))
      #expect(error?.errorClass == .cannotWrite)
    }
    #expect(throws: Never.self) { try Store(path: path, mode: .readOnly).close() }
    // Not by another name either.
    symlink(path, scratch.file("link.db"))
    #expect(storeError { try Store(path: scratch.file("link.db"), mode: .readWrite) } != nil)
    try first.close()
    #expect(throws: Never.self) { try Store(path: path, mode: .readWrite).close() }
  }

  @Test func aStoreThatIsDroppedLetsTheNextWriterIn() throws {
    let scratch = try Scratch()
    let path = scratch.file("trends.db")
    _ = try Store(path: path, mode: .create)
    #expect(throws: Never.self) { try Store(path: path, mode: .readWrite).close() }
    #expect(scratch.names == ["trends.db"])
  }

  @Test func aLockFileLeftByAKilledProcessLocksNobodyOut() throws {
    let scratch = try Scratch()
    write(Array("999999\n".utf8), to: scratch.file("trends.db-lock"))
    #expect(throws: Never.self) {
      try Store(path: scratch.file("trends.db"), mode: .create).close()
    }
  }

  @Test func anotherProgramThatWritesIsAWriterToo() throws {
    let scratch = try Scratch()
    let path = scratch.file("trends.db")
    try Store(path: path, mode: .create).close()
    let shell = try DatabaseQueue(path: path)
    try shell.unsafeReentrantWrite { db in
      try db.execute(sql: "BEGIN IMMEDIATE")
      #expect(
        storeError { try Store(path: path, mode: .readWrite) } == .locked(path: path, process: nil))
      try db.execute(sql: "ROLLBACK")
    }
    #expect(scratch.names == ["trends.db"])
  }

  @Test func aStoreOpenedForReadingRefusesToWrite() throws {
    let scratch = try Scratch()
    let path = scratch.file("trends.db")
    try Store(path: path, mode: .create).close()
    let before = bytes(of: path)
    let store = try Store(path: path, mode: .readOnly)
    #expect(
      storeError { try store.save(documents: [], imports: [sampleImport]) }
        == .cannotWrite(path: path, reason: "it was opened for reading"))
    #expect(throws: DatabaseError.self) { try store.run("DELETE FROM documents") }
    #expect(bytes(of: path) == before)
  }

  @Test func aFolderThatCannotBeWrittenIsNamed() throws {
    let error = storeError { try Store(path: "/proc/trends.db", mode: .create) }
    #expect(error?.errorClass == .cannotWrite)
    let missing = storeError { try Store(path: "/nowhere/at/all/trends.db", mode: .create) }
    #expect(
      missing
        == .cannotWrite(path: "/nowhere/at/all/trends.db", reason: "No such file or directory"))
  }

  // SQLite reads these as an address and as no file at all.
  @Test(arguments: ["file:trends.db?mode=memory", ":memory:"])
  func aStrangeNameIsStillAFile(name: String) throws {
    let scratch = try Scratch()
    // The whole process has one working folder: the name is tried below a folder instead.
    let path = scratch.file(name)
    try Store(path: path, mode: .create).close()
    #expect(scratch.names == [name])
  }

  // A commit that was cut off leaves a journal; whoever opens the store next puts it back.
  @Test(arguments: [Store.Mode.readOnly, .readWrite])
  func aCommitThatWasCutOffIsRolledBack(mode: Store.Mode) throws {
    let scratch = try Scratch()
    let store = try Store(path: scratch.file("trends.db"), mode: .create)
    let many = (0..<200).map { i in
      var document = bigDocument
      document.id = "\(i)"
      return document
    }
    try store.save(documents: many, imports: [sampleImport])
    try store.queue.unsafeReentrantWrite { db in
      // A tiny cache, so that changed pages reach the file before the commit.
      try db.execute(sql: "PRAGMA cache_spill = 1; PRAGMA cache_size = 1")
      try db.execute(sql: "BEGIN IMMEDIATE; UPDATE documents SET text = 'half', checksum = 0")
      for suffix in ["", "-journal"] {
        write(bytes(of: scratch.file("trends.db" + suffix)), to: scratch.file("cut.db" + suffix))
      }
      try db.execute(sql: "ROLLBACK")
    }
    #expect(scratch.names.contains("cut.db-journal"))
    #expect(bytes(of: scratch.file("cut.db")) != bytes(of: scratch.file("trends.db")))
    let cut = try Store(path: scratch.file("cut.db"), mode: mode)
    #expect(try cut.documents() == many)
    #expect(!scratch.names.contains("cut.db-journal"))
  }

  @Test func aSnapshotSeesOneState() throws {
    let scratch = try Scratch()
    let path = scratch.file("trends.db")
    let writer = try Store(path: path, mode: .create)
    try writer.save(documents: [bigDocument], imports: [sampleImport])
    let reader = try Store(path: path, mode: .readOnly)
    try writer.run("PRAGMA busy_timeout = 0")
    let seen = try reader.snapshot {
      let before = try reader.documents()
      // The commit has to wait for us; without patience it fails, and nothing is written.
      let late = storeError { try writer.save(documents: try sampleDocuments(), imports: []) }
      #expect(late == .locked(path: path, process: nil))
      return (before, try reader.documents())
    }
    #expect(seen == ([bigDocument], [bigDocument]))
    #expect(try reader.documents() == [bigDocument])
    try writer.save(documents: try sampleDocuments(), imports: [])
    #expect(try reader.documents().count == 4)
  }

  @Test func readersBesideAWriterSeeWholeStates() throws {
    let scratch = try Scratch()
    let path = scratch.file("trends.db")
    let writer = try Store(path: path, mode: .create)
    let version = { @Sendable (version: Int) in
      (0..<20).map { Document(id: "\($0)", title: "\(version)", text: "", appearances: []) }
    }
    try writer.save(documents: version(0), imports: [])
    let problems = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 5) { worker in
      do {
        if worker == 0 {
          for i in 1...15 { try writer.save(documents: version(i), imports: []) }
        } else {
          let reader = try Store(path: path, mode: .readOnly)
          var newest = 0
          for _ in 0..<15 {
            let titles = Set(try reader.documents().map(\.title))
            let seen = titles.first.flatMap { Int($0) } ?? -1
            if titles.count != 1 || seen < newest {
              problems.withLock { $0.append("\(titles) after \(newest)") }
            }
            newest = seen
          }
        }
      } catch {
        problems.withLock { $0.append("\(error)") }
      }
    }
    #expect(problems.withLock { $0 } == [])
    #expect(try writer.documents() == version(15))
  }
}
