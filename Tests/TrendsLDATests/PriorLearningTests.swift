import Foundation
import Testing
import TrendsTestSupport

@testable import TrendsLDA

@Suite("Learning the priors")
struct PriorLearningTests {
  /// The cases of the reference but for the one whose maximum lies at zero.
  private static func cases() throws -> [Reference] {
    try Reference(named: "dirichlet_multinomial", in: .module).cases.filter {
      $0["boundary_case_do_not_test_mle"]?.value as? Bool == false
    }
  }

  @Test("The fixed point of alpha reaches the reference maximum, with and without the prior")
  func alphaReachesMaximum() throws {
    var tested = 0
    for reference in try Self.cases() {
      let counts = try #require(reference["counts"]?.array.map(\.ints))
      let statistics = AlphaStatistics(documentTopics(counts), topicCount: counts[0].count)
      let start = [Double](repeating: 1, count: counts[0].count)
      for (key, shape, scale) in [
        ("mle_alpha_scipy", 1, Double.infinity),
        ("map_alpha_scipy_gamma_shape1_00001_scale1", 1.00001, 1),
      ] {
        let expected = try #require(reference[key]?.doubles)
        let found = DirichletFixedPoint(shape: shape, scale: scale, floor: 0).alpha(
          from: start, statistics: statistics, tolerance: 1e-11, limit: 200_000)
        for (found, expected) in zip(found, expected) {
          expectClose(found, expected, relative: 1e-5)
        }
        tested += 1
      }
    }
    #expect(tested == 14)
  }

  /// The rows of the reference stand for topics here, its columns for terms; its figure is V·β.
  @Test("The fixed point of beta reaches the reference maximum of a symmetric prior")
  func betaReachesMaximum() throws {
    var tested = 0
    for reference in try Self.cases() {
      let counts = try #require(reference["counts"]?.array.map(\.ints))
      let expected = try #require(reference["symmetric_mle_concentration_scipy"]?.double)
      let found = DirichletFixedPoint(shape: 1, scale: .infinity, floor: 0).beta(
        from: 1, statistics: betaStatistics(counts), tolerance: 1e-11, limit: 200_000)
      expectClose(found * Double(counts[0].count), expected, relative: 1e-5)
      tested += 1
    }
    #expect(tested == 7)
  }

  /// No reference has the symmetric maximum with the prior: the slope of the log posterior is taken
  /// from the recurrence of ψ by hand, and must be zero at the point and change its sign there.
  @Test("With its prior, beta ends where the log posterior is level")
  func betaReachesPosteriorMode() throws {
    let rule = DirichletFixedPoint(shape: 1.001, scale: 1, floor: 0)
    for reference in try Self.cases() {
      let counts = try #require(reference["counts"]?.array.map(\.ints))
      let mode = rule.beta(
        from: 0.5, statistics: betaStatistics(counts), tolerance: 1e-12, limit: 200_000)
      func slope(_ beta: Double) -> Double {
        func rise(_ n: Int, _ x: Double) -> Double {
          (0..<n).reduce(0) { $0 + 1 / (x + Double($1)) }
        }
        let terms = Double(counts[0].count)
        return counts.reduce(0.001 / beta - 1) { sum, row in
          sum - terms * rise(row.reduce(0, +), terms * beta)
            + row.reduce(0) { $0 + rise($1, beta) }
        }
      }
      #expect(slope(mode * (1 - 1e-5)) > 0 && slope(mode * (1 + 1e-5)) < 0)
    }
  }

  @Test("An alpha of an unused topic stays at the floor")
  func floor() {
    let statistics = AlphaStatistics(documentTopics([[5, 0], [3, 0], [9, 0]]), topicCount: 2)
    let alpha = DirichletFixedPoint().alpha(
      from: [1, 1], statistics: statistics, tolerance: 0, limit: 2000)
    #expect(alpha[1] >= 1e-4 && alpha[1] < 0.01)
    #expect(alpha[0] > alpha[1])
  }

  @Test("A beta of topics with one term each falls, one of even topics rises, both within bounds")
  func betaExtremes() {
    let pure = BetaStatistics(cells: [900, 0, 0, 0, 900, 0], totals: [900, 900], termCount: 3)
    let even = BetaStatistics(
      cells: [Int32](repeating: 300, count: 6), totals: [900, 900], termCount: 3)
    let rule = DirichletFixedPoint()
    let low = rule.beta(from: 0.01, statistics: pure, tolerance: 0, limit: 2000)
    let high = rule.beta(from: 0.01, statistics: even, tolerance: 0, limit: 2000)
    #expect(low >= 1e-4 && low < 0.1)
    #expect(high > 1 && high < 1000)
  }

  @Test("A histogram is the same from counts and from a table, also of large ones")
  func histograms() {
    #expect(CountHistogram([3, 0, 1, 3]) == CountHistogram(dense: [7, 1, 0, 2]))
    // 1/2 + 1/3 = 5/6 for n = 2, three times; 1/2 for n = 1.
    expectClose(CountHistogram([2, 1, 2, 2]).digammaSum(at: 2), 3, relative: 1e-15)
    let large = BetaStatistics(cells: [5000, 1, 4096, 4095], totals: [13_192], termCount: 4)
    #expect(large.cellHistogram == CountHistogram([1, 4095, 4096, 5000]))
  }

  @Test("A chain that learns beta moves it from sweep 100 on every 20, and keeps it in its draws")
  func chainLearnsBeta() throws {
    let bag = try syntheticBag(documents: 60, length: 60, termCount: 80, topicCount: 4, seed: 5)
    var options = plainOptions(topics: 4, sweeps: 160)
    options.learnsBeta = true
    options.burnIn = 0
    options.drawsPerChain = 160
    let result = try #require(try fitChains(bag, options: options, threadCount: 1)?.first)
    let betas = result.draws.map(\.beta)
    #expect(betas[..<99].allSatisfy { $0 == 0.01 })
    let changes = (1..<160).filter { betas[$0] != betas[$0 - 1] }.map { $0 + 1 }
    #expect(changes == [100, 120, 140, 160])
    #expect(result.draws.allSatisfy { $0.alpha == [1.25, 1.25, 1.25, 1.25] })
    // The topics were drawn with parameters from 0.02 to 0.5.
    #expect(betas[159] > 0.02 && betas[159] < 0.5)
  }

  /// Integer and correctly rounded operations alone lead here: the bits are those of any CPU.
  @Test("Alpha and beta that are learned together end at the recorded bits")
  func priorFingerprint() throws {
    let documents = (0..<40).map { d in
      (0..<50).map { (7 * d + $0 * $0 + d * $0) % 24 + 24 * (d % 3) }
    }
    var options = plainOptions(topics: 5, sweeps: 160)
    options.learnsAlpha = true
    options.learnsBeta = true
    let result = try #require(
      try fitChains(bag(of: documents, termCount: 72), options: options, threadCount: 1)?.first)
    #expect(result.draws[0].beta.bitPattern == 4_584_671_350_783_037_068)
    #expect(
      result.draws[0].alpha.map(\.bitPattern) == [
        4_576_481_582_210_064_102, 4_568_516_735_019_716_984, 4_576_481_582_210_064_415,
        4_575_618_852_825_195_281, 4_566_919_084_135_640_215,
      ])
  }

  @Test("Options from before beta was learned keep it fixed; others read back")
  func oldOptions() throws {
    var options = LDAOptions()
    options.topicCount = 7
    options.learnsBeta = true
    let text = String(decoding: try JSONEncoder().encode(options), as: UTF8.self)
    #expect(try JSONDecoder().decode(LDAOptions.self, from: Data(text.utf8)) == options)
    let older = text.replacing(",\"learnsBeta\":true", with: "")
      .replacing("\"learnsBeta\":true,", with: "")
    #expect(older != text)
    options.learnsBeta = false
    #expect(try JSONDecoder().decode(LDAOptions.self, from: Data(older.utf8)) == options)
  }

  private func betaStatistics(_ counts: [[Int]]) -> BetaStatistics {
    BetaStatistics(
      cells: counts.joined().map { Int32($0) }, totals: counts.map { $0.reduce(0, +) },
      termCount: counts[0].count)
  }

  private func documentTopics(_ counts: [[Int]]) -> DocumentTopics {
    var result = DocumentTopics(documentStarts: [0], topics: [], counts: [])
    for row in counts {
      for (k, count) in row.enumerated() where count > 0 {
        result.topics.append(UInt16(k))
        result.counts.append(UInt32(count))
      }
      result.documentStarts.append(result.topics.count)
    }
    return result
  }
}
