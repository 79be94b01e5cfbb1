import Testing

@testable import TrendsCorpus

@Suite("JSONLinesReader")
struct JSONLinesReaderTests {
  private func papers(_ lines: String) throws -> [Paper] {
    try readPapers(Array(lines.utf8), source: "a.jsonl").papers
  }

  @Test(
    "A field is trimmed, its line breaks are spaces",
    arguments: [
      ("", ""), (" ", ""), ("a", "a"), ("a b", "a b"), (" a", "a"), ("a\t", "a"), ("a\nb", "a b"),
      ("a \r\n b", "a b"), ("\u{A0}a\u{3000}", "a"), ("é", "é"), ("a\u{2028}b", "a b"),
      ("a\u{2029}", "a"), ("a  b", "a  b"),
    ])
  func fields(text: String, expected: String) {
    #expect(fieldText(text) == expected)
    #expect(fieldText(Array(text.utf8)[...]) == expected)
  }

  @Test("Known keys make the paper, the others its columns")
  func keys() throws {
    let line = #"""
      {"id": "x1", "published": "2024-01-01", "title": "T", "text": "Words", "date": "2025-03-12",
      """#.replacing("\n", with: "")
    let rest =
      #" "url": "https://e.org", "n": 2401.01230, "ok": true, "no": null, "k": [ "a b", {"c" : 1e5} ]}"#
    #expect(
      try papers(line + rest) == [
        Paper(
          id: "x1", date: ListingDate(year: 2025, month: 3, day: 12), title: "T", text: "Words",
          url: "https://e.org",
          columns: [
            Column(name: "published", value: "2024-01-01"), Column(name: "n", value: "2401.01230"),
            Column(name: "ok", value: "true"), Column(name: "k", value: #"["a b",{"c":1e5}]"#),
          ], source: "a.jsonl", line: 1)
      ])
  }

  @Test(
    "The text may have another name, of which the best counts",
    arguments: [
      (#""abstract": "A", "text": "B""#, "B"), (#""text": "B", "abstract": "A""#, "B"),
      (#""summary": "S", "body": "Y""#, "S"), (#""body": "Y""#, "Y"),
      (#""text": "", "body": "Y""#, "Y"),
      (#""TEXT": "B""#, "B"),
    ])
  func textKeys(_ members: String, _ expected: String) throws {
    #expect(try papers(#"{"date": "2025", \#(members)}"#).map(\.text) == [expected])
  }

  @Test("A key of the user's is the only one for its part")
  func ownKeys() throws {
    let options = ReadingOptions(columns: ColumnNames(date: "day", text: "note"))
    let line = #"{"day": "2025-01-02", "date": "2024-01-01", "note": "N", "text": "T"}"#
    let paper = try readPapers(Array(line.utf8), source: "a.jsonl", options: options).papers.first
    #expect(paper?.date?.description == "2025-01-02")
    #expect(paper?.text == "N")
    #expect(paper?.columns.map(\.name) == ["date", "text"])
  }

  @Test(
    "Escapes are undone",
    arguments: [
      (#"a\"b\\c\/d"#, #"a"b\c/d"#), (#"\u00e9\uD83D\uDE00"#, "é😀"), (#"a\nb\tc"#, "a b\tc"),
      (#"\ud83d x"#, "\u{FFFD} x"), (#"\ud83d\u0041"#, "\u{FFFD}A"), (#"\u0000"#, "\u{FFFD}"),
    ])
  func escapes(_ text: String, _ expected: String) throws {
    #expect(try papers(#"{"date": "2025", "text": "\#(text)"}"#).map(\.text) == [expected])
  }

  @Test("Lone surrogates are counted in one warning")
  func loneSurrogates() throws {
    let lines = #"{"date":"2025","text":"a"}"# + "\n" + #"{"date":"2025","text":"\ud800 \udc00"}"#
    let reading = try readPapers(Array(lines.utf8), source: "a.jsonl")
    #expect(
      reading.warnings == [
        "a.jsonl:2: 2 lone surrogate(s) or NUL(s) replaced by U+FFFD, the first on this line"
      ])
  }

  @Test("Blank lines, CRLF and U+2028 inside a string do not end a record")
  func lines() throws {
    let lines =
      "\r\n{\"date\":\"2025\",\"text\":\"a\u{2028}b\"}\r\n \r\n{\"date\":\"2025\",\"text\":\"c\"}"
    #expect(try papers(lines).map(\.text) == ["a b", "c"])
    #expect(try papers(lines).map(\.line) == [2, 4])
  }

  @Test(
    "What is wrong is said with its line",
    arguments: [
      (#"{"text": "cut in "#, "the JSON ends inside a string; expected one JSON object a line"),
      (
        #"{"text": "x""#,
        "the JSON ends where ',' or '}' should stand; expected one JSON object a line"
      ),
      ("[1]", "'[' stands where an object should; expected one JSON object a line"),
      (
        #"{"a": 1} x"#,
        "'x' stands where the end of the line should; expected one JSON object a line"
      ),
      (#"{"a": 01}"#, "'0' stands where a value should; expected one JSON object a line"),
      (#"{"a": 1.}"#, "'}' stands where a digit should; expected one JSON object a line"),
      (#"{"a": tru}"#, "'t' stands where a value should; expected one JSON object a line"),
      (
        #"{"a": "\x"}"#, #"a string holds the unknown escape '\x'; expected one JSON object a line"#
      ),
      (
        #"{"a": "\u12g4"}"#,
        #"'\u' is not followed by four hexadecimal digits; expected one JSON object a line"#
      ),
      (#"{a: 1}"#, "'a' stands where a quoted key should; expected one JSON object a line"),
      (#"{"text": ["a"]}"#, "'text' is an array; expected text or a number"),
      (
        #"{"date": "2025-02-29", "text": "a"}"#,
        "'2025-02-29' is not a date; expected a day of the calendar"
      ),
    ])
  func errors(_ line: String, _ expected: String) {
    let bytes = Array((#"{"date": "2025", "text": "first"}"# + "\n" + line).utf8)
    #expect(message(bytes, source: "a.jsonl") == "a.jsonl:2: " + expected)
  }

  @Test("Nesting is read to its limit and refused beyond it", arguments: [0, 1])
  func depth(_ excess: Int) {
    let depth = JSONScanner.depthLimit + excess
    let nested = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let bytes = Array(#"{"date": "2025", "text": "a", "k": \#(nested)}"#.utf8)
    let expected = "a.jsonl:1: the JSON nests deeper than 64; expected one JSON object a line"
    #expect(message(bytes, source: "a.jsonl") == (excess == 0 ? nil : expected))
  }

  @Test("An identifier twice under one date is an error that names both lines; two dates are fine")
  func duplicates() throws {
    let first = #"{"id": "7", "date": "2025-01-01", "text": "a"}"#
    let second = #"{"id": 7, "date": "2025-01-02", "text": "a"}"#
    #expect(try papers([first, second].joined(separator: "\n")).count == 2)
    let bytes = Array([first, second, first].joined(separator: "\n").utf8)
    #expect(
      message(bytes, source: "a.jsonl")
        == "a.jsonl:3: '7' stands already on line 1 under 2025-01-01; remove one of them")
  }

  @Test("A record without title and text is dropped with a row of the audit; a title alone is kept")
  func emptyRecords() throws {
    let lines =
      #"{"id": "1", "date": "2025"}"# + "\n" + #"{"id": "2", "date": "2025", "title": "T"}"#
    let reading = try readPapers(Array(lines.utf8), source: "a.jsonl")
    #expect(reading.papers.map(\.id) == ["2"])
    #expect(
      reading.exclusions == [
        Exclusion(
          kind: .document, item: "1", reason: "no_text: neither title nor text", source: "a.jsonl",
          line: 1)
      ])
  }

  @Test("Records without a date are read, with a warning that counts them")
  func undated() throws {
    let lines = #"{"date": "2025", "text": "a"}"# + "\n" + #"{"date": null, "text": "b"}"#
    let reading = try readPapers(Array(lines.utf8), source: "a.jsonl")
    #expect(reading.papers.map(\.date) == [ListingDate(year: 2025), nil])
    #expect(
      reading.warnings == [
        "a.jsonl:2: 1 of 2 records have no date, the first on this line; "
          + "they are fitted but never counted"
      ])
  }

  @Test("No prefix of a record traps, and none reads as a whole one")
  func prefixes() {
    let line = Array(
      #"{"date":"2025","text":"\u00e9\ud83d\ude00","k":[1,{"a":-1.5e+3}],"b":null}"#.utf8)
    for length in 1..<line.count {
      #expect(message(Array(line[..<length]), source: "a.jsonl") != nil)
    }
    #expect(message(line, source: "a.jsonl") == nil)
  }
}
