import CMemory
import Foundation
import TrendsCorpus
import TrendsFeatures
import TrendsStore

/// What is fitted: the store's texts as terms, or its bag of words as it is.
struct FitCorpus {
  let documentIDs: [String]
  let vocabulary: Vocabulary
  let bag: BagOfWords
  let phrases: [Phrase]
  let exclusions: [Exclusion]
  private let options: FeatureOptions?

  /// - Throws: ``StoreError`` where the store is empty, ``FeatureError`` where no term is left.
  init(store: Store, options: FeatureOptions, threadCount: Int) throws {
    if try store.contents() == .bagOfWords {
      let bags = try store.bags()
      guard let stored = bags.first, bags.count == 1 else {
        throw CommandError.badArgument(
          "\(store.path) holds \(bags.count) bags of words; fit each in a store of its own")
      }
      let given = try Features(
        givenTerms: stored.vocabulary.terms, documentStarts: stored.bag.documentStarts,
        terms: stored.bag.terms, counts: stored.bag.counts)
      documentIDs = stored.documentIDs
      vocabulary = given.vocabulary
      bag = given.bag
      phrases = []
      exclusions = []
      self.options = nil
      return
    }
    let documents = Corpus(documents: try store.documents()).documents
    guard !documents.isEmpty else { throw StoreError.noDocuments(path: store.path) }
    documentIDs = documents.map(\.id)
    // The texts are not held while phrases are looked for.
    let features = try extractFeatures(
      documents: consume documents, options: options, threadCount: threadCount,
      progress: { stage in
        if stage != .tokenizing { tr_give_back_memory() }
        try Interrupt.check()
      })
    tr_give_back_memory()
    vocabulary = features.vocabulary
    bag = features.bag
    phrases = features.phrases
    exclusions = features.exclusions
    // What does not occur of a lexicon says nothing, and a lexicon may be long.
    var used = options
    used.lexicon = features.lexicon
    self.options = used
  }

  /// Documents that hold a term.
  var occupiedDocumentCount: Int {
    zip(bag.documentStarts, bag.documentStarts.dropFirst()).count { $0 < $1 }
  }

  var description: String {
    let multiword = vocabulary.terms.count { $0.contains(" ") }
    return "\(count(bag.documentCount, "document")), \(count(bag.tokenCount, "token")) of "
      + "\(count(vocabulary.count, "term"))"
      + (options == nil ? "" : " (\(grouped(multiword)) of several words)")
  }

  func optionsText() throws -> String {
    guard let options else { return "{}" }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(options), as: UTF8.self)
  }
}
