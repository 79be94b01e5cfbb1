import TrendsCorpus

/// The scripts that words can be found in.
enum Script {
  /// Checks that most documents are written with spaces between words.
  ///
  /// A document counts as one without where more than a third of its letters are Chinese, Japanese or
  /// Korean. One such letter says about as much as three of an alphabet.
  ///
  /// - Throws: ``FeatureError/unsupportedScript(documents:documentCount:)`` where more than half of the
  ///   documents that have letters are.
  static func requireSpaces(in documents: [Document]) throws {
    var (without, written) = (0, 0)
    for document in documents {
      let (ideographs, letters) = letters(of: document)
      guard ideographs + letters > 0 else { continue }
      written += 1
      if ideographs > (ideographs + letters) / 3 { without += 1 }
    }
    guard without * 2 <= written else {
      throw FeatureError.unsupportedScript(documents: without, documentCount: documents.count)
    }
  }

  /// How many letters are of the scripts from U+3040 to U+D7FF, and how many bytes are other letters.
  private static func letters(of document: Document) -> (ideographs: Int, letters: Int) {
    var (ideographs, letters) = (0, 0)
    for text in [document.title, document.text] {
      for byte in text.utf8 {
        switch byte {
        case 0xE3...0xED: ideographs += 1
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          0xC3...0xDF:
          letters += 1
        default: continue
        }
      }
    }
    return (ideographs, letters)
  }
}
