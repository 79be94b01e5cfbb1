import Foundation
import Testing
import TrendsCorpus

@testable import TrendsStore

@Suite struct ColumnsJSONTests {
  @Test(arguments: [
    ([], "{}"),
    ([Column(name: "venue", value: "ICML")], #"{"venue":"ICML"}"#),
    (
      [Column(name: "z", value: "1"), Column(name: "a", value: ""), Column(name: "z", value: "2")],
      #"{"z":"1","a":"","z":"2"}"#
    ),
    ([Column(name: "", value: "\"\\\n\u{1f}é🦆")], #"{"":"\"\\\u000a\u001fé🦆"}"#),
    ([Column(name: "nul", value: "a\0b")], #"{"nul":"a\u0000b"}"#),
  ])
  func columnsAreAnObjectInInputOrder(columns: [Column], expected: String) {
    #expect(ColumnsJSON.encode(columns) == expected)
    #expect(ColumnsJSON.decode(expected) == columns)
  }

  @Test func otherProgramsReadTheSame() throws {
    let json = ColumnsJSON.encode([Column(name: "a\"\\\u{7}", value: "b/\t\u{2028}🦆")])
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: String]
    #expect(object == ["a\"\\\u{7}": "b/\t\u{2028}🦆"])
  }

  @Test(arguments: [
    "", "{", "[]", "{\"a\"}", "{\"a\":1}", "{\"a\":\"b\"", "{\"a\":\"b\"}x", "{\"a\":\"b\",}",
    "{\"a\":\"\\u00g0\"}", "{\"a\":\"\\u1234\"}", "{\"a\":\"\\", "{\"a\":\"\\u00", "{\"a\"\"b\"}",
  ])
  func anythingElseIsRefused(json: String) {
    #expect(ColumnsJSON.decode(json) == nil)
  }
}
