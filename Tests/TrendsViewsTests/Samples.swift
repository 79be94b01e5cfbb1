import TrendsCorpus
import TrendsReports

@testable import TrendsViews

/// Invented reports, made by arithmetic, so that nothing in them is random.
enum Samples {
  static func date(_ year: Int, _ month: Int, _ day: Int) -> ListingDate {
    ListingDate(dayNumber: CalendarDay.number(year: year, month: month, day: day))
  }

  /// A report by month, the last one not complete from three on; none for undated papers.
  ///
  /// - Parameter hostile: what stands in every text of the listings.
  static func content(topicCount: Int = 4, periodCount: Int, hostile: String? = nil) -> PageContent
  {
    let labels = (0..<topicCount).map { hostile ?? "label \($0), other" }
    let ids = (1...topicCount).map { "T" + padded($0, to: 4) }
    let buckets = (0..<periodCount).map { t in
      DateBucket(
        day: CalendarDay.number(year: 2020 + t / 12, month: t % 12 + 1, day: 1), unit: .month)
    }
    let isLast: (Int) -> Bool = { $0 == periodCount - 1 && periodCount > 2 }
    let trends = buckets.enumerated().flatMap { t, bucket in
      ids.indices.map { k in
        let share: Double? =
          t == 3 ? nil : (0.9 + 0.03 * Double((t * 7 + k) % 5)) / Double(topicCount)
        return TrendRow(
          period: bucket.label, periodStart: bucket.firstDate, periodEnd: bucket.finalDate,
          isComplete: !isLast(t), topicID: ids[k], label: labels[k], share: share,
          shareLow: share.map { $0 * 0.8 }, shareHigh: share.map { $0 * 1.2 }, sdAssign: nil,
          sdDocs: nil, documents: share.map { $0 * 50 }, periodDocuments: t == 3 ? 0 : 50,
          emptyDocuments: 0, shareTokens: nil, tokens: nil, periodTokens: 900,
          reason: share == nil ? "insufficient_documents" : nil)
      }
    }
    let topics = ids.indices.map { k in
      let share = 1.0 / Double(topicCount)
      return TopicRow(
        topicID: ids[k], label: labels[k], share: share, shareLow: share * 0.9,
        shareHigh: share * 1.1, documents: share * 600, tokens: 9000, stability: 0.95,
        npmi: 0.1, exclusivity: 0.5, firstDate: date(2020, 1, 1),
        status: k == 1 ? "unstable_topic" : "ok", labelPhrases: [hostile ?? "a phrase \(k)"],
        topTerms: ["first", "second", "third \(k)"], frexTerms: [hostile ?? "own \(k)"],
        relevanceTerms: [hostile ?? "own \(k)"])
    }
    let summary = summary(topics: topics, buckets: buckets, isLast: isLast)
    return PageContent(
      summary: summary, topics: topics,
      diagnostics: topics.map { topic in
        DiagnosticRow(
          topicID: topic.topicID, label: topic.label, tokens: 9000, documents: 300,
          documentEntropy: 5.5, effectiveTerms: 60, uniformDistance: 2.5, corpusDistance: 1.5,
          tokenDocumentDifference: 0.004, rankOneShare: 0.25, allocationShare: 0.125,
          allocationRatio: 0.2, wordLength: 8.5, uMass: -2, uci: 0.5, npmi: 0.1, cv: 0.5,
          exclusivity: 9.5, junk: nil, reason: nil)
      }, calls: calls(topics, periodCount: periodCount),
      trends: trends, bursts: bursts(topics, buckets: buckets),
      evidence: buckets.map { bucket in
        EvidenceRow(
          topicID: ids[0], label: labels[0], phrase: hostile ?? "tool calling",
          period: bucket.label, isComplete: true, documents: 5, periodDocuments: 50, share: 0.1,
          shareLow: 0.04, shareHigh: 0.2)
      }, terms: [],
      papers: topics.map { topic in
        [
          PageContent.Paper(
            row: DocumentRow(
              documentID: "2401.01230", date: date(2020, 1, 5), title: hostile ?? "A paper",
              url: hostile ?? "https://example.org/\(topic.topicID)", topTopic: topic.topicID,
              topShare: 0.75, columns: []), share: 0.75)
        ]
      },
      map: topicCount < 3
        ? nil
        : PageContent.Map(
          places: ids.indices.map { (Double($0 % 3) - 1, Double($0 / 3) / 2) }, shown: 0.62))
  }

  private static func summary(
    topics: [TopicRow], buckets: [DateBucket], isLast: (Int) -> Bool
  ) -> SummaryContent {
    let periodCount = buckets.count - (buckets.count > 2 ? 1 : 0) - (buckets.count > 3 ? 1 : 0)
    return SummaryContent(
      paperCount: 600, listingDateCount: buckets.count, firstDate: buckets.first?.firstDate,
      lastDate: buckets.last?.finalDate, fitName: "fit 3 of trends.db", chainCount: 4,
      sweepCount: 600, seed: 1, unit: .month,
      convergence: .init(
        agreeingTopicCount: 3, logLikelihoodRHat: 1.02, fewestEffectiveDraws: 120),
      periods: buckets.enumerated().map { t, bucket in
        .init(
          name: bucket.label, paperCount: t == 3 ? 0 : 50, emptyCount: 0, isComplete: !isLast(t))
      },
      topics: topics.map { topic in
        SummaryContent.Topic(
          id: topic.topicID, label: topic.label, labelPhrases: topic.labelPhrases,
          share: topic.share.map {
            ShareEstimate($0, low: topic.shareLow ?? 0, high: topic.shareHigh ?? 1)
          }, papers: topic.documents, stability: topic.stability,
          reasons: topic.status == "ok" ? [] : [topic.status], series: [])
      }, comparison: buckets.count == 2 ? comparison(topics) : nil,
      signals: buckets.isEmpty ? nil : signals(topics, periodCount: periodCount),
      leftOut: [.init(count: 37, kind: .document, reason: "no_text")],
      warnings: ["a warning, with <markup>"], command: ["trends", "report", "--by", "month"])
  }

  private static func comparison(_ topics: [TopicRow]) -> SummaryContent.Comparison {
    SummaryContent.Comparison(
      differences: topics.enumerated().map { k, topic in
        let value = ShareEstimate(0.01 * Double(k), low: -0.02, high: 0.05)
        return topic.status == "ok"
          ? .init(topicID: topic.topicID, difference: value, p: 0.02, q: k == 0 ? 0.04 : 0.5)
          : .init(topicID: topic.topicID, difference: value, without: topic.status)
      }, qLimit: 0.1, shuffleCount: 999, smallestP: 0.001, periodsForTrend: 5)
  }

  /// The first topic rises, the second differs between chains.
  private static func signals(_ topics: [TopicRow], periodCount: Int) -> SummarySignals {
    let isTested = periodCount >= 5
    return SummarySignals(
      periodCount: periodCount, qLimit: 0.1,
      calls: topics.enumerated().map { k, topic in
        SummarySignals.Call(
          topicID: topic.topicID, word: isTested && k == 0 ? "rising" : "uncertain",
          reason: k == 0 && isTested
            ? nil : topic.status == "ok" ? "not_significant" : topic.status,
          levels: isTested
            ? .init(
              before: ShareEstimate(0.081, low: 0.062, high: 0.103),
              after: ShareEstimate(0.146, low: 0.118, high: 0.177),
              shift: ShareEstimate(0.065, low: 0.03, high: 0.1), papersBefore: 200,
              papersAfter: 300) : nil,
          slope: isTested ? ShareEstimate(0.004, low: 0.003, high: 0.005) : nil,
          q: isTested ? 0.01 : nil, minimumDetectable: isTested ? 0.012 : nil,
          evidence: k == 0
            ? [.init(phrase: "tool calling", before: .init(4, of: 200), after: .init(27, of: 300))]
            : [])
      },
      bursts: isTested
        ? [
          .init(
            topicID: topics[0].topicID, first: "2020-M02", last: "2020-M03", isOpen: false,
            weight: 4.5, p: 0.001, q: 0.01)
        ] : [], changes: [],
      falseAlarms: .init(
        shuffleCount: 200, trendCount: 5, burstCount: 4, anyCount: 9,
        rate: ShareEstimate(0.045, low: 0.024, high: 0.083)))
  }

  private static func calls(_ topics: [TopicRow], periodCount: Int) -> [CallRow] {
    topics.enumerated().map { k, topic in
      CallRow(
        topicID: topic.topicID, label: topic.label,
        call: k == 0 && periodCount > 6 ? "rising" : "uncertain", periodCount: periodCount,
        slope: nil, slopeLow: nil, slopeHigh: nil, tau: nil, p: nil, q: nil, qYekutieli: nil,
        method: nil, smallestP: nil, minimumDetectable: nil, burstStart: nil, burstEnd: nil,
        burstWeight: nil, burstP: nil, burstQ: nil,
        reason: k == 0 && periodCount > 6 ? nil : "not_significant")
    }
  }

  private static func bursts(_ topics: [TopicRow], buckets: [DateBucket]) -> [BurstRow] {
    guard buckets.count > 6 else { return [] }
    return topics.prefix(3).enumerated().map { k, topic in
      BurstRow(
        topicID: topic.topicID, label: topic.label, firstPeriod: buckets[1].label,
        lastPeriod: buckets[2].label, start: buckets[1].firstDate, end: buckets[2].finalDate,
        weight: 4.5, isOpen: "false", p: 0.001, q: k == 0 ? 0.01 : 0.4, shuffles: 999,
        reason: nil)
    }
  }
}
