import TrendsCorpus
import TrendsPrevalence
import TrendsSignals

/// What a report says of its topics over time, beside the shares of its builder.
struct SignalBuilder {
  let report: ReportBuilder
  /// Calls, differences, bursts, changes, false alarms.
  let signals: TopicSignals
  /// Curves and forecasts.
  let outlooks: [TopicOutlook]
  /// The first days of the periods to come.
  let comingDays: [Int]
  /// How often phrases of the topics are used.
  let evidence: [PhraseEvidence]
  /// Where each document's tokens begin among all.
  let tokenStarts: [Int]

  var model: FittedModel { report.model }
  var index: PeriodIndex { report.index }

  /// - Parameter unit: the length of a period.
  init(
    report: ReportBuilder, unit: BucketUnit, population: PrevalenceSeries.Population,
    threadCount: Int
  ) throws {
    self.report = report
    let model = report.model
    var options = TopicSignals.Options()
    options.seed = model.fit.options.seed
    options.population = population
    options.threadCount = threadCount
    signals = TopicSignals(
      draws: model.draws, index: report.index, standings: model.standings, options: options)
    try Interrupt.check()
    comingDays = signals.periods.comingDays(unit: unit, count: TopicOutlook.longestHorizon)
    let last = signals.periods.days.last ?? 0
    outlooks = TopicOutlook.all(
      signals, daysAhead: comingDays.map { $0 - last }, standings: model.standings,
      threadCount: threadCount)
    evidence = PhraseEvidence.phrases(of: model, in: report.index)
    tokenStarts = model.draws.documentLengths.reduce(into: [0]) {
      $0.append($0[$0.count - 1] + $1)
    }
  }
}
