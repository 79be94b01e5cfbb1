import Testing
import TrendsCompute
import TrendsTestSupport

@testable import TrendsSignals

@Suite struct SerialCorrelationTests {
  @Test func sixDatesByHand() throws {
    // 0 1 1 0 1 0: of 15 slopes 3 are 0, 6 above, 6 below, so the line is flat. Around the mean ½
    // the products of neighbours are − + − − − = −¾ and the squares 1½: r = −½, φ = (−3 + 2)/2.
    #expect(SerialCorrelation.autoregressiveCoefficient(of: [0, 1, 1, 0, 1, 0]) == 0)
    // 1 1 1 0 0 0 1 1 1: slopes balance; squares 2, the mean ⅔. Neighbours: four pairs 1-1 give 1/9
    // each, two 0-0 give 4/9, two changes give −2/9: 8/9. r = 4/9, φ = (9·4/9 + 2)/5 > .95.
    let phi = SerialCorrelation.autoregressiveCoefficient(of: [1, 1, 1, 0, 0, 0, 1, 1, 1])
    #expect(phi == 0.95)
    // 0 0 1 0 0 1 0 1 1 0 0, T = 11: squares 4 − 16/11 = 28/11 around 4/11. Neighbours: one pair 1-1
    // (49/121), three 0-0 (16/121), six changes (−28/121): −71/121. r = −71/308.
    #expect(
      SerialCorrelation.autoregressiveCoefficient(of: [0, 0, 1, 0, 0, 1, 0, 1, 1, 0, 0]) == 0)
  }

  @Test func theBiasIsTakenOut() throws {
    // 0 0 1 1 0 0 1 1 0 0, T = 10: mean 2/5, squares 2.4. Two pairs 1-1 (.36), three 0-0 (.16), four
    // changes (−.24): .24, so r = .1 and φ = (1 + 2)/6.
    let phi = SerialCorrelation.autoregressiveCoefficient(of: [0, 0, 1, 1, 0, 0, 1, 1, 0, 0])
    expectClose(try #require(phi), 0.5)
  }

  @Test(arguments: [0.1, 1e-9, 3e7])
  func aLineLeavesNothingToRemember(step: Double) {
    let line = (0..<20).map { 0.3 + step * Double($0) }
    #expect(SerialCorrelation.autoregressiveCoefficient(of: line) == 0)
    #expect(SerialCorrelation.autoregressiveCoefficient(of: Array(repeating: 0.2, count: 9)) == 0)
  }

  @Test func shortAndUndefinedSeriesHaveNone() {
    #expect(SerialCorrelation.autoregressiveCoefficient(of: [1, 2, 3, 4]) == nil)
    #expect(SerialCorrelation.autoregressiveCoefficient(of: [1, 2, 3, 4, .nan]) == nil)
    #expect(SerialCorrelation.hamedRaoFactor(of: [1, 2]) == nil)
  }

  /// The mean over 2,000 paths, whose standard error is at most .01: what is left of the bias is
  /// of the order of 1/T², but the clip at 0 pushes small coefficients up.
  @Test(arguments: [(0.3, 0.06), (0.5, 0.05), (0.7, 0.08)])
  func theCoefficientIsNearlyUnbiased(phi: Double, slack: Double) throws {
    let random = try #require(Samples.generator(seed: 5))
    var sum = 0.0
    for _ in 0..<2000 {
      let path = Samples.autoregressive(count: 40, phi: phi, random: random)
      sum += try #require(SerialCorrelation.autoregressiveCoefficient(of: path))
    }
    #expect(abs(sum / 2000 - phi) < slack, "\(sum / 2000)")
  }
}
