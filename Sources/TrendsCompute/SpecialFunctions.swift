internal import CNumerics

// GSL's functions behind Swift signatures. The distribution functions return nil where they are
// undefined or GSL gives up, never NaN, so that a caller must say what it does then.

/// ln Γ(x) in nats.
///
/// - Parameter x: greater than 0 and finite; anything else traps.
package func logGamma(_ x: Double) -> Double {
  precondition(x > 0 && x.isFinite, "ln Γ is taken of finite numbers above 0")
  GSLErrors.areReturned
  return gsl_sf_lngamma(x)
}

/// ψ(x), the derivative of ln Γ.
///
/// - Parameter x: greater than 0 and finite; anything else traps.
package func digamma(_ x: Double) -> Double {
  precondition(x > 0 && x.isFinite, "ψ is taken of finite numbers above 0")
  GSLErrors.areReturned
  return gsl_sf_psi(x)
}

/// Φ⁻¹(p), the quantile of the standard normal distribution.
///
/// - Parameter p: in `0...1`, ends excluded.
/// - Returns: the quantile, or nil for any other p.
package func normalQuantile(_ p: Double) -> Double? {
  guard p > 0, p < 1 else { return nil }
  GSLErrors.areReturned
  return defined(gsl_cdf_ugaussian_Pinv(p))
}

/// 1 − Φ(z), the upper tail of the standard normal distribution; exact to full precision far out.
///
/// - Returns: a probability, or nil for NaN.
package func normalUpperTail(_ z: Double) -> Double? {
  guard !z.isNaN else { return nil }
  GSLErrors.areReturned
  return defined(gsl_cdf_ugaussian_Q(z))
}

/// P(X ≥ x) of a chi-squared variable.
///
/// - Parameters:
///   - x: any number; 0 and below give 1.
///   - degreesOfFreedom: ν, greater than 0, not necessarily whole.
/// - Returns: a probability, or nil for NaN or a ν that is not above 0.
package func chiSquaredUpperTail(_ x: Double, degreesOfFreedom: Double) -> Double? {
  guard !x.isNaN, degreesOfFreedom > 0, degreesOfFreedom.isFinite else { return nil }
  GSLErrors.areReturned
  return x <= 0 ? 1 : defined(gsl_cdf_chisq_Q(x, degreesOfFreedom))
}

/// The x whose upper tail P(X ≥ x) is q: the inverse of ``chiSquaredUpperTail(_:degreesOfFreedom:)``.
///
/// - Parameters:
///   - q: in `0...1`, 0 excluded; 1 gives 0.
///   - degreesOfFreedom: ν, greater than 0.
/// - Returns: a number at least 0, or nil outside the domain.
package func chiSquaredUpperTailQuantile(_ q: Double, degreesOfFreedom: Double) -> Double? {
  guard q > 0, q <= 1, degreesOfFreedom > 0, degreesOfFreedom.isFinite else { return nil }
  GSLErrors.areReturned
  return q == 1 ? 0 : defined(gsl_cdf_chisq_Qinv(q, degreesOfFreedom))
}

/// The p-quantile of a beta distribution.
///
/// - Parameters:
///   - p: in `0...1`; the ends give 0 and 1.
///   - a: the first shape, greater than 0.
///   - b: the second shape, greater than 0.
/// - Returns: a number in `0...1`, or nil outside the domain.
package func betaQuantile(_ p: Double, a: Double, b: Double) -> Double? {
  guard p >= 0, p <= 1, a > 0, a.isFinite, b > 0, b.isFinite else { return nil }
  GSLErrors.areReturned
  if p == 0 || p == 1 { return p }
  return defined(gsl_cdf_beta_Pinv(p, a, b)) ?? betaQuantileByBisection(p, a: a, b: b)
}

/// The same by bisection, for shapes where GSL's Newton steps do not settle (very small or very
/// large ones). Halves the run of bit patterns of the doubles in `0...1`, which order as the
/// numbers do, so that a quantile near 0 is as exact as any other.
private func betaQuantileByBisection(_ p: Double, a: Double, b: Double) -> Double? {
  var (lower, upper) = (UInt64(0), 1.0.bitPattern)
  while upper - lower > 1 {
    let middle = lower + (upper - lower) / 2
    guard let reached = defined(gsl_cdf_beta_P(Double(bitPattern: middle), a, b)) else {
      return nil
    }
    if reached < p { lower = middle } else { upper = middle }
  }
  return Double(bitPattern: upper)
}

/// A value of GSL's, or nil where it is no number.
private func defined(_ value: Double) -> Double? { value.isFinite ? value : nil }

/// What GSL does on an error.
///
/// Its default is to abort the process. Reading ``areReturned`` switches that off, once a process;
/// every function here reads it first, and so must other code that calls GSL.
enum GSLErrors {
  static let areReturned: Void = { _ = gsl_set_error_handler_off() }()
}
