import Testing
import TrendsTestSupport

@testable import TrendsLDA

@Suite("Learning alpha")
struct AlphaTests {
  @Test("The fixed point reaches the reference maximum, with and without the prior")
  func reachesMaximum() throws {
    var tested = 0
    for reference in try Reference(named: "dirichlet_multinomial", in: .module).cases
    where reference["boundary_case_do_not_test_mle"]?.value as? Bool == false {
      let counts = try #require(reference["counts"]?.array.map(\.ints))
      let statistics = AlphaStatistics(documentTopics(counts), topicCount: counts[0].count)
      let start = [Double](repeating: 1, count: counts[0].count)
      for (key, shape, scale) in [
        ("mle_alpha_scipy", 1, Double.infinity),
        ("map_alpha_scipy_gamma_shape1_00001_scale1", 1.00001, 1),
      ] {
        let expected = try #require(reference[key]?.doubles)
        let found = AlphaFixedPoint(shape: shape, scale: scale, floor: 0).maximum(
          from: start, statistics: statistics, tolerance: 1e-11, limit: 200_000)
        for (found, expected) in zip(found, expected) {
          expectClose(found, expected, relative: 1e-5)
        }
        tested += 1
      }
    }
    #expect(tested == 14)
  }

  @Test("An alpha of an unused topic stays at the floor")
  func floor() {
    let statistics = AlphaStatistics(documentTopics([[5, 0], [3, 0], [9, 0]]), topicCount: 2)
    let alpha = AlphaFixedPoint().maximum(
      from: [1, 1], statistics: statistics, tolerance: 0, limit: 2000)
    #expect(alpha[1] >= 1e-4 && alpha[1] < 0.01)
    #expect(alpha[0] > alpha[1])
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
