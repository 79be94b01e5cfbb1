public import Foundation
public import Testing

/// A JSON value of a reference file: numbers come with "NaN", "NA" and "Infinity" as strings.
public struct Reference {
  /// The value as Foundation decodes it.
  public let value: Any

  /// A view of a decoded value.
  public init(_ value: Any) { self.value = value }

  /// The reference file `Reference/NAME.json` of a test bundle.
  public init(named name: String, in bundle: Bundle) throws {
    let url = try #require(
      bundle.url(forResource: name, withExtension: "json", subdirectory: "Reference"),
      "no Reference/\(name).json in the test bundle")
    value = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
  }

  /// The member of an object, or nil.
  public subscript(_ key: String) -> Reference? {
    (value as? [String: Any])?[key].map { Reference($0) }
  }

  /// The elements of an array; empty for anything else.
  public var array: [Reference] { (value as? [Any] ?? []).map { Reference($0) } }

  /// The `cases` of a reference file.
  public var cases: [Reference] { self["cases"]?.array ?? [] }

  /// A number, with the named non-finite ones; nil for anything else.
  public var double: Double? {
    if let text = value as? String {
      switch text {
      case "NaN", "NA": return .nan
      case "Infinity": return .infinity
      case "-Infinity": return -.infinity
      default: return nil
      }
    }
    return (value as? NSNumber)?.doubleValue
  }

  /// A whole number.
  public var int: Int? { (value as? NSNumber)?.intValue }

  /// Text.
  public var string: String? { value as? String }

  /// An array of numbers.
  public var doubles: [Double] { array.compactMap(\.double) }

  /// An array of whole numbers.
  public var ints: [Int] { array.compactMap(\.int) }

  /// An array of texts.
  public var strings: [String] { array.compactMap(\.string) }
}

/// Whether two numbers agree to a relative tolerance, or absolutely near zero; NaN equals NaN.
public func isClose(_ left: Double, _ right: Double, relative: Double, absolute: Double = 1e-12)
  -> Bool
{
  if left.isNaN || right.isNaN { return left.isNaN && right.isNaN }
  if left == right { return true }
  return abs(left - right) <= max(absolute, relative * max(abs(left), abs(right)))
}

/// Expects two numbers to agree to a relative tolerance.
public func expectClose(
  _ found: Double, _ expected: Double, relative: Double = 1e-9, absolute: Double = 1e-12,
  _ comment: @autoclosure () -> String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(
    isClose(found, expected, relative: relative, absolute: absolute),
    "found \(found), expected \(expected) \(comment())", sourceLocation: sourceLocation)
}
