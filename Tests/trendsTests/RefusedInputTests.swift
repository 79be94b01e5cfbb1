import Foundation
import Testing
import TrendsTestSupport

@Suite("Bad input is refused, and nothing is left of the try")
struct RefusedInputTests {
  struct Case: CustomTestStringConvertible {
    var name: String
    var contents: Data
    /// Where the message says the fault is.
    var place: String
    /// What the message says was found.
    var found: String

    init(_ name: String, _ contents: Data, at place: String, found: String) {
      (self.name, self.contents, self.place, self.found) = (name, contents, place, found)
    }

    init(_ name: String, _ text: String, at place: String, found: String) {
      self.init(name, Data(text.utf8), at: place, found: found)
    }

    var testDescription: String { "\(place) \(found)" }
  }

  static let cases = [
    Case("listing-2024-01-10.txt", "", at: "listing-2024-01-10.txt: ", found: "empty"),
    Case("listing-2024-01-10.txt", "\n \n\r\n", at: "listing-2024-01-10.txt: ", found: "empty"),
    Case(
      "listing-2024-01-10.txt", "A dough\n\nThe dough is in the oven.\n",
      at: "listing-2024-01-10.txt:1: ", found: "no date line, only 'A dough'"),
    Case(
      "listing-2024-01-10.txt", "Jan 10\n\nA dough\n\nIt is in the oven.\n\nA crust\n",
      at: "listing-2024-01-10.txt:7: ", found: "'A crust' has no partner"),
    Case(
      "listing-2024-02-28.txt", "Feb 30\n\nA dough\n\nIt is in the oven.\n",
      at: "listing-2024-02-28.txt:1: ", found: "'Feb 30' is not a date"),
    Case(
      "listing-2023-02-28.txt", "Feb 29\n\nA dough\n\nIt is in the oven.\n",
      at: "listing-2023-02-28.txt:1: ", found: "'Feb 29' is not a date"),
    Case(
      "listing.txt", "Jan 10\n\nA dough\n\nIt is in the oven.\n",
      at: "listing.txt:1: ", found: "'Jan 10' has no year; give --year"),
    Case(
      "listing-2024-01-10.txt", "Jan 10\n\nA dough\n\nOne.\n\nA dough\n\nOne.\n",
      at: "listing-2024-01-10.txt:7: ", found: "'A dough' stands already on line 3"),
    Case(
      "papers.csv", "day,heading,body\n2024-01-10,A dough,In the oven\n",
      at: "papers.csv:1: ", found: "no column 'date'; found 'day', 'heading', 'body'"),
    Case(
      "papers.csv", "date,title,text\n2024-01-10,A dough\n",
      at: "papers.csv:2: ", found: "2 fields; expected 3"),
    Case(
      "papers.csv", "date,title,text\n2024-01-10,\"A dough,In the oven\n",
      at: "papers.csv:2: ", found: "quote"),
    Case(
      "papers.csv", "date,title,text\n2024-13-02,A dough,In the oven\n",
      at: "papers.csv:2: ", found: "'2024-13-02' is not a date"),
    Case(
      "papers.csv", "date,title,text\n03/04/2024,A dough,In the oven\n",
      at: "papers.csv:2: ", found: "'03/04/2024' can be read in more than one way"),
    Case(
      "papers.jsonl",
      #"{"date": "2024-01-10", "title": "A", "text": "B"}"# + "\n" + #"{"date": "2024-01"#,
      at: "papers.jsonl:2: ", found: "JSON"),
    Case(
      "papers.jsonl", #"{"date": "2024-01-10", "title": ["A"], "text": "B"}"#,
      at: "papers.jsonl:1: ", found: "'title'"),
    Case(
      "papers.jsonl.gz", gzipped(InventedPapers.jsonLines()).dropLast(2000),
      at: "papers.jsonl.gz: ", found: "cut short"),
    Case(
      "papers.jsonl.gz", gzipped(InventedPapers.jsonLines()).dropLast(3),
      at: "papers.jsonl.gz: ", found: "cut short"),
    Case(
      "listing-2024-01-10.txt", Data([0xFF, 0xFE, 0x4A, 0, 0x61, 0]),
      at: "listing-2024-01-10.txt: ", found: "UTF-16"),
  ]

  @Test(
    "The message names the file, the line and what was found; no store is made", arguments: cases)
  func noStore(_ item: Case) throws {
    let folder = try WorkingFolder()
    try folder.write(item.name, item.contents)
    for verb in [["import"], ["fit", "--topics", "2"]] {
      let output = try TrendsProgram.run(verb + [item.name], in: folder)
      expectRefused(output, status: 65, naming: item.place, item.found)
      #expect(folder.everything() == [item.name])
    }
  }

  @Test("A store that is there stays as it is, byte for byte", arguments: cases)
  func storeIsUnchanged(_ item: Case) throws {
    let folder = try WorkingFolder.withFit()
    let before = try folder.bytes("trends.db")
    try folder.write("new/" + item.name, item.contents)
    // A sound file before the bad one is not imported either.
    try folder.write("new/a.jsonl", #"{"date": "2024-03-20", "title": "New", "text": "Dough"}"#)
    let output = try TrendsProgram.run(["import", "new/a.jsonl", "new/" + item.name], in: folder)
    #expect(output.status == 65, "\(output.stderr)")
    #expect(try folder.bytes("trends.db") == before)
    #expect(
      folder.everything() == ["new", "new/" + item.name, "new/a.jsonl", "trends.db"].sorted())
  }

  @Test("doctor names the same fault in its list and exits with 65", arguments: cases)
  func doctor(_ item: Case) throws {
    let folder = try WorkingFolder()
    try folder.write(item.name, item.contents)
    let output = try TrendsProgram.run(["doctor", item.name], in: folder)
    #expect(output.status == 65)
    #expect(output.stdout.contains("error: \(item.place)"), "\(output.stdout)")
    #expect(output.stdout.contains(item.found), "\(output.stdout)")
    #expect(folder.everything() == [item.name])
  }

  @Test("doctor lists all faults of all files, by line")
  func doctorListsAll() throws {
    let folder = try WorkingFolder()
    try folder.write("a.csv", "date,title,text\nnever,A,B\n2024-01-10,A\n")
    try folder.write("b.jsonl", "{\n")
    let output = try TrendsProgram.run(["doctor", "a.csv", "b.jsonl"], in: folder)
    #expect(output.status == 65)
    let places = output.stdout.split(separator: "\n").map { $0.split(separator: " ")[1] }
    #expect(places == ["a.csv:2:", "a.csv:3:", "b.jsonl:1:"])
    #expect(output.stderr == "error: 3 problems found\n")
  }

  @Test("A line longer than 64 MiB is refused", .tags(.slow), .onlyWhenSlow)
  func longLine() throws {
    let folder = try WorkingFolder()
    let line = String(repeating: "dough ", count: (64 << 20) / 6 + 1)
    try folder.write("listing-2024-01-10.txt", "Jan 10\n\nA dough\n\n" + line + "\n")
    let output = try TrendsProgram.run(["import", "listing-2024-01-10.txt"], in: folder)
    expectRefused(output, status: 65, naming: "listing-2024-01-10.txt:5: ", "longer than 64 MiB")
    #expect(folder.everything() == ["listing-2024-01-10.txt"])
  }
}
