public import TrendsPrevalence

/// What a trend call says, in the words of the reports.
public enum CallWord: String, Sendable, CaseIterable {
  /// The share grows.
  case rising
  /// The share falls.
  case declining
  /// The share falls, the number of documents does not.
  case diluted
  /// The share hardly changes: shown, not only not disproved.
  case stable
  /// Nothing is shown.
  case uncertain
  /// Two to four dates are not alike: more than different documents would give, and no trend.
  case differs
}

/// What a topic's trend must show to be called one.
public struct CallRules: Equatable, Sendable {
  /// The false discovery rate over all topics that a call must keep to.
  public var falseDiscoveryRate = 0.10
  /// The part of the composition draws that must agree on the direction.
  public var leastAgreement = 0.95
  /// The change over the window, as a part of the mean share, below which a trend is not called; a
  /// slope whose interval stays within it is called stable.
  public var leastChange = 0.20
  /// How many composition draws slopes are pooled over, at least.
  public var compositionDraws = 200

  /// The defaults.
  public init() {}
}

/// Whether a topic may be judged at all.
public enum TopicStanding: Equatable, Sendable {
  /// The chains agree on it.
  case stable
  /// They do not, or it cannot be said.
  case excluded(ReasonCode)

  /// Why not; nil for a stable topic.
  public var reason: ReasonCode? {
    if case .excluded(let reason) = self { return reason }
    return nil
  }
}

/// A topic's trend over the periods, and what may be said of it.
///
/// A topic is `rising` or `declining` only where all of this holds: q is at most 0.10 over all
/// topics, the interval of the slope excludes 0, at least 95 % of the composition draws agree on the
/// direction, the chains agree on the topic, and the change over the window is at least a fifth of
/// the mean share. A fall whose expected documents do not fall is `diluted`.
public struct TopicTrend: Equatable, Sendable {
  /// The word.
  public internal(set) var call: CallWord
  /// Why there is no other word; nil for a call that says something.
  public internal(set) var reason: ReasonCode?
  /// T.
  public let dateCount: Int
  /// Mann and Kendall's test of the shares; nil below five periods.
  public let test: TrendTest?
  /// The p that the call rests on; nil where there is none.
  public internal(set) var p: Double?
  /// The smallest p that the method can give here.
  public internal(set) var smallestP: Double?
  /// How the p was found.
  public internal(set) var method: Method?
  /// p over all topics by Benjamini–Hochberg; nil for a topic that may not be judged, which counts with
  /// p = 1.
  public internal(set) var q: Double?
  /// The same by Benjamini–Yekutieli, which holds for shares that depend on each other any way.
  public internal(set) var qYekutieli: Double?
  /// Theil and Sen's slope, a part of all documents in 30 days.
  public let slope: Double?
  /// Holds the slope at 95 %: the wider on either side of Sen's interval, which knows how the periods
  /// scatter, and of the slopes of all composition draws, which know what periods share.
  public let slopeInterval: SlopeInterval?
  /// The part of the composition draws that have the slope's direction.
  public let agreement: Double?
  /// The slope times the window, as a part of the mean share.
  public let relativeChange: Double?
  /// The same of the ends of the slope's interval.
  let relativeInterval: SlopeInterval?
  /// Theil and Sen's slope of the expected documents of a period, in 30 days.
  public let documentSlope: Double?
  /// Its interval by Sen.
  public let documentSlopeInterval: SlopeInterval?
  /// The change of the share over the window that would have been found four times in five; nil where not
  /// even a perfect trend could pass, or the topic may not be judged.
  public let minimumDetectableChange: Double?
  /// The mean share of the first quarter of the periods beside that of the last, ⌈T/4⌉ periods each;
  /// nil below five periods.
  public let quarters: LevelComparison?

  /// How a p was found; the code goes into tables.
  public enum Method: Equatable, Sendable {
    /// Mann and Kendall's test in one of its forms: from five periods on.
    case mannKendall(TrendTest.Method)
    /// Shuffles of documents between two periods.
    case difference
    /// Shuffles of documents over three or four periods, by H.
    case heterogeneity

    /// The code.
    public var code: String {
      switch self {
      case .mannKendall(let method): method.rawValue
      case .difference: "permutation_difference"
      case .heterogeneity: "permutation_heterogeneity"
      }
    }
  }

  /// Whether it has all figures that a call needs.
  var canBeJudged: Bool {
    test != nil && test?.reason == nil && slope != nil && slopeInterval != nil && agreement != nil
      && relativeChange != nil && relativeInterval != nil
  }

  /// The word for a topic, once q is known.
  ///
  /// - Parameters:
  ///   - canPass: whether a perfect trend could pass the test, with so many topics.
  func judged(_ standing: TopicStanding, canPass: Bool, rules: CallRules)
    -> (CallWord, ReasonCode?)
  {
    if let reason = standing.reason ?? test?.reason { return (.uncertain, reason) }
    guard let q, let slope, let interval = slopeInterval, let agreement,
      let relativeChange, let relativeInterval
    else { return (.uncertain, .insufficientDocuments) }
    if q <= rules.falseDiscoveryRate, interval.excludesZero, agreement >= rules.leastAgreement,
      abs(relativeChange) >= rules.leastChange
    {
      if slope > 0 { return (.rising, nil) }
      // A share can fall because others grow: then as many documents are on the topic as before.
      let documentsFall = documentSlopeInterval.map { $0.high < 0 } ?? false
      return (documentsFall ? .declining : .diluted, nil)
    }
    if relativeInterval.low >= -rules.leastChange, relativeInterval.high <= rules.leastChange {
      return (.stable, nil)
    }
    if q <= rules.falseDiscoveryRate {
      if !interval.excludesZero { return (.uncertain, .slopeUncertain) }
      return (.uncertain, agreement < rules.leastAgreement ? .drawsDisagree : .smallChange)
    }
    return (.uncertain, canPass ? .notSignificant : .beyondReach)
  }
}

extension TopicTrend {
  /// A topic that was not tested.
  init(untested reason: ReasonCode, dateCount: Int) {
    self.init(
      call: .uncertain, reason: reason, dateCount: dateCount, test: nil, p: nil, smallestP: nil,
      method: nil, q: nil, qYekutieli: nil, slope: nil, slopeInterval: nil, agreement: nil,
      relativeChange: nil, relativeInterval: nil, documentSlope: nil, documentSlopeInterval: nil,
      minimumDetectableChange: nil, quarters: nil)
  }

  /// What the shuffles of two to four periods say of a topic, which is no trend.
  static func comparison(
    _ method: Method, dateCount: Int, p: Double, q: Double?, qYekutieli: Double?, smallestP: Double,
    standing: TopicStanding, topicCount: Int, rules: CallRules
  ) -> TopicTrend {
    var trend = TopicTrend(untested: .notSignificant, dateCount: dateCount)
    trend.p = p
    trend.q = q
    trend.qYekutieli = qYekutieli
    trend.smallestP = smallestP
    trend.method = method
    if let reason = standing.reason {
      trend.reason = reason
    } else if let q, q <= rules.falseDiscoveryRate {
      trend.call = .differs
      trend.reason = nil
    } else if smallestP > rules.falseDiscoveryRate / Double(topicCount) {
      trend.reason = .beyondReach
    }
    return trend
  }
}
