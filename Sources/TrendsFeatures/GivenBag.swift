extension Features {
  /// Features of input that is already a bag of words: every term and document is kept.
  ///
  /// Terms are put into the order of a vocabulary of ours, most frequent first, then by the term
  /// itself; terms within a row ascend, and repeated ones are summed.
  ///
  /// - Parameters:
  ///   - givenTerms: the vocabulary, each term once.
  ///   - documentStarts: where each document's entries start, ascending from 0 to the number of
  ///     entries; one more than there are documents.
  ///   - terms: the term of each entry, in any order within a document.
  ///   - counts: how often each entry's term occurs; an entry of 0 is left out.
  /// - Throws: ``FeatureError/noDocuments``, ``FeatureError/unsoundBag(_:)`` or
  ///   ``FeatureError/duplicateTerm(_:first:second:)``.
  public init(
    givenTerms: [String], documentStarts: [Int], terms: [UInt32], counts: [UInt32]
  ) throws {
    try Self.check(givenTerms, documentStarts, terms, counts)
    var totals = [Int](repeating: 0, count: givenTerms.count)
    for (term, count) in zip(terms, counts) { totals[Int(term)] += Int(count) }
    let order = givenTerms.indices.sorted {
      (totals[$0], givenTerms[$1]) > (totals[$1], givenTerms[$0])
    }
    var rank = [UInt32](repeating: 0, count: givenTerms.count)
    for (new, old) in order.enumerated() { rank[old] = UInt32(new) }

    var (starts, newTerms, newCounts) = ([0], [UInt32](), [UInt32]())
    for document in 0..<documentStarts.count - 1 {
      let row = (documentStarts[document]..<documentStarts[document + 1])
        .filter { counts[$0] > 0 }
        .map { (term: rank[Int(terms[$0])], count: counts[$0]) }
        .sorted { $0.term < $1.term }
      for (index, entry) in row.enumerated() {
        if index > 0, row[index - 1].term == entry.term {
          let (sum, overflows) = newCounts[newCounts.count - 1]
            .addingReportingOverflow(entry.count)
          guard !overflows else {
            throw FeatureError.unsoundBag(
              "document \(document + 1) has a term more than \(UInt32.max) times")
          }
          newCounts[newCounts.count - 1] = sum
        } else {
          newTerms.append(entry.term)
          newCounts.append(entry.count)
        }
      }
      starts.append(newTerms.count)
    }
    let sorted = order.map { givenTerms[$0] }
    self.init(
      vocabulary: Vocabulary(keys: sorted, terms: sorted),
      bag: BagOfWords(
        documentStarts: starts, terms: newTerms, counts: newCounts, termCount: sorted.count),
      phrases: [], exclusions: [])
  }

  private static func check(
    _ givenTerms: [String], _ documentStarts: [Int], _ terms: [UInt32], _ counts: [UInt32]
  ) throws {
    guard documentStarts.count > 1 else { throw FeatureError.noDocuments }
    guard terms.count == counts.count else {
      throw FeatureError.unsoundBag("\(terms.count) terms, but \(counts.count) counts")
    }
    guard documentStarts.first == 0, documentStarts.last == terms.count,
      zip(documentStarts, documentStarts.dropFirst()).allSatisfy({ $0 <= $1 })
    else {
      throw FeatureError.unsoundBag(
        "documents must start in ascending order, from 0 to \(terms.count)")
    }
    if let entry = terms.firstIndex(where: { $0 >= givenTerms.count }) {
      throw FeatureError.unsoundBag(
        "entry \(entry + 1) has term \(terms[entry] + 1), but there are \(givenTerms.count) terms")
    }
    var seen: [String: Int] = [:]
    for (index, term) in givenTerms.enumerated() {
      if let first = seen.updateValue(index, forKey: term) {
        throw FeatureError.duplicateTerm(term, first: first, second: index)
      }
    }
  }
}
