import Foundation
import Testing
import TrendsFeatures
import TrendsTestSupport

@testable import TrendsQuality

@Suite struct LabelTests {
  /// Labels of topics given as counts of terms; keys are the terms without a plural's s.
  private func labels(_ topics: [[String: UInt32]]) -> [TopicLabel] {
    let terms = Set(topics.flatMap(\.keys)).sorted()
    let keys = terms.map { term in
      term.split(separator: " ").map { $0.hasSuffix("s") ? $0.dropLast() : $0 }
        .joined(separator: " ")
    }
    return topicLabels(
      vocabulary: Vocabulary(keys: keys, terms: terms),
      topicTermCounts: topics.flatMap { topic in terms.map { topic[$0] ?? 0 } },
      topicCount: topics.count)
  }

  @Test func aLabelIsTheTwoStrongestTermsOfATopic() {
    let found = labels([
      ["agents": 90, "tool use": 45, "results": 50, "planning": 12],
      ["image editing": 60, "faces": 80, "results": 50],
    ])
    #expect(found[0].label == "tool use, agents")
    #expect(found[0].phrases == ["planning"])
    #expect(found[1].label == "image editing, faces")
    #expect(found[1].phrases == [])
  }

  @Test func aPhraseIsPreferredToAWordOfIt() {
    let found = labels([["video": 200, "video generation": 70, "motion": 60], ["speech": 300]])
    // 70 · 3 outweighs 200, and video says nothing beside it.
    #expect(found[0].label == "video generation, motion")
    #expect(!found[0].phrases.contains("video"))
  }

  @Test func aWordThatOnlyModifiesGivesWayToItsPhrase() {
    let found = labels([
      ["evaluation": 120, "scientific": 90, "scientific discovery": 25],
      ["clinical": 90, "notes": 70, "clinical practice": 3, "image segmentation": 6],
      ["segmentation": 90, "image segmentation": 20, "masks": 70],
    ])
    #expect(found[0].label == "evaluation, scientific discovery")
    // A tenth of the word is too little, and segmentation stands last in a phrase.
    #expect(found[1].label.contains("clinical") && !found[1].label.contains("practice"))
    #expect(found[2].label.hasPrefix("segmentation"))
  }

  @Test(arguments: [
    ["large language models": 100, "language models": 90, "coding": 60],
    ["large language models": 100, "LLMs": 240, "coding": 60],
    ["large language models": 100, "llm": 240, "coding": 60],
  ])
  func noPieceRepeatsAnother(topic: [String: UInt32]) {
    let found = labels([topic, ["speech": 400]])
    #expect(found[0].label == "large language models, coding")
    #expect(found[0].phrases == [])
  }

  @Test func topicsOfTheSameTermsHaveDifferentLabels() {
    let topic: [String: UInt32] = ["alpha": 50, "beta": 40, "gamma": 30, "delta": 20]
    let found = labels([topic, ["alpha": 60, "beta": 30, "gamma": 30, "delta": 25], ["x": 500]])
    #expect(Set(found.map(\.label)).count == 3)
    let pieces = found.flatMap { $0.label.split(separator: ",") }
    #expect(Set(pieces).count == pieces.count, "a term is in two labels")
  }

  /// "data" is in all four documents but one, "rye" in one: ln(4/3) and ln 4, so that 60 of the one
  /// weigh less than 20 of the other.
  @Test func aTermOfMostDocumentsNamesNoTopic() {
    let vocabulary = Vocabulary(keys: ["data", "rye", "speech"], terms: ["data", "rye", "speech"])
    let counts: [UInt32] = [60, 20, 0, 0, 0, 80]
    let bag = BagOfWords(
      documentStarts: [0, 2, 3, 5, 6], terms: [0, 1, 0, 0, 2, 2],
      counts: [20, 20, 20, 20, 40, 40], termCount: 3)
    func first(_ bag: BagOfWords?) -> Substring? {
      topicLabels(vocabulary: vocabulary, topicTermCounts: counts, topicCount: 2, bag: bag)[0]
        .label.split(separator: ",").first
    }
    #expect(first(nil) == "data")
    #expect(first(bag) == "rye")
  }

  @Test func aTopicWithoutTermsIsNumbered() {
    let found = labels([["speech": 40], [:], [:]])
    #expect(found.map(\.label) == ["speech", "unlabelled 2", "unlabelled 3"])
    #expect(found[1].phrases == [])
  }

  @Test func aSingleTopicIsLabelledByFrequency() {
    #expect(labels([["speech": 40, "audio": 60, "the": 3]])[0].label == "audio, speech")
  }

  @Test func aTermSeenOnceOrTwiceIsNoLabelWhereOthersAre() {
    let found = labels([["speech": 40, "rare phrase": 2], ["vision": 40]])
    #expect(found[0].label == "speech")
    #expect(found[0].phrases == [])
    // Where there is nothing else, it must do.
    #expect(labels([["rare": 2], ["vision": 40]])[0].label == "rare")
  }

  @Test func sumsOverDrawsAreLabelledLikeOneDraw() {
    let counts: [UInt32] = [9, 4, 2, 0, 0, 1, 0, 7, 6, 2]
    let words = ["a a", "b", "c", "d", "e"]
    let vocabulary = Vocabulary(keys: words, terms: words)
    #expect(
      topicLabels(vocabulary: vocabulary, topicTermCounts: counts, topicCount: 2)
        == topicLabels(
          vocabulary: vocabulary, topicTermCounts: counts.map { $0 * 25 }, topicCount: 2,
          drawCount: 25))
  }

  @Test(arguments: 1...20)
  func labelsAreShortDistinctAndMadeOfTheTopicsTerms(seed: UInt64) {
    var random = XorShift(seed: seed)
    let syllables = ["neural", "graph", "image", "text", "deep", "model", "agent", "tool"]
    var terms: [String] = []
    for a in syllables {
      terms.append(a)
      for b in syllables where random.below(3) == 0 { terms.append("\(a) \(b) \(a) \(b)") }
    }
    let topicCount = 2 + random.below(8)
    let counts = (0..<topicCount * terms.count).map { _ in UInt32(random.below(12)) }
    let found = topicLabels(
      vocabulary: Vocabulary(keys: terms, terms: terms), topicTermCounts: counts,
      topicCount: topicCount)
    #expect(Set(found.map(\.label)).count == topicCount)
    for (k, label) in found.enumerated() where !label.label.hasPrefix("unlabelled") {
      #expect(label.label.count <= 40)
      #expect(label.phrases.count <= 5)
      for piece in label.label.components(separatedBy: ", ") + label.phrases {
        let term = terms.firstIndex(of: piece)
        #expect(term.map { counts[k * terms.count + $0] > 0 } == true, "\(piece)")
      }
    }
  }

  @Test(arguments: [
    ("LLMs", "large language models", true), ("lora", "low-rank adaptation", true),
    ("rag", "retrieval-augmented generation", true), ("moe", "multi objective", false),
    ("large", "large language models", false), ("ai", "agents", false),
  ])
  func abbreviationsAreMadeOfBeginnings(short: String, long: String, expected: Bool) {
    let words = TermWords(
      vocabulary: Vocabulary(keys: [short, long], terms: [short, long]), terms: [0, 1])
    #expect(words.abbreviate(0, 1) == expected)
    #expect(words.abbreviate(1, 0) == expected)
  }
}
