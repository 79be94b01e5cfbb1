import CNumerics
import Glibc
import TrendsFeatures

/// A chain's state, and how it is swept: z and the counts that follow from it.
///
/// Samplers keep tokens in different orders; what comes in or goes out is in document order:
/// documents in order, within a document by ascending term.
protocol Sampler: AnyObject, Sendable {
  var bag: BagOfWords { get }
  /// K.
  var topicCount: Int { get }
  /// The priors: alpha `[K]`, and beta.
  var alphaExact: [Double] { get }
  var betaExact: Double { get }
  /// n(k), `[K]` and padding.
  var topicCounts: UnsafeMutablePointer<Int32> { get }

  func setPriors(alpha: [Double], beta: Double)

  /// z in document order, `[N]`; setting it counts afresh.
  ///
  /// - Precondition: one topic in `0..<K` a token.
  func setAssignments(_ z: [UInt16])
  func assignmentsInDocumentOrder() -> [UInt16]
  /// Lets n(d,k) go, where it is kept between sweeps, so that a copy of z takes its room. Before
  /// anything but z and the priors is used again, they are to be counted anew.
  func releaseDocumentCounts()
  /// Counts n(d,k) anew.
  func recountDocuments()

  /// Resamples every token once.
  ///
  /// - Parameters:
  ///   - uniforms: named for this sweep.
  ///   - threadCount: changes speed only.
  func sweep(_ uniforms: UniformSource, threadCount: Int)

  /// Hands out n(d,k) of each document in order: its topics, ascending, and their counts.
  func forEachDocument(_ body: (UnsafeBufferPointer<UInt16>, UnsafeBufferPointer<UInt32>) -> Void)

  /// Hands out n(k,w) of one term, `[K]`.
  func withTermCounts<Result>(_ w: Int, _ body: (UnsafePointer<Int32>) -> Result) -> Result

  /// What is wrong with the counts, in words, or nil; debug builds ask after every sweep.
  func brokenInvariant() -> String?
}

extension Sampler {
  /// beta in single precision, as the kernels use it.
  var beta: Float { Float(betaExact) }

  /// V·beta in single precision, as the kernels use it.
  var betaSum: Float { Float(betaExact * Double(bag.termCount)) }

  /// Assigns every token a topic at random, each equally likely.
  ///
  /// A start from the counts so far climbs the joint likelihood sooner and predicts held-out text
  /// worse for hundreds of sweeps: documents begin almost single-topic and leave that mode slowly.
  /// Samplers that share a seed share this start.
  ///
  /// - Parameter uniforms: one a token is used, in document order.
  func assignAtRandom(_ uniforms: UniformSource) {
    var z = [UInt16](repeating: 0, count: bag.tokenCount)
    var token = 0
    for d in 0..<bag.documentCount {
      let length = bag.counts[bag.documentStarts[d]..<bag.documentStarts[d + 1]]
        .reduce(0) { $0 + Int($1) }
      uniforms.forEachChunk(ofDocument: d, tokens: token..<token + length) { range, values in
        for (i, token) in range.enumerated() {
          z[token] = UInt16(min(Int(values[i] * Float(topicCount)), topicCount - 1))
        }
      }
      token += length
    }
    setAssignments(z)
  }

  /// n(d,k) of all documents. Counted first, so that no array grows as it is filled.
  func documentTopics() -> DocumentTopics {
    var result = DocumentTopics(documentStarts: [0], topics: [], counts: [])
    var cellCount = 0
    forEachDocument { topics, _ in cellCount += topics.count }
    result.documentStarts.reserveCapacity(bag.documentCount + 1)
    result.topics.reserveCapacity(cellCount)
    result.counts.reserveCapacity(cellCount)
    forEachDocument { topics, counts in
      result.topics.append(contentsOf: topics)
      result.counts.append(contentsOf: counts)
      result.documentStarts.append(result.topics.count)
    }
    return result
  }

  /// Lends room for the topics of one document and their counts.
  func withTopicRow(
    _ body: (UnsafeMutableBufferPointer<UInt16>, UnsafeMutableBufferPointer<UInt32>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: topicCount) { topics in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: topicCount) { counts in
        topics.initialize(repeating: 0)
        counts.initialize(repeating: 0)
        body(topics, counts)
      }
    }
  }

  /// Adds n(k,w) to a matrix `[K × V]`, row-major. Most cells are zero, and a column of the matrix lies
  /// in as many lines as it has rows: only those of other cells are touched.
  func addTopicTermCounts(to sums: inout [UInt32]) {
    let (termCount, topicCount) = (bag.termCount, topicCount)
    sums.withUnsafeMutableBufferPointer { sums in
      for w in 0..<termCount {
        withTermCounts(w) { row in
          for k in 0..<topicCount where row[k] != 0 { sums[k * termCount + w] += UInt32(row[k]) }
        }
      }
    }
  }

  /// ln p(w, z | alpha, beta), in nats, with theta and phi integrated out.
  ///
  ///     Σ_d [ lnΓ(A) − lnΓ(A + N(d)) + Σ_k (lnΓ(n(d,k) + α(k)) − lnΓ(α(k))) ]
  ///   + Σ_k [ lnΓ(V·β) − lnΓ(V·β + n(k)) + Σ_w (lnΓ(n(k,w) + β) − lnΓ(β)) ]
  ///
  /// Cells of zero contribute nothing and are skipped; small counts come from a table. It is a
  /// derived figure: libm's logarithms may differ in the last bits between CPUs. No draw depends on
  /// it; whether chains that go on until they agree take another round does.
  ///
  /// - Complexity: O(N + V·K).
  ///
  /// Source: Griffiths & Steyvers (2004), eq. 2 and 3, with an asymmetric alpha.
  func logLikelihood() -> Double {
    var total = 0.0
    let tableSize = min(bag.tokenCount + 1, 1024)
    let betaGamma = RisingLogGamma(betaExact, tableSize: tableSize)
    let betaTotalGamma = RisingLogGamma(betaExact * Double(bag.termCount), tableSize: 0)
    for k in 0..<topicCount { total -= betaTotalGamma(Int(topicCounts[k])) }
    for w in 0..<bag.termCount {
      total += withTermCounts(w) { row in
        var sum = 0.0
        for k in 0..<topicCount where row[k] > 0 { sum += betaGamma(Int(row[k])) }
        return sum
      }
    }

    let alphaGammas = alphaExact.map { RisingLogGamma($0, tableSize: min(tableSize, 64)) }
    let alphaTotalGamma = RisingLogGamma(alphaExact.reduce(0, +), tableSize: tableSize)
    forEachDocument { topics, counts in
      var length = 0
      for (k, count) in zip(topics, counts) {
        total += alphaGammas[Int(k)](Int(count))
        length += Int(count)
      }
      total -= alphaTotalGamma(length)
    }
    return total
  }

  /// Whether n(k,w), n(k) and n(d,k) are those of z.
  func brokenCounts() -> String? {
    let z = assignmentsInDocumentOrder()
    let topics = documentTopics()
    var table = [Int32](repeating: 0, count: bag.termCount * topicCount)
    var totals = [Int32](repeating: 0, count: topicCount)
    var token = 0
    for d in 0..<bag.documentCount {
      var row = [UInt32](repeating: 0, count: topicCount)
      for entry in bag.documentStarts[d]..<bag.documentStarts[d + 1] {
        for _ in 0..<bag.counts[entry] {
          let k = Int(z[token])
          guard k < topicCount else { return "token \(token) is on topic \(k) of \(topicCount)" }
          table[Int(bag.terms[entry]) * topicCount + k] += 1
          totals[k] += 1
          row[k] += 1
          token += 1
        }
      }
      let cells = topics.documentStarts[d]..<topics.documentStarts[d + 1]
      let kept = cells.map { "\(topics.topics[$0]):\(topics.counts[$0])" }
      let counted = row.indices.filter { row[$0] > 0 }.map { "\($0):\(row[$0])" }
      guard kept == counted else { return "document \(d) counts \(kept), but has \(counted)" }
    }
    for k in 0..<topicCount where topicCounts[k] != totals[k] {
      return "topic \(k) counts \(topicCounts[k]) tokens, but has \(totals[k])"
    }
    for w in 0..<bag.termCount {
      let row = withTermCounts(w) { Array(UnsafeBufferPointer(start: $0, count: topicCount)) }
      let counted = Array(table[w * topicCount..<(w + 1) * topicCount])
      guard row == counted else { return "term \(w) counts \(row), but has \(counted)" }
    }
    return nil
  }
}

/// lnΓ(x + n) − lnΓ(x) for one x and many whole n ≥ 0, from a table where n is small.
struct RisingLogGamma {
  private let x: Double
  private let base: Double
  private let table: [Double]

  /// - Parameters:
  ///   - x: above 0.
  ///   - tableSize: the counts below this come from a table.
  init(_ x: Double, tableSize: Int) {
    self.x = x
    let base = gsl_sf_lngamma(x)
    self.base = base
    table = (0..<tableSize).map { $0 == 0 ? 0 : gsl_sf_lngamma(x + Double($0)) - base }
  }

  func callAsFunction(_ n: Int) -> Double {
    n < table.count ? table[n] : gsl_sf_lngamma(x + Double(n)) - base
  }
}

/// Memory for a row, aligned to 64 bytes for the vector shims.
///
/// Large rows ask for huge pages: tables are read at random places, and looking up where a small page
/// lies took a third of the time of the sparse sampler at K = 1000.
func allocateRow<Element: BitwiseCopyable>(_ count: Int, of value: Element)
  -> UnsafeMutablePointer<Element>
{
  let hugePage = 1 << 21
  let byteCount = max(1, count) * MemoryLayout<Element>.stride
  let isLarge = byteCount >= 2 * hugePage
  let raw = UnsafeMutableRawPointer.allocate(
    byteCount: byteCount, alignment: isLarge ? hugePage : 64)
  // Only advice: without it the row works as well.
  if isLarge { madvise(raw, byteCount, MADV_HUGEPAGE) }
  let row = raw.bindMemory(to: Element.self, capacity: max(1, count))
  row.initialize(repeating: value, count: max(1, count))
  return row
}
