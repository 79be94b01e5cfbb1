import Testing

@testable import TrendsCorpus

@Suite("Damaged inputs")
struct DamagedInputTests {
  /// One sound input of every kind.
  static let inputs: [(name: String, bytes: [UInt8])] = {
    let texts = [
      (
        "page.txt",
        "new\n\nWed, Mar 12\n\nA \\emph{title}\n\nText é $x^2$\n\nMar 13, 2025\n\nB\n\nText"
      ),
      (
        "a.jsonl",
        #"{"id":"1","date":"2025-03-12","text":"\ud83d\ude00 a","k":[{"a":-1e5}]}"# + "\n"
      ),
      ("a.csv", "id,date,text\r\n1,2025-03-12,\"a \"\"b\"\"\nc\"\r\n2,2025,d\r\n"),
      ("a.tsv", "date\ttitle\n2025-03\tT\n"),
      ("docword.txt", "2\n3\n3\n1 1 2\n2 3 1\n2 1 5\n"),
      ("a.dat", "2 0:2 2:1\n1 1:4\n"),
    ]
    let plain = texts.map { (name: $0.0, bytes: Array($0.1.utf8)) }
    return plain + [(name: "page.txt.gz", bytes: gzipped(plain[0].bytes))]
  }()

  /// Bytes that mean something to one of the readers.
  static let telling =
    Array("\0\n\r\t \"\\{}[]$^_,;:~'`-0123456789ueM\u{FF}".utf8) + [0xC3, 0xE2, 0xFF]

  @Test(
    "No damage traps, and a doctor finds an error exactly where an import stops", arguments: 0..<20)
  func mutations(_ seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for (name, sound) in Self.inputs {
      for _ in 0..<25 {
        var bytes = sound
        for _ in 0...random(4) {
          let at = random(bytes.count)
          switch random(4) {
          case 0: bytes[at] = Self.telling[random(Self.telling.count)]
          case 1: bytes.insert(Self.telling[random(Self.telling.count)], at: at)
          case 2 where bytes.count > 1: bytes.remove(at: at)
          default: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 7)], at: at)
          }
        }
        let isRead = message(bytes, source: name, options: ReadingOptions()) == nil
        let errors = diagnose(bytes, source: name).filter { $0.severity == .error }
        #expect(isRead == errors.isEmpty, "\(name) with seed \(seed)")
        if let reading = try? readPapers(bytes, source: name) {
          var corpus = Corpus()
          corpus.merge(reading.papers)
          #expect(corpus.merge(reading.papers).isEmpty, "\(name) with seed \(seed)")
          for document in corpus.documents { _ = TextCleaner.clean(document.text) }
        }
        _ = try? readBag(
          NamedInput(bytes, source: name),
          vocabulary: NamedInput(Array("a\nb\nc".utf8), source: "v"))
      }
    }
  }
}
