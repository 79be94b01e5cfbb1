internal import Glibc

// What the observations say of Q, the variance a day of a level.

extension LocalLevel {
  /// The Q under which the observations are most likely, 0 included.
  ///
  /// The logarithm of Q is searched on a grid of factors 2 from where Q cannot matter to where it
  /// leaves the noise no part, then by Brent's method about the best point.
  ///
  /// - Returns: at least 0; 0 where fewer than two values differ.
  /// - Complexity: O(T) a likelihood, some 80 of them.
  public func likeliestLevelVariance() -> Double {
    guard let bounds = levelVarianceBounds else { return 0 }
    // Finite, so that Brent's method can take it.
    func finite(_ loss: Double) -> Double { max(-1e300, min(1e300, loss)) }
    func loss(_ logVariance: Double) -> Double {
      finite(-logLikelihood(levelVariance: exp(logVariance)))
    }
    let (low, high) = (log(bounds.lowerBound), log(bounds.upperBound))
    let cells = max(2, min(100, Int(((high - low) / log(2)).rounded(.up))))
    let places = (0...cells).map { low + (high - low) * Double($0) / Double(cells) }
    let losses = logLikelihoods(levelVariances: places.map { exp($0) }).map { finite(-$0) }
    guard var best = losses.indices.min(by: { losses[$0] < losses[$1] }) else { return 0 }
    best = max(1, min(cells - 1, best))
    let guess = places[best]
    let found = brentMinimum(
      of: loss, guess: guess, bracket: places[best - 1]...places[best + 1])
    let candidates = [found, places[0], places[cells]].map { (loss($0), exp($0)) }
    let zero = (-logLikelihood(levelVariance: 0), 0.0)
    return ([zero] + candidates).min { $0.0 < $1.0 }?.1 ?? 0
  }

  /// Weights of some Q that stand for all: the likelihood on an even grid of √Q from 0 on.
  ///
  /// An even grid of standard deviations is a flat prior on them, for which 0 is a value like any
  /// other; a flat prior on ln Q would lie, but for a sliver, wherever its grid began. The grid ends
  /// where the likelihood has fallen to e⁻⁹ of its maximum.
  ///
  /// - Parameter likeliest: the Q of ``likeliestLevelVariance()`` where it is known; nil to look for it.
  /// - Returns: values of Q, ascending, with weights that sum to 1; those that weigh less than 10⁻⁶
  ///   of the heaviest are left out.
  /// - Complexity: O(T) a likelihood, some 60 of them.
  ///
  /// Source for the prior: Gelman (2006), *Prior distributions for variance parameters*, Bayesian
  /// Analysis 1, 515–534. <https://doi.org/10.1214/06-BA117A>
  public func levelVarianceWeights(likeliest: Double? = nil)
    -> [(levelVariance: Double, weight: Double)]
  {
    let likeliest = likeliest ?? likeliestLevelVariance()
    let top = logLikelihood(levelVariance: likeliest)
    guard let bounds = levelVarianceBounds, top.isFinite else { return [(likeliest, 1)] }
    var end = max(likeliest, bounds.lowerBound)
    while end < bounds.upperBound * 1e4, logLikelihood(levelVariance: end) > top - 9 { end *= 2 }
    let cells = 48
    let step = end.squareRoot() / Double(cells)
    let squares = (0...cells).map { step * Double($0) * (step * Double($0)) }
    var grid = zip(squares, logLikelihoods(levelVariances: squares)).enumerated().map { i, point in
      let logWeight = point.1 - top
      // The ends of a trapezium count half.
      let part = i == 0 || i == cells ? 0.5 : 1
      return (levelVariance: point.0, weight: part * exp(logWeight))
    }
    let heaviest = grid.reduce(0) { max($0, $1.weight) }
    grid.removeAll { $0.weight < 1e-6 * heaviest }
    let total = grid.reduce(0) { $0 + $1.weight }
    return grid.map { ($0.levelVariance, $0.weight / total) }
  }

  /// Where Q can lie: below, the level moves by less than a thousandth of the noise; above, noise
  /// has no part in the largest step. Nil where nothing moves.
  private var levelVarianceBounds: ClosedRange<Double>? {
    let dates = values.indices.filter { values[$0] != nil }
    var (lowest, highest) = (Double.infinity, -Double.infinity)
    for t in dates {
      lowest = min(lowest, values[t] ?? lowest)
      highest = max(highest, values[t] ?? highest)
    }
    let gaps = zip(dates.dropFirst(), dates).map { days[$0] - days[$1] }.filter { $0 > 0 }
    guard highest > lowest, let shortest = gaps.min() else { return nil }
    let range = highest - lowest
    let upper = 10 * range * range / shortest
    let noise =
      dates.map { observationVariances[$0] }.filter { $0 > 0 }.min() ?? range * range * 1e-6
    let lower = min(1e-6 * noise / gaps.reduce(0, +), upper * 1e-6)
    guard lower > 0, upper.isFinite else { return nil }
    return lower...upper
  }
}
