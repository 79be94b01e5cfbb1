internal import TrendsCompute

/// The states of several particles over the tokens of one document, eight side by side.
///
/// All particles look at the same token at the same time, so that eight of them are the lanes of a
/// vector and share the token's row of phi. Particles beyond those asked for fill the last vector
/// and count for nothing. Arithmetic is in double precision and without fused operations: the same
/// uniforms give the same topics on every CPU.
///
/// - `topics` z, `[positions × groups × 8]`, meaningful for positions that were assigned.
/// - `counts` n(k), `[groups × K]` vectors of eight, of the positions that were assigned.
struct HeldOutParticles: ~Copyable {
  typealias Lanes = SIMD8<Double>
  /// Particles a group.
  static let width = 8

  let topicCount: Int
  let groupCount: Int
  private let topics: UnsafeMutablePointer<Int32>
  private let counts: UnsafeMutablePointer<Lanes>
  /// Running sums of the weights of the token at hand, `[K]`.
  private let cumulative: UnsafeMutablePointer<Lanes>
  private let words: UnsafeMutablePointer<UInt32>
  private let positionCount: Int

  /// Particles without any topic yet, for documents of `positionCount` tokens.
  init(particleCount: Int, topicCount: Int, positionCount: Int) {
    self.topicCount = topicCount
    self.positionCount = positionCount
    groupCount = (particleCount + Self.width - 1) / Self.width
    topics = .allocate(capacity: positionCount * groupCount * Self.width)
    topics.initialize(repeating: 0, count: positionCount * groupCount * Self.width)
    counts = .allocate(capacity: groupCount * topicCount)
    counts.initialize(repeating: .zero, count: groupCount * topicCount)
    cumulative = .allocate(capacity: topicCount)
    cumulative.initialize(repeating: .zero, count: topicCount)
    words = .allocate(capacity: RandomStream.batch)
    words.initialize(repeating: 0, count: RandomStream.batch)
  }

  deinit {
    topics.deallocate()
    counts.deallocate()
    cumulative.deallocate()
    words.deallocate()
  }

  /// Draws the topics of tokens anew, in order, each from its distribution given all others.
  ///
  ///     p(z = k | rest)  ∝  (n(k) + α(k)) · φ(k,w)
  ///
  /// - Parameters:
  ///   - tokens: the tokens of the document.
  ///   - range: the positions to draw.
  ///   - areAssigned: whether they have topics already, which are taken out first.
  ///   - stream: eight words a position and group are used, groups one after the other.
  func draw(
    _ tokens: [UInt32], _ range: Range<Int>, areAssigned: Bool, of group: Int,
    model: HeldOutModel, stream: RandomStream
  ) {
    let firstBatch = group * ((positionCount + 7) / 8)
    let groupCounts = counts + group * topicCount
    var batch = -1
    for position in range {
      if position / 8 != batch {
        batch = position / 8
        stream.fillWords(words, batch: firstBatch + batch)
      }
      let own = topics + (position * groupCount + group) * Self.width
      if areAssigned { add(-1, own, to: groupCounts) }
      let total = weigh(Int(tokens[position]), group: group, model: model)
      var uniforms = Lanes()
      for lane in 0..<Self.width {
        uniforms[lane] = Double(words[position % 8 * Self.width + lane]) * 0x1p-32
      }
      let targets = uniforms * total
      var drawn = SIMD8<Int64>.zero
      for k in 0..<topicCount - 1 {
        drawn.replace(with: drawn &+ 1, where: cumulative[k] .<= targets)
      }
      for lane in 0..<Self.width { own[lane] = Int32(truncatingIfNeeded: drawn[lane]) }
      add(1, own, to: groupCounts)
    }
  }

  /// Σ_k (n(k) + α(k)) · φ(k,w) of every particle of a group; fills `cumulative` on the way.
  @discardableResult
  func weigh(_ term: Int, group: Int, model: HeldOutModel) -> Lanes {
    let groupCounts = counts + group * topicCount
    return model.termTopics.withUnsafeBufferPointer { termTopics in
      model.alpha.withUnsafeBufferPointer { alpha in
        var sum = Lanes.zero
        let row = term * topicCount
        for k in 0..<topicCount {
          sum += (groupCounts[k] + Lanes(repeating: alpha[k])) * termTopics[row + k]
          cumulative[k] = sum
        }
        return sum
      }
    }
  }

  /// n(k) of every particle of a group.
  func count(of k: Int, group: Int) -> Lanes { counts[group * topicCount + k] }

  /// Replaces particle *i* by particle `ancestors[i]`, as far as positions are assigned.
  func replace(by ancestors: [Int], assignedCount: Int) {
    let rowLength = groupCount * Self.width
    counts.update(repeating: .zero, count: groupCount * topicCount)
    var row = [Int32](repeating: 0, count: rowLength)
    for position in 0..<assignedCount {
      let topics = topics + position * rowLength
      for (particle, ancestor) in ancestors.enumerated() { row[particle] = topics[ancestor] }
      for particle in 0..<rowLength { topics[particle] = row[particle] }
      for group in 0..<groupCount {
        add(1, topics + group * Self.width, to: counts + group * topicCount)
      }
    }
  }

  private func add(
    _ change: Double, _ topics: UnsafeMutablePointer<Int32>,
    to groupCounts: UnsafeMutablePointer<Lanes>
  ) {
    for lane in 0..<Self.width { groupCounts[Int(topics[lane])][lane] += change }
  }
}
