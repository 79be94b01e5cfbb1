import Foundation
import Testing
import TrendsFeatures
import TrendsTestSupport

@testable import TrendsCompute
@testable import TrendsLDA

@Suite("Latin square")
struct LatinSquareTests {
  @Test(
    "One, two, three and eight threads give the same bytes, in both forms, and where batches lag",
    arguments: [20, 100, 300], [300, 1800])
  func sameBytesAtAnyThreadCount(topicCount: Int, documents: Int) throws {
    let bag = try syntheticBag(
      documents: documents, length: 60, termCount: 400, topicCount: 8, seed: 3)
    let options = plainOptions(topics: topicCount, sweeps: 1, sampler: .square)
    let plan = try SamplerPlan(bag, options: options)
    let results = try [1, 2, 3, 8].map { threadCount in
      let state = plan.makeSampler(
        alpha: Array(repeating: 0.1, count: topicCount), beta: 0.01)
      let uniforms = try UniformSource(options: options, chain: 0)
      state.assignAtRandom(uniforms)
      for sweep in 1...3 {
        uniforms.startSweep(sweep)
        state.sweep(uniforms, threadCount: threadCount)
        #expect(state.brokenInvariant() == nil)
      }
      return state.assignmentsInDocumentOrder()
    }
    for other in results.dropFirst() { #expect(other == results[0]) }
  }

  /// The interleaved kernel against the same definition written plainly, block after block.
  @Test(
    "Lanes agree with a plain sweep of one block after another, draw for draw",
    arguments: [1, 7, 8, 20, 65], [90, 600])
  func lanesAgreeWithPlainBlocks(topicCount: Int, documents: Int) throws {
    let bag = try syntheticBag(
      documents: documents, length: 50, termCount: 120, topicCount: 5, seed: 8)
    let alpha = (0..<topicCount).map { 0.1 + 0.01 * Double($0) }
    let states = (0..<2).map { _ in
      LaneSampler(
        layout: LaneLayout(bag, parts: 4), topicCount: topicCount, alpha: alpha, beta: 0.02)
    }
    let uniforms = try UniformSource(options: plainOptions(topics: topicCount, sweeps: 1), chain: 0)
    for state in states { state.assignAtRandom(uniforms) }
    for sweep in 1...4 {
      uniforms.startSweep(sweep)
      states[0].sweep(uniforms, threadCount: 1)
      let z = plainSquareSweep(states[1], uniforms: uniforms)
      states[1].setAssignments(z)
      #expect(states[0].assignmentsInDocumentOrder() == z)
    }
  }

  /// What the square costs in exactness where that is worst: on corpora of three to eight tokens in
  /// two parts, where one draw in two does not see the one before it.
  ///
  /// ARCHITECTURE publishes these figures. An exact sampler's own distance after as many sweeps is
  /// Monte Carlo noise alone, and the yardstick.
  @Test(
    "Its total variation from the enumerated posterior is what ARCHITECTURE says",
    arguments: try TinyPosterior.all(), TestedSampler.square)
  func totalVariation(posterior: TinyPosterior, sampler: TestedSampler) throws {
    let exact = try totalVariation(of: posterior, sampler: .dense)
    let square = try totalVariation(of: posterior, sampler: sampler)
    #expect(exact < 0.05, "the yardstick itself is off by \(exact)")
    #expect(square < 0.13, "the square is off by \(square), an exact sampler by \(exact)")
    if slowTestsAreOn {
      print("total variation: \(posterior.name) \(sampler) \(square), exact \(exact)")
    }
  }

  /// The error falls with the size of the corpus, since one token matters less to n(k).
  @Test(
    "On three hundred tokens its posterior is that of an exact sampler", .tags(.slow),
    .onlyWhenSlow, arguments: TestedSampler.square)
  func biasOfSmallCorpora(sampler: TestedSampler) throws {
    let corpus = try syntheticBag(documents: 20, length: 15, termCount: 30, topicCount: 3, seed: 4)
    let exact = try [TestedSampler.dense, .sparse].map { try meanLikelihood(of: corpus, $0) }
    let square = try meanLikelihood(of: corpus, sampler)
    let noise = (exact[0].error * exact[0].error + square.error * square.error).squareRoot()
    print("ln p on 300 tokens: \(sampler) \(square), exact \(exact)")
    #expect(abs(exact[0].mean - exact[1].mean) < 4 * exact[0].error * 1.5)
    #expect(abs(square.mean - exact[0].mean) < 4 * noise + 0.5)
  }

  /// E[ln p(w, z)] over 40,000 sweeps, and its standard error from 40 batch means.
  private func meanLikelihood(of corpus: BagOfWords, _ sampler: TestedSampler) throws
    -> (mean: Double, error: Double)
  {
    let state = try sampler.make(corpus, alpha: [0.3, 0.3, 0.3], beta: 0.2)
    let uniforms = try UniformSource(options: plainOptions(topics: 3, sweeps: 1), chain: 0)
    state.assignAtRandom(uniforms)
    let means = (0..<40).map { batch in
      (1...1000).reduce(0.0) { sum, step in
        uniforms.startSweep(batch * 1000 + step)
        state.sweep(uniforms, threadCount: 1)
        return sum + state.logLikelihood()
      } / 1000
    }.dropFirst(2)
    let mean = means.reduce(0, +) / Double(means.count)
    let variance = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(means.count - 1)
    return (mean, (variance / Double(means.count)).squareRoot())
  }

  @Test("Batches lag only in a step of large ones, and cut every block whole")
  func batchesOfSteps() {
    for (blockTokens, lags) in [(300, false), (1_599, false), (1_600, true), (90_000, true)] {
      let starts = (0...16).map { $0 * blockTokens }
      let batches = SquareBatches(blockTokens: starts, limit: 2048)
      #expect(batches.barrierInterval == (lags ? batches.perStep : 1))
      #expect(batches.isSeenAtOnce(batches.perStep - 1))
      #expect(batches.isSeenAtOnce(0) == !lags)
      let block = starts[3]..<starts[4]
      let cut = (0..<batches.perStep).map { batches.tokens($0, of: block) }
      #expect(cut.flatMap { Array($0) } == Array(block))
      // One percent of sixteen blocks in batches of four.
      #expect(cut.allSatisfy { $0.count <= max(1, blockTokens * 16 / 400) })
    }
  }

  @Test("Blocks share no document and no term within a step, and hold every token once")
  func blocksAreDisjoint() throws {
    let bag = try syntheticBag(documents: 70, length: 40, termCount: 90, topicCount: 4, seed: 2)
    let layout = LaneLayout(bag, parts: 4)
    for step in 0..<4 {
      var documents: Set<UInt32> = []
      var terms: Set<UInt32> = []
      for group in 0..<4 {
        let block = layout.grid.block(group: group, step: step)
        let pieces = layout.blockPieces[block]..<layout.blockPieces[block + 1]
        let tokens = layout.blockTokens[block]..<layout.blockTokens[block + 1]
        let blockDocuments = Set(pieces.map { layout.pieceRows[$0] })
        let blockTerms = Set(tokens.map { layout.terms[$0] })
        #expect(documents.isDisjoint(with: blockDocuments))
        #expect(terms.isDisjoint(with: blockTerms))
        documents.formUnion(blockDocuments)
        terms.formUnion(blockTerms)
      }
    }
    var seen = [Int](repeating: 0, count: bag.tokenCount)
    layout.forEachRun { first, _, count in for i in first..<first + count { seen[i] += 1 } }
    #expect(seen.allSatisfy { $0 == 1 })
  }

  @Test("Its sampler is refused where it cannot hold the corpus, and auto takes another")
  func obstacles() throws {
    let long = BagOfWords(
      documentStarts: [0, 1, 2], terms: [0, 0], counts: [70_000, 1], termCount: 1)
    for kind in [SamplerKind.square, .sparse] {
      let options = plainOptions(topics: 2, sweeps: 1, sampler: kind)
      #expect(throws: LDAError.self) { try SamplerPlan(long, options: options) }
    }
    #expect(
      plainOptions(topics: 2, sweeps: 1, sampler: .auto).resolvedSampler(for: long) == .dense)
    var options = plainOptions(topics: 2, sweeps: 1, sampler: .square)
    options.generator = "mt19937"
    #expect(throws: LDAError.self) {
      try SamplerPlan(bag(of: [[0], [0]], termCount: 1), options: options)
    }
  }

  @Test("A document of a million tokens and a term of more than 65,535 simply work")
  func longDocument() throws {
    let bag = BagOfWords(
      documentStarts: [0, 2, 4], terms: [0, 1, 0, 1], counts: [900_000, 100_000, 3, 2],
      termCount: 2)
    let options = plainOptions(topics: 2, sweeps: 2, sampler: .auto)
    let chains = try #require(try fitChains(bag, options: options, threadCount: 2))
    #expect(chains[0].topicTermCounts.reduce(0) { $0 + Int($1) } == bag.tokenCount)
  }

  @Test("auto takes what fits the corpus")
  func automaticChoice() {
    let large = BagOfWords(
      documentStarts: Array(0...40), terms: Array(repeating: 0, count: 40),
      counts: Array(repeating: 60_000, count: 40), termCount: 1)
    let small = bag(of: [[0, 1], [1]], termCount: 2)
    func choice(_ bag: BagOfWords, topics: Int, chains: Int = 4, generator: String = "philox")
      -> SamplerKind
    {
      var options = LDAOptions()
      options.topicCount = topics
      options.chainCount = chains
      options.generator = generator
      return options.resolvedSampler(for: bag)
    }
    #expect(choice(small, topics: 20) == .dense)
    #expect(choice(small, topics: 128) == .dense)
    #expect(choice(small, topics: 129) == .sparse)
    #expect(choice(large, topics: 20) == .square)
    #expect(choice(large, topics: 128) == .square)
    #expect(choice(large, topics: 129) == .sparse)
    #expect(choice(large, topics: 500, chains: 1) == .square)
    #expect(choice(large, topics: 20, generator: "taus2") == .dense)
  }

  private func totalVariation(of posterior: TinyPosterior, sampler: TestedSampler) throws -> Double
  {
    let corpus = bag(of: posterior.documents, termCount: posterior.termCount)
    let topicCount = posterior.alpha.count
    let state = try sampler.make(corpus, alpha: posterior.alpha, beta: posterior.beta)
    let stateCount = (0..<corpus.tokenCount).reduce(1) { count, _ in count * topicCount }
    func number(_ z: [UInt16]) -> Int { z.reduce(0) { $0 * topicCount + Int($1) } }
    var weights = [Double](repeating: 0, count: stateCount)
    for s in 0..<stateCount {
      var rest = s
      var z = [UInt16](repeating: 0, count: corpus.tokenCount)
      for i in z.indices.reversed() {
        z[i] = UInt16(rest % topicCount)
        rest /= topicCount
      }
      state.setAssignments(z)
      weights[s] = state.logLikelihood()
    }
    let largest = try #require(weights.max())
    let total = weights.reduce(0) { $0 + exp($1 - largest) }

    var counts = [Int](repeating: 0, count: stateCount)
    let uniforms = try UniformSource(options: plainOptions(topics: topicCount, sweeps: 1), chain: 0)
    state.assignAtRandom(uniforms)
    let sweeps = slowTestsAreOn ? 1_000_000 : 50_000
    for sweep in 1...sweeps {
      uniforms.startSweep(sweep)
      state.sweep(uniforms, threadCount: 1)
      counts[number(state.assignmentsInDocumentOrder())] += 1
    }
    return (0..<stateCount).reduce(0) { sum, s in
      sum + abs(Double(counts[s]) / Double(sweeps) - exp(weights[s] - largest) / total) / 2
    }
  }

  /// One sweep of the square as ``LaneSampler`` defines it, without lanes: z after it.
  private func plainSquareSweep(_ state: LaneSampler, uniforms: UniformSource) -> [UInt16] {
    let layout = state.layout
    let parts = layout.grid.parts
    let padded = state.paddedTopicCount
    var z = (0..<state.bag.tokenCount).map { state.assignments[$0] }
    var documents = (0..<state.bag.documentCount * padded).map { Float(state.documentCounts[$0]) }
    var terms = (0..<state.bag.termCount * padded).map { state.termCounts[$0] }
    var totals = (0..<padded).map { state.topicCounts[$0] }
    let alpha = (0..<padded).map { state.topics.alpha[$0] }
    let batches = SquareBatches(
      blockTokens: layout.blockTokens, limit: LaneSampler.batchLimit)
    var numbers = [Float](repeating: 0, count: RandomStream.batch)
    var documentOf = [Int](repeating: 0, count: z.count)
    var token = 0
    for piece in 0..<(layout.blockPieces.last ?? 0) {
      while token < layout.pieceEnds[piece] {
        documentOf[token] = Int(layout.pieceRows[piece])
        token += 1
      }
    }
    // n(k) as an even and an odd batch see it.
    var seen = [totals, totals]
    for step in 0..<parts {
      for batch in 0..<batches.perStep {
        let number = step * batches.perStep + batch
        let known = seen[number % 2]
        var inverse = [Float](repeating: 0, count: padded)
        var without = inverse
        for k in 0..<state.topicCount {
          inverse[k] = 1 / (Float(known[k]) + state.betaSum)
          without[k] = 1 / (Float(known[k] - 1) + state.betaSum)
        }
        for group in 0..<parts {
          let block = layout.grid.block(group: group, step: step)
          let all = layout.blockTokens[block]..<layout.blockTokens[block + 1]
          for i in batches.tokens(batch, of: all) {
            let offset = i - all.lowerBound
            uniforms.fill(
              &numbers, count: RandomStream.batch, stream: block, batch: offset / RandomStream.batch
            )
            let d = documentOf[i] * padded
            let w = Int(layout.terms[i]) * padded
            let own = Int(z[i])
            let ownMass =
              ((documents[d + own] - 1) + alpha[own]) * ((terms[w + own] - 1) + state.beta)
              * without[own]
            var cumulative = [Float](repeating: 0, count: padded)
            var ends = [Float](repeating: 0, count: 8)
            for k in 0..<padded {
              let weight =
                (k == own ? 0 : (documents[d + k] + alpha[k]) * inverse[k])
                * (terms[w + k] + state.beta)
              ends[k % 8] += weight
              cumulative[k] = ends[k % 8]
            }
            for (step, sources) in [(1, [1, 3, 5, 7]), (2, [2, 3, 6, 7]), (4, [4, 5, 6, 7])] {
              let before = ends
              for lane in sources { ends[lane] += before[lane / step * step - 1] }
            }
            let target = numbers[offset % RandomStream.batch] * (ownMass + ends[7])
            if target < ownMass { continue }
            let rest = target - ownMass
            let lane = ends.prefix(7).count { $0 <= rest }
            let inLane = lane == 0 ? rest : rest - ends[lane - 1]
            var place = 0
            while place < padded / 8 - 1 && cumulative[8 * place + lane] <= inLane { place += 1 }
            let new = 8 * place + lane
            if new >= state.topicCount || new == own { continue }
            z[i] = UInt16(new)
            documents[d + own] -= 1
            documents[d + new] += 1
            terms[w + own] -= 1
            terms[w + new] += 1
            totals[own] -= 1
            totals[new] += 1
          }
        }
        seen[number % 2] = totals
        if batches.isSeenAtOnce(number) { seen = [totals, totals] }
      }
    }
    return z.withUnsafeBufferPointer { pointer in
      pointer.baseAddress.map { layout.inDocumentOrder($0) } ?? []
    }
  }
}
