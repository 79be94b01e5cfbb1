import Foundation
import TrendsFeatures
import TrendsLDA

/// How long a fit will take and how much memory it needs, told before it starts.
struct FitEstimate: CustomStringConvertible {
  let seconds: Double
  /// The largest resident size of the process until the end.
  let bytes: Int
  /// What will sweep the tokens.
  let sampler: SamplerKind

  /// Time from the cost of a token, measured on one core with AVX2 on two corpora at K = 20, 100, 500
  /// and 1000, and from how fast this machine is at the moment; memory from what the process holds
  /// already and the arrays that are to come.
  ///
  /// - Parameter sweepsDone: sweeps of all chains that need not be done again.
  init(bag: BagOfWords, options: LDAOptions, threadCount: Int, sweepsDone: Int = 0) {
    let topicCount = Double(options.topicCount)
    sampler = options.resolvedSampler(for: bag)
    let usesLists =
      sampler == .sparse || sampler == .square && options.topicCount > SamplerKind.mostLaneTopics
    let perToken =
      switch sampler {
      case .scalar: 120 + 14 * topicCount
      case .square where !usesLists: 22 + 0.22 * topicCount
      case .sparse, .square: 40 + 4.3 * topicCount.squareRoot()
      case .auto, .dense: 30 + 0.3 * topicCount
      }
    let atOnce = min(threadCount, options.chainCount)
    let rounds = (options.chainCount + atOnce - 1) / atOnce
    // What threads are left over share the sweeps of the square.
    let sharing = sampler == .square ? Double(max(1, threadCount / atOnce)) : 1
    let left = 1 - Double(sweepsDone) / Double(options.chainCount * options.sweepCount)
    seconds =
      perToken * Self.slowness(on: bag) * 1e-9 * Double(bag.tokenCount) * Double(options.sweepCount)
      * Double(rounds)
      / sharing * left

    let tables = atOnce * bag.termCount * options.topicCount * 4
    let sums = options.chainCount * bag.termCount * options.topicCount * 4
    let documents =
      usesLists
      ? 4 * bag.tokenCount
      : sampler == .square ? 2 * bag.documentCount * options.topicCount : 0
    let tokens = bag.tokenCount * (5 + 4 * atOnce + 2 * options.chainCount) + atOnce * documents
    // A document of N tokens is on about √N topics in a draw; a cell takes 2 + 4 bytes, a row 8.
    let length = Double(bag.tokenCount) / Double(max(1, bag.documentCount))
    let topics = min(Double(options.topicCount), length.squareRoot())
    let draws =
      Double(options.drawsPerChain * options.chainCount * bag.documentCount) * (8 + 6 * topics)
    let held = Self.residentBytes
    bytes = max(held.peak, held.now + tables + sums + tokens + Int(draws))
  }

  /// How much slower this machine is than the one that the costs were measured on: the fastest of some
  /// short sweeps, over what it took there. 1 where the corpus is too small to tell.
  private static func slowness(on bag: BagOfWords) -> Double {
    let nanosecondsThere = 38.0
    guard bag.tokenCount >= 20_000 else { return 1 }
    var fastest = Double.infinity
    var last = ContinuousClock.now
    // What cannot be rehearsed cannot be fitted either, and says so when it is tried.
    try? rehearse(bag, tokenCount: 50_000, sweepCount: 8) { tokens in
      let now = ContinuousClock.now
      let elapsed = (now - last).components
      fastest = min(fastest, (Double(elapsed.attoseconds) * 1e-9) / Double(tokens))
      last = now
    }
    return fastest.isFinite ? min(10, max(0.1, fastest / nanosecondsThere)) : 1
  }

  var description: String {
    "with the \(sampler.rawValue) sampler this takes about \(clockText(seconds)) and "
      + "\(grouped(max(1, bytes / 1_000_000))) MB"
  }

  /// The resident size of this process now and at its largest; 0 where the system does not say.
  private static var residentBytes: (now: Int, peak: Int) {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else {
      return (0, 0)
    }
    func kilobytes(_ key: String) -> Int {
      let line = status.split(separator: "\n").first { $0.hasPrefix(key + ":") }
      return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    }
    return (kilobytes("VmRSS") * 1024, kilobytes("VmHWM") * 1024)
  }
}
