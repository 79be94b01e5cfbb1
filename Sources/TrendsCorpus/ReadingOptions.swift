/// How inputs are read.
public struct ReadingOptions: Equatable, Sendable {
  /// The year of dates that state none; it beats the file's name and the neighbours.
  public var year: Int?
  /// The format of every input; nil to tell it from name and content.
  public var format: InputFormat?
  /// The order of day, month and year in numeric dates; nil to refuse ambiguous ones.
  public var dateFormat: DateFormat?
  /// The names of the columns of tables and the keys of JSON records.
  public var columns: ColumnNames
  /// The most bytes that a compressed input may expand to.
  public var expandedByteLimit: Int

  /// Options from their parts; by default everything is told from the input.
  public init(
    year: Int? = nil, format: InputFormat? = nil, dateFormat: DateFormat? = nil,
    columns: ColumnNames = ColumnNames(), expandedByteLimit: Int = 1 << 30
  ) {
    self.year = year
    self.format = format
    self.dateFormat = dateFormat
    self.columns = columns
    self.expandedByteLimit = expandedByteLimit
  }
}

/// The names that the user gives to columns; nil for the usual ones.
public struct ColumnNames: Equatable, Sendable {
  /// The identifier; usually `id`.
  public var id: String?
  /// The listing date; usually `date`, else `published`.
  public var date: String?
  /// The title; usually `title`.
  public var title: String?
  /// The text; usually `text`, else `abstract`, `summary` or `body`.
  public var text: String?
  /// The link; usually `url`, else `link`.
  public var url: String?

  /// Names from their parts.
  public init(
    id: String? = nil, date: String? = nil, title: String? = nil, text: String? = nil,
    url: String? = nil
  ) {
    self.id = id
    self.date = date
    self.title = title
    self.text = text
    self.url = url
  }
}

/// What a column holds, and its rank among columns that could hold the same.
struct FieldRole: Hashable {
  enum Part: Int, CaseIterable { case id, date, title, text, url }
  let part: Part
  /// 0 is best: where a record has both `text` and `abstract`, `text` is the text.
  let rank: Int

  /// The roles of the usual names, in lower case.
  static let defaults: [String: FieldRole] = [
    "id": FieldRole(part: .id, rank: 0),
    "date": FieldRole(part: .date, rank: 0),
    "published": FieldRole(part: .date, rank: 1),
    "title": FieldRole(part: .title, rank: 0),
    "text": FieldRole(part: .text, rank: 0),
    "abstract": FieldRole(part: .text, rank: 1),
    "summary": FieldRole(part: .text, rank: 2),
    "body": FieldRole(part: .text, rank: 3),
    "url": FieldRole(part: .url, rank: 0),
    "link": FieldRole(part: .url, rank: 1),
  ]
}

extension ColumnNames {
  func name(of part: FieldRole.Part) -> String? {
    switch part {
    case .id: id
    case .date: date
    case .title: title
    case .text: text
    case .url: url
    }
  }

  /// The role of a column; names compare without regard to case. A name given by the user is the
  /// only one for its part.
  func role(of column: String) -> FieldRole? {
    let column = column.lowercased()
    for part in FieldRole.Part.allCases where name(of: part)?.lowercased() == column {
      return FieldRole(part: part, rank: 0)
    }
    guard let role = FieldRole.defaults[column], name(of: role.part) == nil else { return nil }
    return role
  }
}

/// The order of day, month and year in numeric dates, such as `DD/MM/YYYY`.
public struct DateFormat: Equatable, Sendable, CustomStringConvertible {
  enum Part: Equatable { case year, month, day }
  /// The parts in the order in which they are written.
  let parts: [Part]
  /// The pattern as the user typed it.
  public let description: String

  /// A format from a pattern of `YYYY`, `MM` and `DD` with `/`, `-` or `.` between them; nil for
  /// anything else. Years of two digits have no format: their century would be a guess.
  public init?(_ pattern: String) {
    let names: [Substring: Part] = ["YYYY": .year, "MM": .month, "DD": .day]
    let parts = pattern.uppercased().split(
      omittingEmptySubsequences: false, whereSeparator: { "/-.".contains($0) }
    ).map { names[$0] }
    let known = parts.compactMap { $0 }
    guard parts.count == 3, known.count == 3, known.contains(.year), known.contains(.month),
      known.contains(.day)
    else { return nil }
    self.parts = known
    description = pattern
  }
}
