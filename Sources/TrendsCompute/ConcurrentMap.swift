import Dispatch
import Synchronization

/// Works on `0..<count` at once: each thread takes the next number when it is done with one.
///
/// - Parameters:
///   - count: how many pieces of work.
///   - threadCount: changes speed only.
///   - work: called once for each number, from any thread.
/// - Returns: the results in order.
package func concurrentMap<Result: Sendable>(
  _ count: Int, threadCount: Int, _ work: @Sendable (Int) -> Result
) -> [Result] {
  let threadCount = min(threadCount, count)
  guard threadCount > 1 else { return (0..<count).map(work) }
  var results = [Result?](repeating: nil, count: count)
  let next = Atomic(0)
  results.withUnsafeMutableBufferPointer { results in
    // No two threads have the same number.
    nonisolated(unsafe) let results = results
    DispatchQueue.concurrentPerform(iterations: threadCount) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        results[index] = work(index)
      }
    }
  }
  return results.compactMap { $0 }
}
