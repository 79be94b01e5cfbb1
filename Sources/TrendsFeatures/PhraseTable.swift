/// The phrases of a fit: mined once, then the same for every corpus it is applied to.
struct PhraseTable {
  /// Completes candidates to rows: how often each occurs as a run, in how many documents, and how
  /// it is spelled.
  ///
  /// - Returns: in the order of the candidates. Rows that occur nowhere are left out.
  static func rows(
    of candidates: [PhraseMiner.Candidate], aliases: [String: String], matcher: PhraseMatcher,
    threadCount: Int
  ) -> [Phrase] {
    let runs = PhraseRuns(
      keys: candidates.map(\.key), matcher: matcher, threadCount: threadCount)
    let spelling = Spelling(stream: matcher.stream)
    var rows: [Phrase] = []
    for (row, candidate) in candidates.enumerated() {
      let count = runs.count(of: row)
      guard count > 0 else { continue }
      rows.append(
        Phrase(
          key: candidate.key, phrase: spelling.commonest(runs.spellings(of: row)), count: count,
          documents: runs.documents[row], npmi: candidate.npmi, g2: candidate.g2,
          action: candidate.action,
          aliasOf: candidate.action == .aliasOf ? aliases[candidate.key] : nil))
    }
    return rows
  }

  /// The rows of acronyms, each shown as most texts spell it.
  static func rows(of acronyms: [Acronym], stream: TokenStream) -> [Phrase] {
    guard !acronyms.isEmpty else { return [] }
    var number: [String: Int] = [:]
    for (index, acronym) in acronyms.enumerated() { number[acronym.short] = index }
    let acronymOfForm = stream.formShorts.map { short in short.flatMap { number[$0] } ?? -1 }
    var forms = [[String: Int]](repeating: [:], count: acronyms.count)
    var keys = [String](repeating: "", count: acronyms.count)
    var documents = [Int](repeating: 0, count: acronyms.count)
    for document in 0..<stream.documentCount {
      var found: Set<Int> = []
      for token in stream.tokens(of: document) {
        let form = stream.form(at: token)
        let index = acronymOfForm[form]
        guard index >= 0, !stream.wordIsStop[stream.word(at: token)] else { continue }
        forms[index][stream.formTexts[form], default: 0] += 1
        keys[index] = stream.wordKeys[stream.word(at: token)]
        if found.insert(index).inserted { documents[index] += 1 }
      }
    }
    return acronyms.indices.filter { documents[$0] > 0 }.map { index in
      Phrase(
        key: keys[index], phrase: Spelling.choose(forms[index].map { ($0.key, $0.value) }),
        count: forms[index].values.reduce(0, +), documents: documents[index], npmi: 0, g2: 0,
        action: .acronym, aliasOf: acronyms[index].longKey)
    }
  }

  /// An acronym is shown in the place of its long form from so many times its occurrences on: GRPO,
  /// but reinforcement learning.
  private static let shownFrom = 4

  /// The acronyms that are shown in the place of a long form, by its key.
  static func commonAcronyms(_ rows: [Phrase]) -> [String: String] {
    var counts: [String: Int] = [:]
    for row in rows where row.action != .acronym { counts[row.key] = row.count }
    var shown: [String: (phrase: String, count: Int)] = [:]
    for row in rows where row.action == .acronym {
      guard let key = row.aliasOf, let count = counts[key], row.count >= shownFrom * count,
        row.count > shown[key]?.count ?? 0
      else { continue }
      shown[key] = (row.phrase, row.count)
    }
    return shown.mapValues(\.phrase)
  }

  /// By count, descending, then by key and spelling.
  static func sorted(_ rows: [Phrase]) -> [Phrase] {
    rows.indices.sorted {
      let (left, right) = (rows[$0], rows[$1])
      return (left.count, right.key, right.phrase) > (right.count, left.key, left.phrase)
    }.map { rows[$0] }
  }
}
