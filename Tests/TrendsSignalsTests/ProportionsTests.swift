import Testing
import TrendsSignals
import TrendsTestSupport

@Suite struct ProportionsTests {
  @Test func intervalsAgreeWithR() throws {
    let reference = try Reference(named: "proportions", in: .module)
    #expect(reference.cases.count == 10)
    for example in reference.cases {
      let id = try example.text(at: "id")
      let proportion = try #require(
        Proportion(try example.count(at: "k"), of: try example.count(at: "n")))
      for (found, field) in [
        (proportion.wilson(), "wilson"), (proportion.clopperPearson(), "clopper_pearson"),
        (proportion.jeffreys(), "jeffreys"),
      ] {
        let (found, expected) = (try #require(found), try example.numbers(at: field))
        expectClose(found.low, expected[0], absolute: 0, "\(id) \(field)")
        expectClose(found.high, expected[1], absolute: 0, "\(id) \(field)")
      }
    }
  }

  @Test func twoProportionsAgreeWithR() throws {
    let reference = try Reference(named: "proportions", in: .module)
    let examples = reference["two_sample"]?.array ?? []
    #expect(examples.count == 7)
    for example in examples {
      func proportion(_ number: Int) throws -> Proportion {
        try #require(
          Proportion(
            try example.count(at: "k\(number)"), of: try example.count(at: "n\(number)")))
      }
      let difference = ProportionDifference(try proportion(1), try proportion(2))
      expectClose(difference.fisherP(), try example.number(at: "fisher_p"))
      let chiSquaredP = try example.number(at: "chisq_p")
      let ends = try example.numbers(at: "diff_ci")
      if chiSquaredP.isNaN {
        // R gives NaN and an interval without width where none or all are meant; we give neither.
        #expect(ends == [0, 0])
        #expect(difference.chiSquaredP() == nil && difference.waldInterval() == nil)
        continue
      }
      expectClose(try #require(difference.chiSquaredP()), chiSquaredP)
      let interval = try #require(difference.waldInterval())
      expectClose(interval.low, ends[0])
      expectClose(interval.high, ends[1])
    }
  }

  @Test func wilsonByHand() throws {
    // 0 of n: the upper end is z²/(n + z²); z is 1.96.
    let interval = try #require(Proportion(0, of: 10)?.wilson())
    let z = 1.959963984540054
    #expect(interval.low == 0)
    expectClose(interval.high, z * z / (10 + z * z))
  }

  @Test func whatIsNoProportionIsNil() {
    #expect(Proportion(1, of: 0) == nil)
    #expect(Proportion(-1, of: 3) == nil)
    #expect(Proportion(4, of: 3) == nil)
    let proportion = Proportion(1, of: 3)
    for confidence in [1, 1.5, -0.1, .nan] {
      #expect(proportion?.wilson(confidence: confidence) == nil)
      #expect(proportion?.clopperPearson(confidence: confidence) == nil)
      #expect(proportion?.jeffreys(confidence: confidence) == nil)
    }
  }

  @Test func fishersTestOfHugeTablesIsStillAProbability() throws {
    let none = try #require(Proportion(0, of: 1_000_000))
    let all = try #require(Proportion(1_000_000, of: 1_000_000))
    #expect(ProportionDifference(none, all).fisherP() == 0)
    expectClose(ProportionDifference(none, none).fisherP(), 1)
  }
}
