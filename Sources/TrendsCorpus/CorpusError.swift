/// Where in the inputs something stands.
public struct SourcePlace: Hashable, Sendable, CustomStringConvertible {
  /// The input's name, as the user typed it.
  public var source: String
  /// The line, from 1; nil where the whole input is meant.
  public var line: Int?

  /// A place from its parts.
  public init(_ source: String, line: Int? = nil) {
    self.source = source
    self.line = line
  }

  /// `listings.tsv:47`, or the name alone.
  public var description: String { line.map { "\(source):\($0)" } ?? source }
}

/// Why an input cannot be read. Each message is one line: where, what was found, what to do.
public enum CorpusError: Error, Equatable, CustomStringConvertible {
  /// The input holds no text at all.
  case emptyInput(at: SourcePlace)
  /// The text is in an encoding other than UTF-8.
  case foreignEncoding(String, at: SourcePlace)
  /// A line is longer than the limit in bytes.
  case lineTooLong(limit: Int, at: SourcePlace)
  /// A compressed input is cut short or damaged.
  case damagedGzip(String, at: SourcePlace)
  /// A compressed input expands to more bytes than allowed.
  case expandsTooFar(String, at: SourcePlace)
  /// The input is a bag of words, which has no papers to read.
  case isBagOfWords(at: SourcePlace)

  /// A listing page without a date line.
  case missingDateLine(found: String, at: SourcePlace)
  /// A paragraph of a listing that has no partner.
  case unpairedParagraph(String, at: SourcePlace)
  /// Text where a date must stand that is none.
  case unreadableDate(String, expected: String, at: SourcePlace)
  /// A numeric date that can be read in more than one way.
  case ambiguousDate(String, at: SourcePlace)
  /// A date whose year has two digits.
  case twoDigitYear(String, at: SourcePlace)
  /// A date without a year that nothing supplies.
  case missingYear(String, at: SourcePlace)
  /// One paper twice under one date in one input.
  case duplicatePaper(String, date: ListingDate?, firstLine: Int, at: SourcePlace)

  /// Text that is not the JSON of one record.
  case malformedJSON(String, at: SourcePlace)
  /// A key of a record holds a value of the wrong kind.
  case wrongValue(key: String, found: String, expected: String, at: SourcePlace)
  /// A table lacks a column that is needed.
  case missingColumn(String, option: String, found: [String], at: SourcePlace)
  /// A row has more or fewer fields than the header.
  case raggedRow(found: Int, expected: Int, at: SourcePlace)
  /// A quoted field that does not end, or goes on after its end.
  case malformedQuotes(String, at: SourcePlace)

  /// A bag of words that breaks its format.
  case malformedBag(found: String, expected: String, at: SourcePlace)
  /// A state of MALLET that breaks its format.
  case malformedState(found: String, expected: String, at: SourcePlace)

  /// Where the problem is.
  public var place: SourcePlace {
    switch self {
    case .emptyInput(let place), .foreignEncoding(_, let place), .lineTooLong(_, let place),
      .damagedGzip(_, let place), .expandsTooFar(_, let place), .isBagOfWords(let place),
      .missingDateLine(_, let place), .unpairedParagraph(_, let place),
      .unreadableDate(_, _, let place), .ambiguousDate(_, let place),
      .twoDigitYear(_, let place), .missingYear(_, let place),
      .duplicatePaper(_, _, _, let place), .malformedJSON(_, let place),
      .wrongValue(_, _, _, let place), .missingColumn(_, _, _, let place),
      .raggedRow(_, _, let place), .malformedQuotes(_, let place),
      .malformedBag(_, _, let place), .malformedState(_, _, let place):
      place
    }
  }

  /// What is wrong and what to do, without the place.
  public var problem: String {
    switch self {
    case .emptyInput: "is empty; expected papers"
    case .foreignEncoding(let name, _): "is \(name) text; save it as UTF-8"
    case .lineTooLong(let limit, _):
      "the line is longer than \(limit / 1_048_576) MiB; break it or check the file"
    case .damagedGzip(let reason, _): "\(reason); fetch or compress the file again"
    case .expandsTooFar(let reason, _):
      "\(reason); expand it by hand if that is what you expect"
    case .isBagOfWords:
      "is a bag of words without texts; read it together with its vocabulary"
    case .missingDateLine(let found, _):
      "no date line, only '\(found)'; expected a paragraph such as 'Mar 12' above the papers"
    case .unpairedParagraph(let text, _):
      "'\(text)' has no partner; titles and abstracts must alternate, parted by blank lines"
    case .unreadableDate(let text, let expected, _):
      "'\(text)' is not a date; expected \(expected)"
    case .ambiguousDate(let text, _):
      "'\(text)' can be read in more than one way; write YYYY-MM-DD or give --date-format"
    case .twoDigitYear(let text, _): "'\(text)' has a year of two digits; write all four"
    case .missingYear(let text, _):
      "'\(text)' has no year; give --year YYYY or name the file listing-YYYY-MM-DD.txt"
    case .duplicatePaper(let item, let date, let firstLine, _):
      "'\(item)' stands already on line \(firstLine)"
        + (date.map { " under \($0)" } ?? " without a date") + "; remove one of them"
    case .malformedJSON(let reason, _): "\(reason); expected one JSON object a line"
    case .wrongValue(let key, let found, let expected, _):
      "'\(key)' is \(found); expected \(expected)"
    case .missingColumn(let name, let option, let found, _):
      "no column '\(name)'; found " + found.map { "'\($0)'" }.joined(separator: ", ")
        + "; name it with \(option)"
    case .raggedRow(let found, let expected, _):
      "\(found) field\(found == 1 ? "" : "s"); expected \(expected) as in the header"
    case .malformedQuotes(let reason, _): reason
    case .malformedBag(let found, let expected, _), .malformedState(let found, let expected, _):
      "\(found); expected \(expected)"
    }
  }

  /// The whole message, on one line.
  public var description: String { "\(place): \(problem)" }
}

/// The first words of a text for a message: at most 60 characters, cut at a space where one is near.
func firstWords(_ text: String) -> String {
  guard text.unicodeScalars.count > 60 else { return text }
  var head = String(String.UnicodeScalarView(text.unicodeScalars.prefix(60)))
  if let space = head.lastIndex(of: " "), head[space...].utf8.count < 20 {
    head = String(head[..<space])
  }
  return head + "…"
}
