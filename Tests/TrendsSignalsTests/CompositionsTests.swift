import Testing
import TrendsSignals
import TrendsTestSupport

@Suite struct CompositionsTests {
  @Test func agreesWithScikitBio() throws {
    let reference = try Reference(named: "compositional", in: .module)
    #expect(reference.cases.count == 11)
    var replaced = 0
    for example in reference.cases {
      let id = try example.text(at: "id")
      var parts = try example.numbers(at: "x")
      let closed = try #require(Compositions.closure(parts))
      expect(closed, try example.numbers(at: "closure"), id)
      if let expected = example["multiplicative_replacement_delta_1e-3"]?.doubles {
        replaced += 1
        #expect(Compositions.centredLogRatios(parts) == nil, "a zero has no logarithm")
        parts = try #require(Compositions.replacingZeros(parts, by: 1e-3))
        expect(parts, expected, id)
      }
      let ratios = try #require(Compositions.centredLogRatios(parts))
      expect(ratios, try example.numbers(at: "clr"), id)
      expect(ratios, try example.numbers(at: "clr_cs"), id)
      let back = try #require(Compositions.shares(centredLogRatios: ratios))
      expect(back, try example.numbers(at: "clr_inv"), id)
      // Differences of centred log-ratios are the plain log-ratios of the file.
      let last = try #require(ratios.last)
      expect(ratios.dropLast().map { $0 - last }, try example.numbers(at: "alr_last"), id)
    }
    #expect(replaced == 2)
  }

  @Test func distancesAndSumsOfRatiosAgreeWithScikitBio() throws {
    let reference = try Reference(named: "compositional", in: .module)
    let pairs = reference["pairs"]?.array ?? []
    #expect(pairs.count == 5)
    for pair in pairs {
      let a = try #require(Compositions.centredLogRatios(try pair.numbers(at: "a")))
      let b = try #require(Compositions.centredLogRatios(try pair.numbers(at: "b")))
      let squares = zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      expectClose(squares.squareRoot(), try pair.number(at: "aitchison_distance"))
      let sum = try #require(Compositions.shares(centredLogRatios: zip(a, b).map { $0 + $1 }))
      expect(sum, try pair.numbers(at: "perturb"), "perturb")
      let twice = try #require(Compositions.shares(centredLogRatios: a.map { 2 * $0 }))
      expect(twice, try pair.numbers(at: "power2"), "power2")
    }
  }

  @Test func replacementKeepsTheRatiosOfTheOthers() throws {
    let parts = try #require(
      Compositions.replacingZeros(
        [0, 2, 6, 0], by: Compositions.zeroReplacement(documentCount: 10, topicCount: 4)))
    #expect(parts[0] == 0.0125 && parts[3] == 0.0125)
    expectClose(parts[2] / parts[1], 3)
    expectClose(parts.reduce(0, +), 1)
  }

  @Test func whatIsNoCompositionIsNil() {
    for parts in [[], [0, 0], [1, -1, 3], [1, .nan], [1, .infinity]] {
      #expect(Compositions.closure(parts) == nil)
      #expect(Compositions.replacingZeros(parts, by: 0.1) == nil)
    }
    #expect(Compositions.replacingZeros([0, 0, 1], by: 0.5) == nil)
    #expect(Compositions.replacingZeros([0, 1], by: 0) == nil)
    #expect(Compositions.centredLogRatios([]) == nil)
    #expect(Compositions.centredLogRatios([1, 0]) == nil)
    #expect(Compositions.shares(centredLogRatios: []) == nil)
    #expect(Compositions.shares(centredLogRatios: [1, .infinity]) == nil)
  }

  private func expect(
    _ found: [Double], _ expected: [Double], _ comment: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(found.count == expected.count, sourceLocation: sourceLocation)
    for (found, expected) in zip(found, expected) {
      expectClose(found, expected, comment, sourceLocation: sourceLocation)
    }
  }
}
