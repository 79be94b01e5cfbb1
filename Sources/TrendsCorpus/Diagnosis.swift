/// One problem of an input, as `trends doctor` prints it.
public struct Diagnosis: Hashable, Sendable, CustomStringConvertible {
  /// How bad it is.
  public enum Severity: String, Hashable, Sendable, CaseIterable {
    /// The input cannot be imported like this.
    case error
    /// The input can be imported, but something deserves a look.
    case warning
  }

  /// How bad it is.
  public let severity: Severity
  /// Where it is.
  public let place: SourcePlace
  /// What is wrong, without the place.
  public let message: String

  /// `listings.tsv:47: ...`, as an error or warning reads elsewhere too.
  public var description: String { "\(place): \(message)" }
}

/// What a reader has to say besides its papers, and what it does at an error.
///
/// An import stops at the first error. A diagnosis takes a note instead and lets the reader skip
/// the record at fault, so that one pass finds everything.
struct ReadingLog {
  /// How many problems are kept; a file that is wrong throughout needs no more.
  static let limit = 1000

  /// Whether errors are noted rather than thrown.
  let notesErrors: Bool
  /// What was noted so far, in reading order.
  private(set) var diagnoses: [Diagnosis] = []

  init(notesErrors: Bool = false) { self.notesErrors = notesErrors }

  /// Throws the error, or notes it and returns.
  mutating func fail(_ error: CorpusError) throws {
    guard notesErrors else { throw error }
    note(error)
  }

  /// Notes an error that ends the reading.
  mutating func note(_ error: CorpusError) {
    note(Diagnosis(severity: .error, place: error.place, message: error.problem))
  }

  /// Notes something that does not stop the reading.
  mutating func warn(_ message: String, at place: SourcePlace) {
    note(Diagnosis(severity: .warning, place: place, message: message))
  }

  private mutating func note(_ diagnosis: Diagnosis) {
    if diagnoses.count < ReadingLog.limit { diagnoses.append(diagnosis) }
  }

  /// The warnings as lines of text.
  var warnings: [String] {
    diagnoses.filter { $0.severity == .warning }.map(\.description)
  }
}
