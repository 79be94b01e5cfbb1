import Foundation
import Testing

@testable import TrendsReports

@Suite("The text and JSON of trends diff")
struct FitDifferenceTests {
  static func difference(label: String = "agents, tool use") -> FitDifference {
    let topics = (1...4).map {
      FitDifference.Topic(id: "T000\($0)", label: label, share: Double($0) / 10)
    }
    return FitDifference(
      oldName: "fit 1 of trends.db", newName: "fit 2 of trends.db", sharedDocuments: 4013,
      newDocuments: 50, goneDocuments: 1, oldTerms: 5000, newTerms: 5100, sharedTerms: 4990,
      lostTokens: 0.0123,
      options: [
        .init(name: "sweepCount", old: "600", new: "800", isNoise: false),
        .init(name: "seed", old: "1", new: "2", isNoise: true),
      ],
      changes: [
        .init(
          old: topics[0], new: topics[1], similarity: 0.82, bhattacharyya: 0.9, isWeak: false,
          newDocuments: 0.012, goneDocuments: -0.001, refit: 0.006, options: 0.083,
          refitLimit: 0.006, restatement: .init(period: "2025-M03", difference: -0.041)),
        .init(
          old: topics[1], new: topics[0], similarity: 0.41, bhattacharyya: 0.85, isWeak: true,
          newDocuments: 0, goneDocuments: 0, refit: -0.1, options: 0, refitLimit: nil,
          restatement: nil),
      ],
      deaths: [topics[2]], births: [topics[3]],
      splits: [
        .init(
          topic: topics[0],
          parts: [.init(topic: topics[1], share: 0.55), .init(topic: topics[3], share: 0.4)])
      ],
      merges: [], notes: ["One more thing."])
  }

  @Test("The text names papers, terms, options, and the parts of every change")
  func text() throws {
    try expectGolden(Self.difference().text(), "diff.txt")
  }

  @Test("No label breaks the page", arguments: nastyTexts)
  func nasty(label: String) {
    let text = Self.difference(label: label).text()
    for line in text.split(separator: "\n") { #expect(displayWidth(line) <= 80) }
    #expect(
      text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
  }

  @Test("The JSON has every figure")
  func json() throws {
    let value = try JSONSerialization.jsonObject(with: Data(Self.difference().json.utf8))
    let object = try #require(value as? [String: Any])
    let topics = try #require(object["topics"] as? [[String: Any]])
    #expect(topics.count == 2)
    #expect(topics[0]["new_documents"] as? Double == 0.012)
    #expect(topics[0]["restated_period"] as? String == "2025-M03")
    #expect(topics[1]["refit_limit"] is NSNull)
    #expect(topics[1]["weak"] as? Bool == true)
    let splits = try #require(object["splits"] as? [[String: Any]])
    #expect((splits[0]["parts"] as? [Any])?.count == 2)
    #expect(
      (object["options"] as? [[String: Any]])?.map { $0["noise_only"] as? Bool } == [false, true])
  }
}
