import Dispatch
import Glibc
import Synchronization

/// Threads that go through the steps of a sweep together.
///
/// The tasks of a step may run on any thread in any order; the last one to finish closes the step,
/// and only then does the next one open. Each thread looks at the same task first in every step, so
/// that what a task works on stays in the cache of its core: two threads do 36 million tokens of kos a
/// second at K = 100, and 30 with tasks taken in the order of arrival. A thread that comes late finds
/// its task done by another and goes on, so that a busy machine slows the crew down and never stops it.
final class Crew: @unchecked Sendable {
  private let taskCount: Int
  /// How many steps of each task have been taken, `[tasks × lineLength]`: a task has a cache line.
  private let taken: UnsafeMutablePointer<Atomic<Int>>
  private static let lineLength = 8
  private let finished = Atomic<Int>(0)
  private let opened = Atomic<Int>(0)

  private init(taskCount: Int) {
    self.taskCount = taskCount
    taken = .allocate(capacity: taskCount * Self.lineLength)
    for i in 0..<taskCount * Self.lineLength { (taken + i).initialize(to: Atomic(0)) }
  }

  deinit {
    taken.deinitialize(count: taskCount * Self.lineLength)
    taken.deallocate()
  }

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
    let crew = Crew(taskCount: taskCount)
    let threadCount = min(threadCount, taskCount)
    DispatchQueue.concurrentPerform(iterations: threadCount) { thread in
      let first = thread * taskCount / threadCount
      for step in 0..<stepCount {
        for offset in 0..<taskCount {
          let task = (first + offset) % taskCount
          guard crew.claims(task, step) else { continue }
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

  /// Takes a task of a step; false where another thread has it.
  private func claims(_ task: Int, _ step: Int) -> Bool {
    let place = taken + task * Self.lineLength
    return place.pointee.load(ordering: .relaxed) == step
      && place.pointee.compareExchange(
        expected: step, desired: step + 1, ordering: .acquiringAndReleasing
      ).exchanged
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
