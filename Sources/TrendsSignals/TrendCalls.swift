import TrendsCompute
import TrendsPrevalence

/// Judges the trends of all topics of one report.
struct TrendCalls {
  let periods: TestedPeriods
  let standings: [TopicStanding]
  let rules: CallRules
  let tester: TrendTester

  init(periods: TestedPeriods, standings: [TopicStanding], rules: CallRules) {
    self.periods = periods
    self.standings = standings
    self.rules = rules
    tester = TrendTester(dateCount: periods.count)
  }

  /// The trends of a table of shares, every topic with all its figures.
  ///
  /// - Parameters:
  ///   - composition: draws of the same periods; nil where there can be none.
  ///   - threadCount: changes speed only.
  func trends(_ table: ShareTable, composition: CompositionDraws?, threadCount: Int = 1)
    -> [TopicTrend]
  {
    var trends = concurrentMap(table.topicCount, threadCount: threadCount) { k in
      var pairs = PairwiseSlopes(days: periods.days)
      return trend(table, topic: k, pairs: &pairs, composition: composition)
    }
    guard tester.rules.testsTrend else { return trends }
    let p = trends.map { $0.test?.p ?? 1 }
    let counted = zip(trends, standings).map { $1 == .stable && $0.canBeJudged }
    let q = FalseDiscovery.adjusted(p, counting: counted)
    let qYekutieli = FalseDiscovery.adjusted(
      p, counting: counted, by: FalseDiscovery.benjaminiYekutieli)
    for k in trends.indices {
      trends[k].q = q[k]
      trends[k].qYekutieli = qYekutieli[k]
      let (call, reason) = judged(trends[k], topic: k)
      trends[k].call = call
      trends[k].reason = reason
    }
    return trends
  }

  /// Whether any topic of a table is called rising, declining or diluted: the same answer as
  /// ``trends(_:composition:)`` gives, found faster.
  ///
  /// - Parameter composition: made only where a topic passes its test, and of such topics alone.
  func hasCall(_ table: ShareTable, composition: ([Int]) -> CompositionDraws?) -> Bool {
    guard tester.rules.testsTrend else { return false }
    let p = (0..<table.topicCount).map { k in
      standings[k] == .stable
        ? tester.test(table.series(of: k), unlessAbove: rules.falseDiscoveryRate) : 1
    }
    let q = FalseDiscovery.benjaminiHochberg(p)
    // Draws only widen Sen's interval: what fails by that alone needs none.
    let passing = q.indices.filter { k in
      q[k] <= rules.falseDiscoveryRate && mayBeCalled(table.series(of: k))
    }
    guard !passing.isEmpty, let composition = composition(passing) else { return false }
    var pairs = PairwiseSlopes(days: periods.days)
    return passing.contains { k in
      var trend = trend(table, topic: k, pairs: &pairs, composition: composition)
      trend.q = q[k]
      return [.rising, .declining, .diluted].contains(judged(trend, topic: k).0)
    }
  }

  /// Whether the line through a series, with Sen's interval alone, would do for a call.
  private func mayBeCalled(_ series: [Double]) -> Bool {
    let line = TheilSen(series, days: periods.days, scoreVariance: tester.test(series).variance)
    guard let line, let interval = line.interval, let reach = reach(of: series) else {
      return false
    }
    return interval.excludesZero && abs(line.slope * reach) >= rules.leastChange
  }

  /// What makes a slope the change over the window as a part of the mean; nil for a mean of 0.
  private func reach(of series: [Double]) -> Double? {
    let mean = series.reduce(0, +) / Double(series.count)
    return mean > 0 ? Double(periods.window) / TheilSen.slopeDays / mean : nil
  }

  private func judged(_ trend: TopicTrend, topic: Int) -> (CallWord, ReasonCode?) {
    trend.judged(
      standings[topic], canPass: trend.test.map(canPass) ?? false, rules: rules)
  }

  /// Whether a perfect trend of one topic could pass, with so many topics.
  private func canPass(_ test: TrendTest) -> Bool {
    test.smallestP.map { $0 <= rules.falseDiscoveryRate / Double(standings.count) } ?? false
  }

  private func trend(
    _ table: ShareTable, topic k: Int, pairs: inout PairwiseSlopes, composition: CompositionDraws?
  ) -> TopicTrend {
    let series = table.series(of: k)
    guard tester.rules.testsTrend else {
      return TopicTrend(untested: .insufficientDates, dateCount: periods.count)
    }
    let test = tester.test(series)
    let line = TheilSen(series, days: periods.days, scoreVariance: test.variance)
    let rows = composition?.series(of: k)
    let drawn = rows.flatMap { pairs.slopes(ofRows: $0) }
    let interval = line.flatMap { line in
      line.interval.flatMap { sen in drawn.flatMap { widest(sen, line.slope, $0) } }
    }
    let agreement = line.flatMap { line in
      drawn.map { slopes in
        Double(slopes.count { $0 * line.slope > 0 }) / Double(slopes.count)
      }
    }
    let counts = table.expectedDocuments(of: k)
    let documents = TheilSen(
      counts, days: periods.days, scoreVariance: tester.test(counts).variance)
    let reach = reach(of: series)
    let canPass = standings[k] == .stable && canPass(test)
    let quarter = tester.rules.quarterLength
    return TopicTrend(
      call: .uncertain, reason: nil, dateCount: periods.count, test: test, p: test.p,
      smallestP: test.smallestP, method: test.method.map { .mannKendall($0) }, q: nil,
      qYekutieli: nil, slope: line?.slope, slopeInterval: interval, agreement: agreement,
      relativeChange: reach.flatMap { reach in line.map { $0.slope * reach } },
      relativeInterval: reach.flatMap { reach in
        interval.map {
          SlopeInterval(
            low: $0.low * reach, high: $0.high * reach, confidence: $0.confidence)
        }
      },
      documentSlope: documents?.slope, documentSlopeInterval: documents?.interval,
      minimumDetectableChange: !canPass
        ? nil
        : interval?.standardError.flatMap {
          DateRules.minimumDetectableChange(
            slopeError: $0, window: Double(periods.window) / TheilSen.slopeDays,
            topicCount: table.topicCount, limit: rules.falseDiscoveryRate)
        },
      quarters: LevelComparison(
        series, rows: rows, earlier: 0..<quarter, later: series.count - quarter..<series.count,
        documentCounts: table.documentCounts, weighsDocuments: false))
  }

  /// The wider end on either side of Sen's interval and of the drawn slopes.
  private func widest(_ sen: SlopeInterval, _ slope: Double, _ drawn: [Double]) -> SlopeInterval? {
    quantiles([0.025, 0.975], of: drawn).map {
      SlopeInterval(
        low: min(sen.low, $0[0], slope), high: max(sen.high, $0[1], slope),
        confidence: sen.confidence)
    }
  }
}
