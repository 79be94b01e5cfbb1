internal import Glibc
import TrendsCompute

// Scores of terms within topics. φ is `[K × V]`, row-major: the probabilities of topic k are
// phi[k·V ..< (k + 1)·V].

/// FREX scores: how frequent *and* exclusive each term is in each topic.
///
/// The weighted harmonic mean of two empirical distribution functions, both taken within a topic:
/// that of the term's probability, and that of its exclusivity, φ(k,w) / Σⱼ φ(j,w).
///
///     FREX(k,w) = 1 / ( ω / ECDF(exclusivity(k,w)) + (1 − ω) / ECDF(φ(k,w)) )
///
/// Ranks are shared by ties, so equal terms score equally. No shrinkage of φ is done: a term that
/// occurs once can look exclusive; prune rare terms first.
///
/// - Parameters:
///   - phi: topic–term probabilities, `[K × V]` as K rows; each row sums to 1, every entry > 0.
///   - topicCount: K, at least 1.
///   - exclusivityWeight: ω in `0...1`; 0.5 weighs both alike, and is the usual choice for labels;
///     0.7 is the one for the quality of a topic.
/// - Returns: `[K × V]`, each in `(0, 1]`; only the order within a topic means anything.
/// - Complexity: O(K·V·log V).
///
/// Source: Bischof & Airoldi (2012), *Summarizing topical content with word frequency and
/// exclusivity*, ICML.
public func frexScores(phi: [Double], topicCount: Int, exclusivityWeight: Double = 0.5) -> [Double]
{
  precondition((0...1).contains(exclusivityWeight), "the weight of exclusivity is in 0...1")
  let termCount = termCount(of: phi, topicCount: topicCount)
  let exclusivity = exclusivityScores(phi: phi, topicCount: topicCount)
  return concurrentMap(topicCount, threadCount: topicCount) { k in
    let row = k * termCount..<(k + 1) * termCount
    var ranks = AverageRanks(count: termCount)
    var frequency = [Double](repeating: 0, count: termCount)
    phi.withUnsafeBufferPointer { phi in
      ranks.ofValues(UnsafeBufferPointer(rebasing: phi[row])) { frequency[$0] = $1 }
    }
    var scores = Array(exclusivity[row])
    scores.withUnsafeMutableBufferPointer { scores in
      ranks.ofValues(UnsafeBufferPointer(scores)) { term, rank in
        // ECDF = rank / V, so V comes out of the denominator.
        let sum = exclusivityWeight / rank + (1 - exclusivityWeight) / frequency[term]
        scores[term] = 1 / (sum * Double(termCount))
      }
    }
    return scores
  }.flatMap(\.self)
}

/// How much of each term's probability lies in each topic: φ(k,w) / Σⱼ φ(j,w).
///
/// - Parameters:
///   - phi: topic–term probabilities, `[K × V]`.
///   - topicCount: K, at least 1.
/// - Returns: `[K × V]`, each in `0...1`; 0 for a term of no topic.
/// - Complexity: O(K·V).
public func exclusivityScores(phi: [Double], topicCount: Int) -> [Double] {
  let termCount = termCount(of: phi, topicCount: topicCount)
  var totals = [Double](repeating: 0, count: termCount)
  for k in 0..<topicCount {
    for w in 0..<termCount { totals[w] += phi[k * termCount + w] }
  }
  var scores = phi
  for k in 0..<topicCount {
    for w in 0..<termCount where totals[w] > 0 { scores[k * termCount + w] /= totals[w] }
  }
  return scores
}

/// The lift of each term in each topic: φ(k,w) / p(w), its probability in the topic over that in
/// the corpus.
///
/// - Parameters:
///   - phi: topic–term probabilities, `[K × V]`.
///   - topicCount: K, at least 1.
///   - termProbabilities: p, `[V]`.
/// - Returns: `[K × V]`, each at least 0; 0 for a term that the corpus does not hold.
/// - Complexity: O(K·V).
///
/// Source: Taddy (2012), *On estimation and selection for topic models*, AISTATS, section 5.
public func liftScores(phi: [Double], topicCount: Int, termProbabilities: [Double]) -> [Double] {
  let termCount = termCount(of: phi, topicCount: topicCount)
  precondition(termProbabilities.count == termCount, "one probability a term")
  var scores = phi
  for k in 0..<topicCount {
    for w in 0..<termCount {
      let p = termProbabilities[w]
      scores[k * termCount + w] = p > 0 ? scores[k * termCount + w] / p : 0
    }
  }
  return scores
}

/// The relevance of each term to each topic: λ·ln φ(k,w) + (1 − λ)·ln(φ(k,w) / p(w)).
///
/// - Parameters:
///   - phi: topic–term probabilities, `[K × V]`, every entry > 0.
///   - topicCount: K, at least 1.
///   - termProbabilities: p, `[V]`, every entry > 0.
///   - lambda: λ in `0...1`; 1 orders by probability, 0 by lift, and 0.6 did best with people.
/// - Returns: `[K × V]`; an entry is −∞ where φ is 0.
/// - Complexity: O(K·V).
///
/// Source: Sievert & Shirley (2014), *LDAvis: a method for visualizing and interpreting topics*,
/// eq. 1, <https://doi.org/10.3115/v1/W14-3110>.
public func relevanceScores(
  phi: [Double], topicCount: Int, termProbabilities: [Double], lambda: Double = 0.6
) -> [Double] {
  precondition((0...1).contains(lambda), "lambda is in 0...1")
  let lift = liftScores(phi: phi, topicCount: topicCount, termProbabilities: termProbabilities)
  return zip(phi, lift).map { phi, lift in
    phi > 0 && lift > 0 ? lambda * log(phi) + (1 - lambda) * log(lift) : -.infinity
  }
}

/// The highest-scoring terms of each topic, best first; of equal terms the lower index comes first.
///
/// - Parameters:
///   - scores: `[K × V]`: φ itself, counts, or any of the scores above; no NaN.
///   - topicCount: K, at least 1.
///   - count: how many terms a topic; fewer are returned where V is smaller.
///   - floor: terms that do not score above it are left out; nil for none.
/// - Returns: K lists of terms.
/// - Complexity: O(K·V) where few terms are wanted.
public func topTerms(
  scores: [Double], topicCount: Int, count: Int = 10, above floor: Double? = nil
) -> [[Int]] {
  let termCount = termCount(of: scores, topicCount: topicCount)
  return (0..<topicCount).map { k in
    highest(count, of: scores[k * termCount..<(k + 1) * termCount], above: floor)
  }
}

/// The most frequent terms of each topic, best first; terms that do not occur in it are left out.
///
/// - Parameters:
///   - topicTermCounts: n(k,w), `[K × V]`.
///   - topicCount: K, at least 1.
///   - count: how many terms a topic.
/// - Returns: K lists of at most `count` terms.
/// - Complexity: O(K·V) where few terms are wanted.
public func topTerms(topicTermCounts: [UInt32], topicCount: Int, count: Int = 10) -> [[Int]] {
  let termCount = termCount(of: topicTermCounts, topicCount: topicCount)
  return (0..<topicCount).map { k in
    highest(count, of: topicTermCounts[k * termCount..<(k + 1) * termCount], above: 0)
  }
}

/// How different the topics are: the share of distinct terms among the top terms of all of them.
///
/// - Parameter topTerms: the top terms of each topic, usually 25.
/// - Returns: a number in `0...1`, 1 where no term is in two lists; nil where there are no terms.
///
/// Source: Dieng, Ruiz & Blei (2020), *Topic modeling in embedding spaces*, TACL 8, 439–453.
public func topicDiversity(topTerms: [[Int]]) -> Double? {
  let total = topTerms.reduce(0) { $0 + $1.count }
  return total > 0 ? Double(Set(topTerms.joined()).count) / Double(total) : nil
}

/// The exclusivity of each topic: the sum of the FREX scores of its most probable terms.
///
/// - Parameters:
///   - phi: topic–term probabilities, `[K × V]`, every entry > 0.
///   - topicCount: K, at least 1.
///   - count: M, how many top terms.
///   - exclusivityWeight: ω of ``frexScores(phi:topicCount:exclusivityWeight:)``.
/// - Returns: one number a topic, in `0...M`.
/// - Complexity: O(K·V·log V).
///
/// Source: Roberts, Stewart & Tingley (2019), *stm: an R package for structural topic models*.
public func topicExclusivity(
  phi: [Double], topicCount: Int, count: Int = 10, exclusivityWeight: Double = 0.7
) -> [Double] {
  let scores = frexScores(
    phi: phi, topicCount: topicCount, exclusivityWeight: exclusivityWeight)
  let termCount = termCount(of: phi, topicCount: topicCount)
  return topTerms(scores: phi, topicCount: topicCount, count: count).enumerated().map { k, terms in
    terms.reduce(0) { $0 + scores[k * termCount + $1] }
  }
}
