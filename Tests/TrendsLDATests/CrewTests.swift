import Synchronization
import Testing

@testable import TrendsLDA

@Suite("Crew")
struct CrewTests {
  /// What happened, in the order in which it did.
  private enum Event: Equatable {
    case began(step: Int, task: Int)
    case ended(step: Int, task: Int)
    case closed(step: Int)
  }

  /// Tasks that take unequal times, so that threads fall behind each other.
  private func events(stepCount: Int, taskCount: Int, threadCount: Int, barrierInterval: Int)
    -> [Event]
  {
    let log = Mutex<[Event]>([])
    let sink = Atomic<UInt32>(0)
    Crew.run(
      stepCount: stepCount, taskCount: taskCount, threadCount: threadCount,
      barrierInterval: barrierInterval
    ) { step, task in
      log.withLock { $0.append(.began(step: step, task: task)) }
      var noise = UInt32(truncatingIfNeeded: step &* 7919 &+ task &* 104_729)
      for _ in 0..<(step &* 31 &+ task &* 17) % 13 * 400 { noise = noise &* 1_664_525 &+ 1 }
      sink.store(noise, ordering: .relaxed)
      log.withLock { $0.append(.ended(step: step, task: task)) }
    } closing: { step in
      log.withLock { $0.append(.closed(step: step)) }
    }
    return log.withLock { $0 }
  }

  @Test(
    "Every task runs once, steps close in order, and nobody runs ahead of what it must see",
    arguments: [(1, 4), (2, 2), (2, 4), (3, 3), (3, 16), (8, 8)], [1, 5])
  func order(sizes: (threadCount: Int, taskCount: Int), barrierInterval: Int) {
    let stepCount = 40
    let events = events(
      stepCount: stepCount, taskCount: sizes.taskCount, threadCount: sizes.threadCount,
      barrierInterval: barrierInterval)
    var closed = 0
    var ended = [Int](repeating: 0, count: sizes.taskCount)
    var began = ended
    for event in events {
      switch event {
      case .began(let step, let task):
        #expect(step == began[task] && step == ended[task])
        #expect(closed >= (step % barrierInterval == 0 ? step : step - 1))
        began[task] += 1
      case .ended(let step, let task):
        #expect(step == ended[task])
        ended[task] += 1
      case .closed(let step):
        #expect(step == closed)
        #expect(ended.allSatisfy { $0 > step })
        closed += 1
      }
    }
    #expect(closed == stepCount)
    #expect(ended.allSatisfy { $0 == stepCount })
  }
}
