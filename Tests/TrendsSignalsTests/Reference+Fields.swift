import Testing
import TrendsTestSupport

/// The fields of a case that must be there.
extension Reference {
  func number(at key: String) throws -> Double { try #require(self[key]?.double, "\(key)") }
  func numbers(at key: String) throws -> [Double] {
    _ = try #require(self[key], "\(key)")
    return self[key]?.doubles ?? []
  }
  func count(at key: String) throws -> Int { try #require(self[key]?.int, "\(key)") }
  func text(at key: String) throws -> String { try #require(self[key]?.string, "\(key)") }
}
