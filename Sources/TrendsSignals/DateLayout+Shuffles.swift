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
      for panel in 0..<columns.panelCount { write(columns, panel: panel, deal: deal, to: sums) }
    }
    return sums
  }

  /// Shuffles the documents over the periods many times, and hands on the sums of their shares.
  ///
  /// - Parameters:
  ///   - columns: the topics.
  ///   - shuffles: their numbers.
  ///   - threadCount: changes speed only.
  ///   - stream: the random numbers of a shuffle.
  ///   - body: called from any thread, in any order, with the number of a shuffle and its sums, which
  ///     are those of another one afterwards.
  /// - Returns: what `body` gave, in order.
  func eachShuffle<Result: Sendable>(
    of columns: TopicColumns, _ shuffles: Range<Int>, threadCount: Int,
    stream: @Sendable (Int) -> RandomStream,
    body: @Sendable (_ shuffle: Int, _ sums: TopicSums) -> Result
  ) -> [Result] {
    precondition(columns.rowCount == documents.count, "a row of shares for each unit")
    // Two fours have their deals and sums in the same memory.
    let part = 8
    return concurrentMap((shuffles.count + part - 1) / part, threadCount: threadCount) { p in
      var deals = [UInt32](repeating: 0, count: 4 * labels.count)
      let sums = (0..<4).map { _ in TopicSums(periodCount: sizes.count, columns: columns) }
      let first = shuffles.lowerBound + p * part
      let end = min(first + part, shuffles.upperBound)
      return stride(from: first, to: end, by: 4).flatMap { first in
        let four = first..<min(first + 4, end)
        for shuffle in four {
          deal(stream(shuffle), into: &deals, at: (shuffle - first) * labels.count)
        }
        write(columns, deals: deals, to: Array(sums[..<four.count]))
        return four.map { body($0, sums[$0 - first]) }
      }
    }.flatMap(\.self)
  }

  /// Sums by period under up to four deals.
  ///
  /// - Parameter deals: four, one after the other; those that no sums are asked of are any labels.
  private func write(_ columns: TopicColumns, deals: [UInt32], to sums: [TopicSums]) {
    let count = sizes.count * columns.lanes
    deals.withUnsafeBufferPointer { deals in
      guard let deals = deals.baseAddress else { return }
      withUnsafeTemporaryAllocation(
        byteCount: 4 * count * MemoryLayout<UInt16>.stride, alignment: 64
      ) { bytes in
        guard let narrow = bytes.bindMemory(to: UInt16.self).baseAddress else { return }
        for panel in 0..<columns.panelCount {
          if columns.mayBeSummedNarrowly {
            narrow.initialize(repeating: 0, count: 4 * count)
            for stratum in strata {
              tr_add_rows_of_four(
                columns.row(stratum.units.lowerBound, panel: panel), Int64(columns.lanes),
                Int64(stratum.counting), deals + stratum.start, Int64(labels.count),
                Int64(stratum.length), narrow, Int64(sizes.count))
            }
          }
          for (i, sums) in sums.enumerated() {
            // A sum that has no room in sixteen bits is made anew.
            guard columns.mayBeSummedNarrowly,
              tr_widen(narrow + i * count, Int64(count), sums.panel(panel)) < UInt16.max
            else {
              write(columns, panel: panel, deal: deals + i * labels.count, to: sums)
              continue
            }
          }
        }
      }
    }
  }

  /// Sums a panel by period under one deal.
  private func write(
    _ columns: TopicColumns, panel: Int, deal: UnsafePointer<UInt32>, to sums: TopicSums
  ) {
    sums.clear(panel)
    for stratum in strata {
      tr_add_rows(
        columns.row(stratum.units.lowerBound, panel: panel), Int64(columns.lanes),
        Int64(stratum.counting), deal + stratum.start, Int64(stratum.length), sums.panel(panel))
    }
  }
}
