internal import Glibc
public import TrendsPrevalence

/// A burst of single events in continuous time; bursts of a higher level lie inside lower ones.
public struct NestedBurst: Equatable, Sendable {
  /// 1 is the base state, which spans all events; every level above is s times as fast. A lone event
  /// is of level 0.
  public let level: Int
  /// When the first event of it happened.
  public let start: Double
  /// When the last one did.
  public let end: Double

  /// A burst from its parts.
  public init(level: Int, start: Double, end: Double) {
    self.level = level
    self.start = start
    self.end = end
  }
}

/// The hierarchy of bursts among events in continuous time: Kleinberg's automaton with as many states
/// as the shortest gap can need.
///
/// With n gaps of mean ĝ, state *i* (from 1) expects exponential gaps at the rate s^(i−1)/ĝ; going up
/// by *j* states costs j·γ·ln n and going down nothing. The states are those that the CRAN package
/// `bursts` has, ⌈1 + log_s(Σ gaps) + log_s(1/least gap)⌉ of them; costs are kept as logarithms, so
/// that long gaps do not underflow. Among equal costs the lower state is taken.
///
/// - Parameters:
///   - offsets: times of the events in any order and any unit; no two alike.
///   - options: s and γ; γ must be above 0 here.
/// - Returns: the bursts by start, outer ones first; `insufficientDates` for no event, `notFinite` for
///   offsets or options that cannot be used, such as two events at one time.
/// - Complexity: O(n·k) time and space for k states, at most 2²⁶ of n·k.
///
/// Source: Kleinberg (2002), *Bursty and hierarchical structure in streams*, KDD '02, section 3.
/// <https://doi.org/10.1145/775047.775061>
public func nestedBursts(
  offsets: [Double], options: BurstOptions = BurstOptions()
) -> Result<[NestedBurst], ReasonCode> {
  guard options.isSound, options.transitionCost > 0, offsets.allSatisfy(\.isFinite) else {
    return .failure(.notFinite)
  }
  let times = offsets.sorted()
  guard let first = times.first, let last = times.last else { return .failure(.insufficientDates) }
  guard times.count > 1 else {
    return .success([NestedBurst(level: 0, start: first, end: first)])
  }
  let gaps = zip(times.dropFirst(), times).map { $0 - $1 }
  guard let least = gaps.min(), least > 0, (last - first).isFinite else {
    return .failure(.notFinite)
  }
  let base = log(options.rateRatio)
  let states = max(1, (1 + log(last - first) / base - log(least) / base).rounded(.up))
  guard states * Double(gaps.count) <= 0x1p26 else { return .failure(.notFinite) }
  let levels = cheapestLevels(
    gaps: gaps, stateCount: Int(states), logRatio: base,
    logMeanGap: log((last - first) / Double(gaps.count)),
    stepCost: options.transitionCost * log(Double(gaps.count)))
  return .success(nestedBursts(levels: levels, times: times))
}

/// The state of every gap on the cheapest path, from 1.
private func cheapestLevels(
  gaps: [Double], stateCount k: Int, logRatio: Double, logMeanGap: Double, stepCost: Double
) -> [Int] {
  let logRates = (0..<k).map { Double($0) * logRatio - logMeanGap }
  var costs = [Double](repeating: .infinity, count: k)
  costs[0] = 0
  var previous = costs
  var origins = [Int32](repeating: 0, count: gaps.count * k)
  for (t, gap) in gaps.enumerated() {
    swap(&costs, &previous)
    // The cheapest way down into a state is from the cheapest state at or above it.
    var (above, aboveCost) = (k - 1, Double.infinity)
    for state in stride(from: k - 1, through: 0, by: -1) {
      if previous[state] <= aboveCost { (above, aboveCost) = (state, previous[state]) }
      costs[state] = aboveCost
      origins[t * k + state] = Int32(above)
    }
    // The cheapest way up is from the state below, or one step more than the way into that.
    var (below, belowCost) = (0, Double.infinity)
    for state in 0..<k {
      if state > 0 {
        belowCost += stepCost
        let step = previous[state - 1] + stepCost
        if step < belowCost { (below, belowCost) = (state - 1, step) }
      }
      if belowCost <= costs[state] {
        costs[state] = belowCost
        origins[t * k + state] = Int32(below)
      }
      costs[state] += exp(logRates[state]) * gap - logRates[state]
    }
  }
  var state = costs.indices.min { (costs[$0], $0) < (costs[$1], $1) } ?? 0
  var levels = [Int](repeating: 1, count: gaps.count)
  for t in gaps.indices.reversed() {
    levels[t] = state + 1
    state = Int(origins[t * k + state])
  }
  return levels
}

/// Opens a burst for each level gained and closes one for each level lost.
private func nestedBursts(levels: [Int], times: [Double]) -> [NestedBurst] {
  var opened: [(level: Int, start: Double, end: Double)] = []
  var open: [Int] = []
  for (t, level) in levels.enumerated() {
    while open.count > level, let index = open.popLast() { opened[index].end = times[t] }
    while open.count < level {
      open.append(opened.count)
      opened.append((open.count, times[t], times[times.count - 1]))
    }
  }
  return opened.map { NestedBurst(level: $0.level, start: $0.start, end: $0.end) }
}
