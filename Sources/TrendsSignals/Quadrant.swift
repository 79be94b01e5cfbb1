internal import TrendsCompute

/// Where a topic stands between large and small, growing and fading.
public enum Quadrant: String, Sendable, CaseIterable {
  /// Small and rising: a weak signal.
  case emerging
  /// Large and rising.
  case hot
  /// Declining, large or small.
  case fading
  /// Large and stable.
  case established
  /// Everything that is not shown.
  case uncertain
}

/// What a topic's quadrant depends on.
public struct QuadrantEvidence: Equatable, Sendable {
  /// The mean share of the latest quarter of the dates; see ``TopicTrend/quarters``.
  public var recentShare: Double?
  /// The slope of the centred log-ratio of the share over time, in any unit; nil where there is none.
  public var logRatioSlope: Double?
  /// What the trend tests allow to be said.
  public var call: CallWord

  /// Evidence from its parts.
  public init(recentShare: Double?, logRatioSlope: Double?, call: CallWord) {
    self.recentShare = recentShare
    self.logRatioSlope = logRatioSlope
    self.call = call
  }
}

/// The quadrant of every topic.
///
/// Large and small are about the median over topics of the recent share, the median itself large. A
/// topic counts as growing or fading only if its call says so and its log-ratio slope agrees, above
/// the median over topics or below it: shares sum to 1, so that a topic can rise by standing still
/// while a large one falls. Everything else is `uncertain`: among it topics that are `diluted`, and
/// those that are stable and small.
///
/// - Parameter topics: all topics of one report, since they set the medians.
/// - Returns: one quadrant a topic.
/// - Complexity: O(K log K).
public func quadrants(_ topics: [QuadrantEvidence]) -> [Quadrant] {
  let shares = topics.compactMap(\.recentShare).filter(\.isFinite)
  let slopes = topics.compactMap(\.logRatioSlope).filter(\.isFinite)
  guard let middleShare = median(of: shares), let middleSlope = median(of: slopes) else {
    return topics.map { _ in .uncertain }
  }
  return topics.map { topic in
    guard let share = topic.recentShare, share.isFinite, let slope = topic.logRatioSlope else {
      return .uncertain
    }
    let isLarge = share >= middleShare
    switch topic.call {
    case .rising where slope > middleSlope: return isLarge ? .hot : .emerging
    case .declining where slope < middleSlope: return .fading
    case .stable where isLarge: return .established
    default: return .uncertain
    }
  }
}
