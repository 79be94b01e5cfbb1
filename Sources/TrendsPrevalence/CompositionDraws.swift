/// Shares of every topic in several periods, over composition draws: each draw is a series.
///
/// Unlike the intervals of single periods, a series keeps what its periods have in common: the
/// assignment of tokens, and the weight of a document that is listed in several.
public struct CompositionDraws: Sendable {
  private let draws: AlignedDraws
  private let means: [Composition.Means]

  /// Draws series of shares by the method of composition.
  ///
  /// - Parameters:
  ///   - draws: aligned draws of all chains.
  ///   - periods: the documents with tokens of each period, ascending.
  ///   - count: at least how many draws are wanted; replicates are added until there are as many.
  ///   - options: population, seed, threads; `replicates` is not looked at.
  ///   - topics: those whose series will be asked for, ascending; nil for all.
  ///   - stream: tells the random numbers of one call from another's.
  /// - Returns: nil where a period is empty, or too few documents say how much documents differ.
  /// - Complexity: O(count · non-zero n(d,k)).
  public init?(
    of draws: AlignedDraws, periods: [[Int]], count: Int, options: PrevalenceSeries.Options,
    topics: [Int]? = nil, stream: Int = -1
  ) {
    var options = options
    let drawCount = draws.draws.count
    options.replicates = max(1, (count + drawCount - 1) / drawCount)
    let composition = Composition(
      draws: draws, lengths: draws.documentLengths, groups: periods, options: options,
      topics: topics)
    guard !periods.isEmpty,
      let means = composition.means(
        of: periods, stream: stream, threadCount: options.threadCount)
    else {
      return nil
    }
    guard means.allSatisfy({ $0.resampled != nil }) else { return nil }
    self.draws = draws
    self.means = means
  }

  /// The series of one topic, `[draws × T]`, row-major: the replicates of the draws that speak of it.
  ///
  /// - Precondition: the topic is one of those asked for.
  public func series(of topic: Int) -> [Double] {
    let columns = means.compactMap { $0.resampled(of: topic, in: draws) }
    let count = columns[0].count
    var rows = [Double](repeating: 0, count: count * columns.count)
    for (t, column) in columns.enumerated() {
      for s in 0..<count { rows[s * columns.count + t] = column[s] }
    }
    return rows
  }
}
