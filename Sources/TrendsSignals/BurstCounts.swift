public import TrendsPrevalence

/// How many documents each date lists, and how many of them are on one topic.
public struct BurstCounts: Equatable, Sendable {
  /// r(t): documents on the topic, `[T]`, each in `0...totals[t]`. Need not be whole.
  public var hits: [Double]
  /// d(t): all documents, `[T]`, each at least 0. A date with none says nothing and is passed over.
  public var totals: [Double]

  /// Counts by date.
  ///
  /// - Parameters:
  ///   - hits: expected documents of the topic, e(t,k).
  ///   - totals: documents of the date, D(t).
  public init(hits: [Double], totals: [Double]) {
    self.hits = hits
    self.totals = totals
  }

  /// p₀ = Σ r / Σ d: the topic's share over all dates; nil where there is no document.
  public var baseRate: Double? {
    let total = totals.reduce(0, +)
    return total > 0 ? hits.reduce(0, +) / total : nil
  }

  /// The counts divided by φ′: as many documents as would carry the same information if each were
  /// wholly on the topic or not at all.
  ///
  /// Soft counts vary far less than coin tosses do: seven documents of a third each tell more than
  /// seven coins. Without this step a burst of soft counts is hardly ever found.
  ///
  /// - Parameter dispersion: φ′, greater than 0; see ``dispersion(documentVariance:overdispersion:)``.
  public func scaled(by dispersion: Double) -> BurstCounts {
    BurstCounts(hits: hits.map { $0 / dispersion }, totals: totals.map { $0 / dispersion })
  }

  /// φ′ = v·φ / (p₀(1 − p₀)): how much a document's share varies, as a part of what a coin of the
  /// same mean would vary (quasi-binomial).
  ///
  /// - Parameters:
  ///   - documentVariance: v(k), the variance of shares between documents of one date.
  ///   - overdispersion: φ(k), at least 1: the variance between dates over that which v explains.
  /// - Returns: a number above 0, or nil where p₀ is 0 or 1 or documents do not differ.
  public func dispersion(documentVariance: Double, overdispersion: Double = 1) -> Double? {
    guard let rate = baseRate, rate > 0, rate < 1 else { return nil }
    let dispersion = documentVariance * overdispersion / (rate * (1 - rate))
    return dispersion > 0 && dispersion.isFinite ? dispersion : nil
  }

  /// The fewest dates with documents on which bursts are reported.
  public static let fewestDates = 5
  /// The fewest expected documents of a topic whose bursts are reported.
  public static let fewestDocuments = 10.0

  /// Why bursts of these counts, before any scaling, are not reported; nil where they are.
  public var reasonAgainstBursts: ReasonCode? {
    guard isSound else { return .notFinite }
    guard totals.count(where: { $0 > 0 }) >= Self.fewestDates else { return .insufficientDates }
    guard let rate = baseRate, rate > 0, rate <= 0.5 else { return .notApplicable }
    // Sums of shares may miss a whole number by their rounding.
    guard hits.reduce(0, +) >= Self.fewestDocuments * (1 - 1e-12) else {
      return .insufficientDocuments
    }
    return nil
  }

  /// Whether every count is finite, none below 0, and no date has more hits than documents. Sums of
  /// shares may exceed the number of documents by their rounding.
  var isSound: Bool {
    hits.count == totals.count
      && zip(hits, totals).allSatisfy { hits, total in
        hits >= 0 && total.isFinite && hits <= total * (1 + 1e-9)
      }
  }
}
