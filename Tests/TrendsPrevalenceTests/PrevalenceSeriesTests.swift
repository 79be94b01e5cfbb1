import Testing
import TrendsCorpus
import TrendsLDA
import TrendsTestSupport

@testable import TrendsPrevalence

/// Draws over documents of given counts, one matrix a draw.
func alignedDraws(_ matrices: [[[Int]]]) -> AlignedDraws {
  let topicCount = matrices[0][0].count
  let draws = matrices.enumerated().map { s, rows in
    var topics = DocumentTopics(documentStarts: [0], topics: [], counts: [])
    for row in rows {
      for (k, count) in row.enumerated() where count > 0 {
        topics.topics.append(UInt16(k))
        topics.counts.append(UInt32(count))
      }
      topics.documentStarts.append(topics.topics.count)
    }
    return Draw(
      sweep: s + 1, logLikelihood: 0, alpha: Array(repeating: 0.1, count: topicCount), beta: 0.01,
      documentTopics: topics)
  }
  let chain = ChainResult(chain: 0, draws: draws, topicTermCounts: [], assignments: [], trace: [])
  return AlignedDraws(chains: [chain], numbering: [Array(0..<topicCount)])
}

func date(_ text: String) throws -> ListingDate { try #require(ListingDate(iso: text)) }

@Suite("Prevalence")
struct PrevalenceSeriesTests {
  /// Two documents on one date with shares (1, 0) and (1/2, 1/2), then one with (0, 1):
  /// p = (3/4, 1/4) and (0, 1); by tokens 6/8 … the first date holds 4 + 4 tokens.
  @Test("Shares are means over documents, and tokens weigh beside them")
  func handCase() throws {
    let draws = alignedDraws([[[4, 0], [2, 2], [0, 6]]])
    let index = PeriodIndex(
      dates: [[try date("2025-03-12")], [try date("2025-03-12")], [try date("2025-03-13")]],
      unit: .date)
    let series = PrevalenceSeries(draws: draws, index: index)
    #expect(series.periods.map(\.bucket.label) == ["2025-03-12", "2025-03-13"])
    #expect(series.periods[0].shares.topics.map(\.share) == [0.75, 0.25])
    #expect(series.periods[0].shares.topics.map(\.expectedDocuments) == [1.5, 0.5])
    #expect(series.periods[0].shares.topics.map(\.tokenShare) == [0.75, 0.25])
    #expect(series.periods[1].shares.topics.map(\.share) == [0, 1])
    #expect(series.periods[1].shares.tokenCount == 6)
    #expect(series.overall.topics[0].share == 0.5)
    #expect(series.overall.topics[0].tokenShare == 6.0 / 14)
    #expect(series.periods[0].shares.topics[0].reason == .thinPeriod)
  }

  @Test("A document on two dates counts on both, and once overall")
  func twoAppearances() throws {
    let draws = alignedDraws([[[4, 0], [0, 4]]])
    let both = [try date("2025-03-12"), try date("2025-03-13")]
    let index = PeriodIndex(dates: [both, [both[0]]], unit: .date)
    let series = PrevalenceSeries(draws: draws, index: index)
    #expect(series.periods.map(\.shares.documentCount) == [2, 1])
    #expect(series.overall.documentCount == 2)
    let month = PeriodIndex(dates: [both, [both[0]]], unit: .month)
    #expect(month.periods.map(\.documents) == [[0, 1]])
  }

  @Test("Documents without tokens are in no share, and are counted")
  func emptyDocuments() throws {
    let draws = alignedDraws([[[4, 0], [0, 0]]])
    let day = try date("2025-03-12")
    let series = PrevalenceSeries(
      draws: draws, index: PeriodIndex(dates: [[day], [day]], unit: .date))
    #expect(series.periods[0].shares.documentCount == 1)
    #expect(series.periods[0].shares.emptyDocumentCount == 1)
    #expect(series.periods[0].shares.topics[0].share == 1)
    #expect(series.periods[0].shares.topics[0].interval == nil)
    #expect(series.periods[0].shares.topics[0].reason == .insufficientDocuments)
  }

  @Test("An empty month is a row with no share and a reason")
  func emptyPeriods() throws {
    let draws = alignedDraws([[[4, 0], [0, 4]]])
    let index = PeriodIndex(
      dates: [[try date("2025-01-15")], [try date("2025-03-15")]], unit: .month)
    let series = PrevalenceSeries(draws: draws, index: index)
    #expect(series.periods.map(\.bucket.label) == ["2025-M01", "2025-M02", "2025-M03"])
    #expect(series.periods[1].shares.topics[0].share == nil)
    #expect(series.periods[1].shares.topics[0].reason == .noDocuments)
  }

  @Test("Shares sum to 1, lie in their intervals, and do not depend on threads")
  func sums() throws {
    // Documents of 44 tokens; the draws move some of them between topics.
    let matrices = (0..<6).map { s in
      (0..<60).map { d -> [Int] in
        let first = (0..<4).map { k in (d * 7 + k * k * 3 + s * (d % 3)) % 11 }
        return first + [44 - first.reduce(0, +)]
      }
    }
    let draws = alignedDraws(matrices)
    let dates = try (0..<60).map { [try date("2025-0\(1 + $0 / 20)-1\($0 % 7)")] }
    let index = PeriodIndex(dates: dates, unit: .date)
    var options = PrevalenceSeries.Options()
    let alone = PrevalenceSeries(draws: draws, index: index, options: options)
    options.threadCount = 1 << 40
    let together = PrevalenceSeries(draws: draws, index: index, options: options)
    #expect(alone.periods == together.periods && alone.overall == together.overall)
    options.seed = 2
    #expect(PrevalenceSeries(draws: draws, index: index, options: options).periods != alone.periods)
    for group in alone.periods.map(\.shares) + [alone.overall] {
      let sum = group.topics.compactMap(\.share).reduce(0, +)
      expectClose(sum, 1, relative: 1e-12)
      for topic in group.topics {
        let share = try #require(topic.share)
        let interval = try #require(topic.interval)
        #expect(interval.low <= share && share <= interval.high)
        #expect(interval.low >= 0 && interval.high <= 1)
      }
    }
  }

  /// 400 documents, each wholly on topic 0 with probability 0.3: the bootstrap's standard deviation
  /// must be that of a mean of 400 such coins, √(.3·.7/400) = .0229. With 40 draws × 20 replicates its
  /// own standard error is 2.5 %, so 12 % is nearly five of them.
  @Test("The spread over resampled documents is that of a mean of documents")
  func bootstrapSpread() throws {
    let matrix = (0..<400).map { d in d % 10 < 3 ? [5, 0] : [0, 5] }
    let draws = alignedDraws(Array(repeating: matrix, count: 40))
    let day = try date("2025-03-12")
    let series = PrevalenceSeries(
      draws: draws,
      index: PeriodIndex(dates: Array(repeating: [day], count: 400), unit: .date))
    let topic = series.periods[0].shares.topics[0]
    expectClose(try #require(topic.share), 0.3)
    expectClose(
      try #require(topic.documentDeviation), (0.3 * 0.7 / 400).squareRoot(), relative: 0.12)
    expectClose(try #require(topic.assignmentDeviation), 0)
    let interval = try #require(topic.interval)
    expectClose(interval.high - interval.low, 2 * 1.96 * 0.0229, relative: 0.15)
  }
}

@Suite("Draws of chains that found a topic")
struct FoundTopicTests {
  private func chain(_ number: Int, _ rows: [[Int]]) -> ChainResult {
    let draw = alignedDraws([rows]).draws[0]
    return ChainResult(
      chain: number,
      draws: [
        Draw(
          sweep: 1, logLikelihood: 0, alpha: [0.1, 0.1, 0.1], beta: 0.01, documentTopics: draw)
      ], topicTermCounts: [], assignments: [], trace: [])
  }

  @Test("What stands for a topic in a chain without it is in no figure of the topic")
  func found() throws {
    // The second chain has topics 0 and 1 in one, and something else in the place of topic 1.
    let chains = [chain(0, [[4, 4, 2], [0, 8, 2]]), chain(1, [[8, 0, 2], [8, 2, 0]])]
    let numbering = [[0, 1, 2], [0, 1, 2]]
    let draws = AlignedDraws(
      chains: chains, numbering: numbering, found: [[true, true, true], [true, false, true]])
    #expect(draws.drawsOfTopic == [[0, 1], [0], [0, 1]])
    let shares = draws.meanShares()
    for (share, expected) in zip(shares, [0.6, 0.4, 0.2, 0.4, 0.8, 0.1]) {
      expectClose(share, expected)
    }
    let day = try date("2025-03-12")
    let series = PrevalenceSeries(
      draws: draws, index: PeriodIndex(dates: [[day], [day]], unit: .date))
    expectClose(try #require(series.overall.topics[1].share), 0.6)
    expectClose(series.overall.topics[1].expectedTokens, 12)
    #expect(series.overall.topics[1].assignmentDeviation == nil)
    expectClose(try #require(series.overall.topics[0].share), 0.5)
  }

  @Test("Documents can be drawn anew, each as often as it is named")
  func resampled() {
    let draws = alignedDraws([[[4, 0], [1, 3], [0, 5]]]).resampled([2, 0, 2])
    #expect(draws.documentLengths == [5, 4, 5])
    #expect(draws.meanShares() == [0, 1, 1, 0, 0, 1])
  }

  @Test("A single draw has no interval where the assignments alone are uncertain")
  func singleDrawOfTheListing() throws {
    let day = try date("2025-03-12")
    let index = PeriodIndex(dates: [[day], [day]], unit: .date)
    var options = PrevalenceSeries.Options()
    options.population = .listing
    let series = PrevalenceSeries(
      draws: alignedDraws([[[4, 0], [1, 3]]]), index: index, options: options)
    for share in series.overall.topics {
      #expect(share.interval == nil && share.reason == .singleDraw && share.share != nil)
      #expect(share.documentDeviation == nil && share.assignmentDeviation == nil)
    }
  }

  @Test("An interval of the listing by itself holds the assignments alone")
  func population() throws {
    let rows = [
      [[8, 2], [2, 8], [5, 5]], [[7, 3], [3, 7], [5, 5]], [[8, 2], [3, 7], [5, 5]],
    ]
    let day = try date("2025-03-12")
    let index = PeriodIndex(dates: [[day], [day], [day]], unit: .date)
    var options = PrevalenceSeries.Options()
    options.population = .listing
    let share = PrevalenceSeries(draws: alignedDraws(rows), index: index, options: options)
      .overall.topics[0]
    let interval = try #require(share.interval)
    #expect(interval.low >= 0.5 - 1e-9 && interval.high <= 16.0 / 30 + 1e-9)
    #expect(share.documentDeviation == nil)
    #expect(share.reason == nil)
  }
}

@Suite("Periods")
struct PeriodIndexTests {
  @Test("A month that listings end early is not complete; a weekend at its end does not count")
  func completeness() throws {
    // Every weekday of March and April 2025, but April only to the 10th.
    var dates: [[ListingDate]] = []
    for day in 3...31 where ![1, 2, 8, 9, 15, 16, 22, 23, 29, 30].contains(day) {
      dates.append([try date("2025-03-\(day < 10 ? "0" : "")\(day)")])
    }
    for day in [1, 2, 3, 4, 7, 8, 9, 10] {
      dates.append([try date("2025-04-\(day < 10 ? "0" : "")\(day)")])
    }
    let index = PeriodIndex(dates: dates, unit: .month)
    #expect(index.periods.map(\.isComplete) == [true, false])
    let byDate = PeriodIndex(dates: dates, unit: .date)
    #expect(byDate.periods.map(\.isComplete) == Array(repeating: true, count: 29))
  }

  @Test("A period that --since or --until cuts is not complete")
  func cuts() throws {
    let dates = try (1...28).flatMap { day in
      try (1...3).map { [try date("2025-0\($0)-\(day < 10 ? "0" : "")\(day)")] }
    }
    let since = try date("2025-01-10").firstDay
    let until = try date("2025-03-20").firstDay
    let whole = PeriodIndex(dates: dates, unit: .month)
    #expect(whole.periods.map(\.isComplete) == [true, true, false])
    let cut = PeriodIndex(dates: dates, unit: .month, since: since, until: until)
    #expect(cut.periods.map(\.isComplete) == [false, true, false])
    #expect(cut.periods.map(\.documents.count) == [19, 28, 20])
  }

  @Test("A date that the unit cannot place says nothing about a period's end")
  func coarseDatesCompleteNothing() throws {
    var dates = try (20...24).map { [try date("2025-03-\($0)")] }
    #expect(PeriodIndex(dates: dates, unit: .month).periods.map(\.isComplete) == [false])
    dates.append([try date("2025")])
    #expect(PeriodIndex(dates: dates, unit: .month).periods.map(\.isComplete) == [false])
  }

  @Test("A period that holds documents outside the fit is not complete")
  func missingDocuments() throws {
    let dates = [[try date("2025-03-12")], [try date("2025-03-13")]]
    let index = PeriodIndex(dates: dates, unit: .date, missing: [try date("2025-03-13")])
    #expect(index.periods.map(\.isComplete) == [true, false])
  }

  @Test("Dates too coarse for the unit are counted and left out; undated documents too")
  func coarseDates() throws {
    let dates = [[try date("1987")], [try date("1988-02")], [], [try date("1988-02-03")]]
    let byMonth = PeriodIndex(dates: dates, unit: .month)
    #expect(byMonth.periods.map(\.documents) == [[1, 3]])
    #expect(byMonth.coarseCount == 1 && byMonth.undatedCount == 1)
    let byYear = PeriodIndex(dates: dates, unit: .year)
    #expect(byYear.periods.map(\.bucket.label) == ["1987", "1988"])
    #expect(byYear.documents == [0, 1, 2, 3])
  }
}

@Suite("Two dates")
struct DateDifferenceTests {
  private func index(_ first: Int, _ second: Int) throws -> PeriodIndex {
    let days = [try date("2025-03-12"), try date("2025-03-13")]
    return PeriodIndex(
      dates: (0..<first + second).map { [$0 < first ? days[0] : days[1]] }, unit: .date)
  }

  @Test("A topic that moves from a fifth to four fifths differs; a constant one does not")
  func differs() throws {
    // Topics 0 and 1 exchange places; topic 2 has a tenth everywhere.
    let matrix = (0..<80).map { d in
      let isFirst = d < 40
      return d % 5 == 0 ? (isFirst ? [9, 0, 1] : [0, 9, 1]) : (isFirst ? [0, 9, 1] : [9, 0, 1])
    }
    let differences = try #require(
      DateDifference.compare(draws: alignedDraws([matrix]), index: try index(40, 40)))
    expectClose(differences[0].difference, 0.54)
    expectClose(differences[1].difference, -0.54)
    #expect(differences[0].permutationCount == 9999)
    #expect(differences[0].p == 1.0 / 10_000)
    #expect(try #require(differences[0].q) <= 3.0 / 10_000)
    expectClose(differences[2].difference, 0)
    #expect(differences[2].p == 1)
    let interval = try #require(differences[0].interval)
    #expect(interval.low > 0.3 && interval.high < 0.8)
  }

  /// Under exchangeable documents p is uniform: among 200 shuffled corpora with one topic tested,
  /// p ≤ .1 in 20 ± 4.2 of them; above 41 is five standard deviations.
  @Test("Shuffled dates differ no more often than they should")
  func calibration() throws {
    var hits = 0
    for trial in 0..<200 {
      let matrix = (0..<30).map { d -> [Int] in
        let share = (d * 37 + trial * 101 + d * d * (trial % 13)) % 11
        return [share, 10 - share]
      }
      let differences = try #require(
        DateDifference.compare(draws: alignedDraws([matrix]), index: try index(15, 15)))
      if differences[0].p <= 0.1 { hits += 1 }
    }
    #expect(hits <= 41, "\(hits) of 200")
  }

  /// Ten documents on each date alone and forty on both: those on both say nothing about a
  /// difference, and must not make the test eager. Bound as above, for 200 trials at .1.
  @Test("Documents on both dates do not make the comparison eager")
  func calibrationWithRepeats() throws {
    let days = [try date("2025-03-12"), try date("2025-03-13")]
    let dates = (0..<60).map { $0 < 10 ? [days[0]] : $0 < 20 ? [days[1]] : days }
    var hits = 0
    for trial in 0..<200 {
      let matrix = (0..<60).map { d -> [Int] in
        // The repeated ones vary little, the others much.
        let share = d < 20 ? (d * 37 + trial * 101 + d * d * (trial % 13)) % 11 : 5
        return [share, 10 - share]
      }
      let differences = try #require(
        DateDifference.compare(
          draws: alignedDraws([matrix]), index: PeriodIndex(dates: dates, unit: .date)))
      if differences[0].p <= 0.1 { hits += 1 }
    }
    #expect(hits <= 41, "\(hits) of 200")
  }

  @Test("Documents on both dates alone differ by nothing, for certain")
  func sameDocuments() throws {
    let days = [try date("2025-03-12"), try date("2025-03-13")]
    let matrix = (0..<30).map { [$0 % 11, 10 - $0 % 11] }
    let differences = try #require(
      DateDifference.compare(
        draws: alignedDraws([matrix, matrix]),
        index: PeriodIndex(dates: Array(repeating: days, count: 30), unit: .date)))
    #expect(differences[0].difference == 0)
    #expect(differences[0].interval == ShareInterval(low: 0, high: 0))
    #expect(differences[0].p == 1)
  }

  @Test("Two complete months are compared, whatever stands beside them")
  func completePeriodsOnly() throws {
    var dates: [[ListingDate]] = []
    for (month, last) in [(1, 31), (2, 28), (3, 10)] {
      for day in 1...last {
        dates.append([try date("2025-0\(month)-\(day < 10 ? "0" : "")\(day)")])
      }
    }
    let matrix = dates.indices.map { $0 < 31 ? [8, 2] : [2, 8] }
    let index = PeriodIndex(dates: dates, unit: .month)
    #expect(index.periods.map(\.isComplete) == [true, true, false])
    let differences = try #require(
      DateDifference.compare(draws: alignedDraws([matrix]), index: index))
    expectClose(differences[0].difference, -0.6)
  }

  @Test("One date or three are not compared")
  func wrongCounts() throws {
    let matrix = [[3, 1], [1, 3], [2, 2]]
    let days = try ["2025-03-12", "2025-03-13", "2025-03-14"].map { [try date($0)] }
    #expect(
      DateDifference.compare(
        draws: alignedDraws([matrix]), index: PeriodIndex(dates: days, unit: .date)) == nil)
    #expect(
      DateDifference.compare(
        draws: alignedDraws([matrix]), index: PeriodIndex(dates: days, unit: .year)) == nil)
  }
}

@Suite("False discovery rate")
struct FalseDiscoveryTests {
  @Test("Adjusted p-values are those of the reference")
  func reference() throws {
    let cases = try Reference(named: "fdr", in: .module).cases
    #expect(cases.count == 13)
    for reference in cases {
      let p = try #require(reference["p"]?.doubles)
      for (key, found) in [
        ("fdr_bh_adjusted", FalseDiscovery.benjaminiHochberg(p)),
        ("fdr_by_adjusted", FalseDiscovery.benjaminiYekutieli(p)),
      ] {
        let expected = try #require(reference[key]?.doubles)
        #expect(found.count == expected.count)
        for (found, expected) in zip(found, expected) { expectClose(found, expected) }
      }
    }
  }
}
