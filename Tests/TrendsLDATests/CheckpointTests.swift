import Synchronization
import Testing
import TrendsFeatures
import TrendsTestSupport

@testable import TrendsCompute
@testable import TrendsLDA

@Suite("A fit that was stopped and goes on")
struct CheckpointTests {
  struct Variant: CustomTestStringConvertible, Sendable {
    var sampler: SamplerKind
    var generator: String
    var testDescription: String { "\(sampler) with \(generator)" }
  }

  static let variants =
    [SamplerKind.scalar, .dense, .sparse].flatMap { sampler in
      ["philox", "mt19937"].map { Variant(sampler: sampler, generator: $0) }
    } + [Variant(sampler: .square, generator: "philox")]

  /// Alpha is learned at sweeps 100, 120, …; draws are kept after every tenth sweep from 110 on.
  private func options(_ variant: Variant) -> LDAOptions {
    var options = LDAOptions()
    options.topicCount = 18
    options.chainCount = 3
    options.sweepCount = 200
    options.burnIn = 100
    options.drawsPerChain = 10
    options.sampler = variant.sampler
    options.generator = variant.generator
    return options
  }

  private let plain = Variant(sampler: .dense, generator: "philox")

  private func corpus() throws -> BagOfWords {
    try syntheticBag(documents: 30, length: 40, termCount: 60, topicCount: 6, seed: 8)
  }

  /// The newest checkpoint of each chain.
  private final class Kept: Sendable {
    private let newest = Mutex<[Int: ChainCheckpoint]>([:])
    var checkpoints: [ChainCheckpoint] { newest.withLock { Array($0.values) } }
    func save(_ checkpoint: ChainCheckpoint) {
      newest.withLock { $0[checkpoint.chain] = checkpoint }
    }
  }

  @Test("at any sweep, gives what it gives at once", arguments: variants, [1, 7, 50, 199])
  func sameBytes(variant: Variant, stop: Int) throws {
    let (bag, options) = (try corpus(), options(variant))
    let kept = Kept()
    let saver = CheckpointSaver(isDue: { _, sweep in sweep == stop }) {
      // Chains that are done are saved with the next checkpoint of another.
      if $0.sweep == stop { kept.save($0) }
    }
    let straight = try #require(try fitChains(bag, options: options, threadCount: 2, saver: saver))
    #expect(kept.checkpoints.map(\.sweep) == [stop, stop, stop])
    let resumed = try fitChains(bag, options: options, threadCount: 2, resuming: kept.checkpoints)
    #expect(resumed == straight)
  }

  @Test("again and again, with each chain at another sweep, gives what it gives at once")
  func manyStops() throws {
    let (bag, options) = (try corpus(), options(plain))
    let straight = try #require(try fitChains(bag, options: options, threadCount: 1))
    for threads in [1, 2, 3] {
      let kept = Kept()
      let saver = CheckpointSaver(isDue: { _, _ in false }, save: kept.save)
      var resumed: [ChainResult]?
      var rounds = 0
      while resumed == nil {
        let sweeps = Mutex(0)
        resumed = try fitChains(
          bag, options: options, threadCount: threads, resuming: kept.checkpoints, saver: saver
        ) { _ in
          sweeps.withLock {
            $0 += 1
            return $0 < 37
          }
        }
        rounds += 1
        try #require(rounds <= 3 * 200)
      }
      #expect(resumed == straight)
      // Each round does 37 sweeps and at most two more a thread.
      #expect(rounds >= 600 / (37 + 2 * threads))
    }
  }

  @Test("saves chains that are done with the next checkpoint, and none in a fit that needs none")
  func finishedChains() throws {
    let (bag, options) = (try corpus(), options(plain))
    let kept = Kept()
    let never = CheckpointSaver(isDue: { _, _ in false }, save: kept.save)
    _ = try fitChains(bag, options: options, threadCount: 1, saver: never)
    #expect(kept.checkpoints.isEmpty)

    let third = CheckpointSaver(
      isDue: { chain, sweep in chain == 2 && sweep == 5 }, save: kept.save)
    let straight = try fitChains(bag, options: options, threadCount: 1, saver: third)
    let saved = kept.checkpoints.sorted { $0.chain < $1.chain }
    #expect(saved.map(\.sweep) == [200, 200, 5])
    let resumed = try fitChains(bag, options: options, threadCount: 1, resuming: saved)
    #expect(resumed == straight)
  }

  @Test("saves chains that waited for their turn as they came when it is ended before")
  func waitingChains() throws {
    let (bag, options) = (try corpus(), options(plain))
    let before = Kept()
    let fifth = CheckpointSaver(isDue: { _, sweep in sweep == 5 }) {
      if $0.sweep == 5 { before.save($0) }
    }
    let straight = try fitChains(bag, options: options, threadCount: 1, saver: fifth)
    let after = Kept()
    let never = CheckpointSaver(isDue: { _, _ in false }, save: after.save)
    let ended = try fitChains(
      bag, options: options, threadCount: 1, resuming: before.checkpoints, saver: never
    ) { $0.sweep < 9 }
    #expect(ended == nil)
    let saved = after.checkpoints.sorted { $0.chain < $1.chain }
    #expect(saved.map(\.sweep) == [9, 5, 5])
    #expect(try fitChains(bag, options: options, threadCount: 1, resuming: saved) == straight)
  }

  @Test("ends with the error of a checkpoint that cannot be kept")
  func failingSaver() throws {
    struct Full: Error {}
    let kept = Kept()
    let saver = CheckpointSaver(isDue: { chain, sweep in chain == 1 && sweep == 20 }) {
      if $0.chain == 1 { throw Full() }
      kept.save($0)
    }
    #expect(throws: Full.self) {
      try fitChains(try corpus(), options: options(plain), threadCount: 3, saver: saver)
    }
    #expect(kept.checkpoints.allSatisfy { $0.chain != 1 })
  }

  @Test("does not go on from the checkpoint of another fit")
  func foreignCheckpoints() throws {
    let (bag, options) = (try corpus(), options(plain))
    let kept = Kept()
    let saver = CheckpointSaver(isDue: { _, sweep in sweep == 120 }, save: kept.save)
    _ = try fitChains(bag, options: options, threadCount: 1, saver: saver)
    let sound = try #require(kept.checkpoints.first { $0.chain == 0 })

    func problem(_ change: (inout ChainCheckpoint) -> Void) -> String {
      var checkpoint = sound
      change(&checkpoint)
      do {
        _ = try fitChains(bag, options: options, threadCount: 1, resuming: [checkpoint])
        return "accepted"
      } catch { return "\(error)" }
    }
    #expect(problem { _ in } == "accepted")
    let cases: [(String, (inout ChainCheckpoint) -> Void)] = [
      ("chain 3 is one too many for 3 chains", { $0.chain = 3 }),
      ("chain -1 is one too many for 3 chains", { $0.chain = -1 }),
      ("chain 0 is at sweep 0 of 200", { $0.sweep = 0 }),
      ("chain 0 is at sweep 201 of 200", { $0.sweep = 201 }),
      ("chain 0 is on its way to 400 sweeps, not 200", { $0.sweepCount = 400 }),
      ("chain 0 has draws of other sweeps", { $0.sweep = 130 }),
      ("chain 0 has draws of other sweeps", { $0.draws.removeLast() }),
      ("chain 0 has 17 values of alpha, not 18", { $0.alpha.removeLast() }),
      ("chain 0 has a prior that is not above 0", { $0.alpha[3] = 0 }),
      ("chain 0 has a prior that is not above 0", { $0.beta = .nan }),
      ("chain 0 assigns 1199 tokens, not 1200", { $0.assignments.removeLast() }),
      ("chain 0 assigns a token to topic 18 of 18", { $0.assignments[7] = 18 }),
      ("chain 0 has 1079 counts, not 18 x 60", { $0.topicTermCounts.removeLast() }),
      ("chain 0 has a draw of another shape", { $0.draws[1].alpha = [] }),
      (
        "chain 0 has a draw of another shape",
        { $0.draws[0].documentTopics.documentStarts.removeLast() }
      ),
      (
        "chain 0 has a state that does not fit the generator philox",
        { $0.generatorState = [1] }
      ),
    ]
    for (expected, change) in cases {
      #expect(
        problem(change) == "the checkpoint of \(expected); fit again without --resume")
    }
  }

  @Test("towards more sweeps, gives what a fit of so many gives at once", arguments: variants)
  func extended(variant: Variant) throws {
    let (bag, options) = (try corpus(), options(variant))
    let kept = Kept()
    let saver = CheckpointSaver(isDue: { _, _ in false }, save: kept.save)
    // Told to stop at every sweep, a chain leaves a checkpoint of its last one too.
    var done: [ChainResult]?
    while done == nil || kept.checkpoints.contains(where: { $0.sweep < 200 }) {
      done = try fitChains(
        bag, options: options, threadCount: 1, resuming: kept.checkpoints, saver: saver
      ) { $0.sweep % 25 != 0 }
    }
    // 400 sweeps, as all of `options` but half of them before the first draw.
    var longer = options
    longer.sweepCount = 400
    longer.burnIn = 200
    #expect(options.extended(to: 400) == longer)
    let resumed = try fitChains(
      bag, options: longer, threadCount: 2,
      resuming: kept.checkpoints.map { $0.extended(to: longer) })
    #expect(resumed == (try fitChains(bag, options: longer, threadCount: 2)))
  }

  @Test("takes the state of a generator only where it has the right size")
  func generatorState() throws {
    let generator = try GSLGenerator(name: "mt19937", seed: 4)
    _ = (0..<1000).map { _ in generator.word() }
    let state = generator.state
    let expected = (0..<1000).map { _ in generator.word() }
    let other = try GSLGenerator(name: "mt19937", seed: 5)
    #expect(!other.restore(Array(state.dropLast())))
    #expect(!other.restore([]))
    #expect(other.restore(state))
    #expect((0..<1000).map { _ in other.word() } == expected)
  }
}
