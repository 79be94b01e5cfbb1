import ArgumentParser
import TrendsCorpus
import TrendsLDA
import TrendsPrevalence
import TrendsQuality
import TrendsReports
import TrendsStore

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Say what moved between two fits or reports: new papers, refit noise or options.",
    discussion: """
      Takes two fits of the store by their numbers, or two folders with reports. Topics are matched \
      by the papers that both have. The change of each share is taken apart: what new papers bring, \
      what the same papers are given by fitting again, and what changed options add to that.

      --since, --until and --by are for fits; a report has its own.

      EXAMPLE:
        trends diff 1 2
        trends diff 1 2 --by month --json
        trends diff reports/march reports/april
      """)

  @Argument(help: "The old fit's number, or the folder of the old report.")
  var old: String

  @Argument(help: "The new fit's number, or the folder of the new report.")
  var new: String

  @OptionGroup var output: OutputOptions
  @OptionGroup var range: RangeOptions
  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    let difference: FitDifference
    switch (Int(old), Int(new)) {
    case (let old?, let new?): difference = try fits(old, new)
    case (nil, nil): difference = try reports()
    default:
      throw CommandError.badArgument(
        "'\(old)' and '\(new)' are a fit and a folder; name two fits or two folders")
    }
    FileHandles.standardOutput.write(
      output.json
        ? difference.json
        : difference.text(width: output.columns, usesColour: output.usesColour))
  }

  private func fits(_ oldNumber: Int, _ newNumber: Int) throws -> FitDifference {
    let store = try storeOptions.open(.readOnly)
    let old = try FittedModel(store: store, number: oldNumber)
    let new = try FittedModel(store: store, number: newNumber)
    var range = range
    // Periods of both must be of one length.
    range.by = range.unit(old)
    let (oldSide, oldRows) = try DiffSide.fit(
      old, index: try range.index(old, store: storeOptions.path), store: storeOptions.name)
    let (newSide, newRows) = try DiffSide.fit(
      new, index: try range.index(new, store: storeOptions.path), store: storeOptions.name)
    let comparison = try DiffComparison(old: oldSide, new: newSide)
    let shared = comparison.shared
    let oldShared = shared.map { oldRows[$0.old] }
    let newShared = shared.map { newRows[$0.new] }
    let overlap = TokenOverlap(
      old: old.tokens, new: new.tokens,
      documents: Array(zip(oldShared, newShared)), newTerms: comparison.newTerms)
    var notes: [String] = []
    if old.fit.options.chainCount < 2 || new.fit.options.chainCount < 2 {
      notes.append(
        "A fit with a single chain cannot say what fitting again would change: +- is not known.")
    }
    return comparison.difference(
      matching: comparison.matching(overlap: overlap.counts),
      lostTokens: overlap.oldTokenCount > 0
        ? Double(overlap.lostTokenCount) / Double(overlap.oldTokenCount) : nil,
      errors: (old.chainErrors(of: oldShared), new.chainErrors(of: newShared)), notes: notes)
  }

  private func reports() throws -> FitDifference {
    guard range.since == nil, range.until == nil, range.by == nil else {
      throw CommandError.badArgument(
        "--since, --until and --by are for fits; a report has its own dates")
    }
    let comparison = try DiffComparison(
      old: try DiffSide.report(folder: old), new: try DiffSide.report(folder: new))
    return comparison.difference(
      matching: comparison.matchingOfTopTopics(), lostTokens: nil, errors: nil,
      notes: [
        "From folders the parts rest on document_topics.csv, which leaves out shares below 2 %: they "
          + "add up to nearly the change; and F counts papers by their largest topic. 'trends diff' "
          + "of two fits is exact, and knows the +-."
      ])
  }
}

extension FittedModel {
  /// The documents with a topic of ours for every token, in the last state of the reference chain.
  fileprivate var tokens: TokenOverlap.Side {
    TokenOverlap.Side(bag: fit.bag, assignments: referenceAssignments, topicCount: topicCount)
  }

  /// The squared standard error, between chains, of each topic's mean share over some documents,
  /// `[K]`; nil for a single chain.
  fileprivate func chainErrors(of documents: [Int]) -> [Double]? {
    let shares = draws.meanSharesByDraw(of: documents)
    guard Set(draws.chainOfDraw).count > 1 else { return nil }
    return (0..<topicCount).map { k in
      // Of the chains that found the topic; all of them where a single one did.
      let found = draws.drawsOfTopic[k]
      let isAlone = Set(found.map { draws.chainOfDraw[$0] }).count == 1
      let kept = isAlone ? Array(shares.indices) : found
      let chains = Set(kept.map { draws.chainOfDraw[$0] }).sorted()
      let means = chains.map { chain in
        let own = kept.filter { draws.chainOfDraw[$0] == chain }
        return own.reduce(0.0) { $0 + shares[$1][k] } / Double(own.count)
      }
      let count = Double(chains.count)
      let mean = means.reduce(0, +) / count
      return means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1) / count
    }
  }
}
