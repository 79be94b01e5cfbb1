public import TrendsFeatures

/// A short name for a topic, made of its own terms.
public struct TopicLabel: Equatable, Sendable {
  /// One or two terms, best first, joined by a comma: `agents, tool use`. No two topics share one.
  public var label: String
  /// Up to five further terms that say what the topic is about, phrases first.
  public var phrases: [String]

  /// A label from its parts.
  public init(label: String, phrases: [String]) {
    self.label = label
    self.phrases = phrases
  }
}

/// Labels every topic by the terms that are frequent in it and rare elsewhere.
///
/// Terms are scored by their part in the divergence of the topic from the corpus, which is the
/// zero-order relevance of Mei, Shen and Zhai, times how specific the term is to the topic and how
/// specific it is to documents, so that "data" names no topic of which every second document speaks
/// of data; phrases count threefold, because a reader learns more from "image generation" than from
/// "image":
///
///     score(k,w) = φ(k,w) · ln lift(k,w) · ln lift(k,w) / −ln π(k) · ln(D / d(w))
///                  · (3 if w is a phrase, else 1)
///
/// with the shrunk lift of rare terms drawn towards 1 and d(w) the documents of the term. The terms then go to the topics in
/// descending order of score over all topics, each to one label only: first every topic's leading
/// term, then a second one where it is worth at least a tenth of the first and the label stays
/// within 40 characters. The pieces of a label say different things: none contains the other's
/// words (`language models`, `large language models`) or abbreviates it (`LLMs`), and a shared word
/// halves the second's score. A word that only ever stands before others in the vocabulary's phrases
/// names nothing by itself: the best phrase with it takes its place (`scientific discovery` for
/// `scientific`), if its score is at least a tenth of the word's. Everything is settled by score, then
/// topic, then term.
///
/// - Parameters:
///   - vocabulary: the terms, `[V]`.
///   - topicTermCounts: n(k,w), `[K × V]`, row-major; of a state, or summed over draws.
///   - topicCount: K, at least 1.
///   - drawCount: over how many draws the counts are summed.
///   - bag: the documents, `[D × V]`; nil leaves ln(D / d(w)) out.
/// - Returns: one label a topic, all different. A topic without tokens, or with none of its terms
///   left for it, is called `unlabelled` with its number from 1.
/// - Complexity: O(K·V) time beside the sorting of 60 candidates a topic.
///
/// Source: Mei, Shen & Zhai (2007), *Automatic labeling of multinomial topic models*, KDD, section
/// 3.2. <https://doi.org/10.1145/1281192.1281246> The weight of documents: Spärck Jones (1972), *A
/// statistical interpretation of term specificity and its application in retrieval*, Journal of
/// Documentation 28, 11–21.
public func topicLabels(
  vocabulary: Vocabulary, topicTermCounts: [UInt32], topicCount: Int, drawCount: Int = 1,
  bag: BagOfWords? = nil
) -> [TopicLabel] {
  let lift = TermLift(counts: topicTermCounts, topicCount: topicCount, drawCount: drawCount)
  precondition(vocabulary.count == lift.termCount, "one term a column of counts")
  var labelling = Labelling(
    vocabulary: vocabulary,
    candidates: labelCandidates(
      LabelScores(lift, vocabulary: vocabulary, bag: bag), vocabulary, drawCount: drawCount))
  labelling.assignLeadingTerms()
  labelling.assignSecondTerms()
  return labelling.labels()
}

/// A term that may label a topic.
private struct LabelCandidate {
  let term: Int
  let isPhrase: Bool
  let score: Double
}

/// The 60 best terms of each topic, best first; none that occurs fewer than 3 times a draw in it,
/// unless no term does, or is no likelier in it than elsewhere.
private func labelCandidates(
  _ scores: LabelScores, _ vocabulary: Vocabulary, drawCount: Int
) -> [[LabelCandidate]] {
  let lift = scores.lift
  return (0..<lift.topicCount).map { k in
    func candidates(minimumCount: Int) -> [LabelCandidate] {
      let row = (0..<lift.termCount).map { w in
        let count = Int(lift.counts[k * lift.termCount + w])
        return count < minimumCount || vocabulary.terms[w].isEmpty
          ? 0 : scores.score(topic: k, term: w)
      }
      return highest(60, of: row[...], above: 0).map {
        LabelCandidate(term: $0, isPhrase: scores.isPhrase[$0], score: row[$0])
      }
    }
    let frequent = candidates(minimumCount: 3 * drawCount)
    return frequent.isEmpty ? candidates(minimumCount: 1) : frequent
  }
}

/// The labels while they are being given out.
private struct Labelling {
  /// The longest label, in characters.
  private static let longest = 40
  /// What a phrase must score beside a word in it that only modifies.
  private static let leastOfModified = 0.1

  private let vocabulary: Vocabulary
  private let candidates: [[LabelCandidate]]
  private var pieces: [[LabelCandidate]]
  /// Shown forms that are in a label; only ever asked for membership.
  private var used: Set<String> = []
  private var words: TermWords

  init(vocabulary: Vocabulary, candidates: [[LabelCandidate]]) {
    self.vocabulary = vocabulary
    self.candidates = candidates
    pieces = candidates.map { _ in [] }
    words = TermWords(
      vocabulary: vocabulary, terms: candidates.joined().map(\.term))
  }

  /// Gives each topic its leading term, the strongest pairs of topic and term first.
  mutating func assignLeadingTerms() {
    for (topic, candidate) in offers(score: { $1.score }) where pieces[topic].isEmpty {
      guard isFree(candidate) else { continue }
      let least = words.onlyModifies(candidate.term) ? Self.leastOfModified : 0.75
      give(longerForm(of: candidate, topic: topic, least: least) ?? candidate, to: topic)
    }
  }

  /// Gives each labelled topic a second term where one is worth it and fits.
  mutating func assignSecondTerms() {
    let leading = pieces.map(\.first)
    let words = self.words
    let offers = offers { topic, candidate in
      guard let first = leading[topic] else { return 0 }
      return words.share(candidate.term, first.term) ? candidate.score / 2 : candidate.score
    }
    for (topic, offered) in offers where pieces[topic].count == 1 {
      let first = pieces[topic][0]
      let longer =
        words.onlyModifies(offered.term)
        ? longerForm(of: offered, topic: topic, least: Self.leastOfModified) : nil
      let candidate = longer ?? offered
      let length =
        vocabulary.terms[first.term].count + 2 + vocabulary.terms[candidate.term].count
      guard isFree(candidate), length <= Self.longest, offered.score >= first.score / 10,
        !words.sayTheSame(first.term, candidate.term)
      else { continue }
      give(candidate, to: topic)
    }
  }

  /// The labels with the phrases that go beside them.
  func labels() -> [TopicLabel] {
    pieces.indices.map { topic in
      let label = pieces[topic].map { vocabulary.terms[$0.term] }.joined(separator: ", ")
      return TopicLabel(
        label: label.isEmpty ? "unlabelled \(topic + 1)" : label,
        phrases: furtherTerms(of: topic).map { vocabulary.terms[$0] })
    }
  }

  /// Every candidate of every topic, highest score first.
  private func offers(score: (Int, LabelCandidate) -> Double) -> [(Int, LabelCandidate)] {
    candidates.enumerated()
      .flatMap { topic, list in list.map { (topic, $0, score(topic, $0)) } }
      .sorted { a, b in
        a.2 != b.2 ? a.2 > b.2 : (a.0, a.1.term) < (b.0, b.1.term)
      }
      .map { ($0.0, $0.1) }
  }

  private func isFree(_ candidate: LabelCandidate) -> Bool {
    let shown = vocabulary.terms[candidate.term]
    return shown.count <= Self.longest && !used.contains(shown)
  }

  private mutating func give(_ candidate: LabelCandidate, to topic: Int) {
    pieces[topic].append(candidate)
    used.insert(vocabulary.terms[candidate.term])
  }

  /// A free phrase that says more than a term and scores at least a part as well.
  private func longerForm(of candidate: LabelCandidate, topic: Int, least: Double)
    -> LabelCandidate?
  {
    candidates[topic].first { longer in
      longer.score >= least * candidate.score && longer.term != candidate.term
        && words.contains(longer.term, candidate.term) && isFree(longer)
    }
  }

  /// Up to five terms beside the label, phrases first, none of which says what another says.
  private func furtherTerms(of topic: Int) -> [Int] {
    var chosen: [Int] = []
    let least = 0.02 * (candidates[topic].first?.score ?? 0)
    for wantsPhrases in [true, false] {
      for candidate in candidates[topic] where candidate.isPhrase == wantsPhrases {
        guard chosen.count < 5, candidate.score >= least else { break }
        let term = candidate.term
        let repeatsLabel = pieces[topic].contains {
          words.contains($0.term, term) || words.abbreviate($0.term, term)
        }
        guard !repeatsLabel, !chosen.contains(where: { words.sayTheSame($0, term) }) else {
          continue
        }
        chosen.append(term)
      }
    }
    return chosen
  }
}
