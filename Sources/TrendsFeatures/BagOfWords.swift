/// How often each term occurs in each document, in compressed sparse rows.
///
/// Row *d* is the slice `documentStarts[d]..<documentStarts[d + 1]` of `terms` and `counts`; terms
/// ascend within a row and every count is at least 1. A document may be empty.
public struct BagOfWords: Equatable, Sendable {
  /// Where each row starts, `[D + 1]`, ascending from 0.
  public let documentStarts: [Int]
  /// The terms of all rows, one after the other, each in `0..<termCount`.
  public let terms: [UInt32]
  /// How often each occurs, as long as `terms`, each at least 1.
  public let counts: [UInt32]
  /// V, the number of terms in the vocabulary.
  public let termCount: Int
  /// N, the sum of all counts.
  public let tokenCount: Int

  /// A bag of words from its arrays.
  ///
  /// - Precondition: the arrays are sound as described above.
  public init(documentStarts: [Int], terms: [UInt32], counts: [UInt32], termCount: Int) {
    precondition(documentStarts.first == 0, "rows start at 0")
    precondition(documentStarts.last == terms.count, "the last row ends where the terms end")
    precondition(terms.count == counts.count, "one count a term")
    precondition(terms.allSatisfy { $0 < termCount }, "every term is in the vocabulary")
    self.documentStarts = documentStarts
    self.terms = terms
    self.counts = counts
    self.termCount = termCount
    tokenCount = counts.reduce(0) { $0 + Int($1) }
  }

  /// D, the number of documents.
  public var documentCount: Int { documentStarts.count - 1 }
}
