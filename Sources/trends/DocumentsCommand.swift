import ArgumentParser
import Foundation
import TrendsCorpus
import TrendsReports
import TrendsStore

struct DocumentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "documents",
    abstract: "List documents with their largest theme, or those of one theme, as CSV or JSON.",
    discussion: """
      EXAMPLE:
        trends documents --topic T0007 --since 2025-01-01 --limit 20
      """)

  @Option(help: ArgumentHelp("Only papers about this topic, largest share first.", valueName: "id"))
  var topic: String?

  @Option(help: "The most rows.")
  var limit: Int?

  @Option(help: ArgumentHelp("The fit (default: the newest).", valueName: "number"))
  var fit: Int?

  @Flag(help: "JSON instead of CSV.")
  var json = false

  @OptionGroup var range: RangeOptions
  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    if let limit, limit < 1 {
      throw CommandError.badArgument("--limit must be at least 1, but is \(limit)")
    }
    let store = try storeOptions.open(.readOnly)
    let model = try FittedModel(store: store, number: fit)
    let k = try topic.map { try model.topic(named: $0) }
    let index = try range.index(model, store: storeOptions.path)
    var documents = index.documents
    if let k {
      func share(_ d: Int) -> Double { model.theta[d * model.topicCount + k] }
      documents = documents.filter {
        share($0) >= DocumentTopicRow.threshold && model.bagLength($0) > 0
      }
      .sorted { (share($1), $0) < (share($0), $1) }
    }
    let rows = documents.prefix(limit ?? documents.count).map { d in
      let document = model.documents[d]
      let top = model.topTopic(of: d)
      return DocumentRow(
        documentID: document.id,
        date: document.appearances.first { index.covers($0.date) }?.date,
        title: TextCleaner.clean(document.title), url: document.url,
        topTopic: top.map { model.topicID($0.topic) }, topShare: top?.share,
        askedShare: k.map { model.theta[d * model.topicCount + $0] }, columns: document.columns)
    }
    let table = DocumentRow.table(
      inputColumns: DocumentRow.inputColumns(of: rows), asked: k.map(model.topicID))
    FileHandles.standardOutput.write(json ? try table.json(rows) : try table.csv(rows))
  }
}
