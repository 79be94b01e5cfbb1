import CKernels
import TrendsCompute

/// One token at a time of one block, as far as its team has come with it.
struct Lane {
  /// The token at hand, where its piece ends, and where the batch ends.
  var token: Int
  var pieceEnd: Int
  let end: Int
  /// The piece after the one at hand.
  var piece: Int
  let group: Int
  let block: Int
  let blockStart: Int
  /// n(d,k) of the document at hand.
  var document: UnsafeMutablePointer<UInt16>
  /// This group's changes of n(k).
  let changes: UnsafeMutablePointer<Int32>
  /// 64 uniforms of the block's stream.
  let uniforms: UnsafeMutablePointer<Float>
  /// The topic of the token at hand, and its place in the document's row while that holds zero.
  var own = 0
  var ownWeight: Float = 0
}

/// A team of up to eight blocks of a step, swept side by side on one thread.
final class LaneTeam: @unchecked Sendable {
  static let width = 8

  private let sampler: LaneSampler
  private let groups: [Int]
  private let stride: Int
  /// Rows for the scan, `[8 × stride]` each: document rows, and running sums.
  private let rows: UnsafeMutablePointer<Float>
  private let cumulative: UnsafeMutablePointer<Float>
  /// Which rows each lane works on. A lane without a token scans some row for nothing.
  private let documentRows: UnsafeMutablePointer<UnsafeMutablePointer<Float>>
  private let termRows: UnsafeMutablePointer<UnsafePointer<Float>>
  private let runningSums: UnsafeMutablePointer<UnsafeMutablePointer<Float>>
  /// `[8 × 64]`.
  private let uniformRows: UnsafeMutablePointer<Float>
  /// What passes between the steps of a round: sums `[8 × 8]`, then eight each.
  private let sums: UnsafeMutablePointer<Float>
  private let ownMasses: UnsafeMutablePointer<Float>
  private let drawn: UnsafeMutablePointer<Float>
  private let rests: UnsafeMutablePointer<Float>
  private let chosen: UnsafeMutablePointer<Int32>
  private let lanes: UnsafeMutablePointer<Lane>

  init(groups: [Int], of sampler: LaneSampler) {
    self.sampler = sampler
    self.groups = groups
    stride = sampler.paddedTopicCount
    rows = allocateRow(Self.width * stride, of: 0)
    cumulative = allocateRow(Self.width * stride, of: 0)
    uniformRows = allocateRow(Self.width * RandomStream.batch, of: 0)
    sums = allocateRow(Self.width * Self.width, of: 0)
    ownMasses = allocateRow(Self.width, of: 0)
    drawn = allocateRow(Self.width, of: 0)
    rests = allocateRow(Self.width, of: 0)
    chosen = allocateRow(Self.width, of: 0)
    lanes = .allocate(capacity: Self.width)
    documentRows = .allocate(capacity: Self.width)
    termRows = .allocate(capacity: Self.width)
    runningSums = .allocate(capacity: Self.width)
    for l in 0..<Self.width {
      (documentRows + l).initialize(to: rows + l * stride)
      (termRows + l).initialize(to: UnsafePointer(sampler.termCounts))
      (runningSums + l).initialize(to: cumulative + l * stride)
    }
  }

  deinit {
    rows.deallocate()
    cumulative.deallocate()
    uniformRows.deallocate()
    sums.deallocate()
    ownMasses.deallocate()
    drawn.deallocate()
    rests.deallocate()
    chosen.deallocate()
    lanes.deallocate()
    documentRows.deallocate()
    termRows.deallocate()
    runningSums.deallocate()
  }

  /// Resamples one batch of a sweep, of the blocks of this team's groups.
  func run(batch number: Int, of batches: SquareBatches, uniforms: UniformSource) {
    let (step, batch) = number.quotientAndRemainder(dividingBy: batches.perStep)
    let topics = sampler.topics.batch(number)
    var start = 0
    while start < groups.count {
      let end = min(start + Self.width, groups.count)
      var active = 0
      for g in groups[start..<end] {
        if let lane = openLane(
          group: g, step: step, batch: batch, of: batches, slot: active, topics: topics,
          uniforms: uniforms)
        {
          (lanes + active).initialize(to: lane)
          active += 1
        }
      }
      resample(active, topics: topics, uniforms: uniforms)
      start = end
    }
  }

  /// The lane of a group's block, at the batch's first token; nil where the batch is empty.
  private func openLane(
    group: Int, step: Int, batch: Int, of batches: SquareBatches, slot: Int, topics: BatchTopics,
    uniforms: UniformSource
  ) -> Lane? {
    let layout = sampler.layout
    let block = layout.grid.block(group: group, step: step)
    let all = layout.blockTokens[block]..<layout.blockTokens[block + 1]
    if batch == 0 { sampler.pieces[group] = layout.blockPieces[block] }
    let tokens = batches.tokens(batch, of: all)
    if tokens.isEmpty { return nil }
    let uniformRow = uniformRows + slot * RandomStream.batch
    let drawn = tokens.lowerBound - all.lowerBound
    if drawn % RandomStream.batch != 0 {
      uniforms.fill(
        uniformRow, count: RandomStream.batch, stream: block, batch: drawn / RandomStream.batch)
    }
    return Lane(
      token: tokens.lowerBound, pieceEnd: tokens.lowerBound, end: tokens.upperBound,
      piece: sampler.pieces[group], group: group, block: block, blockStart: all.lowerBound,
      document: sampler.documentCounts,
      changes: topics.changes + group * sampler.paddedTopicCount, uniforms: uniformRow)
  }

  /// Resamples the tokens of the open lanes, one of each in turn, until all have ended.
  ///
  /// For each token, with *d* its document, *w* its term, and n(k) frozen for the batch:
  ///
  ///     p(z = k | rest)  ∝  (n(d,k) + alpha(k)) / (n(k) + V·beta) · (n(k,w) + beta)
  ///
  /// A round takes one token of each lane through four steps, and each step for all lanes: the
  /// lanes' dependent chains overlap, and the choice is made for eight tokens in one vector.
  ///
  /// - *Open*: load the token; put zero at its topic in the document's row, so that the scan sums
  ///   all other topics and needs no mask; ask for the next token's rows.
  /// - *Scan*: weights and running sums, four tokens a loop.
  /// - *Choose*: stay, or which lane of topics. Stayers, 60 % on real text, are done.
  /// - *Move*: find the topic inside its lane and update the counts; n(k) goes into `changes`.
  ///
  /// Measured on kos (AVX2, one core): 40 ns a token in document order at K = 20, 22 to 27 here; 64 and
  /// 38 to 45 at K = 100. Asking for terms and z by hand, which the hardware does not follow in
  /// sixteen streams, was 3 ns of that.
  private func resample(_ opened: Int, topics: BatchTopics, uniforms: UniformSource) {
    let layout = sampler.layout
    // Held here: its module is asked for it by a call, which is too much for every token.
    let drawCount = RandomStream.batch
    let padded = sampler.paddedTopicCount
    let width = Int64(padded)
    let topicCount = sampler.topicCount
    let beta = sampler.beta
    let terms = layout.terms
    let pieceRows = layout.pieceRows
    let pieceEnds = layout.pieceEnds
    let assignments = sampler.assignments
    let table = sampler.termCounts
    let documentCounts = sampler.documentCounts
    let alpha = sampler.topics.alpha
    let inverse = topics.inverses
    let inverseWithout = topics.inversesWithout
    let (sums, ownMasses, drawn, rests, chosen) = (sums, ownMasses, drawn, rests, chosen)
    let lanes = lanes
    let (documents, termRows, running) = (documentRows, termRows, runningSums)
    let groupPieces = sampler.pieces
    let blockCount = Int64(padded / 8)
    // A row that does not start on a line touches one line more.
    let prefetched = Int64(min(padded * 4 + 32, 4096))

    var active = opened
    while active > 0 {
      var l = 0
      while l < active {
        let lane = lanes + l
        let token = lane.pointee.token
        let row = documents[l]
        if token == lane.pointee.pieceEnd {
          if token == lane.pointee.end {
            active &-= 1
            groupPieces[lane.pointee.group] =
              token == Int(pieceEnds[lane.pointee.piece &- 1])
              ? lane.pointee.piece : lane.pointee.piece &- 1
            lanes[l] = lanes[active]
            (documents[l], documents[active]) = (documents[active], documents[l])
            (running[l], running[active]) = (running[active], running[l])
            continue
          }
          let piece = lane.pointee.piece
          let document = documentCounts + Int(pieceRows[piece]) &* padded
          lane.pointee.document = document
          lane.pointee.pieceEnd = min(Int(pieceEnds[piece]), lane.pointee.end)
          lane.pointee.piece = piece &+ 1
          tr_document_row(document, alpha, inverse, row, width)
          tr_prefetch_row(
            documentCounts + Int(pieceRows[piece &+ 1]) &* padded, prefetched / 2)
        }
        let offset = token &- lane.pointee.blockStart
        if offset & (drawCount &- 1) == 0 {
          uniforms.fill(
            lane.pointee.uniforms, count: drawCount, stream: lane.pointee.block,
            batch: offset / drawCount)
        }
        let own = Int(assignments[token])
        let term = table + Int(terms[token]) &* padded
        tr_prefetch_row(table + Int(terms[token &+ 1]) &* padded, prefetched)
        tr_prefetch(UnsafePointer(terms + (token &+ 48)))
        tr_prefetch(UnsafePointer(assignments + (token &+ 64)))
        let without = Int32(truncatingIfNeeded: lane.pointee.document[own]) &- 1
        ownMasses[l] =
          (Float(without) + alpha[own]) * ((term[own] - 1) + beta) * inverseWithout[own]
        drawn[l] = lane.pointee.uniforms[offset & (drawCount &- 1)]
        lane.pointee.own = own
        lane.pointee.ownWeight = row[own]
        row[own] = 0
        termRows[l] = UnsafePointer(term)
        l &+= 1
      }

      tr_scan_four(documents, termRows, running, sums, width, beta)
      if active > 4 {
        tr_scan_four(documents + 4, termRows + 4, running + 4, sums + 32, width, beta)
      }
      var leaving = tr_choose_eight(sums, ownMasses, drawn, rests, chosen)
      leaving &= (1 << UInt32(truncatingIfNeeded: active)) &- 1
      l = 0
      while l < active {
        documents[l][lanes[l].own] = lanes[l].ownWeight
        lanes[l].token &+= 1
        l &+= 1
      }

      while leaving != 0 {
        let l = Int(tr_lowest_bit(leaving))
        leaving &= leaving &- 1
        let inLane = Int(chosen[l])
        let sums = running[l]
        let new = Int(tr_first_above(sums + inLane, blockCount, rests[l])) &* 8 &+ inLane
        let lane = lanes + l
        let own = lane.pointee.own
        // Rounding at the far end can point at padding, which has no mass: the token stays.
        if new >= topicCount || new == own { continue }
        assignments[lane.pointee.token &- 1] = UInt16(truncatingIfNeeded: new)
        let term = UnsafeMutablePointer(mutating: termRows[l])
        term[own] -= 1
        term[new] += 1
        let document = lane.pointee.document
        document[own] &-= 1
        document[new] &+= 1
        lane.pointee.changes[own] &-= 1
        lane.pointee.changes[new] &+= 1
        let row = documents[l]
        row[own] = (Float(document[own]) + alpha[own]) * inverse[own]
        row[new] = (Float(document[new]) + alpha[new]) * inverse[new]
      }
    }
  }
}
