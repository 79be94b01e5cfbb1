import TrendsCompute

/// Splits `0..<weights.count` into at most `sliceCount` runs of about equal weight and works on
/// them at once.
///
/// - Returns: the results in the order of the slices, so that what is made of them by
///   concatenation does not depend on how many there are.
func concurrentSlices<Result: Sendable>(
  of weights: [Int], sliceCount: Int, _ work: @Sendable (Range<Int>) -> Result
) -> [Result] {
  let slices = balancedSlices(of: weights, sliceCount: sliceCount)
  return concurrentMap(slices.count, threadCount: slices.count) { work(slices[$0]) }
}

/// Runs of about equal weight that cover `0..<weights.count` in order; none is empty.
func balancedSlices(of weights: [Int], sliceCount: Int) -> [Range<Int>] {
  let total = weights.reduce(0, +)
  var slices: [Range<Int>] = []
  var start = 0
  var sum = 0
  for (index, weight) in weights.enumerated() {
    sum += weight
    let share = (slices.count + 1) * (total / max(1, sliceCount))
    if sum >= share && slices.count < sliceCount - 1 {
      slices.append(start..<index + 1)
      start = index + 1
    }
  }
  if start < weights.count { slices.append(start..<weights.count) }
  return slices
}
