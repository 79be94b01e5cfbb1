public import ArgumentParser
public import TrendsLDA

/// How the model is fitted. The second names are those that users of MALLET know.
///
/// Nothing has a default here but in its help: beside `--resume` it matters which flags were given.
struct ModelOptions: ParsableArguments {
  private static let standard = LDAOptions()

  @Option(
    name: [.long, .customLong("num-topics")],
    help: "K, the number of themes. (default: \(standard.topicCount))")
  var topics: Int?

  @Option(
    help: """
      Independent chains; their agreement says how sure a theme is. \
      (default: \(standard.chainCount))
      """)
  var chains: Int?

  @Option(
    name: [.long, .customLong("num-iterations")],
    help: ArgumentHelp(
      "Passes over all tokens, a chain; 'auto' to go on until the chains have settled. "
        + "(default: \(standard.sweepCount))", valueName: "sweeps"))
  var sweeps: SweepChoice?

  @Option(
    help: ArgumentHelp(
      "With --sweeps auto: the most sweeps. (default: \(SweepChoice.largestCount))",
      valueName: "sweeps"))
  var maxSweeps: Int?

  @Option(help: "Sweeps before the first kept draw (default: half of the sweeps).")
  var burnIn: Int?

  @Option(help: "Kept draws a chain (default: 25, or fewer where the sweeps are few).")
  var draws: Int?

  @Option(
    name: [.long, .customLong("random-seed")],
    help: "The seed; 0 is one like any other. (default: \(standard.seed))")
  var seed: UInt64?

  @Option(
    name: .customLong("alpha-sum"),
    help: "The sum of alpha at the start. (default: \(standard.alphaSum))")
  var alphaSum: Double?

  @Option(help: "beta, the topic-term prior, at the start. (default: \(standard.beta))")
  var beta: Double?

  @Flag(name: .customLong("fixed-alpha"), help: "Keep alpha symmetric and as it starts.")
  var fixedAlpha = false

  @Flag(name: .customLong("fixed-beta"), help: "Keep beta as it starts.")
  var fixedBeta = false

  @Option(
    help: ArgumentHelp(
      "dense, sparse or scalar (exact), square (nearly exact, for large corpora and threads), or "
        + "auto. (default: \(standard.sampler.rawValue))", valueName: "name"))
  var sampler: SamplerKind?

  @Option(
    name: .customLong("rng"),
    help: ArgumentHelp(
      "philox, or a generator of GSL such as mt19937. (default: \(standard.generator))",
      valueName: "name"))
  var generator: String?

  @Option(
    name: [.long, .customLong("num-threads")],
    help: "Threads for chains and sweeps (default: one a core); results do not depend on it.")
  var threads: Int?

  /// The options of the model; of its first round where there are several.
  func model() throws -> LDAOptions {
    var options = LDAOptions()
    options.topicCount = topics ?? options.topicCount
    options.chainCount = chains ?? options.chainCount
    switch sweeps {
    case .automatic:
      guard burnIn == nil else {
        throw CommandError.badArgument("--burn-in is half of the sweeps with --sweeps auto")
      }
      options.sweepCount = SweepChoice.firstCount
    case .fixed(let count): options.sweepCount = count
    case nil: break
    }
    options.burnIn = burnIn ?? options.sweepCount / 2
    let after = options.sweepCount.subtractingReportingOverflow(options.burnIn)
    let possible = after.overflow ? 1 : after.partialValue
    options.drawsPerChain = draws ?? max(1, min(options.drawsPerChain, possible))
    options.seed = seed ?? options.seed
    options.alphaSum = alphaSum ?? options.alphaSum
    options.beta = beta ?? options.beta
    options.learnsAlpha = !fixedAlpha
    options.learnsBeta = !fixedBeta
    options.sampler = sampler ?? options.sampler
    options.generator = generator ?? options.generator
    return options
  }

  /// The most sweeps where their number is settled on the way, else nil.
  func largestSweepCount() throws -> Int? {
    guard sweeps == .automatic else {
      guard maxSweeps == nil else {
        throw CommandError.badArgument("--max-sweeps goes with --sweeps auto")
      }
      return nil
    }
    let largest = maxSweeps ?? SweepChoice.largestCount
    guard (SweepChoice.firstCount...1_000_000).contains(largest) else {
      throw CommandError.badArgument(
        "--max-sweeps must be from \(SweepChoice.firstCount) to 1000000, but is \(largest)")
    }
    return largest
  }

  func threadCount() throws -> Int { try threadsToUse(threads) }

  /// Checks that every flag that is given says what an interrupted fit has.
  func requireAgreement(with plan: FitPlan) throws {
    let options = plan.options
    try GivenFlag(name: "--topics", value: topics).requireAgreement(with: options.topicCount)
    try GivenFlag(name: "--chains", value: chains).requireAgreement(with: options.chainCount)
    try GivenFlag(name: "--sweeps", value: sweeps)
      .requireAgreement(
        with: plan.largestSweepCount == nil ? .fixed(options.sweepCount) : .automatic)
    try GivenFlag(name: "--max-sweeps", value: maxSweeps)
      .requireAgreement(with: plan.largestSweepCount ?? options.sweepCount)
    try GivenFlag(name: "--burn-in", value: burnIn).requireAgreement(with: options.burnIn)
    try GivenFlag(name: "--draws", value: draws).requireAgreement(with: options.drawsPerChain)
    try GivenFlag(name: "--seed", value: seed).requireAgreement(with: options.seed)
    try GivenFlag(name: "--alpha-sum", value: alphaSum).requireAgreement(with: options.alphaSum)
    try GivenFlag(name: "--beta", value: beta).requireAgreement(with: options.beta)
    if fixedAlpha, options.learnsAlpha {
      throw CommandError.badArgument(
        "--fixed-alpha is given, but the interrupted fit learns alpha; "
          + "leave it out, or begin anew without --resume")
    }
    if fixedBeta, options.learnsBeta {
      throw CommandError.badArgument(
        "--fixed-beta is given, but the interrupted fit learns beta; "
          + "leave it out, or begin anew without --resume")
    }
    try GivenFlag(name: "--sampler", value: sampler == .auto ? nil : sampler)
      .requireAgreement(with: options.sampler)
    try GivenFlag(name: "--rng", value: generator).requireAgreement(with: options.generator)
  }
}

/// How many sweeps: a number, or as many as it takes.
enum SweepChoice: Equatable, ExpressibleByArgument, CustomStringConvertible {
  case fixed(Int)
  case automatic

  /// The sweeps of the first round, and the most of all rounds.
  static let firstCount = 400
  static let largestCount = 3200

  init?(argument: String) {
    if argument == "auto" {
      self = .automatic
    } else if let count = Int(argument) {
      self = .fixed(count)
    } else {
      return nil
    }
  }

  var description: String {
    switch self {
    case .fixed(let count): "\(count)"
    case .automatic: "auto"
    }
  }
}

extension SamplerKind: ExpressibleByArgument {}
