import Synchronization
import Testing
import TrendsFeatures
import TrendsTestSupport

@testable import TrendsCompute
@testable import TrendsLDA

@Suite("Fitting")
struct FitTests {
  private func smallOptions() -> LDAOptions {
    var options = LDAOptions()
    options.topicCount = 6
    options.chainCount = 5
    options.sweepCount = 140
    options.burnIn = 60
    options.drawsPerChain = 4
    return options
  }

  @Test("Chains are the same at any thread count", arguments: [2, 3, 8])
  func threadCount(threads: Int) throws {
    let bag = try syntheticBag(documents: 40, length: 50, termCount: 80, topicCount: 6, seed: 3)
    let alone = try #require(try fitChains(bag, options: smallOptions(), threadCount: 1))
    let together = try #require(try fitChains(bag, options: smallOptions(), threadCount: threads))
    #expect(alone == together)
  }

  @Test("Chains and seeds differ from one another")
  func chainsDiffer() throws {
    let bag = try syntheticBag(documents: 40, length: 50, termCount: 80, topicCount: 6, seed: 3)
    var options = smallOptions()
    let results = try #require(try fitChains(bag, options: options, threadCount: 2))
    #expect(Set(results.map(\.assignments)).count == 5)
    options.seed = 0
    let other = try #require(try fitChains(bag, options: options, threadCount: 2))
    #expect(Set(results.map(\.assignments)).isDisjoint(with: other.map(\.assignments)))
  }

  @Test("Draws are kept where the options say, and their counts add up")
  func draws() throws {
    let bag = try syntheticBag(documents: 40, length: 50, termCount: 80, topicCount: 6, seed: 3)
    let results = try #require(try fitChains(bag, options: smallOptions(), threadCount: 2))
    for result in results {
      #expect(result.draws.map(\.sweep) == [80, 100, 120, 140])
      #expect(result.topicTermCounts.reduce(0) { $0 + Int($1) } == 4 * bag.tokenCount)
      for draw in result.draws {
        for d in 0..<bag.documentCount {
          let row =
            draw.documentTopics.documentStarts[d]..<draw.documentTopics.documentStarts[d + 1]
          #expect(draw.documentTopics.counts[row].reduce(0, +) == 50)
        }
        #expect(draw.alpha.allSatisfy { $0 >= 1e-4 && $0.isFinite })
      }
      #expect(result.trace.first?.sweep == 1 && result.trace.last?.sweep == 140)
    }
  }

  @Test("A fit that is told to stop stops")
  func stops() throws {
    let bag = try syntheticBag(documents: 40, length: 50, termCount: 80, topicCount: 6, seed: 3)
    let sweeps = Mutex(0)
    let results = try fitChains(bag, options: smallOptions(), threadCount: 2) { _ in
      sweeps.withLock {
        $0 += 1
        return $0 < 10
      }
    }
    #expect(results == nil)
    #expect(sweeps.withLock(\.self) < 20)
  }

  @Test("Options out of range are refused with their flag")
  func badOptions() throws {
    let bag = bag(of: [[0, 1], [1], []], termCount: 2)
    func message(_ change: (inout LDAOptions) -> Void) -> String {
      var options = plainOptions(topics: 2, sweeps: 2)
      change(&options)
      do {
        _ = try fitChains(bag, options: options, threadCount: 1)
        return "accepted"
      } catch { return "\(error)" }
    }
    #expect(message { $0.topicCount = 0 } == "--topics must be from 1 to 65535, but is 0")
    #expect(
      message { $0.topicCount = 3 }
        == "--topics is 3, but only 2 documents hold a term; give at most 2 or add documents")
    #expect(message { $0.beta = 0 } == "--beta must be from 1e-6 to 1e6, but is 0.0")
    #expect(message { $0.beta = 1e39 } == "--beta must be from 1e-6 to 1e6, but is 1e+39")
    #expect(
      message { $0.alphaSum = .nan }
        == "--alpha-sum must be from 1e-6 to 1e6 for each topic, but is nan")
    #expect(
      message { $0.burnIn = 2 } == "--burn-in must be at least 0 and below --sweeps, but is 2")
    #expect(
      message {
        $0.sampler = .square
        $0.generator = "taus2"
      } == "--sampler must be auto, dense or sparse with --rng taus2, but is square")
    #expect(message { $0.generator = "dice" }.hasPrefix("--rng 'dice' is no generator"))
    #expect(
      throws: LDAError.noTokens,
      performing: {
        try fitChains(
          BagOfWords(documentStarts: [0, 0], terms: [], counts: [], termCount: 1),
          options: plainOptions(topics: 1, sweeps: 1), threadCount: 1)
      })
  }
}
