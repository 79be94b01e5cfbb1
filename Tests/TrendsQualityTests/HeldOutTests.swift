import Foundation
import Testing
import TrendsFeatures
import TrendsLDA
import TrendsTestSupport

@testable import TrendsQuality

@Suite("Held-out documents")
struct HeldOutTests {
  /// One document of the reference with its exact ln p(w | φ, α), from enumeration.
  struct Document: Sendable, CustomTestStringConvertible {
    let name: String
    let model: HeldOutModel
    let phi: [[Double]]
    let tokens: [UInt32]
    let exact: Double
    /// The biased form with 200,000 particles, as MALLET 2.1 gave it.
    let productOfMeans: Double
    var testDescription: String { name }
  }

  static func documents() throws -> [Document] {
    try Reference(named: "left_to_right", in: .module).cases.flatMap { reference in
      let phi = try #require(reference["phi"]?.array.map(\.doubles))
      let alpha = try #require(reference["alpha"]?.doubles)
      let exact = try #require(reference["exact_log_prob"]?.doubles)
      let biased = try #require(reference["mallet_left_to_right_200000_particles"]?.doubles)
      let id = try #require(reference["id"]?.string)
      // Rows are given to sixteen digits: a sum may be off in the last.
      let model = HeldOutModel(phi: phi.flatMap(\.self), alpha: alpha)
      return try #require(reference["docs"]?.array.map(\.ints)).enumerated().map { d, tokens in
        Document(
          name: "\(id) \(tokens)", model: model, phi: phi, tokens: tokens.map { UInt32($0) },
          exact: exact[d], productOfMeans: biased[d])
      }
    }
  }

  @Test("The reference has its nineteen documents")
  func referenceIsWhole() throws { #expect(try Self.documents().count == 19) }

  /// 64 repeats give a mean of p with a standard error; a sound estimator is 4.5 of them off about
  /// once in 10,000 documents. Never, seldom and after every position particles are resampled.
  @Test(
    "Left-to-right meets the exact probability", arguments: try documents(), [0, 0.1, 1])
  func leftToRightIsExact(document: Document, leastEffectiveShare: Double) throws {
    var options = HeldOutOptions()
    options.particleCount = 500
    options.leastEffectiveShare = leastEffectiveShare
    let ratios = (0..<64).map {
      exp(
        document.model.leftToRight(document.tokens, document: 0, repeat: $0, options: options)
          - document.exact)
    }
    let mean = ratios.reduce(0, +) / 64
    let variance = ratios.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 63
    // One token is exact with one particle.
    let error = max((variance / 64).squareRoot(), 1e-13)
    #expect(abs(mean - 1) < 4.5 * error, "\(mean) of the exact value, with an error of \(error)")
    #expect(error < 0.02)
  }

  @Test("The product of means over particles is off, the mean of products is not")
  func productOfMeansIsBiased() throws {
    var worst = 0.0
    for (number, document) in try Self.documents().enumerated() {
      let found = plainLeftToRight(document, particles: 40_000, seed: UInt64(number))
      #expect(abs(found.meanOfProducts - document.exact) < 0.02)
      // A second implementation of the biased form is off by the same.
      #expect(abs(found.productOfMeans - document.productOfMeans) < 0.02)
      worst = max(worst, abs(found.productOfMeans - document.exact))
    }
    #expect(worst > 0.07 && worst < 0.11)
  }

  /// Both forms in plain code, one particle after the other.
  private func plainLeftToRight(_ document: Document, particles: Int, seed: UInt64)
    -> (meanOfProducts: Double, productOfMeans: Double)
  {
    var random = XorShift(seed: seed)
    let (alpha, tokens) = (document.model.alpha, document.tokens.map { Int($0) })
    let alphaSum = alpha.reduce(0, +)
    var products = 0.0
    var sums = [Double](repeating: 0, count: tokens.count)
    for _ in 0..<particles {
      var topics = [Int](repeating: -1, count: tokens.count)
      var product = 1.0
      func weights(_ position: Int) -> [Double] {
        alpha.indices.map { k in
          let count = topics.enumerated().count { $0.offset != position && $0.element == k }
          return (Double(count) + alpha[k]) * document.phi[k][tokens[position]]
        }
      }
      func draw(_ position: Int) {
        let weights = weights(position)
        var rest = random.uniform() * weights.reduce(0, +)
        var k = 0
        while k < weights.count - 1, rest >= weights[k] {
          rest -= weights[k]
          k += 1
        }
        topics[position] = k
      }
      for position in tokens.indices {
        for earlier in 0..<position { draw(earlier) }
        let probability = weights(position).reduce(0, +) / (Double(position) + alphaSum)
        product *= probability
        sums[position] += probability
        draw(position)
      }
      products += product
    }
    return (
      log(products / Double(particles)),
      sums.reduce(0) { $0 + log($1 / Double(particles)) }
    )
  }

  /// p(second | first) = p(both) / p(first) where the second half is one token: enumeration has it
  /// for a document and for the same without its last token.
  @Test("Document completion approaches the exact predictive probability as sweeps grow")
  func completionIsExact() throws {
    let document = try #require(try Self.documents().first { $0.name == "K2_V4 [0, 0, 2]" })
    let known = Array(document.tokens[..<2])
    var options = HeldOutOptions()
    options.sweepCount = 20_000
    options.repeatCount = 8
    let found = document.model.completion(
      (known: known, scored: [2]), document: 0, options: options)
    let expected = document.exact - exactLogProbability(of: known, document)
    for value in found { #expect(abs(value - expected) < 0.01) }
    #expect(Set(found).count == 8)
  }

  /// The probability by summing over all topics of all tokens.
  private func exactLogProbability(of tokens: [UInt32], _ document: Document) -> Double {
    let alpha = document.model.alpha
    func rest(_ position: Int, _ counts: [Double]) -> Double {
      guard position < tokens.count else { return 1 }
      return alpha.indices.reduce(0) { sum, k in
        var next = counts
        next[k] += 1
        return sum + (counts[k] + alpha[k]) / (Double(position) + alpha.reduce(0, +))
          * document.phi[k][Int(tokens[position])] * rest(position + 1, next)
      }
    }
    return log(rest(0, alpha.map { _ in 0 }))
  }

  @Test("With a single topic both are the sum of ln φ, without an error")
  func singleTopic() throws {
    let model = HeldOutModel(phi: [0.5, 0.25, 0.25], alpha: [0.3])
    let bag = BagOfWords(
      documentStarts: [0, 2, 2, 3], terms: [0, 1, 2], counts: [3, 1, 1], termCount: 3)
    let scores = try #require(heldOutScores(of: bag, model: model, threadCount: 1))
    #expect(scores.map(\.tokenCount) == [4, 0, 1])
    let first = try #require(scores[0].leftToRight)
    expectClose(first.logProbability, 3 * log(0.5) + log(0.25), relative: 1e-12)
    #expect(first.monteCarloError == 0)
    #expect(scores[1] == HeldOutDocument(tokenCount: 0, leftToRight: nil, completion: nil))
    #expect(scores[2].completion == nil)
    expectClose(try #require(scores[2].leftToRight).logProbability, log(0.25))
    let halves = documentHalves([0, 0, 0, 1], document: 0, seed: 1)
    expectClose(
      try #require(scores[0].completion).logProbability,
      halves.scored.reduce(0) { $0 + log($1 == 0 ? 0.5 : 0.25) })
    #expect(scores[0].completion?.tokenCount == 2)
  }

  @Test("Scores are the same at any thread count, and differ by seed", arguments: [2, 5])
  func threadCount(threads: Int) throws {
    let (bag, model) = sample()
    var options = HeldOutOptions()
    options.particleCount = 20
    let alone = try #require(
      heldOutScores(of: bag, model: model, options: options, threadCount: 1))
    let together = try #require(
      heldOutScores(of: bag, model: model, options: options, threadCount: threads))
    #expect(alone == together)
    options.seed = 0
    let other = try #require(
      heldOutScores(of: bag, model: model, options: options, threadCount: 1))
    #expect(zip(alone, other).allSatisfy { $0.leftToRight != $1.leftToRight })
  }

  @Test("Documents above the longest length are completed only", arguments: [29, 30])
  func longDocuments(longest: Int) throws {
    let (bag, model) = sample()
    var options = HeldOutOptions()
    options.particleCount = 9
    options.longestDocument = longest
    let scores = try #require(
      heldOutScores(of: bag, model: model, options: options, threadCount: 1))
    #expect(scores.allSatisfy { ($0.leftToRight != nil) == (longest == 30) })
    #expect(scores.allSatisfy { $0.completion?.tokenCount == 15 })
  }

  @Test("The error over repeats is what other seeds show")
  func monteCarloError() throws {
    let (bag, model) = sample()
    var options = HeldOutOptions()
    options.particleCount = 16
    options.repeatCount = 4
    var totals: [[Double]] = [[], []]
    var stated: [[Double]] = [[], []]
    for seed in 1...60 {
      options.seed = UInt64(seed)
      let scores = try #require(
        heldOutScores(of: bag, model: model, options: options, threadCount: 1))
      let estimate = try #require(heldOutEstimate(of: scores.compactMap(\.leftToRight)))
      totals[0].append(estimate.logProbabilityPerToken)
      stated[0].append(try #require(estimate.monteCarloError))
      let completions = model.completion(
        (known: [0, 1, 5, 9, 3], scored: [0, 2, 7]), document: seed, options: options)
      let mean = completions.reduce(0, +) / 4
      totals[1].append(mean)
      stated[1].append(
        (completions.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 12).squareRoot())
    }
    for (totals, stated) in zip(totals, stated) {
      let mean = totals.reduce(0, +) / 60
      let seen = (totals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 59).squareRoot()
      let meant = (stated.reduce(0) { $0 + $1 * $1 } / 60).squareRoot()
      // Of 60 values a standard deviation is known to a tenth of itself.
      #expect(seen / meant > 0.65 && seen / meant < 1.5, "\(seen) seen, \(meant) stated")
    }
  }

  @Test("Documents together: the ratio, and its errors by hand")
  func estimate() throws {
    // L = -60 / 10; excesses -10 + 12, -50 + 48 → squares 4 + 4, times 2 / 1, root 4, by 10.
    let estimate = try #require(
      heldOutEstimate(of: [
        HeldOutScore(logProbability: -10, tokenCount: 2, monteCarloError: 0.3),
        HeldOutScore(logProbability: -50, tokenCount: 8, monteCarloError: 0.4),
      ]))
    #expect(estimate.documentCount == 2 && estimate.tokenCount == 10)
    #expect(estimate.logProbabilityPerToken == -6)
    expectClose(try #require(estimate.monteCarloError), 0.05)
    expectClose(try #require(estimate.documentError), 0.4)
    expectClose(estimate.perplexity, exp(6))
    #expect(heldOutEstimate(of: []) == nil)
    let single = try #require(
      heldOutEstimate(of: [
        HeldOutScore(logProbability: -3, tokenCount: 1, monteCarloError: nil)
      ]))
    #expect(single.documentError == nil && single.monteCarloError == nil)
  }

  @Test("Systematic resampling keeps each particle by its weight, to within one")
  func systematic() {
    let weights = [0.5, 0.0, 2.0, 1.5]
    for offset in [0, 0.3, 0.99] {
      let chosen = systematicSample(weights, sum: 4, offset: offset)
      #expect(chosen.sorted() == chosen && chosen.count == 4)
      for (index, weight) in weights.enumerated() {
        let times = Double(chosen.count { $0 == index })
        #expect(abs(times - weight) < 1)
      }
    }
  }

  @Test("Halves share out every token, the larger one first, and go by seed and document")
  func halves() {
    let tokens = (0..<101).map { UInt32($0 / 3) }
    let halves = documentHalves(tokens, document: 4, seed: 9)
    #expect(halves.known.count == 51 && halves.scored.count == 50)
    #expect((halves.known + halves.scored).sorted() == tokens)
    #expect(documentHalves(tokens, document: 4, seed: 9).known == halves.known)
    #expect(documentHalves(tokens, document: 5, seed: 9).known != halves.known)
    #expect(documentHalves(tokens, document: 4, seed: 8).known != halves.known)
  }

  @Test("A fraction of identifiers is held out, more with a larger fraction, others by seed")
  func split() {
    let ids = (1...20_000).map { String($0) }
    func held(_ fraction: Double, seed: UInt64 = 1) -> Set<String> {
      Set(ids.filter { isHeldOut(id: $0, fraction: fraction, seed: seed) })
    }
    #expect(held(0).isEmpty && held(1).count == 20_000)
    // 2,000 ± 42; five standard errors.
    #expect(abs(held(0.1).count - 2000) < 212)
    #expect(held(0.1).isSubset(of: held(0.2)))
    #expect(abs(held(0.1).intersection(held(0.1, seed: 2)).count - 200) < 70)
  }

  @Test("The model of a chain averages its draws, and its rows sum to 1")
  func modelOfChain() throws {
    let empty = DocumentTopics(documentStarts: [0], topics: [], counts: [])
    let draws = [(0.5, [1.0, 2]), (1.5, [3.0, 2])].map { beta, alpha in
      Draw(sweep: 1, logLikelihood: 0, alpha: alpha, beta: beta, documentTopics: empty)
    }
    let model = HeldOutModel(
      chain: ChainResult(
        chain: 0, draws: draws, topicTermCounts: [4, 2, 0, 0, 0, 6], assignments: [], trace: []))
    #expect(model.alpha == [2, 2])
    // Counts [2, 1, 0] and [0, 0, 3] with a beta of 1: by term.
    let sixths: [Double] = [3, 1, 2, 1, 1, 4]
    #expect(model.termTopics.count == 6)
    for (found, sixth) in zip(model.termTopics, sixths) { expectClose(found, sixth / 6) }
  }

  /// Twelve documents of thirty tokens over ten terms, and three topics that overlap.
  private func sample() -> (BagOfWords, HeldOutModel) {
    var random = XorShift(seed: 3)
    var (starts, terms, counts) = ([0], [UInt32](), [UInt32]())
    for _ in 0..<12 {
      var row = [UInt32](repeating: 0, count: 10)
      let favourite = Int(random.uniform() * 3)
      for _ in 0..<30 {
        let isCommon = random.uniform() < 0.3
        row[isCommon ? Int(random.uniform() * 10) : 3 * favourite + Int(random.uniform() * 4)] += 1
      }
      for (term, count) in row.enumerated() where count > 0 {
        terms.append(UInt32(term))
        counts.append(count)
      }
      starts.append(terms.count)
    }
    let phi = (0..<3).flatMap { (k: Int) -> [Double] in
      (0..<10).map { (3 * k..<3 * k + 4).contains($0) ? 0.19 : 0.04 }
    }
    return (
      BagOfWords(documentStarts: starts, terms: terms, counts: counts, termCount: 10),
      HeldOutModel(phi: phi, alpha: [0.2, 0.4, 0.6])
    )
  }
}
