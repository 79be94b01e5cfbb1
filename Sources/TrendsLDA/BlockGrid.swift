import TrendsFeatures

/// How the Latin square cuts a corpus: P groups of documents by P ranges of terms, each with about
/// the same number of tokens.
///
/// A sweep has P steps; in step *s* group *g* meets the range whose turn is (g + s) mod P. The P blocks of a step share
/// no document and no term, so any thread may take any of them, in any order. P belongs to the model:
/// it is never chosen by the number of threads.
struct BlockGrid: Sendable {
  /// P, from 1.
  let parts: Int
  /// The group of each document, `[D]`.
  let groups: [UInt16]
  /// The range of each term, `[V]`, ascending.
  let ranges: [UInt16]

  /// - Complexity: O(N + D·P).
  init(_ bag: BagOfWords, parts: Int) {
    self.parts = parts
    var groups = [UInt16](repeating: 0, count: bag.documentCount)
    var totals = [Int](repeating: 0, count: bag.termCount)
    var filled = [Int](repeating: 0, count: parts)
    for d in 0..<bag.documentCount {
      var length = 0
      for i in bag.documentStarts[d]..<bag.documentStarts[d + 1] {
        totals[Int(bag.terms[i])] += Int(bag.counts[i])
        length += Int(bag.counts[i])
      }
      // Each document goes where there are fewest tokens so far, so that groups mix all dates.
      var least = 0
      for g in 1..<max(1, parts) where filled[g] < filled[least] { least = g }
      groups[d] = UInt16(least)
      filled[least] += length
    }
    self.groups = groups
    var before = 0
    ranges = totals.map { total in
      defer { before += total }
      return UInt16(min(parts - 1, (before + total / 2) * parts / max(1, bag.tokenCount)))
    }
  }

  /// The block of a group in a step.
  ///
  /// Ranges take turns in the order 0, P − 1, 1, P − 2, …: neighbouring groups then have common and
  /// rare terms at the same time, and a team of neighbours takes about as long as another.
  func block(group: Int, step: Int) -> Int {
    let turn = (group + step) % parts
    return group * parts + (turn % 2 == 0 ? turn / 2 : parts - 1 - turn / 2)
  }
}

/// An order of the tokens in which a sampler keeps z, other than document by document.
protocol TokenLayout: AnyObject {
  var bag: BagOfWords { get }

  /// Walks the corpus in document order: `count` tokens of one term in one document stand at
  /// `first` in document order, and from `position` on here.
  func forEachRun(_ body: (_ first: Int, _ position: Int, _ count: Int) -> Void)
}

extension TokenLayout {
  /// z in document order, from z in this order.
  func inDocumentOrder(_ z: UnsafePointer<UInt16>) -> [UInt16] {
    var result = [UInt16](repeating: 0, count: bag.tokenCount)
    forEachRun { first, position, count in
      for i in 0..<count { result[first + i] = z[position + i] }
    }
    return result
  }

  /// Writes z in this order, from z in document order.
  func store(_ assignments: [UInt16], to z: UnsafeMutablePointer<UInt16>) {
    forEachRun { first, position, count in
      for i in 0..<count { z[position + i] = assignments[first + i] }
    }
  }
}
