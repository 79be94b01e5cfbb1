import Dispatch
import Glibc
import Synchronization

/// Threads that go through the steps of a sweep together.
///
/// The tasks of a step may run on any thread in any order; the last one to finish closes the step,
/// and only then does the next one open. A thread that comes late finds its tasks done and goes on,
/// so that a busy machine slows the crew down and never stops it.
final class Crew: @unchecked Sendable {
  private let next = Atomic<Int>(0)
  private let finished = Atomic<Int>(0)
  private let opened = Atomic<Int>(0)

  /// Runs `stepCount` steps of `taskCount` tasks.
  ///
  /// - Parameters:
  ///   - threadCount: at least 1.
  ///   - body: runs one task of a step.
  ///   - closing: runs once after all tasks of a step, before any of the next.
  static func run(
    stepCount: Int, taskCount: Int, threadCount: Int,
    body: @escaping @Sendable (_ step: Int, _ task: Int) -> Void,
    closing: @escaping @Sendable (_ step: Int) -> Void
  ) {
    if threadCount <= 1 || taskCount <= 1 {
      for step in 0..<stepCount {
        for task in 0..<taskCount { body(step, task) }
        closing(step)
      }
      return
    }
    let crew = Crew()
    DispatchQueue.concurrentPerform(iterations: min(threadCount, taskCount)) { _ in
      for step in 0..<stepCount {
        while let task = crew.claim(step, taskCount) {
          body(step, task)
          let (_, done) = crew.finished.add(1, ordering: .acquiringAndReleasing)
          if done == (step + 1) * taskCount {
            closing(step)
            crew.opened.store(step + 1, ordering: .releasing)
          }
        }
        crew.wait(until: step + 1)
      }
    }
  }

  /// The next task of a step, or nil where all are taken.
  private func claim(_ step: Int, _ taskCount: Int) -> Int? {
    var taken = next.load(ordering: .relaxed)
    while taken < (step + 1) * taskCount {
      let (exchanged, original) = next.weakCompareExchange(
        expected: taken, desired: taken + 1, ordering: .acquiringAndReleasing)
      if exchanged { return taken - step * taskCount }
      taken = original
    }
    return nil
  }

  /// Waits for a step to open: spins for some microseconds, then gives the core away.
  private func wait(until step: Int) {
    var spins = 0
    while opened.load(ordering: .acquiring) < step {
      spins += 1
      if spins > 2000 { sched_yield() }
    }
  }
}
