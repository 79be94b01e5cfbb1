import TrendsCorpus

/// A document's own columns as the JSON object that the store keeps: `{"venue":"ICML","pages":"9"}`.
///
/// The order is the input's, and a name may occur twice; Foundation keeps neither, so this is
/// written and read here. Reading takes what was written here and nothing else.
enum ColumnsJSON {
  static func encode(_ columns: [Column]) -> String {
    guard !columns.isEmpty else { return "{}" }
    var bytes: [UInt8] = [UInt8(ascii: "{")]
    for (i, column) in columns.enumerated() {
      if i > 0 { bytes.append(UInt8(ascii: ",")) }
      append(column.name, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      append(column.value, to: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for unit in text.utf8 {
      switch unit {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(unit)
      case 0..<0x20:
        bytes.append(contentsOf: Array("\\u00".utf8))
        bytes.append(hexadecimal[Int(unit >> 4)])
        bytes.append(hexadecimal[Int(unit & 15)])
      default:
        bytes.append(unit)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static let hexadecimal = Array("0123456789abcdef".utf8)

  /// The columns, or nil where the text is not what ``encode(_:)`` writes.
  static func decode(_ json: String) -> [Column]? {
    if json == "{}" { return [] }
    var rest = Array(json.utf8)[...]
    guard rest.popFirst() == UInt8(ascii: "{") else { return nil }
    var columns: [Column] = []
    while true {
      guard let name = text(&rest), rest.popFirst() == UInt8(ascii: ":"), let value = text(&rest)
      else { return nil }
      columns.append(Column(name: name, value: value))
      switch rest.popFirst() {
      case UInt8(ascii: ","): continue
      case UInt8(ascii: "}"): return rest.isEmpty ? columns : nil
      default: return nil
      }
    }
  }

  private static func text(_ rest: inout ArraySlice<UInt8>) -> String? {
    guard rest.popFirst() == UInt8(ascii: "\"") else { return nil }
    var bytes: [UInt8] = []
    while let unit = rest.popFirst() {
      switch unit {
      case UInt8(ascii: "\""):
        return String(validating: bytes, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let escaped = rest.popFirst() else { return nil }
        if escaped == UInt8(ascii: "u") {
          guard rest.popFirst() == UInt8(ascii: "0"), rest.popFirst() == UInt8(ascii: "0"),
            let high = rest.popFirst().flatMap(hexadecimal.firstIndex(of:)),
            let low = rest.popFirst().flatMap(hexadecimal.firstIndex(of:))
          else { return nil }
          bytes.append(UInt8(high << 4 | low))
        } else {
          bytes.append(escaped)
        }
      default:
        bytes.append(unit)
      }
    }
    return nil
  }
}
