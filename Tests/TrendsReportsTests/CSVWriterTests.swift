import Foundation
import Testing
import TrendsCorpus
import TrendsTestSupport

@testable import TrendsReports

@Suite struct CSVWriterTests {
  private func line(_ cell: Cell, _ protection: CSVWriter.Protection = .spreadsheet) -> String {
    var writer = CSVWriter(protection: protection)
    writer.append([cell, .integer(0)])
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test("Raw rows are those of Python's csv module, byte for byte")
  func reference() throws {
    let reference = try Reference(named: "csv_rfc4180", in: .module)
    #expect(reference.cases.count == 8)
    for row in reference.cases {
      let fields = try #require(row["fields"]).strings
      var writer = CSVWriter(protection: .none)
      writer.append(fields.map { .text($0) })
      let text = String(decoding: writer.bytes, as: UTF8.self)
      #expect(text == row["csv_minimal_crlf"]?.string)
      #expect(parseCSV(text) == [fields])
    }
  }

  @Test(
    "Cells are written for spreadsheets",
    arguments: [
      (.empty, ""), (.text("a,b"), "\"a,b\""), (.text("=1+1"), "'=1+1"), (.text("+3"), "'+3"),
      (.text("-x"), "'-x"), (.text("@A1"), "'@A1"), (.text("\tx"), "'\tx"),
      (.text("\rx"), "\"'\rx\""), (.text("\0=1"), "'=1"), (.text("a\u{1}b\u{9B}c"), "abc"),
      (.text("'x"), "'x"), (.text("2401.01230"), "2401.01230"), (.number(-0.5), "-0.5"),
      (.integer(-3), "-3"), (.number(1e-5), "0.00001"), (.number(-0.0), "0.0"),
      (.boolean(true), "true"), (.boolean(false), "false"), (.given("-0.5"), "-0.5"),
      (.given("-0.5+1"), "'-0.5+1"), (.given("12"), "12"), (.given("+12"), "'+12"),
      (.given("-"), "'-"),
      (.given("2025-03-12"), "2025-03-12"), (.given("=A1"), "'=A1"), (.given("1/2"), "'1/2"),
      (.given("00123"), "'00123"), (.given("0"), "0"), (.given("0.5"), "0.5"),
      (.given("123456789012345"), "123456789012345"),
      (.given("-1234567890.12345"), "-1234567890.12345"),
      (.given("1234567890123456"), "'1234567890123456"), (.given("2401.01230"), "'2401.01230"),
      (.given("2413.01230"), "2413.01230"), (.given("True"), "True"),
      (.given("2025-03"), "'2025-03"),
      (.given("50%"), "'50%"), (.given("3,5"), "\"'3,5\""),
    ] as [(Cell, String)])
  func cells(cell: Cell, expected: String) {
    #expect(line(cell) == expected + ",0\r\n")
  }

  @Test(
    "Identifiers stay text",
    arguments: [
      ("2401.01230", "arXiv:2401.01230"), ("2401.0123", "arXiv:2401.0123"),
      ("2401.01230v2", "arXiv:2401.01230v2"), ("0704.0001", "arXiv:0704.0001"),
      ("2401.01230v", "2401.01230v"), ("2401.012301", "'2401.012301"), ("2401.012", "'2401.012"),
      ("arXiv:2401.01230", "arXiv:2401.01230"), ("cs/0112017", "cs/0112017"),
      ("12345", "'12345"), ("007", "'007"), ("1e5", "'1e5"), ("1E-5", "'1E-5"), ("3-4", "'3-4"),
      ("2025-03", "'2025-03"), ("2025-03-12", "'2025-03-12"), ("1/2", "'1/2"), ("12:30", "'12:30"),
      ("10 am", "'10 am"), ("MAR2", "'MAR2"), ("SEPT2", "'SEPT2"), ("2-mar", "'2-mar"),
      ("March 2025", "'March 2025"), ("TRUE", "'TRUE"), ("false", "'false"), ("5 %", "'5 %"),
      ("2025-03-12T10:00:00Z", "'2025-03-12T10:00:00Z"), ("-5", "'-5"), ("=1", "'=1"),
      ("p1", "p1"), ("a1", "a1"), ("1a", "1a"), ("w12", "w12"), ("12a34", "12a34"),
      ("1e5e", "1e5e"),
      ("march", "march"), ("truth", "truth"), ("10.1000/xyz", "10.1000/xyz"), ("", ""),
      ("x y", "x y"),
      ("2401.01230😀", "2401.01230😀"),
    ])
  func identifiers(id: String, expected: String) {
    #expect(line(.identifier(id)) == expected + ",0\r\n")
  }

  @Test(
    "Terms that look like dates stay terms",
    arguments: [
      ("sept 1", "'sept 1"), ("gpt-4", "gpt-4"), ("2401.01230", "'2401.01230"), ("2025", "'2025"),
    ])
  func terms(term: String, expected: String) {
    #expect(line(.term(term)) == expected + ",0\r\n")
  }

  @Test("Raw cells are not rewritten", arguments: ["=1+1", "2401.01230", "1e5", "-x", "\tx"])
  func raw(text: String) {
    for cell in [Cell.text(text), .identifier(text), .term(text), .given(text)] {
      #expect(line(cell, .none) == text + ",0\r\n")
    }
  }

  @Test(
    "Dates do not become other dates",
    arguments: [("2025-03-12", "2025-03-12"), ("2025-03", "2025-M03"), ("0987", "0987")])
  func dates(iso: String, expected: String) throws {
    let date = try #require(ListingDate(iso: iso))
    #expect(line(.date(date)) == expected + ",0\r\n")
  }

  @Test("A row of one empty cell is not an empty line")
  func loneEmptyCell() {
    var writer = CSVWriter()
    writer.append([.empty])
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "\"\"\r\n")
  }

  @Test("Bytes are handed over in pieces")
  func pieces() {
    var writer = CSVWriter()
    writer.append([.integer(1)])
    #expect(writer.takeBytes() == Array("1\r\n".utf8))
    writer.append([.integer(2)])
    #expect(writer.takeBytes() == Array("2\r\n".utf8))
    #expect(writer.bytes.isEmpty)
  }

  @Test("Any text reads back, but for control characters and the apostrophe", arguments: nastyTexts)
  func nasty(text: String) throws {
    let cells: [Cell] = [.text(text), .identifier(text), .term(text), .given(text)]
    var writer = CSVWriter()
    writer.append(cells)
    writer.append([.text(text)])
    let rows = try #require(parseCSV(String(decoding: writer.bytes, as: UTF8.self)))
    let kept = String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter {
          "\t\r\n".unicodeScalars.contains($0) || $0.properties.generalCategory != .control
        }))
    #expect(rows.map(\.count) == [4, 1])
    for field in rows.joined() {
      // By scalars: a leading combining mark would join the apostrophe.
      let found = Array(field.unicodeScalars)
      let wanted = Array(kept.unicodeScalars)
      #expect(found == wanted || found == ["'"] + wanted)
      if let first = found.first { #expect(!"=+-@\t\r\n＝".unicodeScalars.contains(first)) }
    }
  }
}
