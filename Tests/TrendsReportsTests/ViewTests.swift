import Foundation
import Testing
import TrendsCorpus

@testable import TrendsReports

@Suite struct ViewTests {
  @Test("The list of topics is as recorded", arguments: [80, 120])
  func list(width: Int) throws {
    try expectGolden(Samples.list.text(width: width), "topics-\(width).txt")
  }

  @Test("A topic is as recorded", arguments: [80, 120])
  func show(width: Int) throws {
    try expectGolden(Samples.detail.text(width: width), "show-\(width).txt")
  }

  @Test("The JSON of both is as recorded, and is JSON")
  func json() throws {
    try expectGolden(Samples.list.json, "topics.json")
    try expectGolden(Samples.detail.json, "show.json")
    for text in [Samples.list.json, Samples.detail.json] {
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(text.utf8)) }
    }
  }

  @Test("Colour adds escape sequences and changes nothing else", arguments: [80, 120])
  func colour(width: Int) {
    for (plain, coloured) in [
      (Samples.list.text(width: width), Samples.list.text(width: width, usesColour: true)),
      (Samples.detail.text(width: width), Samples.detail.text(width: width, usesColour: true)),
    ] {
      #expect(!plain.unicodeScalars.contains("\u{1B}"))
      #expect(coloured.unicodeScalars.contains("\u{1B}"))
      let stripped = coloured.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
      #expect(trimmed(stripped) == trimmed(plain))
    }
  }

  private func trimmed(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  @Test("No line is too wide, whatever the texts", arguments: nastyTexts)
  func widths(text: String) {
    var list = Samples.list
    list.fitName = text
    list.topics[0].id = text
    list.topics[1].label = text
    list.topics[1].topTerms = [text, text]
    list.topics[1].reasons = [text]
    var detail = Samples.detail
    detail.topic = list.topics[1]
    detail.terms[0].term = text
    detail.phrases[0].phrase = text
    detail.papers[0].title = text
    detail.papers[1].id = text
    detail.papers[1].title = ""
    detail.series[0].period = text
    for width in [60, 80, 100, 120] {
      for report in [list.text(width: width), detail.text(width: width)] {
        let bad = report.split(separator: "\n").filter {
          displayWidth($0) > width || $0.last == " "
        }
        #expect(bad.isEmpty, "\(width) columns")
        #expect(
          !report.unicodeScalars.contains {
            $0 != "\n" && $0.properties.generalCategory == .control
          })
      }
    }
  }

  @Test("A terminal too narrow for the layout gets that of 60 columns", arguments: [-1, 0, 10, 59])
  func narrow(width: Int) {
    #expect(Samples.list.text(width: width) == Samples.list.text(width: 60))
    #expect(Samples.detail.text(width: width) == Samples.detail.text(width: 60))
  }

  @Test("An empty list says so")
  func empty() {
    let list = TopicList(fitName: "fit 1", paperCount: 0, topics: [])
    #expect(list.text().hasPrefix("fit 1: 0 topics, 0 papers\n"))
  }
}
