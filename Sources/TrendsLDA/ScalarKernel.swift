/// The reference kernel: resamples the tokens of one document one topic at a time.
///
/// For each token in turn, with *d* the document, *w* the token's term and counts taken without the
/// token, draws a topic from the full conditional
///
///     p(z = k | rest)  ∝  (n(d,k) + alpha(k)) · (n(k,w) + beta) / (n(k) + V·beta)
///
/// It is written to be read, not to be fast. The vector kernel must give the same draw from the same
/// uniform, so the sums run in the vector kernel's order, which is part of the definition:
///
/// - Topics form sixteen lanes, `k mod 16`; a lane's sum runs over its topics by ascending `k`.
/// - Lane sums are added up by doubling steps: lane *i* takes in lanes *i*−1, *i*−2, *i*−4, *i*−8.
/// - The token's own topic, its count reduced by one, stands before all others. A uniform that
///   falls there changes nothing, which is the commoner case on real text.
///
/// - Parameters:
///   - range: the tokens, all of the document that `state.loadDocument` loaded last.
///   - state: the chain's counts; sound before and after.
///   - uniforms: one a token in `0..<1`, in token order.
/// - Complexity: O(tokens · K), no allocation.
///
/// Source: Griffiths & Steyvers (2004), *Finding scientific topics*, PNAS 101, 5228–5235, eq. 5,
/// with an asymmetric alpha. <https://doi.org/10.1073/pnas.0307752101>
func resampleScalar(_ range: Range<Int>, of state: SamplerState, uniforms: UnsafePointer<Float>) {
  let padded = state.paddedTopicCount
  let blockCount = padded / 16
  let beta = state.beta
  let betaSum = state.betaSum
  var cumulative = [Float](repeating: 0, count: padded)

  for (i, token) in range.enumerated() {
    let own = Int(state.assignments[token])
    let row = state.termTopicCounts + Int(state.tokens.terms[token]) * padded

    // The own topic, without this token.
    let ownMass =
      (Float(state.documentCounts[own] - 1) + state.alpha[own]) * (Float(row[own] - 1) + beta)
      * (1 / (Float(state.topicCounts[own] - 1) + betaSum))

    // All others, which this token does not touch: sums along each lane.
    var laneSums = [Float](repeating: 0, count: 16)
    for lane in 0..<16 {
      var sum: Float = 0
      for block in 0..<blockCount {
        let k = 16 * block + lane
        if k != own {
          sum +=
            (Float(state.documentCounts[k]) + state.alpha[k]) * (Float(row[k]) + beta)
            * (1 / (Float(state.topicCounts[k]) + betaSum))
        }
        cumulative[k] = sum
      }
      laneSums[lane] = sum
    }
    var laneEnds = laneSums
    for step in [1, 2, 4, 8] {
      let before = laneEnds
      for lane in step..<16 { laneEnds[lane] = before[lane] + before[lane - step] }
    }

    let target = uniforms[i] * (ownMass + laneEnds[15])
    if target < ownMass { continue }
    let rest = target - ownMass
    let lane = min(laneEnds.count { $0 <= rest }, 15)
    let inLane = lane == 0 ? rest : rest - laneEnds[lane - 1]
    var block = 0
    while block < blockCount - 1 && cumulative[16 * block + lane] <= inLane { block += 1 }
    let drawn = 16 * block + lane
    // Rounding at the far end can point at padding, which has no mass: the token stays.
    if drawn >= state.topicCount || drawn == own { continue }
    move(token, from: own, to: drawn, row: row, state: state)
  }
}

/// Moves one token to another topic in z and in every count.
private func move(
  _ token: Int, from old: Int, to new: Int, row: UnsafeMutablePointer<Int32>, state: SamplerState
) {
  state.assignments[token] = UInt16(new)
  for (k, change) in [(old, Int32(-1)), (new, Int32(1))] {
    row[k] += change
    state.documentCounts[k] += change
    state.documentWeights[k] = Float(state.documentCounts[k]) + state.alpha[k]
    state.topicCounts[k] += change
    state.inverseTotals[k] = 1 / (Float(state.topicCounts[k]) + state.betaSum)
  }
}
