/// An element of an SVG picture: a name, attributes and what is inside it.
///
/// Text and attributes are escaped when they are written, so no title or label can become markup.
package struct Markup: Equatable, Sendable {
  /// What an element holds.
  enum Node: Equatable, Sendable {
    case element(Markup)
    case text(String)
  }

  /// An attribute; in the order given.
  struct Attribute: Equatable, Sendable {
    var name: String
    var value: String
  }

  let name: String
  private(set) var attributes: [Attribute]
  private(set) var nodes: [Node]

  /// An element with attributes; those that are nil are left out.
  init(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ children: [Markup] = []
  ) {
    self.name = name
    self.attributes = attributes.compactMap { name, value in
      value.map { Attribute(name: name, value: $0) }
    }
    nodes = children.map(Node.element)
  }

  /// An element around a text, which is cleaned; see ``PlainText/clean(_:)``.
  init(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:], text: String) {
    self.init(name, attributes)
    nodes = [.text(PlainText.clean(text))]
  }

  mutating func append(_ child: Markup) { nodes.append(.element(child)) }

  mutating func append(contentsOf children: [Markup]) {
    nodes.append(contentsOf: children.map(Node.element))
  }

  /// The value of an attribute; nil where there is none.
  subscript(_ name: String) -> String? { attributes.first { $0.name == name }?.value }

  /// The element with more attributes.
  func adding(_ more: KeyValuePairs<String, String>) -> Markup {
    var markup = self
    markup.attributes += more.map { Attribute(name: $0, value: $1) }
    return markup
  }

  /// The element as XML on one line.
  package var xml: String {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func write(to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "<"))
    bytes.append(contentsOf: name.utf8)
    for attribute in attributes {
      bytes.append(UInt8(ascii: " "))
      bytes.append(contentsOf: attribute.name.utf8)
      bytes.append(contentsOf: "=\"".utf8)
      Self.escape(PlainText.clean(attribute.value), into: &bytes)
      bytes.append(UInt8(ascii: "\""))
    }
    guard !nodes.isEmpty else {
      bytes.append(contentsOf: "/>".utf8)
      return
    }
    bytes.append(UInt8(ascii: ">"))
    for node in nodes {
      switch node {
      case .element(let child): child.write(to: &bytes)
      case .text(let text): Self.escape(text, into: &bytes)
      }
    }
    bytes.append(contentsOf: "</".utf8)
    bytes.append(contentsOf: name.utf8)
    bytes.append(UInt8(ascii: ">"))
  }

  private static func escape(_ text: String, into bytes: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
      case UInt8(ascii: "'"): bytes.append(contentsOf: "&#39;".utf8)
      default: bytes.append(byte)
      }
    }
  }
}
