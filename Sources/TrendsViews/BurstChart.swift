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
    /// What is said of it, in full and shorter: `2025-M01, weight 5.0, q 0.060`, `q 0.060`. The
    /// first that there is room for is written at the bar.
    var notes: [String]

    fileprivate var note: String { notes.first ?? "" }
  }

  let bars: [Bar]
  /// The days of all periods.
  let days: ClosedRange<Int>
  var id: String

  private static let width = 960.0
  private static let rowHeight = 26.0
  /// Where the line of time begins and ends; the topics' names are on its left.
  private static let start = 270.0
  private static let end = 946.0
  /// The sizes of names and of notes, as in the style sheet.
  private static let nameSize = 12.5
  private static let noteSize = 12.0

  var svg: Markup {
    let topics = firstSeen(bars.map(\.topicID))
    let bottom = 10 + Double(topics.count) * Self.rowHeight
    var picture = Picture(
      id: id, width: Self.width, height: bottom + 28, title: "Bursts on a line of time",
      description: bars.map { "\($0.topicID) \($0.label): \($0.note)" }.joined(separator: "; "))
    for (row, topic) in topics.enumerated() {
      let y = 10 + Double(row) * Self.rowHeight
      let own = bars.filter { $0.topicID == topic }
      picture.addText(
        TextWidth.cut(
          "\(topic) \(own.first?.label ?? "")", to: Self.start - 14, size: Self.nameSize),
        x: 4, y: y + 17, class: "name")
      picture.add(
        Markup(
          "path",
          [
            "class": "grid",
            "d": Coordinate.path([
              (Self.start, y + Self.rowHeight), (Self.end, y + Self.rowHeight),
            ]),
          ]))
      for bar in own {
        let span = span(of: bar)
        picture.add(
          Markup(
            "rect",
            [
              "class": bar.isFound ? "bar found" : "bar", "x": Coordinate.text(span.lowerBound),
              "y": Coordinate.text(y + 6),
              "width": Coordinate.text(span.upperBound - span.lowerBound), "height": "14",
            ], [Markup("title", text: "\(bar.topicID): \(bar.note)")]))
      }
      for note in notes(of: own) {
        picture.addText(note.text, x: note.span.lowerBound, y: y + 17, class: "tick")
      }
    }
    picture.addDateAxis(scale, days: days, periods: [], at: bottom, tickCount: 9)
    return picture.svg
  }

  private var scale: Scale {
    Scale(
      Double(days.lowerBound)...Double(days.upperBound + 1), from: Self.start, to: Self.end)
  }

  /// From where to where a bar goes; wide enough to be seen.
  private func span(of bar: Bar) -> ClosedRange<Double> {
    let from = scale[Double(bar.days.lowerBound)]
    return from...max(from + 4, scale[Double(bar.days.upperBound + 1)])
  }

  /// What is written in the row of a topic: at bars that passed their test, right or left of the bar, where it touches no bar and no other note.
  func notes(of own: [Bar]) -> [(text: String, span: ClosedRange<Double>)] {
    var taken = own.map(span)
    var written: [(text: String, span: ClosedRange<Double>)] = []
    for bar in own where bar.isFound {
      let span = span(of: bar)
      let places = bar.notes.flatMap { note -> [(text: String, span: ClosedRange<Double>)] in
        let width = TextWidth.of(note, size: Self.noteSize)
        let (right, left) = (span.upperBound + 6, span.lowerBound - 6 - width)
        return [(note, right...right + width), (note, left...left + width)]
      }
      let free = places.first { place in
        place.span.lowerBound >= Self.start && place.span.upperBound <= Self.width
          && !taken.contains { $0.overlaps(place.span) }
      }
      guard let free else { continue }
      taken.append(free.span)
      written.append(free)
    }
    return written
  }
}
