/// Why a signal is not reported: what stands in a report where the figure would.
///
/// The raw value is the code that reports print.
public enum SignalReason: String, Error, Sendable, CaseIterable {
  /// Fewer dates than the method needs.
  case insufficientDates = "insufficient_dates"
  /// Too few documents on a topic, or too few to say how much documents differ.
  case insufficientDocuments = "insufficient_documents"
  /// The series does not vary, or documents do not differ.
  case zeroVariance = "zero_variance"
  /// The method does not apply to such a series: for bursts, a topic in more than half of the
  /// documents, or in none.
  case notApplicable = "not_applicable"
  /// More dates ahead were asked for than the dates behind support.
  case horizonTooLong = "horizon_too_long"
  /// A period holds no documents, so that its share is no number.
  case noDocuments = "no_documents"
  /// A value is infinite, no number, or outside of the range it must lie in.
  case notFinite = "not_finite"
}
