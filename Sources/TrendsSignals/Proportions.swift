internal import Glibc
import TrendsCompute

/// An interval of a proportion, in `0...1`.
public struct ProportionInterval: Equatable, Sendable {
  /// The lower end.
  public let low: Double
  /// The upper end.
  public let high: Double
}

/// Some documents out of several: what their number says of the rate behind it.
public struct Proportion: Equatable, Sendable {
  /// The documents that are meant, in `0...total`.
  public let count: Int
  /// All documents, at least 1.
  public let total: Int

  /// Some documents out of several.
  ///
  /// - Returns: nil where there is no document, or `count` is not among `0...total`.
  public init?(_ count: Int, of total: Int) {
    guard total > 0, (0...total).contains(count) else { return nil }
    self.count = count
    self.total = total
  }

  /// The share itself, in `0...1`.
  public var share: Double { Double(count) / Double(total) }

  /// Wilson's score interval, without a correction for continuity: the usual choice.
  ///
  ///     ( p + z²/2n ± z·√(p(1 − p)/n + z²/4n²) ) / (1 + z²/n)
  ///
  /// - Parameter confidence: in `0..<1`.
  /// - Returns: nil for another confidence.
  ///
  /// Source: Wilson (1927), *Probable inference, the law of succession, and statistical inference*,
  /// Journal of the American Statistical Association 22, 209–212.
  /// <https://doi.org/10.1080/01621459.1927.10502953>
  public func wilson(confidence: Double = 0.95) -> ProportionInterval? {
    guard let z = Self.quantile(confidence) else { return nil }
    let n = Double(total)
    let (p, extra) = (share, z * z / n)
    let reach = z * (p * (1 - p) / n + extra / (4 * n)).squareRoot()
    return ProportionInterval(
      low: count == 0 ? 0 : max(0, (p + extra / 2 - reach) / (1 + extra)),
      high: count == total ? 1 : min(1, (p + extra / 2 + reach) / (1 + extra)))
  }

  /// Clopper and Pearson's interval: holds the rate at least as often as it says, so is wider.
  ///
  /// Source: Clopper & Pearson (1934), *The use of confidence or fiducial limits illustrated in the
  /// case of the binomial*, Biometrika 26, 404–413. <https://doi.org/10.1093/biomet/26.4.404>
  public func clopperPearson(confidence: Double = 0.95) -> ProportionInterval? {
    let (x, n) = (Double(count), Double(total))
    let tail = (1 - confidence) / 2
    guard tail > 0, tail <= 0.5,
      let low = count == 0 ? 0 : betaQuantile(tail, a: x, b: n - x + 1),
      let high = count == total ? 1 : betaQuantile(1 - tail, a: x + 1, b: n - x)
    else { return nil }
    return ProportionInterval(low: low, high: high)
  }

  /// The middle of the posterior under Jeffreys' prior, Beta(½, ½).
  ///
  /// The plain quantiles: neither end is moved to 0 or 1 where no or every document is meant.
  public func jeffreys(confidence: Double = 0.95) -> ProportionInterval? {
    let (a, b) = (Double(count) + 0.5, Double(total - count) + 0.5)
    let tail = (1 - confidence) / 2
    guard tail > 0, tail <= 0.5, let low = betaQuantile(tail, a: a, b: b),
      let high = betaQuantile(1 - tail, a: a, b: b)
    else { return nil }
    return ProportionInterval(low: low, high: high)
  }

  private static func quantile(_ confidence: Double) -> Double? {
    confidence >= 0 && confidence < 1 ? normalQuantile((1 + confidence) / 2) : nil
  }
}

/// Two proportions side by side, from different documents.
public struct ProportionDifference: Equatable, Sendable {
  /// One proportion.
  public let first: Proportion
  /// The other.
  public let second: Proportion

  /// Sets two proportions side by side.
  public init(_ first: Proportion, _ second: Proportion) {
    self.first = first
    self.second = second
  }

  /// Whether both are 0 or both are 1: then nothing differs, and only exact tests have an answer.
  private var isDegenerate: Bool {
    first.count + second.count == 0
      || first.count + second.count == first.total + second.total
  }

  /// Wald's interval of first − second, in `-1...1`.
  ///
  /// - Returns: nil where both are 0 or both are 1, for which it has no width.
  public func waldInterval(confidence: Double = 0.95) -> (low: Double, high: Double)? {
    guard !isDegenerate, confidence >= 0, confidence < 1,
      let z = normalQuantile((1 + confidence) / 2)
    else { return nil }
    let (p, q) = (first.share, second.share)
    let reach =
      z * (p * (1 - p) / Double(first.total) + q * (1 - q) / Double(second.total)).squareRoot()
    return (max(-1, p - q - reach), min(1, p - q + reach))
  }

  /// Pearson's chi-squared p of equal rates, without a correction for continuity.
  ///
  /// - Returns: nil where both are 0 or both are 1.
  public func chiSquaredP() -> Double? {
    guard !isDegenerate else { return nil }
    let (m, n) = (Double(first.total), Double(second.total))
    let pooled = Double(first.count + second.count) / (m + n)
    let difference = first.share - second.share
    let statistic = difference * difference / (pooled * (1 - pooled) * (1 / m + 1 / n))
    return chiSquaredUpperTail(statistic, degreesOfFreedom: 1)
  }

  /// Fisher's exact two-sided p: all tables with these margins that are no likelier than this one.
  ///
  /// Tables whose probabilities differ by a ten-millionth count as equally likely.
  ///
  /// - Complexity: O(min(meant documents, documents of either)).
  ///
  /// Source: Fisher (1935), *The logic of inductive inference*, Journal of the Royal Statistical
  /// Society 98, 39–82. <https://doi.org/10.2307/2342435>
  public func fisherP() -> Double {
    let meant = first.count + second.count
    let counts = max(0, meant - second.total)...min(meant, first.total)
    // ln C(m, x)·C(n, k − x), the hypergeometric probability but for a factor common to all x.
    func logWeight(_ x: Int) -> Double {
      let y = meant - x
      return -logGamma(Double(x + 1)) - logGamma(Double(first.total - x + 1))
        - logGamma(Double(y + 1)) - logGamma(Double(second.total - y + 1))
    }
    let observed = logWeight(first.count)
    var (total, extreme) = (0.0, 0.0)
    for x in counts {
      let weight = exp(logWeight(x) - observed)
      total += weight
      if weight <= 1 + 1e-7 { extreme += weight }
    }
    // A table far likelier than the observed one overflows to infinity: then p is nothing.
    return total.isFinite ? min(1, extreme / total) : 0
  }
}
