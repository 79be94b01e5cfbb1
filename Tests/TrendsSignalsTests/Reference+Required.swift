import Testing
import TrendsTestSupport

extension Reference {
  /// A number that must be there.
  func requiredDouble(_ key: String) throws -> Double {
    try #require(self[key]?.double, "no number '\(key)'")
  }

  /// An array of numbers that must be there.
  func requiredDoubles(_ key: String) throws -> [Double] {
    try #require(self[key], "no array '\(key)'").doubles
  }

  /// A whole number that must be there.
  func requiredInt(_ key: String) throws -> Int {
    try #require(self[key]?.int, "no whole number '\(key)'")
  }

  /// The name of a case.
  var name: String { self["id"]?.string ?? "a case without a name" }
}
