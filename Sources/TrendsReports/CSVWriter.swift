public import TrendsCorpus

/// The value of one cell, with what a spreadsheet may make of it.
public enum Cell: Equatable, Sendable {
  /// No value; an empty cell.
  case empty
  /// Free text: titles, labels, sentences.
  case text(String)
  /// A document's identifier; an arXiv number is written `arXiv:2401.01230`.
  case identifier(String)
  /// A term or phrase, which must not become a number or a date.
  case term(String)
  /// A value of the user's own columns; plain numbers stay numbers.
  case given(String)
  /// A whole number.
  case integer(Int)
  /// A number; finite.
  case number(Double)
  /// `true` or `false`.
  case boolean(Bool)
  /// A day `2025-03-12`, a month `2025-M03` (a spreadsheet turns `2025-03` into a day) or a year.
  case date(ListingDate)
}

/// Writes rows as CSV: RFC 4180, UTF-8 without a byte-order mark, lines ended by CR LF.
///
/// CR LF is what the RFC asks for and what Excel itself writes; LibreOffice, Excel, R, pandas and
/// every CSV reader take it. There is no byte-order mark, because most programs would take it for a
/// part of the first column's name; Excel is told of UTF-8 by *Data > From Text/CSV*.
///
/// Numbers are the shortest text that reads back, without an exponent. A field is quoted if it
/// holds the separator, a quotation mark, CR or LF, and where it is the only one of its row
/// and empty, since a reader would skip the empty line. Control characters but TAB, LF and CR are
/// removed from text.
///
/// Source: Shafranovich (2005), *Common Format and MIME Type for CSV Files*, RFC 4180.
/// <https://www.rfc-editor.org/rfc/rfc4180>
public struct CSVWriter: Sendable {
  /// What is done to text that a spreadsheet would take for something else.
  public enum Protection: Sendable {
    /// A leading apostrophe keeps formulas from running and identifiers from becoming numbers;
    /// arXiv numbers are written `arXiv:2401.01230`.
    case spreadsheet
    /// Nothing: for programs that read the file themselves.
    case none
  }

  /// What stands between cells and before decimals.
  public enum Dialect: Sendable {
    /// Commas between cells and a point before decimals: RFC 4180, what programs expect.
    case comma
    /// Semicolons between cells and a comma before decimals: what spreadsheets expect in countries
    /// that write numbers so.
    case semicolon

    var separator: UInt8 {
      switch self {
      case .comma: UInt8(ascii: ",")
      case .semicolon: UInt8(ascii: ";")
      }
    }
  }

  /// What is done to text that a spreadsheet would take for something else.
  public let protection: Protection
  /// What stands between cells and before decimals.
  public let dialect: Dialect
  /// What was written since the start or the last ``takeBytes()``.
  public private(set) var bytes: [UInt8] = []

  /// A writer that has written nothing.
  public init(protection: Protection = .spreadsheet, dialect: Dialect = .comma) {
    self.protection = protection
    self.dialect = dialect
  }

  /// Writes one row.
  ///
  /// - Precondition: numbers are finite; ``Table`` checks that with a message.
  public mutating func append(_ cells: some Collection<Cell>) {
    var isFirst = true
    for cell in cells {
      if !isFirst { bytes.append(dialect.separator) }
      isFirst = false
      let text = text(of: cell)
      switch cell {
      case .integer, .number, .boolean, .date:
        // Nothing in them is ever quoted.
        bytes.append(contentsOf: text.utf8)
      default: append(field: text, isOnlyOne: cells.count == 1)
      }
    }
    bytes.append(contentsOf: [UInt8(ascii: "\r"), UInt8(ascii: "\n")])
  }

  /// Hands over what was written and forgets it, so that a large table can go out in pieces.
  public mutating func takeBytes() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  /// The text of a cell before it is quoted.
  func text(of cell: Cell) -> String {
    switch cell {
    case .empty: ""
    case .text(let text): protected(text, SpreadsheetText.text)
    case .identifier(let text): protected(text, SpreadsheetText.identifier)
    case .term(let text): protected(text, SpreadsheetText.term)
    case .given(let text):
      given(text)
    case .integer(let value): String(value)
    case .number(let value): decimal(NumberText.plain(value))
    case .boolean(let value): value ? "true" : "false"
    case .date(let date): Self.text(of: date)
    }
  }

  /// A value of the user's own: a number in the dialect of the table, whatever its own is.
  private func given(_ text: String) -> String {
    if SpreadsheetText.isGivenNumber(text) { return decimal(text) }
    if dialect == .semicolon, text.utf8.contains(UInt8(ascii: ",")),
      SpreadsheetText.isGivenNumber(text.replacing(",", with: "."))
    {
      return text
    }
    return protected(text, SpreadsheetText.given)
  }

  /// A number with the dialect's decimals.
  private func decimal(_ text: String) -> String {
    dialect == .comma ? text : text.replacing(".", with: ",")
  }

  /// Control characters go first: with a NUL before it, a formula would not be seen.
  private func protected(_ text: String, _ protect: (String) -> String) -> String {
    let cleaned = SpreadsheetText.cleaned(text)
    return protection == .spreadsheet ? protect(cleaned) : cleaned
  }

  /// A date as tables write it: `2025-03-12`, `2025-M03` or `2025`.
  static func text(of date: ListingDate) -> String {
    guard let month = date.month, date.day == nil else { return date.description }
    return padded(date.year, to: 4) + "-M" + padded(month, to: 2)
  }

  private mutating func append(field: String, isOnlyOne: Bool) {
    let separator = dialect.separator
    var field = field
    field.withUTF8 { utf8 in
      let isSpecial = utf8.contains {
        $0 == separator || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\r")
          || $0 == UInt8(ascii: "\n")
      }
      guard isSpecial || (isOnlyOne && utf8.isEmpty) else {
        bytes.append(contentsOf: utf8)
        return
      }
      bytes.append(UInt8(ascii: "\""))
      for byte in utf8 {
        if byte == UInt8(ascii: "\"") { bytes.append(byte) }
        bytes.append(byte)
      }
      bytes.append(UInt8(ascii: "\""))
    }
  }
}
