/// Why a figure is missing, must be read with care, or shows nothing.
///
/// The raw value is the code that reports print.
public enum ReasonCode: String, Error, Sendable, Codable, CaseIterable {
  /// Too few dates for what was asked.
  case insufficientDates = "insufficient_dates"
  /// Too few documents, on a topic or at all, to say how much documents differ.
  case insufficientDocuments = "insufficient_documents"
  /// Nothing was listed in the period, so that its share is no number.
  case noDocuments = "no_documents"
  /// Fewer than ten documents in the period: the interval rests on the spread over all periods.
  case thinPeriod = "thin_period"
  /// The fit is a single draw: how far the assignment of tokens is uncertain cannot be known.
  case singleDraw = "single_draw"
  /// The chains disagree on the topic.
  case unstableTopic = "unstable_topic"
  /// The topic is made of words that no theme took: the NPMI of its ten top terms over whole documents
  /// is below 0.025, hardly more than chance, or its divergence from the corpus is below a third of
  /// the largest that its size allows. `unstable_topic` goes before it.
  case junkTopic = "junk_topic"
  /// There is one chain, so that nobody can say whether chains agree on the topic.
  case stabilityUnknown = "stability_unknown"
  /// The chains had not settled.
  case notConverged = "not_converged"
  /// The series does not vary, or documents do not differ.
  case zeroVariance = "zero_variance"
  /// The method does not apply: for bursts, to a topic in more than half of the documents, or in
  /// none; for coherence, to top terms of which no pair can be compared.
  case notApplicable = "not_applicable"
  /// More dates ahead were asked for than the dates behind support.
  case horizonTooLong = "horizon_too_long"
  /// A value is infinite, no number, or outside of the range it must lie in.
  case notFinite = "not_finite"
  /// Even a perfect trend, or between two to four periods the greatest difference, could not pass, with
  /// so few dates or documents and so many topics.
  case beyondReach = "beyond_reach"
  /// The test was not passed.
  case notSignificant = "not_significant"
  /// The interval of the slope holds 0.
  case slopeUncertain = "slope_uncertain"
  /// Fewer than 95 % of the draws agree on the direction.
  case drawsDisagree = "draws_disagree"
  /// The change is shown, but it is smaller than the least that is worth a word.
  case smallChange = "small_change"

  /// What the code says, as a plain phrase for the data dictionary, which has the words of the
  /// report before it.
  public var meaning: String {
    switch self {
    case .insufficientDates:
      "there are fewer dates or periods with documents than the figure needs"
    case .insufficientDocuments:
      "there are too few documents, on the topic or at all, to say how much documents differ"
    case .noDocuments: "no document with known words was listed in the period, which has no share"
    case .thinPeriod:
      "fewer than ten documents were listed in the period; the interval rests on the spread over "
        + "all periods"
    case .singleDraw:
      "the fit is one draw; how uncertain the assignment of words is, no interval can say"
    case .unstableTopic:
      "other chains do not find the topic's top terms again (stability below 0.5), so nothing is "
        + "concluded from it"
    case .junkTopic:
      "the topic is made of leftover words: its top terms hardly ever occur together, or they are "
        + "spread like the whole corpus (diagnostics.csv says which)"
    case .stabilityUnknown: "the fit has one chain, so nothing is concluded from its topics"
    case .notConverged: "the chains had not come to rest, or do not agree"
    case .zeroVariance: "nothing varies that could be tested or foreseen"
    case .notApplicable:
      "the method does not apply; for bursts, the topic is in none or in more than half of the "
        + "documents"
    case .horizonTooLong: "the forecast would go further ahead than the dates behind it support"
    case .notFinite: "a value is infinite, no number, or outside of the range that it must lie in"
    case .beyondReach:
      "with so few periods or documents and so many topics nothing whatever could pass the test"
    case .notSignificant: "the test was not passed"
    case .slopeUncertain: "the test was passed, but the interval of the slope holds 0"
    case .drawsDisagree:
      "the test was passed, but fewer than 95 % of the draws agree on the direction"
    case .smallChange: "the change is shown, but it is less than a fifth of the topic's share"
    }
  }
}
