import Foundation
import Testing

@testable import TrendsReports

@Suite struct JSONTests {
  @Test(
    "Values have one text each",
    arguments: [
      (.null, "null"), (.boolean(true), "true"), (.integer(-3), "-3"),
      (.unsigned(.max), "18446744073709551615"), (.number(0.00001), "0.00001"), (.number(2), "2.0"),
      (.string("a\"b\\c/d"), #""a\"b\\c/d""#),
      (.string("\n\r\t\0\u{1F}"), #""\n\r\t\u0000\u001F""#),
      (.string("\u{9B}\u{202E}\u{2028}"), #""\u009B\u202E\u2028""#), (.string("é中😀"), "\"é中😀\""),
      (.array([]), "[]"), (.object([]), "{}"),
      (.array([.integer(1), .array([.null])]), "[\n  1,\n  [\n    null\n  ]\n]"),
      (.object([.init("b", .integer(1)), .init("a", .null)]), "{\n  \"b\": 1,\n  \"a\": null\n}"),
    ] as [(JSONValue, String)])
  func values(value: JSONValue, expected: String) {
    #expect(value.text == expected + "\n")
  }

  @Test("Any text reads back by Foundation", arguments: nastyTexts)
  func nasty(text: String) throws {
    let json = JSONValue.object([.init(text, .array([.string(text)]))]).text
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: [String]]
    let found = try #require(object?.first)
    #expect(Array(found.key.unicodeScalars) == Array(text.unicodeScalars))
    #expect(found.value.map { Array($0.unicodeScalars) } == [Array(text.unicodeScalars)])
    #expect(
      !json.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
  }

  @Test("The manifest is as recorded")
  func manifest() throws {
    let json = Samples.manifest.json
    try expectGolden(json, "manifest.json")
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    #expect((object?["rows"] as? [String: Int])?["trends.csv"] == 4)
    #expect(object?["schema_version"] as? Int == 1)
  }
}
