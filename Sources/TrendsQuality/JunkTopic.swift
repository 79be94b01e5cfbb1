internal import Glibc

/// Why a topic is a leftover, made of words that no theme took, from which nothing may be concluded.
///
/// The raw value is what `diagnostics.csv` prints.
public enum JunkTopic: String, Equatable, Sendable {
  /// Its top terms occur together in documents hardly more often than chance has them.
  case scattered
  /// Its words are spread nearly like those of the whole corpus.
  case background

  /// The coherence below which a topic is scattered: NPMI of the ten top terms over whole documents.
  ///
  /// Chance alone gives 0, and a little more where documents differ in length: background words that
  /// were planted, alike in all of 400 to 2,000 documents, had 0.008 to 0.018. The least of a topic
  /// that chains agree on was 0.036 on 6,141 abstracts on machine learning, 0.044 on 8,048 of NIPS,
  /// 0.12 on 3,430 weblog entries and 0.15 on 2,246 articles, with 20 topics each.
  ///
  /// It is no sure sign in small collections: in 100 documents planted background had 0.11 and is not
  /// called junk; in 183 abstracts one of the five stable topics of 20 had −0.07 and is.
  public static let leastCoherence = 0.025
  /// The part of the largest possible distance from the corpus below which a topic is background.
  ///
  /// The divergence of φ(k) from the corpus is at most −ln π(k), π(k) the topic's part of all tokens:
  /// that of a topic which shares no word. On the collections named above it was 0.40 to 0.64 of it,
  /// with 2 to 100 topics 0.50 to 0.75; on 18,774 postings with all stop words, where "the, to, and,
  /// of" lead most topics, it was 0.26 to 0.69, and below a third for 5 of 20.
  public static let leastDistance = 1.0 / 3
  /// The fewest documents that can tell a low coherence from chance.
  public static let fewestDocuments = 50
  /// The part of all tokens from which on a topic is near the corpus whatever its words, since it is
  /// most of it.
  public static let largestShare = 0.5
}

/// Which topics are junk, and why; see ``JunkTopic``.
///
/// - Parameters:
///   - coherences: NPMI of each topic's ten top terms over whole documents, nil where undefined.
///   - corpusDistances: the divergence of each topic from the corpus in nats, nil without tokens.
///   - tokenShares: π(k), each topic's part of all tokens, `0...1`.
///   - documentCount: how many documents have tokens.
/// - Returns: one a topic, nil for a sound one and for one that cannot be judged.
public func junkTopics(
  coherences: [Double?], corpusDistances: [Double?], tokenShares: [Double], documentCount: Int
) -> [JunkTopic?] {
  tokenShares.enumerated().map { k, share in
    if documentCount >= JunkTopic.fewestDocuments, let coherence = coherences[k],
      coherence < JunkTopic.leastCoherence
    {
      return .scattered
    }
    if let distance = corpusDistances[k], share > 0, share < JunkTopic.largestShare,
      distance < JunkTopic.leastDistance * -log(share)
    {
      return .background
    }
    return nil
  }
}
