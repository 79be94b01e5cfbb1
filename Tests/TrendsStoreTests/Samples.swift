import Foundation
import GRDB
import TrendsCorpus
import TrendsFeatures
import TrendsLDA

@testable import TrendsStore

/// A folder of its own for one test; removed with the value.
final class Scratch: Sendable {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("trends-store-tests-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a file in the folder.
  func file(_ name: String) -> String { path + "/" + name }

  /// The names in the folder, sorted.
  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}

/// The bytes of a file; empty where there is none.
func bytes(of path: String) -> [UInt8] {
  [UInt8](FileManager.default.contents(atPath: path) ?? Data())
}

/// The size of the pages of a store, from the header of its file: bytes 16 and 17.
func pageSize(of store: [UInt8]) -> Int { Int(store[16]) << 8 | Int(store[17]) }

/// Writes a file; the tests compare what comes of it.
func write(_ bytes: [UInt8], to path: String) {
  _ = FileManager.default.createFile(atPath: path, contents: Data(bytes))
}

/// A sequence of numbers that is the same in every run (xorshift64*).
struct Numbers: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_F491_4F6C_DD1D
  }
}

func date(_ iso: String) throws -> ListingDate {
  guard let date = ListingDate(iso: iso) else { throw SystemFailure(22) }
  return date
}

/// Three documents with everything that can go wrong in a text.
func sampleDocuments() throws -> [Document] {
  [
    Document(
      id: "2401.01230", title: #"Quotes "so" and 'so', \back"#, text: "Line one\nline two\r\n\ttab",
      url: "https://example.org/?q=1&r=ü",
      columns: [
        Column(name: "venue", value: #"a "b" \ c"#), Column(name: "venue", value: ""),
        Column(name: "note\u{1}", value: "line\nend 🦆"),
      ],
      appearances: [
        Document.Appearance(
          date: try date("2025-03-12"), dateIsInferred: true, source: "a.txt", line: 4),
        Document.Appearance(date: try date("2025-04"), source: "b.txt", line: 1_000_000),
      ]),
    Document(id: "🦆", title: "", text: "", appearances: []),
    Document(
      id: "x';DROP TABLE documents;--", title: "e\u{301} and é", text: "\u{FEFF}\u{2028}\u{10FFFF}",
      columns: [Column(name: "", value: "{}")],
      appearances: [Document.Appearance(date: try date("1987"), source: "", line: -1)]),
  ]
}

let sampleExclusions = [
  Exclusion(kind: .document, item: "no text", reason: "empty_text", source: "a.txt", line: 9),
  Exclusion(kind: .term, item: "the", reason: "stop_word"),
  Exclusion(kind: .revision, item: "\u{1F986}", reason: "older: 1 of 2", source: nil, line: 0),
]

let sampleImport = ImportRecord(
  source: "listings/a.txt", digest: ContentDigest(of: Array("abc".utf8)),
  options: #"{"year":2025}"#,
  paperCount: 4)

/// A fit with chains of the right shapes and random contents: K = 3, D = 4, V = 5.
func sampleFit(seed: UInt64 = 1) -> (fit: FitRecord, chains: [ChainResult]) {
  var numbers = Numbers(seed: seed)
  // Row 2 is empty.
  let bag = BagOfWords(
    documentStarts: [0, 2, 3, 3, 6], terms: [0, 4, 2, 1, 2, 3], counts: [1, 2, 300, 1, 1, 70],
    termCount: 5)
  var options = LDAOptions()
  options.topicCount = 3
  options.seed = .max
  options.alphaSum = 0.1 + 0.2
  options.sampler = .scalar
  let fit = FitRecord(
    options: options, features: #"{"stem":true}"#, programs: #"{"trends":"1.0"}"#,
    inputs: [FitInput(source: "a/b.txt", digest: "00ff")],
    documentIDs: ["a", "🦆", "c d", ""],
    vocabulary: Vocabulary(
      keys: ["agent", "larg languag model", "v2", "x", "é"],
      terms: ["agents", "large language models", "v2", "x", "É"]),
    bag: bag,
    phrases: [
      Phrase(
        key: "larg languag model", phrase: "large language models", count: 7, documents: 3,
        npmi: -0.1, g2: 1e-300, action: .accepted),
      Phrase(
        key: "", phrase: "", count: 0, documents: 0, npmi: .nan, g2: .infinity, action: .lexicon),
    ],
    exclusions: sampleExclusions)
  let chains = (0..<2).map { chain in
    ChainResult(
      chain: chain,
      draws: (1...3).map { number in
        Draw(
          sweep: number * 100, logLikelihood: -Double.random(in: 0..<1e6, using: &numbers),
          alpha: (0..<3).map { _ in Double.random(in: 0..<1, using: &numbers) },
          beta: 0.01.nextUp,
          documentTopics: DocumentTopics(
            documentStarts: [0, 2, 3, 3, 4], topics: [0, 2, 1, 2],
            counts: TokenCounts((0..<4).map { _ in UInt32.random(in: 1...300, using: &numbers) })))
      },
      topicTermCounts: (0..<15).map { _ in
        Bool.random(using: &numbers) ? 0 : .random(in: 1...UInt32.max, using: &numbers)
      },
      assignments: (0..<bag.tokenCount).map { _ in UInt16.random(in: 0..<3, using: &numbers) },
      trace: [
        ChainResult.TracePoint(sweep: 1, logLikelihood: -1.0 / 3.0),
        ChainResult.TracePoint(sweep: 600, logLikelihood: -.leastNonzeroMagnitude),
      ])
  }
  return (fit, chains)
}

extension Store {
  /// Runs SQL as another program would.
  func run(_ sql: String, _ arguments: StatementArguments = []) throws {
    try queue.unsafeReentrantWrite { try $0.execute(sql: sql, arguments: arguments) }
  }
}

/// The error that `body` throws as a ``StoreError``, or nil.
func storeError<Value>(_ body: () throws -> Value) -> StoreError? {
  do {
    _ = try body()
    return nil
  } catch {
    return error as? StoreError
  }
}
