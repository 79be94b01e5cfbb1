import Dispatch
import Glibc
import Synchronization

/// Threads that go through the steps of a sweep together.
///
/// A step has a task for each team, and the thread that ends its last task closes it. Tasks of the
/// next step may begin before that, but none of the step after: what a step leaves behind is seen two
/// steps later, and a team that was slow once need not be waited for. Steps that must see all before
/// them are barriers.
///
/// Each thread has its own tasks, so that what a task works on stays in the cache of its core: two
/// threads do 36 million tokens of kos a second at K = 100, and 30 with tasks taken in the order of
/// arrival. A thread with nothing to do takes a task of another that has not come to it, so that a busy
/// machine slows the crew down and never stops it.
final class Crew: @unchecked Sendable {
  private let stepCount: Int
  private let taskCount: Int
  private let barrierInterval: Int
  /// Counters, a cache line for each of: steps that are closed; finished tasks of the even step under
  /// way; those of the odd one; and each task, with the steps of it that were taken and that are done.
  private let counters: UnsafeMutablePointer<Atomic<Int>>
  private static let lineLength = 8
  private static let firstTask = 3

  private init(stepCount: Int, taskCount: Int, barrierInterval: Int) {
    self.stepCount = stepCount
    self.taskCount = taskCount
    self.barrierInterval = barrierInterval
    let count = (Self.firstTask + taskCount) * Self.lineLength
    counters = UnsafeMutableRawPointer.allocate(byteCount: count * 8, alignment: 64)
      .bindMemory(to: Atomic<Int>.self, capacity: count)
    for i in 0..<count { (counters + i).initialize(to: Atomic(0)) }
  }

  deinit {
    counters.deinitialize(count: (Self.firstTask + taskCount) * Self.lineLength)
    counters.deallocate()
  }

  /// Runs `stepCount` steps of `taskCount` tasks.
  ///
  /// - Parameters:
  ///   - threadCount: at least 1.
  ///   - barrierInterval: a step whose number is a multiple of it begins only when all before it are
  ///     closed. Any other begins when all but the last before it are closed; a task's own steps always
  ///     follow each other.
  ///   - body: runs one task of a step.
  ///   - closing: runs once after all tasks of a step, in the order of the steps, and before any task
  ///     of the step after the next.
  static func run(
    stepCount: Int, taskCount: Int, threadCount: Int, barrierInterval: Int,
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
    let crew = Crew(
      stepCount: stepCount, taskCount: taskCount, barrierInterval: barrierInterval)
    let threadCount = min(threadCount, taskCount)
    DispatchQueue.concurrentPerform(iterations: threadCount) { thread in
      let own = thread * taskCount / threadCount..<(thread + 1) * taskCount / threadCount
      crew.work(own: own, body: body, closing: closing)
    }
  }

  /// Spins after which a thread takes a task that is not its own: it would come back with a cold cache.
  private static let patience = 200
  /// Spins, some microseconds, after which a thread gives its core away.
  private static let endurance = 2000

  private func work(
    own: Range<Int>, body: (_ step: Int, _ task: Int) -> Void, closing: (_ step: Int) -> Void
  ) {
    let closed = counters
    var spins = 0
    while true {
      let closedCount = closed.pointee.load(ordering: .acquiring)
      if closedCount == stepCount { return }
      let candidates = spins < Self.patience ? own : 0..<taskCount
      guard let (task, step) = take(of: candidates, closedCount: closedCount) else {
        Self.spin(&spins)
        continue
      }
      spins = 0
      body(step, task)
      done(task).pointee.store(step + 1, ordering: .releasing)
      let finished = counters + (1 + step & 1) * Self.lineLength
      let (_, count) = finished.pointee.add(1, ordering: .acquiringAndReleasing)
      if count == taskCount {
        finished.pointee.store(0, ordering: .relaxed)
        // The step before may still be closing on another thread.
        while closed.pointee.load(ordering: .acquiring) < step { Self.spin(&spins) }
        spins = 0
        closing(step)
        closed.pointee.store(step + 1, ordering: .releasing)
      }
    }
  }

  private static func spin(_ spins: inout Int) {
    spins += 1
    if spins > endurance { sched_yield() }
  }

  /// Takes, of some tasks, the one that is furthest behind of those that may go on.
  private func take(of tasks: Range<Int>, closedCount: Int) -> (task: Int, step: Int)? {
    var best = (task: -1, step: stepCount)
    for task in tasks {
      let step = done(task).pointee.load(ordering: .acquiring)
      let needed = step % barrierInterval == 0 ? step : step - 1
      if step < best.step, closedCount >= needed,
        taken(task).pointee.load(ordering: .relaxed) == step
      {
        best = (task, step)
      }
    }
    guard best.task >= 0,
      taken(best.task).pointee.compareExchange(
        expected: best.step, desired: best.step + 1, ordering: .acquiringAndReleasing
      ).exchanged
    else { return nil }
    return best
  }

  private func taken(_ task: Int) -> UnsafeMutablePointer<Atomic<Int>> {
    counters + (Self.firstTask + task) * Self.lineLength
  }

  private func done(_ task: Int) -> UnsafeMutablePointer<Atomic<Int>> { taken(task) + 1 }
}
