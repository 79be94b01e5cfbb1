import CKernels

/// The vector kernel: as ``resampleScalar(_:of:uniforms:)``, sixteen topics at a time and with the
/// same draw from the same uniform.
///
/// What makes it fast:
///
/// - *Stay first.* The own topic's corrected mass is compared before anything is searched; a token
///   that stays writes nothing. Nothing is decremented up front either: the counts still hold the
///   token, and its lane is masked out of the sum.
/// - *Cached rows.* n(d,k) + alpha(k) and 1 / (n(k) + V·beta) are kept as rows of floats, so a
///   block of sixteen topics costs three loads, one conversion, two products and two sums.
/// - *Lanes before blocks.* Running sums are kept per lane and stored once a block. Choosing a lane
///   takes one scan at the end; choosing the block inside the lane is a short branch-free search.
/// - *Prefetch.* The row of the term a few tokens ahead is asked for early.
///
/// - Parameters: as those of ``resampleScalar(_:of:uniforms:)``.
/// - Complexity: O(tokens · K / 16), no allocation.
func resampleDense(_ range: Range<Int>, of state: SamplerState, uniforms: UnsafePointer<Float>) {
  let topicCount = state.topicCount
  let padded = state.paddedTopicCount
  let blockCount = padded / 16
  let beta = state.beta
  let betaSum = state.betaSum
  let terms = state.tokens.terms
  let assignments = state.assignments
  let table = state.termTopicCounts
  let topicCounts = state.topicCounts
  let inverseTotals = state.inverseTotals
  let alpha = state.alpha
  let documentCounts = state.documentCounts
  let documentWeights = state.documentWeights
  let cumulative = state.cumulative
  // Up to eight lines of a row are asked for; the hardware follows a longer one by itself.
  let prefetchedWidth = min(padded, 128)

  var i = 0
  for token in range {
    let ahead = token + 6
    if ahead < range.upperBound {
      let row = table + Int(terms[ahead]) * padded
      var offset = 0
      while offset < prefetchedWidth {
        tr_prefetch(row + offset)
        offset += 16
      }
    }

    let own = Int(assignments[token])
    let row = table + Int(terms[token]) * padded
    let ownMass =
      (Float(documentCounts[own] - 1) + alpha[own]) * (Float(row[own] - 1) + beta)
      * (1 / (Float(topicCounts[own] - 1) + betaSum))

    var sums = SIMD16<Float>(repeating: 0)
    var lane = Int32(truncatingIfNeeded: own)
    var k = 0
    while k < padded {
      let weights = tr_weights(documentWeights + k, row + k, inverseTotals + k, beta)
      sums += tr_without_lane(weights, lane)
      tr_store(cumulative + k, sums)
      lane -= 16
      k += 16
    }
    let laneEnds = tr_prefix_sums(sums)

    let target = uniforms[i] * (ownMass + laneEnds[15])
    i += 1
    if target < ownMass { continue }
    let rest = target - ownMass
    let drawnLane = min(Int(tr_count_at_most(laneEnds, rest)), 15)
    let inLane = drawnLane == 0 ? rest : rest - laneEnds[drawnLane - 1]

    // The first block whose running sum exceeds what is left; the last one where rounding says none.
    var base = cumulative + drawnLane
    var length = blockCount
    while length > 1 {
      let half = length / 2
      base = base[16 * (half - 1)] <= inLane ? base + 16 * half : base
      length -= half
    }
    let drawn = base - cumulative
    if drawn >= topicCount || drawn == own { continue }

    assignments[token] = UInt16(truncatingIfNeeded: drawn)
    row[own] -= 1
    row[drawn] += 1
    documentCounts[own] -= 1
    documentCounts[drawn] += 1
    topicCounts[own] -= 1
    topicCounts[drawn] += 1
    for step in 0..<2 {
      let k = step == 0 ? own : drawn
      let lane = Int32(truncatingIfNeeded: k & 15)
      tr_blend_lane(documentWeights + (k & ~15), lane, Float(documentCounts[k]) + alpha[k])
      tr_blend_lane(inverseTotals + (k & ~15), lane, 1 / (Float(topicCounts[k]) + betaSum))
    }
  }
}
