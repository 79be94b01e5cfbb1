import TrendsCorpus

/// The corpus in its final units, and which of them are terms.
struct TermSelection {
  /// The units that are terms, most frequent first, then by key: `[V]`.
  private(set) var units: [Int] = []
  /// Occurrences of each term, `[V]`.
  private(set) var counts: [Int] = []
  /// What was left out, and why.
  private(set) var exclusions: [Exclusion] = []
  private let wordCount: Int

  /// Chooses the terms of a corpus.
  ///
  /// - Parameters:
  ///   - tally: the units of the corpus.
  ///   - keys: their keys.
  ///   - shown: how each is shown.
  ///   - wordCount: units from here on are phrases.
  ///   - kept: keys of terms that no share is too large for.
  init(
    tally: UnitTally, keys: [String], shown: (Int) -> String, wordCount: Int, documentCount: Int,
    minimumDocuments: Int, maximumShare: Double, kept: Set<String>
  ) {
    self.wordCount = wordCount
    let ceiling = maximumShare * Double(documentCount)
    for unit in keys.indices where tally.counts[unit] > 0 {
      let documents = tally.documents[unit]
      let kind: Exclusion.Kind = unit < wordCount ? .term : .phrase
      if documents < minimumDocuments {
        exclusions.append(Self.belowMinimum(shown(unit), kind, documents, of: minimumDocuments))
      } else if Double(documents) > ceiling, !kept.contains(keys[unit]) {
        exclusions.append(
          Exclusion(
            kind: kind, item: shown(unit),
            reason: "above_maximum_share: \(documents) of \(documentCount) documents"))
      } else {
        units.append(unit)
      }
    }
    units.sort { (tally.counts[$0], keys[$1]) > (tally.counts[$1], keys[$0]) }
    counts = units.map { tally.counts[$0] }
  }

  /// Takes terms out that are spread like background.
  mutating func remove(_ findings: [Boilerplate.Finding], shown: (Int) -> String) {
    for finding in findings {
      let unit = units[finding.term]
      exclusions.append(
        Exclusion(
          kind: unit < wordCount ? .term : .phrase, item: shown(unit),
          reason: "boilerplate: in \(finding.documents) documents like any others "
            + "(company \(Self.hundredths(finding.company)), "
            + "residual IDF \(Self.hundredths(finding.residual)))"))
    }
    let gone = Set(findings.map(\.term))
    let left = units.indices.filter { !gone.contains($0) }
    counts = left.map { counts[$0] }
    units = left.map { units[$0] }
  }

  /// A small number with two decimals.
  private static func hundredths(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let digits = String(abs(hundredths) % 100)
    return (hundredths < 0 ? "-" : "") + "\(abs(hundredths) / 100)."
      + (digits.count < 2 ? "0" : "") + digits
  }

  /// The row of the audit for a term in too few documents.
  static func belowMinimum(
    _ item: String, _ kind: Exclusion.Kind, _ documents: Int, of minimum: Int
  ) -> Exclusion {
    Exclusion(
      kind: kind, item: item, reason: "below_minimum_documents: \(documents) of \(minimum)")
  }
}
