import TrendsCorpus

/// An SVG picture in the making: its title and description first, then what is drawn.
///
/// Colours come from classes alone: a page's style sheet gives them in light and dark, and a file of
/// its own brings its own.
struct Picture {
  private(set) var svg: Markup

  /// - Parameter id: unique on a page; nil for a picture that only repeats what stands beside it.
  init(id: String?, width: Double, height: Double, title: String = "", description: String = "") {
    let box = "0 0 \(Coordinate.text(width)) \(Coordinate.text(height))"
    guard let id else {
      svg = Markup("svg", ["class": "chart", "viewBox": box, "aria-hidden": "true"])
      return
    }
    svg = Markup(
      "svg",
      [
        "class": "chart", "viewBox": box, "role": "img",
        "aria-labelledby": "\(id)-title \(id)-desc",
      ],
      [
        Markup("title", ["id": "\(id)-title"], text: PlainText.cut(title)),
        Markup("desc", ["id": "\(id)-desc"], text: description),
      ])
  }

  mutating func add(_ element: Markup) { svg.append(element) }

  mutating func addText(
    _ text: String, x: Double, y: Double, class name: String? = nil, anchor: String? = nil
  ) {
    svg.append(
      Markup(
        "text",
        [
          "class": name, "x": Coordinate.text(x), "y": Coordinate.text(y), "text-anchor": anchor,
        ], text: text))
  }

  /// A sentence in place of figures.
  mutating func addNote(_ text: String, x: Double, y: Double) {
    addText(text, x: x, y: y, class: "note", anchor: "middle")
  }

  /// Lines across at 0, half and the top of a scale of shares, with their figures on the left.
  mutating func addShareAxis(_ y: Scale, from left: Double, to right: Double) {
    for share in y.shareTicks {
      let place = y[share]
      svg.append(
        Markup(
          "path",
          [
            "class": share == 0 ? "axis" : "grid",
            "d": Coordinate.path([(left, place), (right, place)]),
          ]))
      addText(Scale.shareLabel(share), x: left - 5, y: place + 4, class: "tick", anchor: "end")
    }
  }

  /// Dates along the bottom: the periods' names where they are few, else years or months.
  mutating func addDateAxis(
    _ x: Scale, days: ClosedRange<Int>, periods: [ChartSeries.Point], at y: Double, tickCount: Int
  ) {
    if (1...4).contains(periods.count) {
      for (i, period) in periods.enumerated() {
        let isCrowded = periods.count > 2 && tickCount < 5 && i % 2 == 1
        if !isCrowded {
          addText(period.period, x: x[period.day], y: y + 17, class: "tick", anchor: "middle")
        }
      }
      return
    }
    for tick in DateTick.ticks(days, atMost: tickCount) {
      let place = min(max(x[Double(tick.day)], x.start), x.end)
      svg.append(
        Markup(
          "path", ["class": "axis", "d": Coordinate.path([(place, y), (place, y + 4)])]))
      let anchor = place > x.end - 20 ? "end" : place < x.start + 10 ? "start" : "middle"
      addText(tick.label, x: place, y: y + 17, class: "tick", anchor: anchor)
    }
  }
}
