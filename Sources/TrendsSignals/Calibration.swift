import Dispatch
import Synchronization
import TrendsCompute
import TrendsCorpus
public import TrendsPrevalence

/// How often a model's reports cry wolf, and how often they find what is there: tried on its own
/// documents, without fitting again.
public struct Calibration: Sendable {
  private let draws: AlignedDraws
  private let standings: [TopicStanding]
  private let seed: UInt64
  private let threadCount: Int
  /// s(d,k), `[D × K]`.
  private let shares: [Double]
  /// Documents with tokens.
  private let documents: [Int]

  /// Prepares to try a model.
  ///
  /// - Parameters:
  ///   - draws: aligned draws of all chains.
  ///   - standings: whether each topic may be judged, `[K]`.
  ///   - seed: of all shuffles and inventions.
  ///   - threadCount: changes speed only.
  public init(
    draws: AlignedDraws, standings: [TopicStanding], seed: UInt64, threadCount: Int
  ) {
    self.draws = draws
    self.standings = standings
    self.seed = seed
    self.threadCount = max(1, threadCount)
    shares = draws.meanShares()
    let lengths = draws.documentLengths
    documents = lengths.indices.filter { lengths[$0] > 0 }
  }

  /// Shuffles the dates of a report and makes the whole report again each time, its permutation tests
  /// included: slower than the figure that every report prints, and a check of it.
  ///
  /// - Parameters:
  ///   - index: the periods of the report.
  ///   - shuffles: how many.
  ///   - step: called after each, from any thread; where it says false the rest is left out.
  /// - Returns: the counts over the shuffles that were made, or nil below five periods.
  public func shuffled(
    _ index: PeriodIndex, shuffles: Int, step: @escaping @Sendable () -> Bool
  ) -> FalseAlarms? {
    let periods = TestedPeriods(index, lengths: draws.documentLengths)
    guard DateRules(dateCount: periods.count).testsTrend else { return nil }
    let layout = DateLayout(
      documentCount: draws.documentCount, periods: periods.documents, days: periods.days)
    let found = each(shuffles, step: step) { b, _ in
      let deal = layout.deal(
        RandomStream(seed: seed, purpose: .permutation, chain: 3, sweep: b))
      let dealt = TestedPeriods(
        buckets: periods.buckets, documents: layout.members(deal: deal))
      return outcome(draws, dealt, b)
    }
    return FalseAlarms(
      shuffleCount: found.count, trendCount: found.count { $0.trend },
      burstCount: found.count { $0.burst }, anyCount: found.count { $0.trend || $0.burst })
  }

  /// What is planted.
  public enum Plant: String, CaseIterable, Sendable {
    /// The share grows evenly from p to a multiple of it over all dates.
    case ramp
    /// The share is a multiple of p in a fifth of the dates.
    case burst
  }

  /// How often a planted change was found.
  public struct Power: Equatable, Sendable {
    /// What was planted.
    public let plant: Plant
    /// Dates.
    public let dateCount: Int
    /// Documents a date.
    public let documentCount: Int
    /// The multiple of the share.
    public let factor: Double
    /// Corpora that were made.
    public let trialCount: Int
    /// Those in which the topic was called rising, or its burst was found.
    public let foundCount: Int
    /// Those in which the topic's own test had p ≤ .05, before the correction over topics.
    public let aloneCount: Int
    /// Those in which any other topic was called rising or declining, or had a burst.
    public let otherCount: Int

    /// How often it was found, with its 95 % interval (Wilson).
    public var interval: ProportionInterval? {
      Proportion(foundCount, of: trialCount)?.wilson()
    }
  }

  /// The topics that a change can be planted in: stable ones with a share of at least .04, so that
  /// documents suffice, and at most .25.
  public var plantableTopics: [Int] {
    standings.indices.filter { k in
      let share = baseShare(k)
      return standings[k] == .stable && (0.04...0.25).contains(share)
    }
  }

  /// Plants a change in corpora made of the model's documents and counts how often it is found.
  ///
  /// A document of a date is drawn from all with replacement; for the share to be what is planted,
  /// some are drawn with their part of the topic as weight instead. The topics take turns.
  ///
  /// - Parameters:
  ///   - trials: how many corpora.
  ///   - step: as for ``shuffled(_:shuffles:step:)``.
  /// - Returns: nil where no topic can be planted, or the factor is out of reach.
  public func power(
    of plant: Plant, dates: Int, documents documentCount: Int, factor: Double, trials: Int,
    step: @escaping @Sendable () -> Bool
  ) -> Power? {
    let topics = plantableTopics.filter { richShare($0) > factor * baseShare($0) }
    guard !topics.isEmpty, dates >= 5, documentCount >= 1 else { return nil }
    let buckets = (0..<dates).map { DateBucket(day: 20_000 + $0, unit: .date) }
    let found = each(trials, step: step) {
      trial, random -> (topic: Bool, alone: Bool, other: Bool)
      in
      random.set(RandomStream(seed: seed, purpose: .simulation, chain: 1, sweep: trial))
      let topic = topics[trial % topics.count]
      let chosen = (0..<dates).flatMap { t in
        planted(
          topic, times: multiple(plant, factor: factor, date: t, of: dates),
          count: documentCount, random: random)
      }
      let signals = TopicSignals(
        draws: draws.resampled(chosen),
        periods: TestedPeriods(
          buckets: buckets,
          documents: (0..<dates).map { Array($0 * documentCount..<($0 + 1) * documentCount) }),
        standings: standings, options: options(trial))
      let others = standings.indices.filter { $0 != topic }
      switch plant {
      case .ramp:
        return (
          signals.trends[topic].call == .rising,
          signals.trends[topic].p.map { $0 <= 0.05 } ?? false,
          others.contains { [.rising, .declining].contains(signals.trends[$0].call) }
        )
      case .burst:
        return (
          signals.bursts[topic].isFound(),
          signals.bursts[topic].test.map { $0.p <= 0.05 } ?? false,
          others.contains { signals.bursts[$0].isFound() }
        )
      }
    }
    return Power(
      plant: plant, dateCount: dates, documentCount: documentCount, factor: factor,
      trialCount: found.count, foundCount: found.count { $0.topic },
      aloneCount: found.count { $0.alone },
      otherCount: found.count { $0.other })
  }

  /// What the share is multiplied by on a date.
  private func multiple(_ plant: Plant, factor: Double, date: Int, of dates: Int) -> Double {
    switch plant {
    case .ramp: return 1 + (factor - 1) * Double(date) / Double(dates - 1)
    case .burst:
      let length = max(1, dates / 5)
      let first = 2 * (dates - length) / 3
      return (first..<first + length).contains(date) ? factor : 1
    }
  }

  /// Documents of one date, in which a topic's expected share is a multiple of its share in all.
  private func planted(_ topic: Int, times factor: Double, count: Int, random: GSLGenerator)
    -> [Int]
  {
    let base = baseShare(topic)
    let rich = (factor - 1) * base / (richShare(topic) - base)
    let largest = documents.lazy.map { shares[$0 * draws.topicCount + topic] }.max() ?? 1
    return (0..<count).map { _ in
      let isRich = random.uniform() < rich
      while true {
        let d = documents[random.uniformInteger(below: documents.count)]
        let share = shares[d * draws.topicCount + topic]
        if !isRich || random.uniform() * largest < share { return d }
      }
    }
  }

  /// The mean share of a topic.
  private func baseShare(_ topic: Int) -> Double {
    documents.reduce(0) { $0 + shares[$1 * draws.topicCount + topic] } / Double(documents.count)
  }

  /// The mean share of a topic among documents drawn with that share as weight.
  private func richShare(_ topic: Int) -> Double {
    let squares = documents.reduce(0) { sum, d in
      let share = shares[d * draws.topicCount + topic]
      return sum + share * share
    }
    let base = baseShare(topic)
    return base > 0 ? squares / Double(documents.count) / base : 0
  }

  private func options(_ trial: Int) -> TopicSignals.Options {
    var options = TopicSignals.Options()
    options.seed = seed &+ UInt64(trial) &+ 1
    options.seeksChanges = false
    options.falseAlarmShuffles = 0
    return options
  }

  private func outcome(_ draws: AlignedDraws, _ periods: TestedPeriods, _ trial: Int)
    -> (trend: Bool, burst: Bool)
  {
    let signals = TopicSignals(
      draws: draws, periods: periods, standings: standings, options: options(trial))
    return (
      signals.trends.contains { [.rising, .declining, .diluted].contains($0.call) },
      signals.bursts.contains { $0.isFound() }
    )
  }

  /// Does something so many times over threads; what it gives does not depend on them.
  private func each<Outcome: Sendable>(
    _ count: Int, step: @escaping @Sendable () -> Bool,
    _ body: @Sendable (Int, GSLGenerator) -> Outcome
  ) -> [Outcome] {
    let outcomes = Mutex([Outcome?](repeating: nil, count: max(0, count)))
    let threads = max(1, min(threadCount, count))
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      guard let random = try? GSLGenerator(RandomStream(seed: seed, purpose: .simulation)) else {
        return
      }
      for b in stride(from: thread, to: count, by: threads) {
        let outcome = body(b, random)
        outcomes.withLock { $0[b] = outcome }
        guard step() else { return }
      }
    }
    return outcomes.withLock { $0.compactMap(\.self) }
  }
}
