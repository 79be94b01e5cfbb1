/// Why a series has no result; the raw values are the reason codes of the reports.
public enum UndefinedReason: String, Equatable, Sendable {
  /// Too few dates for what was asked.
  case insufficientDates = "insufficient_dates"
  /// The series does not vary.
  case zeroVariance = "zero_variance"
  /// A value is no finite number, as where a period holds no documents.
  case noDocuments = "no_documents"
}
