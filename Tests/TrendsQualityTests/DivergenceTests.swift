import Foundation
import Testing
import TrendsQuality
import TrendsTestSupport

@Suite struct DivergenceTests {
  @Test func divergencesAreThoseOfSciPy() throws {
    let reference = try Reference(named: "divergences", in: .module)
    #expect(reference.cases.count == 12)
    for example in reference.cases {
      let (p, q) = (try #require(example["p"]).doubles, try #require(example["q"]).doubles)
      let expected: [(String, Double)] = [
        ("kl_nats", kullbackLeiblerDivergence(p, q)),
        ("js_divergence_nats", jensenShannonDivergence(p, q)),
        ("hellinger", hellingerDistance(p, q)), ("entropy_nats", entropy(p)),
      ]
      for (name, found) in expected {
        expectClose(
          found, try #require(example[name]?.double), relative: 1e-9,
          "\(example["id"]?.string ?? "") \(name)")
      }
    }
  }

  @Test func noveltyTransienceAndResonanceAreThoseOfBarronAndOthers() throws {
    let reference = try Reference(named: "divergences", in: .module)
    let theta = (reference["ntr_theta"]?.array ?? []).map(\.doubles)
    let examples = reference["ntr"]?.array ?? []
    #expect(examples.count > 10)
    for example in examples {
      let window = try #require(example["window"]?.int)
      let index = try #require(example["index"]?.int)
      let found = try #require(novelties(theta: theta, window: window)[index])
      expectClose(found.novelty, try #require(example["novelty"]?.double), relative: 1e-9)
      expectClose(found.transience, try #require(example["transience"]?.double), relative: 1e-9)
      expectClose(found.resonance, try #require(example["resonance"]?.double), relative: 1e-9)
    }
  }

  @Test func documentsWithoutNeighboursHaveNoNovelty() {
    let theta = [[0.5, 0.5], [0.4, 0.6], [0.1, 0.9]]
    #expect(novelties(theta: theta, window: 1).map { $0 != nil } == [false, true, false])
    #expect(novelties(theta: theta, window: 5).allSatisfy { $0 == nil })
  }

  @Test func divergencesByHand() {
    // All of p where q has half: ln 2 one way, infinite the other.
    expectClose(kullbackLeiblerDivergence([1, 0], [0.5, 0.5]), 0.6931471805599453)
    #expect(kullbackLeiblerDivergence([0.5, 0.5], [1, 0]) == .infinity)
    // Distributions without a common outcome are as far apart as can be.
    expectClose(jensenShannonDivergence([1, 0], [0, 1]), 0.6931471805599453)
    #expect(hellingerDistance([1, 0], [0, 1]) == 1)
    expectClose(entropy([0.25, 0.25, 0.25, 0.25]), 1.3862943611198906)
  }
}
