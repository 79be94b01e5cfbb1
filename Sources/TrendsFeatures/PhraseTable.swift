/// The phrases of a fit: mined once, then the same for every corpus it is applied to.
struct PhraseTable {
  /// Completes candidates to rows: how often each occurs as a run, in how many documents, and how
  /// it is spelled.
  ///
  /// - Returns: by count, descending, then by key. Rows that occur nowhere are left out.
  static func rows(
    of candidates: [PhraseMiner.Candidate], base: Segmentation, matcher: PhraseMatcher,
    threadCount: Int
  ) -> [Phrase] {
    let runs = PhraseRuns(
      keys: candidates.map(\.key), base: base, matcher: matcher, threadCount: threadCount)
    let spelling = Spelling(stream: matcher.stream)
    var rows: [Phrase] = []
    for (row, candidate) in candidates.enumerated() {
      let found = runs.runs(of: row)
      guard !found.isEmpty else { continue }
      var documents = 0
      var last = UInt32.max
      for run in found where run.document != last {
        documents += 1
        last = run.document
      }
      rows.append(
        Phrase(
          key: candidate.key, phrase: spelling.commonest(found), count: found.count,
          documents: documents, npmi: candidate.npmi, g2: candidate.g2, action: candidate.action))
    }
    return rows.sorted { ($0.count, $1.key) > ($1.count, $0.key) }
  }
}
