import TrendsCorpus

@testable import TrendsFeatures

/// Documents that have a text and no title.
func documents(_ texts: [String]) -> [Document] {
  texts.enumerated().map { Document(id: "\($0)", title: "", text: $1, appearances: []) }
}

/// The tokens of one text as the stream has them: `|` before a token that follows a break, `-`
/// before one that a hyphen joins, and stop words in brackets.
func tokens(_ text: String, title: String = "", language: Language = .english) -> String {
  let stream = TokenStream(
    documents: [Document(id: "", title: title, text: text, appearances: [])],
    classes: WordClasses(language: language), threadCount: 1
  ) { $0 }
  return stream.tokens(of: 0).map { token in
    let word = Int(stream.words[token])
    let key = stream.wordIsStop[word] ? "(\(stream.wordKeys[word]))" : stream.wordKeys[word]
    let mark = stream.marks[token]
    return (mark & TokenStream.Mark.breaks != 0 ? "|" : "")
      + (mark & TokenStream.Mark.hyphen != 0 ? "-" : "") + key.replacing(" ", with: "_")
  }.joined(separator: " ")
}

/// The counts of a document by shown term, in the order of the terms' text.
func row(_ document: Int, of features: Features) -> [String: Int] {
  let bag = features.bag
  var row: [String: Int] = [:]
  for entry in bag.documentStarts[document]..<bag.documentStarts[document + 1] {
    row[features.vocabulary.terms[Int(bag.terms[entry])]] = Int(bag.counts[entry])
  }
  return row
}

extension TokenStream {
  /// The words of documents.
  init(
    documents: [Document], classes: WordClasses, threadCount: Int,
    clean: @escaping @Sendable (String) -> String
  ) {
    self.init(
      Self.scanned(documents, classes: classes, threadCount: threadCount, clean: clean))
  }
}

/// The stream's columns one by one, as tests look at them.
extension TokenStream {
  var words: [UInt32] { tokens.indices.map { UInt32(word(at: $0)) } }
  var marks: [UInt8] { tokens.map { UInt8($0 >> TokenStream.formBits) } }
}

/// A cut's columns one by one, as tests look at them.
extension Segmentation {
  var units: [Unit] { blocks.flatMap(\.units) }
  var tokenStarts: [UInt32] { units.map(\.tokenStart) }
  var tokenCounts: [UInt16] { units.map(\.tokenCount) }
  var stopped: [StoppedRun] {
    blocks.flatMap { block in
      block.stopWords.map { StoppedRun(start: $0, count: 1) } + block.stopPhrases
    }
  }
}

/// The steps of cutting a corpus, each with the one before it at hand.
extension PhraseMatcher {
  func joined(_ base: Segmentation, threadCount: Int) -> Segmentation {
    joined(threadCount: threadCount)
  }

  func withoutPhrases(
    _ joined: Segmentation, base: Segmentation, threadCount: Int,
    where givesWay: (_ unit: Int, _ documents: Int) -> Bool
  ) -> (corpus: Segmentation, gone: [Int]) {
    var corpus = joined
    let gone = takeOutPhrases(of: &corpus, threadCount: threadCount, where: givesWay)
    return (corpus, gone)
  }
}
