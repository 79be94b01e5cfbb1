import TrendsQuality
import TrendsReports

/// Two sides that have documents in common, on their way to a ``FitDifference``.
struct DiffComparison {
  private let old: DiffSide
  private let new: DiffSide
  /// The documents of both, as places in the sides, in the order of the old one.
  let shared: [(old: Int, new: Int)]
  /// For each old term the new one of the same key.
  let newTerms: [Int?]

  /// - Throws: ``CommandError/nothingInRange(_:)`` where the sides have no document in common.
  init(old: DiffSide, new: DiffSide) throws {
    let places = Dictionary(
      new.documentIDs.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    shared = old.documentIDs.enumerated().compactMap { d, id in places[id].map { (d, $0) } }
    guard !shared.isEmpty else {
      throw CommandError.nothingInRange(
        "\(old.name) and \(new.name) have no paper in common, so that no topic can be followed")
    }
    let terms = Dictionary(
      new.terms.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    newTerms = old.terms.map { terms[$0] }
    self.old = old
    self.new = new
  }

  /// Topics matched by what they share: C(i,j) in tokens or documents, `[K_old × K_new]`.
  func matching(overlap: [Double]) -> TopicMatching {
    let columns = new.topicCount
    return TopicMatching(
      overlap: overlap,
      oldTotals: (0..<old.topicCount).map { i in
        (0..<columns).reduce(0.0) { $0 + overlap[i * columns + $1] }
      },
      newTotals: (0..<columns).map { j in
        (0..<old.topicCount).reduce(0.0) { $0 + overlap[$1 * columns + j] }
      },
      bhattacharyya: coefficients())
  }

  /// Topics matched by the documents of both whose largest topics they are.
  func matchingOfTopTopics() -> TopicMatching {
    let columns = new.topicCount
    var overlap = [Double](repeating: 0, count: old.topicCount * columns)
    for (oldDocument, newDocument) in shared {
      overlap[old.topTopic(of: oldDocument) * columns + new.topTopic(of: newDocument)] += 1
    }
    return matching(overlap: overlap)
  }

  private func coefficients() -> [Double] {
    let common = newTerms.enumerated().compactMap { w, other in other.map { (w, $0) } }
    func columns(_ phi: [Double], _ topicCount: Int, _ terms: [Int]) -> [Double] {
      let width = phi.count / max(1, topicCount)
      return (0..<topicCount).flatMap { k in terms.map { phi[k * width + $0] } }
    }
    return bhattacharyyaCoefficients(
      old: columns(old.phi, old.topicCount, common.map(\.0)), oldCount: old.topicCount,
      new: columns(new.phi, new.topicCount, common.map(\.1)), newCount: new.topicCount)
  }

  /// The whole difference.
  ///
  /// - Parameters:
  ///   - lostTokens: the share of the old tokens that the new fit does not have.
  ///   - errors: squared standard errors, between chains, of the mean shares over the shared
  ///     documents; nil where chains cannot tell.
  func difference(
    matching: TopicMatching, lostTokens: Double?, errors: (old: [Double]?, new: [Double]?)?,
    notes: [String]
  ) -> FitDifference {
    let changedOptions = options()
    let optionsChanged = changedOptions.contains { !$0.isNoise }
    let oldAll = old.meanShares(of: Array(old.documentIDs.indices))
    let newAll = new.meanShares(of: Array(new.documentIDs.indices))
    let oldShared = old.meanShares(of: shared.map(\.old))
    let newShared = new.meanShares(of: shared.map(\.new))
    let changes = matching.pairs.map { pair in
      var error: Double?
      if let oldErrors = errors?.old, let newErrors = errors?.new {
        error = (oldErrors[pair.old] + newErrors[pair.new]).squareRoot()
      }
      let change = ShareChange(
        old: oldAll[pair.old], oldOnShared: oldShared[pair.old], newOnShared: newShared[pair.new],
        new: newAll[pair.new], refitError: error, optionsChanged: optionsChanged)
      return FitDifference.Change(
        old: topic(pair.old, of: old), new: topic(pair.new, of: new), similarity: pair.similarity,
        bhattacharyya: pair.bhattacharyya, isWeak: pair.isWeak, newDocuments: change.newDocuments,
        goneDocuments: change.goneDocuments, refit: change.refit, options: change.options,
        refitLimit: change.refitLimit, restatement: restatement(pair))
    }
    func families(_ all: [TopicMatching.Family], _ own: DiffSide, _ other: DiffSide)
      -> [FitDifference.Family]
    {
      all.map { family in
        FitDifference.Family(
          topic: topic(family.topic, of: own),
          parts: family.parts.map { .init(topic: topic($0.topic, of: other), share: $0.share) })
      }
    }
    return FitDifference(
      oldName: old.name, newName: new.name, sharedDocuments: shared.count,
      newDocuments: new.documentIDs.count - shared.count,
      goneDocuments: old.documentIDs.count - shared.count, oldTerms: old.terms.count,
      newTerms: new.terms.count, sharedTerms: newTerms.count { $0 != nil },
      lostTokens: lostTokens, options: changedOptions, changes: changes,
      deaths: matching.deaths.map { topic($0, of: old) },
      births: matching.births.map { topic($0, of: new) },
      splits: families(matching.splits, old, new), merges: families(matching.merges, new, old),
      notes: notes)
  }

  private func topic(_ k: Int, of side: DiffSide) -> FitDifference.Topic {
    FitDifference.Topic(
      id: side.topics[k].id, label: side.topics[k].label, share: side.topics[k].share)
  }

  /// The period of both in which the shares differ most.
  private func restatement(_ pair: TopicMatching.Pair) -> FitDifference.Restatement? {
    var most: FitDifference.Restatement?
    for period in old.periods.keys.sorted() {
      guard let before = old.periods[period]?[pair.old], let after = new.periods[period]?[pair.new]
      else { continue }
      if abs(after - before) > abs(most?.difference ?? 0) || most == nil {
        most = FitDifference.Restatement(period: period, difference: after - before)
      }
    }
    return most
  }

  private func options() -> [FitDifference.OptionChange] {
    Set(old.options.keys).union(new.options.keys).sorted().compactMap { name in
      let (before, after) = (old.options[name] ?? "", new.options[name] ?? "")
      guard before != after else { return nil }
      return FitDifference.OptionChange(
        name: name, old: before, new: after, isNoise: DiffSide.noise.contains(name))
    }
  }
}
