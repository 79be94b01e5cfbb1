extension SamplerState {
  /// What is wrong with the counts, in words, or nil: they must be those of z, and the cached rows
  /// those of the counts.
  ///
  /// - Complexity: O(N + V·K); debug builds ask after every sweep.
  func brokenInvariant() -> String? {
    var table = [Int32](repeating: 0, count: tokens.termCount * paddedTopicCount)
    var totals = [Int32](repeating: 0, count: paddedTopicCount)
    for i in 0..<tokens.tokenCount {
      let k = Int(assignments[i])
      guard k < topicCount else { return "token \(i) is on topic \(k) of \(topicCount)" }
      table[Int(tokens.terms[i]) * paddedTopicCount + k] += 1
      totals[k] += 1
    }
    for k in 0..<paddedTopicCount {
      guard topicCounts[k] == totals[k] else {
        return "topic \(k) counts \(topicCounts[k]) tokens, but has \(totals[k])"
      }
      guard inverseTotals[k] == 1 / (Float(totals[k]) + betaSum) else {
        return "the cached inverse of topic \(k) is out of step"
      }
    }
    for cell in table.indices where termTopicCounts[cell] != table[cell] {
      let (w, k) = cell.quotientAndRemainder(dividingBy: paddedTopicCount)
      return "term \(w) on topic \(k) counts \(termTopicCounts[cell]), but has \(table[cell])"
    }
    return nil
  }
}
