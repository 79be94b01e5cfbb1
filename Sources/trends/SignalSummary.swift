import TrendsPrevalence
import TrendsReports
import TrendsSignals

// What the plain-text report says of topics over time.
extension SignalBuilder {
  func summary() -> SummarySignals {
    let rules = signals.options.rules
    return SummarySignals(
      periodCount: signals.periods.count, qLimit: rules.falseDiscoveryRate,
      calls: (0..<model.topicCount).map(call),
      bursts: signals.bursts.enumerated().compactMap { k, topic in
        guard topic.isFound(rules: rules), let burst = topic.heaviest, let test = topic.test,
          let q = topic.q
        else { return nil }
        return SummarySignals.Burst(
          topicID: model.topicID(k), first: bucket(burst.first).label,
          last: bucket(burst.last).label, isOpen: burst.isOpen, weight: burst.weight, p: test.p,
          q: q)
      },
      changes: signals.changes.compactMap { change in
        guard change.isFound(rules: rules), let q = change.q else { return nil }
        let point = change.point
        return SummarySignals.Change(
          topicID: model.topicID(change.topic), period: bucket(point.start).label,
          earliest: bucket(point.candidates.first ?? point.start).label,
          latest: bucket(point.candidates.last ?? point.start).label,
          levels: ShareLevels(change.levels), q: q)
      },
      falseAlarms: signals.falseAlarms.map { alarms in
        SummarySignals.FalseAlarms(
          shuffleCount: alarms.shuffleCount, trendCount: alarms.trendCount,
          burstCount: alarms.burstCount, anyCount: alarms.anyCount,
          rate: rate(alarms.anyCount, of: alarms.shuffleCount))
      })
  }

  private func call(_ k: Int) -> SummarySignals.Call {
    let trend = signals.trends[k]
    return SummarySignals.Call(
      topicID: model.topicID(k), word: trend.call.rawValue, reason: trend.reason?.rawValue,
      levels: trend.quarters.map(ShareLevels.init),
      slope: trend.slope.flatMap { slope in
        trend.slopeInterval.map { ShareEstimate(slope, low: $0.low, high: $0.high) }
      }, q: trend.q, minimumDetectable: trend.minimumDetectableChange,
      evidence: evidence.filter { $0.topic == k }.compactMap(phrase))
  }

  /// A phrase in the first and in the last quarter of the tested periods.
  private func phrase(_ evidence: PhraseEvidence) -> SummarySignals.Evidence? {
    let tested = index.periods.indices.filter { t in
      index.periods[t].isComplete && report.series.periods[t].shares.documentCount > 0
    }
    let quarter = DateRules(dateCount: tested.count).quarterLength
    func count(_ periods: ArraySlice<Int>) -> SummarySignals.Evidence.Count? {
      let total = periods.reduce(0) { $0 + report.series.periods[$1].shares.documentCount }
      let hits = periods.reduce(0) { $0 + evidence.documents[$1] }
      return total > 0 ? .init(hits, of: total) : nil
    }
    guard let before = count(tested.prefix(quarter)), let after = count(tested.suffix(quarter))
    else { return nil }
    return SummarySignals.Evidence(
      phrase: model.fit.vocabulary.terms[evidence.phrase], before: before, after: after)
  }
}

extension ShareLevels {
  /// The levels of a topic as reports tell them.
  init(_ comparison: LevelComparison) {
    func estimate(_ value: Double, _ interval: ShareInterval?) -> ShareEstimate {
      interval.map { ShareEstimate(value, low: $0.low, high: $0.high) }
        ?? ShareEstimate(value, without: ReasonCode.insufficientDocuments.rawValue)
    }
    let (before, after) = (comparison.before, comparison.after)
    self.init(
      before: estimate(before.share, before.interval),
      after: estimate(after.share, after.interval),
      shift: estimate(after.share - before.share, comparison.shiftInterval),
      papersBefore: before.documentCount, papersAfter: after.documentCount)
  }
}
