/// The shares of every topic in every period, and how much they vary for which reason.
public struct ShareTable: Sendable {
  /// T.
  public let periodCount: Int
  /// K.
  public let topicCount: Int
  /// p(t,k), `[T × K]`, row-major.
  public let shares: [Double]
  /// D(t), `[T]`.
  public let documentCounts: [Double]
  /// v(k): the variance of documents' shares within a period, pooled over periods, `[K]`; nil where
  /// every period has a single document.
  public let documentVariances: [Double]?
  /// φ(k), at least 1: how much more the shares vary about a smooth course than documents explain,
  /// `[K]`; 1 where there are too few periods to say.
  public let dispersions: [Double]
  private let course: SmoothCourse?

  /// The table for sums of shares by period.
  ///
  /// - Parameters:
  ///   - sums: Σ s(d,k) over the documents of each period, `[T × K]`.
  ///   - squares: Σ s(d,k)² over all appearances, `[K]`; the same for every shuffle of dates.
  ///   - documentCounts: D(t), each at least 1.
  ///   - course: the smooth course in time to compare with.
  init(sums: [Double], squares: [Double], documentCounts: [Double], course: SmoothCourse?) {
    let topicCount = squares.count
    let periodCount = documentCounts.count
    var shares = sums
    var explained = [Double](repeating: 0, count: topicCount)
    for t in 0..<periodCount {
      for k in 0..<topicCount {
        let i = t * topicCount + k
        shares[i] = sums[i] / documentCounts[t]
        explained[k] += sums[i] * shares[i]
      }
    }
    // Σ (s − p(t))² = Σ s² − Σ D·p²; shares are of order one, so nothing cancels badly.
    let degrees = documentCounts.reduce(0) { $0 + $1 - 1 }
    let variances: [Double]? =
      degrees > 0
      ? zip(squares, explained).map { max(0, $0 - $1) / degrees } : nil
    self.periodCount = periodCount
    self.topicCount = topicCount
    self.shares = shares
    self.documentCounts = documentCounts
    documentVariances = variances
    self.course = course
    guard let variances, let course else {
      dispersions = Array(repeating: 1, count: topicCount)
      return
    }
    dispersions = (0..<topicCount).map { k in
      guard variances[k] > 0 else { return 1 }
      let series = stride(from: k, to: shares.count, by: topicCount).map { shares[$0] }
      return max(1, course.residualVariance(of: series) / variances[k])
    }
  }

  /// The table of some documents in some periods.
  ///
  /// - Parameters:
  ///   - documentShares: s(d,k), `[D × K]`.
  ///   - topicCount: K.
  ///   - periods: at least one.
  init(documentShares: [Double], topicCount: Int, periods: TestedPeriods) {
    var sums = [Double](repeating: 0, count: periods.count * topicCount)
    for (t, documents) in periods.documents.enumerated() {
      for d in documents {
        for k in 0..<topicCount { sums[t * topicCount + k] += documentShares[d * topicCount + k] }
      }
    }
    self.init(
      sums: sums,
      squares: Self.squares(documentShares, topicCount: topicCount, periods: periods),
      documentCounts: periods.documentCounts,
      course: SmoothCourse(days: periods.days, weights: periods.documentCounts))
  }

  /// Σ s(d,k)² over all appearances, `[K]`.
  static func squares(_ documentShares: [Double], topicCount: Int, periods: TestedPeriods)
    -> [Double]
  {
    var squares = [Double](repeating: 0, count: topicCount)
    for d in periods.documents.joined() {
      for k in 0..<topicCount {
        let share = documentShares[d * topicCount + k]
        squares[k] += share * share
      }
    }
    return squares
  }

  /// p(t) of one topic, `[T]`.
  public func series(of topic: Int) -> [Double] {
    stride(from: topic, to: shares.count, by: topicCount).map { shares[$0] }
  }

  /// e(t): the expected documents of one topic, `[T]`.
  public func expectedDocuments(of topic: Int) -> [Double] {
    zip(series(of: topic), documentCounts).map { $0 * $1 }
  }

  /// clr(t,k), `[T × K]`, zeros replaced; see ``Compositions``. Nil where a period has no topic.
  public func centredLogRatios() -> [Double]? {
    var ratios: [Double] = []
    ratios.reserveCapacity(shares.count)
    for t in 0..<periodCount {
      let delta = Compositions.zeroReplacement(
        documentCount: Int(documentCounts[t]), topicCount: topicCount)
      let row = Array(shares[t * topicCount..<(t + 1) * topicCount])
      guard
        let replaced = Compositions.replacingZeros(row, by: delta),
        let logs = Compositions.centredLogRatios(replaced)
      else { return nil }
      ratios += logs
    }
    return ratios
  }

  /// v·φ of one topic: the variance of one document's share about the level; nil where unknown.
  public func varianceAboutLevel(of topic: Int) -> Double? {
    documentVariances.map { $0[topic] * dispersions[topic] }
  }

  /// φ′ of one topic, by which its counts are scaled before bursts are sought; nil where there is
  /// none.
  ///
  /// A burst is itself what scatters about a smooth course, and would hide behind its own size: so φ
  /// is that of the other periods, with the heaviest burst taken out that is there for φ = 1.
  func burstDispersion(of topic: Int, options: BurstOptions) -> Double? {
    guard let variance = documentVariances?[topic] else { return nil }
    let counts = burstCounts(of: topic)
    var overdispersion = dispersions[topic]
    if overdispersion > 1, let course,
      let plain = counts.dispersion(documentVariance: variance),
      let bursts = try? findBursts(in: counts, dispersion: plain, options: options).get(),
      let burst = heaviest(of: bursts),
      let rest = course.residualVariance(
        of: series(of: topic), apartFrom: burst.first...burst.last)
    {
      overdispersion = max(1, rest / variance)
    }
    return counts.dispersion(documentVariance: variance, overdispersion: overdispersion)
  }

  /// The counts of one topic that bursts are sought in.
  func burstCounts(of topic: Int) -> BurstCounts {
    BurstCounts(hits: expectedDocuments(of: topic), totals: documentCounts)
  }
}

/// A smooth course of shares in time, to tell the scatter of periods about it: a cubic, or below
/// twelve periods a straight line, fitted with the documents as weights.
///
/// The polynomials are made orthogonal over the periods (Forsythe 1957), once for all topics and all
/// shuffles.
struct SmoothCourse: Sendable {
  private let weights: [Double]
  /// Orthonormal polynomials under the weights, `[terms]` of `[T]`.
  private let terms: [[Double]]

  /// - Returns: nil where the periods are no more than the terms.
  init?(days: [Int], weights: [Double]) {
    let degree = days.count < 12 ? 1 : 3
    guard days.count > degree + 1, let first = days.first, let last = days.last else { return nil }
    let reach = Double(max(1, last - first))
    let times = days.map { 2 * Double($0 - first) / reach - 1 }
    self.weights = weights
    var terms: [[Double]] = []
    for power in 0...degree {
      // The last term times t, less its parts along the others, is orthogonal to all of them. Done
      // twice, that holds in spite of rounding.
      var next = power == 0 ? times.map { _ in 1 } : zip(times, terms[power - 1]).map { $0 * $1 }
      for _ in 0..<2 {
        for term in terms {
          let part = Self.product(weights, next, term)
          for t in next.indices { next[t] -= part * term[t] }
        }
      }
      let length = Self.product(weights, next, next).squareRoot()
      guard length > 0 else { return nil }
      terms.append(next.map { $0 / length })
    }
    self.terms = terms
  }

  /// Σ D·(p − course)² / (T − terms): what v would be if documents alone made the periods scatter.
  func residualVariance(of series: [Double]) -> Double {
    let rest = residuals(of: series)
    return Self.product(weights, rest, rest) / Double(series.count - terms.count)
  }

  /// The same, with a level of its own for some periods; nil where that leaves nothing to scatter.
  func residualVariance(of series: [Double], apartFrom periods: ClosedRange<Int>) -> Double? {
    guard series.count > terms.count + 1 else { return nil }
    var level = series.indices.map { periods.contains($0) ? 1.0 : 0 }
    for term in terms { level = without(term, level) }
    let square = Self.product(weights, level, level)
    // What is a smooth course already has no level of its own.
    guard square > 1e-9 * Double(periods.count) else { return nil }
    let length = square.squareRoot()
    let rest = without(level.map { $0 / length }, residuals(of: series))
    return Self.product(weights, rest, rest) / Double(series.count - terms.count - 1)
  }

  private func residuals(of series: [Double]) -> [Double] {
    terms.reduce(series) { without($1, $0) }
  }

  /// A series less its part along a term of length 1.
  private func without(_ term: [Double], _ series: [Double]) -> [Double] {
    let part = Self.product(weights, series, term)
    return zip(series, term).map { $0 - part * $1 }
  }

  private static func product(_ weights: [Double], _ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for t in a.indices { sum += weights[t] * a[t] * b[t] }
    return sum
  }
}
