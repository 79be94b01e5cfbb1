import CKernels

/// What a stream of random numbers is for; each purpose has streams of its own.
package enum RandomPurpose: UInt32, Sendable {
  case generator = 0
  case initialAssignments = 1
  case sweep = 2
  case bootstrap = 3
  case permutation = 4
  case simulation = 5
  case heldOutSplit = 6
  case leftToRight = 7
  case documentCompletion = 8
  case intrusion = 9
}

/// A counter-based stream of random words: Philox4x32-10.
///
/// A stream is named, not advanced: the seed is the key, and purpose, chain, sweep and document are
/// the counter's upper words, so that any document's numbers can be made on any thread, or any
/// machine, without the others'. The lowest counter word numbers the blocks of four words.
///
/// Source: Salmon, Moraes, Dror & Shaw (2011), *Parallel random numbers: as easy as 1, 2, 3*, SC '11.
/// <https://doi.org/10.1145/2063384.2063405>
package struct RandomStream: Sendable {
  /// Words made at a time: sixteen counters of four words.
  package static let batch = 64

  package let seed: UInt64
  package let document: UInt32
  package let sweep: UInt32
  package let upper: UInt32

  /// The stream of one purpose, chain, sweep and document.
  ///
  /// - Precondition: `chain` is below 2²⁴.
  package init(
    seed: UInt64, purpose: RandomPurpose, chain: Int = 0, sweep: Int = 0, document: Int = 0
  ) {
    precondition((0..<(1 << 24)).contains(chain), "a chain's number has 24 bits")
    self.seed = seed
    self.document = UInt32(truncatingIfNeeded: document)
    self.sweep = UInt32(truncatingIfNeeded: sweep)
    upper = purpose.rawValue << 24 | UInt32(chain)
  }

  /// Writes the 64 words of a batch, numbered from 0, in the order of the published generator.
  package func fillWords(_ words: UnsafeMutablePointer<UInt32>, batch: Int) {
    tr_philox_words(
      UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32),
      UInt32(truncatingIfNeeded: batch &* 16), document, sweep, upper, words)
  }

  /// Writes `count` uniforms, each a multiple of 2⁻²⁴ in `0..<1`, from the batch numbered `first`.
  ///
  /// - Parameter uniforms: room for `count` rounded up to a multiple of 64.
  package func fillUniforms(_ uniforms: UnsafeMutablePointer<Float>, count: Int, first: Int = 0) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.batch) { words in
      guard let base = words.baseAddress else { return }
      var batch = first
      var done = 0
      while done < count {
        fillWords(base, batch: batch)
        tr_uniforms(base, uniforms + done)
        batch += 1
        done += Self.batch
      }
    }
  }

  /// Writes the 64 draws of a batch, numbered from 0, from the exponential distribution with mean 1.
  package func fillExponentials(_ values: UnsafeMutablePointer<Double>, batch: Int) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.batch) { words in
      guard let words = words.baseAddress else { return }
      fillWords(words, batch: batch)
      tr_exponentials(words, values)
    }
  }
}
