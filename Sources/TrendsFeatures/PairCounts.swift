/// How often units, and pairs of neighbours, occur in a segmentation.
struct PairCounts: Sendable {
  /// Occurrences of each unit.
  var unitCounts: [Int]
  /// N, the sum of `unitCounts`.
  var total = 0
  /// The pairs, numbered.
  var pairs = PairIndex()
  /// Occurrences of each pair.
  var counts: [Int] = []
  /// Documents with each pair.
  var documents: [Int] = []

  /// Counts pairs whose words together number at most `longest`.
  init(_ segmentation: Segmentation, unitLengths: [Int], longest: Int, threadCount: Int) {
    unitCounts = [Int](repeating: 0, count: unitLengths.count)
    let slices = concurrentSlices(of: segmentation.documentLengths, sliceCount: threadCount) {
      PairCounts(segmentation, $0, unitLengths: unitLengths, longest: longest)
    }
    // One slice after the other: sums of integers, whatever the slices.
    for slice in slices {
      total += slice.total
      for (unit, count) in slice.unitCounts.enumerated() { unitCounts[unit] += count }
      for (index, pair) in slice.pairs.pairs.enumerated() {
        let number = pairs.insert(pair)
        if number == counts.count {
          counts.append(0)
          documents.append(0)
        }
        counts[number] += slice.counts[index]
        documents[number] += slice.documents[index]
      }
    }
  }

  private init(
    _ segmentation: Segmentation, _ range: Range<Int>, unitLengths: [Int], longest: Int
  ) {
    unitCounts = [Int](repeating: 0, count: unitLengths.count)
    pairs = PairIndex(capacity: 16_384)
    var lastDocument: [Int] = []
    for document in range {
      let units = segmentation.units(of: document)
      total += units.count
      for index in units {
        let unit = Int(segmentation.units[index])
        unitCounts[unit] += 1
        guard index > units.lowerBound, !segmentation.opensRun[index] else { continue }
        let left = Int(segmentation.units[index - 1])
        guard unitLengths[left] + unitLengths[unit] <= longest else { continue }
        let number = pairs.insert(PairIndex.pair(UInt32(left), UInt32(unit)))
        if number == counts.count {
          counts.append(0)
          documents.append(0)
          lastDocument.append(-1)
        }
        counts[number] += 1
        if lastDocument[number] != document {
          lastDocument[number] = document
          documents[number] += 1
        }
      }
    }
  }
}
