import Foundation
import TrendsFeatures
import TrendsLDA

/// How long a fit will take and how much memory it needs, told before it starts.
struct FitEstimate: CustomStringConvertible {
  let seconds: Double
  /// The largest resident size of the process until the end.
  let bytes: Int

  /// Time from the cost of a token, measured on one core with AVX2 at K = 20 and 100 (36 and 58 ns);
  /// memory from what the process holds already and the arrays that are to come.
  ///
  /// - Parameter sweepsDone: sweeps of all chains that need not be done again.
  init(bag: BagOfWords, options: LDAOptions, threadCount: Int, sweepsDone: Int = 0) {
    let blocks = Double((options.topicCount + 15) / 16)
    let perToken = options.sampler == .scalar ? 120 + 220 * blocks : 27 + 4.5 * blocks
    let atOnce = min(threadCount, options.chainCount)
    let rounds = (options.chainCount + atOnce - 1) / atOnce
    let share = 1 - Double(sweepsDone) / Double(options.chainCount * options.sweepCount)
    seconds =
      perToken * 1e-9 * Double(bag.tokenCount) * Double(options.sweepCount) * Double(rounds) * share

    let padded = (options.topicCount + 15) / 16 * 16
    let tables = atOnce * bag.termCount * padded * 4
    let sums = options.chainCount * bag.termCount * options.topicCount * 4
    let tokens = bag.tokenCount * (4 + 2 * atOnce + 2 * options.chainCount)
    // A document of N tokens is on about √N topics in a draw; a cell takes 2 + 4 bytes, a row 8.
    let length = Double(bag.tokenCount) / Double(max(1, bag.documentCount))
    let topics = min(Double(options.topicCount), length.squareRoot())
    let draws =
      Double(options.drawsPerChain * options.chainCount * bag.documentCount) * (8 + 6 * topics)
    let held = Self.residentBytes
    bytes = max(held.peak, held.now + tables + sums + tokens + Int(draws))
  }

  var description: String {
    "this takes about \(clockText(seconds)) and \(grouped(max(1, bytes / 1_000_000))) MB"
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
