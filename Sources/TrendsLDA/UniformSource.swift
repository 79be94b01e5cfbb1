import TrendsCompute

/// Where a chain's uniforms come from.
///
/// With the counter-based generator every document, or every block, has a stream of its own; with one of GSL's
/// generators the chain walks a single sequence. Either way the numbers are those of the chain, the
/// sweep and the document, whatever thread asks for them.
final class UniformSource: @unchecked Sendable {
  /// Tokens a chunk: sixteen batches of the counter-based generator.
  static let chunk = 1024

  private enum Origin {
    case streams(seed: UInt64, chain: Int, purpose: RandomPurpose, sweep: Int)
    case sequence(GSLGenerator)
  }

  private var origin: Origin
  private let values: UnsafeMutablePointer<Float>

  /// The uniforms of one chain.
  ///
  /// - Throws: ``LDAError/generator(_:)`` where the generator is unknown.
  init(options: LDAOptions, chain: Int) throws {
    if options.generator == "philox" {
      origin = .streams(
        seed: options.seed, chain: chain, purpose: .initialAssignments, sweep: 0)
    } else {
      do {
        origin = .sequence(
          try GSLGenerator(name: options.generator, seed: options.seed, chain: chain))
      } catch let failure as GSLGenerator.Failure {
        throw LDAError.generator(failure.description)
      }
    }
    values = .allocate(capacity: Self.chunk)
    values.initialize(repeating: 0, count: Self.chunk)
  }

  deinit { values.deallocate() }

  /// Names the sweep that the next numbers are for, from 1.
  func startSweep(_ sweep: Int) {
    if case .streams(let seed, let chain, _, _) = origin {
      origin = .streams(seed: seed, chain: chain, purpose: .sweep, sweep: sweep)
    }
  }

  /// What the numbers to come depend on besides the options: the state of a generator of GSL, as it
  /// lies in memory, or nothing.
  var generatorState: [UInt8] {
    switch origin {
    case .streams: []
    case .sequence(let generator): generator.state
    }
  }

  /// Goes on from a ``generatorState``; false where it is none of this generator.
  func restore(_ generatorState: [UInt8]) -> Bool {
    switch origin {
    case .streams: generatorState.isEmpty
    case .sequence(let generator): generator.restore(generatorState)
    }
  }

  /// Walks the tokens of one document in chunks, with one uniform a token.
  ///
  /// - Parameter body: takes a range of the tokens and as many uniforms.
  @inline(__always)
  func forEachChunk(
    ofDocument d: Int, tokens: Range<Int>, _ body: (Range<Int>, UnsafePointer<Float>) -> Void
  ) {
    var start = tokens.lowerBound
    var batch = 0
    while start < tokens.upperBound {
      let count = min(Self.chunk, tokens.upperBound - start)
      fill(values, count: count, stream: d, batch: batch)
      body(start..<start + count, values)
      start += count
      batch += Self.chunk / RandomStream.batch
    }
  }

  /// Writes uniforms of a document or block, from the batch of that number on.
  ///
  /// With the counter-based generator any thread may ask for any batch. One of GSL's generators
  /// gives the next numbers of its one sequence whatever is asked for, so that only one thread may.
  ///
  /// - Parameter target: room for `count` rounded up to whole batches.
  func fill(_ target: UnsafeMutablePointer<Float>, count: Int, stream: Int, batch: Int) {
    switch origin {
    case .streams(let seed, let chain, let purpose, let sweep):
      RandomStream(seed: seed, purpose: purpose, chain: chain, sweep: sweep, document: stream)
        .fillUniforms(target, count: count, first: batch)
    case .sequence(let generator):
      generator.fillUniforms(target, count: count)
    }
  }
}
