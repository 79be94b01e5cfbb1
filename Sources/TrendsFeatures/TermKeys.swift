import TrendsCorpus

/// Turns words and phrases as a user writes them into keys.
struct TermKeys: Sendable {
  let classes: WordClasses
  let threadCount: Int

  /// The key of each entry, its stems and stop words joined by a space; empty where there is no word.
  ///
  /// - Complexity: O(length of the entries).
  func keys(of entries: [String]) -> [String] {
    let weights = entries.map { $0.utf8.count + 1 }
    return concurrentSlices(of: weights, sliceCount: threadCount) { range in
      var texts = ScannedTexts(classes: classes, byteCount: weights[range].reduce(0, +))
      var key: [UInt8] = []
      return entries[range].map { entry in
        texts.add(title: "", text: Self.clean(entry))
        key.removeAll(keepingCapacity: true)
        for token in texts.takeTokens() {
          if !key.isEmpty { key.append(UInt8(ascii: " ")) }
          let word = texts.table.formWords[Int(token & TokenStream.formMask)]
          key += texts.table.words.bytes(Int(word)).dropFirst()
        }
        return String(decoding: key, as: UTF8.self)
      }
    }.flatMap(\.self)
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
