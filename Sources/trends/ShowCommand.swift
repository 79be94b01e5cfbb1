import ArgumentParser
import Foundation
import TrendsCorpus
import TrendsFeatures
import TrendsPrevalence
import TrendsQuality
import TrendsReports
import TrendsStore

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show one theme: terms, phrases, papers and its share over time.",
    discussion: """
      EXAMPLE:
        trends show T0007
        trends show T0007 --by quarter --json
      """)

  @Argument(help: "The topic, e.g. T0007.")
  var topic: String

  @OptionGroup var view: ViewOptions
  @OptionGroup var range: RangeOptions
  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    let store = try storeOptions.open(.readOnly)
    let model = try FittedModel(store: store, number: view.fit)
    let k = try model.topic(named: topic)
    let builder = ReportBuilder(
      model: model, index: try range.index(model, store: storeOptions.path),
      threadCount: ProcessInfo.processInfo.activeProcessorCount)
    let detail = builder.detail(k, unit: range.unit(model))
    FileHandles.standardOutput.write(
      view.json ? detail.json : detail.text(width: view.columns, usesColour: view.usesColour))
  }
}

extension ReportBuilder {
  /// Terms, phrases and papers of a topic in its details.
  private static let shown = 10
  private static let shownPapers = 5

  /// A topic with everything that is known of it.
  func detail(_ k: Int, unit: BucketUnit) -> TopicDetail {
    let row = k * model.termCount
    let joined = Dictionary(
      model.fit.phrases.map { ($0.key, $0.action) }, uniquingKeysWith: { first, _ in first })
    let terms = quality.topTerms[k].map { w in
      TopicDetail.Term(
        term: model.fit.vocabulary.terms[w], probability: quality.phi[row + w],
        frex: quality.frex[row + w])
    }
    let phrases = (0..<model.termCount)
      .filter {
        model.fit.vocabulary.keys[$0].contains(" ")
          && Int(model.topicTermCounts[row + $0]) >= model.referenceDrawCount
      }
      .sorted {
        (model.topicTermCounts[row + $1], $0) < (model.topicTermCounts[row + $0], $1)
      }
      .prefix(Self.shown)
    let shown = zip(phrases, papers(having: Array(phrases))).map { w, papers in
      TopicDetail.Phrase(
        phrase: model.fit.vocabulary.terms[w],
        count: Int(
          (Double(model.topicTermCounts[row + w]) / Double(model.referenceDrawCount)).rounded()),
        papers: papers.all, papersByPeriod: papers.byPeriod,
        origin: joined[model.fit.vocabulary.keys[w]]?.rawValue)
    }
    return TopicDetail(
      topic: entry(k), paperCount: series.overall.documentCount, terms: terms, phrases: shown,
      papers: papers(k), unit: unit,
      series: series.periods.map { period in
        .init(
          period: period.bucket.label, isComplete: period.isComplete,
          share: period.shares.topics[k].estimate, paperCount: period.shares.documentCount)
      })
  }

  /// In how many papers of the report and of each period each phrase occurs, alone or inside a longer one:
  /// counts that need no model, the same as in evidence.csv.
  private func papers(having phrases: [Int]) -> [(all: Int, byPeriod: [Int])] {
    let listed = Set(index.documents)
    return TrendsFeatures.documents(
      having: phrases, vocabulary: model.fit.vocabulary, bag: model.fit.bag
    )
    .map { found in
      let found = listed.intersection(found)
      return (found.count, index.periods.map { found.intersection($0.documents).count })
    }
  }

  /// The papers that stand for a topic, among those of the report.
  private func papers(_ k: Int) -> [TopicDetail.Paper] {
    typicalPapers(count: Self.shownPapers)[k].map { paper in
      let document = model.documents[paper.document]
      return TopicDetail.Paper(
        id: document.id, date: document.appearances.first { index.covers($0.date) }?.date,
        share: model.theta[paper.document * model.topicCount + k],
        title: TextCleaner.clean(document.title))
    }
  }

  /// The papers that stand for each topic, among those of the report, most typical first.
  func typicalPapers(count: Int) -> [[RepresentativeDocument]] {
    var isListed = [Bool](repeating: false, count: model.documents.count)
    for d in index.documents { isListed[d] = true }
    return representativeDocuments(
      bag: model.fit.bag, vocabulary: model.fit.vocabulary,
      documentTopics: model.draws.pooledTopics(),
      topicTermCounts: model.topicTermCounts, topicCount: model.topicCount,
      drawCount: model.referenceDrawCount, count: count, isListed: isListed)
  }
}
