import TrendsCorpus
import TrendsReports

/// Places numbers on a line of a picture.
struct Scale: Equatable {
  /// The numbers at the ends.
  let domain: ClosedRange<Double>
  /// Where the ends are.
  let start: Double
  let end: Double

  init(_ domain: ClosedRange<Double>, from start: Double, to end: Double) {
    self.domain = domain
    self.start = start
    self.end = end
  }

  /// The place of a number; the middle where the domain is a point.
  subscript(_ value: Double) -> Double {
    let width = domain.upperBound - domain.lowerBound
    guard width > 0 else { return (start + end) / 2 }
    return start + (value - domain.lowerBound) / width * (end - start)
  }

  /// A scale for shares from 0 to a round number that is at least the largest.
  static func shares(upTo largest: Double, from start: Double, to end: Double) -> Scale {
    Scale(0...roundTop(largest), from: start, to: end)
  }

  /// The smallest of 1, 2, 5, 10, 20, 50, 100 % … (and below 1 %) that holds a share; at most 1.
  static func roundTop(_ largest: Double) -> Double {
    guard largest > 0 else { return 0.01 }
    for top in [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8]
    where largest <= top {
      return top
    }
    return 1
  }

  /// The share ticks of a scale: 0, half and the top.
  var shareTicks: [Double] { [0, domain.upperBound / 2, domain.upperBound] }

  /// A share on an axis: `5 %`, `0.5 %`.
  static func shareLabel(_ share: Double) -> String {
    for decimals in 0...2 {
      let text = NumberText.percentFigure(share, decimals: decimals)
      if let read = Double(text), abs(read / 100 - share) < 1e-9 { return text + " %" }
    }
    return NumberText.percent(share, decimals: 2)
  }
}

/// A date on the axis of a chart.
struct DateTick: Equatable {
  var day: Int
  var label: String

  /// At most so many dates between two days: firsts of years, quarters or months, or the ends.
  static func ticks(_ days: ClosedRange<Int>, atMost count: Int) -> [DateTick] {
    let first = CalendarDay.parts(days.lowerBound)
    let last = CalendarDay.parts(days.upperBound)
    let months = (last.year - first.year) * 12 + last.month - first.month
    for step in [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400] where months / step < count {
      let start = first.year * 12 + first.month - 1
      let ticks = stride(from: (start + step - 1) / step * step, through: start + months, by: step)
        .map { month -> DateTick in
          let label = step % 12 == 0 ? "" : "-" + padded(month % 12 + 1, to: 2)
          return DateTick(
            day: CalendarDay.number(year: month / 12, month: month % 12 + 1, day: 1),
            label: padded(month / 12, to: 4) + label)
        }
        .filter { days.contains($0.day) }
      if ticks.count >= 2 { return ticks }
    }
    let ends = days.count == 1 ? [days.lowerBound] : [days.lowerBound, days.upperBound]
    return ends.map { DateTick(day: $0, label: ListingDate(dayNumber: $0).description) }
  }
}

/// Writes coordinates: one decimal, no needless zeros.
enum Coordinate {
  static func text(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let tenths = Int((min(max(value, -1e6), 1e6) * 10).rounded())
    return text(tenths: tenths)
  }

  static func text(tenths: Int) -> String {
    let whole = abs(tenths) / 10
    let rest = abs(tenths) % 10
    let sign = tenths < 0 ? "-" : ""
    if rest == 0 { return sign + String(whole) }
    return sign + (whole == 0 ? "" : String(whole)) + "." + String(rest)
  }

  /// A path through points, in relative steps, so that long series stay short.
  static func path(_ points: some Sequence<(x: Double, y: Double)>, closed: Bool = false) -> String
  {
    var path = ""
    var last = (x: 0, y: 0)
    var isFirst = true
    for point in points {
      let next = (x: Int((point.x * 10).rounded()), y: Int((point.y * 10).rounded()))
      if isFirst {
        path += "M" + text(tenths: next.x) + "," + text(tenths: next.y)
      } else {
        let step = (x: next.x - last.x, y: next.y - last.y)
        let y = text(tenths: step.y)
        path += "l" + text(tenths: step.x) + (step.y < 0 ? "" : ",") + y
      }
      isFirst = false
      last = next
    }
    return path.isEmpty ? "" : path + (closed ? "z" : "")
  }
}
