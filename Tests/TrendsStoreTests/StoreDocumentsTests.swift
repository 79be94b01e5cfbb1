import Foundation
import GRDB
import Testing
import TrendsCorpus
import TrendsFeatures

@testable import TrendsStore

let bigDocument = Document(
  id: "big", title: "title", text: String(repeating: "abstract ", count: 500), appearances: [])

@Suite struct StoreDocumentsTests {
  private let scratch: Scratch
  private let path: String
  private let store: Store

  init() throws {
    scratch = try Scratch()
    path = scratch.file("trends.db")
    store = try Store(path: path, mode: .create)
  }

  @Test func documentsComeBackAsTheyWere() throws {
    let summary = try store.save(
      documents: try sampleDocuments(), exclusions: sampleExclusions, imports: [sampleImport])
    #expect(summary == SaveSummary(addedCount: 3, updatedCount: 0, imports: [sampleImport]))
    try store.close()
    let again = try Store(path: path, mode: .readOnly)
    #expect(try again.documents() == (try sampleDocuments()))
    #expect(try again.exclusions() == sampleExclusions)
    #expect(try again.imports() == [sampleImport])
    #expect(try again.contents() == .texts)
  }

  @Test func aNULBecomesAReplacementCharacter() throws {
    let document = Document(
      id: "a\0", title: "b\0", text: "c\0d", url: "e\0",
      columns: [Column(name: "f\0", value: "g\0")],
      appearances: [Document.Appearance(date: try date("2025"), source: "h\0", line: 1)])
    try store.save(
      documents: [document],
      exclusions: [Exclusion(kind: .term, item: "i\0", reason: "j\0", source: "k\0")],
      imports: [])
    let expected = Document(
      id: "a\u{FFFD}", title: "b\u{FFFD}", text: "c\u{FFFD}d", url: "e\u{FFFD}",
      columns: [Column(name: "f\0", value: "g\0")],
      appearances: [Document.Appearance(date: try date("2025"), source: "h\u{FFFD}", line: 1)])
    // In JSON a NUL is six ASCII letters: columns keep it.
    #expect(try store.documents() == [expected])
    #expect(
      try store.exclusions()
        == [Exclusion(kind: .term, item: "i\u{FFFD}", reason: "j\u{FFFD}", source: "k\u{FFFD}")])
  }

  @Test func aDocumentThatIsThereIsReplacedInItsPlace() throws {
    var documents = try sampleDocuments()
    try store.save(documents: documents, imports: [sampleImport])
    documents[0].title = "new title"
    documents[0].columns = []
    documents[0].appearances = [
      Document.Appearance(date: try date("2025-05-01"), source: "c", line: 1),
      Document.Appearance(date: try date("2025-05-02"), source: "c", line: 2),
      Document.Appearance(date: try date("2025-05-03"), source: "c", line: 3),
    ]
    let added = Document(id: "new", title: "", text: "", appearances: [])
    var other = sampleImport
    other.options = "other"
    let summary = try store.save(documents: [added, documents[0]], imports: [other])
    #expect(summary == SaveSummary(addedCount: 1, updatedCount: 1, imports: [other]))
    #expect(try store.documents() == documents + [added])
  }

  @Test func theSameImportTwiceIsNoImport() throws {
    try store.save(
      documents: try sampleDocuments(), exclusions: sampleExclusions, imports: [sampleImport])
    let digest = ContentDigest(of: Array("abc".utf8))
    #expect(try store.holds(source: "./a.txt", digest: digest, options: sampleImport.options))
    let before = bytes(of: path)
    // From another folder, too.
    var again = sampleImport
    again.source = "/elsewhere/a.txt"
    let summary = try store.save(
      documents: [bigDocument], exclusions: sampleExclusions, imports: [again])
    #expect(summary == SaveSummary(nothingWasNew: true))
    #expect(bytes(of: path) == before)
    #expect(try store.imports() == [sampleImport])
  }

  @Test(arguments: ["bytes", "options", "name"])
  func anImportDiffersByBytesOptionsAndFileName(what: String) throws {
    try store.save(documents: [], imports: [sampleImport])
    var other = sampleImport
    switch what {
    case "bytes": other.digest = ContentDigest(of: []).description
    case "options": other.options = ""
    // A date may be read from it.
    default: other.source = "listings/listing-2025-03-12.txt"
    }
    let summary = try store.save(documents: [bigDocument], imports: [sampleImport, other])
    #expect(summary == SaveSummary(addedCount: 1, updatedCount: 0, imports: [other]))
    #expect(try store.imports() == [sampleImport, other])
  }

  @Test func anExclusionGoesWithTheImportOfItsSource() throws {
    var second = sampleImport
    second.source = "b.txt"
    try store.save(
      documents: [],
      exclusions: [
        Exclusion(kind: .document, item: "x", reason: "r", source: "b.txt"),
        Exclusion(kind: .document, item: "y", reason: "r", source: "unknown"),
      ], imports: [sampleImport, second])
    let numbers = try store.reading {
      try Int?.fetchAll($0, sql: "SELECT import FROM exclusions ORDER BY number")
    }
    #expect(numbers == [2, nil])
  }

  @Test func aSaveThatFailsLeavesThePreviousState() throws {
    try store.save(documents: try sampleDocuments(), imports: [sampleImport])
    let before = bytes(of: path)
    // The device has room for two pages more.
    let pages = before.count / pageSize(of: before)
    try store.run("PRAGMA max_page_count = \(pages + 2)")
    var other = sampleImport
    other.options = "other"
    let many = (0..<50).map { i in
      var document = bigDocument
      document.id = "\(i)"
      return document
    }
    let error = storeError { try store.save(documents: many, imports: [other]) }
    #expect(error == .cannotWrite(path: path, reason: "database or disk is full"))
    #expect(try store.documents() == (try sampleDocuments()))
    #expect(try store.imports() == [sampleImport])
    #expect(bytes(of: path) == before)
    // And the store is as good as before.
    try store.run("PRAGMA max_page_count = 1000000")
    #expect(try store.save(documents: many, imports: [other]).addedCount == 50)
  }

  @Test(arguments: [
    "UPDATE documents SET title = title || ' ' WHERE number = 1",
    "UPDATE documents SET url = NULL WHERE number = 1",
    "UPDATE documents SET columns = '{}' WHERE number = 1",
    "UPDATE documents SET checksum = checksum + 1 WHERE number = 1",
    "UPDATE appearances SET date = '2025-03-13' WHERE document = 1 AND ordinal = 0",
    "UPDATE appearances SET line = line + 1 WHERE document = 1",
    "UPDATE appearances SET inferred = 0 WHERE document = 1",
    "DELETE FROM appearances WHERE document = 1 AND ordinal = 1",
    "UPDATE appearances SET document = 2 WHERE document = 1 AND ordinal = 1",
  ])
  func aDocumentThatWasChangedFromOutsideIsFound(sql: String) throws {
    try store.save(documents: try sampleDocuments(), imports: [])
    try store.run(sql)
    #expect(
      storeError { try store.documents() }
        == .damaged(path: path, what: "document '2401.01230' fails its checksum"))
  }

  @Test(arguments: [
    ("UPDATE appearances SET date = '2025-02-30'", "'date'"),
    (
      "PRAGMA foreign_keys = OFF; UPDATE appearances SET document = 99 WHERE document = 1",
      "'2401.01230' fails"
    ),
    (
      "PRAGMA foreign_keys = OFF; UPDATE appearances SET document = 99 WHERE document = 3",
      "x';DROP"
    ),
    (
      "PRAGMA foreign_keys = OFF; INSERT INTO appearances VALUES (99, 0, '2025', 0, '', 1)",
      "'document'"
    ),
  ])
  func whatDoesNotFitIsFound(sql: String, part: String) throws {
    try store.save(documents: try sampleDocuments(), imports: [])
    try store.run(sql)
    let error = storeError { try store.documents() }
    #expect(error?.errorClass == .damaged)
    #expect(error?.description.contains(part) == true, "\(String(describing: error))")
  }

  @Test(arguments: ["documents", "exclusions", "imports", "fits"])
  func aValueOfAnotherTypeIsDamageAndNoCrash(table: String) throws {
    let (fit, chains) = sampleFit()
    try store.save(
      documents: try sampleDocuments(), exclusions: sampleExclusions, imports: [sampleImport])
    try store.save(fit: fit, chains: chains)
    // A flipped bit in a record can turn a text into a BLOB, strict table or not.
    try store.run("PRAGMA writable_schema = ON")
    try store.run(
      "UPDATE sqlite_master SET sql = replace(sql, 'STRICT', '') WHERE name = '\(table)'")
    try store.close()
    for column in ["title", "kind", "source", "options"] {
      let other = try DatabaseQueue(path: path)
      try? other.unsafeReentrantWrite {
        try $0.execute(sql: "UPDATE \(table) SET \(column) = x'ff00'")
      }
      try other.close()
    }
    let again = try Store(path: path, mode: .readOnly)
    let errors = [
      storeError { try again.documents() }, storeError { try again.exclusions() },
      storeError { try again.imports() }, storeError { try again.fit(1) },
    ].compactMap { $0 }
    #expect(errors.map(\.errorClass) == [.damaged])
  }
}
