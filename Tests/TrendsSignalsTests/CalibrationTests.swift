import Testing
import TrendsPrevalence
import TrendsTestSupport

@testable import TrendsSignals

@Suite("Calibration on a model's own documents")
struct CalibrationTests {
  /// 30 days of 40 documents, eight topics that stay.
  private static func flat(
    standings: [TopicStanding] = Array(repeating: .stable, count: 8), threadCount: Int = 1
  ) -> (PlantedCorpus, Calibration) {
    let corpus = PlantedCorpus(
      sizes: Array(repeating: 40, count: 30), topicCount: 8, seed: 7
    ) { _, _ in 1 }
    return (
      corpus,
      Calibration(
        draws: corpus.draws, standings: standings, seed: 5, threadCount: threadCount)
    )
  }

  @Test("Shuffled dates seldom give a call")
  func shuffled() throws {
    let (corpus, calibration) = Self.flat()
    let alarms = try #require(calibration.shuffled(corpus.index, shuffles: 50) { true })
    #expect(alarms.shuffleCount == 50)
    // .16 of 50, and three standard errors.
    #expect(alarms.trendCount <= 15)
    #expect(try #require(alarms.burstCount) <= 15)
  }

  @Test("A trebled share is found, an equal one is not", arguments: Calibration.Plant.allCases)
  func power(plant: Calibration.Plant) throws {
    let (_, calibration) = Self.flat()
    func found(_ factor: Double) throws -> Int {
      try #require(
        calibration.power(
          of: plant, dates: 15, documents: 60, factor: factor, trials: 12
        ) { true }
      ).foundCount
    }
    #expect(try found(3) >= 10)
    #expect(try found(1) <= 2)
  }

  @Test("Threads change nothing")
  func threads() throws {
    let (corpus, one) = Self.flat()
    let (_, two) = Self.flat(threadCount: 2)
    #expect(
      one.shuffled(corpus.index, shuffles: 6) { true }
        == two.shuffled(corpus.index, shuffles: 6) { true })
    #expect(
      one.power(of: .ramp, dates: 10, documents: 30, factor: 2, trials: 5) { true }
        == two.power(of: .ramp, dates: 10, documents: 30, factor: 2, trials: 5) { true })
  }

  @Test("Nothing can be planted where no topic is stable, or in no dates")
  func nothingToPlant() {
    let (_, calibration) = Self.flat(
      standings: Array(repeating: .excluded(.unstableTopic), count: 8))
    #expect(calibration.plantableTopics.isEmpty)
    #expect(
      calibration.power(of: .ramp, dates: 20, documents: 30, factor: 2, trials: 1) { true } == nil)
    let (_, stable) = Self.flat()
    #expect(
      stable.power(of: .ramp, dates: 4, documents: 30, factor: 2, trials: 1) { true } == nil)
    #expect(
      stable.power(of: .ramp, dates: 20, documents: 30, factor: 100, trials: 1) { true } == nil)
  }

  @Test("Four periods have no calls to calibrate")
  func fewPeriods() {
    let corpus = PlantedCorpus(sizes: [30, 30, 30, 30], topicCount: 3, seed: 1) { _, _ in 1 }
    let calibration = Calibration(
      draws: corpus.draws, standings: Array(repeating: .stable, count: 3), seed: 1, threadCount: 1)
    #expect(calibration.shuffled(corpus.index, shuffles: 3) { true } == nil)
  }

  @Test("A step that says false stops the work")
  func stops() throws {
    let (corpus, calibration) = Self.flat()
    let alarms = try #require(calibration.shuffled(corpus.index, shuffles: 30) { false })
    #expect(alarms.shuffleCount == 1)
  }
}
