import ArgumentParser
import TrendsCorpus
import TrendsPrevalence
import TrendsReports
import TrendsSignals

struct CalibrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Try how often reports cry wolf, and how often they find what is there.",
    discussion: """
      Shuffles the dates of the papers and makes the whole report again each time: any call is then \
      a false alarm. Then plants changes in corpora made of the papers and counts how often they \
      are found. The model is not fitted again. --power 0 leaves the planting out.

      EXAMPLE:
        trends calibrate --by week
        trends calibrate --by month --since 2025 --shuffles 50 --power 0
      """)

  @OptionGroup var range: RangeOptions

  @Option(help: ArgumentHelp("The fit (default: the newest).", valueName: "number"))
  var fit: Int?

  @Option(help: "Reports with shuffled dates.")
  var shuffles = 200

  @Option(help: "Corpora for each size of a planted change.")
  var power = 50

  @Flag(help: "JSON instead of text.")
  var json = false

  @Flag(name: .shortAndLong, help: "No progress.")
  var quiet = false

  @Option(
    name: [.long, .customLong("num-threads")],
    help: "Threads (default: one a core); results do not depend on it.")
  var threads: Int?

  @OptionGroup var storeOptions: StoreOptions

  /// What is planted: dates, documents a date, multiples of the share.
  private static let designs: [(Calibration.Plant, Int, Int, Double)] =
    [
      (.ramp, [10, 20], [30, 100, 300], [1.5, 2]), (.burst, [10, 20], [30, 100], [1.5, 2, 3]),
    ].flatMap { (design: (Calibration.Plant, [Int], [Int], [Double])) in
      design.1.flatMap { dates in
        design.2.flatMap { documents in
          design.3.map { (design.0, dates, documents, $0) }
        }
      }
    }

  func validate() throws {
    for (name, value) in [("shuffles", shuffles), ("power", power)]
    where !(0...100_000).contains(value) {
      throw ValidationError("--\(name) must be from 0 to 100000, but is \(value)")
    }
  }

  func run() throws {
    let threadCount = try threadsToUse(threads)
    let store = try storeOptions.open(.readOnly)
    let model = try FittedModel(store: store, number: fit)
    let index = try range.index(model, store: storeOptions.path)
    let unit = range.unit(model)
    let seed = model.fit.options.seed
    let calibration = Calibration(
      draws: model.draws, standings: model.standings, seed: seed, threadCount: threadCount)
    let plantable = power > 0 ? calibration.plantableTopics : []
    let designs = plantable.isEmpty ? [] : Self.designs
    if power > 0, plantable.isEmpty, !quiet {
      printError("nothing is planted: no topic that may be judged has a share from 4 to 25 %")
    }
    let progress = Progress(unit: "reports", tokensPerStep: nil, isQuiet: quiet)
    progress.begin(total: shuffles + designs.count * power, done: 0)
    let step: @Sendable () -> Bool = {
      progress.step()
      return !Interrupt.isRequested
    }
    let alarms =
      shuffles > 0 ? calibration.shuffled(index, shuffles: shuffles, step: step) : nil
    try Interrupt.check()
    var rows: [CalibrationSummary.Power] = []
    for (plant, dates, documents, factor) in designs {
      let power = calibration.power(
        of: plant, dates: dates, documents: documents, factor: factor, trials: power, step: step)
      try Interrupt.check()
      guard let power else { continue }
      rows.append(
        CalibrationSummary.Power(
          plant: plant.rawValue, dates: dates, documents: documents, factor: factor,
          trials: power.trialCount, found: rate(power.foundCount, of: power.trialCount),
          alone: rate(power.aloneCount, of: power.trialCount), others: power.otherCount))
    }
    progress.finish()
    let periods = TestedPeriods(index, lengths: model.draws.documentLengths).count
    let summary = CalibrationSummary(
      fitName: "fit \(model.fit.id) of \(storeOptions.name)",
      periods: count(periods, "complete " + unit.rawValue), seed: seed,
      topicCount: model.topicCount,
      judgedTopicCount: model.standings.count { $0 == .stable },
      hasTooFewPeriods: !DateRules(dateCount: periods).testsTrend,
      falseAlarms: alarms.map { alarms in
        SummarySignals.FalseAlarms(
          shuffleCount: alarms.shuffleCount, trendCount: alarms.trendCount,
          burstCount: alarms.burstCount, anyCount: alarms.anyCount,
          rate: rate(alarms.anyCount, of: alarms.shuffleCount))
      }, trendRate: alarms.map { rate($0.trendCount, of: $0.shuffleCount) },
      burstRate: alarms.flatMap { alarms in
        alarms.burstCount.map { rate($0, of: alarms.shuffleCount) }
      },
      plantedTopics: plantable.map(model.topicID), power: rows)
    FileHandles.standardOutput.write(json ? summary.json : summary.text)
  }
}

/// A part of some trials with its 95 % interval (Wilson).
func rate(_ hits: Int, of trials: Int) -> ShareEstimate {
  let share = Double(hits) / Double(max(1, trials))
  guard let interval = Proportion(hits, of: trials)?.wilson() else {
    return ShareEstimate(share, without: ReasonCode.insufficientDocuments.rawValue)
  }
  return ShareEstimate(share, low: interval.low, high: interval.high)
}
