import ArgumentParser
import TrendsQuality
import TrendsReports
import TrendsStore

struct IntrusionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "intrusion",
    abstract: "Write a test that shows whether people find the themes sensible.",
    discussion: """
      Each line of PREFIX.intrusion.csv holds the five most frequent terms of a theme and one that \
      belongs to another, in random order; find the intruder without looking at \
      PREFIX.intrusion-key.csv, which holds the answers. The share that is found measures the themes \
      (Chang and others 2009, Reading tea leaves). The same seed gives the same test.

      EXAMPLE:
        trends intrusion --out build/themes
      """)

  @Option(help: ArgumentHelp("The start of the two file names.", valueName: "prefix"))
  var out: String

  @Option(help: "The seed of intruders and orders (default: that of the fit).")
  var seed: UInt64?

  @Option(help: ArgumentHelp("The fit (default: the newest).", valueName: "number"))
  var fit: Int?

  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    let path = try OutputPath(out, option: "--out")
    let store = try storeOptions.open(.readOnly)
    let model = try FittedModel(store: store, number: fit)
    let questions = wordIntrusion(
      topicTermCounts: model.topicTermCounts, topicCount: model.topicCount,
      seed: seed ?? model.fit.options.seed)
    guard !questions.isEmpty else {
      throw CommandError.badArgument(
        "fit \(model.fit.id) has too few topics or terms for an intruder")
    }
    let (test, key) = model.intrusionTables(questions)
    try writeAtomically(
      [
        (path.name + ".intrusion.csv", Array(test.utf8)),
        (path.name + ".intrusion-key.csv", Array(key.utf8)),
      ], into: path.folder)
    printError(
      "\(count(questions.count, "question")) in \(out).intrusion.csv, "
        + "the answers in \(out).intrusion-key.csv")
  }
}

extension FittedModel {
  /// The questions, and their answers.
  func intrusionTables(_ questions: [IntrusionQuestion]) -> (test: String, key: String) {
    let most = questions.map(\.terms.count).max() ?? 0
    var (test, key) = (CSVWriter(), CSVWriter())
    test.append([.text("question")] + (1...max(1, most)).map { .text("term_\($0)") })
    key.append(
      ["question", "position", "intruder", "topic_id", "label", "intruder_topic_id"].map {
        Cell.text($0)
      })
    for (number, question) in questions.enumerated() {
      let terms = question.terms.map { Cell.term(fit.vocabulary.terms[$0]) }
      test.append(
        [.integer(number + 1)] + terms
          + [Cell](repeating: .empty, count: most - question.terms.count))
      key.append([
        .integer(number + 1), .integer(question.position + 1), terms[question.position],
        .text(topicID(question.topic)), .text(labels[question.topic].label),
        .text(topicID(question.intruderTopic)),
      ])
    }
    return (
      String(decoding: test.bytes, as: UTF8.self), String(decoding: key.bytes, as: UTF8.self)
    )
  }
}
