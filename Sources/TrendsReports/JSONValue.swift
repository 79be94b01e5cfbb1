/// A JSON value whose text is fully determined: members keep the order in which they are given.
public enum JSONValue: Equatable, Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case boolean(Bool)
  /// A whole number.
  case integer(Int)
  /// A whole number that may be larger than any `Int`: a seed.
  case unsigned(UInt64)
  /// A number; finite.
  case number(Double)
  /// Text.
  case string(String)
  /// Values in order.
  case array([JSONValue])
  /// Members in the order of the text.
  case object([Member])

  /// A member of an object.
  public struct Member: Equatable, Sendable {
    /// Its name.
    public var name: String
    /// Its value.
    public var value: JSONValue

    /// A member from its parts.
    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// A number, or null where there is none.
  static func optional(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
  /// A whole number, or null where there is none.
  static func optional(_ value: Int?) -> JSONValue { value.map { .integer($0) } ?? .null }
  /// Text, or null where there is none.
  static func optional(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
  /// Texts in order.
  static func strings(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }

  /// The value as JSON text, two spaces a level, ended by LF.
  ///
  /// Numbers are the shortest text that reads back. Control characters, those of C1 and of text
  /// direction, and the line separators of Unicode are escaped, so that the text is safe to print.
  ///
  /// - Precondition: numbers are finite; JSON has no text for others.
  public var text: String {
    var result = ""
    write(to: &result, indent: "")
    return result + "\n"
  }

  private func write(to text: inout String, indent: String) {
    switch self {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .unsigned(let value): text += String(value)
    case .number(let value): text += NumberText.plain(value)
    case .string(let value): Self.write(value, to: &text)
    case .array(let values):
      let deeper = indent + "  "
      Self.writeList(values, brackets: ("[", "]"), to: &text, indent: indent) { value, text in
        value.write(to: &text, indent: deeper)
      }
    case .object(let members):
      let deeper = indent + "  "
      Self.writeList(members, brackets: ("{", "}"), to: &text, indent: indent) { member, text in
        Self.write(member.name, to: &text)
        text += ": "
        member.value.write(to: &text, indent: deeper)
      }
    }
  }

  /// The value on one line, without an end of line: `{"a": 1, "b": [2, 3]}`.
  ///
  /// - Precondition: as for ``text``.
  public var compactText: String {
    var result = ""
    writeCompactly(to: &result)
    return result
  }

  /// Appends the value on one line: `{"a": 1, "b": [2, 3]}`.
  ///
  /// - Precondition: as for ``text``.
  func writeCompactly(to text: inout String) {
    switch self {
    case .array(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += ", " }
        value.writeCompactly(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += ", " }
        Self.write(member.name, to: &text)
        text += ": "
        member.value.writeCompactly(to: &text)
      }
      text += "}"
    default: write(to: &text, indent: "")
    }
  }

  /// Writes elements one a line; none as `[]` or `{}`.
  private static func writeList<Element>(
    _ elements: [Element], brackets: (String, String), to text: inout String, indent: String,
    writeElement: (Element, inout String) -> Void
  ) {
    text += brackets.0
    for (index, element) in elements.enumerated() {
      text += index == 0 ? "\n" : ",\n"
      text += indent + "  "
      writeElement(element, &text)
    }
    if !elements.isEmpty { text += "\n" + indent }
    text += brackets.1
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      default:
        if isEscaped(scalar) {
          text += "\\u" + TerminalText.hexadecimal(scalar.value)
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
    }
    text += "\""
  }

  /// All of these are below U+10000, so that four digits do.
  private static func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF: true
    default: TerminalText.isBidirectionalControl(scalar)
    }
  }
}
