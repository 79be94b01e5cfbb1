import TrendsCompute
import TrendsCorpus
import TrendsPrevalence
import TrendsQuality
import TrendsReports
import TrendsSignals
import TrendsStore
import TrendsViews

/// The files of a report, from the rows of its builder.
struct ReportText {
  let builder: ReportBuilder
  let signals: SignalBuilder
  let unit: BucketUnit
  let storeName: String
  let command: [String]
  let importExclusions: [Exclusion]
  let imports: [ImportRecord]

  private var model: FittedModel { builder.model }

  /// What stands in the report and deserves a look: each with a number and a remedy.
  var warnings: [String] {
    var lines: [String] = []
    if model.laterDocumentCount > 0 {
      lines.append(
        "not in this report: \(count(model.laterDocumentCount, "document")) imported after fit "
          + "\(model.fit.id), whose periods are marked as not complete; run 'trends fit' again")
    }
    if builder.index.coarseCount > 0 {
      lines.append(
        "not in any period: \(count(builder.index.coarseCount, "appearance")) with a date coarser "
          + "than a \(unit == .date ? "listing date" : unit.rawValue); a longer --by counts them")
    }
    if model.isImported {
      lines.append(
        "fit \(model.fit.id) is one state of MALLET: intervals hold the choice of papers alone "
          + "(single_draw; with --population listing there are none), stability and convergence are "
          + "not_checked; 'trends fit' checks them")
    } else if model.draws.draws.count < Self.fewestDraws {
      lines.append(
        "intervals rest on \(count(model.draws.draws.count, "draw")), fewer than "
          + "\(Self.fewestDraws); raise --draws, --chains or --sweeps")
    }
    return lines
  }

  /// Draws below which an interval is rough (Roberts, Stewart & Tingley 2019 use as many).
  private static let fewestDraws = 25

  /// All files, the tables in the order of their description and the manifest last, what the page
  /// shows, and what is to be warned of.
  func files(_ format: ReportTables.Format) throws
    -> (files: [(name: String, contents: [UInt8])], page: PageContent, warnings: [String])
  {
    var tables = ReportTables(format: format)
    var page = pageContent
    let documents = builder.documentRows()
    var (rendered, views) = try made(page, documents, with: tables)
    var files = rendered.map { tables.add($0) }
    files.append(
      try tables.renderDictionary(
        reasons: ReasonCode.allCases.map { .init(code: $0.rawValue, meaning: $0.meaning) }))
    files += tables.jsonFiles
    if !tables.warnings.isEmpty {
      // A table is longer than a spreadsheet shows, which is known only now, and hardly ever so.
      page.summary.warnings += tables.warnings
      views = try self.views(of: page, documents).map { ($0.name, try $0.contents()) }
    }
    files.append(ReportTables.File(name: "summary.txt", text: summaryText(page.summary)))
    var written = files.map { (name: $0.name, contents: Array($0.text.utf8)) }
    written += views.sorted { $0.name < $1.name }
    let manifest = manifest(tables, files: EarlierFiles.listed(written))
    written.append((Self.manifestName, Array(manifest.json.utf8)))
    return (written, page, warnings + tables.warnings)
  }

  /// A file that is no table, by its name.
  private typealias View = (name: String, contents: [UInt8])

  /// A part of a report, as a thread makes it.
  private enum Part: Sendable {
    case table(ReportTables.Rendered)
    case view(View)
  }

  /// The tables, in the order of their description, and the views, all made over threads.
  private func made(
    _ page: PageContent, _ documents: [DocumentRow], with tables: ReportTables
  ) throws -> (tables: [ReportTables.Rendered], views: [View]) {
    let views = views(of: page, documents)
    let renderings = renderings(page, documents, with: tables)
    let count = views.count + renderings.count
    // What takes longest begins first: the workbook, the page, and the last of the tables.
    let parts = concurrentMap(count, threadCount: signals.signals.options.threadCount) { i in
      Result<Part, any Error> {
        i < views.count
          ? .view((views[i].name, try views[i].contents()))
          : .table(try renderings[count - 1 - i]())
      }
    }
    var made: (tables: [ReportTables.Rendered], views: [View]) = ([], [])
    for part in parts {
      switch try part.get() {
      case .table(let table): made.tables.append(table)
      case .view(let view): made.views.append(view)
      }
    }
    made.tables.reverse()
    return made
  }

  /// What makes each table.
  private func renderings(
    _ page: PageContent, _ documents: [DocumentRow], with tables: ReportTables
  ) -> [@Sendable () throws -> ReportTables.Rendered] {
    let topics = (0..<model.topicCount).map {
      TrendWideRow.Topic(id: model.topicID($0), label: model.labels[$0].label)
    }
    let inputColumns = DocumentRow.inputColumns(of: documents)
    return [
      { try tables.rendered(TopicRow.table, page.topics) },
      { try tables.rendered(DiagnosticRow.table, page.diagnostics) },
      { try tables.rendered(CallRow.table, page.calls) },
      { try tables.rendered(DifferenceRow.table, signals.differenceRows()) },
      { try tables.rendered(BurstRow.table, page.bursts) },
      { try tables.rendered(ChangePointRow.table, signals.changePointRows()) },
      { try tables.rendered(TrendRow.table, page.trends) },
      {
        try tables.rendered(
          TrendWideRow.table(topics: topics), TrendWideRow.rows(of: page.trends))
      },
      { try tables.rendered(CurveRow.table, signals.curveRows()) },
      { try tables.rendered(ForecastRow.table, signals.forecastRows()) },
      { try tables.rendered(QuadrantRow.table, signals.quadrantRows()) },
      { try tables.rendered(EvidenceRow.table, page.evidence) },
      { try tables.rendered(TermChangeRow.table, signals.termChangeRows()) },
      { try tables.rendered(NoveltyRow.table, signals.noveltyRows()) },
      { try tables.rendered(DocumentRow.table(inputColumns: inputColumns), documents) },
      { try tables.rendered(DocumentTopicRow.table, builder.documentTopicRows()) },
      { try tables.rendered(TermRow.table, page.terms + signals.periodTermRows()) },
      { try tables.rendered(PhraseRow.table, builder.phraseRows()) },
      { try tables.rendered(Exclusion.table, exclusions) },
    ]
  }

  /// What makes the workbook, where there is one, and the page.
  private func views(of page: PageContent, _ documents: [DocumentRow])
    -> [(name: String, contents: @Sendable () throws -> [UInt8])]
  {
    var views: [(name: String, contents: @Sendable () throws -> [UInt8])] = []
    #if Workbook
      views.append(("report.xlsx", { try Workbook.bytes(page, documents: documents) }))
    #endif
    views.append(("report.html", { Array(try reportPage(page).utf8) }))
    return views
  }

  /// The file that says what was done and lists the others.
  static let manifestName = "manifest.json"

  private var exclusions: [Exclusion] { importExclusions + model.fit.exclusions }

  var summary: SummaryContent {
    let listed = builder.index.documents.map { model.documents[$0] }
    let dates = listed.flatMap { $0.appearances.map(\.date) }.filter { builder.index.covers($0) }
    return SummaryContent(
      paperCount: listed.count, listingDateCount: Set(dates).count, firstDate: dates.min(),
      lastDate: dates.max(), fitName: "fit \(model.fit.id) of \(storeName)",
      chainCount: model.fit.options.chainCount, sweepCount: model.fit.options.sweepCount,
      seed: model.fit.options.seed, unit: unit, convergence: convergenceInWords,
      population: signals.signals.options.population == .listing
        ? .theseListings : .underlyingRate,
      periods: builder.series.periods.map {
        .init(
          name: $0.bucket.label, paperCount: $0.shares.documentCount,
          emptyCount: $0.shares.emptyDocumentCount, isComplete: $0.isComplete)
      },
      thinLimit: PrevalenceSeries.thinPeriod, topics: (0..<model.topicCount).map(topic),
      comparison: comparison,
      signals: signals.summary(), leftOut: periodless + SummaryContent.counted(exclusions),
      warnings: warnings, command: command)
  }

  /// Papers and appearances of the report that no period could take.
  private var periodless: [SummaryContent.LeftOut] {
    guard !builder.index.periods.isEmpty else { return [] }
    let undated = builder.index.documents.count { model.documents[$0].appearances.isEmpty }
    return [
      SummaryContent.LeftOut(count: undated, kind: .document, reason: "no_date_so_in_no_period"),
      SummaryContent.LeftOut(
        count: builder.index.coarseCount, kind: .appearance,
        reason: "date_coarser_than_a_\(unit == .date ? "day" : unit.rawValue)_so_in_no_period"),
    ].filter { $0.count > 0 }
  }

  private func topic(_ k: Int) -> SummaryContent.Topic {
    let overall = builder.series.overall.topics[k]
    return SummaryContent.Topic(
      id: model.topicID(k), label: model.labels[k].label, labelPhrases: model.labels[k].phrases,
      share: overall.estimate, papers: overall.share == nil ? nil : overall.expectedDocuments,
      stability: model.stability?[k].value, reasons: model.reasons(k).map(\.rawValue),
      series: builder.series.periods.map { period in
        let share = period.shares.topics[k]
        return share.estimate.map { .init(share: $0, papers: share.expectedDocuments) }
      })
  }

  private var comparison: SummaryContent.Comparison? {
    guard signals.signals.periods.count == 2, let differences = signals.signals.differences.first
    else { return nil }
    let limit = signals.signals.options.rules.falseDiscoveryRate
    let shuffles = differences.topics.map(\.permutationCount).max() ?? 0
    let standings = model.standings
    return SummaryContent.Comparison(
      differences: differences.topics.enumerated().map { k, difference in
        let value =
          difference.interval.map {
            ShareEstimate(difference.difference, low: $0.low, high: $0.high)
          }
          ?? ShareEstimate(
            difference.difference, without: ReasonCode.insufficientDocuments.rawValue)
        let excluded = standings[k].reason ?? .insufficientDocuments
        return difference.q.map {
          .init(topicID: model.topicID(k), difference: value, p: difference.p, q: $0)
        } ?? .init(topicID: model.topicID(k), difference: value, without: excluded.rawValue)
      },
      qLimit: limit, shuffleCount: shuffles,
      smallestP: differences.topics.map(\.smallestP).max() ?? 1,
      periodsForTrend: DateRules.fewestDates(topicCount: model.topicCount, limit: limit) ?? 1000)
  }

  private var convergenceInWords: SummaryContent.Convergence {
    let known = model.shareConvergence.compactMap(\.rHat)
    let effective = model.shareConvergence.compactMap(\.bulkESS)
    return SummaryContent.Convergence(
      agreeingTopicCount: model.logLikelihoodConvergence.rHat == nil
        || model.fit.options.chainCount == 1
        ? nil : known.count { $0 <= FittedModel.largestRHat },
      rHatLimit: FittedModel.largestRHat, logLikelihoodRHat: model.logLikelihoodConvergence.rHat,
      fewestEffectiveDraws: effective.min())
  }

  private func manifest(_ tables: ReportTables, files: [Manifest.File]) -> Manifest {
    let options = model.fit.options
    return Manifest(
      version: Versions.program, command: command, seed: options.seed,
      options: [
        .init("fit", .integer(model.fit.id)), .init("topics", .integer(options.topicCount)),
        .init("chains", .integer(options.chainCount)),
        .init("sweeps", .integer(options.sweepCount)), .init("burn_in", .integer(options.burnIn)),
        .init("draws_per_chain", .integer(options.drawsPerChain)),
        .init("rng", .string(options.generator)),
        .init("sampler", .string(options.sampler.rawValue)),
        .init("alpha_sum", .number(options.alphaSum)), .init("beta", .number(options.beta)),
        .init("learns_alpha", .boolean(options.learnsAlpha)),
        .init("learns_beta", .boolean(options.learnsBeta)),
        .init("documents", .integer(model.fit.bag.documentCount)),
        .init("terms", .integer(model.termCount)),
        .init("tokens", .integer(model.fit.bag.tokenCount)),
        .init("terms_options", .string(model.fit.features)),
        .init("programs", .string(model.fit.programs)),
      ],
      inputs: model.fit.inputs.map { input in
        let record = imports.first { $0.source == input.source && $0.digest == input.digest }
        return .init(
          name: input.source.split(separator: "/").last.map(String.init) ?? input.source,
          digest: "sha256:\(input.digest)", paperCount: record?.paperCount ?? 0)
      },
      tables: tables.counts, files: files,
      logLikelihoodRHat: model.logLikelihoodConvergence.rHat,
      logLikelihoodEffectiveDraws: model.logLikelihoodConvergence.bulkESS,
      topics: model.shareConvergence.enumerated().map { k, convergence in
        .init(
          topicID: model.topicID(k), rHat: convergence.rHat,
          effectiveDraws: convergence.bulkESS, reason: convergence.reason?.rawValue)
      },
      warnings: warnings + tables.warnings)
  }
}

extension TopicShare {
  /// The share as reports print it; nil where there are no documents.
  var estimate: ShareEstimate? {
    share.map { share in
      interval.map { ShareEstimate(share, low: $0.low, high: $0.high) }
        ?? ShareEstimate(
          share, without: reason?.rawValue ?? ReasonCode.insufficientDocuments.rawValue)
    }
  }
}
