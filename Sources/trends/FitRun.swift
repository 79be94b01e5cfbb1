import TrendsFeatures
import TrendsLDA
import TrendsQuality
import TrendsStore

/// A fit on its way: rounds of sweeps, progress, and checkpoints beside the store.
struct FitRun {
  /// The chains of a fit that is done.
  struct Outcome {
    var chains: [ChainResult]
    /// The options of the chains; for a fit in rounds those of the last one.
    var options: LDAOptions
    /// What settled the number of sweeps, where something did: lines for the user.
    var settling: [String]
    /// How long it took and how fast it was.
    var pace: String
  }

  let identity: FitIdentity
  private let plan: FitPlan
  private let corpus: FitCorpus
  private let threadCount: Int
  private let isQuiet: Bool
  private let folder: CheckpointFolder
  private let writer: CheckpointWriter?
  private let schedule: CheckpointSchedule?
  private let resumingCommand: String

  /// - Parameter schedule: when checkpoints are due; nil for none.
  /// - Throws: ``LDAError`` for options that the corpus cannot carry, ``CommandError`` where the
  ///   interrupted fit is one of other papers.
  init(
    plan: FitPlan, corpus: FitCorpus, store: Store, schedule: CheckpointSchedule?,
    threadCount: Int, resumingCommand: String, isQuiet: Bool
  ) throws {
    try plan.options.validate(documentCount: corpus.occupiedDocumentCount)
    try Self.requireStorable(corpus.bag, topicCount: plan.options.topicCount)
    let digest = corpusDigest(
      documentIDs: corpus.documentIDs, vocabulary: corpus.vocabulary, bag: corpus.bag)
    let folder = CheckpointFolder(store: store.path)
    let identity: FitIdentity
    if let interrupted = plan.interrupted {
      guard interrupted.identity.corpus == digest else {
        throw CommandError.foreignCheckpoint(
          "\(folder.name) is of other papers or terms than \(store.path) holds now")
      }
      identity = interrupted.identity
    } else {
      var options = plan.options
      options.sampler = options.resolvedSampler(for: corpus.bag)
      identity = FitIdentity(
        options: options, largestSweepCount: plan.largestSweepCount,
        features: try corpus.optionsText(), programs: try Versions.json(), corpus: digest,
        number: try store.nextFitNumber())
    }
    self.folder = folder
    self.identity = identity
    self.plan = plan
    self.corpus = corpus
    self.schedule = schedule
    self.threadCount = threadCount
    self.resumingCommand = resumingCommand
    self.isQuiet = isQuiet
    writer = schedule.map { _ in
      CheckpointWriter(folder: folder, fit: identity, continuing: plan.interrupted)
    }
  }

  /// Refuses before the first sweep what could not be stored after the last.
  private static func requireStorable(_ bag: BagOfWords, topicCount: Int) throws {
    guard bag.termCount <= Store.mostCounts / topicCount else {
      throw CommandError.badArgument(
        "--topics: \(grouped(topicCount)) topics of \(grouped(bag.termCount)) terms have more counts than "
          + "the \(grouped(Store.mostCounts)) that a store keeps; use fewer topics or a higher "
          + "--min-documents")
    }
    guard bag.tokenCount <= Store.mostTokens(topicCount: topicCount) else {
      throw CommandError.badArgument(
        "\(grouped(bag.tokenCount)) tokens are more than the "
          + "\(grouped(Store.mostTokens(topicCount: topicCount))) whose topics a store keeps")
    }
  }

  /// The number of this fit in the store, where a run before this one was cut off between storing
  /// it and removing its checkpoint.
  func storedNumber(in store: Store) throws -> Int? {
    guard plan.interrupted != nil else { return nil }
    for fit in try store.fits() where fit.id >= identity.number {
      guard identity.options(sweepCount: fit.options.sweepCount) == fit.options else { continue }
      let record = try store.fit(fit.id)
      let digest = corpusDigest(
        documentIDs: record.documentIDs, vocabulary: record.vocabulary, bag: record.bag)
      if digest == identity.corpus, record.programs == identity.programs { return fit.id }
    }
    return nil
  }

  /// Removes what the fit has left to go on from, and draws that one before it left without a state:
  /// nothing goes on from those. The checkpoint of another fit stays.
  func removeCheckpoint() throws {
    if plan.interrupted != nil || writer?.hasCheckpoint == true || !folder.holdsCheckpoint {
      try folder.remove()
    }
  }

  /// Sweeps the chains to their end.
  ///
  /// - Throws: ``CommandError`` where the user ends it or a checkpoint cannot be kept.
  func run() throws -> Outcome {
    var starts = plan.interrupted?.chains ?? []
    var sweepCount = starts.map(\.sweepCount).max() ?? identity.options.sweepCount
    let progress = Progress(unit: "sweeps", tokensPerStep: corpus.bag.tokenCount, isQuiet: isQuiet)
    var isFirst = true
    while true {
      let options = identity.options(sweepCount: sweepCount) ?? identity.options
      starts = starts.map { $0.sweepCount == sweepCount ? $0 : $0.extended(to: options) }
      let done = starts.reduce(0) { $0 + $1.sweep }
      if isFirst { introduce(options, sweepsDone: done) }
      isFirst = false
      progress.begin(total: options.chainCount * sweepCount, done: done)
      let chains = try sweep(options, from: starts, progress)
      let results = chains.map(\.result)
      guard let largest = identity.largestSweepCount else {
        return Outcome(
          chains: results, options: options, settling: [], pace: progress.pace)
      }
      let settling = ChainSettling(of: results, burnIn: options.burnIn)
      if settling.areSettled || 2 * sweepCount > largest {
        return Outcome(
          chains: results, options: options,
          settling: settling.lines(sweepCount: sweepCount, largest: largest), pace: progress.pace)
      }
      starts = chains
      sweepCount *= 2
    }
  }

  private func introduce(_ options: LDAOptions, sweepsDone done: Int) {
    guard !isQuiet else { return }
    if plan.interrupted != nil {
      printError(
        "going on from \(folder.name): \(grouped(done)) of "
          + "\(count(options.chainCount * options.sweepCount, "sweep")) are done")
    }
    let estimate = FitEstimate(
      bag: corpus.bag, options: options, threadCount: threadCount, sweepsDone: done)
    printError(
      identity.largestSweepCount == nil
        ? estimate.description
        : "the first round of at most \(grouped(identity.largestSweepCount ?? 0)) sweeps: "
          + estimate.description)
  }

  /// One round: all chains to the last sweep of `options`.
  private func sweep(
    _ options: LDAOptions, from starts: [ChainCheckpoint], _ progress: Progress
  ) throws -> [ChainCheckpoint] {
    defer { progress.finish() }
    let chains: [ChainCheckpoint]?
    do {
      chains = try finishedChains(
        corpus.bag, options: options, threadCount: threadCount, resuming: starts, saver: saver
      ) { _ in
        progress.step()
        return !Interrupt.isRequested
      }
    } catch StoreError.cannotWrite(let path, let reason) {
      progress.finish()
      let remedy =
        writer?.hasCheckpoint == true
        ? "the fit was stopped; make room, then '\(resumingCommand)' goes on"
        : "the fit was stopped; make room, or do without by --checkpoint-seconds 0"
      throw CommandError.cannotWrite(path: path, reason: "\(reason); \(remedy)")
    }
    if let chains { return chains }
    if writer?.hasCheckpoint == true {
      throw CommandError.interruptedFit("'\(resumingCommand)' goes on where it stopped")
    }
    if plan.interrupted != nil {
      throw CommandError.interruptedFit(
        "'\(resumingCommand)' goes on from the checkpoint it began with")
    }
    if folder.holdsCheckpoint {
      throw CommandError.interruptedFit(
        "'\(resumingCommand)' goes on with the fit before this one, whose checkpoint is still there"
      )
    }
    throw CommandError.interrupted
  }

  private var saver: CheckpointSaver? {
    guard let writer, let schedule else { return nil }
    // Ended before its first checkpoint was due, a fit leaves what an earlier one left.
    let keepsLeftover = plan.interrupted == nil && folder.holdsCheckpoint
    return CheckpointSaver(isDue: schedule.isDue) { checkpoint in
      if keepsLeftover, Interrupt.isRequested, !writer.hasCheckpoint { return }
      try writer.save(checkpoint)
      schedule.noteSaved(chain: checkpoint.chain)
    }
  }
}
