import TrendsCompute
import TrendsPrevalence

@testable import TrendsSignals

/// Series for properties; the same ones at every run.
enum Samples {
  /// Whole numbers of few kinds, so that many are tied.
  static func tied(count: Int, seed: Int) -> [Double] {
    uniforms(count: count, seed: seed).map { Double(Int($0 * 6)) }
  }

  /// Uniforms in `0..<1`.
  static func uniforms(count: Int, seed: Int) -> [Double] {
    guard let random = generator(seed: seed) else { return [] }
    return (0..<count).map { _ in random.uniform() }
  }

  /// A stationary Gaussian AR(1) path of unit variance.
  static func autoregressive(count: Int, phi: Double, random: GSLGenerator) -> [Double] {
    var value = random.normal()
    let noise = (1 - phi * phi).squareRoot()
    return (0..<count).map { _ in
      defer { value = phi * value + noise * random.normal() }
      return value
    }
  }

  static func generator(seed: Int) -> GSLGenerator? {
    try? GSLGenerator(RandomStream(seed: UInt64(seed), purpose: .simulation))
  }
}

/// A smoothed curve by the rules of a report.
func smoothCurve(
  days: [Double], shares: [Double], weights: [Double]? = nil, options: LoessOptions = LoessOptions()
) -> Result<LoessCurve, ReasonCode> {
  LoessSmoother.forReport(days: days, weights: weights, options: options)
    .flatMap { $0.smoothed(shares) }
}
