import Foundation
import GRDB
import Testing
import TrendsFeatures
import TrendsLDA

@testable import TrendsStore

@Suite struct StoreFitsTests {
  private let scratch: Scratch
  private let path: String
  private let store: Store

  init() throws {
    scratch = try Scratch()
    path = scratch.file("trends.db")
    store = try Store(path: path, mode: .create)
  }

  /// NaN differs from itself: the phrase table is compared by its bytes.
  private func expectSame(_ found: FitRecord, _ expected: FitRecord) {
    #expect(Blob.encode(PhraseTable(found.phrases)) == Blob.encode(PhraseTable(expected.phrases)))
    var (found, expected) = (found, expected)
    found.phrases = []
    expected.phrases = []
    #expect(found == expected)
  }

  @Test func aFitComesBackAsItWas() throws {
    let (fit, chains) = sampleFit()
    #expect(try store.save(fit: fit, chains: chains) == 1)
    try store.close()
    let again = try Store(path: path, mode: .readOnly)
    var expected = fit
    expected.id = 1
    expectSame(try again.fit(1), expected)
    expectSame(try again.newestFit(), expected)
    let found = try again.chains(of: 1)
    #expect(found == chains)
    for (left, right) in zip(found.flatMap(\.draws), chains.flatMap(\.draws)) {
      #expect(left.logLikelihood.bitPattern == right.logLikelihood.bitPattern)
      #expect(left.alpha.map(\.bitPattern) == right.alpha.map(\.bitPattern))
    }
  }

  @Test func fitsAreNumberedFromOneAndNumbersAreNotUsedAgain() throws {
    for seed in 1...3 {
      let (fit, chains) = sampleFit(seed: UInt64(seed))
      #expect(try store.save(fit: fit, chains: chains) == seed)
    }
    try store.deleteFit(3)
    try store.deleteFit(1)
    #expect(try store.newestFit().id == 2)
    let (fit, chains) = sampleFit(seed: 9)
    #expect(try store.save(fit: fit, chains: chains) == 4)
    #expect(try store.fits().map(\.id) == [2, 4])
    #expect(try store.chains(of: 2) == sampleFit(seed: 2).chains)
    #expect(try store.chains(of: 4) == chains)
    #expect(
      try store.fits().last
        == FitSummary(id: 4, options: fit.options, documentCount: 4, termCount: 5, tokenCount: 375))
  }

  @Test func whatIsNotThereIsSaid() throws {
    #expect(try store.fits().isEmpty)
    for body in [
      { _ = try store.newestFit() }, { _ = try store.fit(1) }, { _ = try store.chains(of: 1) },
      { try store.deleteFit(1) },
    ] {
      #expect(storeError(body) == .noFit(path: path))
    }
    let (fit, chains) = sampleFit()
    try store.save(fit: fit, chains: chains)
    for body in [
      { _ = try store.fit(7) }, { _ = try store.chains(of: 7) }, { try store.deleteFit(7) },
    ] {
      #expect(storeError(body) == .noSuchFit(path: path, id: 7, newest: 1))
    }
  }

  @Test func aDeletedFitGivesItsSpaceBack() throws {
    let before = bytes(of: path).count
    var (fit, _) = sampleFit()
    fit.exclusions = Array(repeating: sampleExclusions[0], count: 20_000)
    try store.save(fit: fit, chains: [])
    #expect(bytes(of: path).count > before + 400_000)
    try store.deleteFit(1)
    // A page or two stay for the number that is not used again.
    #expect(bytes(of: path).count <= before + 3 * 4096)
  }

  @Test func aFitWithoutChainsAndAnEmptyCorpusComeBack() throws {
    let fit = FitRecord(
      options: LDAOptions(), features: "", programs: "", inputs: [], documentIDs: [],
      vocabulary: Vocabulary(keys: [], terms: []),
      bag: BagOfWords(documentStarts: [0], terms: [], counts: [], termCount: 0), phrases: [],
      exclusions: [])
    try store.save(fit: fit, chains: [])
    var expected = fit
    expected.id = 1
    #expect(try store.fit(1) == expected)
    #expect(try store.chains(of: 1).isEmpty)
  }

  @Test func aFitThatFailsToSaveLeavesThePreviousState() throws {
    let (fit, chains) = sampleFit()
    try store.save(fit: fit, chains: chains)
    let before = bytes(of: path)
    try store.run("PRAGMA max_page_count = \(before.count / pageSize(of: before) + 2)")
    var large = fit
    large.exclusions = Array(repeating: sampleExclusions[0], count: 2000)
    let error = storeError { try store.save(fit: large, chains: chains) }
    #expect(error == .cannotWrite(path: path, reason: "database or disk is full"))
    #expect(bytes(of: path) == before)
    #expect(try store.fits().map(\.id) == [1])
    #expect(try store.chains(of: 1) == chains)
  }

  @Test(arguments: [
    // Rows.
    "UPDATE fits SET options = replace(options, '600', '601') WHERE id = 1",
    "UPDATE fits SET features = features || ' ' WHERE id = 1",
    "UPDATE fits SET programs = '' WHERE id = 1",
    "UPDATE fits SET inputs = '[]' WHERE id = 1",
    "UPDATE fits SET tokens = tokens + 1 WHERE id = 1",
    "UPDATE fits SET seal = (SELECT seal FROM fits WHERE id = 2) WHERE id = 1",
    // Parts: lost, swapped, doubled, taken from elsewhere.
    "DELETE FROM fit_parts WHERE fit = 1 AND kind = 6 AND number = 2",
    "DELETE FROM fit_parts WHERE fit = 1 AND chain = 1",
    "DELETE FROM fit_parts WHERE fit = 1 AND kind = 2",
    "UPDATE fit_parts SET number = number + 5 WHERE fit = 1 AND kind = 6",
    "UPDATE fit_parts SET chain = 7 - chain WHERE fit = 1 AND chain >= 0",
    "INSERT INTO fit_parts SELECT fit, 2, kind, number, data FROM fit_parts WHERE fit = 1 AND chain = 1",
    """
    UPDATE fit_parts SET data = (SELECT data FROM fit_parts p WHERE p.fit = 2
      AND p.chain = fit_parts.chain AND p.kind = 8 AND p.number = 0) WHERE fit = 1 AND kind = 8
    """,
    "UPDATE fit_parts SET data = x'' WHERE fit = 1 AND chain = 0",
  ])
  func aFitThatIsNotAsItWasSavedIsRefused(sql: String) throws {
    for seed in [1, 2] {
      let (fit, chains) = sampleFit(seed: UInt64(seed))
      try store.save(fit: fit, chains: chains)
    }
    try store.run(sql)
    let expected = StoreError.damaged(path: path, what: "fit 1 does not match its seal")
    #expect(storeError { try store.fit(1) } == expected)
    #expect(storeError { try store.chains(of: 1) } == expected)
    #expect(try store.fit(2).id == 2)
    #expect(try store.chains(of: 2) == sampleFit(seed: 2).chains)
  }

  @Test(arguments: [
    (1, -1, "the list of documents of fit 1"), (2, -1, "the vocabulary of fit 1"),
    (3, -1, "the bag of words of fit 1"), (4, -1, "the phrase table of fit 1"),
    (5, -1, "the exclusions of fit 1"), (6, 1, "the draw of chain 1 of fit 1"),
    (7, 0, "the topic-term counts of chain 0 of fit 1"),
    (8, 1, "the assignments of chain 1 of fit 1"), (9, 0, "the trace of chain 0 of fit 1"),
  ])
  func aFlippedByteIsFoundAndItsPartIsNamed(kind: Int, chain: Int, name: String) throws {
    let (fit, chains) = sampleFit()
    try store.save(fit: fit, chains: chains)
    let places: StatementArguments = [kind, chain]
    let which = "WHERE kind = ? AND chain = ? AND number = 0"
    let part = try store.reading {
      try Data.fetchOne($0, sql: "SELECT data FROM fit_parts \(which)", arguments: places)
    }
    var data = try #require(part)
    data[data.count - 1] ^= 1
    try store.run(
      "UPDATE fit_parts SET data = ? \(which)", [data] as StatementArguments + places)
    let error = storeError {
      _ = try store.fit(1)
      _ = try store.chains(of: 1)
    }
    #expect(error == .damaged(path: path, what: "\(name) fails its checksum"))
  }
}
