import Testing

@testable import TrendsCorpus

@Suite("Tables")
struct TableReaderTests {
  private func rows(_ text: String, separator: UInt8 = UInt8(ascii: ",")) throws -> [[String]] {
    var scanner = TableScanner(Array(text.utf8), separator: separator, source: "a.csv")
    var rows: [[String]] = []
    while let row = try scanner.next() { rows.append(row.fields) }
    return rows
  }

  /// The rows of `csv_rfc4180.json`, written by Python's csv module.
  @Test(
    "Fields come back as another tool wrote them",
    arguments: [
      ("a,b\r\n", ["a", "b"]), ("plain,\"x,y\"\r\n", ["plain", "x,y"]),
      ("\"quote\"\"inside\",\"line\nbreak\"\r\n", ["quote\"inside", "line\nbreak"]),
      (", lead space\r\n", ["", " lead space"]), ("=1+1,@SUM(A1)\r\n", ["=1+1", "@SUM(A1)"]),
      ("-0.5,+3\r\n", ["-0.5", "+3"]), ("tab\tin,\"cr\rin\"\r\n", ["tab\tin", "cr\rin"]),
      ("unicode é 中文 😀,RTL \u{202E}\r\n", ["unicode é 中文 😀", "RTL \u{202E}"]),
    ])
  func reference(_ text: String, _ fields: [String]) throws {
    let found = try rows(text)
    #expect(found.map { $0.map { Array($0.utf8) } } == [fields.map { Array($0.utf8) }])
  }

  @Test(
    "Rows end in any line break, and a last one needs none",
    arguments: ["a,b\nc,d", "a,b\r\nc,d\r\n", "a,b\rc,d\r", "\n\na,b\n\n\r\nc,d\n\n"])
  func rowEnds(_ text: String) throws {
    #expect(try rows(text) == [["a", "b"], ["c", "d"]])
  }

  @Test(
    "The separator is what the header has most of",
    arguments: [
      ("a,b,c\n1;2;3;4", UInt8(ascii: ",")), ("a;b;c,d", UInt8(ascii: ";")), ("a\tb", 9),
      ("\"a;b;c\",d", UInt8(ascii: ",")), ("alone", UInt8(ascii: ",")),
    ])
  func separators(_ text: String, _ expected: UInt8) {
    #expect(TableReader.sniffedSeparator(Array(text.utf8)) == expected)
  }

  @Test("Columns of one name are all kept")
  func repeatedNames() throws {
    let text = "date,text,note,note,note_2,,\n2025-03-12,t,a,b,c,d,e\n"
    let paper = try #require(try readPapers(Array(text.utf8), source: "a.csv").papers.first)
    #expect(paper.columns.map(\.name) == ["note", "note_3", "note_2", "", "column_2"])
    #expect(paper.columns.map(\.value) == ["a", "b", "c", "d", "e"])
  }

  @Test("Columns are found by name, in any order and case; the rest is kept")
  func columns() throws {
    let text = "Venue;Title;DATE;Abstract\nX; A title ;2025-03-12;\"two\nlines\"\n;B;Mar 13, 2025;t"
    let reading = try readPapers(Array(text.utf8), source: "a.csv")
    #expect(
      reading.papers == [
        Paper(
          date: ListingDate(iso: "2025-03-12"), title: "A title", text: "two lines",
          columns: [Column(name: "Venue", value: "X")], source: "a.csv", line: 2),
        Paper(
          date: ListingDate(iso: "2025-03-13"), title: "B", text: "t",
          columns: [Column(name: "Venue", value: "")], source: "a.csv", line: 4),
      ])
    #expect(reading.listingCount == 2)
  }

  @Test(
    "What is wrong is said with its line",
    arguments: [
      (
        "id,posted,text\n1,2025,a", ColumnNames(),
        "a.csv:1: no column 'date'; found 'id', 'posted', 'text'; name it with --date"
      ),
      (
        "id,date,words\n1,2025,a", ColumnNames(),
        "a.csv:1: no column 'text'; found 'id', 'date', 'words'; name it with --text"
      ),
      (
        "date,text\n2025,a", ColumnNames(title: "name"),
        "a.csv:1: no column 'name'; found 'date', 'text'; name it with --title"
      ),
      (
        "date,text\n2025,a\n2025,b,c", ColumnNames(),
        "a.csv:3: 3 fields; expected 2 as in the header"
      ),
      ("date,text\n2025", ColumnNames(), "a.csv:2: 1 field; expected 2 as in the header"),
      (
        "date,text\n2025,\"a\n\nb", ColumnNames(),
        "a.csv:2: the quote that opens here is never closed"
      ),
      (
        "date,text\n2025,\"a\"b", ColumnNames(),
        "a.csv:2: a quoted field goes on after its closing quote; double the quotes inside it"
      ),
      (
        "date,text\n2025-02-30,a", ColumnNames(),
        "a.csv:2: '2025-02-30' is not a date; expected a day of the calendar"
      ),
    ])
  func errors(_ text: String, _ columns: ColumnNames, _ expected: String) {
    let options = ReadingOptions(columns: columns)
    #expect(message(Array(text.utf8), source: "a.csv", options: options) == expected)
  }

  @Test("A doctor goes on after a bad row")
  func diagnosis() {
    let text = "date,text\n2025\nsoon,a\n2025,\"b\"c\n2025,\"d\n2025,e\n2025,f,g"
    #expect(
      diagnose(Array(text.utf8), source: "a.csv").map(\.place.line) == [2, 3, 4, 5, 7])
  }

  @Test(
    "The format is told by name, else by content",
    arguments: [
      ("a.jsonl.gz", "", InputFormat.jsonl), ("a.CSV", "x", .csv), ("a.tsv", "x", .tsv),
      ("a.txt", "\n {\"a\": 1}", .jsonl), ("docword.txt", "3\n4\n5\n1 1 1\n", .uci),
      ("ap.dat", "2 0:1 5:2\n", .ldac), ("a.txt", "date\ttitle\n2025\tx", .tsv),
      ("a", "\"title\",\"date\"\n", .csv),
      ("listing-mar-12.txt", "new\n\nMar 12\n\nA\n\nB", .listing),
      ("a.b/c", "Some words, a date", .listing), ("", "", .listing),
    ])
  func formats(_ name: String, _ text: String, _ expected: InputFormat) {
    #expect(InputFormat.detect(Array(text.utf8), source: name) == expected)
  }

  @Test("A bag of words is not read as papers")
  func bag() {
    #expect(
      message(Array("1\n1\n1\n1 1 1\n".utf8), source: "docword.txt")
        == "docword.txt: is a bag of words without texts; read it together with its vocabulary")
  }
}
