import Foundation
import Testing
import TrendsCompute
import TrendsTestSupport

@Suite struct QuantileTests {
  @Test func quantilesAreThoseOfR() throws {
    let reference = try Reference(named: "quantiles", in: .module)
    #expect(reference.cases.count == 9)
    for example in reference.cases {
      let values = try #require(example["x"]).doubles
      let probabilities = try #require(example["p"]).doubles
      let expected = try #require(example["type7"]).doubles
      let found = try #require(quantiles(probabilities, of: values))
      #expect(found.count == expected.count)
      // R prints 15 digits, of its probabilities too.
      for (index, value) in found.enumerated() {
        expectClose(value, expected[index], relative: 1e-9, example["id"]?.string ?? "")
      }
      expectClose(
        try #require(median(of: values)), try #require(example["median"]?.double),
        relative: 1e-14)
    }
  }

  @Test(arguments: [(0.0, 10.0), (0.25, 15), (0.5, 20), (0.75, 30), (1, 40)])
  func aSampleByHand(probability: Double, expected: Double) {
    // h = 2p: half way between 10 and 20 at .25, half way between 20 and 40 at .75.
    #expect(quantiles([probability], of: [40, 10, 20]) == [expected])
  }

  @Test func infiniteNeighboursStayInfinite() {
    #expect(quantiles([0.25], of: [0, -.infinity, -.infinity]) == [-.infinity])
  }

  @Test func whatIsUndefinedIsNil() {
    #expect(median(of: []) == nil)
    #expect(median(of: [1, .nan]) == nil)
    #expect(quantiles([1.5], of: [1, 2]) == nil)
    #expect(quantiles([.nan], of: [1, 2]) == nil)
    #expect(quantiles([0.5, -1], of: [1, 2]) == nil)
  }
}
