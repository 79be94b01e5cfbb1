import Foundation
import FoundationXML
import Testing

/// Markup as a reader of XML sees it.
final class XMLTree {
  let name: String
  let attributes: [String: String]
  private(set) var children: [XMLTree] = []
  /// All text inside, that of the elements within it too, in order.
  private(set) var text = ""
  private(set) weak var parent: XMLTree?

  fileprivate init(name: String, attributes: [String: String], parent: XMLTree?) {
    self.name = name
    self.attributes = attributes
    self.parent = parent
  }

  fileprivate func add(_ child: XMLTree) { children.append(child) }

  fileprivate func add(text: String) {
    self.text += text
    parent?.add(text: text)
  }

  subscript(_ attribute: String) -> String? { attributes[attribute] }

  /// The element and everything below it, in the order of the text.
  var all: [XMLTree] { [self] + children.flatMap(\.all) }

  func all(_ name: String) -> [XMLTree] { all.filter { $0.name == name } }

  func hasClass(_ name: String) -> Bool {
    (self["class"] ?? "").split(separator: " ").contains(Substring(name))
  }

  func isInside(_ name: String) -> Bool {
    var above = parent
    while let element = above {
      if element.name == name { return true }
      above = element.parent
    }
    return false
  }

  /// Reads markup; a test fails where it is not well-formed.
  static func read(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws
    -> XMLTree
  {
    let builder = Builder()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = builder
    let isWellFormed = parser.parse()
    try #require(
      isWellFormed,
      "line \(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "no reason")",
      sourceLocation: sourceLocation)
    return try #require(builder.root, sourceLocation: sourceLocation)
  }

  /// Reads a page: style sheet and script, which are no XML, are left out.
  static func read(page: String, sourceLocation: SourceLocation = #_sourceLocation) throws
    -> XMLTree
  {
    var text = page.replacing("<!DOCTYPE html>", with: "")
    for name in ["style", "script"] {
      let start = try #require(text.range(of: "<\(name)>"), sourceLocation: sourceLocation)
      let end = try #require(text.range(of: "</\(name)>"), sourceLocation: sourceLocation)
      text.removeSubrange(start.upperBound..<end.lowerBound)
    }
    return try read(text, sourceLocation: sourceLocation)
  }

  private final class Builder: NSObject, XMLParserDelegate {
    var root: XMLTree?
    var open: [XMLTree] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      let element = XMLTree(name: name, attributes: attributes, parent: open.last)
      open.last?.add(element)
      if root == nil { root = element }
      open.append(element)
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) { open.removeLast() }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
      open.last?.add(text: string)
    }
  }
}
