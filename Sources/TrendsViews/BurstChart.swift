import TrendsReports

/// When topics burst: a bar for each on a line of time; solid where it passed its test.
struct BurstChart {
  struct Bar {
    var topicID: String
    var label: String
    /// Days since 1970-01-01, the last one included.
    var days: ClosedRange<Int>
    var isFound: Bool
    var isOpen: Bool
    /// What is written at the bar: `weight 5.0, q 0.060`.
    var note: String
  }

  let bars: [Bar]
  /// The days of all periods.
  let days: ClosedRange<Int>
  var id: String

  private static let width = 960.0
  private static let rowHeight = 26.0

  var svg: Markup {
    let topics = firstSeen(bars.map(\.topicID))
    let bottom = 10 + Double(topics.count) * Self.rowHeight
    var picture = Picture(
      id: id, width: Self.width, height: bottom + 28, title: "Bursts on a line of time",
      description: bars.map { "\($0.topicID) \($0.label): \($0.note)" }.joined(separator: "; "))
    let left = 270.0
    let x = Scale(Double(days.lowerBound)...Double(days.upperBound + 1), from: left, to: 946)
    for (row, topic) in topics.enumerated() {
      let y = 10 + Double(row) * Self.rowHeight
      let own = bars.filter { $0.topicID == topic }
      let name = "\(topic) \(own.first?.label ?? "")"
      picture.addText(PlainText.cut(name, to: 38), x: 4, y: y + 17, class: "name")
      picture.add(
        Markup(
          "path",
          [
            "class": "grid",
            "d": Coordinate.path([(left, y + Self.rowHeight), (x.end, y + Self.rowHeight)]),
          ]))
      for bar in own {
        let from = x[Double(bar.days.lowerBound)]
        let to = max(from + 4, x[Double(bar.days.upperBound + 1)])
        picture.add(
          Markup(
            "rect",
            [
              "class": bar.isFound ? "bar found" : "bar", "x": Coordinate.text(from),
              "y": Coordinate.text(y + 6), "width": Coordinate.text(to - from), "height": "14",
            ], [Markup("title", text: "\(bar.topicID): \(bar.note)")]))
      }
      // Words go over the bars, where they would be hidden.
      for bar in own where bar.isFound {
        let from = x[Double(bar.days.lowerBound)]
        let to = max(from + 4, x[Double(bar.days.upperBound + 1)])
        let isLeft = to + Double(bar.note.count) * 6.6 > Self.width
        picture.addText(
          bar.note, x: isLeft ? from - 6 : to + 6, y: y + 17, class: "tick halo",
          anchor: isLeft ? "end" : "start")
      }
    }
    picture.addDateAxis(x, days: days, periods: [], at: bottom, tickCount: 9)
    return picture.svg
  }
}
