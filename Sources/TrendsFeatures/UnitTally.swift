/// How often each unit of a segmentation occurs, and in how many documents.
struct UnitTally: Sendable {
  /// Occurrences of each unit.
  var counts: [Int]
  /// Documents with each unit.
  var documents: [Int]
  /// The sum of `counts`.
  var total: Int { counts.reduce(0, +) }

  /// Counts units `0..<unitCount`.
  init(_ segmentation: Segmentation, unitCount: Int, threadCount: Int) {
    counts = [Int](repeating: 0, count: unitCount)
    documents = counts
    let slices = concurrentSlices(of: segmentation.documentLengths, sliceCount: threadCount) {
      range in
      var counts = [Int](repeating: 0, count: unitCount)
      var documents = counts
      var lastDocument = [Int](repeating: -1, count: unitCount)
      for document in range {
        for index in segmentation.units(of: document) {
          let unit = Int(segmentation.units[index])
          counts[unit] += 1
          if lastDocument[unit] != document {
            lastDocument[unit] = document
            documents[unit] += 1
          }
        }
      }
      return (counts, documents)
    }
    for (sliceCounts, sliceDocuments) in slices {
      for unit in 0..<unitCount {
        counts[unit] += sliceCounts[unit]
        documents[unit] += sliceDocuments[unit]
      }
    }
  }
}
