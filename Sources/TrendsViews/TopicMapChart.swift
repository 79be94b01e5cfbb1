import TrendsReports

/// Topics as circles: near each other where they use the same words, larger with a larger share.
struct TopicMapChart {
  struct Place {
    var topicID: String
    var label: String
    var x: Double
    var y: Double
    var share: Double
    /// Whether chains disagree on it or it is junk.
    var isUnstable: Bool
  }

  let places: [Place]
  var id: String
  /// Whether circles lead to the topics' sections of the page.
  var isLinked = true

  private static let width = 960.0
  private static let height = 560.0
  private static let largestRadius = 34.0
  /// The size of names, as in the style sheet.
  private static let nameSize = 12.5

  var svg: Markup {
    var picture = Picture(
      id: id, width: Self.width, height: Self.height,
      title: "Map of \(places.count) topics by the words that they use",
      description: "Near circles share words; the area is the share of papers. Dashed: chains "
        + "disagree on the topic, or it is junk. The axes have no meaning of their own.")
    let (x, y) = scales
    for place in places.sorted(by: { ($1.share, $0.topicID) < ($0.share, $1.topicID) }) {
      let name = "\(place.topicID) \(place.label)"
      let circle = Markup(
        "circle",
        [
          "class": place.isUnstable ? "topic unstable" : "topic",
          "cx": Coordinate.text(x[place.x]), "cy": Coordinate.text(y[place.y]),
          "r": Coordinate.text(radius(of: place)),
        ], [Markup("title", text: PlainText.cut(name))])
      picture.add(
        isLinked
          ? Markup("a", ["href": "#\(place.topicID)", "aria-label": name], [circle]) : circle)
    }
    for label in labels.compactMap(\.self) {
      picture.addText(label.text, x: label.x, y: label.y, class: "name", anchor: "middle")
    }
    return picture.svg
  }

  /// One scale for both directions, so that distances are true.
  private var scales: (Scale, Scale) {
    let margin = Self.largestRadius + 14
    let xs = places.map(\.x)
    let ys = places.map(\.y)
    let (left, right) = (xs.min() ?? 0, xs.max() ?? 0)
    let (low, high) = (ys.min() ?? 0, ys.max() ?? 0)
    let room = (Self.width - 2 * margin, Self.height - 2 * margin)
    let zoom = min(
      room.0 / max(right - left, 1e-9), room.1 / max(high - low, 1e-9))
    func scale(_ low: Double, _ high: Double, _ middle: Double, _ sign: Double) -> Scale {
      let half = (high - low) / 2 * zoom * sign
      return Scale(low...high, from: middle - half, to: middle + half)
    }
    return (scale(left, right, Self.width / 2, 1), scale(low, high, Self.height / 2, -1))
  }

  /// The names and where they go: in full where there is room, else short, else the identifier
  /// alone; topics on which chains agree choose first, the larger before the smaller.
  var labels: [LabelPlaces.Label?] {
    let (x, y) = scales
    let layout = LabelPlaces(
      circles: places.map { place in
        LabelPlaces.Circle(x: x[place.x], y: y[place.y], radius: radius(of: place))
      },
      picture: Box(left: 2, right: Self.width - 2, top: 2, bottom: Self.height - 2),
      size: Self.nameSize)
    let order = places.indices.sorted { i, j in
      let (a, b) = (places[i], places[j])
      return (a.isUnstable ? 1 : 0, b.share, i) < (b.isUnstable ? 1 : 0, a.share, j)
    }
    let names = places.map { place in
      let label = PlainText.clean(place.label)
      let short = label.prefix { $0 != "," }
      return [300, 130].map { width in
        TextWidth.cut(
          "\(place.topicID) \(width == 300 ? label : String(short))", to: width,
          size: Self.nameSize)
      } + [PlainText.cut(place.topicID)]
    }
    return layout.labels(names, order: order)
  }

  private func radius(of place: Place) -> Double {
    let largest = max(places.map(\.share).max() ?? 0, 1e-9)
    return max(5, Self.largestRadius * (max(0, place.share) / largest).squareRoot())
  }
}
