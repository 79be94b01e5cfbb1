import TrendsQuality
import TrendsReports

extension ChainSettling {
  /// What settled the number of sweeps, and whether the chains agree, in words.
  func lines(sweepCount: Int, largest: Int) -> [String] {
    let limit = NumberText.fixed(Self.largestRHat, decimals: 2)
    var lines: [String] = []
    if areSettled {
      lines.append(
        "settled after \(count(sweepCount, "sweep")): the log likelihood of no chain drifts any more "
          + "(split R-hat of each at most \(limit))")
    } else {
      let settled = ownRHats.count { ($0 ?? .infinity) <= Self.largestRHat }
      let worst = ownRHats.compactMap(\.self).max().map { NumberText.fixed($0, decimals: 2) }
      let values = effectiveCount.map { NumberText.fixed($0, decimals: 0) } ?? "no"
      lines.append(
        "not_converged: after \(count(sweepCount, "sweep")), the most that --max-sweeps "
          + "\(largest) allows, \(settled) of \(count(ownRHats.count, "chain")) no longer "
          + "\(settled == 1 ? "drifts" : "drift") (largest split R-hat \(worst ?? "undefined"), "
          + "wanted: at most \(limit)), by \(values) effective values (wanted: at least "
          + "\(NumberText.fixed(Self.leastEffectiveCount, decimals: 0))); raise --max-sweeps")
    }
    guard ownRHats.count > 1 else { return lines }
    let common = commonRHat.map { NumberText.fixed($0, decimals: 2) } ?? "undefined"
    let figure = "(R-hat of their log likelihoods \(common))"
    switch (agree, areSettled) {
    case (true, _):
      lines.append("the chains agree \(figure)")
    case (false, true):
      lines.append(
        "the chains differ from one another \(figure): each has settled where it is, more sweeps "
          + "would not bring them together")
    case (false, false):
      lines.append("the chains differ from one another \(figure), as chains of LDA mostly do")
    }
    return lines
  }
}
