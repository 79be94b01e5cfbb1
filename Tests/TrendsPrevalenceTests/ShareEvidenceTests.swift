import Testing
import TrendsCorpus
import TrendsLDA

@testable import TrendsPrevalence

@Suite("What a share is made of")
struct ShareEvidenceTests {
  /// Two draws of four documents: tokens of topic 0 are 4 and 2 of 4, then 0 of 3, none at all, and
  /// 1 and 0 of 2. Shares are 3/4, 0, none and 1/4: one document of three.
  @Test("Shares and tokens of the documents add up")
  func handCase() {
    let draws = alignedDraws([
      [[4, 0], [0, 3], [0, 0], [1, 1]], [[2, 2], [0, 3], [0, 0], [0, 2]],
    ])
    let evidence = ShareEvidence(topic: 0, documents: [0, 1, 2, 3], draws: draws)
    #expect(evidence.contributions.map(\.document) == [0, 3])
    #expect(evidence.contributions.map(\.share) == [0.75, 0.25])
    #expect(evidence.contributions.map(\.topicTokens) == [[3, 1], [0.5, 1.5]])
    #expect(evidence.contributions.map(\.length) == [4, 2])
    #expect(evidence.untouched == [1])
    #expect(evidence.empty == [2])
    #expect(evidence.documents == 1)
    #expect(evidence.documentCount == 3)
    #expect(evidence.share == 1.0 / 3)
    #expect(evidence.tokens == 3.5)
    #expect(evidence.tokenCount == 9)
  }

  @Test("Documents without tokens give no share")
  func nothing() {
    let evidence = ShareEvidence(topic: 1, documents: [0], draws: alignedDraws([[[0, 0]]]))
    #expect(evidence.share == nil && evidence.documents == 0 && evidence.empty == [0])
  }

  @Test("The sum is the number of the series, bit for bit", arguments: 1...5)
  func sameAsSeries(seed: Int) throws {
    let topicCount = 4
    let matrices = (0..<7).map { s in
      (0..<60).map { d -> [Int] in
        // Lengths from 1 to 37 that do not depend on the draw.
        let length = (d * 7 + seed) % 37 + 1
        var row = [Int](repeating: 0, count: topicCount)
        for i in 0..<length { row[(i * i + d * s + seed) % topicCount] += 1 }
        return row
      }
    }
    let draws = alignedDraws(matrices)
    let day = try date("2025-03-12")
    let index = PeriodIndex(dates: Array(repeating: [day], count: 60), unit: .date)
    let series = PrevalenceSeries(draws: draws, index: index)
    for k in 0..<topicCount {
      let evidence = ShareEvidence(topic: k, documents: index.periods[0].documents, draws: draws)
      let share = series.periods[0].shares.topics[k]
      #expect(evidence.share == share.share)
      #expect(evidence.documents == share.expectedDocuments)
      #expect(evidence.contributions.reduce(0.0) { $0 + $1.share } == share.expectedDocuments)
      #expect(evidence.tokens == share.expectedTokens)
      #expect(evidence.documentCount == series.periods[0].shares.documentCount)
      #expect(evidence.tokenCount == series.periods[0].shares.tokenCount)
    }
  }
}

@Suite("Tokens of single terms")
struct TermTokensTests {
  /// A term that only topic 1 can have takes its three tokens there; the other gets what is left.
  @Test("What must be is")
  func forced() {
    let table = termTokens(termCounts: [3, 2], topicTokens: [2, 3]) { k, w in
      [[1e-12, 1], [1, 1e-12]][k][w]
    }
    let expected = [0.0, 3, 2, 0]
    for (found, wanted) in zip(table, expected) { #expect(abs(found - wanted) < 1e-6) }
  }

  @Test("Both margins hold, and likelier pairs get more", arguments: 0..<10)
  func margins(seed: Int) {
    let termCounts: [UInt32] = [5, 1, 2, 9, 3]
    let topicTokens = [12.5, 0, 4.25, 3.25]
    let table = termTokens(termCounts: termCounts, topicTokens: topicTokens) { k, w in
      Double((k * 31 + w * 17 + seed * 7) % 23 + 1) / 100
    }
    for (w, count) in termCounts.enumerated() {
      let sum = (0..<4).reduce(0.0) { $0 + table[w * 4 + $1] }
      #expect(abs(sum - Double(count)) < 1e-8)
      #expect(table[w * 4 + 1] == 0)
    }
    for (k, tokens) in topicTokens.enumerated() {
      let sum = (0..<5).reduce(0.0) { $0 + table[$1 * 4 + k] }
      #expect(abs(sum - tokens) < 1e-12)
    }
  }

  /// Two equal terms and two equal topics: nothing tells the cells apart.
  @Test("Without any difference tokens are spread evenly")
  func even() {
    let table = termTokens(termCounts: [2, 2], topicTokens: [1, 3]) { _, _ in 0.5 }
    #expect(table == [0.5, 1.5, 0.5, 1.5])
  }
}
