public import TrendsFeatures

/// How differently each topic's top terms weigh by their tokens and by the documents that have them.
///
/// With n(k,w) tokens of term *w* on topic *k* and d(k,w) documents with at least one of them, both
/// scaled to sum to 1 over the top terms, it is the Jensen–Shannon divergence of the two. A term that
/// a few documents repeat again and again weighs more by tokens, so a high value is the mark of a topic
/// that belongs to few documents.
///
/// - Parameters:
///   - topics: the top terms of each topic; distinct within a topic.
///   - bag: the documents.
///   - assignments: z of one state, one a token: documents in order, within a document by term.
/// - Returns: one number a topic in `0...ln 2`, in nats; nil where none of its top terms has a token
///   on it in this state.
/// - Complexity: O(N + V + K·M).
///
/// Source: MALLET's `TopicModelDiagnostics`, column `token-doc-diff`.
/// <https://mimno.github.io/Mallet/diagnostics>
public func tokenDocumentDifferences(
  of topics: [[Int]], in bag: BagOfWords, assignments: [UInt16]
) -> [Double?] {
  precondition(assignments.count == bag.tokenCount, "one topic a token")
  // The topics that list each term, with its place among all lists.
  var listing = [[(topic: UInt16, place: Int)]](repeating: [], count: bag.termCount)
  var starts = [0]
  for (k, terms) in topics.enumerated() {
    for (i, term) in terms.enumerated() { listing[term].append((UInt16(k), starts[k] + i)) }
    starts.append(starts[k] + terms.count)
  }
  var tokens = [Double](repeating: 0, count: starts[topics.count])
  var documents = tokens
  var first = 0
  // An entry of the bag is a term of a document, so a topic met in it is met in one document.
  for (term, count) in zip(bag.terms, bag.counts) {
    let entry = assignments[first..<first + Int(count)]
    first += Int(count)
    for (topic, place) in listing[Int(term)] {
      let met = entry.count { $0 == topic }
      tokens[place] += Double(met)
      documents[place] += met > 0 ? 1 : 0
    }
  }
  return topics.indices.map { k in
    let list = starts[k]..<starts[k + 1]
    let tokenTotal = tokens[list].reduce(0, +)
    guard tokenTotal > 0 else { return nil }
    let documentTotal = documents[list].reduce(0, +)
    return jensenShannonDivergence(
      tokens[list].map { $0 / tokenTotal }, documents[list].map { $0 / documentTotal })
  }
}
