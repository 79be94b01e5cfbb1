import Testing
import TrendsTestSupport

@testable import TrendsCompute
@testable import TrendsLDA

@Suite("Sampler kernels")
struct KernelTests {
  @Test(
    "The vector kernel agrees with the scalar one, draw for draw",
    arguments: [1, 2, 3, 15, 16, 17, 20, 33, 64, 100, 257])
  func agreesWithScalar(topicCount: Int) throws {
    let bag = try syntheticBag(
      documents: 60, length: 70, termCount: 90, topicCount: 5, seed: UInt64(topicCount))
    let alpha = [Double](repeating: 5 / Double(topicCount), count: topicCount)
    let states = try [TestedSampler.scalar, .dense].map {
      try $0.make(bag, alpha: alpha, beta: 0.01)
    }
    let uniforms = try UniformSource(
      options: plainOptions(topics: topicCount, sweeps: 1), chain: 0)
    for state in states { state.assignAtRandom(uniforms) }
    for sweep in 1...6 {
      for state in states {
        uniforms.startSweep(sweep)
        state.sweep(uniforms, threadCount: 1)
        #expect(state.brokenInvariant() == nil)
      }
      #expect(states[0].assignmentsInDocumentOrder() == states[1].assignmentsInDocumentOrder())
    }
  }

  @Test("Documents longer than a chunk of uniforms are one document")
  func longDocuments() throws {
    let bag = try syntheticBag(documents: 3, length: 5000, termCount: 40, topicCount: 4, seed: 5)
    let results = try [SamplerKind.scalar, .dense, .sparse, .square].map { kind in
      let options = plainOptions(topics: 20, sweeps: 3, sampler: kind)
      var chain = try Chain(SamplerPlan(bag, options: options), options: options, number: 0)
      while !chain.isFinished {
        _ = chain.advance()
        #expect(chain.state.brokenInvariant() == nil)
      }
      return chain.finished()
    }
    #expect(results[0].assignments == results[1].assignments)
    #expect(results[0].draws[0].documentTopics == results[1].draws[0].documentTopics)
  }

  /// Sixteen thousand equally spaced uniforms for one token: the share that goes to a topic is its
  /// probability, to within one step for each border of its interval.
  @Test("The full conditional is that of the reference", arguments: DocumentKernel.allCases)
  func fullConditional(kernel: DocumentKernel) throws {
    for reference in try Reference(named: "gibbs_conditional", in: .module).cases {
      let inDocument = try #require(reference["doc_topic_without_token"]?.ints)
      var rest = try #require(reference["topic_word_without_token"]?.array.map(\.ints))
      let word = try #require(reference["word"]?.int)
      let alpha = try #require(reference["alpha"]?.doubles)
      let beta = try #require(reference["beta"]?.double)
      let expected = try #require(reference["probability"]?.doubles)

      // Document 0 takes its tokens from each topic's row, document 1 the rest; (term, topic).
      var first: [(Int, Int)] = []
      var second: [(Int, Int)] = []
      for k in inDocument.indices {
        var wanted = inDocument[k]
        for w in rest[k].indices {
          let taken = min(wanted, rest[k][w])
          wanted -= taken
          rest[k][w] -= taken
          first += Array(repeating: (w, k), count: taken)
          second += Array(repeating: (w, k), count: rest[k][w])
        }
      }
      for own in alpha.indices {
        let all = [first + [(word, own)], second].map { $0.sorted { ($0.0, $0.1) < ($1.0, $1.1) } }
        let tokens = try TokenSequence(
          bag(of: all.map { $0.map(\.0) }, termCount: rest[0].count))
        let state = SamplerState(
          tokens: tokens, topicCount: alpha.count, alpha: alpha, beta: beta)
        let z = all.flatMap { $0.map { UInt16($0.1) } }
        let token = try #require(all[0].firstIndex { $0 == (word, own) })
        let steps = 1 << 14
        var drawn = [Int](repeating: 0, count: alpha.count)
        for step in 0..<steps {
          state.setAssignments(z)
          state.loadDocument(0)
          let uniform = [(Float(step) + 0.5) / Float(steps)]
          switch kernel {
          case .scalar: resampleScalar(token..<token + 1, of: state, uniforms: uniform)
          case .dense: resampleDense(token..<token + 1, of: state, uniforms: uniform)
          }
          drawn[Int(state.assignments[token])] += 1
        }
        for k in alpha.indices {
          expectClose(
            Double(drawn[k]) / Double(steps), expected[k], relative: 0,
            absolute: 2.5 / Double(steps))
        }
      }
    }
  }

  @Test("A term that fills the corpus and a single topic simply work")
  func degenerateCorpora() throws {
    let one = bag(of: [[0, 0, 0], [0]], termCount: 1)
    for topics in [1, 2] {
      for kind in SamplerKind.allCases {
        let options = plainOptions(topics: topics, sweeps: 20, sampler: kind)
        var chain = try Chain(SamplerPlan(one, options: options), options: options, number: 0)
        while !chain.isFinished { _ = chain.advance() }
        #expect(chain.state.brokenInvariant() == nil)
      }
    }
  }

  /// The bits of z after 200 sweeps, a product of integer and correctly rounded operations alone.
  /// A change here means that sampling was altered: re-record it only in a commit that says so.
  @Test("Two hundred sweeps leave the recorded fingerprint")
  func fingerprint() throws {
    var documents: [[Int]] = []
    var words = [UInt32](repeating: 0, count: 64)
    for d in 0..<50 {
      RandomStream(seed: 11, purpose: .simulation, document: d).fillWords(&words, batch: 0)
      documents.append(words.map { Int($0 % 30) + 30 * (d % 3) })
    }
    var options = LDAOptions()
    options.topicCount = 20
    options.chainCount = 1
    options.sweepCount = 200
    options.burnIn = 100
    options.drawsPerChain = 1
    options.learnsBeta = false
    var chain = try Chain(
      SamplerPlan(bag(of: documents, termCount: 90), options: options), options: options, number: 0)
    while !chain.isFinished { _ = chain.advance() }
    #expect(fingerprint(chain.finished().assignments) == 7_154_091_802_541_937_995)
    #expect(
      fingerprint(chain.state.alphaExact.map(\.bitPattern)) == 17_859_984_182_988_923_062)
  }

  private func fingerprint(_ values: some Sequence<some FixedWidthInteger>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for value in values { hash = (hash ^ UInt64(truncatingIfNeeded: value)) &* 0x100_0000_01b3 }
    return hash
  }
}
