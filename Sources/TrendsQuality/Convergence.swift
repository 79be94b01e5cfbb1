internal import Glibc
internal import TrendsCompute

/// How well several chains agree on one number, and how much their draws are worth.
///
/// Where a figure is undefined it is nil and ``reason`` says why.
public struct Convergence: Equatable, Sendable {
  /// Why there is no figure, as a code for reports.
  public enum Reason: String, Sendable {
    /// Every chain is constant, or all but the tails are.
    case zeroVariance = "zero_variance"
    /// A chain has fewer than 6 draws, so that a half has fewer than 3; or there is no chain, or
    /// the chains differ in length.
    case insufficientDraws = "insufficient_draws"
    /// There are several chains, but only one has what is compared.
    case singleChain = "single_chain"
    /// A draw is infinite or no number.
    case notFinite = "not_finite"
  }

  /// Rank-normalised split R-hat: 1 where the chains agree. At most 1.05 is asked of a topic's
  /// prevalence; 1.01 is ideal.
  public var rHat: Double?
  /// Effective number of draws for the centre of the distribution; at least 100, ideally 400.
  public var bulkESS: Double?
  /// Effective number of draws for its 5 % and 95 % quantiles, the lesser of the two.
  public var tailESS: Double?
  /// Split R-hat of the draws themselves, without ranks.
  public var basicRHat: Double?
  /// Effective number of draws for the mean of the draws themselves.
  public var basicESS: Double?
  /// Why a figure is nil; nil where none is.
  public var reason: Reason?

  /// Figures from their parts.
  public init(
    rHat: Double? = nil, bulkESS: Double? = nil, tailESS: Double? = nil,
    basicRHat: Double? = nil, basicESS: Double? = nil, reason: Reason? = nil
  ) {
    self.rHat = rHat
    self.bulkESS = bulkESS
    self.tailESS = tailESS
    self.basicRHat = basicRHat
    self.basicESS = basicESS
    self.reason = reason
  }
}

/// The convergence of several chains of draws of one number.
///
/// Each chain is split in halves (of an odd number of draws the middle one is left out), which are
/// compared as chains of their own. Ranks make the figures sound for heavy tails; folding the draws
/// about their median makes R-hat see chains that differ in spread.
///
/// - Parameter chains: one array of draws a chain, in order of sampling, all of one length.
/// - Complexity: O(S log S + S·L) for S draws whose correlation dies out after L.
///
/// Source: Vehtari, Gelman, Simpson, Carpenter & Bürkner (2021), *Rank-normalization, folding, and
/// localization: an improved R-hat*, Bayesian Analysis 16, 667–718.
/// <https://doi.org/10.1214/20-BA1221>
public func convergence(of chains: [[Double]]) -> Convergence {
  guard let length = chains.first?.count, length >= 6,
    chains.allSatisfy({ $0.count == length })
  else { return Convergence(reason: .insufficientDraws) }
  let draws = chains.flatMap { $0 }
  guard draws.allSatisfy(\.isFinite) else { return Convergence(reason: .notFinite) }
  guard let middle = median(of: draws), let tails = quantiles([0.05, 0.95], of: draws) else {
    return Convergence(reason: .insufficientDraws)
  }

  let halves = splitInHalves(chains)
  let bulk = rankNormalized(halves)
  let folded = rankNormalized(splitInHalves(chains.map { $0.map { abs($0 - middle) } }))
  let tailSizes = tails.map { tail in
    effectiveSampleSize(splitInHalves(chains.map { $0.map { $0 <= tail ? 1 : 0 } }))
  }
  var result = Convergence(
    rHat: potentialScaleReduction(bulk),
    bulkESS: effectiveSampleSize(bulk),
    basicRHat: potentialScaleReduction(halves),
    basicESS: effectiveSampleSize(halves))
  if let rHat = result.rHat, let spread = potentialScaleReduction(folded) {
    result.rHat = max(rHat, spread)
  }
  if let lower = tailSizes[0], let upper = tailSizes[1] { result.tailESS = min(lower, upper) }
  let figures = [result.rHat, result.bulkESS, result.tailESS, result.basicRHat, result.basicESS]
  if figures.contains(nil) { result.reason = .zeroVariance }
  return result
}

/// The halves of every chain; of an odd number of draws the middle one is left out.
private func splitInHalves(_ chains: [[Double]]) -> [[Double]] {
  chains.flatMap { [Array($0.prefix($0.count / 2)), Array($0.suffix($0.count / 2))] }
}

/// The normal scores of the draws' ranks among all chains: Φ⁻¹((r − 3/8) / (S + 1/4)).
private func rankNormalized(_ chains: [[Double]]) -> [[Double]] {
  var scores = chains.flatMap { $0 }
  let count = Double(scores.count)
  var ranks = AverageRanks(count: scores.count)
  scores.withUnsafeMutableBufferPointer { scores in
    ranks.ofValues(UnsafeBufferPointer(scores)) { place, rank in
      // The argument is in 0...1, ends excluded, where the quantile is always defined.
      scores[place] = normalQuantile((rank - 0.375) / (count + 0.25)) ?? 0
    }
  }
  let length = chains.first?.count ?? 0
  return chains.indices.map { Array(scores[$0 * length..<($0 + 1) * length]) }
}

/// R-hat of chains as they stand: √((B / W + n − 1) / n); nil where no chain varies.
private func potentialScaleReduction(_ chains: [[Double]]) -> Double? {
  let length = Double(chains[0].count)
  let within = mean(chains.map(variance))
  guard within > 0 else { return nil }
  let between = length * variance(chains.map(mean))
  return ((between / within + length - 1) / length).squareRoot()
}

/// The effective number of draws of chains as they stand, by Geyer's initial monotone sequence;
/// nil where the draws are all equal.
///
/// Autocorrelations are computed lag by lag and only as far as they are needed.
private func effectiveSampleSize(_ chains: [[Double]]) -> Double? {
  let length = chains[0].count
  let centred = chains.map { chain in
    let centre = mean(chain)
    return chain.map { $0 - centre }
  }
  func meanAutocovariance(lag: Int) -> Double {
    mean(
      centred.map { chain in
        var sum = 0.0
        for i in lag..<length { sum += chain[i - lag] * chain[i] }
        return sum / Double(length)
      })
  }
  let n = Double(length)
  let within = meanAutocovariance(lag: 0) * n / (n - 1)
  let total = within * (n - 1) / n + (chains.count > 1 ? variance(chains.map(mean)) : 0)
  guard total > 0 else { return nil }
  func correlation(lag: Int) -> Double { 1 - (within - meanAutocovariance(lag: lag)) / total }

  var rho = [Double](repeating: 0, count: length)
  var (even, odd) = (1.0, correlation(lag: 1))
  (rho[0], rho[1]) = (even, odd)
  var lag = 0
  while lag < length - 5, even + odd > 0 {
    lag += 2
    (even, odd) = (correlation(lag: lag), correlation(lag: lag + 1))
    if even + odd >= 0 { (rho[lag], rho[lag + 1]) = (even, odd) }
  }
  let last = lag
  if even > 0 { rho[last] = even }

  for t in stride(from: 2, through: last - 2, by: 2)
  where rho[t] + rho[t + 1] > rho[t - 2] + rho[t - 1] {
    rho[t] = (rho[t - 2] + rho[t - 1]) / 2
    rho[t + 1] = rho[t]
  }
  let count = Double(chains.count) * n
  let time = -1 + 2 * rho[..<last].reduce(0, +) + rho[last]
  // Antithetic chains may be worth more draws than they have, but not without bound.
  return count / max(time, 1 / log10(count))
}

private func mean(_ values: [Double]) -> Double {
  values.reduce(0, +) / Double(values.count)
}

/// The sample variance, with n − 1 below; 0 for a single value.
private func variance(_ values: [Double]) -> Double {
  guard values.count > 1 else { return 0 }
  let centre = mean(values)
  return values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / Double(values.count - 1)
}
