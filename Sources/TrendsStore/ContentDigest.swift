import CKernels

/// The SHA-256 of some bytes: what `sha256sum` prints for the same file.
///
/// Tells inputs apart in the store and in the manifest of a report, so that a reader can check with
/// a common tool which file a figure came from.
///
/// Source: NIST (2015), *Secure Hash Standard*, FIPS 180-4, sections 5.1.1, 5.3.3 and 6.2.
/// <https://doi.org/10.6028/NIST.FIPS.180-4>
public struct ContentDigest: Hashable, Sendable, CustomStringConvertible {
  /// 64 lower-case hexadecimal digits.
  public let description: String

  /// The digest of `bytes`.
  ///
  /// - Complexity: O(*n*) time, no copy of the bytes.
  public init(of bytes: [UInt8]) {
    self.init(of: bytes, byInstructions: true)
  }

  /// - Parameter byInstructions: whether the CPU's own instructions are used, where it has them: several
  ///   times as fast, and the same digest.
  init(of bytes: [UInt8], byInstructions: Bool) {
    description = bytes.withUnsafeBufferPointer {
      Self.hexadecimal(Self.hash($0, byInstructions: byInstructions))
    }
  }

  /// A digest from its text; nil where that is none.
  init?(hexadecimal text: String) {
    let digits = Array("0123456789abcdef".utf8)
    guard text.utf8.count == 64, text.utf8.allSatisfy(digits.contains) else { return nil }
    description = text
  }

  private static func hash(
    _ bytes: UnsafeBufferPointer<UInt8>, byInstructions: Bool
  ) -> [UInt32] {
    var state: [UInt32] = [
      0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
      0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    let whole = bytes.count / 64 * 64
    compress(
      UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[..<whole]), &state,
      byInstructions: byInstructions)
    // The rest, a 1 bit, zeros up to a multiple of 64 bytes, and the length in bits, big-endian.
    var tail = Array(bytes[whole...])
    tail.append(0x80)
    while tail.count % 64 != 56 { tail.append(0) }
    withUnsafeBytes(of: (UInt64(bytes.count) * 8).bigEndian) { tail.append(contentsOf: $0) }
    tail.withUnsafeBytes { compress($0, &state, byInstructions: byInstructions) }
    return state
  }

  private static let hasInstructions = tr_has_sha256()

  /// Works whole blocks of 64 bytes into the state.
  private static func compress(
    _ blocks: UnsafeRawBufferPointer, _ state: inout [UInt32], byInstructions: Bool
  ) {
    guard let start = blocks.bindMemory(to: UInt8.self).baseAddress, !blocks.isEmpty else { return }
    if byInstructions, hasInstructions {
      tr_sha256_blocks(&state, start, Int64(blocks.count / 64), roundConstants)
      return
    }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
      state.withUnsafeMutableBufferPointer { state in
        roundConstants.withUnsafeBufferPointer { constants in
          for start in stride(from: 0, to: blocks.count, by: 64) {
            for t in 0..<16 {
              schedule[t] = UInt32(
                bigEndian: blocks.loadUnaligned(fromByteOffset: start + 4 * t, as: UInt32.self))
            }
            compress(schedule, constants, state)
          }
        }
      }
    }
  }

  /// Works a block, the first 16 words of the schedule, into the state.
  @inline(__always)
  private static func compress(
    _ schedule: UnsafeMutableBufferPointer<UInt32>, _ constants: UnsafeBufferPointer<UInt32>,
    _ state: UnsafeMutableBufferPointer<UInt32>
  ) {
    for t in 16..<64 {
      let w2 = schedule[t - 2]
      let w15 = schedule[t - 15]
      let s1 = rotated(w2, 17) ^ rotated(w2, 19) ^ (w2 >> 10)
      let s0 = rotated(w15, 7) ^ rotated(w15, 18) ^ (w15 >> 3)
      schedule[t] = s1 &+ schedule[t - 7] &+ s0 &+ schedule[t - 16]
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for t in 0..<64 {
      let s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
      let choice = (e & f) ^ (~e & g)
      let first = h &+ s1 &+ choice &+ constants[t] &+ schedule[t]
      let s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
      let majority = (a & b) ^ (a & c) ^ (b & c)
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ s0 &+ majority)
    }
    state[0] &+= a
    state[1] &+= b
    state[2] &+= c
    state[3] &+= d
    state[4] &+= e
    state[5] &+= f
    state[6] &+= g
    state[7] &+= h
  }

  @inline(__always)
  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word &>> count | word &<< (32 &- count)
  }

  private static func hexadecimal(_ words: [UInt32]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let text = words.flatMap { word in
      stride(from: 28, through: 0, by: -4).map { digits[Int(word >> UInt32($0)) & 15] }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static let roundConstants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}
