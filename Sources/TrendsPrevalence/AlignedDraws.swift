import Dispatch
public import TrendsLDA

/// Kept draws of all chains with their topics numbered alike: what every share is computed from.
public struct AlignedDraws: Sendable {
  /// K.
  public let topicCount: Int
  /// D.
  public let documentCount: Int
  /// n(d,k) of each draw, topics renumbered; chains in order, draws by sweep.
  public let draws: [DocumentTopics]
  /// The chain of each draw.
  public let chainOfDraw: [Int]
  /// The draws that speak of each topic, ascending, `[K]`: those of the chains that found it.
  public let drawsOfTopic: [[Int]]
  /// Whether each draw speaks of each topic, `[draws × K]`.
  private let speaks: [Bool]

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
    topicCount = numbering[0].count
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
    documentCount = draws[0].documentCount
    self.draws = draws
    self.chainOfDraw = chainOfDraw
    let chainOfPlace = chains.enumerated().flatMap { place, chain in chain.draws.map { _ in place }
    }
    let topicCount = self.topicCount
    let speaks = draws.indices.flatMap { s in
      (0..<topicCount).map { found?[chainOfPlace[s]][$0] ?? true }
    }
    self.speaks = speaks
    drawsOfTopic = (0..<topicCount).map { k in
      draws.indices.filter { speaks[$0 * topicCount + k] }
    }
    precondition(drawsOfTopic.allSatisfy { !$0.isEmpty }, "some chain found each topic")
  }

  private init(
    topicCount: Int, documentCount: Int, draws: [DocumentTopics], chainOfDraw: [Int],
    drawsOfTopic: [[Int]], speaks: [Bool]
  ) {
    self.topicCount = topicCount
    self.documentCount = documentCount
    self.draws = draws
    self.chainOfDraw = chainOfDraw
    self.drawsOfTopic = drawsOfTopic
    self.speaks = speaks
  }

  /// The same draws of some of the documents, each as often as it is named: a corpus made of this one.
  public func resampled(_ documents: [Int]) -> AlignedDraws {
    AlignedDraws(
      topicCount: topicCount, documentCount: documents.count,
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
      }, chainOfDraw: chainOfDraw, drawsOfTopic: drawsOfTopic, speaks: speaks)
  }

  /// N(d), `[D]`.
  public var documentLengths: [Int] {
    (0..<documentCount).map { d in
      draws[0].counts[draws[0].documentStarts[d]..<draws[0].documentStarts[d + 1]]
        .reduce(0) { $0 + Int($1) }
    }
  }

  /// The mean of s(d,k) = n(d,k) / N(d) over the draws that speak of topic *k*, `[D × K]`, row-major.
  /// A row sums to 1 where every chain found every topic, and to 0 for a document without tokens.
  public func meanShares() -> [Double] {
    var shares = [Double](repeating: 0, count: documentCount * topicCount)
    var counts = [Int](repeating: 0, count: topicCount)
    for (d, length) in documentLengths.enumerated() where length > 0 {
      sumTokens(of: d, into: &counts)
      for k in 0..<topicCount {
        shares[d * topicCount + k] = Double(counts[k]) / Double(length * drawsOfTopic[k].count)
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

extension AlignedDraws {
  /// n(d,k) of one document, summed over the draws that speak of topic *k*; the mean is this by their
  /// number.
  ///
  /// - Parameter sums: `[K]`; overwritten.
  func sumTokens(of d: Int, into sums: inout [Int]) {
    for k in sums.indices { sums[k] = 0 }
    for (s, draw) in draws.enumerated() {
      for i in draw.documentStarts[d]..<draw.documentStarts[d + 1] {
        let k = Int(draw.topics[i])
        if speaks[s * topicCount + k] { sums[k] += Int(draw.counts[i]) }
      }
    }
  }
}

extension DocumentTopics {
  /// Gives the topics other numbers, and puts the rows in ascending order again.
  fileprivate mutating func renumber(_ numbers: [UInt16]) {
    let starts = documentStarts
    var row: [(topic: UInt16, count: UInt32)] = []
    for d in 0..<documentCount {
      row.removeAll(keepingCapacity: true)
      for i in starts[d]..<starts[d + 1] {
        let cell = (topic: numbers[Int(topics[i])], count: counts[i])
        row.append(cell)
        // Rows are short: each cell goes where it belongs among those before it.
        var j = row.count - 1
        while j > 0, row[j - 1].topic > cell.topic {
          row[j] = row[j - 1]
          j -= 1
        }
        row[j] = cell
      }
      for (i, cell) in zip(starts[d]..<starts[d + 1], row) {
        topics[i] = cell.topic
        counts[i] = cell.count
      }
    }
  }
}

extension AlignedDraws {
  /// The mean share of each topic over all documents with tokens, for each draw, `[draws][K]`.
  public func meanSharesByDraw() -> [[Double]] {
    meanSharesByDraw(of: Array(0..<documentCount))
  }

  /// The mean share of each topic over those of some documents that have tokens, for each draw,
  /// `[draws][K]`.
  public func meanSharesByDraw(of documents: [Int]) -> [[Double]] {
    let lengths = documentLengths
    let occupied = documents.filter { lengths[$0] > 0 }
    return draws.map { draw in
      var sums = [Double](repeating: 0, count: topicCount)
      for d in occupied {
        draw.forEachShare(of: d, length: lengths[d]) { k, share in sums[k] += share }
      }
      return sums.map { $0 / Double(max(1, occupied.count)) }
    }
  }
}
