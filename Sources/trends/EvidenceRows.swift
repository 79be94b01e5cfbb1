import TrendsFeatures
import TrendsPrevalence
import TrendsReports
import TrendsSignals

/// How often a phrase of a topic is used, counted without the model.
struct PhraseEvidence {
  let topic: Int
  /// The term, an index into the vocabulary.
  let phrase: Int
  /// Documents of each of the report's periods that have it.
  let documents: [Int]

  /// Phrases of a topic that are counted.
  private static let phrasesPerTopic = 3

  /// The phrases of every topic by period: those of its label and the first that describe it.
  static func phrases(of model: FittedModel, in index: PeriodIndex) -> [PhraseEvidence] {
    let vocabulary = model.fit.vocabulary
    let numbers = Dictionary(
      zip(vocabulary.terms, 0...), uniquingKeysWith: { first, _ in first })
    var chosen: [(topic: Int, phrase: Int)] = []
    for (k, label) in model.labels.enumerated() {
      let names = label.label.split(separator: ",").map { String($0.drop { $0 == " " }) }
      // Several words say more than one, so they come first.
      let candidates = (names + label.phrases).compactMap { numbers[$0] }
      let phrases = firstSeen(
        candidates.filter { vocabulary.keys[$0].contains(" ") }
          + candidates.filter { !vocabulary.keys[$0].contains(" ") })
      chosen += phrases.prefix(Self.phrasesPerTopic).map { (k, $0) }
    }
    let found = TrendsFeatures.documents(
      having: chosen.map(\.phrase), vocabulary: vocabulary, bag: model.fit.bag)
    let lengths = model.draws.documentLengths
    // The periods that each document counts in.
    var periods = [[Int]](repeating: [], count: lengths.count)
    for (t, period) in index.periods.enumerated() {
      for d in Set(period.documents) where lengths[d] > 0 { periods[d].append(t) }
    }
    return zip(chosen, found).map { choice, documents in
      var counts = [Int](repeating: 0, count: index.periods.count)
      for d in documents {
        for t in periods[d] { counts[t] += 1 }
      }
      return Self(topic: choice.topic, phrase: choice.phrase, documents: counts)
    }
  }
}

// The rows that look inside a topic: its phrases and terms over time.
extension SignalBuilder {
  /// Terms of a topic in `terms.csv` for each period, and up to how many periods.
  private static let periodTerms = (count: 10, longest: 60)
  /// Terms that became more and less frequent, each.
  private static let changedTerms = 10

  func evidenceRows() -> [EvidenceRow] {
    evidence.flatMap { evidence in
      zip(report.series.periods, evidence.documents).map { period, documents in
        let total = period.shares.documentCount
        let proportion = total > 0 ? Proportion(documents, of: total) : nil
        let interval = proportion?.wilson()
        return EvidenceRow(
          topicID: model.topicID(evidence.topic), label: model.labels[evidence.topic].label,
          phrase: model.fit.vocabulary.terms[evidence.phrase], period: period.bucket.label,
          isComplete: period.isComplete, documents: documents, periodDocuments: total,
          share: proportion?.share, shareLow: interval?.low, shareHigh: interval?.high)
      }
    }
  }

  /// The commonest terms of every topic for each period.
  func periodTermRows() -> [TermRow] {
    let count = index.periods.count
    guard (2...Self.periodTerms.longest).contains(count) else { return [] }
    let rows = (0..<model.topicCount).map { k in
      k * model.termCount..<(k + 1) * model.termCount
    }
    let terms = rows.indices.map { report.topTermsByCount($0).prefix(Self.periodTerms.count) }
    // Period by period, since the counts of all periods at once are many times the model.
    let ofPeriods = index.periods.map { period -> [[TermRow]] in
      let counts = topicTermCounts(of: period.documents)
      return rows.enumerated().map { k, row in
        let probabilities = termProbabilities(
          counts: Array(counts.tokens[row]), phi: Array(report.quality.phi[row]))
        return terms[k].map { w in
          TermRow(
            topicID: model.topicID(k), period: period.bucket.label,
            term: model.fit.vocabulary.terms[w], probability: probabilities[w], lift: nil,
            frex: nil, count: counts.tokens[row.lowerBound + w], documents: counts.documents[w])
        }
      }
    }
    return rows.indices.flatMap { k in ofPeriods.flatMap { $0[k] } }
  }

  /// The terms of every topic that the last quarter of the periods has more of, and less of.
  func termChangeRows() -> [TermChangeRow] {
    let periods = signals.periods
    guard DateRules(dateCount: periods.count).testsTrend else { return [] }
    let standings = model.standings
    let first = periods.count - (periods.count + 3) / 4
    let window = topicTermCounts(of: firstSeen(Array(periods.documents[first...].joined())))
    let late = Set(periods.documents[first...].joined())
    let rest = topicTermCounts(
      of: firstSeen(Array(periods.documents[..<first].joined())).filter { !late.contains($0) })
    return (0..<model.topicCount).flatMap { k -> [TermChangeRow] in
      let row = k * model.termCount..<(k + 1) * model.termCount
      let changes = termChanges(
        window: Array(window.tokens[row]), rest: Array(rest.tokens[row]))
      let q = FalseDiscovery.benjaminiHochberg(changes.map(\.p))
      let order = changes.indices.sorted {
        (changes[$1].signedG2, $0) < (changes[$0].signedG2, $1)
      }
      let more = order.prefix(Self.changedTerms).filter { changes[$0].signedG2 > 0 }
      let less = order.suffix(Self.changedTerms).filter { changes[$0].signedG2 < 0 }
      return (more + less).map { i in
        TermChangeRow(
          topicID: model.topicID(k), label: model.labels[k].label,
          term: model.fit.vocabulary.terms[changes[i].term],
          windowFirst: bucket(first).label, windowLast: bucket(periods.count - 1).label,
          windowCount: changes[i].windowCount, restCount: changes[i].restCount,
          signedG2: changes[i].signedG2, p: changes[i].p, q: q[i],
          reason: standings[k].reason?.rawValue)
      }
    }
  }

  /// Tokens of each term on each topic in some documents, `[K × V]`, by the last assignments of the
  /// reference chain; and the documents that have each term.
  private func topicTermCounts(of documents: [Int]) -> (tokens: [Double], documents: [Int]) {
    let bag = model.fit.bag
    var tokens = [Double](repeating: 0, count: model.topicCount * model.termCount)
    var found = [Int](repeating: 0, count: model.termCount)
    for d in documents {
      var token = tokenStarts[d]
      for i in bag.documentStarts[d]..<bag.documentStarts[d + 1] {
        let w = Int(bag.terms[i])
        found[w] += 1
        for _ in 0..<bag.counts[i] {
          tokens[Int(model.referenceAssignments[token]) * model.termCount + w] += 1
          token += 1
        }
      }
    }
    return (tokens, found)
  }
}
