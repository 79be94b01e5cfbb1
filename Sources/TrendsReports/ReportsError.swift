/// What can be wrong with the values of a report.
public enum ReportsError: Error, Equatable, CustomStringConvertible {
  /// A figure of a table is infinite or not a number; `row` counts from 1 without the header.
  case notFinite(table: String, column: String, row: Int)

  /// One line: where, what was found, what was expected.
  public var description: String {
    switch self {
    case .notFinite(let table, let column, let row):
      "\(table): row \(row) has no finite number for '\(column)'; "
        + "expected a number, or none with a reason"
    }
  }
}
