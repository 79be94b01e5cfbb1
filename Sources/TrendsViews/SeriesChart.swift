import TrendsReports

/// The share of one topic over time with its intervals.
///
/// Up to eight periods are points with error bars, more are a line in a band, those that stand alone
/// with an error bar. A period that the
/// listings do not cover is a hollow point with no line to it; a period without papers is a gap.
struct SeriesChart {
  /// What a chart has room for.
  enum Size {
    /// A section's own chart.
    case full
    /// One of many beside each other.
    case small

    var width: Double { self == .full ? 720 : 340 }
    var height: Double { self == .full ? 230 : 150 }
    var tickCount: Int { self == .full ? 6 : 4 }
    /// Room for the figures of shares; a full chart has more, as phones write them larger.
    var margin: Double { self == .full ? 68 : 52 }
  }

  let series: ChartSeries
  var size = Size.full
  /// The share at the top; nil for the series' own.
  var top: Double?
  /// Bursts that passed their test, as days.
  var bursts: [ClosedRange<Int>] = []
  /// Tells elements of one page apart.
  var id: String
  /// The unit of a period: `month`.
  var unit: String

  /// Periods up to which each has an error bar of its own.
  private static let barLimit = 8

  var svg: Markup {
    let (width, height) = (size.width, size.height)
    let points = series.points
    let bottom = height - 26
    let y = Scale.shares(upTo: top ?? series.largest, from: bottom, to: 12)
    let first = points.first.map(\.startDay) ?? 0
    let last = max(first, (points.last?.endDay ?? 1) - 1)
    // With few periods there is room at the sides, so that error bars do not touch the axis.
    let inset = points.count <= Self.barLimit ? 30.0 : 6
    let x = Scale(
      (points.first?.day ?? 0)...(points.last?.day ?? 0), from: size.margin + inset,
      to: width - 12 - inset)

    var picture = Picture(
      id: id, width: width, height: height, title: title, description: description)
    for burst in bursts {
      let from = x[Double(burst.lowerBound)]
      let to = max(from + 3, x[Double(burst.upperBound)])
      picture.add(
        Markup(
          "rect",
          [
            "class": "burst", "x": Coordinate.text(from), "y": "12",
            "width": Coordinate.text(to - from), "height": Coordinate.text(bottom - 12),
          ]))
    }
    picture.addShareAxis(y, from: size.margin, to: width - 12)
    picture.addDateAxis(
      x, days: first...last, periods: points, at: bottom, tickCount: size.tickCount)
    addBand(to: &picture, x, y)
    addLine(to: &picture, x, y)
    if points.isEmpty { picture.addNote("no dated papers", x: width / 2, y: height / 2) }
    return picture.svg
  }

  private func addBand(to picture: inout Picture, _ x: Scale, _ y: Scale) {
    let points = series.points
    let isFew = points.count <= Self.barLimit
    for run in series.runs(completeOnly: !isFew, withInterval: true) {
      if isFew || run.count == 1 {
        for point in points[run] { addErrorBar(of: point, to: &picture, x, y) }
        continue
      }
      let upper = run.map { (x: x[points[$0].day], y: y[points[$0].high ?? 0]) }
      let lower = run.reversed().map { (x: x[points[$0].day], y: y[points[$0].low ?? 0]) }
      picture.add(
        Markup("path", ["class": "band", "d": Coordinate.path(upper + lower, closed: true)]))
    }
  }

  private func addErrorBar(
    of point: ChartSeries.Point, to picture: inout Picture, _ x: Scale, _ y: Scale
  ) {
    guard let low = point.low, let high = point.high else { return }
    let (at, from, to) = (x[point.day], y[low], y[high])
    picture.add(
      Markup(
        "path",
        [
          "class": point.isComplete ? "error" : "error open",
          "d": Coordinate.path([(at, from), (at, to)])
            + Coordinate.path([(at - 5, from), (at + 5, from)])
            + Coordinate.path([(at - 5, to), (at + 5, to)]),
        ]))
  }

  private func addLine(to picture: inout Picture, _ x: Scale, _ y: Scale) {
    let points = series.points
    for run in series.runs(completeOnly: true) {
      let places = run.map { (x: x[points[$0].day], y: y[points[$0].share ?? 0]) }
      if points.count > Self.barLimit, places.count > 1 {
        picture.add(Markup("path", ["class": "line", "d": Coordinate.path(places)]))
      }
    }
    let isCrowded = points.count > 60
    let joined = Set(series.runs(completeOnly: true).filter { $0.count > 1 }.joined())
    for (i, point) in points.enumerated() {
      guard let share = point.share else { continue }
      guard !point.isComplete || !isCrowded || !joined.contains(i) else { continue }
      let radius = points.count <= Self.barLimit ? "4" : isCrowded ? "1.5" : "2.5"
      picture.add(
        Markup(
          "circle",
          [
            "class": point.isComplete ? "point" : "point open", "cx": Coordinate.text(x[point.day]),
            "cy": Coordinate.text(y[share]), "r": radius,
          ]))
    }
  }

  private var title: String { "\(series.topicID) \(series.label): share of papers by \(unit)" }

  /// The ends of the series in words, for who cannot see it.
  private var description: String {
    let complete = series.points.filter { $0.isComplete && $0.share != nil }
    guard let first = complete.first, let last = complete.last else {
      return "No complete \(unit) has papers."
    }
    func text(_ point: ChartSeries.Point) -> String {
      var text = "\(point.period) \(NumberText.percent(point.share ?? 0))"
      if let low = point.low, let high = point.high {
        text += " [\(NumberText.percentFigure(low)), \(NumberText.percentFigure(high))]"
      }
      return text
    }
    var sentence =
      complete.count == 1 ? text(first) : "From \(text(first)) to \(text(last))"
    sentence += ", with 95 % intervals."
    let open = series.points.filter { !$0.isComplete }.count
    if open > 0 { sentence += " Hollow: not complete." }
    if !bursts.isEmpty { sentence += " Shaded: a burst." }
    return sentence
  }
}
