import Testing
import TrendsTestSupport

@testable import TrendsLDA

@Suite("Exact posterior")
struct ExactPosteriorTests {
  @Test(
    "A long run matches the enumerated posterior",
    arguments: try TinyPosterior.all(), TestedSampler.exact)
  func matchesEnumeration(posterior: TinyPosterior, sampler: TestedSampler) throws {
    let error = try largestError(of: posterior, sampler: sampler, seed: 7)
    #expect(error < 4.5, "off by \(error) Monte Carlo standard errors")
  }

  @Test(
    "So it does with GSL's own generators", arguments: ["mt19937", "taus2"],
    [TestedSampler.dense, .sparse])
  func matchesEnumeration(generator: String, sampler: TestedSampler) throws {
    for posterior in try TinyPosterior.all().prefix(2) {
      let error = try largestError(
        of: posterior, sampler: sampler, seed: 3, generator: generator)
      #expect(error < 4.5, "off by \(error) Monte Carlo standard errors")
    }
  }

  @Test("The enumeration catches planted bugs", arguments: PlantedBug.allCases)
  func catchesPlantedBugs(bug: PlantedBug) throws {
    let worst = try TinyPosterior.all().map { posterior in
      try largestError(of: posterior, sampler: .dense, sweeps: 20_000, seed: 7) {
        state, uniforms in
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
func faultySweep(_ state: any Sampler, uniforms: UniformSource, bug: PlantedBug) {
  let bag = state.bag
  let terms = bag.terms.indices.flatMap {
    Array(repeating: bag.terms[$0], count: Int(bag.counts[$0]))
  }
  let topicCount = state.topicCount
  var topics = state.assignmentsInDocumentOrder().map { Int($0) }
  var tableTopics = topics
  var start = 0
  for d in 0..<bag.documentCount {
    let range = start..<start + bag.length(of: d)
    start = range.upperBound
    uniforms.forEachChunk(ofDocument: d, tokens: range) { range, values in
      for (i, token) in range.enumerated() {
        // Counted afresh each time: slow, and beyond doubt.
        let seen = bug == .lateCounts ? tableTopics : topics
        var weights = (0..<topicCount).map { k -> Double in
          var inDocument = 0.0
          var ofTerm = 0.0
          var total = 0.0
          for other in 0..<bag.tokenCount
          where seen[other] == k && (other != token || bug == .ownTokenNotRemoved) {
            total += 1
            if range.contains(other) { inDocument += 1 }
            if terms[other] == terms[token] { ofTerm += 1 }
          }
          let alpha = state.alphaExact[bug == .alphaOffByOne ? (k + 1) % topicCount : k]
          let beta = state.betaExact
          let betaSum = bug == .betaForVBeta ? beta : beta * Double(bag.termCount)
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
    }
    tableTopics = topics
  }
  state.setAssignments(topics.map { UInt16($0) })
}
