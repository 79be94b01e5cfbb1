import CKernels
import Testing
import TrendsTestSupport

@testable import TrendsCompute
@testable import TrendsLDA

@Suite("Lists of the sparse kernel")
struct ListTests {
  /// A list from pairs of topic and count, with room for one more and padding.
  private func list(_ pairs: [(UInt32, UInt32)]) -> [UInt32] {
    let entries = pairs.map { $0.0 | $0.1 << 16 }
    return [UInt32(pairs.count)] + entries + [UInt32](repeating: 0, count: 16)
  }

  private func text(_ list: [UInt32]) -> String {
    list[1...Int(list[0])].map { "\($0 & 0xffff):\($0 >> 16)" }.joined(separator: " ")
  }

  @Test(
    "A token moves from one topic to another",
    arguments: [
      (from: 1, topic: 7, place: 2, expected: "5:2 3:2 7:2"),
      (from: 1, topic: 9, place: -1, expected: "5:2 3:2 7:1 9:1"),
      (from: 2, topic: 5, place: 0, expected: "5:3 3:3"),
      (from: 2, topic: 0, place: -1, expected: "5:2 3:3 0:1"),
    ])
  func moves(from: Int64, topic: UInt32, place: Int64, expected: String) {
    var list = list([(5, 2), (3, 3), (7, 1)])
    list.withUnsafeMutableBufferPointer {
      if let base = $0.baseAddress { tr_move_in_list(base, from, topic, place) }
    }
    #expect(text(list) == expected)
    #expect(list[(Int(list[0]) + 1)...].allSatisfy { $0 == 0 })
  }

  @Test("The last token of the first and only topic leaves it")
  func movesAlone() {
    var list = list([(4, 1)])
    list.withUnsafeMutableBufferPointer {
      if let base = $0.baseAddress { tr_move_in_list(base, 0, 6, -1) }
    }
    #expect(text(list) == "6:1")
  }

  @Test(
    "Every topic of a list is found at its place, and no other; padding is not topic 0",
    arguments: [1, 7, 8, 9, 100])
  func finds(length: Int) {
    let list = list((1...UInt32(length)).map { ($0 * 3, $0) })
    list.withUnsafeBufferPointer { list in
      guard let entries = list.baseAddress.map({ $0 + 1 }) else { return }
      for i in 1...length {
        #expect(tr_find_entry(entries, Int64(length), UInt32(i * 3)) == Int64(i - 1))
      }
      #expect(tr_find_entry(entries, Int64(length), 0) == -1)
      #expect(tr_find_entry(entries, Int64(length), 2) == -1)
    }
  }

  /// Evenly spaced points of the whole mass fall on each element as often as its share says, but for one
  /// point at each of its two ends and one that rounding may move.
  private func expectShares(_ masses: [Float], chosen: (Float) -> Int) {
    let total = masses.reduce(0) { $0 + Double($1) }
    let points = 40_000
    var hits = [Int](repeating: 0, count: masses.count)
    for i in 0..<points {
      let element = chosen(Float(total * (Double(i) + 0.5) / Double(points)))
      if hits.indices.contains(element) { hits[element] += 1 }
    }
    #expect(hits.reduce(0, +) >= points - 1)
    for (k, mass) in masses.enumerated() {
      let expected = Double(points) * Double(mass) / total
      #expect(abs(Double(hits[k]) - expected) <= 3, "element \(k)")
    }
  }

  @Test("A topic is chosen from a list by its share", arguments: [1, 5, 8, 23, 64])
  func choosesFromList(length: Int) throws {
    let scratch = SparseScratch(paddedTopicCount: 128)
    let random = try GSLGenerator(RandomStream(seed: 7, purpose: .simulation))
    for k in 0..<128 { scratch.phi[k] = Float(random.uniform()) + 0.01 }
    let pairs = (0..<UInt32(length)).map { ($0 * 37 % 128, $0 % 5 + 1) }
    let masses = pairs.map { Float($0.1) * scratch.phi[Int($0.0)] }
    list(pairs).withUnsafeBufferPointer { list in
      guard let entries = list.baseAddress.map({ $0 + 1 }) else { return }
      var place: Int64 = -1
      let mass = tr_scan_list(
        entries, Int64(length), scratch.phi, pairs[length / 2].0, scratch.cumulative, scratch.ends,
        &place)
      #expect(place == Int64(length / 2))
      #expect(abs(mass - masses.reduce(0, +)) < 1e-4 * mass)
      expectShares(masses) { point in
        var rest = point
        return Int(
          tr_choose_element(
            scratch.cumulative, Int64(length + 7) / 8, scratch.ends, &rest))
      }
    }
  }

  @Test("A topic is chosen from the smoothing mass by its share", arguments: [3, 64, 65, 700])
  func choosesSmoothed(topicCount: Int) throws {
    let padded = (topicCount + 63) / 64 * 64
    let scratch = SparseScratch(paddedTopicCount: padded)
    let alpha = allocateRow(padded, of: Float(0))
    defer { alpha.deallocate() }
    let random = try GSLGenerator(RandomStream(seed: 8, purpose: .simulation))
    for k in 0..<topicCount {
      alpha[k] = Float(random.uniform())
      scratch.phi[k] = Float(random.uniform())
      scratch.smoothing[k / 64] += alpha[k] * scratch.phi[k]
    }
    expectShares((0..<topicCount).map { alpha[$0] * scratch.phi[$0] }) { point in
      Int(
        tr_choose_smoothed(
          scratch.smoothing, Int64(padded / 64), alpha, scratch.phi, point, scratch.cumulative,
          scratch.ends))
    }
  }
}
