/// A topic's shares as a line of a table's height; the figures stand in the row beside it.
struct SparklineChart {
  let series: ChartSeries

  private static let width = 120.0
  private static let height = 26.0
  /// The most corners of a line: longer series are averaged, as the text report does.
  private static let longest = 60

  /// The complete periods, grown from zero to the series' own largest share.
  var svg: Markup {
    var picture = Picture(id: nil, width: Self.width, height: Self.height)
    let shares = series.points.map { $0.isComplete ? $0.share : nil }
    let size = max(1, (shares.count + Self.longest - 1) / Self.longest)
    let means = stride(from: 0, to: shares.count, by: size).map { start -> Double? in
      let present = shares[start..<min(start + size, shares.count)].compactMap { $0 }
      return present.isEmpty ? nil : present.reduce(0, +) / Double(present.count)
    }
    let x = Scale(0...Double(max(0, means.count - 1)), from: 3, to: Self.width - 3)
    let y = Scale(0...max(means.compactMap { $0 }.max() ?? 0, 1e-9), from: Self.height - 2, to: 3)
    var run: [(x: Double, y: Double)] = []
    for i in 0...means.count {
      if i < means.count, let mean = means[i] {
        run.append((x[Double(i)], y[mean]))
        continue
      }
      if run.count > 1 {
        picture.add(Markup("path", ["class": "line", "d": Coordinate.path(run)]))
      } else if let point = run.first {
        picture.add(
          Markup(
            "circle",
            [
              "class": "point", "cx": Coordinate.text(point.x), "cy": Coordinate.text(point.y),
              "r": "2",
            ]))
      }
      run = []
    }
    return picture.svg
  }
}
