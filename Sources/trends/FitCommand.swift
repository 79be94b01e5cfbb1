import ArgumentParser
import CMemory
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

      A fit that takes long leaves checkpoints in a folder beside the store, trends.db-checkpoint, \
      and so does one that is ended by Ctrl-C; --resume goes on from there. The folder is removed \
      once the fit is stored. A new fit leaves an interrupted one alone until its own first \
      checkpoint is due.

      With --sweeps auto the fit runs in rounds of 400, 800, 1,600, … sweeps. It ends after the \
      round in whose later half every chain has settled: no chain's log likelihood drifts any more \
      (split R-hat at most 1.05). Chains of LDA settle in different modes, so this does not say \
      that they agree with one another; the closing lines say whether they do.

      EXAMPLE:
        trends fit --topics 20 listings/
        trends fit --topics 40 --sweeps 1000 --seed 2
        trends fit --resume
      """)

  @Argument(help: "Files and folders to import first.")
  var paths: [String] = []

  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Terms") var terms: TermOptions
  @OptionGroup(title: "Interruptions") var checkpoints: CheckpointOptions
  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup var storeOptions: StoreOptions

  @Flag(name: .shortAndLong, help: "No progress on standard error.")
  var quiet = false

  func run() throws {
    let threadCount = try model.threadCount()
    let schedule = try checkpoints.schedule()
    let (store, plan) = try checkpoints.resume ? resumedPlan() : newPlan()
    let corpus = try FitCorpus(store: store, options: plan.features, threadCount: threadCount)
    say(corpus.description)
    try Interrupt.check()
    let fit = try FitRun(
      plan: plan, corpus: corpus, store: store, schedule: schedule, threadCount: threadCount,
      resumingCommand: CheckpointFolder.resumingCommand(storeOptions), isQuiet: quiet)
    if let number = try fit.storedNumber(in: store) {
      try fit.removeCheckpoint()
      say(
        "fit \(number) of \(storeOptions.path) is this fit, stored already; nothing is left to do")
      return
    }

    let outcome = try fit.run()
    let number = try store.save(
      fit: FitRecord(
        options: outcome.options, features: fit.identity.features,
        programs: fit.identity.programs,
        inputs: try store.imports().map { FitInput(source: $0.source, digest: $0.digest) },
        documentIDs: corpus.documentIDs, vocabulary: corpus.vocabulary, bag: corpus.bag,
        phrases: corpus.phrases, exclusions: corpus.exclusions),
      chains: outcome.chains)
    do {
      try fit.removeCheckpoint()
    } catch {
      warn("the fit is stored, but its checkpoint is left: \(error)")
    }
    try store.close()
    let options = outcome.options
    for line in outcome.settling { say(line) }
    say(
      "fit \(number) of \(storeOptions.path): \(count(options.topicCount, "topic")), "
        + "\(count(options.chainCount, "chain")) of \(count(options.sweepCount, "sweep")), "
        + "seed \(options.seed), \(outcome.pace)")
    say("next: trends report, trends topics")
  }

  /// The fit that the flags ask for, and the store with the papers in it.
  private func newPlan() throws -> (Store, FitPlan) {
    var plan = FitPlan(
      options: try model.model(), largestSweepCount: try model.largestSweepCount(),
      features: try terms.features(), interrupted: nil)
    // The options alone are checked before anything is read; the documents are counted later.
    try plan.options.validate(documentCount: .max)
    var importer = paths.isEmpty ? nil : try Importer(paths: paths, options: input)

    let store = try storeOptions.open(importer == nil ? .readWrite : .create)
    let folder = CheckpointFolder(store: storeOptions.path)
    if folder.holdsCheckpoint {
      warn(
        "\(folder.name) holds an interrupted fit; "
          + "'\(CheckpointFolder.resumingCommand(storeOptions))' goes on with it, "
          + "the first checkpoint of this fit takes its place")
    }
    for line in try importer?.save(into: store).lines ?? [] { say(line) }
    // The texts are read from the store again; two copies would be too many.
    importer = nil
    tr_give_back_memory()
    plan.features.phraseEdits = try store.phraseEdits()
    return (store, plan)
  }

  /// The fit that was interrupted, once every flag that is given agrees with it.
  private func resumedPlan() throws -> (Store, FitPlan) {
    if let path = paths.first {
      throw CommandError.badArgument(
        "--resume goes on with the papers that the fit began with; leave out '\(path)'")
    }
    let store = try storeOptions.open(.readWrite)
    let interrupted = try CheckpointFolder(store: storeOptions.path).read()
    for warning in interrupted.warnings { warn(warning) }
    let plan = try FitPlan(interrupted)
    try Versions.requireSame(interrupted.identity.programs)
    try model.requireAgreement(with: plan)
    try terms.requireAgreement(with: plan.features)
    return (store, plan)
  }

  private func say(_ line: String) {
    if !quiet { printError(line) }
  }
}
