import Dispatch
public import TrendsLDA

/// Kept draws of all chains with their topics numbered alike: what every share is computed from.
public struct AlignedDraws: Sendable {
  /// K.
  public let topicCount: Int
  /// D.
  public let documentCount: Int
  /// n(d,k) of each draw, topics renumbered; chains in order, draws by sweep. Within a row the topics
  /// are in any order.
  public let draws: [DocumentTopics]
  /// N(d), `[D]`.
  public let documentLengths: [Int]
  /// n(d,k), summed over the draws that speak of topic *k*, `[D × K]`; the mean is this by their
  /// number.
  let tokenSums: [UInt32]
  /// The chain of each draw.
  public let chainOfDraw: [Int]
  /// The draws that speak of each topic, ascending, `[K]`: those of the chains that found it.
  public let drawsOfTopic: [[Int]]
  /// Whether each draw speaks of each topic, `[draws × K]`.
  let speaks: [Bool]

  /// Renumbers the topics of all draws.
  ///
  /// - Parameters:
  ///   - chains: at least one, each with at least one draw of the same documents.
  ///   - numbering: for each chain the new number of each of its topics, a permutation of `0..<K`.
  ///   - found: for each chain whether it found each topic, by new numbers. Chains are matched one to
  ///     one, so that what stands for a topic in a chain without it is another topic, whose share says
  ///     nothing of it. At least one chain must have found each topic; nil for all.
  public init(chains: [ChainResult], numbering: [[Int]], found: [[Bool]]? = nil) {
    var chains = chains
    self.init(taking: &chains, numbering: numbering, found: found)
  }

  /// The same, with the counts n(d,k) taken out of the chains: draws of a large corpus fill memory,
  /// and are not wanted twice.
  public init(taking chains: inout [ChainResult], numbering: [[Int]], found: [[Bool]]? = nil) {
    precondition(chains.count == numbering.count && !chains.isEmpty, "one numbering a chain")
    var draws: [DocumentTopics] = []
    var chainOfDraw: [Int] = []
    var numbersOfDraw: [[UInt16]] = []
    let none = DocumentTopics(documentStarts: [0], topics: [], counts: [])
    for (c, numbers) in numbering.enumerated() {
      precondition(numbers.sorted().elementsEqual(0..<numbers.count), "a permutation of topics")
      for s in chains[c].draws.indices {
        draws.append(exchange(&chains[c].draws[s].documentTopics, with: none))
        chainOfDraw.append(chains[c].chain)
        numbersOfDraw.append(numbers.map(UInt16.init))
      }
    }
    draws.withUnsafeMutableBufferPointer { buffer in
      // Each draw is one thread's alone.
      nonisolated(unsafe) let draws = buffer
      let numbers = numbersOfDraw
      DispatchQueue.concurrentPerform(iterations: draws.count) {
        draws[$0].renumber(numbers[$0])
      }
    }
    precondition(!draws.isEmpty, "shares need draws")
    let chainOfPlace = chains.enumerated().flatMap { place, chain in chain.draws.map { _ in place }
    }
    let topicCount = numbering[0].count
    self.init(
      topicCount: topicCount, draws: draws, chainOfDraw: chainOfDraw,
      speaks: draws.indices.flatMap { s in
        (0..<topicCount).map { found?[chainOfPlace[s]][$0] ?? true }
      })
    precondition(drawsOfTopic.allSatisfy { !$0.isEmpty }, "some chain found each topic")
  }

  private init(topicCount: Int, draws: [DocumentTopics], chainOfDraw: [Int], speaks: [Bool]) {
    self.topicCount = topicCount
    documentCount = draws[0].documentCount
    self.draws = draws
    self.chainOfDraw = chainOfDraw
    self.speaks = speaks
    drawsOfTopic = (0..<topicCount).map { k in
      draws.indices.filter { speaks[$0 * topicCount + k] }
    }
    documentLengths = (0..<documentCount).map { d in
      var length = 0
      draws[0].forEachTopic(of: d) { _, tokens in length += Int(tokens) }
      return length
    }
    tokenSums = Self.tokenSums(of: draws, speaking: speaks, topicCount: topicCount)
  }

  /// The same draws of some of the documents, each as often as it is named: a corpus made of this one.
  public func resampled(_ documents: [Int]) -> AlignedDraws {
    AlignedDraws(
      topicCount: topicCount,
      draws: draws.map { draw in
        var rows = DocumentTopics(documentStarts: [0], topics: [], counts: [])
        rows.documentStarts.reserveCapacity(documents.count + 1)
        for d in documents {
          let row = draw.documentStarts[d]..<draw.documentStarts[d + 1]
          rows.topics += draw.topics[row]
          rows.counts += draw.counts[row]
          rows.documentStarts.append(rows.topics.count)
        }
        return rows
      }, chainOfDraw: chainOfDraw, speaks: speaks)
  }

  /// The mean of s(d,k) = n(d,k) / N(d) over the draws that speak of topic *k*, `[D × K]`, row-major.
  /// A row sums to 1 where every chain found every topic, and to 0 for a document without tokens.
  public func meanShares() -> [Double] {
    var shares = [Double](repeating: 0, count: documentCount * topicCount)
    let drawCounts = drawsOfTopic.map(\.count)
    for (d, length) in documentLengths.enumerated() where length > 0 {
      for k in 0..<topicCount {
        let i = d * topicCount + k
        shares[i] = Double(tokenSums[i]) / Double(length * drawCounts[k])
      }
    }
    return shares
  }

  /// What each draw counts for in the mean of each topic, `[draws × K]`; 0 where it says nothing.
  var weights: [Double] {
    var weights = [Double](repeating: 0, count: draws.count * topicCount)
    for (k, speaking) in drawsOfTopic.enumerated() {
      for s in speaking { weights[s * topicCount + k] = 1 / Double(speaking.count) }
    }
    return weights
  }
}

extension DocumentTopics {
  /// Gives the topics other numbers.
  fileprivate mutating func renumber(_ numbers: [UInt16]) {
    topics.withUnsafeMutableBufferPointer { topics in
      for i in topics.indices { topics[i] = numbers[Int(topics[i])] }
    }
  }
}
