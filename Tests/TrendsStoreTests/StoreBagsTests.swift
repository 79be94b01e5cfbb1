import Testing
import TrendsCorpus
import TrendsFeatures

@testable import TrendsStore

@Suite struct StoreBagsTests {
  private let scratch: Scratch
  private let path: String
  private let store: Store

  init() throws {
    scratch = try Scratch()
    path = scratch.file("bag.db")
    store = try Store(path: path, mode: .create)
  }

  private func rows(_ ids: [String]) throws -> [Document] {
    try ids.map {
      Document(
        id: $0, title: "", text: "",
        appearances: [Document.Appearance(date: try date("2025-01"), source: "dates.csv", line: 2)])
    }
  }

  @Test func aBagOfWordsComesBackAsItWas() throws {
    let (fit, _) = sampleFit()
    let documents = try rows(["1", "2", "3", "4"])
    let summary = try store.save(
      bag: fit.bag, vocabulary: fit.vocabulary, documents: documents, exclusions: sampleExclusions,
      imports: [sampleImport])
    #expect(summary == SaveSummary(addedCount: 4, updatedCount: 0, imports: [sampleImport]))
    try store.close()
    let again = try Store(path: path, mode: .readOnly)
    #expect(try again.contents() == .bagOfWords)
    #expect(try again.documents() == documents)
    #expect(try again.exclusions() == sampleExclusions)
    #expect(
      try again.bags()
        == [StoredBag(documentIDs: ["1", "2", "3", "4"], vocabulary: fit.vocabulary, bag: fit.bag)])
  }

  @Test func theSameBagTwiceIsNoImport() throws {
    let (fit, _) = sampleFit()
    let documents = try rows(["1", "2", "3", "4"])
    for expected in [false, true] {
      let summary = try store.save(
        bag: fit.bag, vocabulary: fit.vocabulary, documents: documents, imports: [sampleImport])
      #expect(summary.nothingWasNew == expected)
    }
    #expect(try store.bags().count == 1)
  }

  @Test func textsAndBagsDoNotMix() throws {
    let (fit, _) = sampleFit()
    let bagStore = store
    let textPath = scratch.file("text.db")
    let textStore = try Store(path: textPath, mode: .create)
    let documents = try rows(["1", "2", "3", "4"])
    try bagStore.save(
      bag: fit.bag, vocabulary: fit.vocabulary, documents: documents, imports: [sampleImport])
    try textStore.save(documents: try sampleDocuments(), imports: [sampleImport])
    var other = sampleImport
    other.options = "other"
    #expect(
      storeError { try bagStore.save(documents: try sampleDocuments(), imports: [other]) }
        == .mixedContents(path: path, holds: .bagOfWords))
    #expect(
      storeError {
        try textStore.save(
          bag: fit.bag, vocabulary: fit.vocabulary, documents: documents, imports: [other])
      } == .mixedContents(path: textPath, holds: .texts))
    #expect(try textStore.imports() == [sampleImport])
  }

  @Test(arguments: [["1", "2", "3", "1"], ["5", "6", "old", "7"]])
  func aDocumentThatIsThereAlreadyIsRefused(ids: [String]) throws {
    let (fit, _) = sampleFit()
    try store.save(
      bag: fit.bag, vocabulary: fit.vocabulary, documents: try rows(["old", "a", "b", "c"]),
      imports: [sampleImport])
    var other = sampleImport
    other.options = "other"
    let error = storeError {
      try store.save(
        bag: fit.bag, vocabulary: fit.vocabulary, documents: try rows(ids), imports: [other])
    }
    #expect(error == .duplicateDocument(path: path, id: ids.contains("old") ? "old" : "1"))
    #expect(try store.imports() == [sampleImport])
    #expect(try store.documents().count == 4)
  }

  @Test func aDamagedBagIsNamed() throws {
    let (fit, _) = sampleFit()
    try store.save(
      bag: fit.bag, vocabulary: fit.vocabulary, documents: try rows(["1", "2", "3", "4"]),
      imports: [])
    try store.run("UPDATE bags SET rows = vocabulary")
    #expect(
      storeError { try store.bags() }
        == .damaged(path: path, what: "the bag of words of bag of words 1 is vocabulary"))
    try store.run("UPDATE bags SET rows = ?", [Blob.data(fit.bag)])
    try store.run("UPDATE bags SET documents = ?", [Blob.data(DocumentIDs(["1"]))])
    #expect(
      storeError { try store.bags() }
        == .damaged(path: path, what: "the parts of bag of words 1 do not belong together"))
  }
}
