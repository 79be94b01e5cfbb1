import Testing
import TrendsCorpus

@testable import TrendsFeatures

@Suite struct BoilerplateTests {
  /// 200 documents of two themes in turn, ten words each of the theme's twenty, so that one word
  /// appears twice; "revolution" once in every fifth document, whatever its theme, "kernel" once in
  /// every tenth document of the first theme, "moon" three times in every fifth document.
  private var bag: BagOfWords {
    var (starts, terms, counts) = ([0], [UInt32](), [UInt32]())
    for document in 0..<200 {
      var row: [UInt32: UInt32] = [:]
      let theme = UInt32(document % 2) * 20
      for word in 0..<10 { row[theme + UInt32((document / 2 * 7 + word * 3) % 20)] = 2 }
      if document / 2 % 5 == 0 { row[40] = 1 }
      if document % 2 == 0, document / 2 % 3 == 0 { row[41] = 1 }
      if document / 2 % 5 == 1 { row[42] = 3 }
      for (term, count) in row.sorted(by: { $0.key < $1.key }) {
        terms.append(term)
        counts.append(count)
      }
      starts.append(terms.count)
    }
    return BagOfWords(documentStarts: starts, terms: terms, counts: counts, termCount: 43)
  }

  @Test(arguments: [1, 2, 3])
  func `a term like background is found, one of a theme or one that is repeated is not`(
    threads: Int
  ) {
    #expect(Boilerplate.find(in: bag, threadCount: threads).map(\.term) == [40])
  }

  @Test func `the residual is 0 for a term spread at random and grows with repetition`() {
    // 100 occurrences at random in 100 documents reach 100·(1 − 1/e) = 63.2 of them.
    #expect(abs(Boilerplate.residual(documents: 63, occurrences: 100, of: 100)) < 0.01)
    // In 25 documents instead: log₂(4) + log₂(1 − 1/e) = 2 − 0.6617.
    let repeated = Boilerplate.residual(documents: 25, occurrences: 100, of: 100)
    #expect(abs(repeated - 1.3383) < 0.0001)
  }

  @Test func `few documents cannot tell`() throws {
    let small = BagOfWords(
      documentStarts: Array(stride(from: 0, through: 58, by: 2)),
      terms: (0..<29).flatMap { [UInt32($0 % 3), 3] }, counts: [UInt32](repeating: 1, count: 58),
      termCount: 4)
    #expect(Boilerplate.find(in: small, threadCount: 1) == [])
  }
}
