internal import Glibc

/// Several normal distributions of which one holds, each with its probability.
struct NormalMixture {
  struct Component {
    let weight: Double
    let mean: Double
    /// Greater than 0.
    let deviation: Double
  }

  /// At least one; the weights sum to 1.
  let components: [Component]

  var mean: Double { components.reduce(0) { $0 + $1.weight * $1.mean } }

  var variance: Double {
    let mean = mean
    return components.reduce(0) {
      let offset = $1.mean - mean
      return $0 + $1.weight * ($1.deviation * $1.deviation + offset * offset)
    }
  }

  /// The value below which a part *p* of the distribution lies, by Newton steps inside a bracket.
  ///
  /// - Parameter p: in `0...1`, ends excluded.
  func quantile(_ p: Double) -> Double {
    var low = components.reduce(Double.infinity) { min($0, $1.mean - 40 * $1.deviation) }
    var high = components.reduce(-Double.infinity) { max($0, $1.mean + 40 * $1.deviation) }
    var x = mean
    for _ in 0..<200 {
      var (below, density) = (-p, 0.0)
      for component in components {
        let z = (x - component.mean) / component.deviation
        below += component.weight * 0.5 * erfc(-z / 2.0.squareRoot())
        density +=
          component.weight * exp(-0.5 * z * z)
          / (component.deviation * (2 * Double.pi).squareRoot())
      }
      if below < 0 { low = x } else { high = x }
      let newton = x - below / density
      let next = newton > low && newton < high ? newton : (low + high) / 2
      if abs(next - x) <= 1e-12 * max(abs(x), high - low) { return next }
      x = next
    }
    return x
  }

  /// The mean and variance of 1/(1 + e⁻ˣ), by the trapezium rule over ±8 deviations.
  func logisticMoments() -> (mean: Double, variance: Double) {
    var (sum, first, second) = (0.0, 0.0, 0.0)
    for component in components {
      for i in -32...32 {
        let z = Double(i) / 4
        let weight = component.weight * exp(-0.5 * z * z)
        let share = logistic(component.mean + component.deviation * z)
        sum += weight
        first += weight * share
        second += weight * share * share
      }
    }
    let mean = first / sum
    return (mean, max(0, second / sum - mean * mean))
  }
}

/// 1/(1 + e⁻ˣ).
func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

/// ln(p/(1 − p)).
func logit(_ p: Double) -> Double { log(p) - log1p(-p) }
