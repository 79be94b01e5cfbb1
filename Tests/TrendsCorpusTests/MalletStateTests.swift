import Testing

@testable import TrendsCorpus

@Suite("States of MALLET")
struct MalletStateTests {
  /// Two documents; a source with a space; types out of order.
  static let text = """
    #doc source pos typeindex type topic
    #alpha : 0.5 1.25\u{20}
    #beta : 0.01
    0 file:/my papers/a.txt 0 7 comet 1
    0 file:/my papers/a.txt 1 2 oven 0
    0 file:/my papers/a.txt 2 7 comet 0
    3 file:/b.txt 0 2 oven 1

    """

  private func read(_ text: String, dates: String? = nil) throws -> MalletState {
    try readMalletState(
      NamedInput(Array(text.utf8), source: "s.gz"),
      dates: dates.map { NamedInput(Array($0.utf8), source: "d.csv") })
  }

  @Test("Tokens come sorted by document and term, with priors and names")
  func handCase() throws {
    let state = try read(Self.text)
    #expect(state.documentIDs == ["file:/my papers/a.txt", "file:/b.txt"])
    #expect(state.vocabulary == ["oven", "comet"])
    #expect(state.documentStarts == [0, 3, 4])
    #expect(state.terms == [0, 1, 1, 0])
    #expect(state.topics == [0, 0, 1, 1])
    #expect(state.alpha == [0.5, 1.25])
    #expect(state.beta == 0.01)
    #expect(state.dates == [[], []])
    #expect(state.warnings == [])
  }

  @Test("Compressed it reads the same, and what we compress expands again")
  func compressed() throws {
    let packed = try gzip(Array(Self.text.utf8))
    #expect(isGzip(packed))
    #expect(try readMalletState(NamedInput(packed, source: "s.gz")) == (try read(Self.text)))
    for length in [0, 1, 65_535, 65_536, 1 << 20, (1 << 20) + 1] {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ ($0 >> 7)) }
      #expect(try gunzip(try gzip(bytes), source: "x").bytes == bytes)
    }
  }

  @Test(
    "Without names, or with one for several documents, MALLET's numbers are the identifiers",
    arguments: ["NA", "all.txt", "null"])
  func numbers(source: String) throws {
    let text = Self.text.replacing("file:/my papers/a.txt", with: source)
      .replacing("file:/b.txt", with: source)
    #expect(try read(text).documentIDs == ["0", "3"])
  }

  @Test("Dates go by identifier")
  func dates() throws {
    let state = try read(
      Self.text,
      dates: "document,date\nfile:/b.txt,2025-03-12\nfile:/b.txt,2025-03-05\n")
    #expect(state.dates.map { $0.map(\.description) } == [[], ["2025-03-05", "2025-03-12"]])
    #expect(throws: CorpusError.self) {
      try read(Self.text, dates: "document,date\n9,2025-03-12\n")
    }
  }

  @Test(
    "What is wrong is named with its line",
    arguments: [
      ("", "s.gz: is empty"), ("0 a 0 0 b 0\n", "s.gz:1: '0 a 0 0 b 0'; expected the three lines"),
      ("#doc source pos typeindex type topic\n", "s.gz: no '#alpha :'"),
      ("#doc source pos topic\n", "s.gz:1: '#doc source pos topic'"),
      ("#doc source pos typeindex type topic\n0 a 0 0 b 0\n", "s.gz:2: a token before '#alpha :'"),
      ("#doc source pos typeindex type topic\n#alpha : 1 x\n", "s.gz:2: '#alpha : 1 x'"),
      ("#doc source pos typeindex type topic\n#alpha : 1 0\n", "s.gz:2: '#alpha : 1 0'"),
      ("#doc source pos typeindex type topic\n#alpha : 1\n#beta : nan\n", "s.gz:3: '#beta : nan'"),
      ("#doc source pos typeindex type topic\n#alpha : 1\n#beta : 1\n", "s.gz: no token"),
      (text + "4 c 0 7 comet 2\n", "s.gz:8: topic '2'; expected a number from 0 to 1"),
      (text + "4 c 0 7 comet -1\n", "s.gz:8: topic '-1'"),
      (text + "4 c 0 7 orbit 1\n", "s.gz:8: type 7 as 'orbit'; expected 'comet' as before"),
      (text + "4 c 0 8 comet 1\n", "s.gz: 'comet' as types 7 and 8"),
      (text + "2 c 0 7 comet 1\n", "s.gz:8: document 2 after document 3"),
      (text + "4 c 0 7\n", "s.gz:8: fewer than six fields"),
      (text + "99999999999999999999 c 0 7 comet 1\n", "s.gz:8: '99999999999999999999'"),
      (text + "4 c 0 7  1\n", "s.gz:8: type 7 as ''"),
    ])
  func malformed(text: String, message: String) {
    do {
      _ = try read(text)
      Issue.record("no error for \(text)")
    } catch {
      #expect("\(error)".hasPrefix(message), "\(error)")
    }
  }

  @Test("Cut off or changed anywhere it is read or refused, and nothing traps")
  func damage() {
    let bytes = Array(Self.text.utf8)
    for i in bytes.indices {
      _ = try? readMalletState(NamedInput(Array(bytes[..<i]), source: "s"))
      for value in [UInt8(0), 9, 10, 32, 35, 57, 255] {
        var changed = bytes
        changed[i] = value
        _ = try? readMalletState(NamedInput(changed, source: "s"))
      }
    }
  }
}
