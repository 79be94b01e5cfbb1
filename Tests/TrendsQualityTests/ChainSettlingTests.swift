import Testing
import TrendsLDA

@testable import TrendsQuality

@Suite("Whether chains have settled")
struct ChainSettlingTests {
  /// A chain whose log likelihood at every tenth sweep is noise about a level, with a drift a sweep.
  private func chain(_ number: Int, sweeps: Int, level: Double, drift: Double = 0) -> ChainResult {
    // Knuth's linear congruential generator of MMIX: all that is asked of it is to repeat.
    var state = UInt64(number + 1)
    let trace = stride(from: 10, through: sweeps, by: 10).map { sweep in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let noise = Double(state >> 33) / Double(UInt32.max >> 1) - 0.5
      return ChainResult.TracePoint(
        sweep: sweep, logLikelihood: level + drift * Double(sweep) + noise)
    }
    return ChainResult(
      chain: number, draws: [], topicTermCounts: [], assignments: [], trace: trace)
  }

  private func settling(sweeps: Int, levels: [Double], drift: Double = 0) -> ChainSettling {
    let chains = levels.enumerated().map {
      chain($0, sweeps: sweeps, level: $1, drift: $0 == 0 ? drift : 0)
    }
    return ChainSettling(of: chains, burnIn: sweeps / 2)
  }

  @Test("Chains about one level have settled and agree")
  func agreement() {
    let found = settling(sweeps: 1600, levels: [-5, -5, -5, -5])
    #expect(found.areSettled && found.agree)
    #expect(found.ownRHats.count == 4)
  }

  @Test("Chains about different levels have settled and do not agree")
  func modes() {
    let found = settling(sweeps: 1600, levels: [-5, -9, -7, -5])
    #expect(found.areSettled && !found.agree)
  }

  // The halves of the kept part differ by 1.6, several times the noise.
  @Test("One chain that drifts keeps all from having settled")
  func drift() {
    let found = settling(sweeps: 1600, levels: [-5, -5, -5, -5], drift: 0.004)
    #expect(!found.areSettled)
    #expect((found.ownRHats[0] ?? 0) > 1.5)
    #expect(found.ownRHats.dropFirst().allSatisfy { ($0 ?? 2) <= 1.05 })
  }

  @Test("What happened before the burn-in does not count")
  func burnIn() {
    var late = chain(0, sweeps: 3200, level: -5)
    for i in late.trace.indices where late.trace[i].sweep <= 1600 {
      late.trace[i].logLikelihood -= 1000
    }
    #expect(ChainSettling(of: [late], burnIn: 1600).areSettled)
    #expect(!ChainSettling(of: [late], burnIn: 1200).areSettled)
  }

  // 4 chains of 20 values each are not worth 100; no trace and a constant one say nothing.
  @Test("Few values are no ground for a judgement")
  func few() {
    #expect(!settling(sweeps: 100, levels: [-5, -5, -5, -5]).areSettled)
    #expect(!settling(sweeps: 10, levels: [-5]).areSettled)
    let constant = ChainResult(
      chain: 0, draws: [], topicTermCounts: [], assignments: [],
      trace: (1...400).map { .init(sweep: 10 * $0, logLikelihood: -3) })
    #expect(!ChainSettling(of: [constant], burnIn: 2000).areSettled)
  }
}
