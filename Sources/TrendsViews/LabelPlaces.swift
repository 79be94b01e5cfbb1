/// A rectangle of a picture.
struct Box: Equatable {
  var left: Double
  var right: Double
  var top: Double
  var bottom: Double

  /// The area that two rectangles share.
  func overlap(_ other: Box) -> Double {
    max(0, min(right, other.right) - max(left, other.left))
      * max(0, min(bottom, other.bottom) - max(top, other.top))
  }

  func contains(_ other: Box) -> Bool {
    left <= other.left && other.right <= right && top <= other.top && other.bottom <= bottom
  }
}

/// Finds places for the names of circles: at a circle, in the picture, on no other name, and on other
/// circles as little as can be.
struct LabelPlaces {
  struct Circle {
    var x: Double
    var y: Double
    var radius: Double

    var box: Box { Box(left: x - radius, right: x + radius, top: y - radius, bottom: y + radius) }
  }

  struct Label: Equatable {
    var text: String
    /// The middle of the text, and its baseline.
    var x: Double
    var y: Double
    var box: Box
  }

  let circles: [Circle]
  let picture: Box
  /// The size of the font.
  let size: Double
  /// The part of a long name that may lie on circles before a shorter one is tried.
  private static let mostCovered = 0.25

  /// Places for names, those of the first circles in an order first.
  ///
  /// - Parameters:
  ///   - names: of each circle, the longest first; the last may cover what it must.
  ///   - order: the circles, the most important first.
  /// - Returns: a label or nil, where there is no room, for each circle.
  /// - Complexity: O(n²) for n circles.
  func labels(_ names: [[String]], order: [Int]) -> [Label?] {
    var labels = [Label?](repeating: nil, count: circles.count)
    var taken: [Box] = []
    for i in order {
      for (length, name) in names[i].enumerated() {
        let isLast = length == names[i].count - 1
        guard let (label, covered) = best(name, at: i, taken),
          isLast || covered <= Self.mostCovered
        else { continue }
        labels[i] = label
        taken.append(label.box)
        break
      }
    }
    return labels
  }

  /// The free place of a name that covers the least of other circles, and the part that does.
  private func best(_ name: String, at i: Int, _ taken: [Box]) -> (Label, covered: Double)? {
    let width = TextWidth.of(name, size: size)
    var best: (label: Label, covered: Double)?
    for label in candidates(name, width: width, at: circles[i])
    where picture.contains(label.box) && !taken.contains(where: { $0.overlap(label.box) > 0 }) {
      let covered = circles.indices.reduce(0) { sum, other in
        other == i ? sum : sum + circles[other].box.overlap(label.box)
      }
      let part = covered / max(1, width * size)
      if part < best?.covered ?? .infinity { best = (label, part) }
      if part == 0 { break }
    }
    return best.map { ($0.label, $0.covered) }
  }

  /// A name in its circle, where it fits, else beside, below, above and at the corners of it.
  private func candidates(_ name: String, width: Double, at circle: Circle) -> [Label] {
    let (r, half) = (circle.radius, width / 2)
    let aside = r + 4 + half
    let corner = r * 0.7 + 4 + half
    var offsets = [
      (aside, 4), (-aside, 4), (0, r + size), (0, -r - 5),
      (corner, r * 0.7 + size - 2), (-corner, r * 0.7 + size - 2),
      (corner, -r * 0.7 - 2), (-corner, -r * 0.7 - 2),
    ]
    if half < r - 2 { offsets.insert((0, 4), at: 0) }
    return offsets.map { dx, dy in
      let (x, y) = (circle.x + dx, circle.y + dy)
      return Label(
        text: name, x: x, y: y,
        box: Box(left: x - half - 2, right: x + half + 2, top: y - size, bottom: y + size * 0.3))
    }
  }
}
