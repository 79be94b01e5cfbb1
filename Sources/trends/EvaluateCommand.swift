import ArgumentParser
import TrendsLDA
import TrendsQuality
import TrendsReports
import TrendsStore

struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Say how well a fit foresees papers that it has not seen: held-out perplexity.",
    discussion: """
      With paths it scores these papers with the stored fit and stores nothing; papers that are \
      part of the fit are left out. Without, it holds out a fraction of the fitted papers, chosen \
      by a hash of their identifiers, fits the others again with the same vocabulary, options and \
      seed, and scores the ones held out. Words that are no terms of the fit are counted and left \
      out: compare figures of the same papers, vocabulary and estimator only.

      EXAMPLE:
        trends evaluate
        trends evaluate --held-out 0.2 --sweeps 300
        trends evaluate --out scores.csv new-listings/
      """)

  @Argument(help: "Files and folders of papers that the fit has not seen.")
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      "The fraction of papers to hold out (default: \(Self.defaultFraction)); without paths.",
      valueName: "fraction"))
  var heldOut: Double?

  @Option(help: "Sweeps of the new fit (default: those of the stored one); without paths.")
  var sweeps: Int?

  @Option(help: "Chains of the new fit (default: those of the stored one); without paths.")
  var chains: Int?

  @Option(
    name: [.long, .customLong("random-seed")],
    help: "The seed of the choice of papers and of the scores.")
  var seed = HeldOutOptions().seed

  @Option(help: "Particles of a left-to-right estimate.")
  var particles = HeldOutOptions().particleCount

  @Option(help: "How often every estimate is made, for its Monte Carlo error.")
  var repeats = HeldOutOptions().repeatCount

  @Option(help: "Gibbs sweeps of a document completion.")
  var completionSweeps = HeldOutOptions().sweepCount

  @Option(help: ArgumentHelp("Write the scores of every paper to a CSV file.", valueName: "file"))
  var out: String?

  @Flag(name: .customLong("raw-csv"), help: "Do not protect cells from spreadsheets.")
  var rawCSV = false

  @Option(
    name: [.long, .customLong("num-threads")],
    help: "Threads (default: one a core); results do not depend on it.")
  var threads: Int?

  @Flag(name: .shortAndLong, help: "No progress on standard error.")
  var quiet = false

  @OptionGroup var view: ViewOptions
  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup var storeOptions: StoreOptions

  private static let defaultFraction = 0.1

  func run() throws {
    let options = try scoring()
    let fraction = try fraction()
    let target = try out.map { try OutputPath($0, option: "--out") }
    let threadCount = try threadsToUse(threads)
    let reading = paths.isEmpty ? nil : try HeldOutReading(paths: paths, options: input)

    let store = try storeOptions.open(.readOnly)
    let fitted = try FittedCorpus(store: store, number: view.fit)
    let documents: HeldOutDocuments
    let scored: ScoredChain
    if let reading {
      documents = try fitted.counts(of: reading, threadCount: threadCount)
      if documents.knownCount > 0 {
        say(
          "\(count(documents.knownCount, "paper")) left out: part of fit \(fitted.fit.id) already")
      }
      scored = ScoredChain(try store.chains(of: fitted.fit.id), options: fitted.fit.options)
    } else {
      documents = try fitted.heldOut(fraction: fraction, seed: seed, threadCount: threadCount)
      scored = try refitted(fitted, without: documents, threadCount: threadCount)
    }
    try Interrupt.check()
    let scores = try score(documents, scored.model, options, threadCount: threadCount)
    let summary = summary(fitted.fit, scored, documents, scores, options)
    if summary.leftToRight == nil, summary.completion == nil {
      throw CommandError.nothingToScore(
        "none of \(count(documents.ids.count, "document")) holds a term of fit \(fitted.fit.id)")
    }
    if let target {
      let rows = documents.rows(scores, longest: options.longestDocument)
      let text = try HeldOutRow.table.csv(rows, protection: rawCSV ? .none : .spreadsheet)
      try writeAtomically([(target.name, Array(text.utf8))], into: target.folder)
    }
    FileHandles.standardOutput.write(view.json ? summary.json : summary.text(width: view.columns))
  }

  private func say(_ line: String) {
    if !quiet { printError(line) }
  }

  private func scoring() throws -> HeldOutOptions {
    func demand(_ value: Int, _ flag: String, atMost limit: Int) throws {
      guard (1...limit).contains(value) else {
        throw CommandError.badArgument("\(flag) must be from 1 to \(limit), but is \(value)")
      }
    }
    try demand(particles, "--particles", atMost: 100_000)
    try demand(repeats, "--repeats", atMost: 1000)
    try demand(completionSweeps, "--completion-sweeps", atMost: 100_000)
    var options = HeldOutOptions()
    options.seed = seed
    options.particleCount = particles
    options.repeatCount = repeats
    options.sweepCount = completionSweeps
    return options
  }

  private func fraction() throws -> Double {
    if !paths.isEmpty {
      for (flag, isGiven) in [
        ("--held-out", heldOut != nil), ("--sweeps", sweeps != nil), ("--chains", chains != nil),
      ] where isGiven {
        throw CommandError.badArgument(
          "\(flag) is for holding papers out of the fit; leave it out, or the paths")
      }
    }
    let fraction = heldOut ?? Self.defaultFraction
    guard fraction > 0, fraction < 1 else {
      throw CommandError.badArgument("--held-out must be above 0 and below 1, but is \(fraction)")
    }
    return fraction
  }

  /// Fits the documents that are not held out, with the options of the stored fit.
  private func refitted(
    _ fitted: FittedCorpus, without documents: HeldOutDocuments, threadCount: Int
  ) throws -> ScoredChain {
    guard fitted.fit.options.generator != MalletImport.generator else {
      throw CommandError.badArgument(
        "fit \(fitted.fit.id) is a state that MALLET left and cannot be fitted again; name papers that "
          + "it has not seen: trends evaluate FILE")
    }
    var options = fitted.fit.options
    options.chainCount = chains ?? options.chainCount
    if let sweeps {
      // The share of the burn-in stays; what is out of range is refused below.
      let share = Double(options.burnIn) / Double(options.sweepCount)
      options.burnIn = Int((share * Double(max(0, min(sweeps, 1_000_000)))).rounded(.down))
      options.sweepCount = sweeps
      options.drawsPerChain = max(
        1, min(options.drawsPerChain, min(sweeps, 1_000_000) - options.burnIn))
    }
    let bag = fitted.bag(without: Set(documents.ids))
    try options.validate(
      documentCount: zip(bag.documentStarts, bag.documentStarts.dropFirst()).count { $0 < $1 })
    say(
      "fitting \(count(bag.documentCount, "document")) without "
        + "\(count(documents.ids.count, "document")) held out")
    say(FitEstimate(bag: bag, options: options, threadCount: threadCount).description)
    let progress = Progress(unit: "sweeps", tokensPerStep: bag.tokenCount, isQuiet: quiet)
    progress.begin(total: options.chainCount * options.sweepCount, done: 0)
    let results = try fitChains(bag, options: options, threadCount: threadCount) { _ in
      progress.step()
      return !Interrupt.isRequested
    }
    progress.finish()
    guard let results else { throw CommandError.interrupted }
    return ScoredChain(results, options: options)
  }

  private func score(
    _ documents: HeldOutDocuments, _ model: HeldOutModel, _ options: HeldOutOptions,
    threadCount: Int
  ) throws -> [HeldOutDocument] {
    let progress = Progress(unit: "documents", tokensPerStep: nil, isQuiet: quiet)
    progress.begin(total: documents.ids.count, done: 0)
    let scores = heldOutScores(
      of: documents.bag, model: model, options: options, threadCount: threadCount
    ) {
      progress.step()
      return !Interrupt.isRequested
    }
    progress.finish()
    guard let scores else { throw CommandError.interrupted }
    return scores
  }

  private func summary(
    _ fit: FitRecord, _ scored: ScoredChain, _ documents: HeldOutDocuments,
    _ scores: [HeldOutDocument], _ options: HeldOutOptions
  ) -> EvaluationSummary {
    EvaluationSummary(
      fitName: "fit \(fit.id) of \(storeOptions.name)",
      heldOutHow: paths.isEmpty
        ? "fitted again without a fraction of \(heldOut ?? Self.defaultFraction) of its documents"
        : "as it is stored, on documents from outside it",
      topics: scored.options.topicCount, terms: fit.vocabulary.count, chain: scored.number + 1,
      chains: scored.options.chainCount, sweeps: scored.options.sweepCount, seed: seed,
      documents: scores.count, emptyDocuments: scores.count { $0.tokenCount == 0 },
      longDocuments: scores.count { $0.tokenCount > options.longestDocument },
      longestDocument: options.longestDocument, tokens: documents.bag.tokenCount,
      unknownTokens: documents.unknownTokenCounts.reduce(0, +),
      particles: options.particleCount, completionSweeps: options.sweepCount,
      repeats: options.repeatCount,
      leftToRight: .init(scores.compactMap(\.leftToRight)),
      completion: .init(scores.compactMap(\.completion)))
  }
}

/// The chain that documents are scored with: the likeliest of its fit.
struct ScoredChain {
  /// Its number, from 0.
  let number: Int
  let model: HeldOutModel
  let options: LDAOptions

  init(_ chains: [ChainResult], options: LDAOptions) {
    number = FittedModel.referenceChain(chains)
    model = HeldOutModel(chain: chains[number])
    self.options = options
  }
}

extension EvaluationSummary.Estimate {
  /// The estimate over all documents with a score; nil where there are none.
  fileprivate init?(_ scores: [HeldOutScore]) {
    guard let estimate = heldOutEstimate(of: scores) else { return nil }
    self.init(
      documents: estimate.documentCount, tokens: estimate.tokenCount,
      logProbabilityPerToken: estimate.logProbabilityPerToken, perplexity: estimate.perplexity,
      monteCarloError: estimate.monteCarloError, documentError: estimate.documentError)
  }
}

extension HeldOutDocuments {
  /// A row a document, in order.
  fileprivate func rows(_ scores: [HeldOutDocument], longest: Int) -> [HeldOutRow] {
    scores.enumerated().map { d, score in
      func cells(_ score: HeldOutScore?) -> HeldOutRow.Score? {
        score.map {
          .init(
            tokens: $0.tokenCount, logProbability: $0.logProbability,
            monteCarloError: $0.monteCarloError)
        }
      }
      return HeldOutRow(
        documentID: ids[d], tokens: score.tokenCount, unknownTokens: unknownTokenCounts[d],
        leftToRight: cells(score.leftToRight), completion: cells(score.completion),
        reason: score.tokenCount == 0
          ? "no_known_term"
          : score.tokenCount == 1
            ? "single_token" : score.tokenCount > longest ? "longer_than_\(longest)_tokens" : nil)
    }
  }
}
