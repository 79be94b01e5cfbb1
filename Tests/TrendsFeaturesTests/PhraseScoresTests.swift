import Foundation
import Testing
import TrendsTestSupport

@testable import TrendsFeatures

@Suite struct PhraseScoresTests {
  @Test func `G² is that of the reference tables`() throws {
    let cases = try Reference(named: "collocation_llr", in: .module).cases
    try #require(cases.count == 10)
    for entry in cases {
      let table = entry["table"]?.array.map(\.ints) ?? []
      let (a, b, c, d) = (table[0][0], table[0][1], table[1][0], table[1][1])
      expectClose(
        PhraseScores.g2(pair: a, first: a + b, second: a + c, total: a + b + c + d),
        try #require(entry["G2"]?.double), absolute: 1e-9, entry["id"]?.string ?? "")
    }
  }

  @Test func `NPMI is that of gensim on its own counts`() throws {
    let file = try Reference(named: "phrases", in: .module)
    let sentences = try #require(file["sentences"]).array.map(\.strings)
    let total = try #require(file["corpus_word_count"]?.int)
    var words: [String: Int] = [:]
    var pairs: [String: Int] = [:]
    for sentence in sentences {
      for word in sentence { words[word, default: 0] += 1 }
      for (a, b) in zip(sentence, sentence.dropFirst()) { pairs["\(a)_\(b)", default: 0] += 1 }
    }
    var compared = 0
    for entry in file.cases where entry["scoring"]?.string == "npmi" {
      let scores = try #require(entry["phrases"]?.value as? [String: Any])
      for (pair, score) in scores {
        let parts = pair.split(separator: "_").map(String.init)
        expectClose(
          PhraseScores.npmi(
            pair: pairs[pair] ?? 0, first: words[parts[0]] ?? 0, second: words[parts[1]] ?? 0,
            total: total),
          try #require(Reference(score).double), relative: 1e-9, pair)
        compared += 1
      }
    }
    #expect(compared > 10)
  }

  @Test func `NPMI stays within -1 and 1 for every possible table`() {
    for total in 1...12 {
      for first in 1...total {
        for second in 1...total {
          for pair in max(0, first + second - total)...min(first, second) {
            let npmi = PhraseScores.npmi(pair: pair, first: first, second: second, total: total)
            #expect((-1...1).contains(npmi), "\(pair) \(first) \(second) \(total)")
          }
        }
      }
    }
  }

  @Test func `words that occur only together have NPMI 1, words that never meet -1`() {
    #expect(PhraseScores.npmi(pair: 4, first: 4, second: 4, total: 100) == 1)
    #expect(PhraseScores.npmi(pair: 0, first: 4, second: 4, total: 100) == -1)
  }

  /// Quantiles of χ² with one degree of freedom, from tables: 3.841 at 0.05, 10.828 at 0.001 =
  /// 0.05/50.
  @Test(arguments: [
    (0, 3.841_458_820_694_124), (1, 3.841_458_820_694_124), (50, 10.827_566_170_662_733),
  ])
  func `the threshold of G² is a quantile of χ²`(candidates: Int, quantile: Double) {
    expectClose(
      PhraseScores.threshold(errorRate: 0.05, candidateCount: candidates), quantile)
  }
}
