import Testing

@testable import TrendsStore

@Suite struct StoreErrorTests {
  @Test func errorsAreOneLineWithoutAPeriod() {
    let errors: [(StoreError, String, StoreError.Class)] = [
      (.noFit(path: "t.db"), "t.db holds no fitted model; run 'trends fit' first", .missing),
      (
        .noSuchFit(path: "t.db", id: 9, newest: 3), "t.db holds no fit 9; the newest is 3", .missing
      ),
      (
        .noSuchFile(path: "t.db"),
        "t.db: no such store; run 'trends import' or 'trends fit' with a PATH to make one", .missing
      ),
      (
        .cannotRead(path: "t.db", reason: "Permission denied"),
        "t.db: cannot be read: Permission denied", .missing
      ),
      (
        .noDocuments(path: "t.db"),
        "t.db holds no documents; run 'trends import' or 'trends fit' with a PATH first", .missing
      ),
      (
        .damaged(path: "t.db", what: "the draw of chain 0 of fit 1 fails its checksum"),
        "t.db is damaged: the draw of chain 0 of fit 1 fails its checksum; "
          + "restore it from a copy or import and fit again", .damaged
      ),
      (
        .notAStore(path: "t.db", found: "a folder"),
        "t.db is not a store of trends: it is a folder",
        .damaged
      ),
      (
        .mixedContents(path: "t.db", holds: .texts),
        "t.db holds texts and takes no bag of words; use another store for it", .damaged
      ),
      (
        .mixedContents(path: "t.db", holds: .bagOfWords),
        "t.db holds a bag of words and takes no texts; use another store for them", .damaged
      ),
      (
        .duplicateDocument(path: "t.db", id: "7"),
        "t.db already holds a document '7'; a bag of words must bring new ones", .damaged
      ),
      (
        .locked(path: "t.db", process: 12),
        "t.db is in use by another writer (process 12); wait until it is done", .cannotWrite
      ),
      (
        .locked(path: "t.db", process: nil),
        "t.db is in use by another writer; wait until it is done", .cannotWrite
      ),
      (
        .cannotWrite(path: "out", reason: "No space left on device"),
        "out: cannot be written: No space left on device", .cannotWrite
      ),
    ]
    for (error, text, errorClass) in errors {
      #expect(error.description == text)
      #expect(error.errorClass == errorClass)
    }
  }
}
