import TrendsCorpus

/// Turns words and phrases as a user writes them into keys.
struct TermKeys: Sendable {
  let classes: WordClasses
  let threadCount: Int

  /// So many entries are read at once, which bounds the memory of a long list.
  private static let batch = 50_000

  /// The key of each entry, its stems and stop words joined by a space; empty where there is no word.
  ///
  /// - Complexity: O(length of the entries).
  func keys(of entries: [String]) -> [String] {
    var keys: [String] = []
    keys.reserveCapacity(entries.count)
    var start = 0
    while start < entries.count {
      let end = min(entries.count, start + Self.batch)
      let stream = TokenStream(
        documents: entries[start..<end].map {
          Document(id: "", title: "", text: $0, appearances: [])
        },
        classes: classes, threadCount: threadCount, clean: Self.clean)
      for entry in 0..<stream.documentCount {
        keys.append(
          stream.tokens(of: entry).map { stream.wordKeys[Int(stream.words[$0])] }
            .joined(separator: " "))
      }
      start = end
    }
    return keys
  }

  /// Most entries are plain words, which need no cleaning.
  private static func clean(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: " "):
        true
      default: false
      }
    }
    return isPlain ? text : TextCleaner.clean(text)
  }
}
