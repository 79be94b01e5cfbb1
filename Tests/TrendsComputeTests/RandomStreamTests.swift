import CKernels
import CNumerics
import Glibc
import Testing
import TrendsTestSupport

@testable import TrendsCompute

@Suite("Random streams")
struct RandomStreamTests {
  /// The three known answers that accompany the published generator.
  @Test(
    "Philox4x32-10 gives the published words",
    arguments: [
      (0, 0, 0, 0, 0, [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
      (
        0xffff_ffff_ffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff,
        [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
      ),
      (
        0x299f_31d0_a409_3822, 0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344,
        [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
      ),
    ] as [(UInt64, UInt32, UInt32, UInt32, UInt32, [UInt32])])
  func publishedVectors(
    key: UInt64, c0: UInt32, c1: UInt32, c2: UInt32, c3: UInt32, expected: [UInt32]
  ) {
    #expect(philoxBlock(key: key, counter: [c0, c1, c2, c3]) == expected)
  }

  @Test("A batch holds the words of sixteen counters, in counter order")
  func batchOrder() {
    let stream = RandomStream(seed: 0x1234_5678_9abc_def0, purpose: .sweep, chain: 3, sweep: 7)
    for batch in [0, 1, 5] {
      var words = [UInt32](repeating: 0, count: 64)
      stream.fillWords(&words, batch: batch)
      for i in 0..<16 {
        let block = philoxBlock(
          key: stream.seed, counter: [UInt32(batch * 16 + i), 0, 7, 2 << 24 | 3])
        #expect(Array(words[4 * i..<4 * i + 4]) == block)
      }
    }
  }

  @Test("Through GSL the generator gives the same words as in batches")
  func sameThroughGSL() throws {
    let generator = try GSLGenerator(RandomStream(seed: 0, purpose: .generator))
    #expect(generator.word() == 0x6627_e8d5)
    #expect(generator.word() == 0xe169_c58d)
    let stream = RandomStream(seed: 42, purpose: .bootstrap, chain: 1, sweep: 2, document: 3)
    generator.set(stream)
    var words = [UInt32](repeating: 0, count: 192)
    for batch in 0..<3 {
      words.withUnsafeMutableBufferPointer { buffer in
        if let base = buffer.baseAddress { stream.fillWords(base + 64 * batch, batch: batch) }
      }
    }
    #expect((0..<192).map { _ in UInt32(generator.word()) } == words)
  }

  @Test("Streams of another purpose, chain, sweep or document differ")
  func streamsDiffer() {
    var seen: Set<[UInt32]> = []
    for purpose in [RandomPurpose.sweep, .bootstrap] {
      for chain in 0..<2 {
        for sweep in 0..<2 {
          for document in 0..<2 {
            var words = [UInt32](repeating: 0, count: 64)
            RandomStream(
              seed: 1, purpose: purpose, chain: chain, sweep: sweep, document: document
            ).fillWords(&words, batch: 0)
            seen.insert(words)
          }
        }
      }
    }
    #expect(seen.count == 16)
  }

  @Test("GSL's own generators come by name, and seed 0 is not the default seed")
  func generatorsByName() throws {
    #expect(GSLGenerator.names.contains("mt19937"))
    let zero = try GSLGenerator(name: "mt19937", seed: 0)
    let one = try GSLGenerator(name: "mt19937", seed: 1)
    #expect(zero.word() != one.word())
    #expect(try GSLGenerator(name: "mt19937", seed: 0).word() != 4_293_858_116)
    #expect(throws: GSLGenerator.Failure.unknown(name: "dice")) {
      try GSLGenerator(name: "dice", seed: 1)
    }
  }

  /// −ln u for the words of the stream; the smallest and the largest word as well.
  @Test("Exponential draws are logarithms of the words")
  func exponentials() {
    let stream = RandomStream(seed: 3, purpose: .bootstrap)
    var words = [UInt32](repeating: 0, count: 128)
    words.withUnsafeMutableBufferPointer { words in
      guard let base = words.baseAddress else { return }
      stream.fillWords(base, batch: 5)
      stream.fillWords(base + 64, batch: 6)
    }
    var values = [Double](repeating: 0, count: 128)
    values.withUnsafeMutableBufferPointer { values in
      guard let base = values.baseAddress else { return }
      stream.fillExponentials(base, batch: 5)
      stream.fillExponentials(base + 64, batch: 6)
    }
    for (word, value) in zip(words, values) {
      let expected = -log((Double(word) + 0.5) * 0x1p-32)
      #expect(abs(value - expected) <= 4 * expected.ulp)
    }
    var ends = [Double](repeating: 0, count: 64)
    tr_exponentials([0, .max, 1, 1 << 31] + [UInt32](repeating: 0, count: 60), &ends)
    for (value, u) in zip(ends, [0x1p-33, 1 - 0x1p-33, 0x1.8p-32, 0.5 + 0x1p-33]) {
      #expect(abs(value + log(u)) <= 4 * abs(log(u)).ulp + 1e-16)
    }
  }

  @Test("Whole numbers below a bound are equally likely, and a shuffle keeps what it shuffles")
  func wholeNumbers() {
    var random = RandomWords(RandomStream(seed: 4, purpose: .permutation))
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[Int(random.below(7))] += 1 }
    // Chi-squared with six degrees of freedom is above 40 once in two million.
    #expect(counts.reduce(0.0) { $0 + pow(Double($1) - 10_000, 2) / 10_000 } < 40)
    #expect((0..<100).allSatisfy { _ in random.below(1) == 0 })
    var values = (0..<100).map(UInt32.init)
    random.shuffle(&values)
    #expect(values != (0..<100).map(UInt32.init) && values.sorted() == (0..<100).map(UInt32.init))
    // Each of six orders of three, 10,000 times.
    var orders: [[UInt32]: Int] = [:]
    for _ in 0..<60_000 {
      var three: [UInt32] = [0, 1, 2]
      random.shuffle(&three)
      orders[three, default: 0] += 1
    }
    #expect(orders.count == 6)
    #expect(orders.values.reduce(0.0) { $0 + pow(Double($1) - 10_000, 2) / 10_000 } < 40)
  }

  /// 2²⁰ uniforms in 64 cells: each cell expects 16,384, chi-squared with 63 degrees of freedom is
  /// above 146 once in 10⁸ seeds.
  @Test("Uniforms fill the unit interval evenly", arguments: ["philox", "mt19937"])
  func evenUniforms(name: String) throws {
    let count = 1 << 20
    var uniforms = [Float](repeating: 0, count: count)
    if name == "philox" {
      RandomStream(seed: 9, purpose: .sweep).fillUniforms(&uniforms, count: count)
    } else {
      try GSLGenerator(name: name, seed: 9).fillUniforms(&uniforms, count: count)
    }
    var cells = [Int](repeating: 0, count: 64)
    for value in uniforms {
      #expect(value >= 0 && value < 1)
      cells[Int(value * 64)] += 1
    }
    let expected = Double(count) / 64
    let chiSquared = cells.reduce(0.0) {
      $0 + (Double($1) - expected) * (Double($1) - expected) / expected
    }
    #expect(chiSquared < 146)
  }
}

/// Philox4x32-10 of one counter in plain scalar arithmetic: what the vector code is tested against.
private func philoxBlock(key: UInt64, counter: [UInt32]) -> [UInt32] {
  var (a, b, c, d) = (counter[0], counter[1], counter[2], counter[3])
  var (k0, k1) = (UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32))
  for _ in 0..<10 {
    let p0 = UInt64(a) * 0xD251_1F53
    let p1 = UInt64(c) * 0xCD9E_8D57
    (a, b, c, d) = (
      UInt32(p1 >> 32) ^ b ^ k0, UInt32(truncatingIfNeeded: p1),
      UInt32(p0 >> 32) ^ d ^ k1, UInt32(truncatingIfNeeded: p0)
    )
    k0 &+= 0x9E37_79B9
    k1 &+= 0xBB67_AE85
  }
  return [a, b, c, d]
}
