extension BagOfWords {
  /// Counts the terms of each document; the corpus is emptied on the way.
  ///
  /// - Parameter termOfUnit: the term of each unit, or -1 where it is none.
  init(
    counting corpus: inout Segmentation, termOfUnit: [Int], termCount: Int, threadCount: Int
  ) {
    let unitCount = corpus.blocks.reduce(0) { $0 + $1.units.count }
    var slices = corpus.concurrentlyUpdate(threadCount: threadCount) { range, blocks in
      var (ends, terms, counts) = ([Int](), [UInt32](), [UInt32]())
      // The rows of all slices end up with those of the first.
      let room =
        range.lowerBound == 0 ? unitCount : range.reduce(0) { $0 + blocks[$1].units.count }
      terms.reserveCapacity(room)
      counts.reserveCapacity(room)
      var row: [UInt32] = []
      for index in range {
        let block = blocks[index]
        blocks[index] = Segmentation.Block()
        for document in 0..<block.documentCount {
          row.removeAll(keepingCapacity: true)
          for unit in block.units[block.units(of: document)] {
            let term = termOfUnit[Int(unit.unit)]
            if term >= 0 { row.append(UInt32(term)) }
          }
          row.sort()
          for (index, term) in row.enumerated() {
            if index > 0, row[index - 1] == term {
              counts[counts.count - 1] += 1
            } else {
              terms.append(term)
              counts.append(1)
            }
          }
          ends.append(terms.count)
        }
      }
      return (ends, terms, counts)
    }
    guard !slices.isEmpty else {
      self.init(documentStarts: [0], terms: [], counts: [], termCount: termCount)
      return
    }
    var (starts, terms, counts) = slices.removeFirst()
    starts.insert(0, at: 0)
    while !slices.isEmpty {
      let slice = slices.removeFirst()
      let offset = terms.count
      starts += slice.0.map { $0 + offset }
      terms += slice.1
      counts += slice.2
    }
    self.init(documentStarts: starts, terms: terms, counts: counts, termCount: termCount)
  }

  /// The bag without some terms; the others move up and keep their order.
  ///
  /// - Parameter gone: terms, ascending, each once.
  func without(_ gone: [Int]) -> BagOfWords {
    var newTerms = [Int](repeating: 0, count: termCount)
    for term in gone { newTerms[term] = -1 }
    var next = 0
    for term in newTerms.indices where newTerms[term] >= 0 {
      newTerms[term] = next
      next += 1
    }
    var (starts, terms, counts) = ([0], [UInt32](), [UInt32]())
    terms.reserveCapacity(self.terms.count)
    counts.reserveCapacity(self.counts.count)
    for document in 0..<documentCount {
      for entry in documentStarts[document]..<documentStarts[document + 1] {
        let term = newTerms[Int(self.terms[entry])]
        guard term >= 0 else { continue }
        terms.append(UInt32(term))
        counts.append(self.counts[entry])
      }
      starts.append(terms.count)
    }
    return BagOfWords(documentStarts: starts, terms: terms, counts: counts, termCount: next)
  }
}
