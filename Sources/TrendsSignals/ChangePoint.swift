internal import Glibc
public import TrendsPrevalence

/// A date from which a series has another level.
public struct ChangePoint: Equatable, Sendable {
  /// The first date of the new level, an index into the series.
  public let start: Int
  /// The dates of the level before and of the one from `start` on: indices into the series.
  public let window: Range<Int>
  /// The weighted mean of the level before.
  public let before: Double
  /// The weighted mean of the level from `start` on.
  public let after: Double
  /// The dates, `start` among them, at which the change fits nearly as well: those whose squares
  /// exceed the best by at most 3.84, the 95 % point of χ² with one degree of freedom. The other
  /// change points are held where they are. Means something only for weights that are inverse
  /// variances.
  public let candidates: [Int]

  /// after − before.
  public var shift: Double { after - before }
}

/// When a level changes: the rules, and what a change point costs.
public struct ChangePointOptions: Equatable, Sendable {
  /// What a change point costs, for T dates.
  public enum Penalty: Equatable, Sendable {
    /// 3 ln T: rather too few.
    case strict
    /// 2 ln T, as the Bayesian information criterion has it.
    case bayesian
    /// A penalty as given, at least 0.
    case fixed(Double)

    func value(dates: Int) -> Double {
      switch self {
      case .strict: 3 * log(Double(dates))
      case .bayesian: 2 * log(Double(dates))
      case .fixed(let value): value
      }
    }
  }

  /// What a change point costs.
  public var penalty: Penalty
  /// The fewest dates of a level.
  public var minimumLength: Int

  /// 3 ln T and three dates by default.
  public init(penalty: Penalty = .strict, minimumLength: Int = 3) {
    self.penalty = penalty
    self.minimumLength = minimumLength
  }

  /// The fewest dates with weight on which change points are looked for.
  public static let fewestDates = 10
  /// How much worse than the best, in units of −2 ln likelihood, a candidate may fit.
  static let slack = 3.84
}

/// ω(t) = D(t) / (v·φ): the inverse variances of a topic's shares.
///
/// - Parameters:
///   - documentCounts: D(t), `[T]`.
///   - documentVariance: v(k)·φ(k), the variance of one document's share about the level.
/// - Returns: nil where that variance is not above 0: documents do not differ.
public func changePointWeights(documentCounts: [Double], documentVariance: Double) -> [Double]? {
  guard documentVariance > 0, documentVariance.isFinite else { return nil }
  return documentCounts.map { $0 / documentVariance }
}

/// The change points of a series, by the rules of a report.
///
/// Confirm each with ``ChangePointTest`` before naming it.
///
/// - Parameters:
///   - values: x(t), `[T]`; ignored on dates without weight.
///   - weights: inverse variances, `[T]`; 0 on dates without documents, which are passed over.
///   - options: penalty and least length.
/// - Returns: change points in order of time, perhaps none; `insufficientDates` below 10 dates with
///   weight, `notFinite`.
/// - Complexity: O(T²).
///
/// Source: as for ``Partition``. Killick, Fearnhead & Eckley (2012) reach the same optimum by pruning.
public func findChangePoints(
  values: [Double], weights: [Double], options: ChangePointOptions = ChangePointOptions()
) -> Result<[ChangePoint], ReasonCode> {
  guard values.count == weights.count else { return .failure(.notFinite) }
  guard weights.allSatisfy({ $0 >= 0 && $0.isFinite }) else { return .failure(.notFinite) }
  let dates = weights.indices.filter { weights[$0] > 0 }
  guard dates.count >= ChangePointOptions.fewestDates else { return .failure(.insufficientDates) }
  let kept = (values: dates.map { values[$0] }, weights: dates.map { weights[$0] })
  let shortest = max(1, options.minimumLength)
  guard
    let partition = Partition(
      values: kept.values, weights: kept.weights,
      penalty: options.penalty.value(dates: dates.count), minimumLength: shortest),
    partition.objective.isFinite
  else { return .failure(.notFinite) }

  let costs = SegmentCosts(values: kept.values, weights: kept.weights)
  let bounds = [0] + partition.starts + [dates.count]
  // A date as an index into the series; the end of the last level is the end of the series.
  func date(_ t: Int) -> Int { t < dates.count ? dates[t] : values.count }
  return .success(
    partition.starts.indices.map { i in
      let (first, start, end) = (bounds[i], bounds[i + 1], bounds[i + 2])
      let best = costs.cost(first, start) + costs.cost(start, end)
      let candidates = ((first + shortest)...(end - shortest)).filter { split in
        costs.cost(first, split) + costs.cost(split, end) <= best + ChangePointOptions.slack
      }
      return ChangePoint(
        start: date(start), window: date(first)..<date(end),
        before: costs.mean(first, start), after: costs.mean(start, end),
        candidates: candidates.map(date))
    })
}

/// Whether documents dealt out anew over the two levels of a change point give a split as good,
/// wherever it falls.
///
/// The best split of every shuffled series is taken, not the split at the same date, since the date
/// was chosen to be the best, too.
public struct ChangePointTest: Sendable {
  private let weights: [Double]
  private let minimumLength: Int
  /// What a split must gain; just short of what the change point does, so that a shuffle that only
  /// renames documents counts in spite of rounding.
  private let threshold: Double

  /// The test of a change point.
  ///
  /// - Parameters:
  ///   - values: x(t) of the dates of its window, see ``ChangePoint/window``.
  ///   - weights: inverse variances of the same dates.
  ///   - options: as for the search.
  public init(
    values: [Double], weights: [Double], options: ChangePointOptions = ChangePointOptions()
  ) {
    precondition(values.count == weights.count, "every date has its weight")
    self.weights = weights
    minimumLength = options.minimumLength
    threshold =
      largestSplitGain(values: values, weights: weights, minimumLength: minimumLength)
      * (1 - 1e-12)
  }

  /// Whether shuffled values split at least as well.
  ///
  /// - Parameter values: one a date of the window.
  /// - Complexity: O(dates), no allocation.
  public func isReached(by values: [Double]) -> Bool {
    largestSplitGain(values: values, weights: weights, minimumLength: minimumLength) >= threshold
  }

  /// (1 + shuffles that reach it) / (1 + shuffles): never 0.
  ///
  /// Source: Phipson & Smyth (2010), *Permutation p-values should never be zero*, SAGMB 9, 39.
  /// <https://doi.org/10.2202/1544-6115.1585>
  public static func p(reached: Int, of shuffles: Int) -> Double {
    Double(1 + reached) / Double(1 + shuffles)
  }
}

/// The most by which one split lowers the weighted squares of a series: max over splits of
/// ω₁ω₂/(ω₁ + ω₂)·(x̄₂ − x̄₁)².
///
/// - Complexity: O(T), no allocation.
func largestSplitGain(values: [Double], weights: [Double], minimumLength: Int) -> Double {
  var (totalWeight, totalSum, dates) = (0.0, 0.0, 0)
  for t in values.indices where weights[t] > 0 {
    totalWeight += weights[t]
    totalSum += weights[t] * values[t]
    dates += 1
  }
  guard totalWeight > 0 else { return 0 }
  let mean = totalSum / totalWeight
  let shortest = max(1, minimumLength)
  var (weight, sum, seen, largest) = (0.0, 0.0, 0, 0.0)
  for t in values.indices where weights[t] > 0 {
    if seen >= shortest, dates - seen >= shortest {
      largest = max(largest, sum * sum * totalWeight / (weight * (totalWeight - weight)))
    }
    weight += weights[t]
    sum += weights[t] * (values[t] - mean)
    seen += 1
  }
  return largest
}
