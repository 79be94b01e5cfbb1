public import TrendsPrevalence

/// Mann and Kendall's test of one series, in the form that its number of dates allows.
///
/// Below five dates there is none. Up to seven the exact distribution of the score decides; at
/// eight and nine the larger p of that and of the corrected normal approximation; from ten on the
/// latter alone. See ``DateRules``; made by ``TrendTester``.
public struct TrendTest: Equatable, Sendable {
  /// How the variance of the score allows for dates that remember each other.
  public enum Correction: Equatable, Sendable {
    /// The Gaussian variance of an AR(1) process; holds its level best.
    case autoregressive
    /// Hamed and Rao's empirical factor, for comparison with other tools.
    case hamedRao
  }

  /// Which distribution gave the p; the raw values go into tables.
  public enum Method: String, Equatable, Sendable {
    /// The exact distribution of the score.
    case exact = "mk_exact"
    /// The larger p of the exact and the AR(1) test.
    case exactAndAutoregressive = "mk_exact_ar1"
    /// The normal approximation with the AR(1) variance.
    case autoregressive = "mk_ar1"
    /// The larger p of the exact and Hamed and Rao's test.
    case exactAndHamedRao = "mk_exact_hamed_rao"
    /// The normal approximation with Hamed and Rao's variance.
    case hamedRao = "mk_hamed_rao"
  }

  /// T.
  public let dateCount: Int
  /// Kendall's τ_b, in `−1...1`.
  public let tau: Double?
  /// The two-sided p, in `0...1`.
  public let p: Double?
  /// The smallest p that the method gives for as many dates, these ties and this variance.
  public let smallestP: Double?
  /// Var(S) as corrected, which the interval of the slope rests on too.
  public let variance: Double?
  /// The AR(1) coefficient that was corrected for; nil where none was.
  public let phi: Double?
  /// How the p was found.
  public let method: Method?
  /// Why there is no p; nil where there is one.
  public let reason: ReasonCode?
}

extension TrendTest {
  fileprivate init(undefined reason: ReasonCode, dateCount: Int, tau: Double?) {
    self.init(
      dateCount: dateCount, tau: tau, p: nil, smallestP: nil, variance: nil, phi: nil, method: nil,
      reason: reason)
  }
}

/// Tests series of one length; the table of variances is made once for all of them.
public struct TrendTester: Sendable {
  /// What T dates allow.
  public let rules: DateRules
  private let correction: TrendTest.Correction
  private let table: AutoregressiveVariance?

  /// Prepares to test series of T dates.
  public init(dateCount: Int, correction: TrendTest.Correction = .autoregressive) {
    rules = DateRules(dateCount: dateCount)
    self.correction = correction
    table =
      rules.correctsAutocorrelation && correction == .autoregressive
      ? AutoregressiveVariance(dateCount: dateCount) : nil
  }

  /// Tests one series.
  ///
  /// - Parameter series: T values in the order of dates; another number of them traps.
  /// - Complexity: O(T²).
  public func test(_ series: [Double]) -> TrendTest {
    precondition(series.count == rules.dateCount, "the test is made for another length")
    guard let score = MannKendall(series) else {
      return TrendTest(undefined: .noDocuments, dateCount: series.count, tau: nil)
    }
    guard rules.testsTrend else {
      return TrendTest(undefined: .insufficientDates, dateCount: series.count, tau: score.tauB)
    }
    guard score.untiedPairCount > 0 else {
      return TrendTest(undefined: .zeroVariance, dateCount: series.count, tau: nil)
    }
    let (factor, phi) = varianceFactor(of: series)
    let variance = score.independentVariance * factor
    var p: Double?
    var smallest: Double?
    let practice = rules.trendPractice
    if practice != .corrected {
      p = score.exactP()
      smallest = score.smallestExactP()
    }
    if practice != .exact {
      p = larger(p, score.normalP(variance: variance))
      smallest = larger(smallest, score.smallestNormalP(variance: variance))
    }
    return TrendTest(
      dateCount: series.count, tau: score.tauB, p: p, smallestP: smallest, variance: variance,
      phi: phi, method: method, reason: nil)
  }

  /// The p of one series, or 1 where that is above a limit anyway: the correction only makes it
  /// larger, so that it is left out where p is too large without it.
  func test(_ series: [Double], unlessAbove limit: Double) -> Double {
    if correction == .autoregressive, rules.trendPractice == .corrected,
      let score = MannKendall(series), score.untiedPairCount > 0,
      let p = score.normalP(variance: score.independentVariance), p > limit
    {
      return 1
    }
    return test(series).p ?? 1
  }

  /// Var(S)/Var₀ as the dates' memory makes it, and the φ that it rests on.
  private func varianceFactor(of series: [Double]) -> (factor: Double, phi: Double?) {
    guard rules.correctsAutocorrelation else { return (1, nil) }
    if let table {
      let phi = SerialCorrelation.autoregressiveCoefficient(of: series) ?? 0
      return (table.ratio(phi: phi), phi)
    }
    return (SerialCorrelation.hamedRaoFactor(of: series) ?? 1, nil)
  }

  private var method: TrendTest.Method {
    switch (rules.trendPractice, correction) {
    case (.corrected, .autoregressive): .autoregressive
    case (.corrected, .hamedRao): .hamedRao
    case (.largerOfExactAndCorrected, .autoregressive): .exactAndAutoregressive
    case (.largerOfExactAndCorrected, .hamedRao): .exactAndHamedRao
    case (.exact, _), (.none, _): .exact
    }
  }

  private func larger(_ first: Double?, _ second: Double?) -> Double? {
    guard let first, let second else { return first ?? second }
    return max(first, second)
  }
}
