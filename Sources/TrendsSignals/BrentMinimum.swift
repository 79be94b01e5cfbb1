internal import CNumerics

/// The lowest point of a function inside a bracket, by Brent's method.
///
/// - Parameters:
///   - function: finite all over the bracket, and lower at `guess` than at both ends.
///   - guess: a point inside.
///   - bracket: where to look.
///   - tolerance: how near to the minimum to come, as a part of its place or absolutely.
/// - Returns: the place, or `guess` where GSL does not take the bracket.
/// - Complexity: at most 100 evaluations, a dozen for a smooth function.
///
/// Source: Brent (1973), *Algorithms for Minimization without Derivatives*, chapter 5, as in GSL.
func brentMinimum(
  of function: (Double) -> Double, guess: Double, bracket: ClosedRange<Double>,
  tolerance: Double = 1e-9
) -> Double {
  MinimizerErrors.areReturned
  guard let minimizer = gsl_min_fminimizer_alloc(tr_brent_minimizer()) else { return guess }
  defer { gsl_min_fminimizer_free(minimizer) }
  return withoutActuallyEscaping(function) { function in
    var box = FunctionBox(function: function)
    return withUnsafeMutablePointer(to: &box) { box in
      var target = gsl_function(
        function: { x, box in
          guard let box else { return .nan }
          return box.assumingMemoryBound(to: FunctionBox.self).pointee.function(x)
        }, params: box)
      // GSL keeps the pointer to the target until the minimiser is freed or set anew.
      return withUnsafeMutablePointer(to: &target) { target in
        let status = gsl_min_fminimizer_set(
          minimizer, target, guess, bracket.lowerBound, bracket.upperBound)
        guard status == Int32(GSL_SUCCESS) else { return guess }
        for _ in 0..<100 {
          guard gsl_min_fminimizer_iterate(minimizer) == Int32(GSL_SUCCESS) else { break }
          let status = gsl_min_test_interval(
            gsl_min_fminimizer_x_lower(minimizer), gsl_min_fminimizer_x_upper(minimizer),
            tolerance, tolerance)
          if status == Int32(GSL_SUCCESS) { break }
        }
        return gsl_min_fminimizer_x_minimum(minimizer)
      }
    }
  }
}

/// A Swift function behind the untyped pointer that GSL hands back.
private struct FunctionBox {
  let function: (Double) -> Double
}

/// GSL's default on an error is to abort the process; this switches it off, once.
private enum MinimizerErrors {
  static let areReturned: Void = { _ = gsl_set_error_handler_off() }()
}
