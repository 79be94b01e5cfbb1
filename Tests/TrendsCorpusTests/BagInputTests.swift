import Testing
import TrendsTestSupport

@testable import TrendsCorpus

@Suite("Bags of words")
struct BagInputTests {
  private func bag(_ counts: String, _ words: String = "a\nb\nc\n", dates: String? = nil) throws
    -> BagInput
  {
    try readBag(
      NamedInput(Array(counts.utf8), source: "docword.txt"),
      vocabulary: NamedInput(Array(words.utf8), source: "vocab.txt"),
      dates: dates.map { NamedInput(Array($0.utf8), source: "dates.csv") })
  }

  @Test(
    "Entries make rows, in whatever order they come and whatever the lines end in",
    arguments: [
      "3\n3\n4\n1 1 2\n1 3 1\n3 1 5\n3 2 1\n", "3\n3\n4\n3 2 1\n1 3 1\n3 1 5\n1 1 2",
      "3\r\n3\r\n4\r\n1 1 2\r\n1 3 1\r\n3 1 5\r\n3 2 1\r\n", "2 0:2 2:1\n0\n2 1:1 0:5",
    ])
  func rows(_ text: String) throws {
    let bag = try bag(text)
    #expect(bag.vocabulary == ["a", "b", "c"])
    #expect(bag.documentStarts == [0, 2, 2, 4])
    #expect(bag.terms == [0, 2, 0, 1])
    #expect(bag.counts == [2, 1, 5, 1])
    #expect(bag.documentIDs == ["1", "2", "3"])
    #expect(bag.tokenCount == 9)
    #expect(bag.dates == [[], [], []])
  }

  @Test("Dates come from a table of documents, one row an appearance")
  func dates() throws {
    let bag = try bag(
      "2\n3\n1\n1 1 1\n", dates: "document,date\n2,2025-03-13\n2,2025-03-12\n2,2025-03-12\n1,\n")
    #expect(bag.dates.map { $0.map(\.description) } == [[], ["2025-03-12", "2025-03-13"]])
    #expect(bag.warnings == ["dates.csv:4: document 2 is listed on 2025-03-12 already"])
  }

  @Test("Terms that the counts do not name are left out with a warning")
  func longVocabulary() throws {
    let bag = try bag("1\n2\n1\n1 1 1\n")
    #expect(bag.vocabulary == ["a", "b"])
    #expect(
      bag.warnings == ["vocab.txt: 3 terms, but the counts name 2; the rest is left out"])
  }

  @Test(
    "What is wrong is said with its line",
    arguments: [
      ("2\n3\n2\n1 1 1\n", "docword.txt:5: 1 whole entries; expected 2 as the header says"),
      ("2\n3\n1\n1 1 1\n2 1 1\n", "docword.txt:5: more entries; expected 1 as the header says"),
      ("2\n3\n1\n3 1 1\n", "docword.txt:4: document 3; expected 1 to 2"),
      ("2\n3\n1\n0 1 1\n", "docword.txt:4: document 0; expected 1 to 2"),
      ("2\n3\n1\n1 4 1\n", "docword.txt:4: term 4; expected 1 to 3"),
      ("2\n3\n1\n1 1 0\n", "docword.txt:4: count 0; expected 1 to 4294967295"),
      ("2\n3\n1\n1 1 4294967296\n", "docword.txt:4: count 4294967296; expected 1 to 4294967295"),
      ("2\n3\n1\n1 x 1\n", "docword.txt:4: 'x'; expected a whole number"),
      (
        "2\n3\n1\n1 99999999999999999999 1\n",
        "docword.txt:4: '99999999999999999999'; expected a whole number"
      ),
      ("2\n4\n1\n1 1 1\n", "vocab.txt: 3 terms; expected 4 as the header of docword.txt says"),
      (
        "2\n3\n900000\n1 1 1\n",
        "docword.txt:3: 900000 entries announced in 17 bytes; expected a whole file"
      ),
      (
        "2\n3\n2\n1 2 1\n1 2 4\n",
        "docword.txt: term 'b' twice in document 1; expected one entry a term and document"
      ),
      ("2 0:1\n", "docword.txt:1: 1 pairs; expected 2 as the line says"),
      ("1 3:1\n", "docword.txt:1: term 3; expected 0 to 2, as in the vocabulary"),
      ("2 0:1 1\n", "docword.txt:1: '1' alone; expected 'term:count'"),
      ("1 0:0\n", "docword.txt:1: count 0; expected 1 to 4294967295"),
      (
        "Mar 12\n\nA",
        "docword.txt: text; expected a bag of words: 'docword.txt' of UCI or 'M term:count ...' of "
          + "LDA-C"
      ),
    ])
  func errors(_ text: String, _ expected: String) {
    let error = #expect(throws: CorpusError.self) { try bag(text) }
    #expect(error?.description == expected)
  }

  @Test(
    "A vocabulary has one term a line and each term once",
    arguments: [
      ("a\nb\na\n", "vocab.txt:3: 'a' stands already on line 1; expected each term once"),
      ("a\n\nb\n", "vocab.txt:2: an empty line; expected one term a line"),
    ])
  func vocabulary(_ words: String, _ expected: String) {
    let error = #expect(throws: CorpusError.self) { try bag("1\n1\n1\n1 1 1\n", words) }
    #expect(error?.description == expected)
  }

  @Test(
    "Dates name documents that are there",
    arguments: [
      ("document,date\n3,2025", "dates.csv:2: document '3'; expected a number from 1 to 2"),
      ("document,date\nx,2025", "dates.csv:2: document 'x'; expected a number from 1 to 2"),
      ("document,date\n1", "dates.csv:2: 1 field; expected 2 as in the header"),
      (
        "paper,date\n1,2025",
        "dates.csv:1: no column 'document'; found 'paper', 'date'; name it with a header "
          + "'document,date'"
      ),
    ])
  func badDates(_ dates: String, _ expected: String) {
    let error = #expect(throws: CorpusError.self) { try bag("2\n3\n1\n1 1 1\n", dates: dates) }
    #expect(error?.description == expected)
  }

  @Test(
    "Real bags of words have the sizes that are known of them", .needsRealData,
    arguments: [
      ("kos-uci/docword.txt.gz", 3430, 6906, 353_160, 467_714),
      ("ap-blei/docword.txt.gz", 2246, 10_473, 302_031, 435_838),
      ("ap-blei/ap.dat.gz", 2246, 10_473, 302_031, 435_838),
    ])
  func realBags(_ path: String, _ documents: Int, _ terms: Int, _ entries: Int, _ tokens: Int)
    throws
  {
    let folder = path.split(separator: "/").first.map(String.init) ?? ""
    let bag = try readBag(
      realInput("bow/\(path)"), vocabulary: realInput("bow/\(folder)/vocab.txt"))
    #expect(bag.documentCount == documents)
    #expect(bag.vocabulary.count == terms)
    #expect(bag.terms.count == entries)
    #expect(bag.tokenCount == tokens)
  }

  @Test("The two formats of one corpus give the same bag", .needsRealData)
  func twoFormats() throws {
    let vocabulary = try realInput("bow/ap-blei/vocab.txt")
    let uci = try readBag(realInput("bow/ap-blei/docword.txt.gz"), vocabulary: vocabulary)
    let ldac = try readBag(realInput("bow/ap-blei/ap.dat.gz"), vocabulary: vocabulary)
    #expect(uci == ldac)
  }
}
