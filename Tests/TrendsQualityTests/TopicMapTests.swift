import Testing

@testable import TrendsQuality

@Suite("Topic map")
struct TopicMapTests {
  /// Three topics: the squared Hellinger distances are all known, and three points fit a plane.
  @Test("Distances on the map of three topics are their Hellinger distances")
  func threeTopics() throws {
    let rows = [[0.5, 0.3, 0.1, 0.1], [0.1, 0.6, 0.2, 0.1], [0.05, 0.05, 0.3, 0.6]]
    let map = try #require(TopicMap(phi: rows.flatMap(\.self), topicCount: 3))
    #expect(abs(map.shown - 1) < 1e-6)
    for (i, j) in [(0, 1), (0, 2), (1, 2)] {
      let (x, y) = (map.places[i].x - map.places[j].x, map.places[i].y - map.places[j].y)
      // Single-precision products: seven digits.
      #expect(
        abs((x * x + y * y).squareRoot() - hellingerDistance(rows[i], rows[j])) < 1e-6,
        "topics \(i) and \(j)")
    }
  }

  @Test("The place that is farthest out along each direction is on its positive side")
  func signs() throws {
    var phi: [Double] = []
    for k in 0..<5 {
      let row = (0..<7).map { w in Double((k * 3 + w * w) % 7 + 1) }
      let total = row.reduce(0, +)
      phi += row.map { $0 / total }
    }
    let map = try #require(TopicMap(phi: phi, topicCount: 5))
    let (x, y): ([Double], [Double]) = (map.places.map { $0.x }, map.places.map { $0.y })
    for coordinates in [x, y] {
      let farthest = try #require(coordinates.max { abs($0) < abs($1) })
      #expect(farthest > 0)
      #expect(abs(coordinates.reduce(0, +)) < 1e-6, "centred")
    }
    #expect((0...1).contains(map.shown) && map.shown < 1)
  }

  @Test("Equal topics lie on one spot, and below three there is no map")
  func degenerate() throws {
    let map = try #require(TopicMap(phi: [0.5, 0.5, 0.5, 0.5, 0.5, 0.5], topicCount: 3))
    #expect(map.places.allSatisfy { abs($0.x) < 1e-3 && abs($0.y) < 1e-3 })
    #expect(TopicMap(phi: [0.5, 0.5, 0.1, 0.9], topicCount: 2) == nil)
  }
}
