import TrendsCorpus
import TrendsLDA
import TrendsPrevalence

@testable import TrendsSignals

/// Invented documents with planted shares: daily listings whose papers have one main topic each.
struct PlantedCorpus {
  let draws: AlignedDraws
  let index: PeriodIndex

  /// - Parameters:
  ///   - sizes: documents of each day.
  ///   - topicCount: K.
  ///   - drawCount: S; each draw moves a few tokens.
  ///   - seed: of the invention.
  ///   - weight: how likely the topic is to be a document's main one on a day, up to a factor.
  init(
    sizes: [Int], topicCount: Int, drawCount: Int = 5, seed: Int,
    weight: (_ topic: Int, _ day: Int) -> Double
  ) {
    let random = SplitMix(seed: UInt64(seed))
    let first = 20_000
    var rows: [[Int]] = []
    var dates: [[ListingDate]] = []
    for (day, size) in sizes.enumerated() {
      let weights = (0..<topicCount).map { weight($0, day) }
      let total = weights.reduce(0, +)
      for _ in 0..<size {
        var rest = random.uniform() * total
        let main = weights.firstIndex { weight in
          rest -= weight
          return rest < 0
        }
        var row = [Int](repeating: 0, count: topicCount)
        row[main ?? topicCount - 1] += 30
        for _ in 0..<20 { row[random.below(topicCount)] += 1 }
        rows.append(row)
        dates.append([ListingDate(dayNumber: first + day)])
      }
    }
    let kept = (0..<drawCount).map { s in
      var topics = DocumentTopics(documentStarts: [0], topics: [], counts: [])
      for row in rows {
        var row = row
        for _ in 0..<4 {
          let (from, to) = (random.below(topicCount), random.below(topicCount))
          if row[from] > 0 {
            row[from] -= 1
            row[to] += 1
          }
        }
        for (k, count) in row.enumerated() where count > 0 {
          topics.topics.append(UInt16(k))
          topics.counts.append(UInt32(count))
        }
        topics.documentStarts.append(topics.topics.count)
      }
      return Draw(
        sweep: s + 1, logLikelihood: 0, alpha: Array(repeating: 0.1, count: topicCount),
        beta: 0.01, documentTopics: topics)
    }
    let chain = ChainResult(
      chain: 0, draws: kept, topicTermCounts: [], assignments: [], trace: [])
    draws = AlignedDraws(chains: [chain], numbering: [Array(0..<topicCount)])
    index = PeriodIndex(dates: dates, unit: .date)
  }

  /// What is said of it, every topic being stable unless others are given.
  func signals(
    standings: [TopicStanding]? = nil, shuffles: Int = 0, threadCount: Int = 1
  ) -> TopicSignals {
    var options = TopicSignals.Options()
    options.falseAlarmShuffles = shuffles
    options.threadCount = threadCount
    return TopicSignals(
      draws: draws, index: index,
      standings: standings ?? Array(repeating: .stable, count: draws.topicCount),
      options: options)
  }
}
