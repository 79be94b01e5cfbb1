import ArgumentParser
import TrendsCorpus
import TrendsPrevalence
import TrendsReports
import TrendsStore

struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Show the papers and words behind a number of a report.",
    discussion: """
      Lists the papers that make a topic's share in a period, with their shares and tokens; the sum \
      of the shares is the number in trends.csv. Give the report's --since and --until, if it has \
      any. A row of trends.csv, topics.csv or trends_wide.csv can be pasted as it is, and is \
      checked.

      EXAMPLE:
        trends why T0007 --period 2025-03
        trends why T0007 --period 2025-W11 --limit 5
        grep '2025-M03.*T0007' reports/trends.csv | trends why --row -
      """)

  @Argument(help: "The topic, e.g. T0007; a row may name it instead.")
  var topic: String?

  @Option(
    help: ArgumentHelp(
      "The period as tables write it: 2025-03-12, 2025-W11, 2025-M03 or 2025-03, 2025-Q1, 2025 "
        + "(default: all dates together).", valueName: "name"))
  var period: String?

  @Option(
    help: ArgumentHelp(
      "A row of trends.csv, topics.csv or trends_wide.csv; - reads it from standard input.",
      valueName: "text"))
  var row: String?

  @Option(help: "The most papers, largest share first (default: 20; with --json all).")
  var limit: Int?

  @OptionGroup var view: ViewOptions
  @OptionGroup var range: RangeOptions
  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    if let limit, limit < 1 {
      throw CommandError.badArgument("--limit must be at least 1, but is \(limit)")
    }
    let given = try row.map { try ReportRow($0 == "-" ? Self.standardInput() : $0) }
    guard let name = topic ?? given?.topic else {
      throw CommandError.badArgument(
        "which topic? Write e.g. 'trends why T0007 --period 2025-03', or paste a row with --row")
    }
    let store = try storeOptions.open(.readOnly)
    let model = try FittedModel(store: store, number: view.fit)
    let k = try model.topic(named: name)
    if let named = given?.topic, try model.topic(named: named) != k {
      throw CommandError.badArgument("the row is of topic \(named), not of \(model.topicID(k))")
    }
    let bucket = try askedPeriod(given)
    let origin = try origin(of: k, in: bucket, given: given, model: model)
    FileHandles.standardOutput.write(
      view.json
        ? origin.json(limit: limit)
        : origin.text(
          width: view.columns, limit: limit ?? 20, usesColour: view.usesColour))
    if origin.rowAgrees == false {
      warn("the row has other figures than this fit; give the report's --fit, --since, --until")
    }
  }

  /// The period that flag and row name; nil for all dates together.
  private func askedPeriod(_ given: ReportRow?) throws -> DateBucket? {
    guard let period else { return given?.period }
    guard let bucket = DateBucket(label: period) else {
      throw CommandError.badArgument(
        "--period '\(period)' is no period; expected e.g. 2025-03-12, 2025-W11, 2025-M03, 2025-Q1 "
          + "or 2025")
    }
    if let other = given?.period, other != bucket {
      throw CommandError.badArgument("the row is of \(other.label), not of --period \(period)")
    }
    return bucket
  }

  private func origin(
    of k: Int, in bucket: DateBucket?, given: ReportRow?, model: FittedModel
  ) throws -> ShareOrigin {
    var range = range
    if let bucket {
      if let by = range.by, by != bucket.unit {
        throw CommandError.badArgument(
          "--by \(by.rawValue) does not go with \(bucket.label), which is a \(bucket.unit.rawValue)"
        )
      }
      range.by = bucket.unit
    }
    let index = try range.index(model, store: storeOptions.path)
    var documents = index.documents
    if let bucket {
      guard let period = index.periods.first(where: { $0.bucket == bucket }) else {
        throw CommandError.nothingInRange(
          "no listings in \(bucket.label); "
            + (index.periods.isEmpty
              ? "the documents of \(storeOptions.path) have no dates"
              : "the periods go from \(index.periods[0].bucket.label) to "
                + index.periods[index.periods.count - 1].bucket.label))
      }
      documents = period.documents
    }
    let evidence = ShareEvidence(topic: k, documents: documents, draws: model.draws)
    let shown = limit.map { Set(evidence.largest($0)) }
    let phi = model.phi()
    return ShareOrigin(
      topicID: model.topicID(k), label: model.labels[k].label,
      fitName: "fit \(model.fit.id) of \(storeOptions.name)",
      drawCount: model.draws.drawsOfTopic[k].count, period: bucket?.label, share: evidence.share,
      documents: evidence.documents, paperCount: evidence.documentCount, tokens: evidence.tokens,
      tokenCount: evidence.tokenCount,
      papers: evidence.contributions.map { contribution in
        let document = model.documents[contribution.document]
        return ShareOrigin.Paper(
          id: document.id,
          dates: document.appearances.map(\.date).filter { date in
            index.covers(date)
              && (bucket.map { DateBucket.containing(date, unit: $0.unit) == $0 } ?? true)
          },
          title: TextCleaner.clean(document.title), url: document.url, columns: document.columns,
          share: contribution.share, tokens: contribution.topicTokens[k],
          length: contribution.length,
          terms: shown?.contains(contribution.document) == false
            ? [] : model.terms(of: contribution, topic: k, phi: phi))
      },
      untouched: evidence.untouched.map { model.documents[$0].id },
      empty: evidence.empty.map { model.documents[$0].id },
      given: given.map {
        .init(table: $0.table, share: $0.share, documents: $0.documents)
      })
  }

  private static func standardInput() throws -> String {
    String(decoding: try InputFiles.read("-"), as: UTF8.self)
  }
}

extension ShareEvidence {
  /// The documents with the largest shares, at most so many.
  fileprivate func largest(_ count: Int) -> [Int] {
    contributions.sorted { (-$0.share, $0.document) < (-$1.share, $1.document) }.prefix(count)
      .map(\.document)
  }
}

extension FittedModel {
  /// A document's terms with their tokens in a topic, most first.
  fileprivate func terms(
    of contribution: ShareEvidence.Contribution, topic: Int, phi: [Double]
  ) -> [ShareOrigin.Term] {
    let row =
      fit.bag.documentStarts[
        contribution.document]..<fit.bag.documentStarts[
        contribution.document + 1]
    let terms = Array(fit.bag.terms[row])
    let counts = Array(fit.bag.counts[row])
    let tokens = termTokens(
      termCounts: counts, topicTokens: contribution.topicTokens,
      probability: { k, w in phi[k * termCount + Int(terms[w])] })
    return terms.indices.map { w in
      ShareOrigin.Term(
        term: fit.vocabulary.terms[Int(terms[w])], tokens: tokens[w * topicCount + topic],
        count: Int(counts[w]))
    }
    .enumerated().sorted { (-$0.element.tokens, $0.offset) < (-$1.element.tokens, $1.offset) }
    .map(\.element)
  }
}
