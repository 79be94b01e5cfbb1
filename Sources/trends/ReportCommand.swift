public import ArgumentParser
import TrendsCorpus
public import TrendsPrevalence
import TrendsReports
import TrendsStore
import TrendsViews

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the shares of every theme over time: a page, tables and a plain-text report.",
    discussion: """
      Writes report.html (a page for any browser, without a network), report.xlsx (a workbook, \
      where the program was built with libxlsxwriter), summary.txt (the same in plain text), the \
      tables topics, diagnostics, calls, differences, bursts, changepoints, trends, trends_wide, \
      curves, forecast, quadrants, evidence, term_changes, novelty, documents, document_topics, \
      terms, phrases and excluded as CSV, data-dictionary.csv that explains every column and reason \
      code, and manifest.json: all of them or none. With \
      --json each table is there as JSON too, e.g. topics.json: {"schema_version", "table", \
      "rows": [{column: value, …}, …]}, texts as they are and missing figures null. Files of an \
      earlier report in the folder that this one does not have are removed, if nobody changed \
      them; the manifest lists them with their digests.

      EXAMPLE:
        trends report --since 2025-03-12
        trends report --by quarter --out reports/quarters
      """)

  @OptionGroup var range: RangeOptions

  @Option(help: ArgumentHelp("The folder for the files.", valueName: "folder"))
  var out = "reports"

  @Option(help: ArgumentHelp("The fit (default: the newest).", valueName: "number"))
  var fit: Int?

  @Option(
    help: ArgumentHelp(
      "What the intervals are for: the rate underlying the listings (other papers might have been "
        + "listed), or this listing alone.", valueName: "underlying|listing"))
  var population = PrevalenceSeries.Population.underlying

  @Option(
    help: ArgumentHelp(
      "Write each chart into this folder too, as SVG and, where rsvg-convert is installed, as PNG.",
      valueName: "folder"))
  var svg: String?

  @Flag(help: "Print the plain-text report too.")
  var stdout = false

  @Flag(name: .customLong("raw-csv"), help: "Do not protect cells from spreadsheets.")
  var rawCSV = false

  @Flag(
    name: .customLong("csv-locale"),
    help: "Semicolons between cells and decimal commas, for countries that write numbers so.")
  var csvLocale = false

  @Flag(help: "Write every table as JSON too, beside its CSV.")
  var json = false

  @Option(
    name: [.long, .customLong("num-threads")],
    help: "Threads (default: one a core); results do not depend on it.")
  var threads: Int?

  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    let threadCount = try threadsToUse(threads)
    guard !out.isEmpty else { throw CommandError.badArgument("--out is empty; name a folder") }
    guard svg?.isEmpty != true else {
      throw CommandError.badArgument("--svg is empty; name a folder")
    }
    let store = try storeOptions.open(.readOnly)
    let model = try FittedModel(store: store, number: fit)
    let index = try range.index(model, store: storeOptions.path)
    try Interrupt.check()
    let unit = range.unit(model)
    let builder = ReportBuilder(
      model: model, index: index, population: population, threadCount: threadCount)
    try Interrupt.check()
    let signals = try SignalBuilder(
      report: builder, unit: unit, population: population, threadCount: threadCount)
    try Interrupt.check()

    let report = ReportText(
      builder: builder, signals: signals, unit: unit, storeName: storeOptions.name,
      command: command(model),
      importExclusions: try store.exclusions(), imports: try store.imports())
    let (files, page, warnings) = try report.files(format)
    let charts = try svg == nil ? nil : charts(of: page)
    try Interrupt.check()
    try write(files, into: out, list: ReportText.manifestName)
    if let svg, let charts {
      let list = JSONValue.object([
        .init("program", .string("trends")),
        .init("command", .array(report.command.map { .string($0) })),
        .init("files", Manifest.listing(EarlierFiles.listed(charts))),
      ])
      try write(
        charts + [(EarlierFiles.chartList, Array(list.text.utf8))], into: svg,
        list: EarlierFiles.chartList)
    }
    for warning in warnings { warn(warning) }
    if stdout, let summary = files.first(where: { $0.name == "summary.txt" }) {
      FileHandles.standardOutput.write(String(decoding: summary.contents, as: UTF8.self))
    }
    printError(
      "\(count(files.count, "file")) in \(out): open report.html or read summary.txt first")
    if let svg, let charts { printError("\(count(charts.count, "picture")) in \(svg)") }
  }

  /// Writes files, and removes those that an earlier report left and this one has not.
  private func write(
    _ files: [(name: String, contents: [UInt8])], into folder: String, list: String
  ) throws {
    let stale = EarlierFiles.stale(in: folder, list: list, without: files.map(\.name))
    try writeAtomically(files, into: folder, removing: stale)
    guard !stale.isEmpty else { return }
    printError(
      "removed from \(folder): \(count(stale.count, "file")) of an earlier report that this one "
        + "does not have")
  }

  /// Each chart as SVG, and as PNG where that can be made.
  private func charts(of page: PageContent) throws -> [(name: String, contents: [UInt8])] {
    let files = chartFiles(page)
    let drawings = files.map { (name: $0.name, contents: Array($0.text.utf8)) }
    guard let program = RasterImages.program else {
      printError("no PNG: rsvg-convert is not installed (Debian package librsvg2-bin)")
      return drawings
    }
    return drawings + (try RasterImages.images(of: files, by: program))
  }

  private var format: ReportTables.Format {
    var format = ReportTables.Format()
    if rawCSV { format.protection = .none }
    if csvLocale { format.dialect = .semicolon }
    format.writesJSON = json
    return format
  }

  /// The command that makes this report again, in the folder of the store; other paths are left to the
  /// reader, so that a report does not change with the place it is made in.
  private func command(_ model: FittedModel) -> [String] {
    var words = ["trends", "report"]
    if let since = range.since { words += ["--since", since] }
    if let until = range.until { words += ["--until", until] }
    if population != .underlying { words += ["--population", population.rawValue] }
    if rawCSV { words.append("--raw-csv") }
    if csvLocale { words.append("--csv-locale") }
    if json { words.append("--json") }
    if storeOptions.name != StoreOptions.defaultName { words += ["--store", storeOptions.name] }
    return words + ["--by", range.unit(model).rawValue, "--fit", String(model.fit.id)]
  }
}

extension PrevalenceSeries.Population: ExpressibleByArgument {}
