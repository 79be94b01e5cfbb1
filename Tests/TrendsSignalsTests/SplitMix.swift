import Foundation

/// A small seeded generator for tests: SplitMix64.
final class SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  func word() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  /// In `0..<1`.
  func uniform() -> Double { Double(word() >> 11) * 0x1p-53 }

  /// A whole number in `0..<bound`.
  func below(_ bound: Int) -> Int { Int(word() % UInt64(bound)) }

  /// Standard normal, by Box and Muller.
  func normal() -> Double {
    (-2 * log(1 - uniform())).squareRoot() * cos(2 * Double.pi * uniform())
  }

  /// Gamma with a scale of 1, by Marsaglia and Tsang.
  func gamma(_ shape: Double) -> Double {
    if shape < 1 { return gamma(shape + 1) * pow(1 - uniform(), 1 / shape) }
    let d = shape - 1.0 / 3
    while true {
      let z = normal()
      let v = pow(1 + z / (9 * d).squareRoot(), 3)
      if v > 0, log(1 - uniform()) < 0.5 * z * z + d - d * v + d * log(v) { return d * v }
    }
  }
}
