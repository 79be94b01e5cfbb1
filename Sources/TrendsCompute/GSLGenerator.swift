import CNumerics

/// A random generator of the GNU Scientific Library, ours or one of its own, by name.
///
/// `philox` is the counter-based generator of ``RandomStream``, registered as a `gsl_rng_type`, so
/// that every `gsl_ran_*` distribution draws from the same streams as the sampler.
package final class GSLGenerator {
  package enum Failure: Error, Equatable, CustomStringConvertible {
    case unknown(name: String)

    package var description: String {
      switch self {
      case .unknown(let name):
        "--rng '\(name)' is no generator; use philox or one of GSL's, e.g. mt19937, taus2, ranlxd2"
      }
    }
  }

  private let raw: UnsafeMutablePointer<gsl_rng>

  /// The names that ``init(name:seed:)`` takes: `philox` and GSL's own, in GSL's order.
  package static var names: [String] {
    var names = ["philox"]
    guard var type = gsl_rng_types_setup() else { return names }
    while let entry = type.pointee {
      names.append(String(cString: entry.pointee.name))
      type += 1
    }
    return names
  }

  /// One of GSL's own generators, or `philox`, with a seed.
  ///
  /// Every seed is a seed like any other: GSL takes seed 0 for "the default", so the seed is first
  /// passed through the counter-based generator, which also tells chains apart.
  ///
  /// - Throws: ``Failure/unknown(name:)``.
  package init(name: String, seed: UInt64, chain: Int = 0) throws {
    if name == "philox" {
      raw = try Self.allocate(philoxType.pointer, name: name)
      set(RandomStream(seed: seed, purpose: .generator, chain: chain))
      return
    }
    guard var type = gsl_rng_types_setup() else { throw Failure.unknown(name: name) }
    while let entry = type.pointee {
      if String(cString: entry.pointee.name) == name {
        raw = try Self.allocate(entry, name: name)
        var words = [UInt32](repeating: 0, count: RandomStream.batch)
        RandomStream(seed: seed, purpose: .generator, chain: chain).fillWords(&words, batch: 0)
        gsl_rng_set(raw, UInt(words.first { $0 != 0 } ?? 1))
        return
      }
      type += 1
    }
    throw Failure.unknown(name: name)
  }

  /// The counter-based generator at the start of a stream.
  package init(_ stream: RandomStream) throws {
    raw = try Self.allocate(philoxType.pointer, name: "philox")
    set(stream)
  }

  deinit { gsl_rng_free(raw) }

  private static func allocate(_ type: UnsafePointer<gsl_rng_type>, name: String) throws
    -> UnsafeMutablePointer<gsl_rng>
  {
    guard let generator = gsl_rng_alloc(type) else { throw Failure.unknown(name: name) }
    return generator
  }

  /// Moves the counter-based generator to the start of another stream.
  ///
  /// - Precondition: the generator is `philox`.
  package func set(_ stream: RandomStream) {
    precondition(raw.pointee.type == philoxType.pointer, "only philox has streams")
    raw.pointee.state.assumingMemoryBound(to: PhiloxState.self).pointee.start(stream)
  }

  /// The generator's state as it lies in memory: of use to the same version of GSL on the same kind
  /// of machine.
  package var state: [UInt8] {
    Array(UnsafeRawBufferPointer(start: gsl_rng_state(raw), count: gsl_rng_size(raw)))
  }

  /// Goes on from a ``state`` of a generator of the same name; false where it has another size.
  package func restore(_ state: [UInt8]) -> Bool {
    guard state.count == gsl_rng_size(raw), let place = gsl_rng_state(raw) else { return false }
    UnsafeMutableRawBufferPointer(start: place, count: state.count).copyBytes(from: state)
    return true
  }

  /// A whole random word as GSL gives it; its range depends on the generator.
  package func word() -> UInt { UInt(gsl_rng_get(raw)) }

  /// A uniform in `0..<1`.
  package func uniform() -> Double { gsl_rng_uniform(raw) }

  /// Writes uniforms in `0..<1` as multiples of 2⁻²⁴.
  package func fillUniforms(_ uniforms: UnsafeMutablePointer<Float>, count: Int) {
    for i in 0..<count {
      uniforms[i] = Float(UInt32(gsl_rng_uniform(raw) * 0x1p24)) * 0x1p-24
    }
  }

  /// A whole number in `0..<bound`.
  package func uniformInteger(below bound: Int) -> Int {
    Int(gsl_rng_uniform_int(raw, UInt(bound)))
  }

  /// A draw from the standard normal distribution.
  package func normal() -> Double { gsl_ran_gaussian_ziggurat(raw, 1) }

  /// A point of the simplex from the Dirichlet distribution with parameters `alpha`.
  package func dirichlet(_ alpha: [Double]) -> [Double] {
    var theta = [Double](repeating: 0, count: alpha.count)
    gsl_ran_dirichlet(raw, alpha.count, alpha, &theta)
    return theta
  }
}

/// The state of the counter-based generator inside GSL's memory: plain words, no references, and none
/// that asks for more than the sixteen bytes that memory is aligned to.
private struct PhiloxState {
  var key: UInt64
  var document: UInt32
  var sweep: UInt32
  var upper: UInt32
  var batch: UInt32
  var position: UInt32
  var words: InlineArray<64, UInt32>

  mutating func start(_ stream: RandomStream) {
    key = stream.seed
    document = stream.document
    sweep = stream.sweep
    upper = stream.upper
    batch = 0
    position = 0
    refill()
  }

  mutating func next() -> UInt32 {
    if position == UInt32(RandomStream.batch) {
      batch &+= 1
      position = 0
      refill()
    }
    defer { position += 1 }
    return words[Int(position)]
  }

  private mutating func refill() {
    let stream = RandomStream(key: key, document: document, sweep: sweep, upper: upper)
    let batch = Int(batch)
    var span = words.mutableSpan
    span.withUnsafeMutableBufferPointer { buffer in
      if let base = buffer.baseAddress { stream.fillWords(base, batch: batch) }
    }
  }
}

/// The counter-based generator as GSL sees it, made once and never freed.
private struct PhiloxType: @unchecked Sendable {
  let pointer: UnsafePointer<gsl_rng_type>

  init() {
    let name = UnsafeMutablePointer<CChar>.allocate(capacity: 7)
    for (i, byte) in "philox\0".utf8.enumerated() { name[i] = CChar(bitPattern: byte) }
    let type = UnsafeMutablePointer<gsl_rng_type>.allocate(capacity: 1)
    type.initialize(
      to: gsl_rng_type(
        name: UnsafePointer(name), max: UInt(UInt32.max), min: 0,
        size: MemoryLayout<PhiloxState>.size,
        set: { state, seed in
          guard let state else { return }
          state.assumingMemoryBound(to: PhiloxState.self).pointee.start(
            RandomStream(seed: UInt64(seed), purpose: .generator))
        },
        get: { state in
          guard let state else { return 0 }
          return UInt(state.assumingMemoryBound(to: PhiloxState.self).pointee.next())
        },
        get_double: { state in
          guard let state else { return 0 }
          let word = state.assumingMemoryBound(to: PhiloxState.self).pointee.next()
          return Double(word) * 0x1p-32
        }))
    pointer = UnsafePointer(type)
  }
}

private let philoxType = PhiloxType()

extension RandomStream {
  fileprivate init(key: UInt64, document: UInt32, sweep: UInt32, upper: UInt32) {
    seed = key
    self.document = document
    self.sweep = sweep
    self.upper = upper
  }
}
