import CKernels
import TrendsCompute

extension DateLayout {
  /// Σ s(d,k) over the documents of each period.
  func sums(_ columns: TopicColumns) -> TopicSums { sums(columns, deal: labels) }

  /// The same, where the units have other labels.
  ///
  /// - Precondition: every label is below the number of periods.
  func sums(_ columns: TopicColumns, deal: [UInt32]) -> TopicSums {
    precondition(columns.rowCount == documents.count, "a row of shares for each unit")
    precondition(deal.count == labels.count, "a deal of these documents")
    let sums = TopicSums(periodCount: sizes.count, columns: columns)
    deal.withUnsafeBufferPointer { deal in
      guard let deal = deal.baseAddress else { return }
      for panel in 0..<columns.panelCount {
        if columns.mayBeSummedNarrowly,
          addNarrowly(columns, panel: panel, deal: deal, to: sums)
        {
          continue
        }
        for stratum in strata {
          tr_add_rows(
            columns.row(stratum.units.lowerBound, panel: panel), Int64(columns.lanes),
            Int64(stratum.counting), deal + stratum.start, Int64(stratum.length),
            sums.panel(panel))
        }
      }
    }
    return sums
  }

  /// Sums a panel in sixteen bits.
  ///
  /// - Returns: false where a sum has no room in them; the sums are to be made anew then.
  private func addNarrowly(
    _ columns: TopicColumns, panel: Int, deal: UnsafePointer<UInt32>, to sums: TopicSums
  ) -> Bool {
    let count = sizes.count * columns.lanes
    return withUnsafeTemporaryAllocation(
      byteCount: count * MemoryLayout<UInt16>.stride, alignment: 64
    ) { bytes in
      let narrow = bytes.bindMemory(to: UInt16.self)
      narrow.initialize(repeating: 0)
      guard let base = narrow.baseAddress else { return true }
      for stratum in strata {
        tr_add_rows_narrow(
          columns.row(stratum.units.lowerBound, panel: panel), Int64(columns.lanes),
          Int64(stratum.counting), deal + stratum.start, Int64(stratum.length), base)
      }
      guard tr_widen(base, Int64(count), sums.panel(panel)) < UInt16.max else {
        sums.clear(panel)
        return false
      }
      return true
    }
  }

  /// Shuffles the documents over the periods many times, and hands on the sums of their shares.
  ///
  /// - Parameters:
  ///   - columns: the topics.
  ///   - shuffles: their numbers.
  ///   - threadCount: changes speed only.
  ///   - stream: the random numbers of a shuffle.
  ///   - body: called from any thread, in any order, with the number of a shuffle and its sums.
  /// - Returns: what `body` gave, in order.
  func eachShuffle<Result: Sendable>(
    of columns: TopicColumns, _ shuffles: Range<Int>, threadCount: Int,
    stream: @Sendable (Int) -> RandomStream,
    body: @Sendable (_ shuffle: Int, _ sums: TopicSums) -> Result
  ) -> [Result] {
    concurrentMap(shuffles.count, threadCount: threadCount) { i in
      let shuffle = shuffles.lowerBound + i
      return body(shuffle, sums(columns, deal: deal(stream(shuffle))))
    }
  }
}
