public import TrendsFeatures

/// The tokens of a corpus one by one, as samplers walk them: documents in order, within a document
/// by ascending term, a term that occurs *n* times standing *n* times in a row.
///
/// Immutable and shared by all chains. Terms are numbered by descending frequency, so that within a
/// document the rows of common terms are met first and stay in cache.
public final class TokenSequence: @unchecked Sendable {
  /// The corpus.
  public let bag: BagOfWords
  let documentStarts: UnsafePointer<Int>
  let terms: UnsafePointer<UInt32>

  /// The tokens of a bag of words.
  ///
  /// - Throws: ``LDAError/noTokens`` for an empty corpus, ``LDAError/tooManyTokens(_:)``.
  /// - Complexity: O(N) time, 4 bytes a token.
  public init(_ bag: BagOfWords) throws {
    guard bag.tokenCount > 0 else { throw LDAError.noTokens }
    guard bag.tokenCount < Int(Int32.max) else { throw LDAError.tooManyTokens(bag.tokenCount) }
    self.bag = bag
    let starts = UnsafeMutablePointer<Int>.allocate(capacity: bag.documentCount + 1)
    let terms = UnsafeMutablePointer<UInt32>.allocate(capacity: bag.tokenCount)
    var token = 0
    for d in 0..<bag.documentCount {
      starts[d] = token
      for i in bag.documentStarts[d]..<bag.documentStarts[d + 1] {
        for _ in 0..<bag.counts[i] {
          terms[token] = bag.terms[i]
          token += 1
        }
      }
    }
    starts[bag.documentCount] = token
    documentStarts = UnsafePointer(starts)
    self.terms = UnsafePointer(terms)
  }

  deinit {
    documentStarts.deallocate()
    terms.deallocate()
  }

  /// N.
  public var tokenCount: Int { bag.tokenCount }
  /// D.
  public var documentCount: Int { bag.documentCount }
  /// V, at least 1.
  public var termCount: Int { bag.termCount }
}
