import TrendsReports

/// The shares of the largest topics over time on top of each other, all others together above them.
///
/// Complete periods with papers only. Shares of all topics sum to about 1, not exactly to it, so the
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

  /// Complete periods in which every topic has a share.
  private var drawn: [Int] {
    let all = series.first?.points ?? []
    return all.indices.filter { i in
      all[i].isComplete && series.allSatisfy { $0.points[i].share != nil }
    }
  }

  /// How many periods a corner is the mean of.
  var periodsPerCorner: Int { max(1, (drawn.count + Self.longest - 1) / Self.longest) }

  /// The topics with adjacent periods in one, where they are many.
  private var corners: [[(day: Double, share: Double)]] {
    let (drawn, size) = (drawn, periodsPerCorner)
    return series.map { topic in
      stride(from: 0, to: drawn.count, by: size).map { start in
        let points = drawn[start..<min(start + size, drawn.count)].map { topic.points[$0] }
        let count = Double(points.count)
        return (
          points.reduce(0) { $0 + $1.day } / count,
          points.reduce(0) { $0 + ($1.share ?? 0) } / count
        )
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
    let right = Self.width - 250
    let all = series.first?.points ?? []
    let drawn = drawn
    let corners = corners
    let days = corners.first?.map(\.day) ?? []
    guard let first = drawn.first, let last = drawn.last, let left = days.first,
      let end = days.last, days.count > 1
    else {
      picture.addNote(
        "fewer than two complete periods with papers", x: Self.width / 2, y: Self.height / 2)
      return picture.svg
    }
    let x = Scale(left...end, from: 52, to: right)
    let y = Scale(0...1, from: bottom, to: top)
    var floor = [Double](repeating: 0, count: days.count)
    var labels: [(text: String, class: String, y: Double)] = []
    for (k, topic) in series.enumerated() {
      var ceiling = floor
      for i in days.indices { ceiling[i] = min(1, floor[i] + corners[k][i].share) }
      add("area a\(k)", from: floor, to: ceiling, at: days, x, y, &picture)
      labels.append(
        (
          "\(topic.topicID) \(topic.label)", "a\(k)",
          y[(floor[days.count - 1] + ceiling[days.count - 1]) / 2]
        ))
      floor = ceiling
    }
    let full = [Double](repeating: 1, count: days.count)
    add("area rest", from: floor, to: full, at: days, x, y, &picture)
    labels.append(("all other topics", "rest", y[(floor[days.count - 1] + 1) / 2]))
    picture.addShareAxis(y, from: 52, to: right)
    picture.addDateAxis(
      x, days: all[first].startDay...max(all[first].startDay, all[last].endDay - 1),
      periods: drawn.map { all[$0] }, at: bottom, tickCount: 8)
    addLabels(labels, x: right, to: &picture)
    return picture.svg
  }

  private func add(
    _ name: String, from floor: [Double], to ceiling: [Double], at days: [Double],
    _ x: Scale, _ y: Scale, _ picture: inout Picture
  ) {
    let upper = days.indices.map { (x: x[days[$0]], y: y[ceiling[$0]]) }
    let lower = days.indices.reversed().map { (x: x[days[$0]], y: y[floor[$0]]) }
    picture.add(
      Markup("path", ["class": name, "d": Coordinate.path(upper + lower, closed: true)]))
  }

  /// Names beside the areas' right ends, moved apart where areas are thin, with a line to each.
  private func addLabels(
    _ labels: [(text: String, class: String, y: Double)], x: Double, to picture: inout Picture
  ) {
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
      picture.addText(PlainText.cut(label.text, to: 31), x: x + 36, y: place + 4, class: "name")
    }
  }

  private var description: String {
    let names = series.map { "\($0.topicID) \($0.label)" }.joined(separator: "; ")
    return
      "From the bottom: \(names); above them all other topics. The figures are in the topics' tables."
  }
}
