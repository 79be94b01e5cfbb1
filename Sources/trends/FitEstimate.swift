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

  /// Time from sweeps over a part of the corpus, memory from what the process holds already and the
  /// arrays that are to come.
  ///
  /// - Parameter sweepsDone: sweeps of all chains that need not be done again.
  init(bag: BagOfWords, options: LDAOptions, threadCount: Int, sweepsDone: Int = 0) {
    sampler = options.resolvedSampler(for: bag)
    let held = Self.residentBytes
    let atOnce = min(threadCount, options.chainCount)
    let rounds = (options.chainCount + atOnce - 1) / atOnce
    // What threads are left over share the sweeps of the square, as far as it has blocks for them.
    let tasks = sampler.tasks(topicCount: options.topicCount)
    let sharing = Double(max(1, min(threadCount / atOnce, tasks)))
    let left = 1 - Double(sweepsDone) / Double(options.chainCount * options.sweepCount)
    let pace = Self.rehearsedPace(bag, options: options)
    seconds =
      Double(bag.tokenCount)
      * (pace.seconds(sweepCount: options.sweepCount) * Double(rounds) / sharing * left
        + Self.secondsAround)
      + Double(options.chainCount) * Self.secondsStoring(bag, topicCount: options.topicCount)

    let memory = SamplerMemory(bag, options: options)
    let waiting = options.chainCount - atOnce
    // A document of N tokens is on about √N topics in a draw; a cell takes 2 + 1 bytes, a row 8.
    let length = Double(bag.tokenCount) / Double(max(1, bag.documentCount))
    let topics = min(Double(options.topicCount), length.squareRoot())
    let draws =
      Double(options.drawsPerChain * options.chainCount * bag.documentCount) * (8 + 3 * topics)
    bytes = max(
      held.peak,
      held.now + memory.shared + atOnce * memory.perChain + waiting * memory.perResult
        + Int(draws))
  }

  /// Reading and ordering the tokens, the random start, and storing the result: seconds a token.
  private static let secondsAround = 150e-9

  /// Making room for a chain's counts of terms, summing them over its draws and storing them: so long a
  /// cell of V × K, and a cell that has tokens, of which there are as many as if all were alike.
  private static func secondsStoring(_ bag: BagOfWords, topicCount: Int) -> Double {
    let cells = Double(bag.termCount * topicCount)
    guard cells > 0 else { return 0 }
    let occupied = cells * (1 - exp(-Double(bag.tokenCount) / cells))
    return cells * 8e-9 + occupied * 150e-9
  }

  /// What a token takes in the first sweeps, each, and in those to come.
  struct Pace {
    /// Seconds a token, by sweep; empty where nothing could be rehearsed.
    var first: [Double] = []

    /// Seconds a token for all sweeps of a chain.
    func seconds(sweepCount: Int) -> Double {
      let known = first.prefix(sweepCount)
      let later = Double(sweepCount - known.count)
      return known.reduce(0, +) + later * (first.suffix(3).min() ?? 0) * Self.settling
    }

    /// A sweep of a chain that has settled, over one of its first: fewer tokens move.
    static let settling = 0.9
  }

  /// Preparing a term's K numbers, where the sampler goes term by term: seconds each.
  private static let secondsAPreparedNumber = 0.4e-9

  /// The pace of some sweeps over a part of the corpus, which take about a twentieth of what the fit
  /// takes, and seconds where that is long: only a part that is as little in the caches as the whole,
  /// tells what a token will take. Fewer tokens share what it takes to prepare a term's numbers there,
  /// which is allowed for.
  private static func rehearsedPace(_ bag: BagOfWords, options: LDAOptions) -> Pace {
    let sweepCount = 4
    let steps = bag.tokenCount * options.sweepCount / sweepCount * options.chainCount
    var pace = Pace()
    var last = ContinuousClock.now
    var partTokens = 0
    // What cannot be rehearsed cannot be fitted either, and says so when it is tried.
    let rows = try? rehearse(
      bag, options: options, tokenCount: min(max(steps / 20, 2_000_000), 10_000_000),
      sweepCount: sweepCount
    ) { tokens in
      let now = ContinuousClock.now
      let elapsed = (now - last).components
      let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
      if tokens > 0 { pace.first.append(seconds / Double(tokens)) }
      partTokens = tokens
      last = now
    }
    guard let rows, rows > 0, partTokens > 0 else { return pace }
    let secondsARow = Double(options.topicCount) * secondsAPreparedNumber
    let inPart = rows * secondsARow / Double(partTokens)
    let inAll = preparedRows(bag, options: options) * secondsARow / Double(bag.tokenCount)
    // Whatever the machine, most of a sweep is not preparation.
    pace.first = pace.first.map { max($0 - inPart, $0 / 2) + inAll }
    return pace
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
