/// How often each unit of a segmentation occurs, and in how many documents.
struct UnitTally: Sendable {
  private struct Entry: Sendable {
    var count: UInt32 = 0
    var documents: UInt32 = 0
    /// The last document that had it, counted from 1.
    var lastDocument: UInt32 = 0
  }

  /// Occurrences of each unit.
  private(set) var counts: [Int]
  /// Documents with each unit.
  private(set) var documents: [Int]
  /// The sum of `counts`.
  var total: Int { counts.reduce(0, +) }

  /// Counts units `0..<unitCount`.
  init(_ segmentation: Segmentation, unitCount: Int, threadCount: Int) {
    let slices = segmentation.concurrently(threadCount: threadCount) { range in
      var entries = [Entry](repeating: Entry(), count: unitCount)
      entries.withUnsafeMutableBufferPointer { entries in
        for (index, block) in segmentation.blocks[range].enumerated() {
          for document in 0..<block.documentCount {
            let number = UInt32(
              (range.lowerBound + index) * Segmentation.documentsPerBlock + document + 1)
            for unit in block.units[block.units(of: document)] {
              entries[Int(unit.unit)].count += 1
              if entries[Int(unit.unit)].lastDocument != number {
                entries[Int(unit.unit)].lastDocument = number
                entries[Int(unit.unit)].documents += 1
              }
            }
          }
        }
      }
      return entries
    }
    counts = [Int](repeating: 0, count: unitCount)
    documents = counts
    for slice in slices {
      for (unit, entry) in slice.enumerated() {
        counts[unit] += Int(entry.count)
        documents[unit] += Int(entry.documents)
      }
    }
  }
}
