import TrendsCorpus
import TrendsPrevalence
import TrendsQuality
import TrendsReports
import TrendsSignals

// The rows of what is said of topics over time.
extension SignalBuilder {
  /// The p of a test from which something may be concluded: that of another stands in no table, so that
  /// the q of a table follow from its p, where an empty one counts as 1.
  private func said(_ p: Double?, q: Double?) -> Double? { q == nil ? nil : p }

  func callRows() -> [CallRow] {
    signals.trends.enumerated().map { k, trend in
      let bursts = signals.bursts[k]
      let burst = bursts.heaviest
      return CallRow(
        topicID: model.topicID(k), label: model.labels[k].label, call: trend.call.rawValue,
        periodCount: trend.dateCount, slope: trend.slope.map(points),
        slopeLow: (trend.slopeInterval?.low).map(points),
        slopeHigh: (trend.slopeInterval?.high).map(points), tau: trend.test?.tau,
        p: said(trend.p, q: trend.q),
        q: trend.q, qYekutieli: trend.qYekutieli, method: trend.method?.code,
        smallestP: trend.smallestP,
        minimumDetectable: trend.minimumDetectableChange.map(points),
        burstStart: burst.map { bucket($0.first).firstDate },
        burstEnd: burst.map { bucket($0.last).finalDate }, burstWeight: burst?.weight,
        burstP: burst == nil ? nil : said(bursts.test?.p, q: bursts.q),
        burstQ: burst == nil ? nil : bursts.q,
        reason: trend.reason?.rawValue)
    }
  }

  func differenceRows() -> [DifferenceRow] {
    let standings = model.standings
    return signals.differences.flatMap { pair in
      pair.topics.enumerated().map { k, topic in
        let isComplete = topic.interval != nil && topic.ratioInterval != nil
        let reason = standings[k].reason ?? (isComplete ? nil : .insufficientDocuments)
        return DifferenceRow(
          first: bucket(pair.first).label, second: bucket(pair.second).label,
          topicID: model.topicID(k), label: model.labels[k].label,
          difference: points(topic.difference),
          differenceLow: (topic.interval?.low).map(points),
          differenceHigh: (topic.interval?.high).map(points), ratio: topic.ratio,
          ratioLow: topic.ratioInterval?.low, ratioHigh: topic.ratioInterval?.high,
          p: said(topic.p, q: topic.q), smallestP: said(topic.smallestP, q: topic.q),
          q: topic.q, shuffles: topic.permutationCount,
          reason: reason?.rawValue)
      }
    }
  }

  func burstRows() -> [BurstRow] {
    signals.bursts.enumerated().flatMap { k, topic -> [BurstRow] in
      let heaviest = topic.heaviest
      let rows = topic.bursts.map { burst in
        BurstRow(
          topicID: model.topicID(k), label: model.labels[k].label,
          firstPeriod: bucket(burst.first).label, lastPeriod: bucket(burst.last).label,
          start: bucket(burst.first).firstDate, end: bucket(burst.last).finalDate,
          weight: burst.weight, isOpen: burst.isOpen ? "true" : "false",
          p: burst == heaviest ? said(topic.test?.p, q: topic.q) : nil,
          q: burst == heaviest ? topic.q : nil,
          shuffles: burst == heaviest ? topic.test?.permutationCount : nil,
          reason: topic.reason?.rawValue)
      }
      guard rows.isEmpty, let reason = topic.reason, topic.test == nil else { return rows }
      return [
        BurstRow(
          topicID: model.topicID(k), label: model.labels[k].label, firstPeriod: nil,
          lastPeriod: nil, start: nil, end: nil, weight: nil, isOpen: nil, p: nil, q: nil,
          shuffles: nil, reason: reason.rawValue)
      ]
    }
  }

  func changePointRows() -> [ChangePointRow] {
    signals.changes.map { change in
      let point = change.point
      return ChangePointRow(
        topicID: model.topicID(change.topic), label: model.labels[change.topic].label,
        period: bucket(point.start).label, periodStart: bucket(point.start).firstDate,
        earliest: bucket(point.candidates.first ?? point.start).label,
        latest: bucket(point.candidates.last ?? point.start).label,
        levels: ShareLevels(change.levels), p: said(change.p, q: change.q), q: change.q,
        shuffles: change.permutationCount, reason: change.reason?.rawValue)
    }
  }

  func curveRows() -> [CurveRow] {
    outlooks.enumerated().flatMap { k, outlook in
      signals.periods.buckets.enumerated().map { t, bucket in
        CurveRow(
          period: bucket.label, periodStart: bucket.firstDate, topicID: model.topicID(k),
          label: model.labels[k].label,
          share: signals.table.shares[t * model.topicCount + k],
          curve: outlook.curve?[t].share, curveError: outlook.curve?[t].error,
          level: outlook.level?[t].share, levelError: outlook.level?[t].error,
          reason: (outlook.curveReason ?? outlook.levelReason)?.rawValue)
      }
    }
  }

  func forecastRows() -> [ForecastRow] {
    outlooks.enumerated().flatMap { k, outlook -> [ForecastRow] in
      func row(_ step: Int?, _ point: ForecastPoint?) -> ForecastRow {
        let score = outlook.backtest
        return ForecastRow(
          topicID: model.topicID(k), label: model.labels[k].label, step: step,
          date: step.map { ListingDate(dayNumber: comingDays[$0 - 1]) }, share: point?.mean,
          low80: point?.interval80.lowerBound, high80: point?.interval80.upperBound,
          low95: point?.interval95.lowerBound, high95: point?.interval95.upperBound,
          tried: score?.forecastCount, coverage80: score?.coverage80,
          coverage95: score?.coverage95, scaledError: score?.meanAbsoluteScaledError,
          note: score.flatMap { $0.isNoBetterThanLastValue ? "no_better_than_last_value" : nil },
          reason: outlook.forecastReason?.rawValue)
      }
      guard let forecast = outlook.forecast else { return [row(nil, nil)] }
      return forecast.points.enumerated().map { row($0 + 1, $1) }
    }
  }

  func quadrantRows() -> [QuadrantRow] {
    let table = signals.table
    let days = signals.periods.days
    let ratios = table.centredLogRatios()
    let theta = thetaSlopes()
    let hottest = theta.map { slopes in
      slopes.indices.sorted { (slopes[$1], $0) < (slopes[$0], $1) }
    }
    let evidence = (0..<model.topicCount).map { k in
      QuadrantEvidence(
        recentShare: signals.trends[k].quarters?.after.share,
        logRatioSlope: ratios.flatMap { ratios in
          signals.trends[k].test == nil
            ? nil
            : TheilSen(
              stride(from: k, to: ratios.count, by: model.topicCount).map { ratios[$0] },
              days: days, scoreVariance: nil)?.slope
        }, call: signals.trends[k].call)
    }
    return quadrants(evidence).enumerated().map { k, quadrant in
      QuadrantRow(
        topicID: model.topicID(k), label: model.labels[k].label, quadrant: quadrant.rawValue,
        call: signals.trends[k].call.rawValue,
        levels: signals.trends[k].quarters.map(ShareLevels.init),
        logRatioSlope: evidence[k].logRatioSlope, thetaSlope: theta.map { points($0[k]) },
        hotRank: hottest?.firstIndex(of: k).map { $0 + 1 },
        documentSlope: signals.trends[k].documentSlope,
        documentSlopeLow: signals.trends[k].documentSlopeInterval?.low,
        documentSlopeHigh: signals.trends[k].documentSlopeInterval?.high,
        reason: (signals.trends[k].quarters == nil
          ? .insufficientDates : signals.trends[k].reason)?.rawValue)
    }
  }

  /// Least-squares slopes of mean theta by period, in 30 days; nil below five periods.
  private func thetaSlopes() -> [Double]? {
    let periods = signals.periods
    guard DateRules(dateCount: periods.count).testsTrend else { return nil }
    let days = periods.days.map(Double.init)
    let centre = days.reduce(0, +) / Double(days.count)
    let spread = days.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
    return (0..<model.topicCount).map { k in
      let sum = zip(days, periods.documents).reduce(0.0) { sum, period in
        let mean =
          period.1.reduce(0.0) { $0 + model.theta[$1 * model.topicCount + k] }
          / Double(period.1.count)
        return sum + (period.0 - centre) * mean
      }
      return sum / spread * TheilSen.slopeDays
    }
  }

  func noveltyRows() -> [NoveltyRow] {
    var seen: Set<Int> = []
    let periods = signals.periods.documents.map { $0.filter { seen.insert($0).inserted } }
    let occupied = periods.indices.filter { !periods[$0].isEmpty }
    let novelties = periodNovelties(
      theta: model.theta, topicCount: model.topicCount, periods: occupied.map { periods[$0] },
      window: Self.noveltyWindow)
    return zip(occupied, novelties).flatMap { t, novelties in
      zip(periods[t], novelties).map { d, novelty in
        NoveltyRow(
          documentID: model.documents[d].id, period: bucket(t).label,
          title: TextCleaner.clean(model.documents[d].title), novelty: novelty?.novelty,
          transience: novelty?.transience, resonance: novelty?.resonance,
          window: Self.noveltyWindow,
          reason: novelty == nil ? ReasonCode.insufficientDates.rawValue : nil)
      }
    }
  }

  /// Periods before and after a document that it is compared with.
  static let noveltyWindow = 4

  func bucket(_ period: Int) -> DateBucket { signals.periods.buckets[period] }

  /// A part of all documents in percentage points.
  private func points(_ share: Double) -> Double { share * 100 }
}
