internal import Glibc

/// Shares that make up a whole: one can only grow where others shrink.
///
/// Log-ratios to the mean of all take that apart: a topic whose ratio holds has kept its place even
/// where its share fell because another grew.
///
/// Source: Aitchison (1986), *The Statistical Analysis of Compositional Data*.
public enum Compositions {
  /// The parts divided by their sum.
  ///
  /// - Parameter parts: each at least 0 and finite.
  /// - Returns: shares that sum to 1; nil where the sum is not above 0, or a part is below it.
  public static func closure(_ parts: [Double]) -> [Double]? {
    let sum = parts.reduce(0, +)
    guard sum > 0, sum.isFinite, parts.allSatisfy({ $0 >= 0 }) else { return nil }
    return parts.map { $0 / sum }
  }

  /// The closed parts with every 0 replaced by δ; the others make room in proportion, so that
  /// their ratios stay.
  ///
  /// - Parameters:
  ///   - parts: as for ``closure(_:)``.
  ///   - delta: δ, above 0 and small enough that the zeros together take less than all.
  /// - Returns: shares above 0 that sum to 1; nil outside the domain.
  ///
  /// Source: Martín-Fernández, Barceló-Vidal & Pawlowsky-Glahn (2003), *Dealing with zeros and
  /// missing values in compositional data sets*, Mathematical Geology 35, 253–278.
  /// <https://doi.org/10.1023/A:1023866030544>
  public static func replacingZeros(_ parts: [Double], by delta: Double) -> [Double]? {
    guard let closed = closure(parts), delta > 0 else { return nil }
    let taken = delta * Double(closed.count { $0 == 0 })
    guard taken < 1 else { return nil }
    return closed.map { $0 == 0 ? delta : $0 * (1 - taken) }
  }

  /// δ for the shares of one date: half a document spread over all topics, 0.5/(D·K).
  ///
  /// - Parameters:
  ///   - documentCount: D, at least 1.
  ///   - topicCount: K, at least 1.
  public static func zeroReplacement(documentCount: Int, topicCount: Int) -> Double {
    0.5 / (Double(max(1, documentCount)) * Double(max(1, topicCount)))
  }

  /// The centred log-ratios, clr(k) = ln p(k) − mean over j of ln p(j).
  ///
  /// - Parameter parts: above 0 and finite, closed or not.
  /// - Returns: numbers that sum to 0, or nil where a part is not above 0 or there is none.
  public static func centredLogRatios(_ parts: [Double]) -> [Double]? {
    guard !parts.isEmpty, parts.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    let logs = parts.map { log($0) }
    let mean = logs.reduce(0, +) / Double(logs.count)
    return logs.map { $0 - mean }
  }

  /// The shares that have these centred log-ratios.
  ///
  /// - Returns: shares that sum to 1, or nil for no ratios or one that is not finite.
  public static func shares(centredLogRatios ratios: [Double]) -> [Double]? {
    guard let largest = ratios.max(), ratios.allSatisfy(\.isFinite) else { return nil }
    return closure(ratios.map { exp($0 - largest) })
  }
}
