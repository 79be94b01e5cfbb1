import TrendsCorpus
import TrendsFeatures
import TrendsLDA
import TrendsStore

/// Reads a state of MALLET into a store, as documents and as a fit of one draw.
struct MalletImport {
  /// What stands in the place of a random generator of a fit that was sampled elsewhere.
  static let generator = "mallet"
  /// The name of the format.
  static let format = "mallet-state"

  private let files: [NamedInput]
  private let state: MalletState

  init(paths: [String], dates: String?, options: ReadingOptions) throws {
    guard let path = paths.first, paths.count == 1 else {
      throw CommandError.badArgument("one state at a time; found \(paths.count) paths")
    }
    let input = NamedInput(try InputFiles.read(path), source: path)
    let table = try dates.map { NamedInput(try InputFiles.read($0), source: $0) }
    files = [input] + (table.map { [$0] } ?? [])
    state = try readMalletState(input, dates: table, options: options)
    for warning in state.warnings { warn(warning) }
  }

  /// Saves documents and fit; the lines are for the user.
  func save(into store: Store, fingerprint: String) throws -> [String] {
    let imports = files.map {
      ImportRecord(
        source: $0.source, digest: ContentDigest(of: $0.bytes), options: fingerprint,
        paperCount: $0 == files[0] ? state.documentCount : 0)
    }
    let vocabulary = Vocabulary(
      keys: state.vocabulary, terms: state.vocabulary.map(Self.shown))
    let bag = bagOfWords()
    let chain = try ChainResult(
      bag: bag, assignments: state.topics, alpha: state.alpha, beta: state.beta)
    let summary = try store.save(
      bag: bag, vocabulary: vocabulary, documents: documents(), imports: imports)
    if summary.nothingWasNew { return ["nothing new: this state is in the store already"] }
    let number = try store.save(
      fit: FitRecord(
        options: options, features: "{}", programs: try Versions.json(),
        inputs: imports.map { FitInput(source: $0.source, digest: $0.digest) },
        documentIDs: state.documentIDs, vocabulary: vocabulary, bag: bag, phrases: [],
        exclusions: []),
      chains: [chain])
    let undated = state.dates.count(where: \.isEmpty)
    return [
      "read \(count(state.documentCount, "document")) of \(count(bag.tokenCount, "token")) and "
        + "\(count(vocabulary.count, "term")); \(grouped(undated)) without a date",
      "fit \(number) of \(store.path): \(count(state.topicCount, "topic")), one draw; its stability "
        + "and convergence cannot be checked",
      "next: trends report, trends topics",
    ]
  }

  private var options: LDAOptions {
    var options = LDAOptions()
    options.topicCount = state.topicCount
    options.chainCount = 1
    options.sweepCount = 1
    options.burnIn = 0
    options.drawsPerChain = 1
    options.generator = Self.generator
    options.sampler = .sparse
    options.alphaSum = state.alpha.reduce(0, +)
    options.beta = state.beta
    options.learnsAlpha = false
    options.learnsBeta = false
    return options
  }

  private func documents() -> [Document] {
    zip(state.documentIDs, state.dates).map { id, dates in
      Document(
        id: id, title: "", text: "",
        appearances: dates.map {
          Document.Appearance(date: $0, source: files[files.count - 1].source, line: 1)
        })
    }
  }

  /// How often each term occurs in each document: runs of equal terms.
  private func bagOfWords() -> BagOfWords {
    var starts = [0]
    var terms: [UInt32] = []
    var counts: [UInt32] = []
    for d in 0..<state.documentCount {
      let first = terms.count
      for term in state.terms[state.documentStarts[d]..<state.documentStarts[d + 1]] {
        if terms.count > first, terms[terms.count - 1] == term {
          counts[counts.count - 1] += 1
        } else {
          terms.append(term)
          counts.append(1)
        }
      }
      starts.append(terms.count)
    }
    return BagOfWords(
      documentStarts: starts, terms: terms, counts: counts, termCount: state.vocabulary.count)
  }

  /// A type as a reader sees it: words of a phrase, which MALLET joins by underscores, apart.
  private static func shown(_ type: String) -> String {
    let words = type.split(separator: "_", omittingEmptySubsequences: false)
    return words.contains { $0.isEmpty } ? type : words.joined(separator: " ")
  }
}
