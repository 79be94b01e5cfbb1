import TrendsCorpus

@testable import TrendsReports

/// Invented reports, made by arithmetic from small numbers, so that nothing in them is random.
enum Samples {
  static func day(_ iso: String) -> ListingDate? { ListingDate(iso: iso) }

  /// A day that the caller knows to exist.
  static func date(_ year: Int, _ month: Int, _ day: Int) -> ListingDate {
    guard let date = ListingDate(year: year, month: month, day: day) else {
      preconditionFailure("a sample uses days of the calendar")
    }
    return date
  }

  static let topics = [
    TopicRow(
      topicID: "T0004", label: "agents, tool use", share: 0.146, shareLow: 0.131, shareHigh: 0.162,
      documents: 585.898, tokens: 61234.25, stability: 0.92, npmi: 0.118, exclusivity: 0.61,
      firstDate: day("2025-01-02"), status: "ok", labelPhrases: ["tool calling", "web agents"],
      topTerms: ["agent", "tool", "task"], frexTerms: ["tool calling", "agent"],
      relevanceTerms: ["agent", "tool calling"]),
    TopicRow(
      topicID: "T0011", label: "=diffusion", share: 1e-5, shareLow: nil, shareHigh: nil,
      documents: 0.04, tokens: 12, stability: nil, npmi: -0.25, exclusivity: nil,
      firstDate: day("2025-02"), status: "unstable_topic", labelPhrases: [], topTerms: [],
      frexTerms: [], relevanceTerms: []),
  ]

  static let diagnostics = [
    DiagnosticRow(
      topicID: "T0004", label: "agents, tool use", tokens: 61234, documents: 2401,
      documentEntropy: 7.25, effectiveTerms: 96.5, uniformDistance: 2.625, corpusDistance: 1.25,
      tokenDocumentDifference: 0.004, rankOneShare: 0.25, allocationShare: 0.125,
      allocationRatio: 0.2, wordLength: 6.3, uMass: -1.75, uci: 0.5, npmi: 0.118, cv: 0.5,
      exclusivity: 9.25, junk: nil, reason: nil),
    DiagnosticRow(
      topicID: "T0011", label: "=diffusion", tokens: 0, documents: 0, documentEntropy: nil,
      effectiveTerms: 1.5, uniformDistance: 2, corpusDistance: 0.25, tokenDocumentDifference: nil,
      rankOneShare: nil, allocationShare: nil, allocationRatio: nil, wordLength: 4, uMass: -20,
      uci: -18, npmi: -0.25, cv: -0.5, exclusivity: 8, junk: "scattered",
      reason: "insufficient_documents"),
  ]

  static let trends: [TrendRow] = [
    trend("2025-M01", date(2025, 1, 1), date(2025, 1, 31), true, "T0004", 0.081),
    trend("2025-M01", date(2025, 1, 1), date(2025, 1, 31), true, "T0011", 0.919),
    trend("2025-M02", date(2025, 2, 1), date(2025, 2, 28), false, "T0004", 0.1),
    trend("2025-M02", date(2025, 2, 1), date(2025, 2, 28), false, "T0011", nil),
  ]

  private static func trend(
    _ period: String, _ start: ListingDate, _ end: ListingDate, _ isComplete: Bool, _ topic: String,
    _ share: Double?
  ) -> TrendRow {
    TrendRow(
      period: period, periodStart: start, periodEnd: end, isComplete: isComplete, topicID: topic,
      label: "label of \(topic)", share: share, shareLow: share.map { $0 - 0.01 },
      shareHigh: share.map { $0 + 0.01 }, sdAssign: share.map { $0 / 50 },
      sdDocs: share.map { $0 / 30 }, documents: share.map { $0 * 312 }, periodDocuments: 312,
      emptyDocuments: 2, shareTokens: share, tokens: share.map { $0 * 40_000 },
      periodTokens: 40_000, reason: share == nil ? "insufficient_documents" : nil)
  }

  static let documents = [
    DocumentRow(
      documentID: "2401.01230", date: day("2025-03-12"), title: "=HYPERLINK(\"x\"), a title",
      url: "https://example.org/1", topTopic: "T0004", topShare: 0.75,
      columns: [.init(name: "venue", value: "Workshop, A"), .init(name: "score", value: "-0.5")]),
    DocumentRow(
      documentID: "3-4", date: nil, title: "Zwei\nZeilen", url: nil, topTopic: nil, topShare: nil,
      columns: [.init(name: "score", value: "12"), .init(name: "date", value: "yesterday")]),
  ]

  static let reasons = [
    ReportTables.Reason(code: "unstable_topic", meaning: "no other chain has it"),
    ReportTables.Reason(code: "thin_period", meaning: "few documents, so with care"),
  ]

  /// Every table by its file's name, with the dictionary last.
  static func tables() throws -> [(String, String)] {
    var tables = ReportTables()
    var files = [
      try tables.render(TopicRow.table, topics),
      try tables.render(DiagnosticRow.table, diagnostics),
      try tables.render(TrendRow.table, trends),
      try tables.render(
        TrendWideRow.table(topics: topics.map { .init(id: $0.topicID, label: $0.label) }),
        TrendWideRow.rows(of: trends)),
      try tables.render(
        TermRow.table,
        [
          TermRow(
            topicID: "T0004", period: nil, term: "agent", probability: 0.0312, lift: 6.5,
            frex: 0.98, count: 1910.5, documents: 402),
          TermRow(
            topicID: "T0004", period: "2025-M01", term: "sept 1", probability: 0.00001, lift: nil,
            frex: nil, count: nil, documents: nil),
        ]),
      try tables.render(
        DocumentRow.table(inputColumns: DocumentRow.inputColumns(of: documents)), documents),
      try tables.render(
        DocumentTopicRow.table,
        [
          DocumentTopicRow(documentID: "2401.01230", topicID: "T0004", share: 0.75),
          DocumentTopicRow(documentID: "2401.01230", topicID: "T0011", share: 0.25),
        ]),
      try tables.render(
        PhraseRow.table,
        [
          PhraseRow(
            phrase: "large language models", count: 3910, documents: 2101, npmi: 0.71,
            g2: 21034.125, action: "accepted", aliasOf: nil),
          PhraseRow(
            phrase: "llms", count: 812, documents: 640, npmi: nil, g2: nil, action: "lexicon",
            aliasOf: "large language models"),
        ]),
      try tables.render(
        Exclusion.table,
        [
          Exclusion(
            kind: .document, item: "A title, cut", reason: "no_text", source: "a.txt", line: 47),
          Exclusion(kind: .term, item: "1e5", reason: "below_minimum_documents: 1 of 2"),
        ]),
    ]
    files.append(try tables.renderDictionary(reasons: reasons))
    return files.map { ($0.name, $0.text) }
  }

  static let manifest = Manifest(
    version: "0.1.0", command: ["trends", "report", "--by", "month"], seed: .max,
    options: [
      .init("topics", .integer(20)), .init("alpha_sum", .number(5)),
      .init("sampler", .string("dense")), .init("learns_alpha", .boolean(true)),
    ],
    inputs: [
      .init(name: "listing \"a\".txt", digest: "sha256:00ff", paperCount: 50),
      .init(name: "-", digest: "sha256:0100", paperCount: 0),
    ],
    tables: [.init(file: "topics.csv", rowCount: 2), .init(file: "trends.csv", rowCount: 4)],
    files: [.init(name: "topics.csv", digest: "sha256:0200")],
    logLikelihoodRHat: 1.34, logLikelihoodEffectiveDraws: nil,
    topics: [
      .init(topicID: "T0004", rHat: 1.01, effectiveDraws: 212.5, reason: nil),
      .init(topicID: "T0011", rHat: nil, effectiveDraws: nil, reason: "not_converged"),
    ],
    warnings: ["chains disagree"])

  private static let labels = [
    "agents, tool use", "diffusion, image editing", "speech, audio", "reinforcement learning",
    "protein design", "graphs", "time series", "language models",
    "machine translation of rare "
      + "languages with few resources", "中文标签 很长", "robotics", "3D scenes", "retrieval", "code",
    "safety", "medical images", "optimisation", "theory", "federated learning", "benchmarks",
  ]

  /// A report over so many periods: none for undated papers; dates up to 3 and from 25, else months.
  static func summary(periodCount: Int) -> SummaryContent {
    let isByMonth = (4...24).contains(periodCount)
    let periods = (0..<periodCount).map { index in
      SummaryContent.Period(
        name: isByMonth
          ? "2025-M" + padded(index % 12 + 1, to: 2)
          : date(2025, index / 28 + 1, index % 28 + 1).description,
        paperCount: isByMonth ? 300 + index * 7 % 40 : index == 30 ? 0 : 5 + (index * 5 + 43) % 50,
        emptyCount: index % 3, isComplete: true)
    }
    let unfinished = SummaryContent.Period(
      name: "2026-M01", paperCount: 8, emptyCount: 0, isComplete: false)
    let topics = labels.enumerated().map { index, label in
      let share = Double(40 - 2 * index) / 400
      return SummaryContent.Topic(
        id: "T" + padded(index + 1, to: 4), label: label,
        labelPhrases: index % 2 == 0 ? ["phrase \(index)", "another phrase of the topic"] : [],
        share: ShareEstimate(share, low: share * 0.9, high: share * 1.1),
        papers: share * 4013, stability: index == 7 ? nil : 0.95 - 0.03 * Double(index),
        reasons: index == 16
          ? ["unstable_topic"] : index == 18 ? ["unstable_topic", "not_converged"] : [],
        series: periods.enumerated().map { place, period in
          guard period.paperCount > 0 else { return nil }
          let value = share * (1 + 0.5 * Double((place + index) % 5 - 2) / 2)
          return .init(
            share: ShareEstimate(value, low: value * 0.8, high: value * 1.2),
            papers: value * Double(period.paperCount))
        })
    }
    let last =
      periodCount == 0 ? nil : isByMonth ? day("2025-12-31") : day(periods[periodCount - 1].name)
    return SummaryContent(
      paperCount: 4013, listingDateCount: isByMonth ? 252 : periodCount,
      firstDate: periodCount == 0 ? nil : isByMonth ? day("2025-01-02") : day(periods[0].name),
      lastDate: last, fitName: "fit 3 of trends.db", chainCount: 4, sweepCount: 600, seed: 1,
      unit: isByMonth ? .month : .date,
      convergence: .init(
        agreeingTopicCount: 18, logLikelihoodRHat: isByMonth ? 1.34 : 1.02,
        fewestEffectiveDraws: isByMonth ? 62 : 212.4),
      periods: isByMonth ? periods + [unfinished] : periods,
      topics: topics, comparison: periodCount == 2 ? comparison(topics) : nil,
      signals: periodCount == 0 ? nil : signals(topics, periodCount: periodCount),
      leftOut: [
        .init(count: 37, kind: .document, reason: "no_text"),
        .init(count: 1204, kind: .term, reason: "below_minimum_documents"),
      ],
      command: [
        "trends", "report", "--since", "2025-01-01", "--by", isByMonth ? "month" : "date", "--fit",
        "3",
      ])
  }

  private static func levels(_ shares: (before: Double, after: Double)) -> ShareLevels {
    func estimate(_ value: Double, _ reach: Double) -> ShareEstimate {
      ShareEstimate(value, low: value - reach, high: value + reach)
    }
    return ShareLevels(
      before: estimate(shares.before, 0.02), after: estimate(shares.after, 0.03),
      shift: estimate(shares.after - shares.before, 0.04), papersBefore: 1_204, papersAfter: 987)
  }

  /// One topic of each call from five periods on, one that differs at three, and nothing below.
  private static func signals(_ topics: [SummaryContent.Topic], periodCount: Int)
    -> SummarySignals
  {
    let words =
      periodCount < 3
      ? []
      : periodCount < 5
        ? ["uncertain", "differs"]
        : ["rising", "declining", "diluted", "stable"]
    let calls = topics.enumerated().map { index, topic in
      let slope = [0.004, -0.004, -0.002][min(index, 2)]
      let isTested = periodCount >= 5
      let word = index < words.count ? words[index] : "uncertain"
      return SummarySignals.Call(
        topicID: topic.id, word: word,
        reason: word != "uncertain"
          ? nil
          : topic.reasons.first
            ?? (isTested ? (index == 5 ? "draws_disagree" : "not_significant") : "not_significant"),
        levels: isTested ? levels(slope > 0 ? (0.081, 0.146) : (0.146, 0.081)) : nil,
        slope: isTested ? ShareEstimate(slope, low: slope - 0.001, high: slope + 0.001) : nil,
        q: periodCount >= 3 ? 0.001 * Double(1 + index * index) : nil,
        minimumDetectable: isTested ? 0.012 + 0.001 * Double(index) : nil,
        evidence: index == 0
          ? [.init(phrase: "tool calling", before: .init(4, of: 200), after: .init(27, of: 300))]
          : [])
    }
    guard periodCount >= 5 else {
      return SummarySignals(
        periodCount: periodCount, qLimit: 0.1, calls: calls, bursts: [], changes: [],
        falseAlarms: nil)
    }
    return SummarySignals(
      periodCount: periodCount, qLimit: 0.1, calls: calls,
      bursts: [
        .init(
          topicID: "T0004", first: "2025-M03", last: "2025-M06", isOpen: false, weight: 14.2,
          p: 0.0001, q: 0.004),
        .init(
          topicID: "T0009", first: "2025-M12", last: "2025-M12", isOpen: true, weight: 3.1,
          p: 0.004, q: 0.08),
      ],
      changes: [
        .init(
          topicID: "T0001", period: "2025-M05", earliest: "2025-M04", latest: "2025-M06",
          levels: levels((0.08, 0.14)), q: 0.01)
      ],
      falseAlarms: .init(
        shuffleCount: 200, trendCount: 5, burstCount: 4, anyCount: 9,
        rate: ShareEstimate(0.045, low: 0.024, high: 0.083)))
  }

  private static func comparison(_ topics: [SummaryContent.Topic]) -> SummaryContent.Comparison {
    SummaryContent.Comparison(
      differences: topics.enumerated().map { index, topic in
        let value = Double(index - 10) / 200
        let estimate = ShareEstimate(value, low: value - 0.02, high: value + 0.02)
        return topic.reasons.isEmpty
          ? .init(
            topicID: topic.id, difference: estimate, p: index == 0 ? 0.001 : 0.05 * Double(index),
            q: index == 0 ? 0.02 : 0.5 + 0.02 * Double(index))
          : .init(topicID: topic.id, difference: estimate, without: topic.reasons[0])
      },
      qLimit: 0.1, shuffleCount: 999, smallestP: 0.001, periodsForTrend: 6)
  }

  static let list = TopicList(
    fitName: "fit 3 of trends.db", paperCount: 4013,
    topics: summary(periodCount: 12).topics.map { topic in
      TopicList.Entry(
        id: topic.id, label: topic.label, share: topic.share, papers: topic.papers,
        stability: topic.stability, reasons: topic.reasons,
        labelPhrases: ["a phrase beside the label", "second term"],
        topTerms: ["first", "second term", "third", "fourth term that is long", "fifth", "sixth"])
    })

  private static func term(_ index: Int) -> TopicDetail.Term {
    TopicDetail.Term(
      term: index == 3 ? "convex optimisation of many variables" : "term \(index)",
      probability: 0.05 / Double(index + 1), frex: index == 9 ? nil : 0.99 - 0.01 * Double(index))
  }

  static let detail = TopicDetail(
    topic: list.topics[16], paperCount: 4013,
    terms: (0..<10).map(term),
    phrases: [
      .init(
        phrase: "step size", count: 1312, papers: 402,
        papersByPeriod: (0..<13).map { 40 - 3 * $0 }, origin: "accepted"),
      .init(
        phrase: "learning rate", count: 98, papers: 77,
        papersByPeriod: (0..<13).map { $0 % 3 }, origin: "lexicon"),
    ],
    papers: [
      .init(
        id: "a", date: day("2025-03-12"), share: 0.934,
        title:
          "A title that is long enough to be cut somewhere, since it goes on and on and on for ever"
      ),
      .init(id: "2401.01230", date: nil, share: 0.8, title: ""),
      .init(id: "c", date: day("2025-03"), share: 0.75, title: "中文标题"),
    ],
    unit: .month,
    series: summary(periodCount: 12).periods.enumerated().map { index, period in
      .init(
        period: period.name, isComplete: period.isComplete,
        share: index < 12
          ? ShareEstimate(0.02 + 0.001 * Double(index), low: 0.01, high: 0.04) : nil,
        paperCount: period.paperCount)
    })
}
