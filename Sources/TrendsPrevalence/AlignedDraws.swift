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

  /// Renumbers the topics of all draws.
  ///
  /// - Parameters:
  ///   - chains: at least one, each with at least one draw of the same documents.
  ///   - numbering: for each chain the new number of each of its topics, a permutation of `0..<K`.
  public init(chains: [ChainResult], numbering: [[Int]]) {
    precondition(chains.count == numbering.count && !chains.isEmpty, "one numbering a chain")
    topicCount = numbering[0].count
    var draws: [DocumentTopics] = []
    var chainOfDraw: [Int] = []
    for (chain, numbers) in zip(chains, numbering) {
      precondition(numbers.sorted().elementsEqual(0..<numbers.count), "a permutation of topics")
      for draw in chain.draws {
        draws.append(draw.documentTopics.renumbered(numbers))
        chainOfDraw.append(chain.chain)
      }
    }
    precondition(!draws.isEmpty, "shares need draws")
    documentCount = draws[0].documentCount
    self.draws = draws
    self.chainOfDraw = chainOfDraw
  }

  /// N(d), `[D]`.
  public var documentLengths: [Int] {
    (0..<documentCount).map { d in
      draws[0].counts[draws[0].documentStarts[d]..<draws[0].documentStarts[d + 1]]
        .reduce(0) { $0 + Int($1) }
    }
  }

  /// The mean over draws of s(d,k) = n(d,k) / N(d), `[D × K]`, row-major; a row sums to 1, or to 0
  /// for a document without tokens.
  public func meanShares() -> [Double] {
    var shares = [Double](repeating: 0, count: documentCount * topicCount)
    let lengths = documentLengths
    for draw in draws {
      for d in 0..<documentCount where lengths[d] > 0 {
        for i in draw.documentStarts[d]..<draw.documentStarts[d + 1] {
          shares[d * topicCount + Int(draw.topics[i])] += Double(draw.counts[i])
        }
      }
    }
    for d in 0..<documentCount where lengths[d] > 0 {
      let scale = 1 / (Double(lengths[d]) * Double(draws.count))
      for k in 0..<topicCount { shares[d * topicCount + k] *= scale }
    }
    return shares
  }
}

extension AlignedDraws {
  /// n(d,k) of one document, summed over all draws; the mean over draws is this by their number.
  ///
  /// - Parameter sums: `[K]`; overwritten.
  func sumTokens(of d: Int, into sums: inout [Int]) {
    for k in sums.indices { sums[k] = 0 }
    for draw in draws {
      for i in draw.documentStarts[d]..<draw.documentStarts[d + 1] {
        sums[Int(draw.topics[i])] += Int(draw.counts[i])
      }
    }
  }
}

extension DocumentTopics {
  /// The same counts under other topic numbers, rows ascending again.
  fileprivate func renumbered(_ numbers: [Int]) -> DocumentTopics {
    var result = self
    for d in 0..<documentCount {
      let row = documentStarts[d]..<documentStarts[d + 1]
      let cells = row.map { (UInt16(numbers[Int(topics[$0])]), counts[$0]) }
        .sorted { $0.0 < $1.0 }
      for (i, cell) in zip(row, cells) {
        result.topics[i] = cell.0
        result.counts[i] = cell.1
      }
    }
    return result
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
