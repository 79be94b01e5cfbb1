import TrendsCompute

/// The slopes between all pairs of dates, with room to work in, for many series on the same dates.
///
/// One of these a thread takes the slope of each composition draw without allocating: 86,000 pairs
/// for 415 dates.
public struct PairwiseSlopes: Sendable {
  private let days: [Double]
  private var slopes: [Double]
  /// Differences of values and of days of the pairs that are looked through.
  private var rises: [Double] = []
  private var spans: [Double] = []
  /// Some pairs that tell about where the median is; none where there are few pairs.
  private let probes: [(Int, Int)]

  /// How many pairs tell where the median is. The share of all pairs between their ranks that is
  /// looked through, ``reach`` on either side of their median, misses the median one time in ten
  /// thousand, and then everything is sorted.
  private static let probeCount = 2048
  private static let reach = 88

  /// Makes room for the slopes between some days.
  ///
  /// - Parameter days: ascending, no two alike; anything else traps.
  public init(days: [Int]) {
    precondition(zip(days, days.dropFirst()).allSatisfy(<), "dates ascend and differ")
    self.days = days.map(Double.init)
    let count = days.count * (days.count - 1) / 2
    slopes = Array(repeating: 0, count: count)
    guard count > 8 * Self.probeCount else {
      probes = []
      return
    }
    rises = slopes
    spans = rises
    // Multiples of the golden ratio are spread evenly over the square of dates.
    var probes: [(Int, Int)] = []
    var place: UInt64 = 0
    while probes.count < Self.probeCount {
      place &+= 0x9E37_79B9_7F4A_7C15
      let cell = Int(place.multipliedFullWidth(by: UInt64(days.count * days.count)).high)
      let (i, j) = (cell / days.count, cell % days.count)
      if i != j { probes.append((min(i, j), max(i, j))) }
    }
    self.probes = probes
  }

  /// T(T − 1)/2.
  public var count: Int { slopes.count }

  /// Theil and Sen's slope of each row of a matrix, in ``TheilSen/slopeDays`` days.
  ///
  /// - Parameter draws: `[S × T]`, row-major, a series a row.
  /// - Returns: one slope a row, or nil for fewer than two dates or a value that is not finite.
  /// - Complexity: O(S·T²) on average; allocates the result alone.
  public mutating func slopes(ofRows draws: [Double]) -> [Double]? {
    guard count > 0, draws.count.isMultiple(of: days.count), draws.allSatisfy(\.isFinite) else {
      return nil
    }
    var result: [Double] = []
    result.reserveCapacity(draws.count / days.count)
    for start in stride(from: 0, to: draws.count, by: days.count) {
      let slope = draws.withUnsafeBufferPointer { values in
        median(of: UnsafeBufferPointer(rebasing: values[start..<start + days.count]))
      }
      guard let slope, slope.isFinite else { return nil }
      result.append(slope * TheilSen.slopeDays)
    }
    return result
  }

  /// The median slope of one series a day, and the slopes at two ranks.
  ///
  /// - Returns: nil for fewer than two dates or slopes that are not finite.
  mutating func slope(of series: [Double], ranks: (Int, Int)? = nil)
    -> (median: Double, ends: (low: Double, high: Double)?)?
  {
    series.withUnsafeBufferPointer { fill(from: $0) }
    return slopes.withUnsafeMutableBufferPointer { slopes in
      guard let median = medianInPlace(slopes), median.isFinite else { return nil }
      let ends = ranks.map {
        (low: selectInPlace($0.0, of: slopes), high: selectInPlace($0.1, of: slopes))
      }
      return (median, ends)
    }
  }

  /// The median slope of one series a day.
  private mutating func median(of series: UnsafeBufferPointer<Double>) -> Double? {
    if let median = probedMedian(of: series) { return median }
    fill(from: series)
    return slopes.withUnsafeMutableBufferPointer { medianInPlace($0) }
  }

  /// The median, found among the pairs between two ranks of the probes; nil where it is not there.
  ///
  /// Which pairs are looked at follows from products, without a division; rounding can only move a
  /// pair that is next to either bound, which is far from the median.
  private mutating func probedMedian(of series: UnsafeBufferPointer<Double>) -> Double? {
    guard !probes.isEmpty else { return nil }
    let (low, high) = days.withUnsafeBufferPointer { days in
      slopes.withUnsafeMutableBufferPointer { slopes in
        for (n, (i, j)) in probes.enumerated() {
          slopes[n] = (series[j] - series[i]) / (days[j] - days[i])
        }
        let probed = UnsafeMutableBufferPointer(rebasing: slopes[..<probes.count])
        let middle = probes.count / 2
        return (
          selectInPlace(middle - Self.reach, of: probed),
          selectInPlace(middle + Self.reach, of: probed)
        )
      }
    }
    guard low.isFinite, high.isFinite else { return nil }
    let (below, between) = collect(from: series, low: low, high: high)
    // The ranks of the middle pair, or of the middle two.
    let (first, second) = ((count - 1) / 2 - below, count / 2 - below)
    guard first >= 0, second < between else { return nil }
    return slopes.withUnsafeMutableBufferPointer { slopes in
      for n in 0..<between { slopes[n] = rises[n] / spans[n] }
      let near = UnsafeMutableBufferPointer(rebasing: slopes[..<between])
      let upper = selectInPlace(second, of: near)
      if first == second { return upper }
      var lower = near[0]
      for n in 0..<second where near[n] > lower { lower = near[n] }
      return (lower + upper) / 2
    }
  }

  /// Puts the pairs with slopes between two bounds at the front of ``rises`` and ``spans``, and
  /// counts the pairs below them.
  private mutating func collect(
    from series: UnsafeBufferPointer<Double>, low: Double, high: Double
  ) -> (below: Int, between: Int) {
    typealias Four = SIMD4<Double>
    var below = Four.MaskStorage()
    var belowRest = 0
    var next = 0
    days.withUnsafeBufferPointer { days in
      rises.withUnsafeMutableBufferPointer { rises in
        spans.withUnsafeMutableBufferPointer { spans in
          func take(_ rise: Double, _ span: Double) {
            rises[next] = rise
            spans[next] = span
            next += 1
          }
          for i in 0..<days.count {
            let (value, day) = (series[i], days[i])
            var j = i + 1
            while j + 4 <= days.count {
              let rise = Four(series[j], series[j + 1], series[j + 2], series[j + 3]) - value
              let span = Four(days[j], days[j + 1], days[j + 2], days[j + 3]) - day
              let isBelow = rise .< low * span
              below &+= Four.MaskStorage(repeating: 0).replacing(with: 1, where: isBelow)
              let isNear = .!isBelow .& (rise .<= high * span)
              // Two in three times none of the four is near.
              if any(isNear) {
                for n in 0..<4 where isNear[n] { take(rise[n], span[n]) }
              }
              j += 4
            }
            while j < days.count {
              let (rise, span) = (series[j] - value, days[j] - day)
              if rise < low * span {
                belowRest += 1
              } else if rise <= high * span {
                take(rise, span)
              }
              j += 1
            }
          }
        }
      }
    }
    return (belowRest + Int(below.wrappedSum()), next)
  }

  private mutating func fill(from series: UnsafeBufferPointer<Double>) {
    precondition(series.count == days.count, "every value has its day")
    days.withUnsafeBufferPointer { days in
      slopes.withUnsafeMutableBufferPointer { slopes in
        var next = 0
        for i in 0..<days.count {
          let (value, day) = (series[i], days[i])
          for j in i + 1..<days.count {
            slopes[next + j - i - 1] = (series[j] - value) / (days[j] - day)
          }
          next += days.count - i - 1
        }
      }
    }
  }
}
