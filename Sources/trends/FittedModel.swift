import TrendsCorpus
import TrendsFeatures
import TrendsLDA
import TrendsPrevalence
import TrendsQuality
import TrendsSignals
import TrendsStore

/// A stored fit as every command looks at it: its topics numbered, labelled and judged.
///
/// Topics are numbered by their tokens in the reference chain, the most first: T0001, T0002, … The
/// reference chain is the one with the highest mean ln p(w, z); it gives terms and labels. Shares
/// of a topic come from the draws of all chains that found it, aligned to the reference.
struct FittedModel {
  let fit: FitRecord
  /// The fitted documents, in the order of the bag's rows.
  let documents: [Document]
  /// Documents of the store that came after the fit, and their dates.
  let laterDocumentCount: Int
  let laterDates: [ListingDate]
  let draws: AlignedDraws
  /// The reference chain, and its own number of each topic.
  let referenceChain: Int
  let referenceTopics: [Int]
  /// n(k,w) of the reference chain, summed over its draws, `[K × V]`.
  let topicTermCounts: [UInt32]
  /// Draws in those sums.
  let referenceDrawCount: Int
  /// The topic–term prior of the reference chain, averaged over its draws.
  let referenceBeta: Double
  /// z of the reference chain after its last sweep, topics numbered: one a token, documents in order,
  /// within a document by term.
  let referenceAssignments: [UInt16]
  /// theta, averaged over all draws, `[D × K]`; rows sum to 1.
  let theta: [Double]
  let labels: [TopicLabel]
  /// What tells sound topics from leftovers.
  let figures: TopicFigures
  /// nil for a single chain.
  let stability: [TopicStability]?
  /// The convergence of ln p(w, z), and of the share of each topic.
  let logLikelihoodConvergence: Convergence
  let shareConvergence: [Convergence]

  /// The stability below which a topic is not to be trusted.
  static let leastStability = TopicStability.threshold
  /// The R-hat of a topic's share above which its chains disagree.
  static let largestRHat = ChainSettling.largestRHat

  var topicCount: Int { fit.options.topicCount }
  var termCount: Int { fit.vocabulary.count }

  /// - Parameter number: the fit, or nil for the newest.
  init(store: Store, number: Int?) throws {
    var (fit, chains, stored) = try store.snapshot {
      let fit = try number.map { try store.fit($0) } ?? store.newestFit()
      return (fit, try store.chains(of: fit.id), try store.documents())
    }
    self.fit = fit
    let byID = Dictionary(stored.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    documents = try fit.documentIDs.map { id in
      guard let document = byID[id] else {
        throw StoreError.damaged(
          path: store.path, what: "document '\(id)' of fit \(fit.id) is gone")
      }
      return document
    }
    let fitted = Set(fit.documentIDs)
    let later = stored.filter { !fitted.contains($0.id) }
    laterDocumentCount = later.count
    laterDates = later.flatMap { $0.appearances.map(\.date) }

    let topicCount = fit.options.topicCount
    let reference = Self.referenceChain(chains)
    let counts = chains.map(\.topicTermCounts)
    let alignment = chainAlignment(
      topicTermCounts: counts, topicCount: topicCount, reference: reference)
    let order = Self.order(counts[reference], topicCount: topicCount)
    let numbering = alignment.topics.map { topics in
      var numbers = [Int](repeating: 0, count: topicCount)
      for (number, topic) in order.enumerated() { numbers[topics[topic]] = number }
      return numbers
    }
    let overlaps = topTermOverlaps(
      topicTermCounts: counts, topicCount: topicCount, alignment: alignment)
    draws = AlignedDraws(
      taking: &chains, numbering: numbering,
      found: overlaps.map { overlaps in order.map { overlaps[$0] >= Self.leastStability } })
    referenceChain = reference
    referenceTopics = order
    let termCount = fit.vocabulary.count
    topicTermCounts = order.flatMap { counts[reference][$0 * termCount..<($0 + 1) * termCount] }
    referenceDrawCount = chains[reference].draws.count
    referenceBeta =
      fit.options.learnsBeta
      ? chains[reference].draws.reduce(0.0) { $0 + $1.beta } / Double(referenceDrawCount)
      : fit.options.beta
    referenceAssignments = chains[reference].assignments.map {
      UInt16(numbering[reference][Int($0)])
    }
    theta = draws.theta(
      alphas: zip(chains, numbering).flatMap { chain, numbers in
        chain.draws.map { draw in
          var alpha = draw.alpha
          for (k, number) in numbers.enumerated() { alpha[number] = draw.alpha[k] }
          return alpha
        }
      })
    labels = topicLabels(
      vocabulary: fit.vocabulary, topicTermCounts: topicTermCounts, topicCount: topicCount,
      drawCount: referenceDrawCount, bag: fit.bag)
    let last = draws.chainOfDraw.lastIndex(of: chains[reference].chain) ?? 0
    let lastAlpha = chains[reference].draws[referenceDrawCount - 1].alpha
    figures = TopicFigures(
      topicTermCounts: topicTermCounts, documentTopics: draws.draws[last],
      alpha: order.map { lastAlpha[$0] }, assignments: referenceAssignments, bag: fit.bag)
    stability = topicStability(
      topicTermCounts: counts, topicCount: topicCount, alignment: alignment
    ).map { values in order.map { values[$0] } }
    logLikelihoodConvergence = convergence(of: chains.map { $0.draws.map(\.logLikelihood) })
    shareConvergence = Self.shareConvergence(draws, chainCount: chains.count)
  }

  /// Whether the fit is a state that another program left, and not of our sampling.
  var isImported: Bool { fit.options.generator == MalletImport.generator }

  /// The name of a topic within its fit: `T0001` for the first.
  func topicID(_ k: Int) -> String {
    let digits = String(k + 1)
    return "T" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// The topic of a name, in any case and with any number of zeros: `T0007`, `t7`, `7`.
  func topic(named name: String) throws -> Int {
    var digits = Substring(name)
    if digits.first == "T" || digits.first == "t" { digits.removeFirst() }
    guard let number = Int(digits), (1...topicCount).contains(number) else {
      throw CommandError.noSuchTopic(name, last: topicID(topicCount - 1))
    }
    return number - 1
  }

  /// Why a topic is not to be trusted: none where chains agree on its terms and it is no junk.
  func reasons(_ k: Int) -> [ReasonCode] {
    if let stability, stability[k].value < Self.leastStability { return [.unstableTopic] }
    return figures.junk[k] == nil ? [] : [.junkTopic]
  }

  /// Whether each topic may be judged; one chain cannot say so.
  var standings: [TopicStanding] {
    (0..<topicCount).map { k in
      let reason = reasons(k).first ?? (stability == nil ? .stabilityUnknown : nil)
      return reason.map { .excluded($0) } ?? .stable
    }
  }

  /// phi of the reference chain, `[K × V]`; rows sum to 1.
  func phi() -> [Double] {
    let beta = referenceBeta
    var phi = [Double](repeating: 0, count: topicCount * termCount)
    for k in 0..<topicCount {
      let row = k * termCount..<(k + 1) * termCount
      let draws = Double(referenceDrawCount)
      let total = topicTermCounts[row].reduce(0.0) { $0 + Double($1) } / draws
      for i in row {
        phi[i] =
          (Double(topicTermCounts[i]) / draws + beta) / (total + beta * Double(termCount))
      }
    }
    return phi
  }

  /// The chain with the highest mean ln p(w, z); of equal ones the first.
  static func referenceChain(_ chains: [ChainResult]) -> Int {
    let means = chains.map { chain in
      chain.draws.reduce(0.0) { $0 + $1.logLikelihood } / Double(chain.draws.count)
    }
    return means.indices.max { (means[$0], -$0) < (means[$1], -$1) } ?? 0
  }

  /// Topics by their tokens, the most first.
  private static func order(_ counts: [UInt32], topicCount: Int) -> [Int] {
    let termCount = counts.count / topicCount
    let totals = (0..<topicCount).map { k in
      counts[k * termCount..<(k + 1) * termCount].reduce(0) { $0 + Int($1) }
    }
    return totals.indices.sorted { (-totals[$0], $0) < (-totals[$1], $1) }
  }

  /// The convergence of each topic's share over the chains that found it; where one of several did, there
  /// is nothing that could agree.
  private static func shareConvergence(_ draws: AlignedDraws, chainCount: Int) -> [Convergence] {
    let shares = draws.meanSharesByDraw()
    return (0..<draws.topicCount).map { k in
      var byChain = [[Double]](repeating: [], count: chainCount)
      for s in draws.drawsOfTopic[k] { byChain[draws.chainOfDraw[s]].append(shares[s][k]) }
      let finders = byChain.filter { !$0.isEmpty }
      guard finders.count > 1 || chainCount == 1 else { return Convergence(reason: .singleChain) }
      return convergence(of: finders)
    }
  }
}
