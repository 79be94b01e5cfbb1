import ArgumentParser
import Foundation
import TrendsCorpus
import TrendsFeatures
import TrendsLDA
import TrendsStore

struct FitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Find themes: build terms and phrases, sample several chains, store the draws.",
    discussion: """
      With paths it imports them first; without, it fits everything in the store. The same inputs, \
      options and seed give the same model at any number of threads.

      EXAMPLE:
        trends fit --topics 20 listings/
        trends fit --topics 40 --sweeps 1000 --seed 2
      """)

  @Argument(help: "Files and folders to import first.")
  var paths: [String] = []

  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Terms") var terms: TermOptions
  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup var storeOptions: StoreOptions

  @Flag(name: .shortAndLong, help: "No progress on standard error.")
  var quiet = false

  func run() throws {
    let options = try model.model()
    // The options alone are checked before anything is read; the documents are counted later.
    try options.validate(documentCount: .max)
    let features = try terms.features()
    let threadCount = try model.threadCount()
    let importer = paths.isEmpty ? nil : try Importer(paths: paths, options: input)

    let store = try storeOptions.open(importer == nil ? .readWrite : .create)
    if let importer {
      for line in try importer.save(into: store).lines { say(line) }
    }
    let corpus = try FitCorpus(store: store, options: features, threadCount: threadCount)
    say(corpus.description)
    try Interrupt.check()
    try options.validate(documentCount: corpus.occupiedDocumentCount)
    say(FitEstimate(bag: corpus.bag, options: options, threadCount: threadCount).description)

    let progress = Progress(
      total: options.chainCount * options.sweepCount, unit: "sweeps",
      tokensPerStep: corpus.bag.tokenCount, isQuiet: quiet)
    let chains = try fitChains(corpus.bag, options: options, threadCount: threadCount) { _ in
      progress.step()
      return !Interrupt.isRequested
    }
    progress.finish()
    guard let chains else { throw CommandError.interrupted }
    let seconds = progress.seconds

    let number = try store.save(
      fit: FitRecord(
        options: options, features: try corpus.optionsText(), programs: try programsText(),
        inputs: try store.imports().map { FitInput(source: $0.source, digest: $0.digest) },
        documentIDs: corpus.documentIDs, vocabulary: corpus.vocabulary, bag: corpus.bag,
        phrases: corpus.phrases, exclusions: corpus.exclusions),
      chains: chains)
    try store.close()
    let sweptTokens = Double(corpus.bag.tokenCount * options.sweepCount * options.chainCount)
    let tenths = Int((sweptTokens / max(seconds, 1e-9) / 1e5).rounded())
    say(
      "fit \(number) of \(storeOptions.path): \(count(options.topicCount, "topic")), "
        + "\(count(options.chainCount, "chain")) of \(count(options.sweepCount, "sweep")), "
        + "seed \(options.seed), \(clockText(seconds)) "
        + "(\(tenths / 10).\(tenths % 10) million tokens a second)")
    say("next: trends report, trends topics")
  }

  private func say(_ line: String) {
    if !quiet { printError(line) }
  }

  private func programsText() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let parts = Dictionary(uniqueKeysWithValues: Versions.parts.map { ($0.name, $0.version) })
    return String(decoding: try encoder.encode(parts), as: UTF8.self)
  }
}

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
    let corpus = Corpus(documents: try store.documents())
    guard !corpus.documents.isEmpty else { throw StoreError.noDocuments(path: store.path) }
    let features = try extractFeatures(
      documents: corpus.documents, options: options, threadCount: threadCount,
      progress: { _ in try Interrupt.check() })
    documentIDs = corpus.documents.map(\.id)
    vocabulary = features.vocabulary
    bag = features.bag
    phrases = features.phrases
    exclusions = features.exclusions
    self.options = options
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
