import TrendsCorpus
import TrendsFeatures
import TrendsLDA
import TrendsPrevalence
import TrendsQuality
import TrendsReports

/// Turns a fitted model and a range of dates into the rows of every table.
struct ReportBuilder {
  let model: FittedModel
  let index: PeriodIndex
  let series: PrevalenceSeries
  /// The topics' figures that need no dates.
  let quality: TopicQuality

  /// Terms of a topic in `terms.csv`.
  static let termsPerTopic = 50

  /// - Parameter population: what the intervals allow for.
  init(
    model: FittedModel, index: PeriodIndex,
    population: PrevalenceSeries.Population = .underlying, threadCount: Int
  ) {
    self.model = model
    self.index = index
    var options = PrevalenceSeries.Options()
    options.seed = model.fit.options.seed
    options.population = population
    options.threadCount = threadCount
    series = PrevalenceSeries(draws: model.draws, index: index, options: options)
    quality = TopicQuality(model)
  }

  func topicRows() -> [TopicRow] {
    let firstDates = firstDates()
    return (0..<model.topicCount).map { k in
      let share = series.overall.topics[k]
      return TopicRow(
        topicID: model.topicID(k), label: model.labels[k].label, share: share.share,
        shareLow: share.interval?.low, shareHigh: share.interval?.high,
        documents: share.expectedDocuments, tokens: share.expectedTokens,
        stability: model.stability?[k].value, npmi: model.figures.npmi[k],
        exclusivity: quality.exclusivity[k], firstDate: firstDates[k],
        status: model.reasons(k).first?.rawValue ?? (model.stability == nil ? "not_checked" : "ok"),
        labelPhrases: model.labels[k].phrases,
        topTerms: quality.topTerms[k].map(term), frexTerms: quality.frexTerms[k].map(term),
        relevanceTerms: quality.relevanceTerms[k].map(term))
    }
  }

  func trendRows() -> [TrendRow] {
    series.periods.flatMap { period in
      (0..<model.topicCount).map { k in
        let share = period.shares.topics[k]
        return TrendRow(
          period: period.bucket.label, periodStart: period.bucket.firstDate,
          periodEnd: period.bucket.finalDate, isComplete: period.isComplete,
          topicID: model.topicID(k), label: model.labels[k].label, share: share.share,
          shareLow: share.interval?.low, shareHigh: share.interval?.high,
          sdAssign: share.assignmentDeviation, sdDocs: share.documentDeviation,
          documents: share.share == nil ? nil : share.expectedDocuments,
          periodDocuments: period.shares.documentCount,
          emptyDocuments: period.shares.emptyDocumentCount, shareTokens: share.tokenShare,
          tokens: share.share == nil ? nil : share.expectedTokens,
          periodTokens: period.shares.tokenCount, reason: share.reason?.rawValue)
      }
    }
  }

  /// One row an appearance in the report's periods, by date; undated documents last.
  func documentRows() -> [DocumentRow] {
    var rows: [(day: Int, row: DocumentRow)] = []
    let listed = Set(index.documents)
    for (d, document) in model.documents.enumerated() where listed.contains(d) {
      let top = model.topTopic(of: d)
      func row(_ date: ListingDate?) -> DocumentRow {
        DocumentRow(
          documentID: document.id, date: date, title: TextCleaner.clean(document.title),
          url: document.url, topTopic: top.map { model.topicID($0.topic) }, topShare: top?.share,
          columns: document.columns)
      }
      if document.appearances.isEmpty { rows.append((.max, row(nil))) }
      for appearance in document.appearances where index.covers(appearance.date) {
        rows.append((appearance.date.firstDay, row(appearance.date)))
      }
    }
    // Sorting is stable: documents of one date stay in the order of the fit.
    return rows.sorted { $0.day < $1.day }.map(\.row)
  }

  func documentTopicRows() -> [DocumentTopicRow] {
    index.documents.flatMap { d -> [DocumentTopicRow] in
      guard model.bagLength(d) > 0 else { return [] }
      return (0..<model.topicCount).compactMap { k in
        let share = model.theta[d * model.topicCount + k]
        guard share >= DocumentTopicRow.threshold else { return nil }
        return DocumentTopicRow(
          documentID: model.documents[d].id, topicID: model.topicID(k), share: share)
      }
    }
  }

  func termRows() -> [TermRow] {
    let documents = model.termDocumentCounts()
    return (0..<model.topicCount).flatMap { k in
      let row = k * model.termCount
      return topTermsByCount(k).map { w in
        TermRow(
          topicID: model.topicID(k), period: nil, term: term(w), probability: quality.phi[row + w],
          lift: quality.lift[row + w], frex: quality.frex[row + w],
          count: Double(model.topicTermCounts[row + w]) / Double(model.referenceDrawCount),
          documents: documents[w])
      }
    }
  }

  func phraseRows() -> [PhraseRow] { PhraseRow.rows(of: model.fit) }

  private func term(_ w: Int) -> String { model.fit.vocabulary.terms[w] }

  func topTermsByCount(_ k: Int) -> [Int] {
    let row = k * model.termCount
    return Array(
      (0..<model.termCount).filter { model.topicTermCounts[row + $0] > 0 }
        .sorted {
          (model.topicTermCounts[row + $1], $0) < (model.topicTermCounts[row + $0], $1)
        }.prefix(Self.termsPerTopic))
  }

  /// The first listing date of a paper whose largest topic it is.
  private func firstDates() -> [ListingDate?] {
    var first = [ListingDate?](repeating: nil, count: model.topicCount)
    for (d, document) in model.documents.enumerated() {
      guard let topic = model.topTopic(of: d)?.topic, let date = document.appearances.first?.date
      else {
        continue
      }
      first[topic] = first[topic].map { min($0, date) } ?? date
    }
    return first
  }
}

/// The figures of topics that rest on the reference chain alone.
struct TopicQuality {
  let phi: [Double]
  let frex: [Double]
  let lift: [Double]
  let topTerms: [[Int]]
  let frexTerms: [[Int]]
  let relevanceTerms: [[Int]]
  let exclusivity: [Double]

  init(_ model: FittedModel) {
    let topicCount = model.topicCount
    phi = model.phi()
    frex = frexScores(phi: phi, topicCount: topicCount)
    let termProbabilities = model.termProbabilities()
    lift = liftScores(phi: phi, topicCount: topicCount, termProbabilities: termProbabilities)
    topTerms = model.figures.topTerms
    // A term that occurs once can look exclusive: only terms with some weight are candidates.
    var candidates = frex
    for k in 0..<topicCount {
      for w in 0..<model.termCount {
        let i = k * model.termCount + w
        if model.topicTermCounts[i] < 3 * UInt32(model.referenceDrawCount) { candidates[i] = 0 }
      }
    }
    frexTerms = TrendsQuality.topTerms(
      scores: candidates, topicCount: topicCount, count: TopicFigures.listed, above: 0)
    let relevance = relevanceScores(
      phi: phi, topicCount: topicCount, termProbabilities: termProbabilities)
    relevanceTerms = TrendsQuality.topTerms(
      scores: relevance, topicCount: topicCount, count: TopicFigures.listed
    ).enumerated().map { k, terms in
      terms.filter { model.topicTermCounts[k * model.termCount + $0] > 0 }
    }
    exclusivity = topicExclusivity(phi: phi, topicCount: topicCount)
  }
}

extension FittedModel {
  /// The topic with the largest share of a document; nil where it has no token.
  func topTopic(of d: Int) -> (topic: Int, share: Double)? {
    guard bagLength(d) > 0 else { return nil }
    var best = 0
    let row = d * topicCount
    for k in 1..<max(1, topicCount) where theta[row + k] > theta[row + best] {
      best = k
    }
    return (best, theta[row + best])
  }

  /// Tokens of a document.
  func bagLength(_ d: Int) -> Int {
    fit.bag.counts[fit.bag.documentStarts[d]..<fit.bag.documentStarts[d + 1]]
      .reduce(0) { $0 + Int($1) }
  }

  /// How many documents hold each term, `[V]`.
  func termDocumentCounts() -> [Int] {
    var counts = [Int](repeating: 0, count: termCount)
    for term in fit.bag.terms { counts[Int(term)] += 1 }
    return counts
  }

  /// Each term's share of all tokens, `[V]`.
  func termProbabilities() -> [Double] {
    var counts = [Double](repeating: 0, count: termCount)
    for (term, count) in zip(fit.bag.terms, fit.bag.counts) { counts[Int(term)] += Double(count) }
    return counts.map { $0 / Double(max(1, fit.bag.tokenCount)) }
  }
}
