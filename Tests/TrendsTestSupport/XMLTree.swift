import Foundation
import FoundationXML
public import Testing

/// Markup as a reader of XML sees it.
public final class XMLTree {
  /// The name of the element.
  public let name: String
  /// Its attributes by name.
  public let attributes: [String: String]
  /// The elements in it, in order.
  public private(set) var children: [XMLTree] = []
  /// All text inside, that of the elements within it too, in order.
  public private(set) var text = ""
  /// The element around it.
  public private(set) weak var parent: XMLTree?

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

  /// The value of an attribute.
  public subscript(_ attribute: String) -> String? { attributes[attribute] }

  /// The element and everything below it, in the order of the text.
  public var all: [XMLTree] { [self] + children.flatMap(\.all) }

  /// The elements of a name among these.
  public func all(_ name: String) -> [XMLTree] { all.filter { $0.name == name } }

  /// Whether its class attribute has a name among others.
  public func hasClass(_ name: String) -> Bool {
    (self["class"] ?? "").split(separator: " ").contains(Substring(name))
  }

  /// Whether an element of a name is around it, near or far.
  public func isInside(_ name: String) -> Bool {
    var above = parent
    while let element = above {
      if element.name == name { return true }
      above = element.parent
    }
    return false
  }

  /// Reads markup; a test fails where it is not well-formed.
  public static func read(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws
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
  public static func read(page: String, sourceLocation: SourceLocation = #_sourceLocation) throws
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
