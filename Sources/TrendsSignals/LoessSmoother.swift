public import TrendsPrevalence

/// How far LOESS looks, and what it fits there.
public struct LoessOptions: Equatable, Sendable {
  /// The part of the points that a window holds; above 1 the window is stretched by √span, as R does.
  public var span: Double
  /// Of the local polynomials: 0, 1 or 2.
  public var degree: Int
  /// How often the curve is fitted again with far points weighed down; 0 for plain least squares.
  public var robustRounds: Int

  /// A span of .75, lines, no robust rounds by default; three rounds are R's `symmetric`.
  public init(span: Double = 0.75, degree: Int = 1, robustRounds: Int = 0) {
    self.span = span
    self.degree = degree
    self.robustRounds = robustRounds
  }
}

/// LOESS over fixed places: everything that does not depend on the values, made once for all topics.
///
/// Around every place the q = ⌊n·span + 10⁻⁵⌋ nearest points get tricube weights of their distance
/// over that of the farthest (times √span above 1: what the code of R does, its manual says
/// otherwise), and a polynomial is fitted. Every place is computed; nothing is interpolated.
///
/// Source: Cleveland & Devlin (1988), *Locally weighted regression*, JASA 83, 596–610; netlib's
/// dloess as R's `loess(surface = "direct", statistics = "exact")` runs it.
/// <https://doi.org/10.1080/01621459.1988.10478639>
public struct LoessSmoother: Sendable {
  /// The places, ascending, `[n]`.
  public let x: [Double]
  /// The observations' own weights, `[n]`: inverse variances up to a factor.
  public let weights: [Double]
  /// Span, degree and robust rounds.
  public let options: LoessOptions
  /// tr LᵀL: how many parameters the curve is worth.
  public let equivalentParameters: Double
  /// δ₁ = tr (I − L)(I − L)ᵀ.
  public let delta1: Double
  /// δ₂ = tr ((I − L)(I − L)ᵀ)².
  public let delta2: Double
  /// δ₁²/δ₂: degrees of freedom of the residual scale.
  public var degreesOfFreedom: Double { delta1 * delta1 / delta2 }

  let kernel: LoessKernel
  /// L, `[n × n]`, row-major: the curve is L·y in the first round.
  let operatorRows: [[Double]]
  /// The fewest points with weight in any window.
  let fewestInWindow: Int

  /// A smoother.
  ///
  /// - Parameters:
  ///   - x: ascending, no two alike.
  ///   - weights: each above 0; all 1 where nil.
  /// - Returns: nil for x or weights that cannot be used, a degree outside `0...2`, or a span that
  ///   leaves some window without a point.
  /// - Complexity: O(n³) for δ₂, once; O(n²) space.
  public init?(x: [Double], weights: [Double]? = nil, options: LoessOptions = LoessOptions()) {
    let weights = weights ?? Array(repeating: 1, count: x.count)
    guard x.count == weights.count, x.allSatisfy(\.isFinite),
      zip(x, x.dropFirst()).allSatisfy({ $0 < $1 }),
      weights.allSatisfy({ $0 > 0 && $0.isFinite }),
      (0...2).contains(options.degree), options.span.isFinite,
      let kernel = LoessKernel(x: x, span: options.span, degree: options.degree)
    else { return nil }
    var rows: [[Double]] = []
    var fewest = x.count
    var row = [Double](repeating: 0, count: x.count)
    for center in x {
      let used = kernel.fillRow(at: center, weights: weights, row: &row)
      guard used > 0 else { return nil }
      fewest = min(fewest, used)
      rows.append(row)
    }
    self.x = x
    self.weights = weights
    self.options = options
    self.kernel = kernel
    operatorRows = rows
    fewestInWindow = fewest
    equivalentParameters = rows.reduce(0) { $0 + $1.reduce(0) { $0 + $1 * $1 } }
    (delta1, delta2) = Self.deltas(rows)
  }

  /// The traces of M and M², M = (I − L)(I − L)ᵀ.
  private static func deltas(_ rows: [[Double]]) -> (Double, Double) {
    let residualRows = rows.enumerated().map { i, row in
      row.enumerated().map { j, value in (i == j ? 1 : 0) - value }
    }
    var (delta1, delta2) = (0.0, 0.0)
    for (i, left) in residualRows.enumerated() {
      for j in 0...i {
        let right = residualRows[j]
        var product = 0.0
        for t in left.indices { product += left[t] * right[t] }
        delta2 += (i == j ? 1 : 2) * product * product
        if i == j { delta1 += product }
      }
    }
    return (delta1, delta2)
  }

  /// Smooths one series.
  ///
  /// - Parameter y: one finite value a place.
  /// - Returns: nil for values that cannot be used, or where robust rounds leave a window empty.
  /// - Complexity: O(n²) a round, O(n²) space.
  public func fit(_ y: [Double]) -> LoessCurve? {
    guard y.count == x.count, y.allSatisfy(\.isFinite) else { return nil }
    return LoessCurve(smoother: self, y: y)
  }
}

extension LoessSmoother {
  /// A smoother of shares over time, by the rules of a report; one serves every topic.
  ///
  /// - Parameters:
  ///   - days: ascending, no two alike.
  ///   - weights: documents of each day, above 0.
  ///   - options: span, degree, rounds.
  /// - Returns: the smoother; `insufficientDates` below 8 dates or where a window holds fewer than 4
  ///   points with weight, `notFinite`.
  public static func forReport(
    days: [Double], weights: [Double]? = nil, options: LoessOptions = LoessOptions()
  ) -> Result<LoessSmoother, ReasonCode> {
    guard DateRules(dateCount: days.count).smooths else { return .failure(.insufficientDates) }
    guard days.allSatisfy(\.isFinite),
      let smoother = LoessSmoother(x: days, weights: weights, options: options)
    else { return .failure(.notFinite) }
    guard smoother.fewestInWindow >= 4 else { return .failure(.insufficientDates) }
    return .success(smoother)
  }
  /// Smooths the shares of one topic.
  ///
  /// - Returns: the curve, or `notFinite`.
  public func smoothed(_ shares: [Double]) -> Result<LoessCurve, ReasonCode> {
    guard let curve = fit(shares), (curve.fitted + curve.standardErrors).allSatisfy(\.isFinite)
    else { return .failure(.notFinite) }
    return .success(curve)
  }
}
