import TrendsReports

/// The shares of the largest topics over time on top of each other, all others together above them.
///
/// Complete periods with papers only: others are holes. Shares of all topics sum to about 1, not exactly to it, so the
/// rest is what is missing to 1.
struct StackedChart {
  /// The topics that get an area, the largest first, with the same periods each.
  let series: [ChartSeries]
  var id: String
  var unit: String

  /// Topics with an area of their own.
  static let topicLimit = 6
  /// The most corners of an area: longer series are averaged, as the text report does.
  private static let longest = 60
  private static let width = 960.0
  private static let height = 400.0
  /// Where the areas end and the names begin.
  private static let right = width - 260
  /// The size of names, as in the style sheet.
  private static let nameSize = 12.5

  /// A corner of the areas: one period or the mean of some adjacent ones.
  private struct Corner {
    var day: Double
    /// The days that it stands for, half-open.
    var days: (start: Int, end: Int)
    /// A share a topic.
    var shares: [Double]
  }

  /// Runs of adjacent complete periods in which every topic has a share, as indices.
  var runs: [Range<Int>] {
    let all = series.first?.points ?? []
    var runs: [Range<Int>] = []
    for i in all.indices
    where all[i].isComplete && series.allSatisfy({ $0.points[i].share != nil }) {
      if let last = runs.last, last.upperBound == i {
        runs[runs.count - 1] = last.lowerBound..<i + 1
      } else {
        runs.append(i..<i + 1)
      }
    }
    return runs
  }

  /// How many periods a corner is the mean of, at most.
  var periodsPerCorner: Int {
    max(1, (runs.reduce(0) { $0 + $1.count } + Self.longest - 1) / Self.longest)
  }

  /// The corners of each run: nothing is drawn from run to run.
  private var corners: [[Corner]] {
    let size = periodsPerCorner
    return runs.map { run in
      stride(from: run.lowerBound, to: run.upperBound, by: size).map { start in
        let periods = start..<min(start + size, run.upperBound)
        let points = series[0].points[periods]
        return Corner(
          day: points.reduce(0) { $0 + $1.day } / Double(periods.count),
          days: (points.first?.startDay ?? 0, points.last?.endDay ?? 0),
          shares: series.map { topic in
            topic.points[periods].reduce(0) { $0 + ($1.share ?? 0) } / Double(periods.count)
          })
      }
    }
  }

  var svg: Markup {
    var picture = Picture(
      id: id, width: Self.width, height: Self.height,
      title: "The largest topics stacked: share of papers by \(unit)",
      description: description)
    let top = 14.0
    let bottom = Self.height - 28
    let all = series.first?.points ?? []
    let runs = runs
    let corners = corners
    guard let first = runs.first?.first, let last = runs.last?.last, first < last,
      let left = corners.first?.first?.day, let end = corners.last?.last
    else {
      picture.addNote(
        "fewer than two complete periods with papers", x: Self.width / 2, y: Self.height / 2)
      return picture.svg
    }
    let x = Scale(left...max(left, end.day), from: 52, to: Self.right)
    let y = Scale(0...1, from: bottom, to: top)
    for run in corners {
      let places = places(of: run, x)
      var floor = [Double](repeating: 0, count: run.count)
      for k in series.indices {
        let ceiling = run.indices.map { min(1, floor[$0] + run[$0].shares[k]) }
        add("area a\(k)", from: floor, to: ceiling, at: places, y, &picture)
        floor = ceiling
      }
      let full = [Double](repeating: 1, count: run.count)
      add("area rest", from: floor, to: full, at: places, y, &picture)
    }
    picture.addShareAxis(y, from: 52, to: Self.right)
    picture.addDateAxis(
      x, days: all[first].startDay...max(all[first].startDay, all[last].endDay - 1),
      periods: runs.joined().map { all[$0] }, at: bottom, tickCount: 8)
    addLabels(at: end.shares, y, to: &picture)
    return picture.svg
  }

  /// Where the corners of a run are: one that stands alone is as wide as its periods.
  private func places(of run: [Corner], _ x: Scale) -> [(left: Double, right: Double)] {
    guard run.count == 1, let corner = run.first else {
      return run.map { (x[$0.day], x[$0.day]) }
    }
    let half = max(1.5, (x[Double(corner.days.end)] - x[Double(corner.days.start)]) / 2)
    return [(max(x.start, x[corner.day] - half), min(x.end, x[corner.day] + half))]
  }

  private func add(
    _ name: String, from floor: [Double], to ceiling: [Double],
    at places: [(left: Double, right: Double)], _ y: Scale, _ picture: inout Picture
  ) {
    let upper = places.indices.flatMap { i in
      edge(places[i], y[ceiling[i]])
    }
    let lower = places.indices.reversed().flatMap { i in
      edge((places[i].right, places[i].left), y[floor[i]])
    }
    picture.add(
      Markup("path", ["class": name, "d": Coordinate.path(upper + lower, closed: true)]))
  }

  private func edge(_ place: (left: Double, right: Double), _ y: Double)
    -> [(x: Double, y: Double)]
  {
    place.left == place.right ? [(place.left, y)] : [(place.left, y), (place.right, y)]
  }

  /// Names beside the areas' right ends, moved apart where areas are thin, with a line to each.
  private func addLabels(at shares: [Double], _ y: Scale, to picture: inout Picture) {
    var labels: [(text: String, class: String, y: Double)] = []
    var floor = 0.0
    for (k, topic) in series.enumerated() {
      let ceiling = min(1, floor + shares[k])
      labels.append(("\(topic.topicID) \(topic.label)", "a\(k)", y[(floor + ceiling) / 2]))
      floor = ceiling
    }
    labels.append(("all other topics", "rest", y[(floor + 1) / 2]))
    let x = Self.right
    let gap = 19.0
    var places = labels.map(\.y)
    // The first label is the lowest; each is at least a line above the one before.
    for i in places.indices.dropFirst() { places[i] = min(places[i], places[i - 1] - gap) }
    if let highest = places.last, highest < 16, !places.isEmpty {
      places[places.count - 1] = 16
      for i in places.indices.dropLast().reversed() {
        places[i] = max(places[i], places[i + 1] + gap)
      }
    }
    for (label, place) in zip(labels, places) {
      picture.add(
        Markup(
          "path",
          [
            "class": "leader",
            "d": Coordinate.path([(x + 2, label.y), (x + 14, place), (x + 18, place)]),
          ]))
      picture.add(
        Markup(
          "rect",
          [
            "class": "key " + label.class, "x": Coordinate.text(x + 20),
            "y": Coordinate.text(place - 5), "width": "10", "height": "10",
          ]))
      let room = Self.width - x - 40
      picture.addText(
        TextWidth.cut(label.text, to: room, size: Self.nameSize), x: x + 36, y: place + 4,
        class: "name")
    }
  }

  private var description: String {
    let names = series.map { "\($0.topicID) \($0.label)" }.joined(separator: "; ")
    return
      "From the bottom: \(names); above them all other topics. The figures are in the topics' tables."
  }
}
