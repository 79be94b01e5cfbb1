import ArgumentParser
import Foundation
import TrendsPrevalence
import TrendsReports
import TrendsStore

/// How results are shown in a terminal.
struct OutputOptions: ParsableArguments {
  @Flag(help: "JSON instead of text.")
  var json = false

  @Option(help: "Columns (default: those of the terminal, else 80).")
  var width: Int?

  func validate() throws {
    if let width, width < 1 { throw ValidationError("--width must be at least 1, but is \(width)") }
  }

  var columns: Int { width ?? FileHandles.standardOutput.width ?? 80 }

  /// Colour only where a person watches and NO_COLOR is unset.
  var usesColour: Bool {
    (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
      && FileHandles.standardOutput.isTerminal
  }
}

/// The fit that is looked at, and how it is shown.
struct ViewOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The fit (default: the newest).", valueName: "number"))
  var fit: Int?

  @OptionGroup var output: OutputOptions

  var json: Bool { output.json }
  var columns: Int { output.columns }
  var usesColour: Bool { output.usesColour }
}

struct TopicsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "topics",
    abstract: "List the themes: label, share with interval, terms, stability.",
    discussion: """
      EXAMPLE:
        trends topics
        trends topics --json
      """)

  @OptionGroup var view: ViewOptions
  @OptionGroup var range: RangeOptions
  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    let store = try storeOptions.open(.readOnly)
    let model = try FittedModel(store: store, number: view.fit)
    let builder = ReportBuilder(
      model: model, index: try range.index(model, store: storeOptions.path),
      threadCount: ProcessInfo.processInfo.activeProcessorCount)
    let list = TopicList(
      fitName: "fit \(model.fit.id) of \(storeOptions.name)",
      paperCount: builder.index.documents.count,
      topics: (0..<model.topicCount).map(builder.entry))
    FileHandles.standardOutput.write(
      view.json ? list.json : list.text(width: view.columns, usesColour: view.usesColour))
  }
}

extension ReportBuilder {
  /// A topic as lists have it.
  func entry(_ k: Int) -> TopicList.Entry {
    let share = series.overall.topics[k]
    return TopicList.Entry(
      id: model.topicID(k), label: model.labels[k].label, share: share.estimate,
      papers: share.share == nil ? nil : share.expectedDocuments,
      stability: model.stability?[k].value, reasons: model.reasons(k).map(\.rawValue),
      labelPhrases: model.labels[k].phrases,
      topTerms: quality.topTerms[k].map { model.fit.vocabulary.terms[$0] })
  }
}
