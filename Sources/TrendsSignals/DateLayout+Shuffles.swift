import Dispatch
import TrendsCompute

extension DateLayout {
  /// Shuffles that go through the shares together.
  private static let shufflesTogether = 8

  /// Shuffles the documents over the periods many times, and hands on the sums of their shares.
  ///
  /// - Parameters:
  ///   - columns: the topics.
  ///   - shuffles: their numbers.
  ///   - threadCount: changes speed only.
  ///   - stream: the random numbers of a shuffle.
  ///   - body: called from any thread, in any order, with the number of the first of some shuffles
  ///     and the sums of each, `[T × topics]`.
  func eachShuffle(
    of columns: TopicColumns, _ shuffles: Range<Int>, threadCount: Int,
    stream: @Sendable (Int) -> RandomStream,
    body: @Sendable (_ first: Int, _ sums: [TopicMatrix]) -> Void
  ) {
    let starts = Array(
      stride(from: shuffles.lowerBound, to: shuffles.upperBound, by: Self.shufflesTogether))
    let threadCount = max(1, min(threadCount, starts.count))
    DispatchQueue.concurrentPerform(iterations: threadCount) { thread in
      for i in stride(from: thread, to: starts.count, by: threadCount) {
        let some = starts[i]..<min(starts[i] + Self.shufflesTogether, shuffles.upperBound)
        body(some.lowerBound, sums(columns, deals: some.map { deal(stream($0)) }))
      }
    }
  }
}
