import Testing
import TrendsPrevalence
import TrendsTestSupport

@testable import TrendsSignals

@Suite("What is said of topics over time")
struct TopicSignalsTests {
  /// Topic 0 is the main one of twice as many documents after 20 days of 300, topic 1 of half as
  /// many, four others stay.
  private static func ramp(seed: Int) -> PlantedCorpus {
    PlantedCorpus(sizes: Array(repeating: 300, count: 20), topicCount: 6, seed: seed) { k, day in
      let part = Double(day) / 19
      return switch k {
      case 0: 0.1 * (1 + part)
      case 1: 0.1 * (2 - part)
      default: 0.175
      }
    }
  }

  @Test("A planted rise and a planted fall are called, and nothing else", arguments: 1...5)
  func plantedTrends(seed: Int) throws {
    let signals = Self.ramp(seed: seed).signals()
    #expect(signals.trends[0].call == .rising)
    #expect([.declining, .diluted].contains(signals.trends[1].call))
    for k in 2..<6 { #expect(![.rising, .declining].contains(signals.trends[k].call)) }
    let rising = signals.trends[0]
    let interval = try #require(rising.slopeInterval)
    #expect(interval.low > 0 && interval.low <= rising.slope ?? 0)
    // .6 of a document is on its main topic: the share grows by .06 in 19 days.
    expectClose(try #require(rising.slope), 0.06 * 30 / 19, relative: 0.5)
    #expect((rising.agreement ?? 0) >= 0.95)
    #expect(rising.reason == nil && rising.method == .mannKendall(.autoregressive))
  }

  @Test("A topic that keeps its papers while listings grow is diluted, not declining")
  func diluted() {
    // 40 papers of topic 0 a day, in listings that grow from 100 to 290.
    let sizes = (0..<20).map { 100 + 10 * $0 }
    let corpus = PlantedCorpus(sizes: sizes, topicCount: 4, seed: 3) { k, day in
      let part = 40 / Double(sizes[day])
      return k == 0 ? part : (1 - part) / 3
    }
    let trend = corpus.signals().trends[0]
    #expect(trend.call == .diluted)
    #expect((trend.slope ?? 0) < 0)
    #expect(trend.documentSlopeInterval.map { $0.high >= 0 } == true)
  }

  @Test("A level topic in a large corpus is called stable, in a small one uncertain")
  func stableAndUncertain() {
    func flat(_ size: Int) -> TopicTrend {
      PlantedCorpus(sizes: Array(repeating: size, count: 20), topicCount: 4, seed: 2) { _, _ in 1 }
        .signals().trends[0]
    }
    #expect(flat(2000).call == .stable)
    #expect(flat(30).call == .uncertain)
    #expect(flat(30).reason == .notSignificant)
    #expect((flat(2000).minimumDetectableChange ?? 1) < (flat(30).minimumDetectableChange ?? 0))
  }

  @Test("Nothing is concluded from a topic that is not stable")
  func unstable() {
    let standings: [TopicStanding] =
      [.excluded(.unstableTopic)] + Array(repeating: .stable, count: 5)
    let signals = Self.ramp(seed: 1).signals(standings: standings)
    #expect(signals.trends[0].call == .uncertain)
    #expect(signals.trends[0].reason == .unstableTopic)
    #expect(signals.trends[0].p ?? 1 < 0.01, "it moves")
    #expect(signals.trends[0].q == nil && signals.bursts[0].q == nil)
    // It keeps its place in the family with p = 1: a small p of what is not said would let others pass.
    let others = signals.trends.dropFirst().map { $0.p ?? 1 }
    #expect(
      signals.trends.dropFirst().map(\.q)
        == FalseDiscovery.benjaminiHochberg([1] + others).dropFirst().map { $0 })
    let judged = Self.ramp(seed: 1).signals().trends
    #expect((judged[1].q ?? 1) < (signals.trends[1].q ?? 0))
  }

  @Test(
    "So few periods allow so much",
    arguments: [
      (1, CallWord.uncertain, ReasonCode.insufficientDates), (2, .differs, nil),
      (3, .differs, nil), (4, .differs, nil), (6, .rising, nil),
    ] as [(Int, CallWord, ReasonCode?)])
  func fewPeriods(count: Int, call: CallWord, reason: ReasonCode?) {
    let corpus = PlantedCorpus(
      sizes: Array(repeating: 400, count: count), topicCount: 3, seed: 1
    ) { k, day in k == 0 ? 0.1 + 0.5 * Double(day) / Double(max(1, count - 1)) : 0.4 }
    let signals = corpus.signals()
    #expect(signals.trends[0].call == call)
    #expect(signals.trends[0].reason == reason)
    #expect(signals.differences.count == [2: 1, 3: 3, 4: 6][count] ?? 0)
    #expect((signals.trends[0].slope != nil) == (count >= 5))
    #expect(signals.bursts.allSatisfy { count >= 5 || $0.reason == .insufficientDates })
    #expect(signals.falseAlarms == nil)
  }

  @Test("Five periods and many topics: even a perfect trend could not pass")
  func beyondReach() {
    let corpus = PlantedCorpus(sizes: Array(repeating: 200, count: 5), topicCount: 20, seed: 1) {
      k, day in k == 0 ? 0.05 * Double(1 + day) : 0.05
    }
    let trend = corpus.signals().trends[0]
    #expect(trend.call == .uncertain)
    #expect(trend.reason == .beyondReach)
    expectClose(trend.smallestP ?? 0, 1.0 / 60)
  }

  @Test("A planted burst is found, where it is")
  func burst() throws {
    let corpus = PlantedCorpus(sizes: Array(repeating: 60, count: 20), topicCount: 5, seed: 4) {
      k, day in k == 0 ? ((8..<12).contains(day) ? 1.2 : 0.1) : 0.2
    }
    let found = corpus.signals().bursts
    #expect(found[0].isFound())
    let burst = try #require(found[0].heaviest)
    #expect((7...9).contains(burst.first) && (10...12).contains(burst.last))
    #expect(!burst.isOpen)
    for k in 1..<5 { #expect(!found[k].isFound()) }
  }

  @Test("A planted new level is found, where it begins")
  func newLevel() throws {
    let corpus = PlantedCorpus(sizes: Array(repeating: 100, count: 24), topicCount: 4, seed: 5) {
      k, day in k == 0 ? (day < 15 ? 0.1 : 0.4) : 0.3
    }
    let changes = corpus.signals().changes.filter { $0.topic == 0 && $0.isFound() }
    let change = try #require(changes.first)
    #expect(changes.count == 1)
    #expect(change.point.candidates.contains(15))
    #expect(change.point.shift > 0.05)
  }

  @Test("Shuffled dates give few calls; a report says how many")
  func falseAlarms() throws {
    let alarms = try #require(Self.ramp(seed: 1).signals(shuffles: 200).falseAlarms)
    #expect(alarms.shuffleCount == 200)
    let bursts = try #require(alarms.burstCount)
    #expect(alarms.trendCount <= 32 && bursts <= 32)
    #expect(alarms.anyCount >= max(alarms.trendCount, bursts))
    #expect(alarms.anyCount <= alarms.trendCount + bursts)
  }

  @Test("Threads change nothing", arguments: [2, 3])
  func threads(count: Int) {
    let corpus = Self.ramp(seed: 2)
    let one = corpus.signals(shuffles: 20)
    let many = corpus.signals(shuffles: 20, threadCount: count)
    #expect(one.trends == many.trends)
    #expect(one.bursts == many.bursts)
    #expect(one.changes == many.changes)
    #expect(one.falseAlarms == many.falseAlarms)
  }

  /// The quick answer of the shuffles is that of the full judgement, on corpora with and without a
  /// trend.
  @Test("Whether there is any call is found the quick way, too", arguments: 0..<12)
  func quickAnswer(seed: Int) throws {
    let strength = Double(seed % 4) / 3
    let corpus = PlantedCorpus(
      sizes: Array(repeating: 60, count: 14), topicCount: 5, seed: 100 + seed
    ) { k, day in k == 0 ? 0.15 * (1 + strength * Double(day) / 13) : 0.2 }
    let signals = corpus.signals()
    let words: Set<CallWord> = [.rising, .declining, .diluted]
    let calls = TrendCalls(
      periods: signals.periods, standings: Array(repeating: .stable, count: 5),
      rules: CallRules())
    let quick = calls.hasCall(signals.table) { topics in
      CompositionDraws(
        of: corpus.draws, periods: signals.periods.documents, count: 200,
        options: PrevalenceSeries.Options(), topics: topics)
    }
    #expect(quick == signals.trends.contains { words.contains($0.call) })
  }
}
