/// What can be wrong with a view of a report.
public enum ViewsError: Error, Equatable, CustomStringConvertible {
  /// A template of the program itself cannot be read.
  case badTemplate(name: String, reason: String)
  /// A workbook could not be written to the temporary folder.
  case workbook(reason: String)

  /// One line: where, what was found.
  public var description: String {
    switch self {
    case .badTemplate(let name, let reason):
      "template \(name) of this program cannot be read: \(reason)"
    case .workbook(let reason):
      "report.xlsx, made in the temporary folder, cannot be written: \(reason)"
    }
  }
}
