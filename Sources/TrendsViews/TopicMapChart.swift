import TrendsReports

/// Topics as circles: near each other where they use the same words, larger with a larger share.
struct TopicMapChart {
  struct Place {
    var topicID: String
    var label: String
    var x: Double
    var y: Double
    var share: Double
    /// Whether chains disagree on it.
    var isUnstable: Bool
  }

  let places: [Place]
  var id: String
  /// Whether circles lead to the topics' sections of the page.
  var isLinked = true

  private static let width = 960.0
  private static let height = 560.0
  private static let largestRadius = 34.0

  var svg: Markup {
    var picture = Picture(
      id: id, width: Self.width, height: Self.height,
      title: "Map of \(places.count) topics by the words that they use",
      description: "Near circles share words; the area is the share of papers. Dashed: chains "
        + "disagree on the topic. The axes have no meaning of their own.")
    let (x, y) = scales
    let largest = max(places.map(\.share).max() ?? 0, 1e-9)
    for place in places.sorted(by: { ($1.share, $0.topicID) < ($0.share, $1.topicID) }) {
      let radius = max(5, Self.largestRadius * (max(0, place.share) / largest).squareRoot())
      let name = "\(place.topicID) \(place.label)"
      let circle = Markup(
        "circle",
        [
          "class": place.isUnstable ? "topic unstable" : "topic",
          "cx": Coordinate.text(x[place.x]), "cy": Coordinate.text(y[place.y]),
          "r": Coordinate.text(radius),
        ], [Markup("title", text: PlainText.cut(name))])
      picture.add(
        isLinked
          ? Markup("a", ["href": "#\(place.topicID)", "aria-label": name], [circle]) : circle)
    }
    addNames(x, y, to: &picture)
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

  /// Names on the circles, or identifiers alone, where they touch no other; topics on which chains
  /// agree choose first.
  private func addNames(_ x: Scale, _ y: Scale, to picture: inout Picture) {
    var taken: [(left: Double, right: Double, y: Double)] = []
    func isFree(_ left: Double, _ right: Double, _ y: Double) -> Bool {
      left > 2 && right < Self.width - 2
        && !taken.contains { abs($0.y - y) < 14 && left < $0.right && right > $0.left }
    }
    let order = places.filter { !$0.isUnstable } + places.filter(\.isUnstable)
    for place in order {
      let (centre, line) = (x[place.x], y[place.y] + 4)
      let names = [
        "\(place.topicID) \(PlainText.cut(place.label, to: 34))",
        place.topicID,
      ]
      for name in names {
        let half = Double(PlainText.clean(name).count) * 3.6 + 2
        let lines = [line, line + 15, line - 15, line + 29, line - 29]
        guard let free = lines.first(where: { isFree(centre - half, centre + half, $0) }) else {
          continue
        }
        taken.append((centre - half, centre + half, free))
        picture.addText(name, x: centre, y: free, class: "name", anchor: "middle")
        break
      }
    }
  }
}
