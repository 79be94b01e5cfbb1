/// Which neighbours are joined to which unit, and how eagerly.
struct PairJoins: Sendable {
  /// A run of units is cut at this length, so that joining takes linear time on any input.
  private static let longestRun = 256
  /// Marks of a unit: it is the left, the right unit of a pair.
  private static let left: UInt8 = 1
  private static let right: UInt8 = 2

  private var pairs = PairIndex()
  private var units: [UInt32] = []
  private var scores: [Double] = []
  /// Marks of each unit: most neighbours need no look-up.
  private var sides: [UInt8] = []

  /// A pair; of two that are the same the first counts.
  mutating func insert(_ first: UInt32, _ second: UInt32, unit: UInt32, score: Double) {
    let pair = pairs.insert(PairIndex.pair(first, second))
    guard pair == units.count else { return }
    units.append(unit)
    scores.append(score)
    reserve(unitCount: Int(max(first, second)) + 1)
    sides[Int(first)] |= Self.left
    sides[Int(second)] |= Self.right
  }

  /// Makes room for units that are new.
  mutating func reserve(unitCount: Int) {
    sides += [UInt8](repeating: 0, count: max(0, unitCount - sides.count))
  }

  /// The units of one run while they are joined.
  struct Run {
    fileprivate var units: [Segmentation.Unit] = []
    /// The pair number of each unit with the next, or -1.
    fileprivate var pairs: [Int] = []
  }

  /// Joins the units of a document, or of a part of one, run by run, and appends what comes out.
  ///
  /// - Parameter excluded: a unit that must not come out, for a phrase that gives way to its parts.
  func append(
    _ base: some RandomAccessCollection<Segmentation.Unit>, without excluded: UInt32?,
    scratch: inout Run, to result: inout [Segmentation.Unit]
  ) {
    _ = base.withContiguousStorageIfAvailable { base in
      sides.withUnsafeBufferPointer { sides in
        var start = 0
        // What stands before this is in the result.
        var done = 0
        while start < base.count {
          var end = start + 1
          var mayJoin = false
          while end < base.count, !base[end].opensRun, end - start < Self.longestRun {
            mayJoin =
              mayJoin
              || sides[Int(base[end - 1].unit)] & Self.left != 0
                && sides[Int(base[end].unit)] & Self.right != 0
            end += 1
          }
          if mayJoin {
            result.append(contentsOf: base[done..<start])
            append(
              run: UnsafeBufferPointer(rebasing: base[start..<end]), without: excluded,
              scratch: &scratch, to: &result)
            done = end
          }
          start = end
        }
        result.append(contentsOf: base[done...])
      }
    }
  }

  private func append(
    run: UnsafeBufferPointer<Segmentation.Unit>, without excluded: UInt32?,
    scratch: inout Run, to result: inout [Segmentation.Unit]
  ) {
    func pair(_ left: UInt32, _ right: UInt32) -> Int {
      guard sides[Int(left)] & Self.left != 0, sides[Int(right)] & Self.right != 0,
        let pair = pairs.find(PairIndex.pair(left, right)), units[pair] != excluded
      else { return -1 }
      return pair
    }
    scratch.pairs.removeAll(keepingCapacity: true)
    var joinable = 0
    for index in 1..<run.count {
      let found = pair(run[index - 1].unit, run[index].unit)
      scratch.pairs.append(found)
      joinable += found >= 0 ? 1 : 0
    }
    if joinable == 0 {
      result.append(contentsOf: run)
      return
    }
    scratch.units.removeAll(keepingCapacity: true)
    scratch.units.append(contentsOf: run)
    while joinable > 0 {
      var best = -1
      for (index, pair) in scratch.pairs.enumerated() where pair >= 0 {
        if best < 0 || scores[pair] > scores[scratch.pairs[best]] { best = index }
      }
      guard best >= 0 else { break }
      scratch.units[best].unit = units[scratch.pairs[best]]
      scratch.units[best].tokenCount += scratch.units[best + 1].tokenCount
      scratch.units.remove(at: best + 1)
      scratch.pairs.remove(at: best)
      if best > 0 {
        scratch.pairs[best - 1] = pair(scratch.units[best - 1].unit, scratch.units[best].unit)
      }
      if best < scratch.pairs.count {
        scratch.pairs[best] = pair(scratch.units[best].unit, scratch.units[best + 1].unit)
      }
      joinable = scratch.pairs.count { $0 >= 0 }
    }
    result.append(contentsOf: scratch.units)
  }
}
