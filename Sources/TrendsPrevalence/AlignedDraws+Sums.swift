import Dispatch
import TrendsCompute
public import TrendsLDA

extension AlignedDraws {
  /// The mean share of each topic over all documents with tokens, for each draw, `[draws][K]`.
  public func meanSharesByDraw() -> [[Double]] {
    meanSharesByDraw(of: Array(0..<documentCount))
  }

  /// The mean share of each topic over those of some documents that have tokens, for each draw,
  /// `[draws][K]`.
  public func meanSharesByDraw(of documents: [Int]) -> [[Double]] {
    let occupied = documents.filter { documentLengths[$0] > 0 }
    return concurrentMap(draws.count, threadCount: draws.count) { s in
      var sums = [Double](repeating: 0, count: topicCount)
      draws[s].withRows { rows in
        for d in occupied {
          let scale = 1 / Double(documentLengths[d])
          rows.forEachTopic(of: d) { k, tokens in sums[k] += Double(tokens) * scale }
        }
      }
      return sums.map { $0 / Double(max(1, occupied.count)) }
    }
  }

  /// theta: (n(d,k) + alpha(k)) / (N(d) + A), averaged over all draws, `[D × K]`; rows sum to 1.
  ///
  /// - Parameter alphas: alpha of each draw by the topics' new numbers; A is its sum.
  public func theta(alphas: [[Double]]) -> [Double] {
    let sums = alphas.map { $0.reduce(0, +) }
    @Sendable func scale(_ s: Int, _ length: Int) -> Double {
      1 / ((Double(length) + sums[s]) * Double(draws.count))
    }
    // What alpha gives depends on the length alone.
    let lengths = Set(documentLengths).sorted()
    let priors = concurrentMap(lengths.count, threadCount: lengths.count) { i in
      var prior = [Double](repeating: 0, count: topicCount)
      for (s, alpha) in alphas.enumerated() {
        let scale = scale(s, lengths[i])
        for k in prior.indices { prior[k] += alpha[k] * scale }
      }
      return prior
    }
    let place = Dictionary(uniqueKeysWithValues: zip(lengths, lengths.indices))
    var theta = [Double](repeating: 0, count: documentCount * topicCount)
    theta.withUnsafeMutableBufferPointer { buffer in
      // Each document is one thread's alone.
      nonisolated(unsafe) let theta = buffer
      Self.eachBlock(of: documentCount) { block in
        for d in block {
          for (k, prior) in priors[place[documentLengths[d]] ?? 0].enumerated() {
            theta[d * topicCount + k] = prior
          }
        }
        for (s, draw) in draws.enumerated() {
          draw.withRows { rows in
            for d in block {
              let scale = scale(s, documentLengths[d])
              rows.forEachTopic(of: d) { k, tokens in
                theta[d * topicCount + k] += Double(tokens) * scale
              }
            }
          }
        }
      }
    }
    return theta
  }

  /// n(d,k), summed over all draws, topics ascending within a row.
  public func pooledTopics() -> DocumentTopics {
    let sums =
      speaks.contains(false)
      ? Self.tokenSums(
        of: draws, speaking: Array(repeating: true, count: speaks.count), topicCount: topicCount)
      : tokenSums
    let size = sums.count { $0 > 0 }
    var starts = [0]
    var topics: [UInt16] = []
    var counts: [UInt32] = []
    topics.reserveCapacity(size)
    counts.reserveCapacity(size)
    for d in 0..<documentCount {
      for k in 0..<topicCount where sums[d * topicCount + k] > 0 {
        topics.append(UInt16(k))
        counts.append(sums[d * topicCount + k])
      }
      starts.append(topics.count)
    }
    return DocumentTopics(documentStarts: starts, topics: topics, counts: TokenCounts(counts))
  }

  /// n(d,k), summed over the draws that speak of topic *k*, `[D × K]`.
  static func tokenSums(of draws: [DocumentTopics], speaking: [Bool], topicCount: Int) -> [UInt32] {
    let documentCount = draws[0].documentCount
    var sums = [UInt32](repeating: 0, count: documentCount * topicCount)
    sums.withUnsafeMutableBufferPointer { buffer in
      // Each document is one thread's alone.
      nonisolated(unsafe) let sums = buffer
      eachBlock(of: documentCount) { block in
        for (s, draw) in draws.enumerated() {
          draw.withRows { rows in
            for d in block {
              rows.forEachTopic(of: d) { k, tokens in
                if speaking[s * topicCount + k] { sums[d * topicCount + k] += tokens }
              }
            }
          }
        }
      }
    }
    return sums
  }

  /// Works at once on runs of documents, few enough for their sums to stay in a near cache while the
  /// draws go by.
  private static func eachBlock(of documentCount: Int, _ body: @Sendable (Range<Int>) -> Void) {
    let size = 256
    DispatchQueue.concurrentPerform(iterations: (documentCount + size - 1) / size) { block in
      body(block * size..<min((block + 1) * size, documentCount))
    }
  }
}
