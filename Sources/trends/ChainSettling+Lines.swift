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
      lines.append(
        "not_converged: after \(count(sweepCount, "sweep")), the most that --max-sweeps "
          + "\(largest) allows, \(settled) of \(count(ownRHats.count, "chain")) "
          + "\(settled == 1 ? "has" : "have") settled (largest split R-hat "
          + "\(worst ?? "undefined"), wanted: at most \(limit)); raise --max-sweeps")
    }
    if ownRHats.count > 1 {
      let value = commonRHat.map { NumberText.fixed($0, decimals: 2) } ?? "undefined"
      lines.append(
        agree
          ? "the chains agree (R-hat of their log likelihoods \(value))"
          : "the chains differ from one another (R-hat of their log likelihoods \(value)): each has "
            + "settled where it is, more sweeps would not bring them together")
    }
    return lines
  }
}
