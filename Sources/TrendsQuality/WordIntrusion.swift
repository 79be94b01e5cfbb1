internal import TrendsCompute

/// A question of the word-intrusion test: five terms of a topic and one that belongs to another.
public struct IntrusionQuestion: Equatable, Sendable {
  /// The topic, in `0..<K`.
  public var topic: Int
  /// The terms in the order to show, six, or fewer in a topic of few terms.
  public var terms: [Int]
  /// Which of them is the intruder.
  public var position: Int
  /// The topic that the intruder is taken from.
  public var intruderTopic: Int

  /// A question from its parts.
  public init(topic: Int, terms: [Int], position: Int, intruderTopic: Int) {
    self.topic = topic
    self.terms = terms
    self.position = position
    self.intruderTopic = intruderTopic
  }
}

/// A word-intrusion test of all topics, in an order drawn at random.
///
/// A topic's five most frequent terms are shown among them with one that is among the ten most
/// frequent of another topic and in the rarer half of this one, so that it is no stranger to the
/// reader and a stranger to the topic. Whoever finds it in most topics has found the themes sensible.
///
/// - Parameters:
///   - topicTermCounts: n(k,w), `[K × V]`, row-major.
///   - topicCount: K, at least 1.
///   - seed: settles intruders and orders.
/// - Returns: a question a topic, but for topics without tokens or without any possible intruder.
/// - Complexity: O(K·V·log V).
///
/// Source: Chang, Boyd-Graber, Gerrish, Wang & Blei (2009), *Reading tea leaves: how humans interpret
/// topic models*, NIPS 22, section 3.1.
public func wordIntrusion(
  topicTermCounts: [UInt32], topicCount: Int, seed: UInt64
) -> [IntrusionQuestion] {
  let termCount = termCount(of: topicTermCounts, topicCount: topicCount)
  let tops = topTerms(topicTermCounts: topicTermCounts, topicCount: topicCount, count: 10)
  var questions: [IntrusionQuestion] = []
  for k in 0..<topicCount where !tops[k].isEmpty {
    var random = RandomWords(RandomStream(seed: seed, purpose: .intrusion, document: k))
    let row = topicTermCounts[k * termCount..<(k + 1) * termCount]
    let median = Array(row).sorted()[termCount / 2]
    let possible = (0..<topicCount).filter { $0 != k }.flatMap { other in
      tops[other].filter { !tops[k].contains($0) && row[row.startIndex + $0] <= median }
        .map { (topic: other, term: $0) }
    }
    guard !possible.isEmpty else { continue }
    let intruder = possible[Int(random.below(UInt32(possible.count)))]
    let terms = random.shuffled(Array(tops[k].prefix(5)) + [intruder.term])
    questions.append(
      IntrusionQuestion(
        topic: k, terms: terms, position: terms.firstIndex(of: intruder.term) ?? 0,
        intruderTopic: intruder.topic))
  }
  var random = RandomWords(RandomStream(seed: seed, purpose: .intrusion, document: topicCount))
  return random.shuffled(questions)
}

extension RandomWords {
  /// Some things in an order of chance.
  fileprivate mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var order = elements.indices.map(UInt32.init)
    shuffle(&order)
    return order.map { elements[Int($0)] }
  }
}
