public import TrendsFeatures

/// How the tokens of documents that two fits share went from topics of one to topics of the other.
public struct TokenOverlap: Equatable, Sendable {
  /// One side of the comparison: a fit's documents with a topic for every token.
  public struct Side: Sendable {
    /// The documents.
    public var bag: BagOfWords
    /// z, one a token: documents in order, within a document by term.
    public var assignments: [UInt16]
    /// K.
    public var topicCount: Int

    /// A side from its parts.
    public init(bag: BagOfWords, assignments: [UInt16], topicCount: Int) {
      precondition(assignments.count == bag.tokenCount, "one topic a token")
      self.bag = bag
      self.assignments = assignments
      self.topicCount = topicCount
    }
  }

  /// C(i,j), `[K_old × K_new]`, row-major: tokens with old topic i and new topic j.
  public let counts: [Double]
  /// Old tokens in shared documents.
  public let oldTokenCount: Int
  /// Those whose term, or so many of it, the new fit does not have in that document.
  public let lostTokenCount: Int

  /// Counts the tokens of shared documents by both their topics.
  ///
  /// Which of several tokens of one term in a document is which cannot be told and does not matter:
  /// they are paired as if at random, so that counts are expected ones. Tokens that only one of the
  /// fits has are in no count.
  ///
  /// - Parameters:
  ///   - documents: the rows of each shared document.
  ///   - newTerms: for each term of the old fit that of the new one, or nil, `[V_old]`.
  /// - Complexity: O(tokens + K_old · K_new).
  public init(
    old: Side, new: Side, documents: [(old: Int, new: Int)], newTerms: [Int?]
  ) {
    precondition(newTerms.count == old.bag.termCount, "one entry a term")
    let oldStarts = Self.tokenStarts(old.bag)
    let newStarts = Self.tokenStarts(new.bag)
    var counts = [Double](repeating: 0, count: old.topicCount * new.topicCount)
    var oldTokens = 0
    var pairedTokens = 0
    // Where each term of the document at hand stands in the new fit.
    var place = [Int](repeating: -1, count: new.bag.termCount)
    for (oldDocument, newDocument) in documents {
      let newRow = new.bag.documentStarts[newDocument]..<new.bag.documentStarts[newDocument + 1]
      for i in newRow { place[Int(new.bag.terms[i])] = i }
      for i in old.bag.documentStarts[oldDocument]..<old.bag.documentStarts[oldDocument + 1] {
        oldTokens += Int(old.bag.counts[i])
        guard let term = newTerms[Int(old.bag.terms[i])], place[term] >= 0 else { continue }
        let j = place[term]
        let oldTopics = old.assignments[oldStarts[i]..<oldStarts[i + 1]]
        let newTopics = new.assignments[newStarts[j]..<newStarts[j + 1]]
        pairedTokens += min(oldTopics.count, newTopics.count)
        let weight = 1 / Double(max(oldTopics.count, newTopics.count))
        for k in oldTopics {
          for l in newTopics { counts[Int(k) * new.topicCount + Int(l)] += weight }
        }
      }
      for i in newRow { place[Int(new.bag.terms[i])] = -1 }
    }
    self.counts = counts
    oldTokenCount = oldTokens
    lostTokenCount = oldTokens - pairedTokens
  }

  /// Where the tokens of each entry of a bag start.
  private static func tokenStarts(_ bag: BagOfWords) -> [Int] {
    var starts = [0]
    starts.reserveCapacity(bag.counts.count + 1)
    for count in bag.counts { starts.append(starts[starts.count - 1] + Int(count)) }
    return starts
  }
}
