import Testing
import TrendsTestSupport

@testable import TrendsLDA

@Suite("Exact posterior")
struct ExactPosteriorTests {
  @Test(
    "A long run matches the enumerated posterior",
    arguments: try TinyPosterior.all(), SamplerKind.allCases)
  func matchesEnumeration(posterior: TinyPosterior, kernel: SamplerKind) throws {
    let error = try largestError(of: posterior, seed: 7) { $0.sweep(kernel, uniforms: $1) }
    #expect(error < 4.5, "off by \(error) Monte Carlo standard errors")
  }

  @Test(
    "So it does with GSL's own generators", arguments: ["mt19937", "taus2"])
  func matchesEnumeration(generator: String) throws {
    for posterior in try TinyPosterior.all().prefix(2) {
      let error = try largestError(of: posterior, seed: 3, generator: generator) {
        $0.sweep(.dense, uniforms: $1)
      }
      #expect(error < 4.5, "off by \(error) Monte Carlo standard errors")
    }
  }

  @Test("The enumeration catches planted bugs", arguments: PlantedBug.allCases)
  func catchesPlantedBugs(bug: PlantedBug) throws {
    let worst = try TinyPosterior.all().map { posterior in
      try largestError(of: posterior, sweeps: 20_000, seed: 7) { state, uniforms in
        faultySweep(state, uniforms: uniforms, bug: bug)
      }
    }.max()
    let error = try #require(worst)
    if bug == .none {
      #expect(error < 4.5, "a sound kernel was refused")
    } else {
      #expect(error > 8, "the bug stays within \(error) standard errors")
    }
  }
}

/// A mistake that a sampler can make, and that the tests must notice.
enum PlantedBug: CaseIterable, Sendable {
  case none, ownTokenNotRemoved, betaForVBeta, alphaOffByOne, lastTopicNeverDrawn, lateCounts
}

/// A sweep in plain double precision with one planted bug.
func faultySweep(_ state: SamplerState, uniforms: UniformSource, bug: PlantedBug) {
  let tokens = state.tokens
  let topicCount = state.topicCount
  var topics = assignments(of: state).map { Int($0) }
  var tableTopics = topics
  uniforms.forEachChunk(of: tokens, in: 0..<tokens.documentCount) { d, range, values in
    for (i, token) in range.enumerated() {
      // Counted afresh each time: slow, and beyond doubt.
      let seen = bug == .lateCounts ? tableTopics : topics
      var weights = (0..<topicCount).map { k -> Double in
        var inDocument = 0.0
        var ofTerm = 0.0
        var total = 0.0
        for other in 0..<tokens.tokenCount
        where seen[other] == k && (other != token || bug == .ownTokenNotRemoved) {
          total += 1
          if range.contains(other) { inDocument += 1 }
          if tokens.terms[other] == tokens.terms[token] { ofTerm += 1 }
        }
        let alpha = state.alphaExact[bug == .alphaOffByOne ? (k + 1) % topicCount : k]
        let beta = state.betaExact
        let betaSum = bug == .betaForVBeta ? beta : beta * Double(tokens.termCount)
        return (inDocument + alpha) * (ofTerm + beta) / (total + betaSum)
      }
      if bug == .lastTopicNeverDrawn { weights[topicCount - 1] = 0 }
      var rest = Double(values[i]) * weights.reduce(0, +)
      var drawn = 0
      while drawn < topicCount - 1 && rest >= weights[drawn] {
        rest -= weights[drawn]
        drawn += 1
      }
      topics[token] = drawn
    }
    tableTopics = topics
  }
  state.setAssignments(topics.map { UInt16($0) })
}
